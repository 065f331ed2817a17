#!/usr/bin/env python3
"""Weir's windows against exact ones, computed by DuckDB on the same payments; and the time that both take.

    pip install duckdb
    swift build -c release --product weir-gauge
    bench/peers/duckdb_windows.py .build/release/weir-gauge [ACCOUNTS] [DAYS]

Weir counts the payments of most accounts one by one, to the minute; those of busy accounts (more than 64 a month) in
windows of whole buckets and the one that is filling, which reach back between their nominal length and one bucket more,
never less. DuckDB's are exact. For every aggregate the share of payments is printed at which both agree, for quiet and
for busy payers, how far they are apart on average and at worst, and for the busy ones against windows that reach back to
the same bucket's start.
"""
import subprocess
import sys
import tempfile
import time

import duckdb

gauge = sys.argv[1]
accounts = sys.argv[2] if len(sys.argv) > 2 else "20000"
days = sys.argv[3] if len(sys.argv) > 3 else "30"

HOUR = 3_600_000
# name: (nominal length, bucket, buckets) in milliseconds
WINDOWS = {
    "1h": (HOUR, HOUR // 6, 7),
    "24h": (24 * HOUR, HOUR, 25),
    "7d": (168 * HOUR, 12 * HOUR, 15),
    "30d": (720 * HOUR, 72 * HOUR, 11),
}
FIGURES = ["count", "sum", "payees", "first"]

directory = tempfile.TemporaryDirectory()
path = directory.name + "/windows.csv"
with open(path, "wb") as out:
    subprocess.run([gauge, "windows", accounts, days, "1"], stdout=out, check=True)

db = duckdb.connect()
db.execute("SET threads TO 1")
db.execute(f"CREATE TABLE p AS SELECT * FROM read_csv('{path}')")
db.execute(
    "CREATE TABLE q AS SELECT *, CASE WHEN row_number() OVER (PARTITION BY payer, payee ORDER BY n) = 1"
    " THEN 1 ELSE 0 END AS is_first FROM p"
)
count = db.execute("SELECT count(*) FROM p").fetchone()[0]


def exact(name):
    """The aggregates over the nominal window, the payment itself included."""
    length = WINDOWS[name][0]
    over = f"OVER (PARTITION BY payer ORDER BY ts RANGE BETWEEN {length} PRECEDING AND CURRENT ROW)"
    return (
        f"count(*) {over} AS e_count, sum(amount) {over} AS e_sum,"
        f" count(DISTINCT payee) {over} AS e_payees, sum(is_first) {over} AS e_first"
    )


def aligned(name):
    """The aggregates since the start of the oldest bucket that Weir keeps, up to this payment in order."""
    _, bucket, buckets = WINDOWS[name]
    since = f"(q.ts // {bucket} - {buckets - 1}) * {bucket}"
    return (
        f"SELECT q.n, count(*) AS a_count, sum(r.amount) AS a_sum, count(DISTINCT r.payee) AS a_payees,"
        f" sum(r.is_first) AS a_first FROM q JOIN q r ON r.payer = q.payer AND r.n <= q.n AND r.ts >= {since}"
        f" WHERE q.busy = 1 GROUP BY q.n"
    )


busy = db.execute("SELECT avg(busy) FROM p").fetchone()[0]
print(f"{count:,} payments, {accounts} accounts, {days} days; {busy:.1%} by busy payers\n")
print("| aggregate of the payer | equal to the exact window, quiet | busy | mean relative error | worst, quiet | worst, busy"
      " | busy: equal to aligned buckets |")
print("|---|---|---|---|---|---|---|")
for name in WINDOWS:
    db.execute(f"CREATE OR REPLACE TABLE e AS SELECT n, {exact(name)} FROM q")
    db.execute(f"CREATE OR REPLACE TABLE a AS {aligned(name)}")
    for figure in FIGURES:
        mine = f"p.{figure}_{name}"
        error = f"abs({mine} - e.e_{figure}) / greatest(e.e_{figure}, 1)"
        row = db.execute(
            f"SELECT avg(CASE WHEN {mine} = e.e_{figure} THEN 1 ELSE 0 END) FILTER (busy = 0),"
            f" avg(CASE WHEN {mine} = e.e_{figure} THEN 1 ELSE 0 END) FILTER (busy = 1), avg({error}),"
            f" max({error}) FILTER (busy = 0), max({error}) FILTER (busy = 1),"
            f" avg(CASE WHEN {mine} = a.a_{figure} THEN 1 ELSE 0 END) FILTER (busy = 1)"
            f" FROM p JOIN e USING (n) LEFT JOIN a USING (n)"
        ).fetchone()
        cells = [row[0], row[1], row[2], row[3], row[4], row[5]]
        print(f"| {figure}, {name} | " + " | ".join("-" if c is None else f"{c:.2%}" for c in cells) + " |")

# Both directions, four windows, three figures: 24 aggregates; and ten conditions on them.
sides = []
for side, other in (("payer", "payee"), ("payee", "payer")):
    for name, (length, _, _) in WINDOWS.items():
        over = f"OVER (PARTITION BY {side} ORDER BY ts RANGE BETWEEN {length} PRECEDING AND CURRENT ROW)"
        tag = f"{side}_{name}"
        sides.append(f"count(*) {over} AS c_{tag}")
        sides.append(f"sum(amount) {over} AS s_{tag}")
        sides.append(f"count(DISTINCT {other}) {over} AS d_{tag}")
conditions = " + ".join(
    f"CASE WHEN {c} THEN 1 ELSE 0 END"
    for c in [
        "c_payer_1h > 10", "c_payer_24h > 50", "s_payer_24h > 5000000", "d_payer_24h > 20", "d_payer_7d > 60",
        "c_payee_1h > 10", "d_payee_24h > 20", "s_payee_7d > 20000000", "d_payee_7d > 60 AND d_payer_7d > 60",
        "s_payer_24h > 0.9 * s_payee_24h",
    ]
)
start = time.process_time()
db.execute(f"SELECT sum({conditions}) FROM (SELECT {', '.join(sides)} FROM p)").fetchone()
duck = (time.process_time() - start) / count * 1e6
said = subprocess.run([gauge, "engine", accounts, days, "1"], capture_output=True, text=True, check=True).stdout
weir = float(said.split(" ns each")[0].split()[-1]) / 1000
print(
    f"\nCPU a payment, one core: DuckDB {duckdb.__version__} {duck:.2f} us (24 exact aggregates, 10 conditions, in"
    f" batch); Weir {weir:.2f} us (40 aggregates, all indicators and typologies, payment by payment)."
)
