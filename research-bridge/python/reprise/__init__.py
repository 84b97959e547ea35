"""Reprise for notebooks: pandas frames of what the engine has, by its own commands and files."""

from reprise.charts import candles as plot_candles
from reprise.engine import RepriseError, home, run_command, run_json
from reprise.features import compute_features, export_features, join_series
from reprise.history import candles, frames, holdings, query, trades
from reprise.runs import Run, backtest, demo, load_run, round_trips, runs, sweep

__all__ = [
    "RepriseError",
    "Run",
    "backtest",
    "candles",
    "compute_features",
    "demo",
    "export_features",
    "frames",
    "holdings",
    "home",
    "join_series",
    "load_run",
    "plot_candles",
    "query",
    "round_trips",
    "run_command",
    "run_json",
    "runs",
    "sweep",
    "trades",
]
