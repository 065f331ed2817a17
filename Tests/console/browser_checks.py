"""What a person meets in a browser: the flows, the keyboard, barriers, pictures of every page."""

import json
import re
import shlex
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from hostile import MARK, SIZES
from office import WEIR, Visitor, expect, now, rule_set
from playwright.sync_api import sync_playwright

state = {"clicks": 0}

PAGES = ["/console", "/console/queue", "/console/cases/1", "/console/signatures", "/console/measures",
         "/console/measures/1", "/console/measures/new?account=u1", "/console/appeals", "/console/appeals/1",
         "/console/search?q=u1", "/console/rules", "/console/rules/edit", "/console/rules/backtest", "/console/lists",
         "/console/lists/import", "/console/lists/suspects", "/console/access", "/console/access/looks",
         "/console/access/doors", "/console/sites", "/console/me", "/console/there-is-no-such-page"]


def chromium():
    if "browser" not in state:
        state["driver"] = sync_playwright().start()
        state["browser"] = state["driver"].chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
    return state["browser"]


def close():
    if "browser" in state:
        state["browser"].close()
        state["driver"].stop()


class Desk:
    """One person's browser window."""

    def __init__(self, office, role, signs_in=True, **more):
        self.office, self.role = office, role
        self.context = chromium().new_context(base_url=office.address, **{"viewport": {"width": 1366, "height": 850}, **more})
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.trouble = []
        self.page.on("console", lambda m: self.trouble.append(m.text) if m.type == "error" and "404" not in m.text else None)
        self.page.on("dialog", lambda d: (self.trouble.append("a dialog: " + d.message), d.dismiss()))
        self.page.on("pageerror", lambda e: self.trouble.append(str(e)))
        if signs_in:
            self.sign_in()

    def sign_in(self):
        self.page.goto("/console/sign-in")
        self.page.fill("[name=name]", self.role + "-1")
        self.page.fill("[name=password]", self.office.passwords[self.role])
        self.click("main button[type=submit]")
        self.page.wait_for_url("**/console")

    def click(self, what):
        state["clicks"] += 1
        self.page.locator(what).first.click()

    def sign_out(self):
        self.click("details.own summary")
        self.click("form[action='/console/sign-out'] button")
        self.page.wait_for_url("**/console/sign-in*")

    def text(self):
        return self.page.locator("main").inner_text()

    def close(self):
        expect(not self.trouble, f"the browser complains: {self.trouble[:3]}")
        self.context.close()


def check_waiting_is_for_functions(_):
    """The pages' own policy forbids `eval`: what is waited for in plain words fails unless it is true at first look."""
    bare = re.compile(r"""wait_for_function\(\s*["'](?!\(\) =>|\w+ =>)(.*)""")
    found = [text for file in sorted(Path(__file__).parent.glob("*_checks.py")) for text in bare.findall(file.read_text())]
    expect(not found, f"waited for without a function: {found}")


def account_without_measure(office, skip=()):
    """A case's account that nothing has been done about, and that somebody pays."""
    body = office.visitors["admin"].get("/console/queue?order=score").body
    for row in re.findall(r'<tr data-case="(\d+)">(.*?)</tr>', body, re.S):
        if "suspend" in row[1]:
            continue
        account = re.search(r'class="foreign id">([^<]+)<', row[1]).group(1)
        if row[0] not in skip:
            return int(row[0]), account
    raise AssertionError("every case has a measure")


def check_a_first_case(office):
    """From the analyst's sign-in to a suspension that somebody else has signed."""
    number, account = account_without_measure(office)
    state["clicks"] = 0
    begin = time.monotonic()
    desk = Desk(office, "analyst")
    desk.click("nav >> text=Queue")
    desk.click(f"tr[data-case='{number}'] a")
    if desk.page.locator("a[href^='/console/measures/new']").count():
        desk.click("a[href^='/console/measures/new']")
    else:
        desk.page.goto(f"/console/measures/new?account={account}&case={number}")
    expect("what it costs if it is wrong" in desk.text(), "the proposal does not say what it costs")
    desk.page.fill("[name=ground]", "Amounts follow the board, strangers on both sides.")
    desk.click("#propose button")
    expect("waits for somebody else" in desk.text(), f"the proposal is not taken: {desk.text()[:300]}")
    desk.sign_out()
    desk.role = "supervisor"
    desk.sign_in()
    desk.click("nav >> text=Signatures")
    part = desk.page.locator("article", has_text=account)
    expect("Amounts follow the board" in part.inner_text(), "the signer does not see why")
    expect("Money stopped in a week" in part.inner_text(), "the signer does not see what it costs")
    picture(office, desk, "signature")
    state["clicks"] += 1
    part.locator("button.main").first.click()
    expect("ordered" in desk.text() or "in force" in desk.text(), f"the signature did nothing: {desk.text()[:300]}")
    expect(desk.page.locator(".said a[href^='/console/measures/']").count() == 1, "no way to what has just been signed")
    seconds = time.monotonic() - begin
    answer = office.visitors["admin"].get(f"/v1/measures?account={account}").body
    expect('"state":"ordered"' in answer or '"state":"confirmed"' in answer, f"the API says {answer[:300]}")
    expect(state["clicks"] <= 12, f"{state['clicks']} clicks")
    desk.page.goto(f"/console/measures/new?account={account}")
    expect("The same is in force already" in desk.text(), "the same measure may be written up once more, to be refused")
    desk.page.goto(f"/console/measures/new?account={account}&kind=warn_payer")
    expect("The same is in force already" not in desk.text(), "another kind is told to be in force")
    desk.close()
    return f"{state['clicks']} clicks, {seconds:.1f} s of a machine's hand"


def check_a_proposal_shows_what_it_touches(office):
    """The figures beside the form are those of the very measure that it proposes, with and without scripts."""
    number, account = account_without_measure(office)
    for scripts in (True, False):
        desk = Desk(office, "analyst", java_script_enabled=scripts)
        page = desk.page
        page.goto(f"/console/measures/new?account={account}")
        expect("All transfers in and out" in desk.text(), "a suspension does not say what it does")
        page.select_option("[name=kind]", "warn_payer")
        if not scripts:
            desk.click("form[data-ask] button")
        page.wait_for_url("**kind=warn_payer**")
        expect("Payers see a warning" in desk.text(), "another kind keeps the old figures")
        expect(page.get_attribute("#propose [name=kind]", "value") == "warn_payer", "the form proposes another kind")
        page.goto(f"/console/measures/new?account={account}&case={number}")
        expect(page.locator(f"main a[href^='/console/cases/{number}?']").count() == 1, "no way back to the case")
        page.goto("/console/measures/new?account=nobody-of-that-name")
        expect("Is it the right one" in desk.text(), "an account that has never been seen is no surprise")
        page.goto("/console/measures/new?kind=block_site&account=nowhere.example")
        expect("Is it the right host" in desk.text(), "a site that has never been seen is no surprise")
        desk.close()


