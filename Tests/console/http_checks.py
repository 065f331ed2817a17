"""What can be seen without a browser: who gets in where, forms, headers, sizes, times."""

import concurrent.futures
import html
import http.client
import json
import re
import time
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

from hostile import ALL
from office import ROLES, Failed, Tags, Visitor, expect, now, one_time_code, rule_set

MATRIX = Path(__file__).with_name("matrix.txt")


def matrix():
    """`METHOD path roles…`, one route a line; `everybody` is for whoever comes."""
    rows = {}
    for line in MATRIX.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        method, path, *roles = line.split()
        rows[f"{method} {path}"] = set(roles)
    return rows


def doors(office):
    """What the running program says that there is."""
    body = office.visitors["admin"].get("/console/access/doors").body
    found = {}
    for row in re.findall(r'<tr data-door="([^"]+)">(.*?)</tr>', body):
        roles = set(re.findall(r'data-role="(\w+)" data-opens="yes"', row[1]))
        found[row[0]] = {"everybody"} if "everybody" in row[1] else roles
    expect(len(found) > 60, f"only {len(found)} routes are told")
    return found


def check_matrix_is_whole(office):
    wanted, there = matrix(), doors(office)
    for route in sorted(there):
        expect(route in wanted, f"{route} has no row in matrix.txt")
        expect(wanted[route] == there[route], f"{route}: {sorted(there[route])} in the program, {sorted(wanted[route])} in matrix.txt")
    for route in wanted:
        expect(route in there, f"matrix.txt has {route}, the program has not")


def check_doors_are_told_in_words(office):
    """What a door is for, in both languages; the route stands below."""
    for language, letters in (("en", "[a-z]"), ("zh", "[\u4e00-\u9fff]")):
        visitor = Visitor(office)
        visitor.cookies = {**office.visitors["regulator"].cookies, "weir_language": language}
        rows = re.findall(r'<tr data-door="([^"]+)"><td>(.*?)</td>', visitor.get("/console/access/doors").body)
        expect(len(rows) > 60, f"{language}: only {len(rows)} doors")
        for route, cell in rows:
            words = re.match(r'<span class="door">([^<]+)</span>', cell)
            expect(words and re.search(letters, words.group(1)), f"{language}: {route} has no words: {cell[:80]}")


def filled(path, number, name):
    """A path with its parameters filled in."""
    parts = []
    for part in path.split("/"):
        if part == ":id" and path.startswith("/console/") and not re.search("accounts|payments|sites", path):
            part = number
        elif part.startswith(":"):
            part = name
        parts.append(part)
    return "/".join(parts)


def plain(answer):
    """A page without what is each request's own."""
    text = re.sub(r'value="[0-9a-f]{64}"', "", answer.body)
    text = re.sub(r'name="back" value="[^"]*"', "", text)
    return re.sub(r'class="foreign id">[0-9a-f]{20,}<', "", text)


def check_absent_and_forbidden_look_the_same(office):
    """Every route of the console × every role × ids that are there and that are not."""
    asked = 0
    for role in ROLES:
        visitor = office.visitors[role]
        absent = visitor.get("/console/there-is-no-such-page")
        expect(absent.status == 404, f"{role}: an absent page answers {absent.status}")
        for route, roles in matrix().items():
            method, path = route.split()
            if not path.startswith("/console") or "everybody" in roles:
                continue
            if path in ("/console/live", "/console/sign-out") and role in roles:
                continue
            for number, name in (("1", "u1"), ("999999999", "no-such-thing"), ("-1", "%2e%2e"), ("x", "%3Cb%3E")):
                place = filled(path, number, name)
                if method == "GET":
                    answer = visitor.get(place)
                    if role not in roles:
                        expect(answer.status == 404, f"{role} {route} {place}: {answer.status}, not 404")
                        expect(plain(answer) == plain(absent), f"{role} {route}: forbidden looks other than absent")
                    else:
                        expect(answer.status in (200, 303, 404), f"{role} {route} {place}: {answer.status}")
                        if answer.status == 404:
                            expect(plain(answer) == plain(absent), f"{role} {route} {place}: absent ids look otherwise")
                else:
                    # With the right token; without one nothing is looked at.
                    if role not in roles:
                        answer = visitor.post(place, {})
                        expect(answer.status == 404, f"{role} {route}: {answer.status}, not 404")
                        expect(plain(answer) == plain(absent), f"{role} {route}: forbidden looks other than absent")
                    answer = visitor.ask("POST", place, {"x": "y"})
                    expect(answer.status in (403, 404), f"{role} {route} without a token: {answer.status}")
                asked += 1
                if ":" not in path:
                    break
    return f"{asked} requests"


def check_the_api_keeps_to_the_matrix(office):
    """The API with the console's session: the same roles as with keys."""
    asked = 0
    for role in ROLES:
        visitor = office.visitors[role]
        visitor.get("/console/me")
        for route, roles in matrix().items():
            method, path = route.split()
            if not path.startswith("/v1") or path == "/v1/live":
                continue
            place = filled(path, "999999999", "no-such-thing")
            if method == "GET":
                status = visitor.get(place).status
            else:
                status = visitor.ask(method, place, "{", {"X-CSRF-Token": visitor.last_token}).status
            if "everybody" in roles or role in roles:
                expect(status != 403 and status != 401, f"{role} {method} {place}: {status}")
            else:
                expect(status == 403, f"{role} {method} {place}: {status}, not 403")
            asked += 1
    return f"{asked} requests"


def check_nobody_comes_in_without_a_session(office):
    stranger = Visitor(office)
    for route, roles in matrix().items():
        method, path = route.split()
        if "everybody" in roles:
            continue
        place = filled(path, "1", "u1")
        answer = stranger.ask(method, place, None if method == "GET" else b"")
        if path.startswith("/console"):
            expect(answer.status == 303 and answer.header("location").startswith("/console/sign-in"),
                   f"a stranger at {route}: {answer.status}")
            expect(answer.bytes == b"", f"a stranger reads something at {route}")
        else:
            wanted = 303 if path == "/" else 401
            expect(answer.status in (wanted, 401), f"a stranger at {route}: {answer.status}")
    for path in ("/console/there-is-nothing", "/console/cases/1"):
        expect(stranger.get(path).status == 303, "a stranger can tell what there is")


def check_other_people_s_views_are_not_there(office):
    mine, other = office.visitors["analyst"], office.visitors["supervisor"]
    mine.get("/console/queue")
    mine.post("/console/queue/views", {"name": "my own view", "query": "?whose=me"})
    page = mine.get("/console/queue").body
    view = re.search(r"/console/queue/views/(\d+)/remove", page).group(1)
    expect("my own view" not in other.get("/console/queue").body, "a view shows at somebody else's")
    expect(other.post(f"/console/queue/views/{view}/remove", {}).status == 404, "somebody else's view was removed")
    expect(mine.post(f"/console/queue/views/{view}/remove", {}).status == 303, "one's own view cannot be removed")


# MARK: Forms and headers


