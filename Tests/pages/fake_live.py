#!/usr/bin/env python3
"""A server that speaks the live page's contract with made-up traffic, to look at the page without the engine.

    Tests/pages/fake_live.py --port 8099 [--seconds 600] [--start 0] [--no-replay]

Serves the page's files under the Content-Security-Policy they must live with, GET /v1/live and GET /v1/alerts.
The cast: OTC dealers who are suspended, a running-points mule, and a money changer who stays under watch.
"""

import argparse
import json
import math
import queue
import random
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "Sources" / "WeirServer" / "Pages"
PALETTE = PAGES.parents[1] / "WeirAssets" / "palette.css"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}
BEGIN = datetime(2026, 3, 5, tzinfo=timezone.utc)
SPEED = 8600
OLDER = "Older payments that count, kept by time and sum: {}, the last of them {} (+ came in, - went out)."
OUTCOMES = ("allow", "warn", "hold", "decline")


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def board_prices(rng, hours):
    price, prices = 7.23, []
    for hour in range(hours):
        price = min(7.34, max(7.12, price + rng.choice((-0.02, -0.01, -0.01, 0, 0, 0.01, 0.01, 0.02))))
        prices.append((BEGIN + timedelta(hours=hour), round(price, 2)))
    return prices


class Actor:
    """One account whose evidence grows with its payments until its typology's lines are crossed."""

    def __init__(self, rng, name, role, first_hour, payments, board):
        self.rng, self.name, self.role, self.board = rng, name, role, board
        self.script = sorted(self.make(first_hour, payments), key=lambda p: p["at"])
        self.done, self.scores, self.suspended_at, self.warned = 0, [], None, False

    def price_at(self, moment):
        return [p for at, p in self.board if at <= moment][-1]

    def make(self, first_hour, count):
        rng, moment = self.rng, BEGIN + timedelta(hours=first_hour)
        for i in range(count):
            moment += timedelta(minutes=rng.uniform(8, 95))
            if moment.hour >= 18:
                moment += timedelta(hours=7)  # nights are quiet
            yield from getattr(self, self.role)(moment, i)

    def payment(self, moment, direction, amount, implied=None, quantity=None):
        other = f"u{self.rng.randrange(100000, 119999)}"
        return {
            "id": f"{self.name}-{moment.timestamp():.0f}-{direction}",
            "at": moment,
            "direction": direction,
            "amount": f"{amount:.2f}",
            "other": other,
            "outcome": "allow",
            "implied": implied,
            "quantity": quantity,
            "first_time": self.rng.random() < 0.86,
        }

    def otc_dealer(self, moment, i):
        rng, direction = self.rng, self.rng.choice(("in", "in", "out"))
        if rng.random() < 0.22:
            yield self.payment(moment, direction, round(rng.lognormvariate(4, 1.2), 2))
            return
        implied = self.price_at(moment) + (
            rng.choice((0.01, 0.02, 0.02, 0.03)) if direction == "in" else -rng.choice((0.01, 0.02, 0.02))
        )
        quantity = rng.choice((100, 200, 300, 500, 500, 800, 1000, 1000, 1500, 2000, 3000, 5000))
        yield self.payment(moment, direction, quantity * implied, f"{implied:.2f}", str(quantity))

    def running_points(self, moment, i):
        amount = self.rng.choice((200, 300, 500, 500, 1000, 1500, 2000, 3000)) - self.rng.randrange(1, 10) / 100
        yield self.payment(moment, "in", amount)
        if i % 4 == 3:
            out = self.payment(moment + timedelta(minutes=9), "out", amount * 3.4)
            out["other"] = "u100007"
            yield out

    def money_changer(self, moment, i):
        direction = self.rng.choice(("in", "out"))
        usd = self.rng.choice((100, 200, 500, 1000, 2000))
        fits = self.rng.random() < 0.18
        price = self.price_at(moment)
        yield self.payment(
            moment,
            direction,
            usd * (price if fits else 7.08),
            f"{price:.2f}" if fits else None,
            str(usd) if fits else None,
        )

    @property
    def typology(self):
        return {"money_changer": "otc_dealer"}.get(self.role, self.role)

    def indicators(self):
        seen = self.script[: self.done]
        n, priced = len(seen), sum(p["implied"] is not None for p in seen)
        people = sum(p["first_time"] for p in seen)
        part = min(n / 23, 1.3)

        def one(code, kind, weight, value, text):
            return {"code": code, "kind": kind, "weight": round(weight, 2), "value": round(value, 3), "text": text}

        if self.role == "running_points":
            return [
                one(
                    "pass_through",
                    "flow",
                    5.2 * part,
                    0.97,
                    f"97 % of what came in left within 30 minutes, {n // 5} times over.",
                ),
                one(
                    "unique_cents",
                    "cents",
                    3.9 * part,
                    0.9,
                    f"{n * 4 // 5} of {n} amounts are a round price less 1 to 9 fen: an order "
                    f"system tells its payers apart this way.",
                ),
                one(
                    "strangers_in",
                    "people",
                    2.4 * part,
                    people / n,
                    f"{people} of {n} payments are the first between the two accounts.",
                ),
                one("remark_empty", "text", 0.4 * part, 1, "No payment carries a remark."),
            ]
        if self.role == "money_changer":
            return [
                one(
                    "two_way_strangers",
                    "people",
                    6.4 * part,
                    people / n,
                    f"{people} of {n} counterparties paid or were paid for the first time, in both directions.",
                ),
                one("balanced_book", "flow", 3.0 * part, 0.98, "In and out agree to 2 % over the last 24 hours."),
                one(
                    "price_lattice",
                    "price",
                    0.5 * part,
                    priced / n,
                    f"{priced} of {n} amounts are a whole quantity of USDT at the board price; "
                    f"chance alone gives about 3.",
                ),
                one(
                    "reference_price",
                    "price",
                    -2.2 * part,
                    0.8,
                    f"{n - priced} of {n} amounts are whole dollars at the bank's USD rate: "
                    f"changing money explains them better.",
                ),
            ]
        return [
            one(
                "price_lattice",
                "price",
                6.2 * part,
                priced / n,
                f"{priced} of {n} amounts are a whole quantity of USDT at the board price of "
                f"their moment; round amounts alone would give about 2.",
            ),
            one(
                "price_coherence",
                "price",
                1.9 * part,
                0.93,
                "Implied prices of different payers agree to 0.02 CNY and move with the board through the day.",
            ),
            one(
                "two_way_strangers",
                "people",
                3.4 * part,
                people / n,
                f"{people} of {n} counterparties are first-time, and they stand on both sides of the book. "
                + OLDER.format(2, "2026-03-05T01:23Z +1015.50 CNY, 2026-03-05T02:38Z -5000.00 CNY @ 7.23"),
            ),
            one(
                "balanced_book",
                "flow",
                1.6 * part,
                0.97,
                "In and out agree to 3 % within a day; nearly no balance is left overnight. "
                + OLDER.format(1, "2026-03-05T02:38Z -5000.00 CNY @ 7.23"),
            ),
            one("long_hours", "rhythm", 0.7 * part, 0.6, "Payments in 14 hours of the day, with no weekday pattern."),
            one(
                "account_age",
                "identity",
                -0.6 * part,
                0.4,
                "The account is four years old and was used for ordinary purchases before.",
            ),
        ]

    def score(self):
        odds = sum(i["weight"] for i in self.indicators()) - 7.2
        return round(1000 / (1 + math.exp(-odds)))

    def flow(self):
        sides = {"in": {}, "out": {}}
        for p in self.script[: self.done]:
            if p["outcome"] != "decline":
                entry = sides[p["direction"]].setdefault(p["other"], [0.0, 0])
                entry[0] += float(p["amount"])
                entry[1] += 1
        return {
            side: [
                {"account": a, "amount": f"{v[0]:.2f}", "count": v[1]}
                for a, v in sorted(rows.items(), key=lambda r: -r[1][0])
            ]
            for side, rows in sides.items()
        }

    def case(self):
        seen = self.script[: self.done]
        last = seen[-1]["at"]
        return {
            "account": self.name,
            "typology": self.typology,
            "score": self.scores[-1][1],
            "suspended_at": self.suspended_at,
            "declined": {
                "count": sum(p["outcome"] == "decline" for p in seen),
                "amount": f"{sum(float(p['amount']) for p in seen if p['outcome'] == 'decline'):.2f}",
            },
            "asset": "USDT",
            "currency": "CNY",
            "board": [[stamp(at), f"{p:.2f}"] for at, p in self.board if at <= last],
            "payments": [{**p, "at": stamp(p["at"])} for p in seen],
            "flow": self.flow(),
            "scores": [[stamp(at), s] for at, s in self.scores],
        }

    def advance(self, now, world):
        changed = False
        while self.done < len(self.script) and self.script[self.done]["at"] <= now:
            p = self.script[self.done]
            self.done += 1
            if self.suspended_at:
                p["outcome"] = "decline"
                world.count("decline", float(p["amount"]))
                side = "payee" if p["direction"] == "in" else "payer"
                world.decide(self, p, f"{side}'s transfers suspended, measure {self.measure}")
                changed = True
                continue
            score = self.score()
            self.scores.append((p["at"], score))
            changed = self.warned
            if not self.warned and score >= 500:
                self.warned = changed = True
                world.alert(self, p, [])
            elif self.warned and self.role != "money_changer" and score >= 980 and self.done >= 18:
                self.suspended_at, self.measure = stamp(p["at"]), world.measures + 1
                world.alert(self, p, ["suspend_transfers"])
            elif self.warned and self.role != "money_changer" and score > 900:
                p["outcome"] = "hold"
                world.decide(self, p, *(i["text"] for i in self.indicators() if i["weight"] > 0))
        if changed:
            world.send("case", self.case())