def check_nobody_signs_alone(office):
    """What cannot be undone needs two: the one who proposed it cannot be the second."""
    _, account = account_without_measure(office)
    desk = Desk(office, "supervisor")
    desk.page.goto(f"/console/measures/new?account={account}&kind=stop_collection")
    desk.page.fill("[name=ground]", "For good.")
    desk.click("#propose button")
    expect("needs somebody else" in desk.text(), f"the proposer may sign twice: {desk.text()[:400]}")
    place = desk.page.url
    desk.close()
    other = Desk(office, "admin")
    other.page.goto(place)
    other.click("button.danger")
    expect(other.page.url == place, "it was signed without a reason")
    other.page.fill("form[action$='/approve'] [name=reason]", "I have looked as well.")
    other.click("button.danger")
    expect("ordered" in other.text() or "in force" in other.text(), f"two signatures did nothing: {other.text()[:300]}")
    other.page.locator("form[action$='/lift'] [name=reason]").fill("It was a test.")
    other.click("form[action$='/lift'] button")
    expect("lifted" in other.text(), "it cannot be lifted")
    other.close()


def check_the_queue_by_keyboard(office):
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto("/console/queue?whose=nobody&order=new")
    rows = page.locator("tr[data-case]")
    numbers = rows.evaluate_all("rows => rows.map(r => r.dataset.case)")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        here = page.locator("tr.here").get_attribute("data-case")
        expect(here == numbers[place], f"after {key} the row is {here}, not {numbers[place]}")
    page.keyboard.press("c")
    page.keyboard.type("looked at it with j and k")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said")
    expect("looked at it with j and k" in office.visitors["admin"].get(f"/v1/cases/{numbers[1]}").body, "no comment")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(".said >> text=Done for 1 case.")
    expect(f"data-case=\"{numbers[0]}\"" not in page.content(), "the case is not assigned")
    desk.click(".said button")
    page.wait_for_selector(".said >> text=Taken back")
    expect(page.locator(f"tr[data-case='{numbers[0]}']").count() == 1, "the undo did nothing")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/console/cases/{numbers[0]}"))
    page.keyboard.press("/")
    page.keyboard.type("u1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/search?q=u1")
    desk.close()


def check_putting_off_by_keyboard(office):
    """z, for how long, why. A supervisor's: the cases of the traffic are all over their time."""
    desk = Desk(office, "supervisor")
    page = desk.page
    page.goto("/console/queue?whose=nobody&order=new")
    number = page.locator("tr[data-case]").first.get_attribute("data-case")
    row = page.locator(f"tr[data-case='{number}']")
    for key in ("j", "z"):
        page.keyboard.press(key)
    expect(page.evaluate("document.activeElement.name") == "span", "z does not lead to for how long")
    page.keyboard.press("Enter")
    page.keyboard.type("the bank answers tomorrow")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said >> text=1 case is put off.")
    expect(row.count() == 0, "what is put off is in the queue")
    # After z and away again Enter comments as ever.
    for key in ("j", "z", "Escape", "c"):
        page.keyboard.press(key)
    other = page.locator("tr.here").get_attribute("data-case")
    page.keyboard.type("only a note")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said >> text=Done for 1 case.")
    expect(page.locator(f"tr[data-case='{other}']").count() == 1, "a note puts a case off")
    page.goto("/console/queue?state=postponed")
    expect(row.locator("text=put off until").count() == 1, "the view of what is put off does not say until when")
    row.locator("input[name=case]").check()
    desk.click("button[value=take_up]")
    page.goto("/console/queue?whose=nobody&order=new")
    expect(row.count() == 1, "it is not taken up again")
    page.goto(f"/console/cases/{number}")
    page.keyboard.press("z")
    expect(page.evaluate("document.activeElement.id") == "f-until-later", "z leads nowhere on a case")
    page.reload()
    low = page.locator("#s-act").bounding_box()["height"]
    expect(low <= 460, f"what can be done with a case is {low:.0f} px high")
    desk.close()


def check_a_case_by_keyboard(office):
    """From a row that tells what it rests on to the proposal, without the mouse once the case is open."""
    number, account = account_without_measure(office)
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto("/console/queue?order=score")
    row = page.locator(f"tr[data-case='{number}']")
    expect(row.locator(".rests li").count() >= 1, "a row does not say on what the case rests")
    expect(re.search(r"\d\.\d\d CNY", row.inner_text()), f"a row does not say how much money is at it: {row.inner_text()}")
    row.locator("td.clock").click()
    page.wait_for_url(f"**/console/cases/{number}")
    page.keyboard.press("c")
    page.keyboard.type("apen")
    expect(page.input_value("#s-notes textarea") == "apen", "letters in a note press something, or c leads to no note")
    page.locator("h1").click()
    page.keyboard.press("e")
    page.wait_for_url("**#s-close")
    page.keyboard.press("p")
    page.wait_for_url(f"**/console/measures/new?account={account}**")
    desk.close()


def check_the_queue_on_a_telephone(office):
    desk = Desk(office, "analyst", viewport={"width": 390, "height": 844}, has_touch=True)
    desk.page.goto("/console/queue")
    wide = desk.page.locator(".rows .table").evaluate("e => e.scrollWidth - e.clientWidth")
    expect(wide <= 0, f"a row of the queue lies {wide} px off the screen")
    first = desk.page.locator("tr[data-case]").first.bounding_box()["y"]
    expect(first <= 560, f"the first case begins {first:.0f} px down")
    expect(not desk.page.locator(".filters select").first.is_visible(), "filters stand before the cases")
    desk.page.locator(".filtering summary").click()
    expect(desk.page.locator(".filters select").first.is_visible(), "the filters do not open")
    # What a measure touches is read before it is proposed.
    desk.page.goto("/console/measures/new?account=u1")
    touches = desk.page.locator("section", has_text="Whom it touches").last.bounding_box()
    expect(touches["y"] < desk.page.locator("#propose").bounding_box()["y"], "the button stands before what it touches")
    desk.close()


def check_the_bar_of_the_queue_comes_with_a_choice(office):
    """What can be done with chosen cases hides no rows while none is chosen."""
    desk = Desk(office, "analyst")
    desk.page.goto("/console/queue")

    def position():
        return desk.page.locator(".bulk").evaluate("bar => getComputedStyle(bar).position")

    expect(position() == "static", "the bar stands over rows with nothing chosen")
    boxes, chosen = (desk.page.locator("input[name=case]" + more) for more in ("", ":checked"))
    desk.page.locator("th .all").click()
    expect(chosen.count() == boxes.count() > 1, "the head of the column does not choose all")
    desk.page.keyboard.press("X")
    expect(chosen.count() == 0, "X does not choose none where all are chosen")
    desk.page.locator("input[name=case]").first.check()
    expect(position() == "sticky", "the bar is not at hand once a case is chosen")
    desk.close()


def check_the_overview_begins_with_work(office):
    desk = Desk(office, "supervisor")
    heads = desk.page.locator("main h2").all_inner_texts()
    expect(heads[0] == "Work", f"the overview begins with {heads[0]}")
    over = desk.page.locator("[data-live=cases-over]")
    red = "element => element.classList.contains('bad')"
    expect(over.evaluate(red) == (over.inner_text() != "0"), "what is over time does not stand out")
    expect(not desk.page.locator("[data-live=cases-open]").evaluate(red), "an open case is trouble")
    desk.close()


