"""Hold budget adjustments against those that are known: by paper, and what was stated afterwards.

A paper (文号) counts once in a year; without one, a project's rows of a month are one change. A
file that says only what the budget is afterwards changes it by the difference from what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.domain.findings import Finding, Level
from monitor.intake.adjustments import added_and_cut
from monitor.intake.facts import AdjustmentFact
from monitor.intake.match import LARGEST_AMOUNT

if TYPE_CHECKING:
    from monitor.intake.match import Row
    from monitor.store.reading import ProjectsOf, Reading

REPLACE, ADD = "replace", "add"  # what rows without a paper do to those known for their month
_ZERO = Decimal(0)
Key = tuple[str, int]  # a paper and 0, or no paper and the month


@dataclass(frozen=True, slots=True)
class CountedChange:
    """A change of a project's budget that counts now; yuan."""

    project_code: str
    paper: str
    month: int
    added: Decimal
    cut: Decimal

    @property
    def key(self) -> Key:
        """What a newer file has to name to replace it."""
        return _key(self.paper, self.month)


@dataclass(frozen=True, slots=True)
class BudgetTrouble:
    """A project's revised budget in a month, and what was stated it would be; yuan."""

    project_code: str
    month: int
    amount: Decimal
    stated_budget: Decimal | None


@dataclass(slots=True)
class BudgetChanges:
    """The rows that a file's adjustments become, and the findings about them."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, fact: AdjustmentFact, /, **values: object) -> None:
        """Note what stops the file, at a fact's cell."""
        texts = {name: _written(value) for name, value in values.items()}
        self.findings.append(Finding(code, Level.BLOCKER, fact.sheet, fact.cell, texts))


def known_changes(
    stored: Reading, fiscal_year: int, projects: ProjectsOf
) -> dict[str, list[CountedChange]]:
    """Return the changes that count now, by project."""
    counted = stored.ask("adjustments_counted", CountedChange, projects, fiscal_year=fiscal_year)
    return {
        code: list(group) for code, group in groupby(counted, lambda change: change.project_code)
    }


def work_out_changes(
    facts: Iterable[AdjustmentFact],
    known: Mapping[str, Sequence[CountedChange]],
    budgets: Mapping[str, Decimal | None],
    *,
    again: str | None = None,
) -> BudgetChanges:
    """Turn adjustments into rows; ``budgets`` are original ones by project, in yuan.

    ``again`` is the person's word for rows without a paper where their month has such a change
    already: ``replace`` it or ``add`` to it. Unsaid, a difference is a question that blocks.
    """
    changes = BudgetChanges()
    in_order = sorted(facts, key=lambda fact: (fact.project_code, fact.month))
    for code, group in groupby(in_order, lambda fact: fact.project_code):
        budget = budgets.get(code) or _ZERO
        _work_out(changes, list(group), known.get(code, ()), budget, again)
    return changes


def _work_out(
    changes: BudgetChanges,
    facts: Sequence[AdjustmentFact],
    known: Sequence[CountedChange],
    budget: Decimal,
    again: str | None,
) -> None:
    added_to = _added_to(changes, facts, known, again)
    replaced = {_key(fact.paper, fact.month) for fact in facts} - added_to
    standing = [
        (change.month, change.added - change.cut) for change in known if change.key not in replaced
    ]
    for fact in facts:
        added, cut = fact.added, fact.cut
        if fact.stated_budget is not None:
            before = budget + sum(amount for month, amount in standing if month <= fact.month)
            added, cut = added_and_cut(fact.stated_budget - before)
        if max(added, cut) >= LARGEST_AMOUNT:
            changes.note("amount_too_large", fact, found=max(added, cut))
        standing.append((fact.month, added - cut))
        is_further = _key(fact.paper, fact.month) in added_to
        changes.rows.append(_row(fact, added, cut, is_further=is_further))


def _added_to(
    changes: BudgetChanges,
    facts: Sequence[AdjustmentFact],
    known: Sequence[CountedChange],
    again: str | None,
) -> set[Key]:
    """Return the months whose change without a paper stays beside the file's; ask where unsaid."""
    added_to: set[Key] = set()
    for fact, found in _without_paper(facts):
        before = [change for change in known if change.key == _key("", fact.month)]
        stood = sum((change.added - change.cut for change in before), _ZERO)
        if not before or stood == found:
            continue
        if again == ADD:
            added_to.add(_key("", fact.month))
        elif again is None:
            values = {"code": fact.project_code, "month": fact.month}
            changes.note("adjustment_again", fact, found=found, known=stood, **values)
    return added_to


def _without_paper(
    facts: Sequence[AdjustmentFact],
) -> Iterator[tuple[AdjustmentFact, Decimal]]:
    """Go through the months changed without a paper: their first fact, and their sum.

    A stated budget says the same whatever stood for its month before.
    """
    bare = [fact for fact in facts if not fact.paper and fact.stated_budget is None]
    for _, group in groupby(bare, lambda fact: fact.month):
        same = list(group)
        yield same[0], sum((fact.added - fact.cut for fact in same), _ZERO)


def _key(paper: str, month: int) -> Key:
    return (paper, 0 if paper else month)


def _row(fact: AdjustmentFact, added: Decimal, cut: Decimal, *, is_further: bool) -> Row:
    return {
        "fiscal_year": fact.fiscal_year,
        "project_code": fact.project_code,
        "month": fact.month,
        "added": added,
        "cut": cut,
        "reason": fact.reason,
        "sheet": fact.sheet,
        "cell": fact.cell,
        "paper": fact.paper,
        "is_further": is_further,
        "stated_budget": fact.stated_budget,
    }


def budget_findings(
    everything: Reading, projects: ProjectsOf, rows: Sequence[Row]
) -> Iterator[Finding]:
    """Judge the budgets as they are with the file: none below zero, and those stated still true.

    Asked inside the transaction that holds the file's rows, of everything that is known.
    """
    places = {row["project_code"]: (str(row["sheet"]), str(row["cell"])) for row in reversed(rows)}
    for query, code, level in (
        ("budgets_below_zero", "budget_below_zero", Level.BLOCKER),
        ("stated_budgets_overtaken", "stated_budget_overtaken", Level.WARNING),
    ):
        troubles = everything.ask(query, BudgetTrouble, projects, fiscal_year=projects.fiscal_year)
        for each in troubles:
            values = {
                "code": each.project_code,
                "month": str(each.month),
                "found": _written(each.amount),
                "stated": _written(each.stated_budget),
            }
            yield Finding(code, level, *places[each.project_code], values)


def _written(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