class World:
    def __init__(self, start):
        rng = random.Random(7)
        board = board_prices(rng, 24 * 90)
        cast = [
            ("u100234", "otc_dealer", 2, 70),
            ("u118820", "money_changer", 1, 90),
            ("u104417", "running_points", 14, 60),
            ("u102951", "otc_dealer", 30, 60),
            ("u115063", "otc_dealer", 52, 55),
            ("u101178", "otc_dealer", 75, 55),
            ("u109902", "otc_dealer", 90, 40),
            ("m-liuhe-trade-00018842", "running_points", 100, 60),
        ]
        self.rng, self.actors = rng, [Actor(rng, *who, board) for who in cast]
        self.lock, self.listeners, self.alerts, self.cases = threading.Lock(), set(), [], {}
        self.decided, self.told = [], []
        self.counts, self.money = dict.fromkeys(OUTCOMES, 0), dict.fromkeys(OUTCOMES, 0.0)
        self.elapsed, self.begun, self.measures = 0.0, time.monotonic() - start, 0
        self.finished = False

    def count(self, outcome, amount, n=1):
        self.counts[outcome] += n
        self.money[outcome] += amount

    def send(self, event, data):
        if event == "case":
            self.cases[data["account"]] = data
        message = f"event: {event}\ndata: {json.dumps(data)}\n\n".encode()
        for listener in self.listeners:
            listener.put(message)

    def decide(self, actor, payment, why, *more):
        """Remembers a payment that was not plainly allowed; those for one reason stand as one."""
        incoming = payment["direction"] == "in"
        alike = [one for one in self.decided if one["why"] == why and payment["outcome"] == one["decision"]]
        self.decided = [one for one in self.decided if one not in alike]
        self.decided.insert(0, {
            "payment_id": payment["id"], "at": stamp(payment["at"]), "amount": payment["amount"], "currency": "CNY",
            "payer": payment["other"] if incoming else actor.name,
            "payee": actor.name if incoming else payment["other"],
            "decision": payment["outcome"], "score": 1000, "why": why, "more": list(more),
            "alike": sum(one["alike"] + 1 for one in alike),
        })
        del self.decided[12:]

    def alert(self, actor, payment, measures):
        self.measures += len(measures)
        kinds = (
            "the price of its amounts and the strangers on both sides"
            if actor.role == "otc_dealer"
            else "the way money passes through and the people it comes from"
        )
        trade = "an OTC dealer" if actor.typology == "otc_dealer" else "a running-points mule"
        explanation = (
            f"{actor.name} behaves like {trade}: {kinds} agree. The innocent reading that was considered is a "
            "market stall with regular customers; its amounts would not follow the board. "
        )
        explanation += "Transfers are suspended until a person has looked." if measures else "Nothing is stopped yet."
        alert = {
            "number": len(self.alerts) + 1,
            "account": actor.name,
            "typology": actor.typology,
            "score": actor.scores[-1][1],
            "at": stamp(payment["at"]),
            "payment_id": payment["id"],
            "measures": measures,
            "payments_before": actor.done,
            "indicators": actor.indicators(),
            "explanation": explanation,
        }
        self.alerts.append(alert)
        self.send("alert", alert)

    def step(self, elapsed):
        now = BEGIN + timedelta(seconds=elapsed * SPEED)
        rate = 41000 + 5200 * math.sin(elapsed / 7) + self.rng.gauss(0, 700)
        self.count("allow", rate * (elapsed - self.elapsed) * 132, round(rate * (elapsed - self.elapsed)))
        for outcome, often, size in (("warn", 3.2, 800), ("hold", 0.9, 2600), ("decline", 1.6, 3100)):
            n = sum(self.rng.random() < often / 40 for _ in range(10))
            self.count(outcome, sum(self.rng.lognormvariate(math.log(size), 0.8) for _ in range(n)), n)
        self.elapsed = elapsed
        for actor in self.actors:
            actor.advance(now, self)
        if self.told != self.decided:
            self.told = list(self.decided)
            self.send("decisions", {"items": self.told})
        self.send(
            "tick",
            {
                "at": stamp(now),
                "elapsed": round(elapsed, 2),
                "decided": sum(self.counts.values()),
                "per_second": round(rate),
                "outcomes": self.counts,
                "money": {k: f"{v:.2f}" for k, v in self.money.items()},
                "latency_us": {"p50": round(178 + self.rng.gauss(0, 6)), "p99": round(870 + self.rng.gauss(0, 60))},
                "accounts": 20123,
                "alerts": len(self.alerts),
                "measures": self.measures,
                "speed": SPEED,
                "simulated": True,
            },
        )

    def run(self, seconds):
        while True:
            with self.lock:
                while self.elapsed < min(time.monotonic() - self.begun, seconds):
                    self.step(self.elapsed + 0.25)
                if self.elapsed >= seconds and not self.finished:
                    self.finished = True
                    self.send("done", {"reason": "end of the simulated traffic"})
            time.sleep(0.1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, kind, status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split("?")[0]
        name = "live.html" if path == "/" else path.removeprefix("/assets/")
        if path == "/v1/live":
            self.stream()
        elif path == "/v1/alerts":
            self.answer(
                json.dumps({"items": self.server.world.alerts[::-1][:20], "next": None}).encode(), "application/json"
            )
        elif "/" not in name and (PAGES / name).is_file():
            colours = PALETTE.read_bytes() if name == "live.css" else b""
            self.answer(colours + (PAGES / name).read_bytes(), TYPES[(PAGES / name).suffix])
        else:
            self.answer(b"", "text/plain", 404)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        world, mine = self.server.world, queue.Queue()
        with world.lock:
            if self.server.replay:
                for case in world.cases.values():
                    mine.put(f"event: case\ndata: {json.dumps(case)}\n\n".encode())
            world.listeners.add(mine)
        try:
            while True:
                self.wfile.write(mine.get())
                self.wfile.flush()
        except OSError:
            pass
        finally:
            with world.lock:
                world.listeners.discard(mine)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=8099)
    options.add_argument("--seconds", type=float, default=600, help="wall seconds of traffic, then `done`")
    options.add_argument("--start", type=float, default=0, help="begin as if this many seconds had passed")
    options.add_argument("--no-replay", action="store_true", help="do not send known cases to a new listener")
    given = options.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Handler)
    server.daemon_threads = True
    server.world, server.replay = World(given.start), not given.no_replay
    threading.Thread(target=server.world.run, args=(given.seconds,), daemon=True).start()
    print(f"http://127.0.0.1:{given.port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
