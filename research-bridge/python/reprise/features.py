"""The engine's features as frames (docs/feature-store.md)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from reprise.engine import path, run_command
from reprise.history import bar_table

Place = str | os.PathLike[str]


def compute_features(
    features: Sequence[str],
    *,
    journal: Place | Sequence[Place] | None = None,
    asset: str | None = None,
    bar: str | None = None,
    as_of: str | None = None,
    series: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Bars with a column a feature, as of an instant, by the engine's own pipeline.

    The data are market journals, or an asset of the store. ``series`` are joined by publication time:
    name to file, with ``,lag=14d`` behind it where the file has no known_time.
    """
    if (journal is None) == (asset is None):
        raise ValueError("give either journal or asset")
    places = [journal] if isinstance(journal, (str, os.PathLike)) else list(journal or [])
    words: list[object] = ["features", "compute"]
    words += [word for place in places for word in ("--journal", path(place))]
    words += [word for feature in features for word in ("--feature", feature)]
    for option, value in (("--asset", asset), ("--bar", bar), ("--as-of", as_of)):
        words += [] if value is None else [option, value]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "table.parquet"
        run_command(*words, "--out", out)
        if series:
            joined = Path(folder) / "joined.parquet"
            pairs = [word for name, file in series.items() for word in ("--series", f"{name}={path(file)}")]
            run_command("features", "join", "--table", out, *pairs, "--out", joined)
            out = joined
        return bar_table(pd.read_parquet(out))


def export_features(run: Place) -> pd.DataFrame:
    """What the engine computed in a run whose bars are of one kind; the journal of a session, or a report folder."""
    place = path(run)
    journal = place / "journal" if (place / "journal").is_dir() else place
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "table.parquet"
        run_command("features", "export", "--journal", journal, "--out", out)
        return bar_table(pd.read_parquet(out))


def join_series(table: Place, out: Place, series: Mapping[str, str]) -> None:
    """Joins series to a Parquet table of the feature store; see :func:`compute_features`."""
    pairs = [word for name, file in series.items() for word in ("--series", f"{name}={path(file)}")]
    run_command("features", "join", "--table", path(table), *pairs, "--out", path(out))
