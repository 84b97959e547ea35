"""Pictures that pandas does not draw."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

UP = "#1a7f5a"
DOWN = "#b3372f"


def candles(ax: Axes, bars: pd.DataFrame) -> None:
    """Draws open, high, low, close; the index is the bars' start, and gaps in time stay gaps."""
    at = np.asarray(date2num(bars.index.to_numpy()))  # type: ignore[no-untyped-call]
    width = 0.7 * float(np.median(np.diff(at))) if len(at) > 1 else 0.01
    up = (bars["close"] >= bars["open"]).to_numpy()
    color = np.where(up, UP, DOWN)
    low = bars[["open", "close"]].min(axis=1).to_numpy()
    high = bars[["open", "close"]].max(axis=1).to_numpy()
    ax.vlines(at, bars["low"], bars["high"], color=color, linewidth=0.8)
    ax.bar(at, np.maximum(high - low, 1e-9), bottom=low, width=width, color=color, linewidth=0)
    ax.xaxis_date(tz="UTC")
    ax.set_ylim(float(bars["low"].min()) * 0.995, float(bars["high"].max()) * 1.005)
