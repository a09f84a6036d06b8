"""The sample plan in its two forms, and edits of its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.plans.text import read_plan_text

Edit = Callable[..., Reading[Plan]]


@pytest.fixture(scope="session")
def plan_text(samples: Path) -> str:
    return (samples / "plan-2023.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def plan_docx(samples: Path) -> bytes:
    return (samples / "plan-2023.docx").read_bytes()


@pytest.fixture(scope="session")
def reading(plan_text: str) -> Reading[Plan]:
    return read_plan_text(plan_text.encode())


@pytest.fixture(scope="session")
def plan(reading: Reading[Plan]) -> Plan:
    return reading.facts[0]


@pytest.fixture
def edited(plan_text: str) -> Edit:
    """Read the sample with some text replaced, once each unless ``every`` is true."""

    def read(*pairs: tuple[str, str], every: bool = False) -> Reading[Plan]:
        text = plan_text
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, -1 if every else 1)
        return read_plan_text(text.encode())

    return read
