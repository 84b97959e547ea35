"""Backtests: running them, and what came of them, as frames."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from reprise.engine import RepriseError, home, path, run_command, run_json

Place = str | os.PathLike[str]


@dataclass(frozen=True)
class Run:
    """A finished backtest in its report folder."""

    folder: Path
    result: dict[str, Any]

    @property
    def fills(self) -> pd.DataFrame:
        """Executions, indexed by their time: side, price, quantity, fee."""
        rows = pd.read_csv(self.folder / str(self.result["fillsFile"]))
        rows.index = pd.DatetimeIndex(pd.to_datetime(rows.pop("tsEventNs"), unit="ns", utc=True), name="time")
        return rows

    def equity(self, close: pd.Series) -> pd.Series:
        """Cash and position at these closes; the series is indexed by the bars' ends. One instrument, no funding or dividends."""
        fills = self.fills
        sign = np.where(fills["side"] == "BUY", 1.0, -1.0)
        flows = pd.DataFrame(
            {"position": sign * fills["qty"], "cash": -sign * fills["qty"] * fills["px"] - fills["fee"]}
        ).cumsum()
        flows = flows[~flows.index.duplicated(keep="last")]
        held = flows.reindex(close.index, method="ffill").fillna(0.0)
        return (float(self.result["initialEquity"]) + held["cash"] + held["position"] * close).rename("equity")


def load_run(folder: Place) -> Run:
    """A report folder that is there."""
    place = path(folder)
    file = place / "result.json"
    if not file.is_file():
        raise RepriseError(f"there is no result.json in {place}: it is no report folder of a backtest")
    return Run(place, json.loads(file.read_text(encoding="utf-8")))


def backtest(
    journal: Place | Sequence[Place],
    strategy: str,
    parameters: Mapping[str, object] | None = None,
    *,
    out: Place,
    **settings: object,
) -> Run:
    """Runs a backtest: settings are options of ``backtest`` with underscores, such as ``fee_bps=20`` or ``bar="5m"``."""
    places = [journal] if isinstance(journal, (str, os.PathLike)) else list(journal)
    words: list[object] = ["backtest", "--strategy", strategy, "--out", path(out)]
    words += [word for place in places for word in ("--journal", path(place))]
    words += [word for name, value in (parameters or {}).items() for word in ("--set", f"{name}={value}")]
    words += [word for name, value in settings.items() for word in (f"--{name.replace('_', '-')}", value)]
    run_json(*words)
    return load_run(out)


def sweep(
    journal: Place, strategy: str, grid: Mapping[str, str], *, out: Place, **settings: object
) -> pd.DataFrame:
    """Every combination of a grid such as ``{"fast": "5..50"}`` on a journal of bars (docs/sweeps.md); a row a cell."""
    words: list[object] = ["sweep", "--journal", path(journal), "--strategy", strategy, "--out", path(out)]
    words += [word for name, values in grid.items() for word in ("--grid", f"{name}={values}")]
    words += [word for name, value in settings.items() for word in (f"--{name.replace('_', '-')}", value)]
    run_json(*words)
    return pd.read_parquet(path(out) / "cells.parquet")


def runs(folder: Place) -> pd.DataFrame:
    """All report folders below a folder: a row each, with the numbers of result.json and ``set.NAME`` of the parameters."""
    rows = []
    for file in sorted(path(folder).rglob("result.json")):
        result = json.loads(file.read_text(encoding="utf-8"))
        row = {name: value for name, value in result.items() if not isinstance(value, (dict, list))}
        row |= {f"set.{name}": value for name, value in result.get("parameters", {}).items()}
        rows.append({"folder": str(file.parent), **row})
    if not rows:
        raise RepriseError(f"there is no report folder below {path(folder)}")
    return pd.DataFrame(rows)


def round_trips(fills: pd.DataFrame) -> pd.DataFrame:
    """From flat to flat again: entry, exit, side, quantity bought and sold in money, fees, profit after fees."""
    sign = np.where(fills["side"] == "BUY", 1.0, -1.0)
    moved = pd.Series(sign * fills["qty"].to_numpy(), index=fills.index)
    position = moved.cumsum().round(8)
    trip = (position == 0).shift(fill_value=False).cumsum().to_numpy()
    cash = -moved * fills["px"] - fills["fee"]
    rows = []
    for number in np.unique(trip):
        mask = trip == number
        if position.to_numpy()[mask][-1] != 0:
            continue  # still open
        rows.append(
            {
                "entry": fills.index[mask][0],
                "exit": fills.index[mask][-1],
                "side": "long" if sign[mask][0] > 0 else "short",
                "fees": float(fills["fee"].to_numpy()[mask].sum()),
                "profit": float(cash.to_numpy()[mask].sum()),
            }
        )
    return pd.DataFrame(rows, columns=["entry", "exit", "side", "fees", "profit"])


def demo() -> Path:
    """The demo's folder, run first where it is not there: real trades, nine verified backtests."""
    folder = home() / "reports" / "demo"
    if not (folder / "report.html").is_file():
        run_command("demo", "--no-console", "--out", folder)
    return folder