# Tables that are read column against column, or narrow enough: they stay tables, and scroll in themselves.
# Those of folded parts are opened first.
CARDS = """
() => [...document.querySelectorAll('.fold')].forEach((fold) => { fold.open = true; })
  ?? [...document.querySelectorAll('main .table')].map((box) => {
  const heads = [...box.querySelectorAll('thead th')].map((head) => head.textContent);
  const cells = [...box.querySelectorAll('tbody tr')].flatMap((row) => [...row.children].map((cell, place) => ({
    head: cell.dataset.head, wanted: heads[place], shown: getComputedStyle(cell, '::before').content,
  })));
  return {
    name: box.getAttribute('aria-label'), columns: heads.length, wide: box.scrollWidth - box.clientWidth,
    isCards: box.classList.contains('cards'), hidden: !box.querySelector('thead').checkVisibility(),
    labelled: cells.filter((cell) => cell.head && cell.shown !== 'none').length,
    wrong: cells.filter((cell) => cell.head && cell.head !== cell.wanted).length,
  };
})
"""
TABLES = ["/console", "/console/queue", "/console/cases/1", "/console/measures", "/console/measures/1", "/console/appeals",
          "/console/search?q=tea-for", "/console/rules", "/console/lists", "/console/lists/suspects", "/console/access",
          "/console/access/looks", "/console/access/doors", "/console/sites", "/console/register", "/console/transparency"]


def check_tables_are_cards_on_a_telephone(office):
    """Each row under its heads, in both languages; on a wide screen and on paper tables are tables."""
    count = 0
    for locale in ("en-GB", "zh-CN"):
        desk = Desk(office, "admin", viewport={"width": 390, "height": 844}, has_touch=True, locale=locale)
        for path in TABLES:
            desk.page.goto(path)
            for table in desk.page.evaluate(CARDS):
                where = f"{locale} {path} {table['name']}"
                if table["columns"] < 4 or path.endswith("doors"):
                    expect(not table["isCards"], f"{where}: is cards")
                    continue
                count += 1
                expect(table["isCards"] and table["hidden"], f"{where}: is no cards: {table}")
                expect(table["wide"] <= 0, f"{where}: lies {table['wide']} px off the screen")
                expect(table["wrong"] == 0 and table["labelled"] > 0, f"{where}: cells under other heads: {table}")
        # Both heads of what is read both ways stay in view.
        desk.page.goto("/console/access/doors")
        box = desk.page.locator("main .table")
        box.evaluate("box => box.scrollTo(250, 900)")
        frame, route = box.bounding_box(), box.locator("tbody tr td:first-child").nth(30).bounding_box()
        head = box.locator("thead th").nth(4).bounding_box()
        expect(route["x"] >= 0 and head["y"] >= frame["y"] - 1, f"{locale} doors: heads scroll away: {route}, {head}")
        desk.page.goto("/console/measures")
        row = desk.page.locator(".cards tbody tr").first
        expect(row.locator("td:nth-child(4)").bounding_box()["x"] < 390, "the state is off the screen")
        desk.page.emulate_media(media="print")
        expect(not desk.page.evaluate(CARDS)[0]["hidden"], "on paper there are no heads")
        desk.close()
    desk = Desk(office, "admin")
    desk.page.goto("/console/measures")
    table = desk.page.evaluate(CARDS)[0]
    expect(not table["hidden"] and table["labelled"] == 0, f"a wide screen has cards: {table}")
    desk.close()
    expect(count > 8, f"only {count} tables were seen")
    return f"{count} tables"


def check_sites_say_when_no_patrol_has_come(office):
    desk = Desk(office, "analyst")
    desk.page.goto("/console/sites")
    rows = desk.page.locator("tbody tr")
    visited = rows.count() - desk.page.locator("tbody tr >> text=not visited yet").count()
    told = desk.page.locator("main > .note", has_text="weir site watch").count()
    expect(told == (1 if visited == 0 else 0), f"{visited} sites were visited, and the page says otherwise")
    if visited == 0:
        desk.click("tbody a")
        expect("Nobody has looked at its pages" in desk.text(), "a site that nobody visited has no finding, as if it were clean")
    desk.close()


def check_bulk_and_undo_and_views(office):
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto("/console/queue")
    for box in page.locator("input[name=case]").all()[:3]:
        box.check()
    page.fill("[name=tag]", "ring-7")
    desk.click("button[value=tag]")
    expect(page.locator("tr >> text=ring-7").count() == 3, "three cases were tagged")
    page.fill("main [name=q]", "ring-7")
    desk.click(".filters button")
    expect("3 cases match" in desk.text(), "the filter by tag")
    desk.click(".save summary")
    page.fill(".save [name=name]", "Ring seven")
    desk.click(".save button")
    page.goto("/console/queue")
    desk.click("text=Ring seven")
    expect("3 cases match" in desk.text(), "the saved view")
    for box in page.locator("input[name=case]").all():
        box.check()
    page.fill("[name=text]", "all of it is one household")
    desk.click("button[value=false_alarm]")
    expect("0 cases match" in desk.text(), "the cases are closed")
    desk.click(".said button")
    expect("3 cases match" in desk.text(), "the cases are open again")
    desk.click(".cross")
    page.goto("/console/queue")
    desk.click("form[action='/console/queue/next'] button")
    page.wait_for_url(re.compile("/console/cases/"))
    desk.close()


def check_an_appeal(office):
    # The traffic lies in the past, so its measures have ended: a new one, on what was seen then.
    _, account = account_without_measure(office)
    taken = office.visitors["admin"]
    taken.get("/console/me")
    answer = taken.ask(
        "POST", "/v1/measures", '{"kind":"suspend_transfers","account":"%s","ground":"It follows the board."}' % account,
        {"X-CSRF-Token": taken.last_token})
    measure = int(re.search(r'"id":(\d+)', answer.body).group(1))
    answer = Visitor(office).ask(
        "POST", "/v1/appeals", '{"measure":%d,"text":"I sell used cars; the contracts are attached."}' % measure,
        {"Authorization": "Bearer " + office.key})
    expect(answer.status == 200, f"the appeal: {answer.body}")
    desk = Desk(office, "compliance")
    beside = desk.page.locator("nav a[href='/console/appeals'] .count")
    expect(beside.count() == 1 and int(beside.inner_text().split()[0]) >= 1, "the menu does not count the appeal")
    desk.click("nav >> text=Appeals")
    told = int(re.match(r"([\d,]+) appeals?, due first", desk.page.locator("#count").inner_text()).group(1).replace(",", ""))
    expect(told == desk.page.locator("tbody tr").count(), f"{told} appeals are told of")
    desk.click("tbody a")
    text = desk.text()
    expect("I sell used cars" in text and "What the measure rested on" in text, "both sides are not there")
    expect(desk.page.locator(".indicators li").count() >= 2, "the evidence is not there")
    expect(desk.page.locator(".verdict + .chips li").count() >= 2, "what is suspected does not stand before it")
    picture(office, desk, "appeal")
    desk.page.check("[value=reversed]")
    desk.page.fill("[name=reason]", "The contracts explain the amounts.")
    desk.click("form[action$='/decide'] button")
    expect("Reversed" in desk.text(), f"the decision: {desk.text()[:300]}")
    expect('"state":"lifted"' in office.visitors["admin"].get(f"/v1/measures/{measure}").body, "the measure stands")
    desk.close()