def check_forms_of_other_sites_are_refused(office):
    visitor = office.visitors["analyst"]
    visitor.get("/console/queue")
    token = visitor.last_token
    fields = {"do": "comment", "case": "1", "text": "from elsewhere"}
    plain_post = visitor.ask("POST", "/console/queue/act", fields)
    expect(plain_post.status == 403, f"without a token: {plain_post.status}")
    for wrong in ("0" * 64, token[:-1], token.upper(), ""):
        status = visitor.ask("POST", "/console/queue/act", {**fields, "csrf": wrong}).status
        expect(status == 403, f"with a wrong token: {status}")
    stolen = office.visitors["supervisor"]
    stolen.get("/console/queue")
    status = visitor.ask("POST", "/console/queue/act", {**fields, "csrf": stolen.last_token}).status
    expect(status == 403, f"with somebody else's token: {status}")
    for headers in ({"Origin": "http://x.invalid"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                    {"Origin": "null"}):
        status = visitor.ask("POST", "/console/queue/act", {**fields, "csrf": token}, headers).status
        expect(status == 403, f"with {headers}: {status}")
    status = visitor.ask("POST", "/v1/cases/1/comment", '{"text":"from elsewhere"}').status
    expect(status == 401, f"the API takes a session's cookie for a change: {status}")
    status = visitor.ask(
        "POST", "/console/queue/act", b'{"csrf":"x"}', {"Content-Type": "application/json"}).status
    expect(status == 415, f"JSON at a form: {status}")
    expect("from elsewhere" not in visitor.get("/v1/cases/1").body, "a refused form did something")
    answer = visitor.ask("POST", "/v1/cases/1/comment", '{"text":"with the token"}', {"X-CSRF-Token": token})
    expect(answer.status == 200, f"the API with the token: {answer.status} {answer.body}")


def check_headers(office):
    for path in ("/console", "/console/sign-in", "/console/nothing", "/console/queue"):
        answer = office.visitors["analyst"].get(path)
        policy = answer.header("content-security-policy")
        expect("default-src 'none'" in policy and "frame-ancestors 'none'" in policy, f"{path}: policy {policy}")
        expect("unsafe" not in policy and "*" not in policy, f"{path}: policy {policy}")
        expect(answer.header("x-frame-options") == "DENY", f"{path} can be framed")
        expect(answer.header("x-content-type-options") == "nosniff", f"{path} is sniffed")
        expect("no-store" in answer.header("cache-control"), f"{path} is kept by caches")
    style = re.search(r'href="(/console/assets/[^"]+\.css)"', office.visitors["analyst"].get("/console").body).group(1)
    answer = Visitor(office).get(style)
    expect("immutable" in answer.header("cache-control"), "style sheets are not kept")
    parts = style.split("/")
    parts[3] = "0" * 16
    expect(Visitor(office).get("/".join(parts)).status == 404, "a style sheet under a wrong hash")


def check_sessions_begin_afresh(office):
    """Fixation: an id that somebody planted is worth nothing after the sign-in."""
    visitor = Visitor(office, "regulator-1")
    planted = "a" * 64
    visitor.cookies["weir_session"] = planted
    answer = visitor.sign_in(office.passwords["regulator"])
    expect(answer.status == 303, f"sign-in: {answer.status}")
    cookie = next(v for k, v in answer.headers if k.lower() == "set-cookie" and v.startswith("weir_session="))
    expect("HttpOnly" in cookie and "SameSite=Lax" in cookie, f"the cookie is {cookie}")
    first = visitor.cookies["weir_session"]
    expect(first != planted, "the planted id became the session's")
    thief = Visitor(office)
    thief.cookies["weir_session"] = planted
    expect(thief.get("/console").status == 303, "the planted id is good")
    # A second sign-in ends the first session; signing out ends the second.
    other = Visitor(office, "regulator-1")
    other.sign_in(office.passwords["regulator"])
    expect(other.cookies["weir_session"] != first, "two sign-ins share an id")
    other.get("/console")
    used = other.cookies["weir_session"]
    other.post("/console/sign-out", {})
    thief.cookies["weir_session"] = used
    expect(thief.get("/console").status == 303, "a session outlives signing out")


def check_guessing_is_slowed(office):
    visitor = Visitor(office, "compliance-1")
    for _ in range(5):
        expect(visitor.sign_in("wrong password").status == 401, "a wrong password")
    for password in ("wrong password", office.passwords["compliance"]):
        answer = visitor.sign_in(password)
        expect(answer.status == 429, f"after five wrong ones: {answer.status}")
        expect(int(answer.header("retry-after")) > 60, "no time to wait is told")
    nobody = Visitor(office, "nobody-of-that-name")
    answers = {nobody.sign_in("wrong password").body for _ in range(2)}
    wrong = Visitor(office, "supervisor-1").sign_in("wrong password")
    expect(any(plain_page(a) == plain_page(wrong.body) for a in answers), "names can be told from the answer")
    expect(office.visitors["compliance"].get("/console").status == 200, "an open session was ended by guesses")


def plain_page(body):
    return re.sub(r'value="[^"]*"', "", body)


def check_one_time_codes(office):
    visitor = office.visitors["integrator"]
    visitor.get("/console/me")
    visitor.post("/console/me/codes", {})
    secret = re.search(r'class="key"><bdi[^>]*>([A-Z2-7 ]+)<', visitor.get("/console/me").body).group(1)
    expect(visitor.post("/console/me/codes", {"code": "000000"}).status == 422, "a wrong code sets codes up")
    code = one_time_code(secret, time.time())
    expect(visitor.post("/console/me/codes", {"code": code}).status == 303, "the right code is refused")
    other = Visitor(office, "integrator-1")
    expect(other.sign_in(office.passwords["integrator"]).status == 401, "signed in without a code")
    expect(other.sign_in(office.passwords["integrator"], code).status == 401, "a code is good twice")
    later = one_time_code(secret, time.time() + 30)
    expect(other.sign_in(office.passwords["integrator"], later).status == 303, "the next code is refused")


# MARK: Hostile text


def good_for_ids(text):
    return 0 < len(text.encode()) <= 64 and text.strip() == text


def check_hostile_text(office):
    """Two hundred strings into every field that takes text; pages stay what they are."""
    refused = sent = 0
    analyst, compliance = office.visitors["analyst"], office.visitors["compliance"]
    analyst.get("/console/queue")
    compliance.get("/console/queue")
    # Payments: ids, accounts, remarks, devices, cities; their accounts are on a list, so that none is a plain allow.
    names = [text for text in ALL if good_for_ids(text)]
    listed = "kind,match,value,reason,from,until\n" + "".join(
        'account,exact,"{}","{}",,\n'.format(text.replace('"', '""'), text.replace('"', '""'))
        for text in names if "\n" not in text and "\r" not in text)
    fields = {"name": "hostile", "role": "hold", "kind": "account", "source": ALL[0], "basis": ALL[20], "text": listed}
    answer = compliance.post("/console/lists/import", fields)
    expect(answer.status in (200, 422), f"list: {answer.status}")
    pages = [answer]
    compliance.post("/console/lists/import", {**fields, "text": "hostile-payee\n", "sure": "yes", "over": "0"})
    lines = []
    for i, text in enumerate(ALL):
        short = text if good_for_ids(text) else f"h{i}"
        lines.append({
            "id": short, "at": now(), "rail": "alipay", "payer": short, "payee": "hostile-payee", "amount": "100.00",
            "currency": "CNY", "remark": text.encode()[:500].decode("utf-8", "ignore"), "payer_device": text[:30],
            "payer_city": text[:30]})
    for line in lines:
        try:
            decided = office.pay([line])
            refused += "decision" not in decided[0]
        except Exception:
            refused += 1
    number = 1
    for i, text in enumerate(ALL):
        forms = [
            (f"/console/cases/{number}/comment", {"text": text}),
            (f"/console/cases/{number}/tag", {"tag": text}),
            ("/console/queue/act", {"do": text, "case": text, "back": text}),
            ("/console/uncover", {"account": text, "reason": text, "back": text}),
        ]
        if i % 10 == 0:
            forms += [
                ("/console/queue/views", {"name": text, "query": text}),
                ("/console/queue/views", {"name": text, "query": "?q=" + urllib.parse.quote(text)}),
                ("/console/measures/new", {"account": text, "kind": "suspend_transfers", "ground": text, "basis": text}),
                (f"/console/cases/{number}/assign", {"to": text}),
                (f"/console/cases/{number}/close", {"disposition": text, "reason": text}),
            ]
        for path, fields in forms:
            answer = analyst.post(path, fields)
            sent += 1
            expect(answer.status < 500, f"{path} with {text!r}: {answer.status}")
            if answer.body:
                pages.append(answer)
    # An appeal, and documents with such names.
    for i, text in enumerate(ALL[::10]):
        for path in ("/console/rules/check", "/console/rules/shadow"):
            pages.append(office.visitors["supervisor"].get("/console/rules/edit") and
                         office.visitors["supervisor"].post(path, {"text": text}))
            sent += 1
    for text in ALL:
        query = urllib.parse.quote(text, safe="")
        for place in (f"/console/search?q={query}", f"/console/queue?q={query}&state={query}&order={query}"):
            answer = analyst.get(place)
            expect(answer.status < 500, f"{place}: {answer.status}")
            pages.append(answer)
            sent += 1
    for text in ALL[::8]:
        query = urllib.parse.quote(text, safe="")
        for place in (f"/console/measures?account={query}&state={query}", f"/console/measures/new?account={query}",
                      f"/console/lists/{query}", f"/console/sign-in?next={query}&language={query}",
                      f"/console/access/looks?by={query}&at={query}", f"/console/rules/edit?version={query}"):
            answer = compliance.get(place)
            expect(answer.status < 500, f"{place}: {answer.status}")
            pages.append(answer)
            sent += 1
    for answer in pages:
        look(answer)
    return f"{sent} requests, {len(pages)} pages read, {refused} payments refused"


ALLOWED = set("""html head meta title link script body a header svg path nav ul li details summary div form input label
select option button main h1 h2 h3 p section dl dt dd span bdi table caption thead tbody tr th td time textarea fieldset
legend blockquote article pre el b strong mark progress wbr""".split())


# Of drawings and their surroundings, on pages that have some.
DRAWN = set("""b circle code defs desc figcaption figure g line noscript ol output polyline rect strong symbol text tspan
use""".split())


def look(answer):
    """A page has only elements that the program writes, no handlers, and leads nowhere else."""
    kind = answer.header("content-type")
    expect(kind.startswith("text/html") or "json" in kind or not answer.body, f"a page of type {kind}")
    if not kind.startswith("text/html"):
        return
    page = Tags(answer.body)
    expect(set(page.tags) <= ALLOWED, f"elements that no page has: {set(page.tags) - ALLOWED}")
    bad = [name for name in page.attributes if name.startswith("on") or name in ("style", "srcdoc", "srcset")]
    expect(not bad, f"attributes that no page has: {bad}")
    outside = [link for link in page.links if not link.startswith(("/console", "/v1/", "#")) and link != "/"]
    expect(not outside, f"links that lead elsewhere: {outside[:3]}")
    expect(page.tags.get("h1") == 1 and page.tags.get("main") == 1, "the layout is mixed up")
    text = "".join(page.text)
    hidden = [c for c in text if c in "\u202e\u202d\u2066\u2067\u200b\u200e\u200f\ufeff\u00ad"]
    expect(not hidden or "<textarea" in answer.body, f"characters that hide: {[hex(ord(c)) for c in hidden[:3]]}")


class Forms(HTMLParser):
    """The forms of a page: where they go, and their fields by name, with whether somebody can write into them."""

    WRITTEN = ("text", "search", "number", "date", "datetime-local", "password")

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.forms, self.select, self.is_open = [], None, False
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given.get("method", "get"), given.get("action", ""), {}))
            self.is_open = True
        if not self.is_open:
            return
        fields, name = self.forms[-1][2], given.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and given.get("value") and self.select not in fields:
            fields[self.select] = (given["value"], False)
        elif tag == "textarea" and name:
            fields[name] = ("", True)
        elif tag == "input" and name and name != "csrf":
            fields[name] = (given.get("value", ""), given.get("type", "text") in self.WRITTEN)

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_open = False


def every_form(office):
    """Each form of the console that somebody can write into, once, from the pages that an administrator sees."""
    admin = office.visitors["admin"]
    account = json.loads(admin.get("/v1/alerts?limit=1").body)["items"][0]["account"]
    paths = ["/console", "/console/queue?state=all", "/console/cases/1", f"/console/accounts/{account}",
             "/console/signatures", "/console/measures", f"/console/measures/new?account={account}",
             f"/console/measures/new?account={account}&kind=limit_collection", "/console/appeals?state=all",
             "/console/appeals/1", "/console/search?q=tea-for", "/console/search?q=plain-1", "/console/rules",
             "/console/rules/edit", "/console/lists/import", "/console/lists/suspects", "/console/access",
             "/console/access/looks", "/console/sites", "/console/register", "/console/transparency"]
    measures = json.loads(admin.get("/v1/measures?limit=200").body)["items"]
    paths += [f"/console/measures/{m['id']}" for m in measures][:40]
    found = {}
    for path in paths:
        for method, action, fields in Forms(admin.get(path).body).forms:
            written = [name for name, (_, is_written) in fields.items() if is_written]
            # Passwords are hashed, and shown nowhere; people are added with few of the strings, for the same reason.
            if written and not action.startswith("/console/me/"):
                found.setdefault((method, re.sub(r"\d+", "1", action), *sorted(written)), (method, action, fields))
    return list(found.values())


