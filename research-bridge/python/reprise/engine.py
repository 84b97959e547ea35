"""Calls of the command line; everything else of the package stands on them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any


class RepriseError(RuntimeError):
    """A command that failed, with the one sentence that it said."""


def home() -> Path:
    """The project's folder: REPRISE_HOME, or the one that this package lies in."""
    given = os.environ.get("REPRISE_HOME")
    found = Path(given) if given else Path(__file__).resolve().parents[3]
    if not (found / "run.sh").is_file():
        raise RepriseError(f"there is no run.sh in {found}: set REPRISE_HOME to the project's folder")
    return found


def run_command(*args: object) -> str:
    """Runs ``./run.sh`` with these arguments in the project's folder; gives its standard output."""
    words = [str(arg) for arg in args]
    done = subprocess.run(
        [str(home() / "run.sh"), *words], cwd=home(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise RepriseError(f"{' '.join(words[:2])}: {said[-1]}")
    return done.stdout


def run_json(*args: object) -> dict[str, Any]:
    """As :func:`run_command` with ``--json``; gives the object."""
    answer = json.loads(run_command(*args, "--json"))
    if not isinstance(answer, dict):
        raise RepriseError(f"{args[0]}: the answer is no object")
    return answer


def path(place: str | os.PathLike[str]) -> Path:
    """A place as the commands see it: relative ones are below the project's folder."""
    return home() / place