def waiting(office):
    """What the overview says waits for a signature; its figures are of the second."""
    time.sleep(1)
    body = office.visitors["admin"].get("/console").body
    return int(re.search(r'data-live="waiting">(\d+)<', body).group(1))


def check_rules_from_the_editor_to_live(office):
    desk = Desk(office, "supervisor")
    page = desk.page
    page.goto("/console/rules/edit")
    broken = rule_set(office, "console-test").replace("payment.amount > 90000.0", "payment.amont > 90000.0")
    page.fill("[name=text]", broken)
    page.keyboard.type(" ")
    page.wait_for_selector(".findings .wrong")
    words = page.locator(".findings").inner_text()
    expect("amont" in words and "amount" in words, f"the finding does not help: {words}")
    expect(page.locator(".findings .excerpt mark").inner_text() == "amont", "the line does not show what is wrong in it")
    # As the server answers a form: the same page, at the editor's address, each finding a click from its place.
    with page.expect_navigation():
        desk.click("text=Check and run its tests")
    page.wait_for_selector(".findings button.place")
    expect(page.url.endswith("/console/rules/edit"), f"the answer stands at {page.url}")
    page.locator(".findings button.place").click()
    place = page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionStart + 5))(document.activeElement)")
    expect(place == "amont", f"the finding leads to {place}")
    page.fill("[name=text]", rule_set(office, "console-test"))
    page.keyboard.type("\n")
    page.wait_for_selector(".findings .note")
    # Nobody is told that a text is sound which nobody has looked at.
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    page.keyboard.type(" ")
    page.wait_for_selector(".findings >> text=Not checked")
    desk.context.add_cookies(cookies)
    page.keyboard.type(" ")
    page.wait_for_selector(".findings >> text=Sound")
    desk.click("text=Back-test over the journal")
    page.wait_for_selector("text=How payments would be decided", timeout=60_000)
    expect("Against what people have found" in desk.text(), "what people have found is not held against the set")
    picture(office, desk, "back-test")
    waited = waiting(office)
    page.goto("/console/rules/edit")
    page.fill("[name=text]", rule_set(office, "console-test"))
    desk.click("text=Put on trial")
    expect(waiting(office) > waited, "the overview does not count a rule set that waits for a signature")
    expect("On trial" in desk.text(), f"the set is not on trial: {desk.text()[:300]}")
    expect("somebody else signs" in desk.text(), "who handed a set in may sign it")
    # A share of the payees is decided by it: not without a reason, and of the author's own accord not for many.
    share = page.locator("form[action$='/canary']")
    expect(share.locator("[name=reason][required]").count() == 1, "a canary is started without a reason")
    expect(share.locator("[name=permille]").get_attribute("max") == "50", "the author may ask for more than is theirs")
    visitor = office.visitors["supervisor"]
    visitor.get("/console/rules")
    version = share.locator("[name=version]").get_attribute("value")
    answer = visitor.post("/console/rules/canary", {"version": version, "permille": "5"})
    expect(answer.status == 422, f"a canary without a reason is taken: {answer.status}")
    desk.close()
    other = Desk(office, "compliance")
    other.click("nav >> text=Rules")
    other.page.fill("#reason-approve", "The back-test is harmless.")
    other.click("form[action$='/approve'] button")
    expect("On trial" in other.text() and "one signature needs" in other.text(),
           f"one signature carries a set that has seen nothing: {other.text()[:400]}")
    other.close()
    third = Desk(office, "admin")
    third.page.goto("/console/rules")
    third.page.fill("#reason-approve", "I have read it as well.")
    third.click("form[action$='/approve'] button")
    expect("Live" in third.text() and "console-test" in third.text(), f"the set is not live: {third.text()[:400]}")
    third.close()


def check_a_list_is_imported(office):
    desk = Desk(office, "compliance")
    page = desk.page
    page.goto("/console/lists/import")
    page.fill("[name=name]", "suspects")
    page.select_option("[name=role]", "hold")
    page.select_option("[name=kind]", "account")
    page.fill("[name=source]", "a regulator")
    page.fill("[name=text]", "suspect-1\nsuspect-2\n")
    desk.click("main form.panel button")
    expect("Added" in desk.text(), "no preview")
    desk.click("button.danger")
    expect("version 1" in desk.text(), f"not imported: {desk.text()[:300]}")
    desk.click("text=Import the next version")
    page.select_option("[name=role]", "hold")
    page.select_option("[name=kind]", "account")
    page.fill("[name=source]", "a regulator")
    page.fill("[name=text]", "suspect-2\nsuspect-3\n")
    desk.click("main form.panel button")
    text = re.sub(r"\s+", " ", desk.text())
    expect("Added 1 Removed 1 Changed 0 Kept 1" in text, f"the difference: {text[:300]}")
    picture(office, desk, "list-import")
    desk.click("button.danger")
    desk.close()
    decided = office.pay([{"id": "to-a-suspect", "at": now(), "rail": "alipay", "payer": "somebody", "payee": "suspect-3",
                           "amount": "12.00", "currency": "CNY", "remark": "谢谢你的茶叶 tea-for-two"}])
    expect(decided[0]["decision"] == "hold", f"the list does not act: {decided}")
    # Money that has gone does not come back: whoever decides on a held payment chooses, and nothing is chosen for them.
    held = json.loads(office.visitors["supervisor"].get("/v1/measures?account=suspect-3").body)["items"][0]
    desk = Desk(office, "supervisor")
    desk.page.goto(f"/console/measures/{held['id']}")
    expect(desk.page.input_value("form[action$='/settle'] [name=outcome]") == "", "a held payment goes by one slip")
    desk.page.fill("form[action$='/settle'] [name=reason]", "Looked at.")
    desk.click("form[action$='/settle'] button")
    expect(desk.page.locator("form[action$='/settle']").count() == 1, "nothing was chosen, and the payment is decided on")
    desk.close()