def check_hostile_text_in_every_form(office):
    """Every string into every field of every form that there is; new forms are found by themselves."""
    admin, forms = office.visitors["admin"], every_form(office)
    admin.get("/console/queue")
    cookies = "; ".join(f"{k}={v}" for k, v in admin.cookies.items())
    expect(len(forms) > 15, f"only {len(forms)} forms were found")

    def send(work):
        """One form with all strings, over one connection."""
        method, action, fields = work
        connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=60)
        for text in ALL[::40] if action == "/console/access/people" else ALL:
            filled = [(name, text if is_written else value) for name, (value, is_written) in fields.items()]
            head = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
            body = urllib.parse.urlencode([("csrf", admin.last_token)] + filled)
            if method == "post":
                connection.request("POST", action, body, head)
            else:
                connection.request("GET", action + "?" + urllib.parse.urlencode(filled), headers={"Cookie": cookies})
            answer = connection.getresponse()
            page = answer.read().decode("utf-8", "replace")
            expect(answer.status < 500 or answer.status == 503, f"{action} with {text!r}: {answer.status}")
            # What is text has no tag: what is found here are the page's own.
            tags = {tag.lower() for tag in re.findall(r"<([A-Za-z][A-Za-z0-9]*)", page)}
            strange = tags - ALLOWED - DRAWN
            expect("json" in (answer.getheader("content-type") or "") or not strange, f"{action} has elements {strange}")
        connection.close()
        return len(ALL)

    with concurrent.futures.ThreadPoolExecutor(4) as workers:
        sent = sum(workers.map(send, forms))
    for path in ("/console/queue?state=all", "/console/cases/1", "/console/signatures", "/console/measures",
                 "/console/access/looks", "/console/sites", "/console/lists", "/console/access"):
        look(admin.get(path)) if path != "/console/cases/1" else expect(admin.get(path).status == 200, "the case is gone")
    return f"{len(forms)} forms, {sent} requests"


# MARK: Chinese


class OwnWords(HTMLParser):
    """The words of the program on a page: not what people wrote, nor what is marked as English."""

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.stack, self.words = [], []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        if tag in ("input", "meta", "link", "br", "img"):
            return
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        own = self.stack[-1][1] if self.stack else True
        if tag in ("pre", "textarea", "script", "title", "code", "blockquote") or given.get("lang") == "en":
            own = False
        if "foreign" in classes:
            own = "written" in classes
        self.stack.append((tag, own))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.stack and self.stack[-1][1]:
            self.words.append(data)


def check_chinese_throughout(office):
    """Three English words in a row are a sentence that nobody has translated."""
    visitor = Visitor(office)
    visitor.cookies = {**office.visitors["admin"].cookies, "weir_language": "zh"}
    cases = sorted({int(n) for n in re.findall(r'data-case="(\d+)"', visitor.get("/console/queue?state=all").body)})
    measures = json.loads(visitor.get("/v1/measures?limit=200").body)["items"]
    paths = ["/console", "/console/queue", "/console/signatures", "/console/measures", "/console/appeals", "/console/search",
             "/console/search?q=u1", "/console/rules", "/console/rules/edit", "/console/lists", "/console/lists/import",
             "/console/access", "/console/access/looks", "/console/access/doors", "/console/sites", "/console/register",
             "/console/transparency", "/console/me", "/console/nothing"]
    paths += [f"/console/cases/{n}" for n in cases] + [f"/console/measures/{m['id']}" for m in measures[:40]]
    left = {}
    for path in paths:
        words = " ".join(OwnWords(visitor.get(path).body).words)
        # What is to be typed stays as it is.
        for command in ("weir register verify", "weir site watch"):
            words = words.replace(command, "")
        for found in re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}[^。]*", words):
            left.setdefault(found[:90], path)
    expect(not left, f"{len(left)} English sentences: {list(left.items())[:6]}")
    return f"{len(paths)} pages"


def check_any_number_is_answered(office):
    """The greatest, the least, less than none: a page, or none, and the server goes on."""
    visitor = office.visitors["admin"]
    account = json.loads(visitor.get("/v1/alerts?limit=1").body)["items"][0]["account"]
    pages = ["queue?page=", "appeals?state=all&page=", "measures?page=", "measures?account=a&page=", "sites?page=",
             "register?before=", "register?from=", "access/looks?after=", "search?q=%23", "cases/", "measures/", "appeals/"]
    pages += [f"accounts/{account}?{name}=" for name in ("before", "since", "until", "case")]
    pages += [f"accounts/{account}/flow?{name}=" for name in ("before", "since", "until", "case")]
    for page in pages:
        for number in (2**63 - 1, -2**63, -1, 0, 2**64):
            answer = visitor.get(f"/console/{page}{number}")
            expect(answer.status in (200, 303, 404), f"/console/{page}{number}: {answer.status}")
    expect(visitor.get("/healthz").status == 200, "the server is gone")
    return f"{len(pages)} pages"


def check_refusals_in_chinese(office):
    """What is refused says so in the viewer's language, names the field by its label and leads on."""
    visitor = Visitor(office)
    visitor.cookies = {**office.visitors["supervisor"].cookies, "weir_language": "zh"}
    visitor.get("/console/queue")
    same = {"kind": "warn_payer", "account": "told-twice", "ground": "It is asked for twice."}
    visitor.post("/console/measures/new", same)
    answers = {
        "未填写": visitor.post("/console/cases/1/comment", {}),
        "999999": visitor.post("/console/cases/1/merge", {"into": "999999", "reason": "one ring"}),
        "过长": visitor.get("/console/search?q=" + "x" * 600),
        "/console/measures/": visitor.post("/console/measures/new", same),
        "1 MB": visitor.ask("POST", "/console/cases/1/attach", b"x" * 1_070_000,
                            {"Content-Type": "multipart/form-data; boundary=b"}),
    }
    for wanted, answer in answers.items():
        expect(400 <= answer.status < 500, f"{wanted}: {answer.status}")
        expect(answer.header("content-type").startswith("text/html"), f"{wanted}: no page but {answer.body[:80]}")
        expect(wanted in answer.body, f"{wanted} is not on the page: {' '.join(OwnWords(answer.body).words)[-300:]}")
        english = re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}[^。]*", " ".join(OwnWords(answer.body).words))
        expect(not english, f"{wanted}: {english[:2]}")


def check_the_demonstration_announces_what_is_so(office):
    """Whoever is said to be suspended was: what is only proposed suspends nobody."""
    visitor = office.visitors["admin"]
    expect(office.announced, "nobody is said to be suspended")
    for account, typology in office.announced:
        found = json.loads(visitor.get(f"/v1/measures?account={account}&kind=suspend_transfers").body)["items"]
        expect(any(m.get("order") for m in found), f"{account} is said to be suspended and never was")
        expect(typology in [m.get("typology", "by people") for m in found], f"{account}: for {typology}?")
    return f"{len(office.announced)} accounts"


def check_a_wall_comes_down_with_a_reason(office):
    """What is told then cannot be unsaid: it is shown first, and why stands in the case."""
    signer = office.visitors["supervisor"]

    def case():
        return json.loads(signer.get(f"/v1/cases/{number}").body)

    number = json.loads(signer.get("/v1/cases?state=open&limit=50").body)["items"][-1]["id"]
    place = f"/console/cases/{number}"
    signer.get(place)
    expect(signer.post(place + "/wall", {"reason": ""}).status == 422, "a wall is raised without a ground")
    expect(signer.post(place + "/wall", {"reason": "Art. 39, asked for by the police."}).status == 303, "no wall is raised")
    expect('name="down"' in signer.get(place).body and case().get("wall"), "the wall does not stand")
    expect(signer.post(place + "/wall", {"down": "yes", "reason": ""}).status == 422, "a wall comes down without a reason")
    shown = signer.post(place + "/wall", {"down": "yes", "reason": "The police agree."})
    expect(shown.status == 200 and "cannot be taken back" in shown.body, f"what follows is not shown: {shown.status}")
    expect(case().get("wall"), "the wall is down before anybody was sure")
    down = signer.post(place + "/wall", {"down": "yes", "reason": "The police agree.", "sure": "yes"})
    expect(down.status == 303 and not case().get("wall"), f"the wall stands: {down.status}")
    expect("The police agree." in json.dumps(case()["comments"]), "why it came down stands nowhere")


def check_a_warning_is_on_the_case_page(office):
    """Who payers are warned of is told, and the case has the words; a suspension goes before it."""
    signer = office.visitors["supervisor"]
    office.pay([{"id": "warned-1", "at": now(), "rail": "alipay", "payer": "warned-payer", "payee": "warned-of",
                 "amount": "10.00", "currency": "CNY"}])
    signer.get("/console/me")
    answer = signer.ask("POST", "/v1/cases", json.dumps({"account": "warned-of", "reason": "A complaint."}),
                        {"X-CSRF-Token": signer.last_token, "Content-Type": "application/json"})
    expect(answer.status == 200, f"no case is opened: {answer.status} {answer.body[:200]}")
    number = json.loads(answer.body)["id"]

    def impose(kind):
        signer.get("/console/me")
        made = signer.post("/console/measures/new", {"kind": kind, "account": "warned-of", "ground": "Tips."})
        expect(made.status == 303, f"{kind} cannot be ordered: {made.status}")
        return int(re.search(r"/(\d+)", made.header("location")).group(1))

    warning = impose("warn_payer")
    body = signer.get(f"/console/cases/{number}").body
    told = rf'Notice \d+, on <a href="/console/measures/{warning}">'
    expect(re.search(told, body), "the case does not show that the holder was told of the warning")
    suspension = impose("suspend_transfers")
    body = signer.get(f"/console/cases/{number}").body
    expect(re.search(rf'Notice \d+, on <a href="/console/measures/{suspension}">', body), "nor of the suspension")
    further = body.partition("Further notices: ")[2][:200]
    expect(f'href="/console/measures/{warning}"' in further, "the warning's notice has gone from the case")


