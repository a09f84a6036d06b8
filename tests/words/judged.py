"""Months as the store would judge them, written in a line; what is not said is absent."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from monitor.domain.judged import Policy, ProjectMonth, UnitMonth

_NOTHING = Decimal(0)


def project(**given: object) -> ProjectMonth:
    """Make a project in June that has spent 500 000 of 1 000 000 yuan, just as planned."""
    row: dict[str, Any] = dict.fromkeys((field.name for field in fields(ProjectMonth)), None)
    row |= {
        "fiscal_year": 2023,
        "unit_code": "131001",
        "unit_name": "unit",
        "project_code": "A",
        "project_name": "project A",
        "office": "",
        "month": 6,
        "month_end": date(2023, 6, 30),
        "mode": "ratio",
        "interpolation": "linear",
        "state": "reported",
        "stated": "reported",
        "original_budget": Decimal(1_000_000),
        "added": _NOTHING,
        "cut": _NOTHING,
        "revised_budget": Decimal(1_000_000),
        "spent": Decimal(500_000),
        "execution_rate": Decimal(50),
        "planned_pct": Decimal(50),
        "planned_amount": Decimal(500_000),
        "elapsed_pct": Decimal(50),
        "gap_pp": _NOTHING,
        "gap_amount": _NOTHING,
        "milestone_missed": False,
        "is_overspent": False,
        "badge": "green",
        "indicators_red": 0,
        "indicators_yellow": 0,
        "spending_light": "green",
        "light": "green",
        "severity": 0,
        "is_flagged": False,
        "months_flagged": 0,
        "reasons": "",
    }
    return ProjectMonth(**(row | given))


def spent(rate: str, **given: object) -> ProjectMonth:
    """Make the project with another execution rate against 50 % planned."""
    percent = Decimal(rate)
    return project(
        spent=percent * 10_000,
        execution_rate=percent,
        gap_pp=percent - 50,
        gap_amount=percent * 10_000 - 500_000,
        **given,
    )


def silent(**given: object) -> ProjectMonth:
    """Make the project in a month it did not report."""
    absent = dict.fromkeys(
        "stated spent execution_rate gap_pp gap_amount spending_light light".split(), None
    )
    flagged = {"severity": 1, "is_flagged": True, "months_flagged": 1, "flagged_since": 6}
    state = {"state": "not_reported", "badge": "not_reported"}
    return project(**(absent | flagged | state | given))


def unit(**given: object) -> UnitMonth:
    """Make a unit in June whose projects are just on plan."""
    row: dict[str, Any] = dict.fromkeys((field.name for field in fields(UnitMonth)), 0)
    row |= {
        "month": 6,
        "spent": Decimal(500_000),
        "gap_amount": _NOTHING,
        "execution_rate": Decimal(50),
        "planned_pct": Decimal(50),
        "reported_pct": Decimal(100),
    }
    return UnitMonth(**(row | given))


def policy(**given: object) -> Policy:
    """Make the default policy, or one that differs in what is given."""
    row: dict[str, Any] = {
        **dict.fromkeys((field.name for field in fields(Policy)), _NOTHING),
        "policy_id": 0,
        "mode": "ratio",
        "interpolation": "linear",
        "ratio_red": Decimal("0.6"),
        "ratio_yellow": Decimal("0.8"),
        "ratio_blue": Decimal("1.2"),
        "gap_red": Decimal(-20),
        "gap_yellow": Decimal(-10),
        "gap_blue": Decimal(20),
        "minimum_rate": Decimal(40),
        "materiality": _NOTHING,
        "mismatch_points": Decimal(10),
    }
    return Policy(**(row | given))
