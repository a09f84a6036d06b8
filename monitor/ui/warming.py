"""What is done before anybody is served, so that nobody waits for it or trips over it."""

from __future__ import annotations

import gc

# Plotly looks whether pandas is there without waiting until it is whole: two pages that are the
# first to be drawn, at once, would meet half of it.
import pandas as pd


def warm_up() -> str:
    """Let go of what starting left behind and pass over the rest at each collection of garbage.

    Returns the version of pandas, which has to be whole by then.
    """
    gc.collect()
    gc.freeze()
    return pd.__version__