def check_lists_say_how_many(office):
    """How many there are, and which of them a page shows; what a site's measure is on is a click away."""
    visitor = office.visitors["admin"]
    every, place = [], ""
    while place is not None:
        answer = json.loads(visitor.get(f"/v1/measures?limit=200{place}").body)
        every += answer["items"]
        place = f"&after={answer['next']}" if answer["next"] else None
    for query, wanted in (
            ("", len(every)), ("?kind=suspend_transfers", sum(m["kind"] == "suspend_transfers" for m in every)),
            ("?state=expired", sum(m["state"] == "expired" for m in every))):
        body = visitor.get("/console/measures" + query).body
        told = re.search(r'id="count">([\d,]+) measures?\.<', body)
        expect(wanted == 0 or told and told.group(1) == f"{wanted:,}", f"measures{query}: not {wanted:,}")
        expect(wanted <= 50 or f"1 to 50 of {wanted:,}" in body, f"measures{query}: which are shown is not said")
    if len(every) > 50:
        told = f"51 to {min(100, len(every))} of {len(every):,}"
        expect(told in visitor.get("/console/measures?page=2").body, f"the second page does not say {told}")
    body = visitor.get("/console/sites").body
    told = re.search(r'id="count">([\d,]+) sites?, the gravest first\.<', body)
    expect(told and int(told.group(1).replace(",", "")) >= body.count("<tr>") - 1, "how many sites there are is not said")
    visitor.get("/console/me")
    site = visitor.post("/console/measures/new", {"kind": "block_site", "account": "pay.example", "ground": "It sells."})
    expect(site.status == 303, f"a site cannot be proposed for blocking: {site.status}")
    place = site.header("location").split("?")[0]
    expect('href="/console/sites/pay.example"' in visitor.get(place).body, "the site is no link")
    visitor.post(place + "/refuse", {"reason": "It was a test."})


def check_a_proposal_is_taken_back(office):
    """By whoever made it, with a reason; nobody else is offered that, and nobody else can."""
    maker, other = office.visitors["analyst"], office.visitors["supervisor"]
    maker.get("/console/queue")
    made = maker.post("/console/measures/new", {"kind": "warn_payer", "account": "taken-back", "ground": "A slip."})
    expect(made.status == 303, f"it cannot be proposed: {made.status}")
    place = made.header("location").split("?")[0]
    expect(f'action="{place}/withdraw"' in maker.get(place).body, "its maker cannot take it back from its page")
    body = maker.get("/console/signatures").body
    expect(f'action="{place}/withdraw"' in body or "wait behind these" in body, "nor from the page of signatures")
    expect("/withdraw" not in other.get(place).body, "somebody else is offered to take it back")
    expect(other.post(place + "/withdraw", {"reason": "No."}).status == 409, "somebody else takes it back")
    expect(maker.post(place + "/withdraw", {"reason": ""}).status == 422, "it is taken back without a reason")
    back = maker.post(place + "/withdraw", {"reason": "The wrong account."})
    expect(back.status == 303, f"it cannot be taken back: {back.status}")
    body = maker.get(place).body
    expect("withdrawn" in body and "The wrong account." in body, "the page does not say that it is withdrawn, and why")
    expect("/withdraw" not in body and "/approve" not in other.get(place).body, "it can still be decided upon")
    expect(maker.post(place + "/withdraw", {"reason": "Again."}).status == 409, "it is taken back twice")
    expect("taken-back" not in other.get("/console/signatures").body, "it waits for a signature still")
    expect("taken-back" in other.get("/console/measures?state=withdrawn").body, "the list does not have it")


def check_what_changes_nothing_is_signed_last(office):
    """Proposals of what another measure does already wait behind the others, each of both oldest first."""
    maker = office.visitors["analyst"]
    maker.get("/console/queue")
    made = [maker.post("/console/measures/new", {"kind": "warn_payer", "account": f"order-{n}", "ground": "A test."})
            for n in range(2)]
    body = office.visitors["supervisor"].get("/console/signatures").body
    waiting = re.findall(r'<article class="panel waiting">.*?/console/measures/(\d+)".*?</article>', body, re.S)
    parts = re.findall(r'<article class="panel waiting">.*?</article>', body, re.S)
    expect(len(parts) == len(waiting) > 0, f"{len(parts)} proposals, {len(waiting)} numbers")
    order = [("The same is in force already" in part, int(number)) for part, number in zip(parts, waiting)]
    expect(order == sorted(order), f"what changes nothing stands before what does: {order}")
    for place in [answer.header("location").split("?")[0] for answer in made]:
        maker.get(place)
        maker.post(place + "/withdraw", {"reason": "It was a test."})
    return f"{sum(is_done for is_done, _ in order)} of {len(order)} change nothing"


def check_an_order_is_sent_again(office):
    """From the measure's page, by whoever may sign, once they have seen what is sent; nothing happens before that."""
    signer, other = office.visitors["supervisor"], office.visitors["analyst"]
    signer.get("/console/queue")
    made = signer.post("/console/measures/new", {"kind": "warn_payer", "account": "sent-again", "ground": "A test."})
    expect(made.status == 303, f"it cannot be ordered: {made.status}")
    place = made.header("location").split("?")[0]
    number = place.rsplit("/", 1)[1]

    def told():
        row = f'<a href="{place}">order sent to the rail again</a>'
        return signer.get("/console/register").body.count(row)

    body = signer.get(place).body
    expect(f'action="{place}/replay"' in body and "put it in force, version 1" in body, "the order is not on the page")
    body = other.get(place).body
    expect("put it in force" in body and "/replay" not in body, "an analyst is offered to send it again, or does not see it")
    form = {"version": "1", "reason": "The rail has lost it."}
    expect(other.post(place + "/replay", form).status == 404, "an analyst sends it again")
    expect(signer.post(place + "/replay", {"version": "1"}).status == 422, "it is sent again without a reason")
    shown = signer.post(place + "/replay", form)
    expect(shown.status == 200 and "under the same name" in shown.body, f"what is sent is not shown: {shown.status}")
    expect('name="sure" value="yes"' in shown.body and told() == 0, "it is sent before anybody was sure")
    sent = signer.post(place + "/replay", {**form, "sure": "yes"})
    expect(sent.status == 303 and sent.header("location") == place, f"it is not sent again: {sent.status}")
    expect("Sent again: the rail has taken it in" in signer.get(place).body, "the page does not say so")
    expect(told() == 1, "the register does not have it")
    # A page from before the measure was lifted does not have it imposed again.
    expect(signer.post(place + "/lift", {"reason": "It was a test."}).status == 303, "it cannot be lifted")
    late = signer.post(place + "/replay", {**form, "sure": "yes"})
    expect(late.status == 409 and "has a later order than 1" in late.body, f"an older order is sent: {late.status}")
    expect("take it back, version 2" in signer.get(place).body, "the latest order is not on the page")
    # What was never ordered cannot be sent.
    made = other.post("/console/measures/new", {"kind": "warn_payer", "account": "never-sent", "ground": "A test."})
    place = made.header("location").split("?")[0]
    expect("/replay" not in signer.get(place).body, "a proposal is offered to be sent")
    expect(signer.post(place + "/replay", {**form, "sure": "yes"}).status == 404, "a proposal is sent to the rail")
    other.get(place)
    other.post(place + "/withdraw", {"reason": "It was a test."})
    return f"measure {number}"


def waiting_for(visitor, page, language="en"):
    """The count that stands beside a page's name in the menu."""
    body = visitor.get("/console/search", headers={"Cookie": "; ".join(
        f"{k}={v}" for k, v in {**visitor.cookies, "weir_language": language}.items())}).body
    words = " 项待您处理" if language == "zh" else " waiting for you"
    found = re.search(
        rf'<a href="/console/{page}"[^>]*>[^<]+'
        rf'(?:<span class="count">([\d,]+)<span class="unseen">{words}</span></span>)?</a>', body)
    expect(found, f"{page} is not in the menu as it should be")
    return int((found.group(1) or "0").replace(",", ""))


def unsigned(visitor):
    """Numbers of the proposals that wait, without those that this one has signed."""
    items = json.loads(visitor.get("/v1/measures?state=proposed&limit=200").body)["items"]
    return {m["id"] for m in items if visitor.name not in [signature["by"] for signature in m["signatures"]]}


def beside_proposals(visitor, language="en"):
    """By how much the menu's count is more than the proposals, which come by themselves as well: read in between."""
    for _ in range(30):
        before, told, after = unsigned(visitor), waiting_for(visitor, "signatures", language), unsigned(visitor)
        if before == after:
            return told - len(before)
    raise Failed("proposals do not stand still")


