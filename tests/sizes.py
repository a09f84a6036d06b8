"""How much a test does: little in every run, much in ``make test-long``."""

from __future__ import annotations

import os

from hypothesis import settings

IS_LONG = os.environ.get("TEST_LONG") == "1"


def sized(short: int, long: int) -> int:
    """Choose by how much time there is."""
    return long if IS_LONG else short


def examples(short: int, long: int) -> settings:
    """Let a property be tried on so many examples."""
    return settings(max_examples=sized(short, long))
