"""Offers ids and bodies of the workspace to cases that are meant well, so that they are answered with more than 404."""

import itertools
import json
import os
import zlib

import schemathesis

WORLD = json.load(open(os.environ["REPRISE_FUZZ_WORLD"], encoding="utf-8"))
NUMBERS = itertools.count()

# Which real thing stands for a path's parameter, by the path's first words.
PATHS = {
    "/sessions/{id}/stop": "stoppable",
    "/sessions/{id}/start": "startable",
    "/sessions/{id}/commands": "running",
    "/sessions/{id}/decay/baseline": "decaying",
    "/sessions/{id}": "sessions",
    "/data/journals/{id}": "journals",
    "/data/history/{instrument}": "instruments",
    "/reference/adjustments/{ticker}": "stocks",
    "/reference/tickers/{ticker}": "tickers",
    "/journals/{id}": "journals",
    "/runs/{id}": "runs",
    "/jobs/{id}": "jobs",
    "/proposals/{id}/approve": "approvable",
    "/proposals/{id}/refuse": "refusable",
    "/proposals/{id}": "proposals",
    "/alerts/{id}": "alerts",
    "/alert-rules/{id}": "rules",
    "/schedules/{id}": "schedules",
}


def pick(values, salt):
    """One of them, by what else is in the case: the same seed gives the same choice."""
    return values[zlib.crc32(salt.encode()) % len(values)]


def real(path):
    for prefix, kind in PATHS.items():
        if path == prefix or path.startswith(prefix):
            return WORLD[kind]
    return []


def query(case, salt):
    given = case.query
    if not given:
        return
    if "ids" in given:
        given["ids"] = ",".join(WORLD["runs"][:2])
    for name, values in WORLD["query"].items():
        if name in given and zlib.crc32((name + salt).encode()) % 4:
            given[name] = pick(values, salt)


def body(case, path, salt):
    """Every second body is one that makes sense to the engine."""
    if path in ("/proposals/{id}/approve", "/proposals/{id}/refuse"):
        digest = WORLD["digests"].get(case.path_parameters.get("id"))
        if digest:
            case.body = {"digest": digest}
        return
    made = WORLD["bodies"].get(path)
    if made and case.method.upper() == "POST" and zlib.crc32(("body" + salt).encode()) % 2:
        case.body = pick(made, salt)


@schemathesis.hook
def before_call(context, case, kwargs):
    generation = case.meta.generation if case.meta else None
    if generation is None or not generation.mode.is_positive:
        return
    path = case.operation.path
    # A key of its own for each case: else all but the first of a route are replays, or conflicts.
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"fuzz-{next(NUMBERS)}"
    salt = json.dumps([path, case.path_parameters, case.query, case.body], default=str, sort_keys=True)
    ids = real(path)
    if ids and case.path_parameters and zlib.crc32(salt.encode()) % 4:
        for name in case.path_parameters:
            case.path_parameters[name] = 1 if name == "orderId" else pick(ids, salt)
    query(case, salt)
    body(case, path, salt)


@schemathesis.check
def shows_no_folder_of_the_server(context, response, case):
    """No answer tells where on the server's disk something is."""
    found = WORLD["root"] in response.text
    assert not found, "the answer shows a folder of the server"
