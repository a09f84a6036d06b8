"""Pages are drawn in turns: the interpreter computes one thing at a time anyway.

Fifty pages begun at once would take it from each other at every step, and each be done as late as
the last; one after the other they are done in the order they came.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 1.0  # seconds; whoever has not said that it takes long holds nobody up for longer
_TURNS = threading.BoundedSemaphore(1)
_HERE = threading.local()  # whether this thread has the turn


@contextmanager
def in_queue() -> Iterator[None]:
    """Wait until it is one's turn, or long enough, and have it until the end."""
    _take()
    try:
        yield
    finally:
        _give_back()


@contextmanager
def out_of_queue() -> Iterator[None]:
    """Let others in while something long is done: a file read, a large portfolio counted."""
    had_it = _give_back()
    try:
        yield
    finally:
        if had_it:
            _take()


def _take() -> None:
    _HERE.has_it = _TURNS.acquire(timeout=_PATIENCE)


def _give_back() -> bool:
    """Give the turn back, and say whether it was there to give."""
    had_it: bool = getattr(_HERE, "has_it", False)
    if had_it:
        _HERE.has_it = False
        _TURNS.release()
    return had_it