def check_search_and_what_it_leaves(office):
    desk = Desk(office, "analyst")
    for words, wanted in (("to-a-suspect", "Payments"), ("to-a-sus", "Payments"), ("tea-for", "Remarks"), ("茶叶", "Remarks"),
                          ("的茶叶", "Remarks"), ("suspect-3", "Accounts"), ("suspect", "Entries of lists"), ("u1", "u1"),
                          ("nothing-has-this", "Nothing was found")):
        for _ in range(20):
            desk.page.goto("/console/search?q=" + urllib.parse.quote(words))
            if wanted in desk.text():
                break
            time.sleep(0.2)
        expect(wanted in desk.text(), f"{words}: {desk.text()[:200]}")
        if wanted == "Payments":
            row = desk.page.locator("main tr", has_text="to-a-suspect").first.inner_text()
            expect("12.00 CNY" in row and "somebody" in row and "hold" in row, f"a payment is an id: {row}")
    # A site by a part of its name, also one that no patrol has visited.
    host = re.findall(r'href="/console/sites/([^"/]+)"', office.visitors["analyst"].get("/console/sites").body)[-1]
    for place, words in (("/console/search?q=", host), ("/console/sites?q=", host[1:].upper())):
        desk.page.goto(place + urllib.parse.quote(words))
        expect(desk.page.locator(f"main a[href='/console/sites/{host}']").count() == 1, f"{place}{words} does not find it")
    desk.page.goto("/console/search?q=tea-for")
    expect("谢谢你的" not in desk.text(), "a remark shows without a reason")
    desk.page.fill("main [name=reason]", "I look for the words of a ring.")
    desk.click("form[action='/console/uncover'] button")
    expect("谢谢你的" in desk.text(), "a reason does not open the remarks of a search")
    desk.close()
    # What was plainly allowed has no row: it is gone through on request.
    office.pay([{"id": "plain-1", "at": now(), "rail": "alipay", "payer": "plain-payer", "payee": "plain-payee",
                 "amount": "12.34", "currency": "CNY", "remark": "Birthday noodles 7341"}])
    desk = Desk(office, "analyst")
    for words, wanted in (("noodles 7341", "#all tbody a[href='/console/payments/plain-1']"),
                          ("plain-pay", "#all .hits a[href='/console/accounts/plain-payee']"),
                          ("no-such-words-anywhere", "#all >> text=0 of")):
        desk.page.goto("/console/search?q=" + urllib.parse.quote(words))
        desk.click("#all form[action='/console/search/all'] button")
        desk.page.wait_for_selector(wanted)
        expect("Birthday" not in desk.text(), "a remark shows without a reason")
    desk.close()
    looks = office.visitors["admin"].get("/console/access/looks?by=analyst-1").body
    expect("noodles 7341" in looks, "a search through all payments is not noted")
    expect("tea-for" in looks, "a search in remarks is not noted")


def check_somebody_is_hired_and_leaves(office):
    desk = Desk(office, "admin")
    desk.page.goto("/console/access")
    desk.page.fill("[name=name]", "mei lin")
    desk.page.select_option("[name=role]", "analyst")
    desk.click("text=Add >> nth=-1")
    password = desk.page.locator(".key").inner_text().strip()
    visitor = Visitor(office, "mei lin")
    expect(visitor.sign_in(password).status == 303, "the one-time password is not good")
    expect(visitor.get("/console/queue").header("location") == "/console/me", "it opens more than one page")
    desk.page.goto("/console/access")
    row = desk.page.locator("tr", has_text="mei lin")
    row.locator("summary").click()
    row.locator("button.danger").click()
    expect("What happens" in desk.text(), "all access goes by one click")
    desk.page.fill("[name=reason]", "She has left.")
    desk.click("main button.danger")
    expect("no access any more" in desk.text(), "somebody cannot be removed")
    expect(visitor.get("/console/me").status == 303 and visitor.get("/console/me").body == "", "a session outlives its person")
    expect(visitor.sign_in(password).status == 401, "a removed person signs in")
    desk.close()


def ask_as_told(command):
    """Sends what a command of curl on a page would send."""
    words = shlex.split(command.replace("$'", "'"))
    body, headers, method = None, {}, None
    place = next(word for word in words if word.startswith("http"))
    for word, value in zip(words, words[1:]):
        if word == "-H":
            headers[value.split(": ")[0]] = value.split(": ")[1]
        elif word == "-X":
            method = value
        elif word in ("-d", "--data-binary"):
            body = value.replace("\\n", "\n").encode()
    request = urllib.request.Request(place, body, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read())


