"""The control total a person holds: the file must add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from monitor.domain.errors import WrongUse
from monitor.domain.findings import Finding, Level

if TYPE_CHECKING:
    from monitor.intake.match import Row


_UNITS = {"万元": 10_000, "元": 1}


def parse_total(text: str, unit: str = "元") -> Decimal | None:
    """Read a total into yuan; a unit behind the number speaks before ``unit``; blank is None.

    Raises ``WrongUse`` for what is no amount, or has parts of a fen.
    """
    written = text.strip().replace(",", "").replace("，", "")
    if not written:
        return None
    said = next((each for each in _UNITS if written.endswith(each)), "")
    try:
        total = Decimal(written.removesuffix(said).strip()) * _UNITS[said or unit]
    except InvalidOperation:
        raise WrongUse("total_unreadable", found=text.strip()) from None
    if not total.is_finite() or total != round(total, 2):
        raise WrongUse("total_unreadable", found=text.strip())
    return round(total, 2)


def total_findings(total: Decimal | None, rows: Sequence[Row]) -> Iterable[Finding]:
    """Hold the amounts reported by a file against the total, in yuan; they must agree exactly."""
    if total is None:
        return
    found = sum((cast("Decimal", row["amount"]) for row in rows if row["stated"] == "reported"), _0)
    if found != total:
        values = {
            "found": f"{found:,.2f}",
            "expected": f"{total:,.2f}",
            "difference": f"{found - total:+,.2f}",
        }
        yield Finding("total_differs_from_typed", Level.BLOCKER, values=values)


_0 = Decimal(0)
