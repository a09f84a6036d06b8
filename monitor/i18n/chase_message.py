"""What the chase list says: the sentence on its page, and the text to send to a unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from monitor.domain.judged import UnitMonth
from monitor.domain.month import Month
from monitor.i18n import say
from monitor.i18n.figures import Language, MoneyUnit, write_money, write_percent
from monitor.i18n.phrases import say_month


class Missing(Protocol):
    """A project that did not report, as far as the text speaks of it."""

    @property
    def unit_code(self) -> str:
        """The unit's code."""

    @property
    def unit_name(self) -> str:
        """The unit's name."""

    @property
    def project_code(self) -> str:
        """The project's code."""

    @property
    def project_name(self) -> str:
        """The project's name."""

    @property
    def revised_budget(self) -> Decimal:
        """The budget involved, in yuan."""

    @property
    def last_reported_month(self) -> int | None:
        """The last month reported, None when none was this year."""

    @property
    def missing_results(self) -> int:
        """How many indicator results are missing too."""


def lead_chase(month: Month, total: UnitMonth, language: Language, unit: MoneyUnit) -> str:
    """Say how many projects have not reported, and how much budget that is."""
    due = total.reported_count + total.not_reported_count
    name = say_month(language, month)
    if not total.not_reported_count:
        return say(language, "chase.all_in", month=name, projects=due)
    return say(
        language,
        "chase.lead",
        month=name,
        count=total.not_reported_count,
        projects=due,
        amount=write_money(total.not_reported_budget, language, unit),
        share=write_percent(total.reported_pct),
    )


def write_chase(month: Month, rows: Sequence[Missing], language: Language, unit: MoneyUnit) -> str:
    """Write the text to one unit: what is missing, since when, and what to do."""
    name = say_month(language, month)
    head = say(
        language,
        "chase.message",
        unit=f"{rows[0].unit_code} {rows[0].unit_name}".strip(),
        month=name,
        count=len(rows),
        amount=write_money(_budget(rows), language, unit),
    )
    lines = [
        _line(number, row, month.year, language, unit) for number, row in enumerate(rows, start=1)
    ]
    todo = [say(language, "chase.todo", month=name)]
    if any(row.missing_results for row in rows):
        todo.append(say(language, "chase.todo_results"))
    return "\n".join([head, *lines, *todo])


def _line(number: int, row: Missing, year: int, language: Language, unit: MoneyUnit) -> str:
    last = row.last_reported_month
    results = row.missing_results
    text = say(
        language,
        "chase.line",
        number=number,
        name=row.project_name,
        code=row.project_code,
        amount=write_money(row.revised_budget, language, unit),
        last=say_month(language, Month(year, last)) if last else say(language, "chase.never"),
        results=say(language, "chase.line_results", count=results) if results else "",
    )
    return text + say(language, "chase.line_end")


def _budget(rows: Sequence[Missing]) -> Decimal:
    return sum((row.revised_budget for row in rows), Decimal(0))