def check_a_first_day(office):
    """A folder with nothing in it: what the page says leads to the first decision, without scripts."""
    with tempfile.TemporaryDirectory(prefix="weir-first-") as folder:
        process = subprocess.Popen(
            [WEIR, "serve", "--data", folder + "/data", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        try:
            first_day(office, process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def first_day(office, process):
    said = ""
    for line in process.stderr:
        said += line
        if "serving on" in line:
            break
    address = re.search(r"serving on (http://\S+)", said).group(1)
    once = re.search(r"one-time password, shown only now: (\S+)", said).group(1)
    context = chromium().new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/console")
    page.fill("[name=name]", "admin")
    page.fill("[name=password]", once)
    page.click("main button[type=submit]")
    own = "seven plain green hats"
    for name, value in (("old", once), ("new", own), ("again", own)):
        page.fill(f"[name={name}]", value)
    page.click("form[action='/console/me/password'] button")
    page.goto("/console")
    steps = page.locator("#first-steps")
    expect(steps.locator("h3").count() == 5, f"the first steps are not told: {steps.inner_text()[:300]}")
    page.screenshot(path=str(office.pictures / "first-steps-light.png"), full_page=True)
    prices = steps.locator("pre").last.inner_text()
    # Where there is nothing yet, the page says what comes there and leads to it.
    for path, way in (("/console/rules", "/console/rules/edit"), ("/console/rules/backtest", "/console/rules/edit"),
                      ("/console/lists", "/console/lists/import")):
        page.goto(path)
        expect(page.locator(f"main a.button[href='{way}']").count() == 1, f"{path} does not lead to {way}")
    page.goto("/console/appeals")
    expect("POST /v1/appeals" in page.locator("main").inner_text(), "where appeals come from is not told")
    page.goto("/console")
    steps.locator("a[href='/console/access']").first.click()
    page.fill("[name=name]", "switch")
    page.select_option("[name=role]", "integrator")
    page.select_option("[name=way]", "key")
    page.click("text=Add >> nth=-1")
    key = page.locator(".key").inner_text().strip()
    expect(key.startswith("weir_"), f"no key is shown: {key}")
    expect(ask_as_told(page.locator("pre").inner_text())["decision"] == "allow", "the command on the page decides nothing")
    first = re.search(r"weir_[0-9a-f]{64}", said).group(0)
    asked = urllib.request.Request(
        address + "/v1/access", b'{"name":"feed","role":"prices"}', {"Authorization": f"Bearer {first}"}, method="POST")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        feed = json.loads(answer.read())["key"]
    expect(ask_as_told(prices.replace("KEY", feed))["accepted"] == 1, "the prices are not taken")
    time.sleep(1)
    page.goto("/console")
    expect(page.locator("#first-steps").count() == 0, "the first steps stay when they are done")
    expect("1 asset" in page.locator("main").inner_text(), "the price has not come in")
    context.close()


def check_figures_go_on_while_one_looks(office):
    desk = Desk(office, "analyst")
    desk.page.wait_for_selector("#flow[data-drawn]")
    before = desk.page.locator("[data-live=decided]").inner_text()
    office.pay([{"id": f"live-{i}", "at": now(), "rail": "bank", "payer": f"live-a{i}", "payee": f"live-b{i}",
                 "amount": "10.00", "currency": "CNY"} for i in range(50)])
    desk.page.wait_for_function("was => document.querySelector('[data-live=decided]').textContent !== was", arg=before)
    desk.close()


def check_the_live_page_tells_a_measures_own_score(office):
    """Beside a measure stands the score that it was taken on, however the account stands now."""
    alerts = json.loads(office.visitors["analyst"].get("/v1/alerts?limit=20").body)["items"]
    grounds = [a for a in alerts if "suspend_transfers" in a["measures"]]
    desk = Desk(office, "analyst")
    desk.page.goto("/")
    # Lives that lie months back score otherwise now: once the account's picture has come the page has both.
    both = 0
    for ground in grounds[:8]:
        account, score = ground["account"], ground["score"]
        picture = json.loads(office.visitors["analyst"].get(f"/v1/accounts/{account}/case").body)
        leads = all(a["score"] <= score for a in alerts if a["account"] == account)
        moved = leads and picture["typology"] == ground["typology"] and picture["score"] != score
        desk.page.locator("#list button", has=desk.page.locator(f"[title='{account}']")).first.click()
        desk.page.wait_for_function(
            "said => document.querySelector('#why .verdict')?.textContent.includes(said)",
            arg=f"score {score} of 1000" + (f" (now {picture['score']})" if moved else ""))
        both += moved
    expect(both > 0, f"of {len(grounds)} accounts none is told as it stands now")
    desk.close()


def check_the_live_page_has_the_board_after_a_restart(office):
    """The office's traffic was played into a server that has gone: the board comes from what the engine keeps."""
    alerts = json.loads(office.visitors["analyst"].get("/v1/alerts?limit=100").body)["items"]
    dealer = next(a["account"] for a in alerts if a["typology"] == "otc_dealer" and a["measures"])
    picture = json.loads(office.visitors["analyst"].get(f"/v1/accounts/{dealer}/case").body)
    expect(len(picture["board"]) > 1, f"{dealer} has no board price: {picture['board']}")
    expect(any(p["implied"] for p in picture["payments"]), f"no payment of {dealer} implies a price")
    # Its suspension may have ended long ago: the payments that led to it are still what is drawn.
    expect(any(p["outcome"] != "decline" for p in picture["payments"]), f"only what was declined of {dealer} is on show")


def check_the_live_page_is_the_consoles(office):
    """In the viewer's language, theme and zone, sentences of the engine included."""
    desk = Desk(office, "analyst", locale="zh-CN", timezone_id="Asia/Shanghai")
    page = desk.page
    page.goto("/")
    page.wait_for_selector("#why .indicator")
    page.wait_for_function("() => document.querySelector('#clock').textContent.includes('UTC+8')")
    expect(page.evaluate("document.documentElement.lang") == "zh-Hans", "the page says that it is English")
    left = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, p, dt, dd, li, small, button, a, text')].filter(e => e.innerText !== '')"
        ".map(e => e.textContent).filter(t => /[A-Za-z]{3,} [a-z]{2,}/.test(t) && !/[\\u4e00-\\u9fff]/.test(t))")
    expect(not left, f"English is left on the live page: {left[:4]}")
    picture(office, desk, "live-chinese", "view")
    page.click("#theme")
    expect(page.get_attribute("html", "data-theme") == "light", "the theme does not change")
    page.goto("/console")
    expect(page.get_attribute("html", "data-theme") == "light", "the console has another theme")
    desk.close()


def check_the_live_page_is_light(office):
    """With all that it fetches in its first seconds: pictures of accounts come when they are shown."""
    desk = Desk(office, "analyst")
    desk.page.goto("about:blank")
    network, received = desk.context.new_cdp_session(desk.page), []
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda event: received.append(event["dataLength"]))
    desk.page.goto("/")
    desk.page.wait_for_selector("#why .indicator")
    desk.page.wait_for_function("() => [...document.querySelectorAll('#list .state')].some(e => /suspended|ended/.test(e.textContent))")
    desk.page.wait_for_timeout(2_000)
    desk.close()
    expect(sum(received) <= 200_000, f"the live page fetches {sum(received)} bytes")
    return f"{sum(received) / 1000:.0f} kB"


def check_sessions_are_seen_and_ended(office):
    here, there = Desk(office, "supervisor"), Desk(office, "supervisor")
    here.page.goto("/console/me")
    expect(here.page.locator("text=this one").count() == 1, f"one's own session is not told: {here.text()[-200:]}")
    expect("Chrome, Linux, 127.0.0.1" in here.text(), f"from where a session began is not told: {here.text()[-200:]}")
    here.click("form[action='/console/me/sessions'] button")
    expect("other sessions have ended" in here.text(), f"nothing was ended: {here.text()[:200]}")
    there.page.goto("/console/queue")
    expect("/console/sign-in" in there.page.url, "a session that was ended goes on")
    here.page.goto("/console/queue")
    expect("Queue" in here.text(), "one's own session was ended as well")
    # The office's own visitor was one of the others.
    expect(office.visitors["supervisor"].sign_in(office.passwords["supervisor"]).status == 303, "signing in again")
    office.visitors["supervisor"].get("/console/queue")
    here.close()
    there.close()


def check_what_was_written_outlives_a_session(office):
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto("/console/cases/1")
    words = "A long note that nobody wants to write twice."
    page.fill("#s-notes textarea", words)
    # As if half an hour had gone by.
    cookies = desk.context.cookies()
    session = next(cookie for cookie in cookies if cookie["name"] == "weir_session")
    desk.context.add_cookies([{**session, "value": "0" * 64}])
    desk.click("#s-notes form[action$='/comment'] button")
    page.wait_for_url("**/console/sign-in?ended=1**")
    expect("Your session has ended" in desk.text(), f"nothing is said: {desk.text()[:200]}")
    page.fill("[name=name]", "analyst-1")
    page.fill("[name=password]", office.passwords["analyst"])
    desk.click("main button[type=submit]")
    page.wait_for_url("**/console/cases/1")
    expect(page.input_value("#s-notes textarea") == words, "what was written is lost")
    page.reload()
    expect(page.input_value("#s-notes textarea") == "", "it comes back for ever")
    page.click("details.own summary")
    page.keyboard.press("Escape")
    expect(page.locator("details.own[open]").count() == 0, "Escape does not close the menu")
    desk.close()


def check_what_was_refused_is_put_back(office):
    """Behind https browsers forget what was written on a page that is not to be kept; the page's own script does not."""
    desk = Desk(office, "supervisor")
    page = desk.page
    page.goto("/console/measures/new?account=u5&kind=limit_collection")
    page.fill("[name=ground]", "Many small payments from strangers.")
    page.fill("[name=quota]", "fifty")
    desk.click("#propose button")
    expect("is no amount" in desk.text(), f"a quota in words is taken: {desk.text()[:200]}")
    desk.click("[data-refused]")
    page.wait_for_url("**/console/measures/new?account=u5&kind=limit_collection")
    page.wait_for_function("() => document.querySelector('[name=quota]').value === 'fifty'")
    expect(page.input_value("[name=ground]") == "Many small payments from strangers.", "the ground is lost")
    page.reload()
    expect(page.input_value("[name=quota]") == "", "it comes back for ever")
    page.goto("/console/transparency?from=2030-01-02&to=2030-01-01")
    expect("ends before it begins" in desk.text() and page.locator(".figures").count() == 0, "a span that is none counts")
    desk.trouble = [t for t in desk.trouble if "422" not in t and "400" not in t]
    desk.close()


def check_it_works_without_scripts(office):
    desk = Desk(office, "analyst", java_script_enabled=False)
    desk.page.goto("/console/queue")
    desk.page.locator("input[name=case]").first.check()
    desk.page.fill("[name=text]", "without a script")
    desk.click("button[value=comment]")
    expect("Done for 1 case." in desk.text(), "bulk work needs a script")
    desk.page.fill(".find input", "u1")
    desk.click(".find button")
    expect("Search" in desk.text(), "search needs a script")
    number, _ = account_without_measure(office)
    desk.page.goto(f"/console/cases/{number}")
    for drawing in desk.page.locator("figure.dw").all():
        expect(drawing.is_visible(), f"the drawing {drawing.get_attribute('id')} needs a script")
    desk.sign_out()
    desk.close()


def check_no_page_can_be_framed(office):
    desk = Desk(office, "analyst")
    page = desk.context.new_page()
    page.route("**/frame.invalid/**", lambda route: route.fulfill(
        content_type="text/html", body=f"<iframe id=f src='{office.address}/console/queue'></iframe>"))
    page.goto("http://frame.invalid/")
    page.wait_for_timeout(700)
    frame = next(f for f in page.frames if f != page.main_frame)
    expect(frame.locator("main").count() == 0 and "Queue" not in frame.content(), "a page was framed")
    desk.close()


# MARK: Every page


def picture(office, desk, name, view="light"):
    whole = view in ("light", "phone")
    desk.page.screenshot(path=str(office.pictures / f"{name}-{view}.png"), full_page=whole)


def named(path):
    return re.sub(r"[^a-z0-9]+", "-", path.removeprefix("/console").strip("/") or "overview").strip("-")


# What moves by itself after it was painted, as browsers add it up; a tenth of a page is what is called good.
SHIFTS = """
window.shifted = 0;
window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
    window.shifted += entry.value;
    for (const each of entry.sources || []) window.moved.push(each.node?.className || each.node?.nodeName);
  }
}).observe({ type: 'layout-shift', buffered: true });
"""
MOST_SHIFTED = 0.02


def check_pictures_and_barriers(office):
    """Every page in light, dark, on a phone and in Chinese: pictures, nothing that jumps or scrolls sideways, no serious
    barrier."""
    views = {
        "light": {"color_scheme": "light"},
        "dark": {"color_scheme": "dark"},
        "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
        "chinese": {"locale": "zh-CN"},
    }
    axe, found, count, slowest = Axe(), [], 0, (0, "")
    for view, more in views.items():
        desk = Desk(office, "admin", **more)
        desk.page.add_init_script(SHIFTS)
        if view == "light":
            # The administrator has the longest menu: it stays in one row, or stands in a row of its own.
            for width, most in ((1366, 64), (1290, 64), (1180, 110), (1024, 110)):
                desk.page.set_viewport_size({"width": width, "height": 850})
                height = desk.page.locator("header.top").bounding_box()["height"]
                if height > most:
                    found.append(f"at {width} px the head is {height:.0f} px high")
            desk.page.set_viewport_size({"width": 1366, "height": 850})
        for path in PAGES:
            desk.page.goto(path)
            if path == "/console":
                desk.page.wait_for_selector("#flow[data-drawn]")
            ready = desk.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
            slowest = max(slowest, (ready, path))
            picture(office, desk, named(path), view)
            width = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if width > 0:
                found.append(f"{view} {path} scrolls sideways by {width}")
            shifted = desk.page.evaluate("window.shifted")
            if shifted > MOST_SHIFTED:
                found.append(f"{view} {path} jumps: {shifted:.3f} {desk.page.evaluate('window.moved')}")
            if view == "chinese":
                english = desk.page.locator("h1, nav, label, th, dt, button, summary").all_inner_texts()
                left = [t for t in english if re.search(r"[a-z]{4,}", t) and not re.search(r"[\u4e00-\u9fff]", t)
                        and not re.search(r"English|Weir|[-_/0-9]", t) and t.strip().lower() == t.strip()]
                if [t for t in left if t in ("queue", "search", "measure")]:
                    found.append(f"{path} is English still: {left[:3]}")
                continue
            if view == "phone" and path not in ("/console", "/console/queue"):
                continue
            # Only colours differ in the dark.
            only = ["color-contrast"] if view == "dark" else ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
            results = axe.run(desk.page, options={"runOnly": only}).response
            count += 1
            for violation in results["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    node = violation["nodes"][0]
                    found.append(f"{view} {path}: {violation['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:160]}")
        desk.trouble = [t for t in desk.trouble if "404" not in t]
        desk.close()
    expect(not found, "; ".join(dict.fromkeys(found)))
    # Said, not held: others use this machine as well.
    return (f"{len(PAGES)} pages in {len(views)} views, {count} looked through for barriers, "
            f"interactive after {slowest[0]:.0f} ms at the most ({slowest[1]})")


def check_pages_do_not_jump_on_a_slow_line(office):
    """As they come in at thirty kilobytes a second: nothing that was painted moves when the rest has come."""
    desk, found, told = Desk(office, "admin"), [], []
    desk.page.add_init_script(SHIFTS)
    line = desk.context.new_cdp_session(desk.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 20, "downloadThroughput": 30_000, "uploadThroughput": 30_000})
    for path in ("/console/queue?state=all", "/console/cases/1", "/console/register", "/console/access/doors"):
        desk.page.goto(path)
        desk.page.wait_for_timeout(300)
        shifted = desk.page.evaluate("window.shifted")
        told.append(f"{path} {shifted:.3f}")
        if shifted > MOST_SHIFTED:
            found.append(f"{path} {shifted:.3f} {desk.page.evaluate('window.moved')[:4]}")
    desk.close()
    expect(not found, "; ".join(found))
    return ", ".join(told)


# Ids and names of regions that stand twice, and fields that no label of theirs names: a click on such a label leads into another form.
NAMELESS = """
() => {
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
  const nameless = fields.filter((field) => !field.ariaLabel && ![...field.labels].some((l) => l.textContent.trim()));
  const regions = [...document.querySelectorAll('[role=region]')].map((region) => region.ariaLabel);
  const alike = regions.filter((name, place) => regions.indexOf(name) !== place).map((name) => `two regions "${name}"`);
  return [...twice, ...alike, ...nameless.map((field) => field.outerHTML.slice(0, 80))];
}
"""
# Whether anything of what has the focus is to be seen: bars that stay in their place may lie over it.
SEEN = """
() => {
  const [element, box] = [document.activeElement, document.activeElement.getBoundingClientRect()];
  if (element === document.body || !box.height) return null;
  const x = Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width / 2, 20)));
  const hits = [box.top + 2, box.top + box.height / 2, box.bottom - 2].map((y) => document.elementFromPoint(x, y));
  const isSeen = hits.some((hit) => hit && (element.contains(hit) || hit.contains(element)));
  return isSeen ? '' : element.outerHTML.slice(0, 80);
}
"""


def check_labels_and_the_keyboard(office):
    """What a checker of barriers does not see: labels of other forms, narrow windows, bars over what has the focus."""
    maker, wrong, count = office.visitors["analyst"], [], 0
    maker.get("/console/queue")
    made = [maker.post("/console/measures/new", {"kind": "warn_payer", "account": f"label-{n}", "ground": "A test."})
            for n in range(2)]
    desk = Desk(office, "admin")
    for path in PAGES + ["/console/register", "/console/transparency?from=2026-01-01&to=2027-01-01"]:
        desk.page.set_viewport_size({"width": 1366, "height": 850})
        desk.page.goto(path)
        wrong += [f"{path}: {each}" for each in desk.page.evaluate(NAMELESS)[:3]]
        # A window of 1,280 at four times its size.
        desk.page.set_viewport_size({"width": 320, "height": 640})
        wide = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            wrong.append(f"{path} scrolls sideways by {wide} at 320 px")
    for place in [answer.header("location").split("?")[0] for answer in made]:
        maker.get(place)
        maker.post(place + "/withdraw", {"reason": "It was a test."})
    desk.close()
    for view in ({}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}):
        desk = Desk(office, "analyst", **view)
        for key in ("Tab", "Shift+Tab"):
            desk.page.goto("/console/cases/1")
            if key != "Tab":
                desk.page.locator("#s-act :is(a, button, summary):visible").last.focus()
            for _ in range(120):
                desk.page.keyboard.press(key)
                hidden = desk.page.evaluate(SEEN)
                if hidden is None:
                    break
                count += 1
                if hidden:
                    wrong.append(f"{key} leads under a bar: {hidden}")
        desk.close()
    expect(not wrong, "; ".join(dict.fromkeys(wrong)))
    expect(count > 120, f"the keyboard came to {count} places only")
    return f"{len(PAGES)} pages, {count} steps of the keyboard"