def check_the_menu_tells_what_waits(office):
    """For whoever looks: what they may sign and have not, cases that are theirs; nothing that others have to do."""
    maker, signer, reader = (office.visitors[role] for role in ("analyst", "supervisor", "regulator"))
    other = office.visitors["admin"]
    base, base_of_other = beside_proposals(signer), beside_proposals(other)
    maker.get("/console/queue")
    made = maker.post("/console/measures/new", {"kind": "warn_payer", "account": "told-in-menu", "ground": "A test."})
    place = made.header("location").split("?")[0]
    number = int(place.rsplit("/", 1)[1])
    expect(number in unsigned(signer) and waiting_for(signer, "signatures") > 0, "what waits for a signature is not counted")
    expect(beside_proposals(signer) == base, "the menu does not count what waits for a signature")
    expect(beside_proposals(signer, "zh") == base, "nor in Chinese")
    expect(waiting_for(maker, "signatures") == 0, "an analyst signs nothing")
    expect(waiting_for(reader, "signatures") == 0 and waiting_for(reader, "queue") == 0, "a reader has work")
    maker.post(place + "/withdraw", {"reason": "It was a test."})
    expect(number not in unsigned(signer) and beside_proposals(signer) == base, "what is withdrawn waits still")
    # For good: the one who has signed waits for the other.
    signer.get("/console/queue")
    made = signer.post("/console/measures/new", {"kind": "stop_collection", "account": "told-in-menu", "ground": "A test."})
    place = made.header("location").split("?")[0]
    number = int(place.rsplit("/", 1)[1])
    expect(number in unsigned(other) - unsigned(signer), "the proposal is not signed by one of two")
    expect(beside_proposals(signer) == base, "what one has signed oneself is counted")
    expect(beside_proposals(other) == base_of_other, "what somebody else has signed is not")
    signer.post(place + "/withdraw", {"reason": "It was a test."})
    mine = waiting_for(signer, "queue")
    number = next(case["id"] for case in json.loads(signer.get("/v1/cases?state=open&limit=50").body)["items"]
                  if case.get("assignee") != signer.name)
    signer.get(f"/console/cases/{number}")
    signer.post(f"/console/cases/{number}/assign", {"to": signer.name})
    expect(waiting_for(signer, "queue") == mine + 1, "a case of one's own is not counted")
    signer.post(f"/console/cases/{number}/assign", {"to": ""})
    expect(waiting_for(signer, "queue") == mine, "a case that is nobody's is counted")


def check_measures_are_narrowed_and_ordered(office):
    """As the queue is: whose, by what they rest on, by when they end; pages of a fixed length, views, no script."""
    signer, maker = office.visitors["supervisor"], office.visitors["analyst"]

    def rows(visitor, query):
        """All rows of all pages, in their order."""
        found, page = [], 1
        while True:
            body = visitor.get(f"/console/measures?{query}&page={page}").body
            here = re.findall(r'<td><a href="/console/measures/(\d+)">', body)
            found += [int(number) for number in here]
            if f"page={page + 1}" not in body:
                return found
            expect(len(here) == 50, f"{query}: a page in the middle has {len(here)} rows")
            page += 1

    every, place = {}, ""
    while place is not None:
        answer = json.loads(signer.get(f"/v1/measures?limit=200{place}").body)
        every.update({m["id"]: m for m in answer["items"]})
        place = f"&after={answer['next']}" if answer["next"] else None
    maker.get("/console/queue")
    made = maker.post("/console/measures/new", {"kind": "warn_payer", "account": "mine-to-find", "ground": "A test."})
    number = int(made.header("location").split("?")[0].rsplit("/", 1)[1])
    expect(rows(maker, "whose=me&state=proposed")[:1] == [number], "what is one's own is not found")
    expect(all(every.get(n, {}).get("by", "analyst-1") == "analyst-1" for n in rows(maker, "whose=me")), "another's is mine")
    for _ in range(30):
        # Proposals come by themselves as well: read in between.
        before, waits, after = unsigned(signer), rows(signer, "whose=waiting"), unsigned(signer)
        if before == after:
            break
    expect(number in waits and set(waits) == after, "what waits for a signature is not what the list has")
    typology = next(m["typology"] for m in every.values() if m.get("typology"))
    wanted = [n for n, m in sorted(every.items(), reverse=True) if m.get("typology") == typology and m["by"] == "weir"]
    expect([n for n in rows(signer, f"ground={typology}&whose=weir") if n in every] == wanted, f"{typology}: not {wanted}")
    old = [n for n in rows(signer, "order=old") if n in every]
    expect(old == sorted(every), "by their beginning they stand otherwise")
    expect([n for n in rows(signer, "") if n in every] == old[::-1], "the newest do not come first")
    # The traffic lies in the past, and so do the ends of its measures: two that last, the first for longer.
    taken = office.visitors["admin"]
    taken.get("/console/me")

    def act(path, body):
        return taken.ask("POST", path, json.dumps(body), {"X-CSRF-Token": taken.last_token})

    lasting = []
    for days in (20, 10):
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + days * 86_400))
        answer = act("/v1/measures", {
            "kind": "suspend_transfers", "account": f"lasts-{days}", "ground": "A test.", "until": until})
        lasting.append(int(re.search(r'"id":(\d+)', answer.body).group(1)))
    found = [n for n in rows(signer, "order=until&state=force") if n in lasting]
    expect(found == lasting[::-1], f"what ends first does not stand first: {found}")
    for n in lasting:
        expect(act(f"/v1/measures/{n}/lift", {"reason": "It was a test."}).status == 200, "it is not lifted")
    body = signer.get("/console/measures?whose=waiting").body
    expect('<a href="/console/measures?whose=waiting" aria-current="true">' in body, "the view is not marked")
    expect("whose=waiting" not in maker.get("/console/measures").body, "an analyst is told what waits for others")
    expect('aria-sort="descending"' in body and "order=until" in body, "the heads do not order the list")
    body = office.visitors["regulator"].get("/console/measures").body
    expect("whose=me" not in body, "a reader has measures of their own")
    expect("没有等待您签署的措施" in signer.get("/console/measures?whose=waiting&account=nobody", headers={"Cookie": "; ".join(
        f"{k}={v}" for k, v in {**signer.cookies, "weir_language": "zh"}.items())}).body, "an empty list says nothing")
    maker.get("/console/queue")
    maker.post(f"/console/measures/{number}/withdraw", {"reason": "It was a test."})
    return f"{len(every)} measures"


def rules_of(office, version, amount="90000.0"):
    return rule_set(office, "text-test").replace('"1"', f'"{version}"').replace("90000.0", amount)


def check_rule_texts_are_not_lost(office):
    """Findings show the line; whatever is refused, the text stands in the editor; nobody's trial ends unseen."""
    author, other = office.visitors["supervisor"], office.visitors["compliance"]
    author.get("/console/rules/edit")
    other.get("/console/rules/edit")
    broken = rules_of(office, 1).replace("when: payment.amount", "when: payment.amont")
    answer = author.post("/console/rules/check", {"text": broken})
    expect('when: payment.<mark>amont</mark> &gt; 90000.0</pre>' in answer.body, "the line is not shown, or not marked")
    told = json.loads(author.post("/console/rules/check", {"text": broken}, headers={"Accept": "application/json"}).body)
    expect(told["findings"][0]["at"] == "amont" and told["findings"][0]["before"].endswith("when: payment."), f"{told}")
    early = rules_of(office, 1).replace("when: payment.amount > 90000.0", "when: payment.amount >")
    expect("<mark>" in author.post("/console/rules/check", {"text": early}).body, "a line that ends too early has no mark")
    for path in ("/console/rules/shadow", "/console/rules/backtest"):
        answer = author.post(path, {"text": broken})
        expect(answer.status == 422 and "payment.amont &gt; 90000.0\n" in answer.body, f"{path}: the text is lost")

    def trial():
        found = re.search(r"text-test\.\d+@[0-9a-f]+", author.get("/console/rules").body)
        return found.group(0) if found else ""

    expect(other.post("/console/rules/shadow", {"text": rules_of(office, 1)}).status == 303, "a set cannot be put on trial")
    first = trial()
    answer = author.post("/console/rules/shadow", {"text": rules_of(office, 2, "80000.0")})
    expect(answer.status == 409 and "On trial already" in answer.body and first in answer.body, "a trial ends unseen")
    expect("payment.amount &gt; 80000.0" in answer.body, "the text is lost")
    expect(trial() == first, "the set on trial has gone")
    stale = author.post("/console/rules/shadow", {"text": rules_of(office, 2, "80000.0"), "instead": "text-test.0@0"})
    expect(stale.status == 409, "another set than the one that was seen is put away")
    answer = author.post("/console/rules/shadow", {"text": rules_of(office, 2, "80000.0"), "instead": first})
    second = trial()
    expect(answer.status == 303 and second.startswith("text-test.2@"), f"it does not take the place: {answer.status}")
    # What differs from the live set stands open for whoever signs.
    body = author.get("/console/rules").body
    expect("Live</h2>" not in body or '<details open><summary>What is different from the live set' in body,
           "whoever signs has to open what is different")
    # What a rule does stands beside its condition, where a link to the rule leads.
    expect('id="trial-rule-large-payment"' in body, "a rule has no place of its own")
    expect("the payment: at least warn, flow" in body, "a rule does not say what it does")
    # Whoever edits what is on trial begins with its text.
    link = re.search(r'href="(/console/rules/edit\?version=text-test[^"]+)"', author.get("/console/rules").body)
    expect(link and "80000.0" in author.get(link.group(1)).body, "the set on trial cannot be edited")
    # Figures do not tell who they are: payments that would be decided otherwise stand there, with what was read.
    office.pay([{"id": "tried-1", "at": now(), "rail": "alipay", "payer": "tried-payer", "payee": "tried-payee",
                 "amount": "85000.00", "currency": "CNY"}])
    body = author.get("/console/rules").body
    row = re.search(r'<tr><td><a href="/console/payments/tried-1">.*?</tr>', body, re.S)
    expect(row and "85,000.00 CNY" in row.group(0) and "payment.amount" in row.group(0), "the trial shows no payment")
    gone = author.post("/console/rules/withdraw", {"version": second, "reason": "It was a test."})
    expect(gone.status == 303, f"it cannot be withdrawn: {gone.status}")
    # What the engine refuses: a set that is live already, or a version that was another set.
    live = re.search(r"Live</h2>.*?class=\"foreign id\">([^<]+)<", author.get("/console/rules").body, re.S)
    if live:
        text = author.get("/console/rules/edit?version=" + urllib.parse.quote(live.group(1), safe="")).body
        text = html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", text, re.S).group(1))
        answer = author.post("/console/rules/shadow", {"text": text})
        expect(answer.status == 409 and "Your text is below" in answer.body, f"the text is lost: {answer.status}")
    return "one at a time"


