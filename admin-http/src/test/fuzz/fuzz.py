#!/usr/bin/env python3
"""Fuzzes the real side-car from the document that it serves: fuzz.py RUN.SH WORK_FOLDER SCHEMATHESIS."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = 20260
EXAMPLES = 15
RUN_SECONDS = 240
READY_SECONDS = 60
MARKET = "reports~demo~data~bitstamp-btc-usd"
RUN = "reports~demo~bitstamp-btc-usd~sma-cross"
# A run with enough days and an edge, which can be its own baseline.
DECAYING = "reports~demo~apple~sma-cross"
SESSION = {"sources": [MARKET], "strategy": "sma-cross", "bar": "5m", "speed": 20, "parameters": {"fast": 3, "slow": 8}}


class Api:
    def __init__(self, url, token):
        self.url = url
        self.token = token

    def ask(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.token}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + "/api/v1" + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def start(run, root):
    log = open(root / "serve.log", "w+", encoding="utf-8")
    command = [run, "serve", "--port", "0", "--root", str(root), "--requests-per-second", "1000000", "--wrong-tokens", "1000000"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(READY_SECONDS * 10):
        found = re.search(r"(http://[^/\s]+)/#token=(\S+)", (root / "serve.log").read_text(encoding="utf-8"))
        if found:
            return process, Api(found[1], found[2])
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    raise SystemExit("fuzz: the side-car did not start: " + (root / "serve.log").read_text(encoding="utf-8"))


def world(api, proposer, root):
    """Makes one of everything that has an id."""
    for name in ("fuzz", "fuzz-stop", "fuzz-again"):
        api.ask("POST", "/sessions", {"name": name, **SESSION})
    backtest = {"type": "backtest", "request": {"journals": [MARKET], "last": 2000, "strategy": "sma-cross", "bar": "1m"}}
    api.ask("POST", "/sessions/data~sessions~fuzz-again/stop", {})
    job = api.ask("POST", "/jobs", backtest)["id"]
    for _ in range(READY_SECONDS * 10):
        if api.ask("GET", "/jobs/" + job)["state"] in ("DONE", "FAILED"):
            break
        time.sleep(0.1)
    running = "data~sessions~fuzz"
    # By somebody else: nobody approves what they proposed.
    made = [
        proposer.ask("POST", "/proposals", {"session": running, "action": {"kind": kind}, "reason": "to fuzz"})
        for kind in ("halt", "resume", "cancel-all") * 6
    ]
    digests = {proposal["id"]: proposal["digest"] for proposal in made}
    rule = {"kind": "DISK_LOW", "threshold": 1e18}
    rules = [api.ask("POST", "/alert-rules", rule)["id"], api.ask("POST", "/alert-rules", {"kind": "HALTED"})["id"]]
    schedule = {"cron": "0 3 * * *", "action": "STOP_SESSION", "session": running}
    schedules = [api.ask("POST", "/schedules", schedule)["id"] for _ in range(3)]
    alerts = []
    for _ in range(100):
        alerts = [alert["id"] for alert in api.ask("GET", "/alerts")["items"]]
        if alerts:
            break
        time.sleep(0.1)
    instrument = api.ask("GET", "/sessions/" + running)["instruments"][0]
    state = api.ask("GET", "/sessions/" + RUN + "/state")
    commands = [
        {"kind": "halt"},
        {"kind": "resume"},
        {"kind": "cancel-all"},
        {"kind": "flatten-instrument", "instrument": instrument},
        {"kind": "stop-strategy", "strategy": "sma-cross"},
        {"kind": "order", "instrument": instrument, "side": "BUY", "type": "MARKET", "qty": "0.01"},
        {"kind": "cancel-order", "orderId": 1},
        {"kind": "parameters", "strategy": "sma-cross", "values": {"fast": 4}},
    ]
    return {
        "root": str(root),
        "sessions": [running, RUN],
        "running": [running],
        "decaying": [DECAYING],
        "instruments": [instrument],
        "stocks": ["TEST"],
        "tickers": ["LEND"],
        "stoppable": ["data~sessions~fuzz-stop"],
        "startable": ["data~sessions~fuzz-again"],
        "journals": [MARKET],
        "runs": [RUN, "reports~demo~apple~rsi-reversion"],
        "jobs": [job],
        "approvable": list(digests)[::2],
        "refusable": list(digests)[1::2],
        "proposals": list(digests),
        "digests": digests,
        "alerts": alerts or ["none"],
        "rules": rules,
        "schedules": schedules,
        "query": {
            "seq": [0, 10, state["seq"]],
            "time": [state["time"]],
            "from": [state["time"]],
            "instrument": [instrument],
            "strategy": ["sma-cross"],
            "day": [state["time"][:10]],
            "timeframe": ["1m", "4h"],
            "cursor": ["10"],
            "date": ["2020-01-01"],
            "asOf": ["2020-01-01"],
            "class": ["CRYPTO"],
        },
        "bodies": {
            "/sessions": [{"name": name, **SESSION} for name in ("fuzz", "fuzz-stop")],
            "/sessions/{id}/commands": commands,
            "/proposals": [{"session": running, "action": action, "ttlSeconds": 60} for action in commands],
            "/jobs": [backtest, {"type": "replay", "request": {"run": RUN}}],
            "/explain": [{"session": RUN, "orderId": 1}, {"session": RUN, "orderId": 10**9}],
            "/alert-rules": [rule, {"kind": "DRAWDOWN", "threshold": 0.5, "email": "a@b.example"}],
            "/schedules": [schedule],
            "/schedules/{id}": [schedule],
            "/sessions/{id}/start": [{}],
            "/sessions/{id}/decay/baseline": [{"pieces": [{"run": DECAYING, "fittedUntil": "2012-12-31"}]}],
        },
    }


def stocks(folder):
    """A collection of one stock that was split."""
    for part in ("daily", "factor_files", "map_files"):
        (folder / part).mkdir(parents=True)
    (folder / "map_files" / "test.csv").write_text("20100104,test,Q\n20501231,test,Q\n", encoding="utf-8")
    (folder / "factor_files" / "test.csv").write_text("20100105,1,0.5,10\n20501231,1,1,0\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "daily" / "test.zip", "w") as archive:
        days = ("20100104", "20100105", "20100106", "20100107")
        archive.writestr("test.csv", "".join(f"{day} 00:00,100000,110000,90000,100000,1000\n" for day in days))


def another(run, root, api):
    """The side-car as another token's holder sees it."""
    command = [run, "token", "create", "--json", "--root", str(root), "--scope", "read,live-propose", "proposer"]
    made = json.loads(subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout)
    return Api(api.url, made["token"])