def check_barriers_at_the_door_and_on_the_live_page(office):
    """Where nobody is signed in yet, and where no menu stands."""
    for scheme in ("light", "dark"):
        desk = Desk(office, "analyst", signs_in=False, color_scheme=scheme)
        for path in ("/console/sign-in", "/console/sign-in?language=zh", "/"):
            if path == "/":
                desk.sign_in()
            desk.page.goto(path)
            if path == "/":
                desk.page.wait_for_selector("#why .indicator")
            results = Axe().run(desk.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response
            grave = [v for v in results["violations"] if v["impact"] in ("serious", "critical")]
            expect(not grave, f"{scheme} {path}: " + "; ".join(f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in grave))
            picture(office, desk, "sign-in" if "sign-in" in path else "live", scheme)
        desk.close()


def check_hostile_text_in_a_browser(office):
    """After the hostile strings are in: pages that show them run nothing."""
    paths = ("/console/cases/1", "/console/queue?state=all", "/console/search?q=alert", "/console/search?q=script",
             "/console/search?q=weirHit", "/console/lists/hostile", "/console/access/looks", "/console/signatures",
             "/console/measures", "/console/rules")
    for width in (1366, 390):
        desk = Desk(office, "compliance", viewport={"width": width, "height": 850})
        desk.page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))")
        for path in paths:
            desk.page.goto(path)
            expect(desk.page.evaluate(f"window.{MARK}") is None, f"{path}: a script ran")
            counts = desk.page.evaluate(
                "({scripts: document.querySelectorAll('script:not([src]), iframe, object, embed, base, main img').length,"
                " wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,"
                " mains: document.querySelectorAll('main').length})")
            expect(counts["scripts"] == 0 and counts["mains"] == 1, f"{path}: {counts}")
            if counts["wide"] > 0:
                far = desk.page.evaluate(
                    "Array.from(document.querySelectorAll('main *')).filter(e => e.getBoundingClientRect().right >"
                    " document.documentElement.clientWidth + 1).slice(-1).map(e => e.outerHTML.slice(0, 200))")
                expect(False, f"{path} scrolls sideways by {counts['wide']} at {width} px: {far}")
            if width == 390:
                tables = [table for table in desk.page.evaluate(CARDS) if table["isCards"]]
                expect(all(table["wide"] <= 0 for table in tables), f"{path}: cards lie off the screen: {tables}")
            else:
                picture(office, desk, "hostile-" + named(path))
        desk.close()