def check_back_tests_are_one_at_a_time(office):
    """Another one is refused with the text in place; the one that runs says how far it is, and can be stopped."""
    author, other = office.visitors["supervisor"], office.visitors["compliance"]
    for _ in range(8):
        author.get("/console/rules/edit")
        other.get("/console/rules/edit")
        begun = author.post("/console/rules/backtest", {"text": rules_of(office, 3)})
        busy = other.post("/console/rules/backtest", {"text": rules_of(office, 4, "70000.0")})
        going = author.get("/console/rules/backtest").body
        author.post("/console/rules/backtest/stop", {})
        body = going
        for _ in range(200):
            body = author.get("/console/rules/backtest").body
            if "<progress" not in body:
                break
            time.sleep(0.05)
        if begun.status == 303 and busy.status == 409 and "<progress" in going and "Stopped before its end" in body:
            break
    expect(busy.status == 409 and "payment.amount &gt; 70000.0" in busy.body, f"the second text is lost: {busy.status}")
    expect("text-test.3@" in busy.body and "supervisor-1" in busy.body, "what runs is not said")
    expect("inputs of the journal" in going, "how far it is is not said")
    expect("Stopped before its end" in body and "Back to this text" in body, "it is not stopped")
    expect(author.post("/console/rules/backtest", {"text": rules_of(office, 3)}).status == 303, "after a stop none begins")


def check_chinese_is_marked_on_english_pages(office):
    """What people wrote in Chinese is read out as Chinese; ids, English and Japanese say nothing of a language."""
    maker = office.visitors["analyst"]
    for text, marked in (("他按盘口价收款。", True), ("Board price.", False), ("これは漢字です。", False)):
        maker.get("/console/queue")
        made = maker.post("/console/measures/new", {"kind": "warn_payer", "account": "tongue", "ground": text})
        place = made.header("location").split("?")[0]
        body = maker.get(place).body
        attribute = ' lang="zh"' if marked else ""
        expect(f'<bdi class="foreign written"{attribute}>{text}</bdi>' in body, f"{text} says another language")
        maker.post(place + "/withdraw", {"reason": "It was a test."})


def check_a_case_says_what_came_of_the_account_before(office):
    """A second case on an account begins with what was found the first time, and the other way round."""
    maker = office.visitors["analyst"]
    office.pay([{"id": f"twice-{n}", "at": now(), "rail": "alipay", "payer": f"twice-payer-{n}", "payee": "twice-payee",
                 "amount": "10.00", "currency": "CNY"} for n in range(2)])

    def opened():
        maker.get("/console/me")
        answer = maker.ask("POST", "/v1/cases", json.dumps({"account": "twice-payee", "reason": "A complaint."}),
                           {"X-CSRF-Token": maker.last_token, "Content-Type": "application/json"})
        expect(answer.status == 200, f"no case is opened: {answer.status} {answer.body[:200]}")
        return json.loads(answer.body)["id"]

    def close(number, disposition):
        maker.get("/console/me")
        answer = maker.post(f"/console/cases/{number}/close", {"disposition": disposition, "reason": "It was a test."})
        expect(answer.status == 303, f"the case is not closed: {answer.status}")

    first = opened()
    expect("Other cases on it" not in maker.get(f"/console/cases/{first}").body, "a first case has others")
    close(first, "false_alarm")
    second = opened()
    body = maker.get(f"/console/cases/{second}").body
    told = re.search(rf'Other cases on it</dt><dd><a href="/console/cases/{first}">#{first}</a> <span class="badge good">false alarm<', body)
    expect(told, "the case does not say that the account was cleared before")
    row = re.search(rf'<tr data-case="{second}">.*?</tr>', maker.get("/console/queue?q=twice-payee").body, re.S)
    expect(row and "cleared before" in row.group(0), "the queue does not say that the account was cleared before")
    close(second, "unclear")
    body = maker.get(f"/console/cases/{first}").body
    expect(f'<a href="/console/cases/{second}">#{second}</a> <span class="badge quiet">' in body, "nor the first of the second")
    return f"cases {first} and {second}"


def check_measures_say_what_is_at_stake(office):
    """A held payment has its amount and its parties; a case names all that is in force, the gravest first."""
    visitor = office.visitors["analyst"]
    held = json.loads(visitor.get("/v1/measures?kind=hold_payment&limit=1").body)["items"]
    expect(held, "no payment has been held")
    body = visitor.get(f"/console/measures/{held[0]['id']}").body
    row = re.search(r"Held payment</dt><dd>(.*?)</dd>", body, re.S).group(1)
    expect(row.count('href="/console/accounts/') == 2 and re.search(r"\d\.\d\d CNY", row), f"it has no amount: {row}")
    states = {}
    for measure in json.loads(visitor.get("/v1/measures?state=confirmed&limit=200").body)["items"]:
        states.setdefault(measure["account"], set()).add(measure["kind"])
    several = [account for account, kinds in states.items() if {"hold_payment", "suspend_transfers"} <= kinds]
    for account in several[:3]:
        body = visitor.get(f"/console/accounts/{account}").body
        expect("suspend transfers, hold a payment</dd>" in body, f"{account}: not all that is in force is named")
    return f"{len(several)} accounts with several"


def check_a_case_is_opened_by_hand(office):
    """From the page of an account without one, with a reason; it is whoever's who opens it."""
    maker, account = office.visitors["analyst"], "by-hand"
    office.pay([{"id": account, "at": now(), "rail": "alipay", "payer": account + "-payer", "payee": account,
                 "amount": "10.00", "currency": "CNY"}])
    page = "/console/accounts/" + account
    form = '<form method="post" action="/console/cases"'
    expect(form in maker.get(page).body, "no case can be opened on an account without one")
    expect(form not in office.visitors["regulator"].get(page).body, "a reader is asked to open a case")
    maker.get(page)
    expect(maker.post("/console/cases", {"account": account}).status == 422, "a case is opened without a reason")
    expect(maker.post("/console/cases", {"account": "nobody-has-this", "reason": "x"}).status == 404, "on nobody")
    answer = maker.post("/console/cases", {"account": account, "reason": "Somebody called about it."})
    place = answer.header("location")
    expect(answer.status == 303 and re.fullmatch(r"/console/cases/\d+", place), f"no case: {answer.status} {place}")
    found = json.loads(maker.get("/v1" + place.removeprefix("/console")).body)
    expect(found["accounts"] == [account] and found["assignee"] == "analyst-1", f"another case: {found}")
    expect("Somebody called about it." in maker.get(place).body, "the case does not say why it is open")
    expect(form not in maker.get(page).body, "a second case can be opened")
    again = maker.post("/console/cases", {"account": account, "reason": "Once more."})
    expect(again.status == 409, f"a second case is opened: {again.status}")
    maker.post(place + "/close", {"disposition": "false_alarm", "reason": "It was a test."})
    # The overview counts it on its day, and what came of it.
    body = maker.get("/console").body
    trend = body[body.index('id="trend"'):]
    expect(trend.count('class="dw-column"') == 14, "the overview has not a column for each of fourteen days")
    expect(re.search(r"false alarm</a></dt><dd>[1-9]", trend), "what came of the case is not counted")


def check_many_cases_are_given_to_a_colleague(office):
    """By a supervisor in the morning; taken back, they are whose they were."""
    signer, cases = office.visitors["supervisor"], []
    for name in ("given-1", "given-2"):
        office.pay([{"id": name, "at": now(), "rail": "alipay", "payer": name + "-payer", "payee": name,
                     "amount": "10.00", "currency": "CNY"}])
        signer.get("/console/accounts/" + name)
        answer = signer.post("/console/cases", {"account": name, "reason": "It was a test."})
        cases.append(answer.header("location").rpartition("/")[2])
    chosen = [("case", number) for number in cases]

    def whose():
        return [json.loads(signer.get(f"/v1/cases/{number}").body).get("assignee", "") for number in cases]

    expect('<option value="analyst-1">' in signer.get("/console/queue").body, "nobody can be chosen to give cases to")
    for wrong in ("", "nobody-of-that-name", "regulator-1"):
        answer = signer.post("/console/queue/act", [("do", "give"), ("to", wrong), *chosen])
        expect(answer.status == 422, f"cases are given to '{wrong}': {answer.status}")
    signer.post("/console/queue/act", [("do", "give"), ("to", "analyst-1"), *chosen])
    expect(whose() == ["analyst-1", "analyst-1"], f"they are not given: {whose()}")
    undo = re.search(r'action="/console/queue/undo".*?</form>', signer.get("/console/queue").body, re.S).group(0)
    fields = re.findall(r'name="(do|back|case|was)" value="([^"]*)"', undo)
    signer.post("/console/queue/undo", fields)
    expect(whose() == ["supervisor-1", "supervisor-1"], f"taken back they are not whose they were: {whose()}")
    signer.post("/console/queue/act", [("do", "give"), ("to", "-"), *chosen])
    expect(whose() == ["", ""], f"they are somebody's: {whose()}")
    signer.post("/console/queue/act", [("do", "false_alarm"), ("text", "It was a test."), *chosen])


