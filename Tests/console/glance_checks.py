"""What somebody sees at a glance: what is being decided and why, in a few words; the rest a click away."""

import json
import re
import time

from browser_checks import Desk, picture
from http_checks import OwnWords
from office import Visitor, expect, now, rule_set

OLDER = "Older payments that count"


def suspended(office, account):
    """Stops an account and has it paid once; answers the payment's id."""
    signer = office.visitors["supervisor"]
    line = {"rail": "alipay", "payer": account + "-payer", "payee": account, "amount": "1234.00", "currency": "CNY"}
    office.pay([{**line, "id": account + "-1", "at": now()}])
    signer.get("/console/me")
    made = signer.post("/console/measures/new", {"kind": "suspend_transfers", "account": account, "ground": "A test."})
    expect(made.status == 303, f"{account} cannot be suspended: {made.status}")
    answer = office.pay([{**line, "id": account + "-2", "at": now()}])[0]
    expect(answer["decision"] == "decline", f"what {account} is paid is not declined: {answer}")
    return account + "-2"


def check_why_an_account_is_suspected_in_a_few_lines(office):
    """The strongest reason stands open, the others are a click away, and no sentence stands there twice."""
    for locale in ("en-GB", "zh-CN"):
        desk = Desk(office, "analyst", locale=locale)
        page = desk.page
        page.goto("/")
        page.wait_for_selector("#why .indicator")
        rows = page.locator("#why .indicator")
        expect(rows.count() > 1, "one reason is not enough for a check")
        expect(rows.evaluate_all("rows => rows.map(row => row.open)").count(True) == 1, "more than the strongest is open")
        weights = [float(text.replace("−", "-")) for text in page.locator("#why .indicator summary b").all_inner_texts()]
        expect(weights == sorted(weights, reverse=True), f"the strongest is not the first: {weights}")
        shown = page.locator("#why").inner_text()
        for words in ("kept by time and sum", "仅存时间与金额，"):
            expect(words not in shown, f"older payments stand in the way: {shown[:300]}")
        expect(page.locator("#why .crossing a[href^='/console/payments/']").count() == 1, "no way to the payment")
        sentences = []
        for text in page.locator("#why .indicator p").all_text_contents():
            sentences += [one for one in re.split(r"(?<=\.)\s+|(?<=。)\s*", text) if one.strip()]
        twice = {one for one in sentences if sentences.count(one) > 1}
        expect(not twice, f"said twice: {twice}")
        # A part that somebody has opened stays open while pictures of the account come.
        rows.nth(1).locator("summary").click()
        page.wait_for_timeout(1_500)
        expect(rows.nth(1).evaluate("row => row.open"), "a reason closes under somebody's eyes")
        desk.close()


def check_what_is_decided_is_seen_at_a_glance(office):
    """On the live page and on the overview: when, how much, from whom to whom, what became of it and why."""
    suspended(office, "glance-a")
    desk = Desk(office, "analyst")
    over = desk.page.locator("#latest tbody tr")
    desk.page.wait_for_function("() => document.querySelector('#latest').innerHTML.includes('glance-a-2')")
    cells = over.first.locator("td").all_inner_texts()
    expect(len(cells) == 5 and all(cell.strip() for cell in cells), f"a decision is told as {cells}")
    expect(cells[1] == "1,234.00 CNY" and "glance-a-payer → glance-a" in cells[2].replace("\n", " "), f"as {cells}")
    expect(cells[3] == "decline" and "payee suspended, measure" in cells[4], f"as {cells}")
    height = "document.querySelector('#latest').offsetHeight"
    before = desk.page.evaluate(height)
    last = suspended(office, "glance-b")
    desk.page.wait_for_function("id => document.querySelector('#latest').innerHTML.includes(id)", arg=last)
    expect(desk.page.evaluate(height) == before, "what stands below moves")
    picture(office, desk, "latest-decisions", "view")
    desk.page.goto("/")
    row = desk.page.locator("#decisions ol > li", has_text="glance-b-payer → glance-b").first
    row.wait_for()
    told = row.inner_text()
    for part in ("1,234.00 CNY", "decline", "payee suspended, measure"):
        expect(part in told, f"{part} is missing: {told}")
    whys = desk.page.locator("#decisions .gist > span").all_inner_texts()
    expect(whys and all(0 < len(why) <= 121 for why in whys), f"walls of words: {[why for why in whys if len(why) > 121]}")
    expect(len(whys) <= 12, f"{len(whys)} lines")
    # Whoever points at one reads on: nothing moves away.
    row.hover()
    suspended(office, "glance-c")
    desk.page.wait_for_selector("#decisions-held:not([hidden])")
    expect(desk.page.locator("#decisions", has_text="glance-c").count() == 0, "a line moves away under the pointer")
    desk.page.mouse.move(5, 5)
    desk.page.locator("#decisions ol > li", has_text="glance-c").first.wait_for()
    row.locator("a.decision").click()
    desk.page.wait_for_url("**/console/payments/**")
    desk.close()


