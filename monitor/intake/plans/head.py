"""The head table of a project: who, which project, how much money, for what, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.domain.plan import FundSource, Milestone, judge_code, judge_funds, split_code_name
from monitor.intake.plans import words
from monitor.intake.plans.blocks import NumberedRow
from monitor.intake.plans.findings import Notes, place
from monitor.intake.plans.indicators import read_milestones
from monitor.intake.plans.words import (
    ASSUMED_UNIT,
    UNITS,
    OutOfRangeError,
    UnreadableError,
    fold,
    is_blank,
    one_line,
    read_amount,
)

_BANDS = {
    **dict.fromkeys(words.MONEY_BAND, "money"),
    **dict.fromkeys(words.MILESTONE_BAND, "milestones"),
    **dict.fromkeys(words.GOAL_BAND, "goal"),
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
    head = Head()
    _read_identity(bands.identity, head, notes)
    _read_money_unit(rows, head, notes)
    _read_money(bands.money, head, notes)
    head.milestones = read_milestones(bands.milestones, notes)
    head.goal = "\n".join(cell for _, _, cell in _cells_beside(bands.goal))
    return head


def _part(rows: list[NumberedRow]) -> _Bands:
    bands = _Bands()
    current = bands.identity
    for number, row in rows:
        label = _label(row.keys[0]) if row.keys else ""
        if label:
            current = getattr(bands, _BANDS.get(label, "identity"))
        current.append((number, row))
    return bands


def _label(key: str) -> str:
    """Take what follows a label off it: 资金支出计划(%) and 绩效目标: are labels too."""
    return key.split("(", 1)[0].rstrip(":")


def _cells_beside(rows: list[NumberedRow]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of the filled cells beside the labels of a band."""
    for number, row in rows:
        for column, cell in enumerate(row.cells):
            if column and cell:
                yield number, column, cell


def _read_identity(rows: list[NumberedRow], head: Head, notes: Notes) -> None:
    code, code_place = _beside(rows, words.PROJECT_CODE)
    name, _ = _beside(rows, words.PROJECT_NAME)
    head.project_code, head.project_name = fold(code).upper(), one_line(name)
    head.code_place = code_place
    if not head.project_code:
        notes.add("plan_code_missing", code_place, project_name=head.project_name)
    head.unit_text = _unit_text(rows)


def _unit_text(rows: list[NumberedRow]) -> str:
    """Find the unit above the project's code: the first text with a code, else the first text."""
    texts: list[str] = []
    for _, row in rows:
        if not words.PROJECT_CODE.isdisjoint(row.keys):
            break
        texts += [one_line(cell) for cell in row.cells if cell and not _money_unit(fold(cell))]
    coded = [text for text in texts if split_code_name(text)[0]]
    return next(iter(coded + texts), "")


def _beside(rows: list[NumberedRow], labels: frozenset[str]) -> tuple[str, str]:
    """Find the text after a label in the same row, up to the next label, and its place."""
    known = words.PROJECT_CODE | words.PROJECT_NAME
    for number, row in rows:
        at = next((column for column, key in enumerate(row.keys) if key in labels), None)
        if at is None:
            continue
        for column in range(at + 1, len(row.cells)):
            if row.keys[column] in known:
                break
            if row.cells[column]:
                return row.cells[column], place(number, column)
        return "", place(number, at)
    return "", ""


def _money_unit(key: str) -> str:
    found = words.MONEY_UNIT.fullmatch(key)
    return found[1] if found else ""


def _read_money_unit(rows: list[NumberedRow], head: Head, notes: Notes) -> None:
    for number, row in rows:
        for column, key in enumerate(row.keys):
            unit = _money_unit(key)
            if unit in UNITS:
                head.money_unit, head.money_unit_stated = unit, True
                return
            if unit:
                notes.add("plan_money_unit_unknown", place(number, column), found=unit)
                head.money_unit_stated = True
                return
    notes.add("plan_money_unit_unstated", assumed=head.money_unit)


def _read_money(rows: list[NumberedRow], head: Head, notes: Notes) -> None:
    """Read the budget and its sources, and the one text that says what the money is for."""
    funds: list[FundSource] = []
    purposes: list[str] = []
    is_missing = True
    for number, row in rows:
        filled = [(column, row.cells[column]) for column in range(1, len(row.cells))]
        filled = [(column, cell) for column, cell in filled if cell]
        if len(filled) == 1 and not row.keys[0] and fold(filled[0][1]) not in words.FUND_SLOTS:
            purposes.append(filled[0][1])
            continue
        for label, column, text in _labelled(filled):
            amount = _amount(label, text, place(number, column), head.money_unit, notes)
            if label in words.BUDGET:
                head.budget, is_missing = amount, is_blank(text)
                head.budget_place = place(number, column)
            elif amount is not None:
                funds.append(FundSource(label.removeprefix(words.FUND_PREFIX), amount))
    head.funds, head.purpose = tuple(funds), "\n".join(purposes)
    if is_missing:
        notes.add("plan_budget_missing", project_name=head.project_name)


def _labelled(filled: list[tuple[int, str]]) -> Iterator[tuple[str, int, str]]:
    """Pair each label of a row with the place and text of what stands after it."""
    label, at, texts = "", 0, [""]
    for column, cell in filled:
        key = fold(cell)
        if key in words.BUDGET or words.FUND.fullmatch(key):
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
