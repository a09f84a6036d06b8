"""What is done before anybody is served, so that nobody waits for it or trips over it."""

from __future__ import annotations

import gc
import sys

# Plotly looks whether pandas is there without waiting until it is whole: two pages that are the
# first to be drawn, at once, would meet half of it.
import pandas as pd

# A page's messages are sent one by one, each when the interpreter is free again. Behind a thread
# that computes each of them would wait for the usual 5 ms; a page has dozens.
_SWITCH_SECONDS = 0.0005


def warm_up() -> str:
    """Let go of what starting left behind and pass over the rest at each collection of garbage.

    Returns the version of pandas, which has to be whole by then.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH_SECONDS)
    return pd.__version__