def check_reasons_on_pages_say_each_thing_once(office):
    """Payment, case and account: the strongest in a few words, no sentence twice, older payments told once."""
    visitor = office.visitors["analyst"]
    alerts = json.loads(visitor.get("/v1/alerts?limit=200").body)["items"]
    told = [a for a in alerts if sum(OLDER in i["text"] for i in a["indicators"]) > 1][:4]
    for alert in told:
        for place in (f"/console/payments/{alert['payment_id']}", f"/console/accounts/{alert['account']}"):
            body = visitor.get(place).body
            expect("kept by time and sum" not in body.partition("The whole explanation")[0], f"{place} says it again and again")
            if "payments" in place and '<ul class="indicators">' in body:
                expect('<p class="gist">' in body, f"{place} does not begin with the strongest reason")
        body = visitor.get(f"/console/payments/{alert['payment_id']}").body
        heads = body.count("Older payments that count, by time and sum")
        expect(heads <= 1, f"older payments are told {heads} times")
    return f"{len(told)} alerts tell of older payments"


RULE = "/console/rules/rule/large-payment"


def check_a_rule_has_a_page(office):
    """What it says, its set, its tests, what it has done and what came of that; and every mention of it leads there."""
    signer = office.visitors["supervisor"]
    for role in ("analyst", "supervisor"):
        expect(office.visitors[role].get("/console/rules/rule/no-such-rule").status == 404, f"{role}: a rule that is not there")
    if signer.get(RULE).status == 404:
        signer.get("/console/rules/edit")
        tried = signer.post("/console/rules/shadow", {"text": rule_set(office, "page-test")})
        expect(tried.status == 303, f"no set can be put on trial: {tried.status}")
    decided = office.pay([{"id": "rule-page-1", "at": now(), "rail": "bank", "payer": "rule-payer", "payee": "rule-payee",
                           "amount": "95000.00", "currency": "CNY"}])[0]
    body = signer.get(RULE).body
    for words in ("A large payment", "Dealers move large sums.", "payment.amount &gt; 90000.0", "is a large payment.",
                  "金额较大", "What it says", "Its set", "Its tests", "Lately", "Cases, and what came of them", "risk"):
        expect(words in body, f"{words} is not on the rule's page")
    expect(len(re.findall(r'class="badge good">passes<', body)) >= 2 and ">fails<" not in body, "its tests are not told as they are")
    for link in ("/console/rules/edit?", "/console/rules/backtest", "/console/rules#"):
        expect(f'href="{link}' in body, f"no way to {link}")
    expect("/console/rules/edit?" not in office.visitors["analyst"].get(RULE).body, "an analyst is led to the editor")
    if any(reason["code"] == "rule:large-payment" for reason in decided["reasons"]):
        for _ in range(30):
            body = signer.get(RULE).body
            if "rule-page-1" in body:
                break
            time.sleep(0.1)
        expect("rule-page-1" in body and "95,000.00 CNY" in body, "a payment on which it held is not told")
        expect(f'href="{RULE}"' in signer.get("/console/payments/rule-page-1").body, "the payment does not lead to the rule")
    for place in ("/console/rules", "/console/search?q=large-pay", "/console/search?q=rule:large-payment",
                  "/console/search?q=A%20LARGE%20payment"):
        expect(f'href="{RULE}"' in signer.get(place).body, f"{place} does not lead to the rule")
    reader = Visitor(office)
    reader.cookies = {**signer.cookies, "weir_language": "zh"}
    words = " ".join(OwnWords(reader.get(RULE).body).words)
    left = [each for each in re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}[^。]*", words)]
    expect(not left, f"English is left: {left[:3]}")
    for view in ({"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}, "locale": "zh-CN"}):
        desk = Desk(office, "supervisor", **view)
        desk.page.goto(RULE)
        wide = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        expect(wide <= 0, f"the page scrolls sideways by {wide}")
        picture(office, desk, "rule-" + next(iter(view)))
        desk.close()
    return "it has decided" if "rule-page-1" in body else "it is on trial"


CHECKS = [
    check_why_an_account_is_suspected_in_a_few_lines, check_what_is_decided_is_seen_at_a_glance,
    check_reasons_on_pages_say_each_thing_once, check_a_rule_has_a_page,
]
