"""What the package works out itself, by hand-made numbers."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

import reprise
from reprise.check import execute, has_outputs
from reprise.history import bar_table


def _fills() -> pd.DataFrame:
    index = pd.DatetimeIndex(pd.to_datetime([60, 120, 180, 240], unit="s", utc=True))
    return pd.DataFrame(
        {"side": ["BUY", "BUY", "SELL", "SELL"], "px": [10.0, 12.0, 15.0, 14.0], "qty": [1.0, 1.0, 2.0, 1.0], "fee": 0.5},
        index=index,
    )


def test_round_trips_go_from_flat_to_flat() -> None:
    trips = reprise.round_trips(_fills())
    assert trips["side"].tolist() == ["long"]  # the last sale is still open
    assert trips["profit"].tolist() == [30.0 - 22.0 - 1.5]
    assert trips["fees"].tolist() == [1.5]


def test_equity_is_cash_and_position_at_the_close(tmp_path: Path) -> None:
    fills = _fills().reset_index(names="tsEventNs")
    fills["tsEventNs"] = [60_000_000_000, 120_000_000_000, 180_000_000_000, 240_000_000_000]
    fills.to_csv(tmp_path / "trades.csv", index=False)
    (tmp_path / "result.json").write_text(json.dumps({"fillsFile": "trades.csv", "initialEquity": 100.0}))
    close = pd.Series([10.0, 11.0, 13.0, 15.0], index=pd.to_datetime([30, 90, 150, 180], unit="s", utc=True))
    equity = reprise.load_run(tmp_path).equity(close)
    assert equity.tolist() == [100.0, 100 - 10.5 + 11, 100 - 10.5 - 12.5 + 26, 100 - 23.0 + 30 - 0.5]


def test_candles_leave_out_what_did_not_trade() -> None:
    index = pd.to_datetime([0, 30, 59, 120], unit="s", utc=True)
    prints = pd.DataFrame({"price": [3.0, 5.0, 4.0, 9.0], "quantity": [1.0, 1.0, 2.0, 1.0]}, index=index)
    bars = reprise.candles(prints, "1min")
    assert bars["open"].tolist() == [3.0, 9.0]
    assert bars["high"].tolist() == [5.0, 9.0]
    assert bars["close"].tolist() == [4.0, 9.0]
    assert bars["volume"].tolist() == [4.0, 1.0]


def test_bar_table_has_floats_and_utc() -> None:
    table = pd.DataFrame(
        {
            "bar_index": [0],
            "ts_event": [60_000_000_000],
            "ts_init": [61_000_000_000],
            "open_px": [150_000_000],
            "high_px": [200_000_000],
            "low_px": [100_000_000],
            "close_px": [125_000_000],
            "volume": [-1],
            "trade_count": [0],
            "rsi(14)": [np.nan],
        }
    )
    bars = bar_table(table)
    assert bars["close"].iloc[0] == 1.25
    assert np.isnan(bars["volume"].iloc[0])
    assert str(bars.index[0]) == "1970-01-01 00:01:00+00:00"
    assert str(bars["known"].iloc[0]) == "1970-01-01 00:01:01+00:00"
    assert bars.columns[-1] == "rsi(14)"


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(reprise.RepriseError, match="no-such"):
        reprise.run_json("strategies", "show", "no-such")


def test_a_notebook_that_fails_or_has_outputs_is_found(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, tmp_path / "bad.ipynb")
    assert "ZeroDivisionError" in str(execute(tmp_path / "bad.ipynb", tmp_path / "out"))
    kept = nbformat.read(tmp_path / "out" / "bad.ipynb", as_version=4)
    assert has_outputs(kept)
    assert "kept with outputs" in str(execute(tmp_path / "out" / "bad.ipynb", tmp_path / "out2"))
