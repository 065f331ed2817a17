#!/usr/bin/env python3
"""Takes the pictures of the documentation anew, all of one run of the demonstration.

    Tests/console/take_pictures.py --out docs [--weir .build/release/weir]

`make pictures` sees to the packages. Each picture has the size that it had before.
"""

import argparse
import json
import re
import subprocess
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright
from small_png import smaller

APPEAL = "I sell used cars; the contracts are attached. 我卖二手车，合同附上。"
# Seconds after the first suspension: the live page has accounts by then, and traffic still.
LIVE_AFTER = 15
ROOT = Path(__file__).resolve().parents[2]


class Demonstration:
    """A running `weir demo`, what it has said so far, and its API."""

    def __init__(self, weir):
        self.folder = tempfile.TemporaryDirectory(prefix="weir-pictures-")
        self.process = subprocess.Popen(
            [weir, "demo", "--listen", "127.0.0.1:0", "--data", self.folder.name + "/data"],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.said = ""
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stderr:
            self.said += line

    def wait(self, words, seconds=600):
        for _ in range(seconds * 10):
            found = re.search(words, self.said)
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"the demonstration never said {words}:\n{self.said[-1000:]}")

    def ask(self, path, body=None):
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode() if body else None,
            {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())

    def open(self):
        self.address, self.key = self.wait(r"(http://\S+)/\?key=(\w+)").groups()
        self.passwords = dict(re.findall(r"sign in as (\w+) \(\w+\) with (\S+)", self.wait(r"ben \(\w+\) with .*\n").string))

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.folder.cleanup()


class Photographer:
    def __init__(self, browser, town, out):
        self.browser, self.town, self.out, self.taken = browser, town, out, set()

    def sign_in(self, name, width, height):
        page = self.browser.new_context(
            base_url=self.town.address, viewport={"width": width, "height": height}, locale="en-GB").new_page()
        if name:
            page.goto("/console/sign-in")
            page.fill("[name=name]", name)
            page.fill("[name=password]", self.town.passwords[name])
            page.click("main button[type=submit]")
            page.wait_for_url("**/console")
        return page

    def take(self, page, name):
        page.wait_for_timeout(500)
        (self.out / f"{name}.png").write_bytes(smaller(page.screenshot()))
        self.taken.add(f"{name}.png")
        print(f"{name}.png", flush=True)

    def account(self):
        """Every picture that the documentation shows has been taken in this run: none is left as it was."""
        shown = set()
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
            shown |= {Path(name).name for name in re.findall(r"!\[[^\]]*\]\(([^)\s]+\.png)\)", path.read_text())}
        if shown != self.taken:
            raise SystemExit(f"shown and not taken: {sorted(shown - self.taken)}; taken for nothing: {sorted(self.taken - shown)}")
        print(f"all {len(shown)} pictures that README.md and docs show; git add them together: {self.out}/*.png")


def dealer(town):
    """A suspended dealer with the best price line, and the number of the measure."""
    found = town.ask("/v1/measures?kind=suspend_transfers&limit=200")["items"]
    found = [m for m in found if m["state"] == "confirmed" and m.get("typology") == "otc_dealer"]
    implied = {m["account"]: sum(bool(p["implied"]) for p in town.ask(f"/v1/accounts/{m['account']}/case")["payments"])
               for m in found}
    return max(found, key=lambda m: (implied[m["account"]], -m["id"]))


def suspect(town):
    """The strongest open case that nothing has been done about."""
    busy = {m["account"] for m in town.ask("/v1/measures?limit=500")["items"]}
    waiting = {account for case in town.ask("/v1/cases?state=open&limit=200")["items"] for account in case["accounts"]}
    alerts = town.ask("/v1/alerts?limit=500")["items"]
    free = [a for a in alerts if a["account"] in waiting - busy]
    account = max(free, key=lambda a: a["score"])["account"]
    return account, town.ask(f"/v1/cases?account={account}&state=open")["items"][0]["id"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=Path("docs"))
    options.add_argument("--weir", default=".build/release/weir")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    town = Demonstration(given.weir)
    try:
        town.open()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
            camera = Photographer(browser, town, given.out)
            take_all(camera, town)
            camera.account()
            browser.close()
    finally:
        town.close()


def take_all(camera, town):
    town.wait("suspended \\(")
    live = camera.sign_in(None, 1440, 900)
    live.goto(f"/?key={town.key}")
    live.wait_for_timeout(LIVE_AFTER * 1000)
    for part in ("#why .indicator", "#decisions li", "#price .stop"):
        live.wait_for_selector(part, state="attached")
    camera.take(live, "live")
    live.context.close()
    town.wait("the simulated traffic has ended")
    ben = camera.sign_in("ben", 1366, 900)
    caught, (account, number) = dealer(town), suspect(town)
    case = town.ask(f"/v1/cases?account={caught['account']}")["items"][0]["id"]
    ben.goto(f"/console/cases/{case}?account={caught['account']}")
    camera.take(ben, "console-case")
    ann = camera.sign_in("ann", 1366, 848)
    ann.goto("/console/queue?order=score")
    camera.take(ann, "console-queue")
    ann.set_viewport_size({"width": 1366, "height": 720})
    ann.goto(f"/console/measures/new?account={account}&case={number}")
    camera.take(ann, "console-proposal")
    ann.click("#propose button")
    ben.set_viewport_size({"width": 1366, "height": 640})
    ben.goto("/console/signatures")
    camera.take(ben, "console-signature")
    appeal = town.ask("/v1/appeals", {"measure": caught["id"], "text": APPEAL})["id"]
    ben.set_viewport_size({"width": 1366, "height": 900})
    ben.goto(f"/console/appeals/{appeal}")
    camera.take(ben, "console-appeal")


if __name__ == "__main__":
    main()