def check_a_case_is_put_off(office):
    """It leaves the queue until it is taken up again, alone and with others; its history tells who did what."""
    maker, signer = office.visitors["analyst"], office.visitors["supervisor"]
    numbers = []
    for account in ("off-1", "off-2"):
        office.pay([{"id": f"{account}-{n}", "at": now(), "rail": "alipay", "payer": f"{account}-payer", "payee": account,
                     "amount": "10.00", "currency": "CNY"} for n in range(2)])
        maker.get("/console/me")
        answer = maker.ask("POST", "/v1/cases", json.dumps({"account": account, "reason": "A complaint."}),
                           {"X-CSRF-Token": maker.last_token, "Content-Type": "application/json"})
        numbers.append(json.loads(answer.body)["id"])
    first, second = numbers

    def rows(address):
        found = re.findall(r'data-case="(\d+)"', maker.get(address).body)
        return [number for number in numbers if str(number) in found]

    queue, off = "/console/queue?q=off-", "/console/queue?q=off-&state=postponed"
    expect(rows(queue) == numbers and rows(off) == [], "two cases are not in the queue to begin with")
    page = maker.get(f"/console/cases/{first}").body
    until = re.search(r'name="until" id="f-until-later" value="([0-9T:-]{16})"', page)
    expect(until, "the case does not ask until when it is put off")
    place = f"/console/cases/{first}/postpone"
    expect(maker.post(place, {"until": until.group(1)}).status == 422, "it is put off without a reason")
    expect(maker.post(place, {"reason": "The bank answers."}).status == 422, "it is put off without an end")
    expect(maker.post(place, {"until": "2000-01-01T00:00", "reason": "x"}).status == 422, "it is put off until the past")
    done = maker.post(place, {"until": until.group(1), "reason": "The bank answers on Thursday."})
    expect(done.status == 303, f"it is not put off: {done.status}")
    expect(rows(queue) == [second] and rows(off) == [first], "what is put off is not where it should be")
    body = maker.get(f"/console/cases/{first}").body
    expect("Put off</dt>" in body and "The bank answers on Thursday." in body, "the case does not say that it is put off")
    read = json.loads(maker.get(f"/v1/cases/{first}").body)
    expect(read["postponed_by"] == "analyst-1" and read["history"][-1]["type"] == "case.postponed", f"the API: {read}")
    off_now = json.loads(maker.get("/v1/cases?state=postponed").body)["items"]
    expect([case["id"] for case in off_now] == [first], "the API does not tell what is put off")
    # Once it is escalated an analyst takes it from nobody's eyes; escalating brings it back.
    maker.get("/console/me")
    expect(maker.post(f"/console/cases/{first}/escalate", {"reason": "It is urgent."}).status == 303, "not escalated")
    expect(rows(queue) == numbers, "what is escalated is not back")
    page = maker.get(f"/console/cases/{first}").body
    expect("only somebody who may sign puts it off" in page and "f-until-later" not in page, "an analyst is offered it")
    both = [("case", str(number)) for number in numbers]
    told = maker.post("/console/queue/act", [("do", "postpone"), ("span", "86400"), ("text", "A test."), *both])
    expect(told.status == 303, f"together: {told.status}")
    body = maker.get(queue).body
    expect("1 case is put off." in body and "1 other cannot be" in body, "what was left out is not said")
    undo = [("do", "take_up"), ("case", str(second)), ("back", "/console/queue")]
    expect('action="/console/queue/undo"' in body and maker.post("/console/queue/undo", undo).status == 303, "no undo")
    expect(rows(queue) == numbers, "taken back it is not in the queue")
    maker.get(queue)
    expect(maker.post("/console/queue/act", [("do", "postpone"), ("span", "86400"), *both]).status == 422, "no reason")
    signer.get(queue)
    signer.post("/console/queue/act", [("do", "postpone"), ("span", "86400"), ("text", "A test."), *both])
    expect(rows(off) == numbers, "a signer does not put off what is escalated")
    signer.get(off)
    signer.post("/console/queue/act", [("do", "take_up"), *both])
    expect(rows(queue) == numbers, "together they are not taken up again")
    for number in numbers:
        maker.get("/console/me")
        maker.post(f"/console/cases/{number}/close", {"disposition": "unclear", "reason": "It was a test."})
    return f"cases {first} and {second}"


def check_a_case_tells_its_history(office):
    """Who did what, the newest first; who uncovered personal data is told to those who may read who saw what."""
    maker, keeper = office.visitors["analyst"], office.visitors["compliance"]
    account = "told-payee"
    office.pay([{"id": f"told-{n}", "at": now(), "rail": "alipay", "payer": f"told-payer-{n}", "payee": account,
                 "amount": "10.00", "currency": "CNY"} for n in range(2)])
    maker.get("/console/me")
    answer = maker.ask("POST", "/v1/cases", json.dumps({"account": account, "reason": "A complaint."}),
                       {"X-CSRF-Token": maker.last_token, "Content-Type": "application/json"})
    number = json.loads(answer.body)["id"]
    place = f"/console/cases/{number}"
    for act, fields in (("assign", {"to": "supervisor-1"}), ("tag", {"tag": "ring-9"}), ("tag", {"tag": "ring-9"}),
                        ("comment", {"text": "Asked the bank."}),
                        ("close", {"disposition": "unclear", "reason": "Nothing was found."}),
                        ("reopen", {"reason": "There is more."})):
        maker.get(place)
        done = maker.post(f"{place}/{act}", fields)
        expect(done.status == 303, f"{act}: {done.status}")
    maker.get(place)
    maker.post("/console/uncover", {"account": account, "reason": "To compare remarks.", "back": place})

    def told(visitor):
        body = re.sub(r"<details><summary>\d+ earlier</summary>|</?div>|</?bdi[^>]*>", "", visitor.get(place).body)
        part = body[body.index('id="s-history"'):]
        return re.findall(r"<li>.*?</span>(.*?)</li>", part[:part.index("</section>")])

    lines = told(maker)
    expected = ["case reopened: There is more.", "case closed: unclear: Nothing was found.", "case commented: Asked the bank.",
                "tag taken away: ring-9", "case tagged: ring-9", "case assigned: supervisor-1", "case opened: A complaint."]
    expect(lines == expected, f"the history: {lines}")
    expect(told(keeper)[0] == "personal data uncovered: To compare remarks.", f"nor who looked: {told(keeper)[:2]}")
    reader = Visitor(office)
    reader.cookies = {**maker.cookies, "weir_language": "zh"}
    told_in_chinese = told(reader)
    expect(told_in_chinese[1] == "结案：无法确定：Nothing was found.", f"in Chinese: {told_in_chinese[1]}")
    maker.get(place)
    maker.post(f"{place}/close", {"disposition": "unclear", "reason": "It was a test."})
    return f"case {number}"


def check_one_thing_is_put_on_a_list(office):
    """From an account's page: which list and why, what it changes, and only then the list's next version."""
    keeper, maker = office.visitors["compliance"], office.visitors["analyst"]
    account = "one-payee"
    office.pay([{"id": f"one-{n}", "at": now(), "rail": "alipay", "payer": f"one-payer-{n}", "payee": account,
                 "amount": "10.00", "currency": "CNY"} for n in range(2)])
    keeper.get("/console/lists/import")
    begun = {"name": "one-by-one", "role": "watch", "kind": "account", "source": "us", "basis": "terms", "text": "one-other",
             "sure": "yes", "over": "0"}
    expect(keeper.post("/console/lists/import", begun).status == 303, "no list to begin with")
    page = keeper.get(f"/console/accounts/{account}").body
    offer = re.search(r'href="(/console/lists/import/one\?[^"]+)"', page)
    expect(offer, "the account is not offered to lists")
    expect("/console/lists/import/one" not in maker.get(f"/console/accounts/{account}").body, "an analyst is offered it")
    page = keeper.get(html.unescape(offer.group(1))).body
    expect(account in page and 'value="one-by-one"' in page, f"the form: {plain_page(page)[:200]}")
    place = "/console/lists/import/one"
    wish = {"kind": "account", "value": account, "back": f"/console/accounts/{account}", "list": "one-by-one"}
    expect(keeper.post(place, wish).status == 422, "it needs no reason")
    wish["reason"] = "Sells coins."
    expect(keeper.post(place, {**wish, "until": "2000-01-01T00:00"}).status == 422, "it ends before it begins")
    expect(keeper.post(place, {**wish, "list": "none-such"}).status == 422, "a list that is not there")
    expect(keeper.post(place, {**wish, "kind": "domain", "value": "com", "list": "one-by-one"}).status == 422,
           "all of a suffix is listed")
    body = keeper.post(place, wish).body
    expect("What it changes" in body and "it would have hit" in body and "version 2" in body, f"{plain_page(body)[:300]}")
    held = json.loads(keeper.get("/v1/lists/one-by-one").body)
    expect(held["version"] == 1, "it was taken in before somebody saw what it changes")
    # Of two who looked at the same version only the first is taken at their word.
    stale = keeper.post(place, {**wish, "sure": "yes", "over": "0"})
    expect(stale.status == 200 and "What it changes" in stale.body, "another version is overwritten")
    expect("has changed since you looked at it" in stale.body, "nobody is told that the list has changed")
    done = keeper.post(place, {**wish, "sure": "yes", "over": "1"})
    expect(done.status == 303 and done.header("location") == wish["back"], f"it is not taken: {done.status}")
    rows = {row["value"]: row for row in json.loads(keeper.get("/v1/lists/one-by-one").body)["items"]}
    expect(set(rows) == {account, "one-other"}, f"the list has {sorted(rows)}")
    expect(rows[account]["reason"] == wish["reason"], f"{rows[account]}")
    expect("just so" in keeper.post(place, wish).body, "what is on the list already is put on it again")
    # A device is offered once it is uncovered: before that it stands in no address.
    office.pay([{"id": "one-device", "at": now(), "rail": "alipay", "payer": "one-payer-0", "payee": account,
                 "amount": "10.00", "currency": "CNY", "payer_device": "one-phone"}])
    page = keeper.get("/console/payments/one-device").body
    expect("one-phone" not in page, "a covered device stands on the page")
    keeper.post("/console/uncover", {"account": "one-payer-0", "reason": "A test.", "back": "/console"})
    page = keeper.get("/console/payments/one-device").body
    expect("kind=device&amp;value=one-phone" in page, "an uncovered device is not offered to lists")


def check_a_notice_states_its_facts(office):
    """Of a measure that the program has taken: what was counted, on which days, and nothing of anybody else."""
    visitor = office.visitors["supervisor"]
    measures = json.loads(visitor.get("/v1/measures?kind=suspend_transfers&limit=200").body)["items"]
    taken = {m["id"]: m["account"] for m in measures if m["by"] == "weir" and m.get("typology") and "order" in m}
    notices = json.loads(visitor.get("/v1/notices?limit=200").body)["items"]
    notice, account = next((n["id"], taken[n["measure"]]) for n in notices if n["measure"] in taken and n["kind"] == "imposed")
    told = {language: visitor.get(f"/v1/notices/{notice}?language={language}").body for language in ("en", "zh")}
    for words in ("Scope: what this account pays and gets", "The facts that it rests on, as they stood at:",
                  "What it could be otherwise was weighed", "It is a ground of your contract", "go to a court",
                  "found and ordered by automated means", "As the measure stands, that is until:"):
        expect(words in told["en"], f"the notice does not say '{words}': {told['en']}")
    expect(re.search(r"payments, (on )?20\d\d-\d\d-\d\d( to 20\d\d-\d\d-\d\d)?\)", told["en"]), f"no days: {told['en']}")
    for words in ("范围：", "所依据的事实，截至：", "已权衡的其他可能解释", "双方合同", "法院"):
        expect(words in told["zh"], f"the notice does not say '{words}': {told['zh']}")
    others = {m["account"] for m in measures} - {account}
    for text in told.values():
        names = set(re.findall(r"[A-Za-z0-9_-]+", text))
        expect(not names & others, f"the notice names {names & others}")
        expect("nats" not in text and "under an alert" not in text, f"it tells what is not for its holder: {text}")