# By how much the page is wider than the window with one text in all places of foreign ones, and whose place sticks out.
WIDENED = """written => {
  for (const place of document.querySelectorAll('main .foreign:not(.id)')) place.innerHTML = written;
  const room = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('main .foreign:not(.id)')].filter(
    (place) => place.getBoundingClientRect().right > room + 1 && !place.closest('.table'));
  return [document.documentElement.scrollWidth - room,
    out.slice(0, 3).map((place) => (place.closest('li, p, dd, h1, h2, summary') ?? place).outerHTML.slice(0, 160))];
}"""


def check_the_widest_text_stays_on_a_telephone(office):
    """Whatever people or payments wrote, wherever it stands: in its place stands each of the widest strings."""
    desk, found = Desk(office, "compliance", viewport={"width": 390, "height": 850}), []
    written = []
    for text in SIZES:
        desk.page.goto("/console/search?q=" + urllib.parse.quote(text))
        written.append(desk.page.locator("h1 .foreign").inner_html())
    for path in PAGES + ["/console/lists/hostile", "/console/accounts/hostile-hub", "/console/payments/hostile-1"]:
        desk.page.goto(path)
        for text, html in zip(SIZES, written):
            wide, far = desk.page.evaluate(WIDENED, html)
            if wide > 0:
                found.append(f"{path} by {wide} with {text[:6]!r}: {far}")
    desk.close()
    expect(not found, "scrolls sideways at 390 px: " + "; ".join(found))


CHECKS = [
    check_waiting_is_for_functions,
    check_a_first_case, check_a_proposal_shows_what_it_touches, check_nobody_signs_alone, check_the_queue_by_keyboard,
    check_putting_off_by_keyboard,
    check_a_case_by_keyboard, check_the_queue_on_a_telephone, check_the_bar_of_the_queue_comes_with_a_choice,
    check_the_overview_begins_with_work, check_bulk_and_undo_and_views, check_an_appeal,
    check_rules_from_the_editor_to_live, check_a_list_is_imported, check_search_and_what_it_leaves,
    check_somebody_is_hired_and_leaves, check_a_first_day, check_figures_go_on_while_one_looks, check_the_live_page_tells_a_measures_own_score,
    check_the_live_page_has_the_board_after_a_restart, check_the_live_page_is_the_consoles, check_the_live_page_is_light,
    check_tables_are_cards_on_a_telephone, check_sites_say_when_no_patrol_has_come, check_sessions_are_seen_and_ended, check_what_was_written_outlives_a_session,
    check_what_was_refused_is_put_back, check_it_works_without_scripts,
    check_no_page_can_be_framed, check_pages_do_not_jump_on_a_slow_line, check_pictures_and_barriers,
    check_labels_and_the_keyboard, check_barriers_at_the_door_and_on_the_live_page,
]
LAST = [check_hostile_text_in_a_browser, check_the_widest_text_stays_on_a_telephone]
