#!/usr/bin/env python3
"""Looks at the live page in a real browser: pictures, and what a picture does not show.

    Tests/pages/look.py --url http://127.0.0.1:8099/ --out DIR [--wait 25] [--only NAME]

Drives Debian's chromium through chromedriver's own HTTP protocol (standard library only). Reports console errors
(a breach of the Content-Security-Policy is one), text that is clipped or overlaps, horizontal scrolling and contrast
below WCAG AA; exits 1 if there is any.
"""

import argparse
import base64
import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

VIEWS = {
    "light": (1440, 900, "light"),
    "dark": (1440, 900, "dark"),
    "small": (1280, 720, "light"),
    "phone": (390, 844, "light"),
    "tablet": (820, 1180, "dark"),
}

CHECK = (Path(__file__).parent / "check.js").read_text()


class Browser:
    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(self.base + "/status", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        wanted = {
            "goog:chromeOptions": {
                "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--disable-background-networking",
                ]
            },
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        self.session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        return json.load(urllib.request.urlopen(request, timeout=60))["value"]

    def do(self, path, **body):
        return self.call("POST", f"/session/{self.session}/{path}", body)

    def cdp(self, cmd, **params):
        return self.do("goog/cdp/execute", cmd=cmd, params=params)

    def run(self, script):
        return self.do("execute/sync", script=script, args=[])

    def view(self, width, height, scheme):
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        time.sleep(1)

    def shoot(self, path, whole=False):
        shot = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        try:
            self.call("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", default="http://127.0.0.1:8099/")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--wait", type=float, default=25, help="seconds of traffic before the pictures")
    options.add_argument("--only", choices=VIEWS)
    options.add_argument("--script", help="JavaScript to run before the pictures")
    options.add_argument("--prefix", default="")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    browser, trouble = Browser(), []
    try:
        browser.view(*VIEWS["light"])
        browser.do("url", url=given.url)
        time.sleep(given.wait)
        if given.script:
            print("script:", browser.run(given.script))
            time.sleep(1)
        for name, view in VIEWS.items():
            if given.only not in (None, name):
                continue
            browser.view(*view)
            browser.shoot(given.out / f"{given.prefix}{name}.png", whole=view[0] < 1000)
            trouble += [f"{name}: {found}" for found in browser.run(CHECK)]
        # After a reload the chosen account's case must be there at once, not when its turn on the stream comes.
        browser.view(*VIEWS["light"])
        browser.run("location.reload()")
        time.sleep(1.5)
        if browser.run("return document.querySelectorAll('#price *').length") < 20:
            browser.shoot(given.out / f"{given.prefix}reload.png")
            trouble.append(f"reload: the price line is empty ({given.out}/{given.prefix}reload.png)")
        log = browser.call("POST", f"/session/{browser.session}/se/log", {"type": "browser"})
        trouble += [f"console: {entry['message']}" for entry in log if "favicon" not in entry["message"]]
    finally:
        browser.close()
    print("\n".join(trouble) or "nothing to complain about")
    sys.exit(bool(trouble))


if __name__ == "__main__":
    main()
