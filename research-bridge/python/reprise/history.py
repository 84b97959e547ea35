"""Market history and journals as frames, indexed by time (UTC)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from reprise.engine import path, run_command, run_json

_ONE = 1e8


def query(sql: str, store: str | os.PathLike[str] = "data/store") -> pd.DataFrame:
    """SQL over the cold store, of DuckDB's kind, over the views trades, quotes, books and bars."""
    answer = run_json("query", sql, "--store", path(store))
    return pd.DataFrame(answer["rows"], columns=answer["columns"])


def holdings(store: str | os.PathLike[str] = "data/store") -> pd.DataFrame:
    """What the cold store has: rows and first and last time of each series."""
    views = {"trades": "NULL", "quotes": "NULL", "books": "NULL", "bars": "timeframe"}
    selects = [
        f"SELECT '{view}' AS kind, asset_class, symbol, {frame}::VARCHAR AS timeframe, count(*) AS rows,"
        f" min(ts_init) AS first_ns, max(ts_init) AS last_ns FROM {view} GROUP BY ALL"
        for view, frame in views.items()
    ]
    found = query(" UNION ALL ".join(selects) + " ORDER BY ALL", store)
    for column in ("first", "last"):
        found[column] = pd.to_datetime(found.pop(f"{column}_ns"), unit="ns", utc=True)
    return found


def frames(journal: str | os.PathLike[str], kind: str, *options: object) -> pd.DataFrame:
    """The frames of one type of a journal, such as Trade, Signal or ExecutionReport, a column a field (docs/frames.md).

    Options are those of ``journal export``, such as ``--time=2013-11-25..2013-11-26``.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "frames.csv"
        run_command("journal", "export", path(journal), "--format", "csv", "--type", kind, "--out", out, *options)
        if not out.is_file() or out.stat().st_size == 0:
            return pd.DataFrame()
        return pd.read_csv(out)


def trades(journal: str | os.PathLike[str], *options: object) -> pd.DataFrame:
    """The public trades of a market journal: price, quantity, side."""
    return _by_time(frames(journal, "Trade", *options))


def candles(prints: pd.DataFrame, period: str) -> pd.DataFrame:
    """Bars of trades, such as ``1h``: open, high, low, close, volume, count; indexed by their start, none where nothing traded."""
    groups = prints.resample(period, label="left", closed="left")
    bars = groups["price"].ohlc()
    bars["volume"] = groups["quantity"].sum()
    bars["count"] = groups["price"].count()
    return bars[bars["count"] > 0]


def _by_time(rows: pd.DataFrame) -> pd.DataFrame:
    """Fixed-point columns as floats under names of people, indexed by when they were known."""
    index = pd.DatetimeIndex(pd.to_datetime(rows["tsInitNs"], unit="ns", utc=True), name="time")
    columns = {"px": "price", "qty": "quantity"}
    data = {name: rows[field].to_numpy(dtype=np.float64) for field, name in columns.items()}
    table = pd.DataFrame(data, index=index)
    if "side" in rows:
        table["side"] = rows["side"].to_numpy()
    return table


def bar_table(table: pd.DataFrame) -> pd.DataFrame:
    """A table of the feature store: prices as floats, indexed by the bar's end."""
    index = pd.DatetimeIndex(pd.to_datetime(table["ts_event"], unit="ns", utc=True), name="end")
    out = pd.DataFrame(index=index)
    out["known"] = pd.to_datetime(table["ts_init"], unit="ns", utc=True).to_numpy()
    out["known"] = out["known"].dt.tz_localize("UTC") if out["known"].dt.tz is None else out["known"]
    for field in ("open_px", "high_px", "low_px", "close_px", "volume"):
        out[field.removesuffix("_px")] = table[field].to_numpy(dtype=np.float64) / _ONE
    out.loc[out["volume"] < 0, "volume"] = np.nan
    out["trade_count"] = table["trade_count"].to_numpy()
    skipped = {"bar_index", "ts_event", "ts_init", "open_px", "high_px", "low_px", "close_px", "volume", "trade_count"}
    for field in table.columns:
        if field not in skipped:
            out[field] = table[field].to_numpy()
    return out
