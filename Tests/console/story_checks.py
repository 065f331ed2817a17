"""What an analyst sees of an account: the case page with its drawings, accounts, payments; the register in the browser."""

import csv
import hashlib
import io
import json
import re
import time
import zlib
from urllib.parse import quote

from axe_playwright_python.sync_playwright import Axe
from browser_checks import MOST_SHIFTED, SHIFTS, Desk
from hostile import MARK
from office import TOWN, Tags, Visitor, expect, now

try:
    from hostile import ALL as HOSTILE
except ImportError:
    import hostile

    HOSTILE = [text for name in ("SCRIPTS", "HANDLERS", "BREAKS", "MARKUP") for text in getattr(hostile, name)]

MOST_BYTES = 200_000
MOST_SECONDS = 0.1
known = {}


def cast(office):
    """A dealer with its case, a money changer who does nothing wrong, and a shop."""
    if known:
        return known
    office.run("simulate", "--out", office.folder.name + "/town", *TOWN)
    with open(office.folder.name + "/town/labels.csv", encoding="utf-8") as file:
        roles = {row["account"]: row["role"] for row in csv.DictReader(file)}
    alerts, place = [], ""
    while place is not None and len(alerts) < 20_000:
        answer = json.loads(office.visitors["analyst"].get(f"/v1/alerts?limit=500{place}").body)
        alerts += answer["items"]
        place = f"&after={answer['next']}" if answer["next"] else None
    dealers = [a["account"] for a in alerts
               if a["typology"] == "otc_dealer" and roles.get(a["account"]) == "otc:otc_dealer"]
    expect(dealers, f"no dealer has been caught: {len(alerts)} alerts, {len(roles)} labels")
    for dealer in dealers:
        cases = json.loads(office.visitors["analyst"].get(f"/v1/cases?account={dealer}&state=open").body)["items"]
        if cases:
            break
    expect(cases, "no dealer has an open case")
    known["dealer"], known["case"] = dealer, cases[0]["id"]
    known["changer"] = next(account for account, role in roles.items() if role == "honest:money_changer")
    evidence = [p for a in alerts if a["account"] == dealer for i in a["indicators"] for p in i["evidence"]]
    known["payment"] = evidence[0]
    return known


def pages(office):
    who = cast(office)
    return {
        "case": f"/console/cases/{who['case']}?account={who['dealer']}", "dealer": f"/console/accounts/{who['dealer']}",
        "changer": f"/console/accounts/{who['changer']}", "payment": f"/console/payments/{who['payment']}",
        "two-hops": f"/console/accounts/{who['dealer']}?hops=2", "register": "/console/register",
        "transparency": "/console/transparency?from=2026-01-01&to=2027-01-01",
    }


def check_case_page_tells_the_story(office):
    """Every part is there, every drawing has its table, and what is linked is there."""
    desk = Desk(office, "analyst")
    desk.page.goto(pages(office)["case"])
    for part in ("s-why", "s-innocent", "s-price", "s-time", "s-flow", "s-when", "s-similar", "s-sites", "s-done",
                 "s-notes", "s-drafts", "s-act"):
        expect(desk.page.locator(f"#{part} h2").count() == 1, f"the part {part} is missing")
    for drawing in ("price", "lattice", "time", "flow", "score", "hours"):
        expect(desk.page.locator(f"#{drawing} svg.dw-plot").count() == 1, f"nothing is drawn at {drawing}")
        expect(desk.page.locator(f"#{drawing} table tbody tr").count() > 0, f"{drawing} has no table of its figures")
        named = desk.page.locator(f"#{drawing} svg.dw-plot").get_attribute("aria-labelledby").split()
        for name in named:
            expect(desk.page.locator(f"[id='{name}']").text_content().strip(), f"{drawing} has no words for {name}")
    expect("nats" in desk.page.locator("#s-why").inner_text(), "the weights are missing")
    top = desk.page.locator("#s-why").bounding_box()["y"]
    # Other accounts of the case have a row of their own, with the reason why they are in it.
    tabs = desk.page.locator("nav.tabs").count()
    expect(top <= 385 + 65 * tabs, f"the reasons begin {top:.0f} px below the top of the page")
    bar = desk.page.locator(".contents").bounding_box()["height"]
    expect(bar <= 64, f"the bar of parts and acts is {bar:.0f} px high")
    links = set(desk.page.eval_on_selector_all(".story a[href^='/console/']", "all => all.map(a => a.getAttribute('href'))"))
    visitor, dead = office.visitors["analyst"], []
    kinds = {}
    for link in sorted(links):
        kind = re.sub(r"[^/]+$", "", link.split("?")[0])
        kinds[kind] = kinds.get(kind, 0) + 1
        # Sites have pages of their own, which may not be there yet.
        if kinds[kind] <= 4 and not link.startswith("/console/sites") and visitor.get(link.split("#")[0]).status != 200:
            dead.append(link)
    expect(not dead, f"these lead nowhere: {dead}")
    desk.page.locator("#s-why .dw-evidence a").first.click()
    expect("/console/payments/" in desk.page.url, "evidence is not one click away")
    desk.close()
    return f"{len(links)} links"


FOLDED = ("time", "flow", "ties", "sites", "when", "similar", "done", "linked", "notes", "drafts")


