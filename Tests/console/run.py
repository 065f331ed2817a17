#!/usr/bin/env python3
"""Tests of the console: what a stranger, every role and a browser meet.

    Tests/console/run.py [--pictures DIR] [--only WORD] [--keep]

Needs `weir` built (WEIR_BIN), and for the browser the packages of requirements.txt and Debian's chromium; the script
scripts/test-console sees to both.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path

import door_checks
import http_checks
from office import Failed, Office


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pictures", type=Path, default=Path(".build/console"))
    options.add_argument("--only", default="", help="checks whose name has this")
    options.add_argument("--without-browser", action="store_true")
    options.add_argument("--keep", action="store_true", help="leave the server running at the end, and say where")
    given = options.parse_args()
    checks, last = http_checks.CHECKS + door_checks.CHECKS, http_checks.HOSTILE
    if not given.without_browser:
        import browser_checks
        import glance_checks
        import story_checks

        checks += browser_checks.CHECKS + story_checks.CHECKS + glance_checks.CHECKS
        last = last + browser_checks.LAST
    checks += last + http_checks.LAST
    office, wrong = Office(), 0
    begin = time.monotonic()
    try:
        office.open()
        office.pictures = given.pictures
        given.pictures.mkdir(parents=True, exist_ok=True)
        print(f"console: traffic and people are there after {time.monotonic() - begin:.1f} s", flush=True)
        for check in checks:
            if given.only not in check.__name__:
                continue
            start = time.monotonic()
            name = check.__name__.removeprefix("check_").replace("_", " ")
            try:
                words = check(office)
                print(f"✔ {name} ({time.monotonic() - start:.1f} s){': ' + words if words else ''}", flush=True)
            except Failed as failure:
                wrong += 1
                print(f"✘ {name}: {failure}", flush=True)
            except Exception:
                wrong += 1
                print(f"✘ {name}: {traceback.format_exc(limit=4)}", flush=True)
        if given.keep:
            print(office.address, office.passwords)
            sys.stdin.readline()
    finally:
        if not given.without_browser:
            browser_checks.close()
        office.close()
    print(f"console: {wrong} checks failed, {time.monotonic() - begin:.0f} s", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
