#!/usr/bin/env python3
"""A back-test by Weir against DuckDB computing the same windows and conditions in SQL: same payments, same machine.

    pip install duckdb
    swift build -c release --product weir
    bench/peers/duckdb_backtest.py .build/release/weir [ACCOUNTS] [DAYS]

Both do the same work: read the file, compute the windows, count what holds (`--rules-alone`). Then Weir runs once more with
its indicators, deciding every payment on the way as a back-test usually does. Its own windows reach up to a bucket further
back than their nominal length, so the counts of hits differ a little; both are printed.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

import duckdb

weir = os.path.abspath(sys.argv[1])
accounts = sys.argv[2] if len(sys.argv) > 2 else "50000"
days = sys.argv[3] if len(sys.argv) > 3 else "15"

# name: (condition of the rule, condition in SQL over the columns below)
RULES = {
    "many-in-a-day": ('payee.received("24h").count >= 12 && payment.amount > 50.0', "in24_n >= 12 AND amount > 50"),
    "many-out-an-hour": ('payer.sent("1h").count >= 4', "out1_n >= 4"),
    "sum-of-a-week": ('payer.sent("7d").sum > 20000.0', "out168_s > 20000"),
    "alike": ('payee.received("36h").count >= 8 && payee.received("36h").stddev < 0.1 * payee.received("36h").avg',
              "in36_n >= 8 AND in36_sd < 0.1 * in36_s / in36_n"),
    "widely-spread": ('payee.received("36h").max > 100.0 * payee.received("36h").min', "in36_max > 100 * in36_min"),
    "burst": ('payee.received("10m").count >= 3', "in10m_n >= 3"),
    "small-sums": ('payee.received("2d", "payment.amount < 20.0").count >= 10', "small48_n >= 10"),
    "larger-than-usual": ('payer.sent("10d").count > 5 && payment.amount > 5.0 * payer.sent("10d").avg',
                          "out240_n > 5 AND amount > 5 * out240_s / out240_n"),
}
# What the rules' own tests begin with, and the amount that makes them fire.
TESTS = {
    "many-in-a-day": ('{payer: "p{n}", payee: b, amount: "10.00", ago: 2h, times: 12}', "60.00"),
    "many-out-an-hour": ('{payer: a, payee: "q{n}", amount: "10.00", ago: 30m, times: 4}', "10.00"),
    "sum-of-a-week": ('{payer: a, payee: q, amount: "20000.00", ago: 2d}', "10.00"),
    "alike": ('{payer: "p{n}", payee: b, amount: "10.00", ago: 2h, times: 8}', "10.00"),
    "widely-spread": ('{payer: p, payee: b, amount: "1.00", ago: 2h}', "200.00"),
    "burst": ('{payer: "p{n}", payee: b, amount: "10.00", ago: 5m, times: 3}', "10.00"),
    "small-sums": ('{payer: "p{n}", payee: b, amount: "10.00", ago: 2h, times: 12}', "10.00"),
    "larger-than-usual": ('{payer: a, payee: "q{n}", amount: "10.00", ago: 2d, times: 30}', "500.00"),
}
# window: (account, hours, filter)
WINDOWS = {
    "in24": ("payee", 24, None), "out1": ("payer", 1, None), "out168": ("payer", 168, None), "in36": ("payee", 36, None),
    "in10m": ("payee", 1 / 6, None), "small48": ("payee", 48, "amount < 20"), "out240": ("payer", 240, None),
}

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
subprocess.run([weir, "simulate", "--out", "town", "--accounts", accounts, "--days", days, "--seed", "3"], check=True,
               stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
os.mkdir("set")
with open("set/set.yaml", "w") as out:
    out.write('set: peers\nversion: "1"\nowner: bench\nabout: For comparison.\nrules:\n')
    for name, (condition, _) in RULES.items():
        out.write(f"  - id: {name}\n    title: {name}\n    why: For comparison.\n    when: |\n      {condition}\n"
                  "    yields: {evidence: {about: payee, typology: running_points, kind: rhythm, weight: 0.5}}\n"
                  "    reason: {en: held, zh: 命中}\n    tests:\n")
        series, amount = TESTS[name]
        out.write("      - name: silent\n        payment: {payer: x, payee: y, amount: \"60.00\"}\n        expect: silent\n"
                  f"      - name: fires\n        before: [{series}]\n"
                  f"        payment: {{payer: a, payee: b, amount: \"{amount}\"}}\n        expect: fires\n")


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def backtest(*flags):
    before, start = used(), time.time()
    ran = subprocess.run([weir, "rules", "backtest", "set", "--json", *flags, "town/payments.ndjson"],
                         stdout=subprocess.PIPE, check=False)
    return time.time() - start, used() - before, json.loads(ran.stdout)


# Alternating, three times each, the quickest counts: others may be using the machine.
rounds = [backtest("--rules-alone")]


def query():
    columns = []
    for name, (account, hours, where) in WINDOWS.items():
        milliseconds = int(hours * 3_600_000)
        over = f"OVER (PARTITION BY {account} ORDER BY ts RANGE BETWEEN {milliseconds} PRECEDING AND CURRENT ROW)"
        only = f"FILTER (WHERE {where}) " if where else ""
        columns += [f"count(*) {only}{over} AS {name}_n", f"sum(amount) {only}{over} AS {name}_s"]
        if name == "in36":
            columns += [f"stddev_samp(amount) {over} AS in36_sd", f"min(amount) {over} AS in36_min",
                        f"max(amount) {over} AS in36_max"]
    counts = ", ".join(f"count(*) FILTER (WHERE {sql}) AS \"{name}\"" for name, (_, sql) in RULES.items())
    return (
        "WITH p AS (SELECT payer, payee, CAST(amount AS DOUBLE) AS amount, epoch_ms(CAST(\"at\" AS TIMESTAMPTZ)) AS ts"
        " FROM read_json('town/payments.ndjson', format = 'newline_delimited', columns = {payer: 'VARCHAR',"
        " payee: 'VARCHAR', amount: 'VARCHAR', \"at\": 'VARCHAR'})),"
        f" w AS (SELECT *, {', '.join(columns)} FROM p) SELECT {counts}, count(*) FROM w"
    )


def duck():
    own, start = resource.getrusage(resource.RUSAGE_SELF), time.time()
    row = duckdb.connect().execute(query()).fetchone()
    wall, end = time.time() - start, resource.getrusage(resource.RUSAGE_SELF)
    return wall, end.ru_utime + end.ru_stime - own.ru_utime - own.ru_stime, row


ducks = [duck()]
for _ in range(2):
    rounds.append(backtest("--rules-alone"))
    ducks.append(duck())
(weir_time, _, report), (duck_time, _, row) = min(rounds, key=lambda r: r[0]), min(ducks, key=lambda d: d[0])
weir_cpu, duck_cpu = min(r[1] for r in rounds), min(d[1] for d in ducks)
whole_time, whole_cpu, _ = backtest()
hits = {rule["id"]: rule["hits_new"] for rule in report["rules"]}
print(f"{row[-1]:,} payments, {accounts} accounts, {days} days, {len(RULES)} rules over {len(WINDOWS)} windows")


def line(name, wall, cpu):
    print(f"{name:<24}{wall:7.2f} s, {cpu:7.2f} s of CPU, {row[-1] / wall:12,.0f} payments/s")


line("Weir, rules alone", weir_time, weir_cpu)
line("Weir, with indicators", whole_time, whole_cpu)
line(f"DuckDB, {os.cpu_count()} threads", duck_time, duck_cpu)
print(f"Rules alone, Weir is {duck_time / weir_time:.1f} times as fast, and takes {duck_cpu / weir_cpu:.1f} times less CPU\n")
print("| rule | hits of Weir | of DuckDB |\n|---|---|---|")
for name, count in zip(RULES, row):
    print(f"| {name} | {hits[name]:,} | {count:,} |")