def check_a_case_on_a_telephone_begins_with_what_decides(office):
    """Why, the price and what can be done stand open, the rest is folded up; without a script. Wide windows fold nothing."""
    path = pages(office)["case"]
    desk = Desk(office, "analyst")
    desk.page.goto(path)
    for name in FOLDED:
        part = desk.page.locator(f"#s-{name}")
        expect(not part.locator(".fold > summary").is_visible(), f"{name} can be folded up in a wide window")
        inner = part.locator(".fold > :not(summary, .inside)").first
        expect(inner.is_visible(), f"{name} is folded up in a wide window")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator("#s-drafts .draft").first.is_visible(), "on paper the drafts are folded up")
    whole = desk.page.locator("main").bounding_box()["height"]
    desk.close()
    desk = Desk(office, "analyst", viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False)
    desk.page.goto(path)
    for what in ("#s-why .dw-indicators", "#s-innocent p", "#price svg", "#s-act"):
        expect(desk.page.locator(what).first.is_visible(), f"{what} is folded up")
    expect(desk.page.locator(".at-hand .button").first.bounding_box()["y"] < 844, "what can be done is not at hand")
    for name in FOLDED:
        inner = desk.page.locator(f"#s-{name} .fold > :not(summary, .inside)").first
        expect(not inner.is_visible(), f"{name} stands open")
        box = desk.page.locator(f"#s-{name}").bounding_box()
        expect(44 <= box["height"] <= 100, f"{name}, folded up, is {box['height']} px high")
    height = desk.page.locator("main").bounding_box()["height"]
    desk.page.locator("#s-time .fold > summary").click()
    expect(desk.page.locator("#time svg").first.is_visible(), "a part does not open")
    # A link to a part opens it.
    desk.page.locator(".contents a[href='#in-drafts']").click()
    expect(desk.page.locator("#s-drafts .draft").first.is_visible(), "a link to a part leads to its heading alone")
    desk.close()
    expect(height < 6_000, f"a case is {height:.0f} px high on a telephone")
    return f"{height:.0f} px on a telephone, {whole:.0f} px on paper"


def check_alerts_of_a_case_are_told(office):
    """Each alert of a case says when, of whom and what, also those of accounts that are not on show."""
    visitor, links = office.visitors["analyst"], 0
    cases = json.loads(visitor.get("/v1/cases?state=open&limit=100").body)["items"]
    cases.sort(key=lambda case: (len(case["accounts"]), len(case["alerts"])))
    for case in cases[-3:]:
        body = visitor.get(f"/console/cases/{case['id']}").body
        rows = re.findall(r'<tr data-alert="(\d+)">(.*?)</tr>', body, re.S)
        wanted = sorted(case["alerts"], reverse=True)[:20]
        expect([int(number) for number, _ in rows] == wanted, f"case {case['id']}: {len(rows)} alerts, not {wanted}")
        for number, row in rows:
            expect("<time" in row and "/console/accounts/" in row, f"alert {number} does not say when or of whom")
            links += row.count('href="/console/payments/')
    expect(links > 0, "no alert leads to its payment")


def columns_apart(page):
    """By how much one column of a case ends before the one beside it."""
    ends = page.eval_on_selector_all(
        ".story .column", "all => all.map(c => c.getBoundingClientRect().bottom)")
    expect(len(ends) == 4, f"a case has {len(ends)} columns")
    return max(abs(ends[0] - ends[1]), abs(ends[2] - ends[3]))


