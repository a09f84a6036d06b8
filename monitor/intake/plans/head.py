"""The head table of a project: who, which project, how much money, for what, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.domain.plan import FundSource, Milestone, judge_code, judge_funds
from monitor.intake.plans import labels
from monitor.intake.plans.blocks import NumberedRow
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.identity import read_identity
from monitor.intake.plans.indicators import read_milestones
from monitor.intake.plans.labels import label_of
from monitor.intake.plans.words import (
    ASSUMED_UNIT,
    UNITS,
    OutOfRangeError,
    UnreadableError,
    fold,
    is_blank,
    read_amount,
)

_BANDS = {
    **dict.fromkeys(labels.MONEY_BAND, "money"),
    **dict.fromkeys(labels.MILESTONE_BAND, "milestones"),
    **dict.fromkeys(labels.GOAL_BAND, "goal"),
}


@dataclass(slots=True)
class Head:
    """What a head table says; amounts in yuan, blank where nothing is said."""

    unit_text: str = ""
    project_code: str = ""
    project_name: str = ""
    money_unit: str = ASSUMED_UNIT
    money_unit_stated: bool = False
    budget: Decimal | None = None
    funds: tuple[FundSource, ...] = ()
    purpose: str = ""
    milestones: tuple[Milestone, ...] = ()
    goal: str = ""
    code_place: str = ""
    budget_place: str = ""


@dataclass(slots=True)
class _Bands:
    """The rows of the head table by what they speak of."""

    identity: list[NumberedRow] = field(default_factory=list)
    money: list[NumberedRow] = field(default_factory=list)
    milestones: list[NumberedRow] = field(default_factory=list)
    goal: list[NumberedRow] = field(default_factory=list)


def read_head(rows: list[NumberedRow], notes: Notes) -> Head:
    """Read the rows above the indicators; whatever is strange goes to ``notes``."""
    bands = _part(rows)
    identity = read_identity(bands.identity, notes)
    head = Head(
        identity.unit_text,
        identity.project_code,
        identity.project_name,
        code_place=identity.place,
    )
    if not head.project_code:
        notes.add("plan_code_missing", head.code_place, project_name=head.project_name)
    _read_money_unit(rows, head, notes)
    _read_money(_of_the_year(bands.money), head, notes)
    head.milestones = read_milestones(bands.milestones, notes)
    head.goal = "\n".join(_goal_texts(bands.goal))
    return head


def is_band(cell: str) -> bool:
    """Say whether a cell is a label that opens a band of the head table."""
    return label_of(cell) in _BANDS


def _part(rows: list[NumberedRow]) -> _Bands:
    """Sort the rows into bands by their first cells; a label met again continues its band."""
    bands = _Bands()
    current, opened = bands.identity, ""
    for number, row in rows:
        label = label_of(row.cells[0]) if row.cells else ""
        if label and label == opened:
            current.append((number, row.without_first()))
            continue
        if label:
            current = getattr(bands, _BANDS.get(label, "identity"))
            opened = label
        current.append((number, row))
    return bands


def _goal_texts(rows: list[NumberedRow]) -> Iterator[str]:
    """Yield the texts of the goal; where those of several years stand beside, the year's own."""
    first = 1
    for _, row in rows:
        found = [label_of(cell) for cell in row.cells]
        years = [at for at, label in enumerate(found) if at and label in labels.YEARS_GOAL]
        if years:
            first = years[0]
            continue
        yield from (cell for cell in row.cells[first:] if cell)


def _of_the_year(rows: list[NumberedRow]) -> list[NumberedRow]:
    """Leave out the money of several years where that of the year stands beside it."""
    for _, row in rows:
        found = [label_of(cell) for cell in row.cells]
        if any(map(labels.SEVERAL_YEARS.fullmatch, found[1:])):
            own = [at for at, label in enumerate(found) if at and label in labels.BUDGET]
            if own:
                return [(number, each.from_column(own[-1])) for number, each in rows]
    return rows