def statuses(api):
    """How often each route answered with what, as the side-car's own metrics count."""
    request = urllib.request.Request(api.url + "/metrics", headers={"Authorization": "Bearer " + api.token})
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read().decode()
    counts = {}
    for labels, value in re.findall(r"^reprise_http_requests_total\{(.*)\} (\S+)$", text, re.MULTILINE):
        of = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        if of["route"] not in ("none", "/metrics"):
            counts.setdefault(of["method"] + " " + of["route"], {})[of["status"]] = int(float(value))
    return counts


def end(process, root):
    """Ends the engines that were started, then the side-car."""
    for file in root.glob("data/sessions/*/process.json"):
        try:
            os.kill(json.loads(file.read_text(encoding="utf-8"))["pid"], signal.SIGTERM)
        except ProcessLookupError:
            pass
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def main():
    run, work, schemathesis = sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3]
    root = work / "workspace"
    demo = subprocess.run(
        [run, "demo", "--no-console", "--out", str(root / "reports" / "demo")], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    if demo.returncode != 0:
        raise SystemExit("fuzz: the demo failed")
    shutil.copytree(root / "reports" / "demo" / "data" / "bitstamp-btc-usd", root / "data" / "journals" / "btc")
    stocks(root / "market-data" / "lean" / "equity" / "usa")
    process, api = start(run, root)
    try:
        (work / "world.json").write_text(json.dumps(world(api, another(run, root, api), root)), encoding="utf-8")
        command = [schemathesis, "--config-file", str(HERE / "schemathesis.toml"), "run", api.url + "/api/v1/openapi.json"]
        command += ["--header", "Authorization: Bearer " + api.token, "--seed", str(SEED), "--max-examples", str(EXAMPLES)]
        command += ["--workers", "1", "--phases", "examples,coverage,fuzzing", "--no-color", "--continue-on-failure"]
        command += sys.argv[4:]
        environment = {**os.environ, "REPRISE_FUZZ_WORLD": str(work / "world.json"), "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py")}
        with open(work / "schemathesis.txt", "w", encoding="utf-8") as said:
            begun = time.monotonic()
            fuzzed = subprocess.run(
                command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, timeout=RUN_SECONDS
            )
            seconds = time.monotonic() - begun
        met = statuses(api)
        health = api.ask("GET", "/health")["status"]
    finally:
        code = end(process, root)
    said = (work / "schemathesis.txt").read_text(encoding="utf-8")
    generated = re.search(r"(\d+) generated", said)
    if fuzzed.returncode != 0 or not generated:
        print(said)
    for route in sorted(met):
        print(f"{route:45}" + "".join(f"  {status}: {count}" for status, count in sorted(met[route].items())))
    never = [route for route, counts in met.items() if not any(status.startswith("2") for status in counts)]
    limited = sum(counts.get("429", 0) for counts in met.values())
    if never or limited:
        raise SystemExit(f"fuzz: {limited} cases were answered 429, and none with success of {never}")
    if fuzzed.returncode != 0 or not generated or health != "ok" or code != 0:
        raise SystemExit(f"fuzz: schemathesis ended with {fuzzed.returncode}, the side-car with {code}, health {health}")
    print(f"fuzz: {len(met)} routes, {generated[1]} cases, seed {SEED}, no finding, in {seconds:.0f} s")


main()