def tall_picture(width=683, height=3_000):
    """A page as it is photographed: much higher than wide."""
    rows = b"".join(b"\0" + bytes([90 + row // 16 % 2 * 80] * width) for row in range(height))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return (bytes.fromhex("89504e470d0a1a0a") + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def check_pictures_of_sites_leave_no_hole(office):
    """However high a picture in the file or of the patrol is: its head shows, the whole of it is a click away, nothing moves
    when it has come, and the columns end together."""
    cases = json.loads(office.visitors["analyst"].get("/v1/cases?state=open&limit=40").body)["items"]
    shown = cast(office)["case"]
    # The first one is looked through for elements that nobody has put in.
    number = next(case["id"] for case in reversed(cases) if case["id"] not in (1, shown))
    desk = Desk(office, "analyst")
    page = desk.page
    page.add_init_script(SHIFTS)
    for count in range(1, 5):
        page.goto(f"/console/cases/{number}")
        page.set_input_files("#f-file", {
            "name": f"page-{count}.png", "mimeType": "image/png", "buffer": tall_picture(height=2_999 + count)})
        desk.click("form[action$='/attach'] button")
        expect("The file is in the case" in desk.text(), f"the file is not taken: {desk.text()[:200]}")
        page.goto(f"/console/cases/{number}")
        before = page.locator("#s-sites").bounding_box()["height"]
        page.locator("#s-sites img").last.scroll_into_view_if_needed()
        page.wait_for_function(
            "() => [...document.querySelectorAll('#s-sites .shots img')].every((i) => i.naturalHeight > 2000)")
        after = page.locator("#s-sites").bounding_box()["height"]
        expect(abs(after - before) < 2, f"with {count} pictures the part is {before:.0f} px high, and then {after:.0f}")
        expect(after <= 800, f"{count} pictures are {after:.0f} px high")
        apart = columns_apart(page)
        expect(apart <= 450, f"with {count} pictures a column ends {apart:.0f} px before the other")
        shifted = page.evaluate("window.shifted")
        expect(shifted <= MOST_SHIFTED, f"with {count} pictures the page jumps: {shifted:.3f}")
    page.screenshot(path=str(office.pictures / "case-with-tall-pictures.png"), full_page=True)
    way = page.locator("#s-sites figcaption a").first.get_attribute("href")
    expect(office.visitors["analyst"].get(way).bytes.startswith(b"\x89PNG"), f"{way} is not the whole picture")
    desk.close()
    # The patrol's, on the page of its site as in a case: no wider than its part, and not pressed together.
    admin = office.visitors["admin"]
    admin.get("/console/me")
    told = {"X-CSRF-Token": admin.last_token, "Content-Type": "application/x-ndjson"}
    picture = tall_picture()
    name = hashlib.sha256(picture).hexdigest()
    found = json.dumps({
        "page": "https://tall.example/", "finding": True, "score": 940, "text": "USDT", "title": "Tall",
        "payees": [], "evidence_sha256": "cd" * 32, "screenshot_sha256": name})
    answer = admin.ask("POST", "/v1/sites/findings", found + "\n", told)
    expect(answer.status == 200, f"the finding is not taken: {answer.status} {answer.body[:200]}")
    answer = admin.ask("PUT", f"/v1/sites/screenshots/{name}", picture, told)
    expect(answer.status == 200, f"the picture is not taken: {answer.status} {answer.body[:200]}")
    for width in (1366, 390):
        desk = Desk(office, "analyst", viewport={"width": width, "height": 850})
        desk.page.goto("/console/sites/tall.example")
        desk.page.locator(".page-picture summary").click()
        shot = desk.page.locator(".page-picture img")
        shot.scroll_into_view_if_needed()
        desk.page.wait_for_function("() => document.querySelector('.page-picture img').naturalHeight === 3000")
        box, part = shot.bounding_box(), desk.page.locator(".page-picture").bounding_box()
        expect(box["width"] <= part["width"] and box["height"] <= 430, f"the picture is {box}, in {part}")
        expect(shot.evaluate("i => getComputedStyle(i).objectFit") == "cover", "the picture is pressed together")
        desk.page.screenshot(path=str(office.pictures / f"site-with-a-tall-picture-{width}.png"), full_page=True)
        desk.close()


def check_columns_of_a_case_end_together(office):
    """No column of a case is left empty for long beside the other."""
    desk = Desk(office, "analyst")
    cases = json.loads(office.visitors["analyst"].get("/v1/cases?state=open&limit=40").body)["items"]
    most = (0, 0)
    for case in cases:
        desk.page.goto(f"/console/cases/{case['id']}")
        apart = columns_apart(desk.page)
        expect(apart <= 450, f"case {case['id']}: a column ends {apart:.0f} px before the other")
        most = max(most, (apart, case["id"]))
    desk.close()
    return f"{len(cases)} cases, at most {most[0]:.0f} px"


def check_a_reader_is_asked_for_nothing(office):
    """Who only reads is not told to propose, or to write."""
    number = json.loads(office.visitors["analyst"].get("/v1/cases?state=open&limit=1").body)["items"][0]["id"]
    for role, is_asked in (("analyst", True), ("regulator", False)):
        words = " ".join(Tags(office.visitors[role].get(f"/console/cases/{number}").body).text)
        for invitation in ("What you write stays", "Propose one below", "Propose a measure"):
            expect(is_asked or invitation not in words, f"{role} reads: {invitation}")
        body = office.visitors[role].get(f"/console/cases/{number}").body
        lost = [name for name in re.findall(r'href="#([^"]+)"', body) if f'id="{name}"' not in body]
        expect(not lost, f"for {role} these parts are not on the page: {lost}")


def check_a_payment_leads_to_what_came_before_it(office):
    """From a payment to its account's payments up to it, and no further."""
    visitor, payment = office.visitors["analyst"], cast(office)["payment"]
    body = visitor.get(f"/console/payments/{payment}").body
    ways = re.findall(r'href="(/console/accounts/[^"]+before=\d+#in-time)"', body)
    expect(len(ways) == 2, f"{len(ways)} ways to what came before it")
    for way in ways:
        rows = re.findall(r'<tr><td><a href="/console/payments/([^"]+)">', visitor.get(way.split("#")[0]).body)
        expect(rows and rows[0] == payment, f"{way} begins with {rows[:1]}")


def check_flow_opens_further(office):
    who = cast(office)
    visitor = office.visitors["analyst"]
    body = visitor.get(f"/console/accounts/{who['dealer']}").body
    found = re.search(r'href="(/console/accounts/[^"]+\?open=[^"#]+)#flow-2"', body)
    expect(found, "no account can be opened up")
    opened = visitor.get(found.group(1)).body
    expect('id="flow-2"' in opened, "opening an account up draws nothing")
    wide = visitor.get(f"/console/accounts/{who['dealer']}?hops=2").body
    expect('id="flow-3"' in wide, "one step further draws nothing")
    for page in (opened, wide):
        expect(re.search(r'<section id="s-flow" class="across">', page), "opened up, the flow has half of the page")
    span = re.search(r'href="([^"]+since=[0-9]+)#in-flow"', body)
    if span:
        expect(visitor.get(span.group(1)).status == 200, "a span of the flow is not there")


def check_the_flow_opens_up_in_place(office):
    """A click on a name draws its account below; the page stays, and its address keeps what is open."""
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto(f"/console/accounts/{cast(office)['dealer']}")
    page.evaluate("window.isSame = true")
    page.locator("#flow a[href*='open=']").first.click()
    page.wait_for_selector("#flow-2")
    expect(page.evaluate("window.isSame") is True, "the page has come anew")
    name = page.locator("#flow-2 h3").inner_text()
    page.reload()
    expect(page.locator("#flow-2 h3").inner_text() == name, "the address does not keep what is open")
    desk.close()


def check_the_money_is_followed_step_by_step(office):
    """From the drawing of an opened account to the next one: all stay, over the whole width, and so does what is written."""
    who = cast(office)
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto(f"/console/cases/{who['case']}?account={who['dealer']}")
    page.fill("#s-notes textarea", "half a sentence")
    page.evaluate("window.isSame = true")
    page.locator("#flow a[href*='open=']").first.click()
    page.wait_for_selector("#flow-2")
    expect(page.locator(".parts > #s-flow.across").count() == 1, "opened up, the flow has half of the page")
    expect(columns_apart(page) <= 450, "opened up, a column ends long before the other")
    first = page.locator("#flow-2 h3").inner_text()
    # Back to the account itself leads nowhere new.
    ways = page.eval_on_selector_all("#flow-2 a", "all => all.map(a => a.getAttribute('href'))")
    own = [way for way in ways if re.search(rf"open={who['dealer']}(&|#|$)", way)]
    expect(not own, f"an account that is drawn can be opened up once more: {own[:1]}")
    page.locator("#flow-2 a[href*='open=']").first.click()
    page.wait_for_selector("#flow-3")
    heads = page.locator("#flow-part h3").all_inner_texts()
    expect(heads[1] == first and "from " + first.split(": ")[1] in heads[2], f"the way is not kept: {heads}")
    expect(page.evaluate("window.isSame") is True, "the page has come anew")
    expect(page.input_value("#s-notes textarea") == "half a sentence", "what was being written is lost")
    # The slider goes on with all of them.
    page.focus("#f-since")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('since=') && document.querySelector('#flow-3')")
    page.reload()
    expect(page.locator("#flow-part h3").all_inner_texts()[:3] == heads[:3], "the address does not keep the way")
    page.locator("#s-flow").screenshot(path=str(office.pictures / "flow-followed.png"))
    weight = len(office.visitors["analyst"].get(page.url.removeprefix(office.address)).bytes)
    desk.close()
    return f"{weight // 1000} kB with {len(heads) - 1} opened up"


def check_times_in_sentences_are_the_viewers(office):
    """Also those that the engine writes into its reasons, in the notice and in the drafted report."""
    visitor, zones = office.visitors["analyst"], 0
    written = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z")
    cases = json.loads(visitor.get("/v1/cases?state=open&limit=100").body)["items"]
    desk = Desk(office, "analyst", timezone_id="Asia/Shanghai")
    for case in cases:
        alerts = json.loads(visitor.get(f"/v1/alerts?account={case['accounts'][0]}").body)["items"]
        if not written.search(json.dumps(alerts)):
            continue
        zones += 1
        desk.page.goto(f"/console/cases/{case['id']}")
        left = desk.page.evaluate("document.querySelector('main').textContent")
        found = written.search(left)
        expect(found is None, f"case {case['id']} has another clock: {left[found.start() - 80:found.end()] if found else ''}")
        if zones == 6:
            break
    desk.close()
    expect(zones > 0, "no reason names a time")
    return f"{zones} cases"


def check_the_flow_has_a_slider(office):
    """By keyboard, in both languages, and without scripts: the flow is that of the span."""
    path = f"/console/accounts/{cast(office)['dealer']}"
    desk = Desk(office, "analyst")
    page = desk.page
    page.goto(path)
    whole = page.locator("#flow-part").inner_text()
    told = page.locator("output[for=f-since]").inner_text()
    page.focus("#f-since")
    for _ in range(3):
        page.keyboard.press("PageUp")
    page.wait_for_function("was => document.querySelector('#flow-part').innerText !== was", arg=whole)
    page.wait_for_function("() => location.search.includes('since=')")
    moved = page.locator("output[for=f-since]").inner_text()
    expect(moved > told, f"the slider says {moved} after {told}")
    expect(page.get_attribute("#f-since", "aria-valuetext") == moved, "a screen reader hears something else")
    pale = page.locator(".dw-strip .dw-pale").count()
    expect(pale > 0, "what lies outside of the span is as strong as what lies in it")
    # The ends push each other along.
    page.keyboard.press("End")
    ends = [int(page.input_value(f"#f-{name}")) for name in ("since", "until")]
    expect(ends[0] < ends[1], f"the ends meet: {ends}")
    grave = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    expect(not grave, "; ".join(f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in grave))
    page.locator("#s-flow").screenshot(path=str(office.pictures / "flow-slider.png"))
    page.reload()
    expect(page.locator("output[for=f-since]").inner_text() != told, "the address does not keep the span")
    desk.close()
    desk = Desk(office, "analyst", java_script_enabled=False, locale="zh-CN")
    desk.page.goto(path)
    expect("从" in desk.page.locator("#flow-slider").inner_text(), "the slider is English still")
    # A range has no value to type: it is moved by its keys, which need no script.
    desk.page.focus("#f-until")
    for _ in range(4):
        desk.page.keyboard.press("PageDown")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**until=**")
    expect(desk.page.locator("#flow-part").inner_text() != whole, "without a script the span changes nothing")
    desk.close()


def check_story_pages_are_small_and_quick(office):
    visitor, told = office.visitors["analyst"], []
    for name, path in pages(office).items():
        times = []
        for _ in range(5):
            begin = time.monotonic()
            answer = visitor.get(path)
            times.append(time.monotonic() - begin)
            expect(answer.status == 200, f"{path} answers {answer.status}")
        weight = len(answer.bytes)
        for asset in set(re.findall(r'(?:href|src)="(/console/assets/[^"]+)"', answer.body)):
            weight += len(visitor.get(asset).bytes)
        expect(weight <= MOST_BYTES, f"{path} weighs {weight} bytes with all that it loads")
        expect(min(times) <= MOST_SECONDS, f"{path} takes {min(times) * 1000:.0f} ms")
        told.append(f"{name} {weight // 1000} kB {min(times) * 1000:.0f} ms")
    return ", ".join(told)


def check_story_pages_in_every_dress(office):
    """Light, dark, a telephone, Chinese, paper: no barrier, nothing sticks out; pictures to look at."""
    looks = {"light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"},
             "phone": {"viewport": {"width": 390, "height": 844}}, "chinese": {}}
    for look, more in looks.items():
        desk = Desk(office, "analyst", **more)
        if look == "chinese":
            desk.page.locator("details.own summary").click()
            desk.page.select_option("[name=language]", "zh")
            desk.page.locator("form.settings button").click()
        for name, path in pages(office).items():
            desk.page.goto(path)
            desk.page.screenshot(path=str(office.pictures / f"story-{name}-{look}.png"), full_page=True)
            wide = desk.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            expect(wide <= 0, f"{path} sticks out by {wide} px ({look})")
            if look in ("light", "dark"):
                found = Axe().run(desk.page).response["violations"]
                grave = [v for v in found if v["impact"] in ("serious", "critical")]
                expect(not grave, f"{path} ({look}): " + "; ".join(
                    f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in grave))
            if look == "chinese":
                english = desk.page.evaluate(
                    "[...document.querySelectorAll('h2, h3, th, summary, button, dt')].map(e => e.innerText.trim())"
                    ".filter(t => /^[A-Za-z][a-z]+ [a-z]+ [a-z]+/.test(t))")
                expect(not english, f"{path} is not in Chinese: {english[:4]}")
        if look == "light":
            desk.page.goto(pages(office)["case"])
            desk.page.emulate_media(media="print")
            desk.page.screenshot(path=str(office.pictures / "story-case-print.png"), full_page=True)
            expect(not desk.page.locator("#s-act").is_visible(), "paper shows forms")
        desk.close()


def check_remarks_are_covered(office):
    """Until somebody asks for them with a reason."""
    sent = [{"id": f"cover-{n}", "at": now(), "rail": "alipay", "payer": f"cover-payer-{n}", "payee": "cover-payee",
             "amount": "10.00", "currency": "CNY", "remark": "a private word"} for n in range(3)]
    office.pay(sent)
    desk = Desk(office, "supervisor")
    desk.page.goto("/console/accounts/cover-payee")
    expect("a private word" not in desk.page.content(), "a remark is shown to whoever comes")
    desk.page.locator("details.uncover summary").click()
    desk.page.fill("details.uncover [name=reason]", "I compare the remarks.")
    desk.page.locator("details.uncover button").click()
    desk.page.goto("/console/accounts/cover-payee")
    expect("a private word" in desk.page.content(), "a reason does not open them")
    desk.page.goto("/console/payments/cover-0")
    expect("a private word" not in desk.page.content(), "the payer's remark is opened by a look at the payee")
    desk.close()


def check_hostile_text_on_story_pages(office):
    """In remarks, ids and account names: no script runs, no element comes in, addresses stay in the console."""
    texts = [text.replace("\x00", "") for text in HOSTILE]
    sent, names = [], []
    for number, text in enumerate(texts):
        name = text.encode()[:60].decode("utf-8", "ignore").strip()
        names.append(name or "x")
        sent.append({"id": f"hostile-{number}", "at": now(), "rail": "alipay", "payer": "hostile-hub",
                     "payee": names[-1], "amount": f"{100 + number}.00", "currency": "CNY", "remark": text[:120],
                     "payer_device": name[:40] or "d", "site": "shop.example"})
        sent.append({**sent[-1], "id": (name or "x")[:58] + str(number), "payer": names[-1], "payee": "hostile-hub"})
    answer = Visitor(office).ask(
        "POST", "/v1/payments:batch", "\n".join(json.dumps(line) for line in sent) + "\n",
        {"Authorization": "Bearer " + office.key, "Content-Type": "application/x-ndjson"})
    taken = [json.loads(line) for line in answer.body.split("\n") if line]
    decided = [line for line in taken if "payment_id" in line]
    expect(len(decided) > len(sent) // 2, f"only {len(decided)} of {len(sent)} were taken")
    office.visitors["admin"].get("/console/accounts/hostile-hub")
    for path in ("/console/accounts/hostile-hub", "/console/payments/hostile-1"):
        office.visitors["admin"].post("/console/uncover", {"account": "hostile-hub", "reason": "test", "back": path})
    allowed = set(Tags(office.visitors["admin"].get(pages(office)["dealer"]).body).tags) | {
        "bdi", "ul", "li", "input", "tspan", "circle", "use", "path", "rect"}
    desk = Desk(office, "admin")
    places = ["/console/accounts/hostile-hub", "/console/accounts/hostile-hub?hops=2"]
    for line in decided[:: max(1, len(decided) // 40)]:
        places.append("/console/payments/" + quote(line["payment_id"], safe=""))
    for name in names[:: max(1, len(names) // 20)]:
        places.append("/console/accounts/" + quote(name, safe=""))
    seen = 0
    for place in places:
        answer = office.visitors["admin"].get(place)
        if answer.status == 404:
            continue
        seen += 1
        expect(answer.status == 200, f"{place} answers {answer.status}")
        page = Tags(answer.body)
        strange = set(page.tags) - allowed - {"ol", "button", "label", "form", "p", "dl", "dt", "dd", "tr", "td"}
        expect(not strange, f"{place} has elements {strange}")
        bad = [a for a in page.attributes if a.startswith("on") or a in ("style", "srcdoc")]
        expect(not bad, f"{place} has attributes {bad}")
        away = [link for link in page.links if not link.startswith(("/console", "/v1", "#"))]
        expect(not away, f"{place} leads away: {away[:2]}")
        # What goes back to the server in a form stays as it is; what is read does not hide.
        expect(not any(0x202A <= ord(c) <= 0x202E or ord(c) in (0x200B, 0xFEFF) for c in "".join(page.text)),
               f"{place} shows what cannot be seen")
        desk.page.goto(place)
        expect(desk.page.evaluate(f"window.{MARK}") is None, f"a script ran at {place}")
    desk.close()
    return f"{len(texts)} strings, {seen} pages"


# MARK: The register


def verify(desk, wanted):
    desk.page.locator("#verify [data-act=all]").click()
    desk.page.wait_for_selector("#verify[data-result=sound], #verify[data-result=unsound]")
    result = desk.page.locator("#verify").get_attribute("data-result")
    words = desk.page.locator("#verify .checks").inner_text()
    expect(result == wanted, f"the register is {result}, not {wanted}: {words}")
    return words


def check_register_is_verified_in_the_browser(office):
    desk = Desk(office, "regulator")
    desk.page.goto("/console/register")
    key = desk.page.locator("#verify .id").inner_text()
    desk.page.fill("[name=key]", key)
    words = verify(desk, "sound")
    expect("The key is the one that you gave" in words, f"the key was not compared: {words}")
    # Again: what was seen before must still be there.
    words = verify(desk, "sound")
    expect("still there" in words, f"the last visit was forgotten: {words}")
    row = desk.page.locator("button[data-entry]").nth(3)
    row.click()
    desk.page.wait_for_selector("tr[data-state=good]")
    desk.close()
    return words.splitlines()[2] if len(words.splitlines()) > 2 else words


def check_the_register_tells_acts_decisions_and_looks_apart(office):
    """What people and measures did, among thousands of decisions and looks; an auditor comes to all of it."""
    desk = Desk(office, "regulator")
    desk.page.goto(pages(office)["case"])
    desk.page.goto("/console/register")

    def kinds():
        return set(desk.page.locator("#entries tbody td:nth-child(3)").all_inner_texts())

    expect(desk.page.locator("#entries tbody tr").count() > 10, "nothing is left of what was done")
    expect(not kinds() & {"payment decided", "somebody looked"}, f"what was done is not told apart: {kinds()}")
    desk.click("#entries .views >> text=Who looked")
    expect(kinds() == {"somebody looked"}, f"who looked is not told apart: {kinds()}")
    desk.click("#entries .views >> text=Decisions on payments")
    expect(kinds() == {"payment decided"}, f"decisions are not told apart: {kinds()}")
    desk.click("#entries .views >> text=Everything")
    expect("somebody looked" in kinds(), f"everything is not there: {kinds()}")
    newest = int(desk.page.locator("#entries tbody td.number").first.inner_text())
    desk.click("#entries .pages >> text=Older")
    expect(int(desk.page.locator("#entries tbody td.number").first.inner_text()) == newest - 50, "pages leave entries out")
    # An entry by its number; and what an entry is about, a click away.
    desk.page.fill("#entries [name=from]", str(newest - 70))
    desk.click("#entries form button")
    expect(int(desk.page.locator("#entries tbody td.number").first.inner_text()) == newest - 70, "an entry is not found")
    desk.page.goto("/console/register")
    measured = desk.page.locator("#entries tbody td:nth-child(3) a", has_text="measure").first
    place = measured.get_attribute("href")
    expect(re.fullmatch(r"/console/measures/\d+", place), f"a measure's entry leads to {place}")
    measured.click()
    expect("What, whom, why" in desk.text(), "a measure's entry does not lead to the measure")
    # Of one kind as well, to its last page and back.
    desk.page.goto("/console/register?kind=decisions")

    def places():
        return [int(n) for n in desk.page.locator("#entries tbody td.number").all_inner_texts()]

    def told():
        return [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", desk.page.locator(".pages .quiet").inner_text())]

    first, (_, _, total) = places(), told()
    expect(total > 100 and told()[:2] == [1, 50], f"a page does not say which entries it has: {told()}")
    desk.click("#entries .pages >> text=Older")
    expect(told() == [51, 100, total] and places()[0] < first[-1], f"the next page: {told()}")
    desk.click("#entries .pages >> text=Newer")
    expect(places() == first, "the way back leads elsewhere")
    desk.page.goto("/console/register?kind=decisions&before=100")
    while desk.page.locator("#entries .pages >> text=Older").count():
        desk.click("#entries .pages >> text=Older")
    expect(told()[1] == total, f"the oldest page is not the last: {told()}")
    desk.close()


def tampering(tamper):
    """Hands the first entries on changed, all others as they are."""
    def handle(route):
        answer = route.fetch()
        body = answer.body()
        route.fulfill(response=answer, body=tamper(body) if "after=0&" in route.request.url else body)

    return handle


def forged(route):
    """A checkpoint of one entry less than was signed."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"\n(\d+)\n", lambda m: f"\n{int(m.group(1)) - 1}\n", answer.text(), count=1))


def check_a_tampered_register_is_noticed(office):
    """Negative controls: a changed entry, a swapped one, one less, another key, another past."""
    def change(body):
        rows = body.split(b"\n")
        rows[5] = rows[5].replace(b"2026", b"2025", 1)
        return b"\n".join(rows)

    def swap(body):
        rows = body.split(b"\n")
        rows[2], rows[3] = rows[3], rows[2]
        return b"\n".join(rows)

    def drop(body):
        rows = body.split(b"\n")
        return b"\n".join(rows[:1] + rows[2:])

    for name, tamper in (("changed", change), ("swapped", swap), ("missing", drop)):
        desk = Desk(office, "regulator")
        desk.page.goto("/console/register")

        desk.page.route("**/v1/register/entries*", tampering(tamper))
        desk.page.locator("#verify [data-act=all]").click()
        desk.page.wait_for_selector("#verify[data-result=unsound]")
        expect("NOT" in desk.page.locator("#verify .checks").inner_text(), f"an entry that is {name} gets no words")
        desk.close()

    desk = Desk(office, "regulator")
    desk.page.goto("/console/register")
    # One entry as it stands on the page, changed by a byte.
    desk.page.evaluate("""() => { const e = document.querySelectorAll('[data-raw]')[2];
        e.dataset.raw = e.dataset.raw.replace('"at":"2', '"at":"1'); }""")
    desk.page.locator("button[data-entry]").nth(2).click()
    desk.page.wait_for_selector("tr[data-state=bad]")
    # Another log's key.
    desk.page.fill("[name=key]", "weir.example/log+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    words = verify(desk, "unsound")
    desk.page.fill("[name=key]", "")
    # A checkpoint whose signature is another one's.
    desk.page.route("**/v1/register/checkpoint*", forged)
    words = verify(desk, "unsound")
    expect("NOT signed" in words, f"a forged checkpoint is taken: {words}")
    desk.page.unroute("**/v1/register/checkpoint*")
    verify(desk, "sound")
    # A past that is another one: rolled back or rewritten since the last visit.
    desk.page.evaluate("""() => { const k = JSON.parse(localStorage.getItem('weir-register-checkpoint'));
        k.size -= 1; localStorage.setItem('weir-register-checkpoint', JSON.stringify(k)); }""")
    words = verify(desk, "unsound")
    expect("NOT there any more" in words, f"a rewritten past is not noticed: {words}")
    desk.close()


def check_the_export_is_good_without_the_server(office):
    answer = office.visitors["regulator"].get("/console/register/export")
    expect(answer.status == 200 and answer.body.startswith("weir-register-export 1"), f"no export: {answer.status}")
    path = office.folder.name + "/register.txt"
    with open(path, "wb") as file:
        file.write(answer.bytes)
    office.run("register", "verify", path)
    return f"{len(answer.bytes) // 1000} kB"


def check_transparency_counts_money_and_time(office):
    visitor = office.visitors["regulator"]
    span = "from=2026-01-01&to=2027-01-01"
    rows = list(csv.DictReader(io.StringIO(visitor.get(f"/v1/reports/transparency?{span}&format=csv").body.split("\n\n")[0])))
    expect(rows and all("rail" in row and "money_stopped" in row for row in rows), f"rail or money is missing: {rows[:1]}")
    report = json.loads(visitor.get(f"/v1/reports/transparency?{span}&format=json").body)
    for figure in ("median_hours_from_first_payment_to_act", "nine_in_ten_acted_on_within_hours"):
        expect(figure in report, f"{figure} is missing")
    for row in rows:
        if row["ordered"] == "<5":
            expect(row["money_stopped"] in ("0", "kept back"), f"money of few accounts is told: {row}")
    expect(visitor.get(f"/console/transparency?{span}").status == 200, "the page is not there")
    return f"{len(rows)} rows, median {report['median_hours_from_first_payment_to_act']} h"


def check_findings_are_labels(office):
    who = cast(office)
    visitor = office.visitors["supervisor"]
    page = visitor.get(f"/console/cases/{who['case']}")
    answer = visitor.post(f"/console/cases/{who['case']}/close", {"disposition": "confirmed", "reason": "It is a dealer."})
    expect(answer.status == 303, f"the case cannot be closed: {answer.status} {page.status}")
    expect(re.match(r"/console/(cases/\d+|queue)$", answer.header("location")), "closing does not lead to the next case")
    expect(answer.header("location") != f"/console/cases/{who['case']}", "closing leads back to the closed case")
    rows = list(csv.DictReader(io.StringIO(office.visitors["analyst"].get("/v1/reports/labels").body)))
    expect({"account": who["dealer"], "role": "otc:otc_dealer", "start_day": "0"} in rows, f"no label: {rows[:3]}")
    visitor.get(f"/console/cases/{who['case']}")
    answer = visitor.post(f"/console/cases/{who['case']}/reopen", {"reason": "It was a test."})
    expect(answer.status == 303, "the case cannot be reopened")


def check_similar_false_alarms_speak_for_the_innocent_reading(office):
    visitor, path = office.visitors["supervisor"], pages(office)["case"]

    def innocent():
        return re.search(r'id="s-innocent".*?</section>', visitor.get(path).body, re.S).group(0)

    # Open ones stand behind those that people have come to.
    part = re.search(r'id="s-similar".*?</section>', visitor.get(path).body, re.S).group(0)
    alike = re.findall(r'href="/console/cases/(\d+)"', part)[-1]
    visitor.get(f"/console/cases/{alike}")
    answer = visitor.post(f"/console/cases/{alike}/close", {"disposition": "false_alarm", "reason": "A family."})
    expect(answer.status == 303, f"the similar case cannot be closed: {answer.status}")
    found = re.search(r"Of \d+ similar cases? with a finding \d+ (was a false alarm|were false alarms)\.", innocent())
    expect(found, f"it says nothing: {innocent()[-400:]}")
    visitor.get(f"/console/cases/{alike}")
    answer = visitor.post(f"/console/cases/{alike}/reopen", {"reason": "It was a test."})
    expect(answer.status == 303, f"the similar case cannot be opened again: {answer.status}")


def check_a_site_and_a_picture_stand_in_the_case(office):
    """What the patrol found of a page that shows the account's code, and a picture that somebody puts in."""
    who = cast(office)
    admin = office.visitors["admin"]
    admin.get("/console/me")
    told = {"X-CSRF-Token": admin.last_token, "Content-Type": "application/x-ndjson"}
    code = json.dumps({"kind": "alipay_code", "value": "https://qr.alipay.com/fkx0001", "account": who["dealer"]})
    expect(admin.ask("POST", "/v1/codes", code + "\n", told).status == 200, "the code's owner is not taken")
    found = json.dumps({
        "page": "https://coins.example/pay?a=1", "finding": True, "score": 930, "text": "USDT", "title": "Coins",
        "payees": [{"kind": "alipay_code", "value": "https://qr.alipay.com/fkx0001"}], "evidence_sha256": "ab" * 32})
    answer = admin.ask("POST", "/v1/sites/findings", found + "\n", told)
    expect(answer.status == 200, f"the finding is not taken: {answer.status} {answer.body[:300]}")
    desk = Desk(office, "analyst")
    desk.page.goto(f"/console/cases/{who['case']}?account={who['dealer']}")
    text = desk.page.locator("#s-sites").inner_text()
    for words in ("coins.example", "score 930", "shows a code of this account", "abababababababab"):
        expect(words in text, f"{words} is not told of the site: {text[:300]}")
    expect("Alipay code" in text and "alipay_code" not in text, f"a lead is called by its code: {text[:300]}")
    desk.page.goto("/console/sites/coins.example")
    row = desk.page.locator("main li", has=desk.page.locator(f"a[href='/console/accounts/{who['dealer']}']")).first
    expect(row.locator(f"a[href^='/console/cases/{who['case']}?']").count() == 1, "a site's account is a bare id")
    desk.page.screenshot(path=str(office.pictures / "site-light.png"), full_page=True)
    expect("Alipay code" in desk.text() and "alipay_code" not in desk.text(), "a lead is called by its code")
    reader = Desk(office, "analyst", locale="zh-CN")
    reader.page.goto("/console/sites/coins.example")
    expect("支付宝收款码" in reader.text(), f"leads are not Chinese: {reader.text()[:300]}")
    reader.close()
    found = [v for v in Axe().run(desk.page).response["violations"] if v["impact"] in ("serious", "critical")]
    expect(not found, "; ".join(f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found))
    desk.page.goto(f"/console/cases/{who['case']}?account={who['dealer']}")
    desk.page.set_input_files("#f-file", {"name": "the <b>page</b>.png", "mimeType": "image/png", "buffer": PICTURE})
    desk.click("form[action$='/attach'] button")
    expect("The file is in the case" in desk.text(), f"the file is not taken: {desk.text()[:200]}")
    shot = desk.page.locator("#s-sites img")
    shot.scroll_into_view_if_needed()
    desk.page.wait_for_function("() => document.querySelector('#s-sites img').complete")
    expect(shot.evaluate("i => i.naturalWidth") == 2, "the picture does not show")
    desk.page.screenshot(path=str(office.pictures / "case-with-a-site.png"), full_page=True)
    desk.close()
    visitor = office.visitors["analyst"]
    visitor.get(f"/console/cases/{who['case']}")
    for words, body, status in (
            ("a form without its end", b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nb", 422),
            ("a form without its token", b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nb\r\n--x--", 403),
            ("a file that is too large", b"--x\r\n" + b"a" * 1_100_000, 413)):
        answer = visitor.ask("POST", f"/console/cases/{who['case']}/attach", body,
                             {"Content-Type": "multipart/form-data; boundary=x"})
        expect(answer.status == status, f"{words}: {answer.status}")


def check_the_patrols_picture_of_a_page_is_shown(office):
    """The picture that the patrol took: taken in only as what it is said to be, handed out only as a picture."""
    who = cast(office)
    admin = office.visitors["admin"]
    admin.get("/console/me")
    told = {"X-CSRF-Token": admin.last_token, "Content-Type": "application/x-ndjson"}
    code = json.dumps({"kind": "alipay_code", "value": "fkx0002", "account": who["dealer"]})
    expect(admin.ask("POST", "/v1/codes", code + "\n", told).status == 200, "the code's owner is not taken")
    name = hashlib.sha256(PICTURE).hexdigest()
    place = f"/v1/sites/screenshots/{name}"
    expect(admin.ask("PUT", place, PICTURE, told).status == 404, "a picture that no page names is taken")
    found = json.dumps({
        "page": "https://photo.example/", "finding": True, "score": 940, "text": "USDT", "title": "Photo",
        "payees": [{"kind": "alipay_code", "value": "fkx0002"}], "evidence_sha256": "cd" * 32,
        "screenshot_sha256": name})
    expect(admin.ask("POST", "/v1/sites/findings", found + "\n", told).status == 200, "the finding is not taken")
    page = b"<html><script>alert(1)</script></html>"
    for words, body in (
            ("a page", page), ("a picture with a page behind it", PICTURE + page), ("half a picture", PICTURE[:-20]),
            ("a picture with a text in it", PICTURE[:33] + chunk(b"tEXt", page) + PICTURE[33:]),
            ("another picture", PICTURE[:33] + chunk(b"gAMA", b"\0\0\xb1\x8f") + PICTURE[33:])):
        answer = admin.ask("PUT", place, body, told)
        expect(answer.status == 422, f"{words} is taken: {answer.status}")
        expect(admin.get(f"/console/screenshots/{name}").status == 404, f"{words} is shown")
    expect(admin.ask("PUT", place, PICTURE, told).status == 200, "the picture is not taken")
    expect(admin.ask("PUT", place, PICTURE, told).status == 200, "the picture is not taken twice")
    for path in (f"/console/screenshots/{name}", place):
        answer = admin.get(path)
        expect(answer.status == 200 and answer.header("content-type") == "image/png", f"{path}: {answer.status}")
        expect(answer.header("x-content-type-options") == "nosniff", f"{path}: its type is open to guesses")
        policy = answer.header("content-security-policy") or ""
        expect("sandbox" in policy and "default-src 'none'" in policy, f"{path}: {policy}")
        expect((answer.header("content-disposition") or "").endswith('.png"'), f"{path}: has no name")
    for path in (f"/console/screenshots/{'0' * 64}", "/console/screenshots/..%2Fweir.db", "/console/screenshots/x"):
        expect(admin.get(path).status == 404, f"{path} is there")
    desk = Desk(office, "analyst")
    for path in ("/console/sites/photo.example", f"/console/cases/{who['case']}?account={who['dealer']}"):
        asked = []
        desk.page.on("request", lambda request: asked.append(request.url))
        desk.page.goto(path)
        expect(not any("/console/screenshots/" in url for url in asked), f"{path} fetches a picture that nobody opened")
        desk.page.locator(".page-picture summary").click()
        shot = desk.page.locator(".page-picture img")
        shot.scroll_into_view_if_needed()
        desk.page.wait_for_function("() => document.querySelector('.page-picture img').naturalWidth == 2")
    desk.page.screenshot(path=str(office.pictures / "case-with-the-patrols-picture.png"), full_page=True)
    desk.page.goto("/console/sites/photo.example")
    found = [v for v in Axe().run(desk.page).response["violations"] if v["impact"] in ("serious", "critical")]
    expect(not found, "; ".join(f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found))
    desk.close()


def chunk(kind, data):
    """A part of a PNG."""
    body = kind + data
    return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


# Two by two dots.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f80000000c49"
    "444154789c6360f80f8400060001ff93d1e4890000000049454e44ae426082")


CHECKS = [
    check_case_page_tells_the_story, check_similar_false_alarms_speak_for_the_innocent_reading, check_a_case_on_a_telephone_begins_with_what_decides, check_a_site_and_a_picture_stand_in_the_case,
    check_the_patrols_picture_of_a_page_is_shown, check_alerts_of_a_case_are_told, check_columns_of_a_case_end_together,
    check_a_reader_is_asked_for_nothing, check_a_payment_leads_to_what_came_before_it,
    check_flow_opens_further, check_the_flow_opens_up_in_place, check_the_money_is_followed_step_by_step,
    check_times_in_sentences_are_the_viewers, check_pictures_of_sites_leave_no_hole, check_the_flow_has_a_slider, check_story_pages_are_small_and_quick,
    check_story_pages_in_every_dress, check_remarks_are_covered, check_register_is_verified_in_the_browser,
    check_the_register_tells_acts_decisions_and_looks_apart, check_a_tampered_register_is_noticed, check_the_export_is_good_without_the_server,
    check_transparency_counts_money_and_time, check_findings_are_labels, check_hostile_text_on_story_pages,
]
