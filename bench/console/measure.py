#!/usr/bin/env python3
"""How heavy and how quick every page of a console is, on a data folder that was filled to a size.

    measure.py ADDRESS NAME PASSWORD [--rounds 7] [--browser]

Asks each page by plain HTTP, with one connection for each request as a browser's first would be, and says the median and
the worst of the rounds (the way to the client included), and what the page weighs with all that it loads. With
--browser it also opens each page in chromium and says when it was interactive (domInteractive of a fresh page, its
files already kept, as for everybody who has seen the console before).
"""

import argparse
import http.cookies
import json
import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    def __init__(self, address):
        self.address, self.cookies, self.token = address, {}, ""
        self.opener = urllib.request.build_opener(Stay)

    def ask(self, path, fields=None):
        data = urllib.parse.urlencode({"csrf": self.token, **fields}).encode() if fields else None
        request = urllib.request.Request(self.address + path, data)
        request.add_header("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        try:
            answer = self.opener.open(request, timeout=600)
        except urllib.error.HTTPError as other:
            answer = other
        body = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(value).items():
                self.cookies[name] = morsel.value
        found = re.search(rb'name="csrf" value="([0-9a-f]{64})"', body)
        if found:
            self.token = found.group(1).decode()
        return answer.status, body

    def sign_in(self, name, password):
        self.ask("/console/sign-in")
        status, _ = self.ask("/console/sign-in", {"name": name, "password": password})
        assert status == 303, f"sign-in: {status}"
        status, _ = self.ask("/console/queue")
        if status == 303:
            # A one-time password asks for one of one's own.
            self.ask("/console/me")
            own = "measured with a clock"
            self.ask("/console/me/password", {"old": password, "new": own, "again": own})
            print(f"the password of {name} is now '{own}'")


def paths(visitor):
    """Every page, with things that are there."""
    _, body = visitor.ask("/console/queue?order=score")
    cases = re.findall(rb'data-case="(\d+)"', body)
    accounts = re.findall(rb'class="foreign id">([^<]+)<', body)
    case, account = cases[0].decode(), accounts[0].decode()
    _, body = visitor.ask(f"/console/cases/{case}")
    payment = re.search(rb'/console/payments/([^"?#]+)', body).group(1).decode()
    _, body = visitor.ask("/console/measures")
    measure = re.search(rb'/console/measures/(\d+)"', body)
    found = ["/console", "/console/queue", "/console/queue?order=score", "/console/queue?order=size", "/console/queue?order=money",
             "/console/queue?order=new&page=900", "/console/queue?whose=nobody&typology=collector",
             "/console/queue?q=5417", "/console/queue?state=all&page=2000", f"/console/cases/{case}",
             f"/console/accounts/{account}", f"/console/accounts/{account}?hops=2", f"/console/payments/{payment}",
             "/console/signatures", "/console/measures", "/console/measures?state=force", "/console/measures?state=failed",
             f"/console/measures/new?account={account}", "/console/appeals", "/console/search", f"/console/search?q={account}",
             f"/console/search?q={payment}", f"/console/search?q={payment[:4]}", "/console/search?q=u1",
             "/console/search?q=nothing-has-this", "/console/search?q=%E5%8D%88%E9%A5%AD", "/console/search?q=%E7%A7%9F",
             "/console/search?q=tea", "/console/rules", "/console/rules/edit",
             "/console/rules/backtest", "/console/lists", "/console/sites", "/console/register", "/console/transparency",
             "/console/access", "/console/access/looks", "/console/access/doors", "/console/me"]
    if measure:
        found.append(f"/console/measures/{measure.group(1).decode()}")
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("address")
    options.add_argument("name")
    options.add_argument("password")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--browser", action="store_true")
    given = options.parse_args()
    visitor = Visitor(given.address)
    visitor.sign_in(given.name, given.password)
    files, interactive = {}, {}
    begin = time.monotonic()
    visitor.ask("/console/queue")
    print(f"the first page after the start: {(time.monotonic() - begin) * 1000:.0f} ms")
    pages = paths(visitor)
    if given.browser:
        interactive = in_browser(given.address, visitor.cookies["weir_session"], pages)
    print("| page | kB with all it loads | server, median / worst ms | interactive, median ms |")
    print("|---|---|---|---|")
    for path in pages:
        times = []
        for _ in range(given.rounds):
            begin = time.monotonic()
            status, body = visitor.ask(path)
            times.append((time.monotonic() - begin) * 1000)
        weight = len(body)
        for asset in set(re.findall(rb'(?:href|src)="(/console/assets/[^"]+)"', body)):
            if asset not in files:
                files[asset] = len(visitor.ask(asset.decode())[1])
            weight += files[asset]
        words = f"{interactive[path]:.0f}" if path in interactive else "–"
        flag = "" if status == 200 else f" **{status}**"
        print(f"| `{path}`{flag} | {weight / 1000:.0f} | {statistics.median(times):.0f} / {max(times):.0f} | {words} |", flush=True)


def in_browser(address, session, pages):
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 850})
        context.add_cookies([{"name": "weir_session", "value": session, "url": address}])
        page = context.new_page()
        page.goto("/console/queue")
        for path in pages:
            times = []
            for _ in range(3):
                page.goto(path, wait_until="load")
                times.append(page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"))
            found[path] = statistics.median(times)
        browser.close()
    return found


if __name__ == "__main__":
    main()
