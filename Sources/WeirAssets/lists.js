// Puts a chosen file's text where it would be pasted.
'use strict';

const pick = document.getElementById('pick');
if (pick) {
  pick.querySelector('input').addEventListener('change', async (event) => {
    const file = event.target.files[0];
    if (file) document.querySelector('textarea[name="text"]').value = await file.text();
  });
}