def _read_money_unit(rows: list[NumberedRow], head: Head, notes: Notes) -> None:
    """Find the unit of money in a line of its own, or in brackets behind a label of money."""
    for number, row in rows:
        for column, key in enumerate(row.keys):
            unit = _money_unit(key) or _unit_in_brackets(key)
            if unit in UNITS:
                head.money_unit, head.money_unit_stated = unit, True
                return
            if unit:
                notes.add("plan_money_unit_unknown", notes.place(number, column), found=unit)
                head.money_unit_stated = True
                return
    notes.add("plan_money_unit_unstated", assumed=head.money_unit)


def _money_unit(key: str) -> str:
    found = labels.MONEY_UNIT.fullmatch(key)
    return found[1] if found else ""


def _unit_in_brackets(key: str) -> str:
    found = labels.UNIT_IN_BRACKETS.search(key)
    is_of_money = found is not None and _BANDS.get(label_of(key)) == "money"
    return found[1] if found and is_of_money else ""


def _read_money(rows: list[NumberedRow], head: Head, notes: Notes) -> None:
    """Read the budget and its sources, and the one text that says what the money is for."""
    funds: list[FundSource] = []
    purposes: list[str] = []
    is_missing = True
    for number, row in rows:
        filled = [(column, cell) for column, cell in enumerate(row.cells) if cell]
        if filled and filled[0][0] == 0 and label_of(filled[0][1]) not in labels.BUDGET:
            del filled[0]
        if len(filled) == 1 and not row.keys[0] and fold(filled[0][1]) not in labels.FUND_SLOTS:
            purposes.append(filled[0][1])
            continue
        for label, column, text in _labelled(filled):
            amount = _amount(label, text, notes.place(number, column), head.money_unit, notes)
            if label_of(label) in labels.BUDGET:
                head.budget, is_missing = amount, is_blank(text)
                head.budget_place = notes.place(number, column)
            elif amount is not None:
                funds.append(FundSource(label.removeprefix(labels.FUND_PREFIX), amount))
    head.funds, head.purpose = tuple(funds), "\n".join(purposes)
    if is_missing:
        notes.add("plan_budget_missing", project_name=head.project_name)


def _is_amount_label(cell: str) -> bool:
    key = fold(cell).rstrip(":")
    return label_of(cell) in labels.BUDGET or labels.FUND.fullmatch(key) is not None


def _labelled(filled: list[tuple[int, str]]) -> Iterator[tuple[str, int, str]]:
    """Pair each label of a row with the place and text of what stands after it."""
    label, at, texts = "", 0, [""]
    for column, cell in filled:
        key = fold(cell).rstrip(":")
        if _is_amount_label(cell):
            if label:
                yield label, at, " ".join(texts).strip()
            label, at, texts = key, column, []
        else:
            at = at if texts else column
            texts.append(cell)
    if label:
        yield label, at, " ".join(texts).strip()


def _amount(label: str, text: str, cell: str, unit: str, notes: Notes) -> Decimal | None:
    try:
        return read_amount(text, unit)
    except UnreadableError:
        notes.add("plan_amount_unreadable", cell, label=label, found=text)
    except OutOfRangeError:
        notes.add("plan_amount_out_of_range", cell, label=label, found=text, unit=unit)
    return None


def check_code(head: Head, met: dict[str, str], notes: Notes) -> None:
    """Note a code met before in another table (``met`` maps codes to tables), or an unusual one."""
    code = head.project_code
    if not code:
        return
    if code in met:
        notes.add("plan_code_twice", head.code_place, project_code=code, first=met[code])
    else:
        for strange in judge_code(code):
            notes.add(strange, head.code_place, project_code=code)
    met.setdefault(code, notes.sheet)


def check_funds(head: Head, notes: Notes) -> None:
    """Note where the sources of a budget do not add up to it."""
    if differing := judge_funds(head.budget, head.funds):
        notes.add("plan_funds_sum", head.budget_place, **differing)