def check_pages_lead_on(office):
    """What one would look for next is there: the next case, the case of an appeal, whom a list hits, what a case is of."""
    maker, signer = office.visitors["analyst"], office.visitors["supervisor"]
    keeper = office.visitors["compliance"]
    found = json.loads(maker.get("/v1/alerts?limit=1").body)["items"][0]
    account = found["account"]
    body = maker.get(f"/console/search?q={account}").body
    told = re.search(r'href="/console/cases/\d+">#\d+</a>.*?, score [\d,]+<', body, re.S)
    expect(told, "a case is found without its suspicion")
    # A view says which cases, whatever their order, and keeps it.
    body = maker.get("/console/queue?whose=nobody&order=score").body
    expect('<a href="/console/queue?whose=nobody&amp;order=score" aria-current="true">' in body, "the view is not marked")
    expect('href="/console/queue?clock=over&amp;order=score"' in body, "another view loses the order")
    # Whoever has proposed goes on; whoever signs is not sent away.
    maker.get("/console/queue")
    made = maker.post("/console/measures/new", {
        "kind": "limit_collection", "account": account, "ground": "A test.", "quota": "100.00", "currency": "CNY"})
    expect(made.status == 303, f"it cannot be proposed: {made.status}")
    place = made.header("location").split("?")[0]
    body = maker.get(place).body
    expect('action="/console/queue/next"' in body and "Back to case" in body, "after a proposal there is no way on")
    expect('action="/console/queue/next"' not in signer.get(place).body, "a signer is sent to the queue")
    body = signer.get("/console/signatures").body
    expect('class="verdict"' in body or "wait behind these" in body, "whoever signs does not see what is suspected")
    signer.post(place + "/approve", {"reason": "A test."})
    number = int(place.rsplit("/", 1)[1])
    filed = Visitor(office).ask("POST", "/v1/appeals", json.dumps({"measure": number, "text": "I object."}),
                                {"Authorization": "Bearer " + office.key})
    appeal = json.loads(filed.body)["id"]
    body = keeper.get(f"/console/appeals/{appeal}").body
    expect(re.search(r'href="/console/cases/\d+\?account=' + account, body), "the appeal does not lead to the case")
    expect("analyst-1" in body and "supervisor-1" in body, "the appeal does not say who stands behind the measure")
    expect(re.search(r"<details><summary>The alert", body), "what was said before the measure stands as if it were so")
    # Upheld: whoever is found wrong restricts the account no more, which other checks do.
    keeper.post(f"/console/appeals/{appeal}/decide", {"decision": "upheld", "reason": "It was a test."})
    signer.get(place)
    expect(signer.post(place + "/lift", {"reason": "It was a test."}).status == 303, "it cannot be lifted")
    # What a list changes is open to read, and whom it hits has a name.
    alerted = {row["account"] for row in json.loads(maker.get("/v1/alerts?limit=10").body)["items"]}
    keeper.get("/console/lists/import")
    body = keeper.post("/console/lists/import", {
        "name": "told-in-full", "role": "watch", "kind": "account", "source": "us", "basis": "",
        "text": "\n".join(sorted(alerted))}).body
    expect("<details open>" in body, f"few lines are folded away: {plain_page(body)[:300]}")
    expect("Accounts hit: <a " in body, "whom the list hits is a figure without names")


def check_the_queue_by_money(office):
    """By a choice or by the head of the column, also in a view that is kept; what stands there goes down."""
    visitor = office.visitors["analyst"]
    body = visitor.get("/console/queue").body
    expect(re.search(r'<th[^>]*><a href="/console/queue\?order=money">', body), "the column's head does not order")
    expect('<option value="money"' in body, "the order cannot be chosen")

    def sums(body):
        found = re.findall(r'<td[^>]*class="number sum"[^>]*>(?:<span class="money">([\d,.]+) [A-Z]{3}<)?', body)
        return [float(sum.replace(",", "")) if sum else -1 for sum in found]

    body = visitor.get("/console/queue?order=money").body
    shown = sums(body)
    expect(len(shown) > 2 and shown == sorted(shown, reverse=True), f"not by money: {shown[:8]}")
    expect(shown != sums(visitor.get("/console/queue").body), f"ordered by money as without it: {shown[:8]}")
    head = re.search(r'<th[^>]*aria-sort="descending"[^>]*><a href="/console/queue\?order=money">', body)
    expect(head, "the head does not say that the table goes down by it")
    visitor.post("/console/queue/views", {"name": "Dearest", "query": "?order=money"})
    view = re.search(r'<a href="([^"]+)">Dearest</a>', visitor.get("/console/queue").body)
    expect(view and sums(visitor.get(view.group(1)).body) == shown, "a kept view does not keep the order")
    number = re.search(r"/console/queue/views/(\d+)/remove", visitor.get("/console/queue").body).group(1)
    visitor.post(f"/console/queue/views/{number}/remove", {})


def check_the_queue_by_measures(office):
    """Cases about which nothing has been done, whose measures wait, or are in force; as the API has them."""
    visitor = office.visitors["analyst"]

    def everything(path):
        items, place = [], ""
        while place is not None:
            page = json.loads(visitor.get(f"{path}limit=200{place}").body)
            items += page["items"]
            place = f"&after={page['next']}" if page["next"] else None
        return items

    states = {}
    for measure in everything("/v1/measures?"):
        states.setdefault(measure["account"], set()).add(measure["state"])
    here, told = everything("/v1/cases?state=open&"), []
    off = {case["id"] for case in everything("/v1/cases?state=postponed&")}
    ended = {"lifted", "expired", "refused", "withdrawn"}
    tests = {"none": lambda on: not on - ended, "waiting": lambda on: on & {"proposed", "approved"},
             "force": lambda on: on & {"ordered", "confirmed", "failed"}}
    for name, test in tests.items():
        wanted = {case["id"] for case in here if case["id"] not in off
                  and test(set().union(*(states.get(account, set()) for account in case["accounts"])))}
        body = visitor.get(f"/console/queue?measures={name}").body
        shown = {int(number) for number in re.findall(r'<tr data-case="(\d+)"', body)}
        expect(shown <= wanted and len(shown) == min(50, len(wanted)), f"{name}: {shown ^ wanted}")
        expect(f'<option value="{name}" selected' in body, f"{name} is not what stands chosen")
        told.append(f"{name} {len(wanted)}")
    expect('href="/console/queue?measures=none" aria-current="true"' in visitor.get("/console/queue?measures=none").body,
           "the view is not marked")
    return ", ".join(told)


# MARK: Size and time


def check_size_and_time(office):
    """What a page weighs with all that it loads, and how long the server takes."""
    visitor = office.visitors["admin"]
    words = []
    for path in ("/console", "/console/queue", "/console/queue?order=money", "/console/signatures", "/console/measures", "/console/appeals",
                 "/console/search?q=u1", "/console/rules", "/console/rules/edit", "/console/lists", "/console/access",
                 "/console/access/looks", "/console/access/doors"):
        times = []
        for _ in range(5):
            begin = time.monotonic()
            answer = visitor.get(path)
            times.append(time.monotonic() - begin)
        expect(answer.status == 200, f"{path}: {answer.status}")
        weight = len(answer.bytes)
        for asset in set(re.findall(r'(?:href|src)="(/console/assets/[^"]+)"', answer.body)):
            weight += len(visitor.get(asset).bytes)
        expect(weight <= 200_000, f"{path} weighs {weight} bytes")
        # The least of five: the others wait for whoever else uses this machine.
        expect(min(times) <= 0.1, f"{path} takes {min(times) * 1000:.0f} ms")
        words.append(f"{path} {weight / 1000:.0f} kB {min(times) * 1000:.1f} ms")
    return "; ".join(words)


# In an order in which one does not spoil the next.
CHECKS = [
    check_matrix_is_whole, check_doors_are_told_in_words, check_nobody_comes_in_without_a_session, check_absent_and_forbidden_look_the_same,
    check_the_api_keeps_to_the_matrix, check_other_people_s_views_are_not_there, check_forms_of_other_sites_are_refused,
    check_headers, check_the_demonstration_announces_what_is_so,
    check_a_wall_comes_down_with_a_reason, check_a_warning_is_on_the_case_page, check_lists_say_how_many, check_a_proposal_is_taken_back, check_what_changes_nothing_is_signed_last, check_an_order_is_sent_again, check_the_menu_tells_what_waits,
    check_measures_are_narrowed_and_ordered, check_rule_texts_are_not_lost, check_back_tests_are_one_at_a_time,
    check_chinese_is_marked_on_english_pages, check_measures_say_what_is_at_stake, check_a_case_is_opened_by_hand,
    check_many_cases_are_given_to_a_colleague, check_a_case_is_put_off, check_a_case_tells_its_history,
    check_one_thing_is_put_on_a_list, check_a_notice_states_its_facts,
    check_pages_lead_on,
    check_the_queue_by_money, check_the_queue_by_measures, check_chinese_throughout, check_refusals_in_chinese, check_sessions_begin_afresh, check_one_time_codes,
    check_size_and_time, check_any_number_is_answered,
    # Payments of today: the windows of the traffic before are empty from here on.
    check_a_case_says_what_came_of_the_account_before,
]
HOSTILE = [check_hostile_text, check_hostile_text_in_every_form]
# Closes a name for a while.
LAST = [check_guessing_is_slowed]
