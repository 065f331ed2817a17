"""Two hundred strings that want to be something else than text."""

MARK = "weirHit"

SCRIPTS = [
    "<script>window.weirHit=1</script>", "</textarea><script>window.weirHit=1</script>",
    "</title><script>window.weirHit=1</script>", "</option></select><script>window.weirHit=1</script>",
    "\"><script>window.weirHit=1</script>", "'><script>window.weirHit=1</script>", "--><script>window.weirHit=1</script>",
    "]]><script>window.weirHit=1</script>", "<scr<script>ipt>window.weirHit=1</scr</script>ipt>",
    "<SCRIPT SRC=//x.invalid/a.js></SCRIPT>", "<script\x0c>window.weirHit=1</script>", "<script/x>window.weirHit=1</script>",
    "%3Cscript%3Ewindow.weirHit=1%3C/script%3E", "&lt;script&gt;window.weirHit=1&lt;/script&gt;",
    "\\u003cscript\\u003ewindow.weirHit=1", "+ADw-script+AD4-window.weirHit=1+ADw-/script+AD4-",
]
HANDLERS = [
    f"<{tag} {handler}=window.weirHit=1{more}>"
    for tag, more in (("img src=x", ""), ("svg", ""), ("body", ""), ("input autofocus", ""), ("details open", ""),
                      ("video src=x", ""), ("a href=# id=x", ""), ("marquee", ""))
    for handler in ("onerror", "onload", "onfocus", "onmouseover", "ontoggle")
]
BREAKS = [
    "\" onmouseover=\"window.weirHit=1", "' onmouseover='window.weirHit=1", "\" autofocus onfocus=window.weirHit=1 x=\"",
    "` onmouseover=`window.weirHit=1", "\"/><img src=x onerror=window.weirHit=1>", "javascript:window.weirHit=1",
    "JaVaScRiPt:window.weirHit=1", "java\tscript:window.weirHit=1", "data:text/html,<script>window.weirHit=1</script>",
    "vbscript:window.weirHit=1", "//x.invalid/path", "\\\\x.invalid\\path", "/console/../../etc/passwd", "..", ".", "%2e%2e%2f",
    "?q=1&csrf=0", "#main", "a/b", "a%2Fb", "%00", "a&b=c", "x;y", "\n<b>new line</b>", "\r\nSet-Cookie: a=b",
    "\r\nLocation: http://x.invalid/",
]
MARKUP = [
    "<b>bold</b>", "<h1>Nothing is here</h1>", "<form action=//x.invalid><input name=csrf>", "<base href=//x.invalid/>",
    "<meta http-equiv=refresh content='0;url=//x.invalid'>", "<link rel=stylesheet href=//x.invalid/a.css>",
    "<style>*{display:none}</style>", "<div style='position:fixed;inset:0;background:red'>x", "<iframe src=//x.invalid>",
    "<object data=//x.invalid>", "<embed src=//x.invalid>", "<table><tr><td>", "</table></div></main></body></html>",
    "</bdi></td></tr>", "<!--", "<![CDATA[", "<?php", "<%= 1 %>", "{{7*7}}", "${7*7}", "#{7*7}", "<template>", "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=window.weirHit=1>'>", "<math><mi//xlink:href='data:x'>",
    "<svg><use href='data:image/svg+xml,<svg id=x>'/></svg>", "<svg><a xlink:href='javascript:window.weirHit=1'>x</a></svg>",
    "<svg><animate attributeName=href values=javascript:window.weirHit=1>", "<svg><foreignObject><script>1</script>",
    "<svg/onload=window.weirHit=1>", "<isindex action=javascript:window.weirHit=1>", "<x contenteditable onblur=window.weirHit=1>x",
    "<button form=editor formaction=//x.invalid>", "<input name=csrf value=0>", "<label for=f-reason>x",
    "<a href='javascript:window.weirHit=1'>x</a>", "<img src='x' srcset='//x.invalid/y'>", "<bgsound src=//x.invalid>",
]
HIDDEN = [
    f"a{chr(code)}b" for code in (
        0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029,
        0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F,
        0x3164, 0xFE00, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xE0001, 0xE0041, 0xE007F, 0x1D173, 0x0085, 0x001B, 0x0007, 0x007F)
] + ["\u202egnp.exe", "abc\u202e fed \u2066ghi", "\u2067\u2067\u2067\u2067admin", "\u05d0\u05d1 100 \u05d2\u05d3",
     "\u0627\u0644\u0645\u0628\u0644\u063a 5,000", "u\u200bs\u200bd\u200bt", "\u200b", "\ufeff", "\u3164\u3164"]
LOOKALIKES = [
    "\u0440\u0430y\u0440al", "\u0430dmin", "adm\u0456n", "\uff55\uff53\uff44\uff54", "\U0001d432\U0001d42c", "\u0131\u0130i",
    "\u212aelvin", "\u1e9e\u00df", "w\u0435ir", "\u2215\u2215x.invalid", "\uff1cscript\uff1e", "\ufe64b\ufe65", "\u02bcor1=1",
    "' OR '1'='1", "\"; DROP TABLE decision;--", "$(id)", "`id`", "; ls", "../../../x", "=1+1", "@SUM(1)", "-1", "NaN",
]
SIZES = [
    "a" * 400, "\u4e2d" * 120, "W" * 64, "e" + "\u0301" * 80, "Z\u0351\u0352\u0353" * 30, "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0e33" * 40, "\u1100" * 40, "\U0001f469\u200d" * 30, "\u0915" + "\u093e" * 40, "\ufdfa" * 20,
    "a b " * 90, "-" * 300, "\u2003" * 30 + "x", "x\n" * 60, "\t" * 40 + "x",
]

ALL = (SCRIPTS + HANDLERS + BREAKS + MARKUP + HIDDEN + LOOKALIKES + SIZES)
while len(ALL) < 200:
    ALL.append(f"<img src=x onerror=window.weirHit={len(ALL)}>")
