"""The arithmetic of a sheet: what its columns must add up to if they are what they seem to be.

An identity that holds in the rows proves its columns; where it fails in a few, these are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from monitor.intake.facts import Proof
from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets.cells import SCALES, NotMoney, is_blank, read_money
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.skips import why_skipped
from monitor.intake.sheets.table import Table
from monitor.intake.sheets.totals import RateCheck

RATE, BALANCE, PARTS, RUNNING, NET = "rate", "balance", "parts", "running", "net"
REVISED = "revised"
_TOLERANCE = Decimal("0.011")  # yuan and a fen; each figure of a sheet is rounded by itself
_CLEAR = 0.01
_SAMPLE = 40  # rows by which an identity that nobody doubts is looked for
_MOST_BROKEN = 20  # findings of one identity; with more of them it is not meant
_ZERO = Decimal(0)
_PROJECT = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{2,}", re.ASCII).fullmatch
Numbered = tuple[int, list[Value]]


@dataclass(frozen=True, slots=True)
class Identity:
    """Columns of which some, less others, give one more: 预算 − 支出 = 结余, parts = total."""

    kind: str
    added: tuple[Column, ...]
    taken: tuple[Column, ...]
    result: Column

    @property
    def columns(self) -> tuple[Column, ...]:
        """All its columns in the order of its words."""
        return (*self.added, *self.taken, self.result)


def rows_of_projects(table: Table, most: int | None = None) -> list[Numbered]:
    """List the rows that plainly are of a project, padded to the header's width."""
    header = table.header
    who = header.column("project_code") or header.column("project_name")
    width = len(header.columns)
    found: list[Numbered] = []
    if who is None:
        return []
    for number in range(header.bottom + 1, len(table.sheet.rows)):
        row = table.sheet.rows[number]
        if len(found) == most:
            break
        label = row[who.index] if who.index < len(row) else None
        if isinstance(label, str) and _is_project(label, who):
            found.append((number, [*row, *[None] * (width - len(row))]))
    return found


def _is_project(label: str, who: Column) -> bool:
    if who.field == "project_code":
        return _PROJECT(label.strip()) is not None or len(label) > len("13020923P000")
    return not is_blank(label) and not why_skipped(label)


def identities_of(table: Table, spent: Column) -> Iterator[Identity]:
    """List what must hold if a column is what was spent."""
    header = table.header
    lefts, refunds = header.columns_of("left"), header.columns_of("refund")
    budgets = header.columns_of("revised_budget") + header.columns_of("original_budget")
    for budget, left in product(budgets[:2], lefts[:2]):
        yield Identity(BALANCE, (budget,), (spent,), left)
    parts = tuple(column for column in siblings(table, spent) if column.field != "month_spent")
    if len(parts) > 1:
        yield Identity(PARTS, parts, (), spent)
    months = [one for one in header.columns_of("month_spent") if _are_of_one_month(one, spent)]
    for before, month in product(header.columns_of("before")[:1], months[:1]):
        yield Identity(RUNNING, (before, month), (), spent)
    others = header.columns_of("spent") + header.columns_of("spent_likely")
    for gross, refund in product(others[:4], refunds[:1]):
        if gross.index != spent.index:
            yield Identity(NET, (gross,), (refund,), spent)


def _of_budgets(table: Table) -> Iterator[Identity]:
    """List what must hold of budgets: original + added − cut = revised."""
    header = table.header
    original, revised = header.columns_of("original_budget"), header.columns_of("revised_budget")
    added, cut = header.columns_of("added"), header.columns_of("cut")
    if len(original) == len(revised) == 1 and (added or cut):
        yield Identity(REVISED, (*original, *added[:1]), cut[:1], revised[0])


def siblings(table: Table, column: Column) -> tuple[Column, ...]:
    """List the other amounts of spending under the same upper words as a column."""
    above = column.header.rpartition(" / ")[0]
    names = {"spent", "month_spent", "spent_likely", "spent_part"}
    return tuple(
        other
        for other in table.header.columns
        if other.index != column.index
        and other.field in names
        and other.header.rpartition(" / ")[0] == above
    )


def _are_of_one_month(one: Column, other: Column) -> bool:
    if one.month is None or other.month is None:
        return True
    return one.month.number == other.month.number


def state(table: Table, identity: Identity, row: list[Value]) -> tuple[Decimal, Decimal] | None:
    """Give what a row's columns come to and what it states, None where one is no amount."""
    amounts = []
    for column in identity.columns:
        amount = amount_of(table, column, row)
        if amount is None:
            if identity.kind not in {PARTS, REVISED} or column is identity.result:
                return None
            amount = _ZERO
        amounts.append(amount)
    count = len(identity.added)
    return sum(amounts[:count]) - sum(amounts[count:-1]) + _ZERO, amounts[-1]


def amount_of(table: Table, column: Column, row: list[Value]) -> Decimal | None:
    """Read an amount in yuan without a word on what is none."""
    try:
        return read_money(row[column.index], table.scales.get(column.index, SCALES[table.unit]))
    except (IndexError, NotMoney):
        return None


def holds(table: Table, identity: Identity, row: list[Value]) -> bool | None:
    """Say whether an identity holds in a row, None where it says nothing."""
    stated = state(table, identity, row)
    if stated is None:
        return None
    return abs(stated[0] - stated[1]) <= _slack(table, identity)


def _slack(table: Table, identity: Identity) -> Decimal:
    """Amounts in 万元 are written to a few decimals each, so that sums differ in the last one."""
    return max(_TOLERANCE, max(table.scales[one.index] for one in identity.columns) / 5000)


def prove(table: Table, identity: Identity, rows: Iterable[Numbered]) -> int:
    """Count the rows in which an identity holds, 0 where it fails in one or says nothing."""
    count, is_telling = 0, False
    for _, row in rows:
        is_right = holds(table, identity, row)
        if is_right is False:
            return 0
        if is_right:
            count += 1
            is_telling = is_telling or _is_telling(table, identity, row)
    return count if is_telling else 0


def _is_telling(table: Table, identity: Identity, row: list[Value]) -> bool:
    """Say whether a row tells columns apart: 0 + 5 = 5 would hold with others as well."""
    amounts = [amount_of(table, column, row) for column in (*identity.added, *identity.taken)]
    return all(amounts) if identity.kind != PARTS else sum(map(bool, amounts)) > 1


@dataclass(slots=True)
class Check:
    """One identity followed through the rows of a sheet."""

    table: Table
    identity: Identity
    count: int = 0
    broken: int = 0

    def look(self, number: int, row: list[Value]) -> None:
        """Hold a row against the identity; one that breaks it is a finding."""
        if self._is_plainly_right(row):
            self.count += 1
            return
        stated = state(self.table, self.identity, row)
        if stated is None:
            return
        if abs(stated[0] - stated[1]) <= _slack(self.table, self.identity):
            self.count += 1
            return
        self.broken += 1
        if self.broken <= _MOST_BROKEN:
            self._note(number, stated)

    def _is_plainly_right(self, row: list[Value]) -> bool:
        """Settle the usual row without decimals: numbers of one unit that fit to the fen."""
        identity, scales = self.identity, self.table.scales
        scale, total = scales[identity.result.index], 0.0
        try:
            for column in identity.added:
                total += float(row[column.index])  # type: ignore[arg-type] # what is none raises
                if scales[column.index] is not scale:
                    return False
            for column in identity.taken:
                total -= float(row[column.index])  # type: ignore[arg-type] # as above
                if scales[column.index] is not scale:
                    return False
            return abs(total - float(row[identity.result.index])) < _CLEAR / float(scale)  # type: ignore[arg-type] # as above
        except (TypeError, ValueError):
            return False

    def _note(self, number: int, stated: tuple[Decimal, Decimal]) -> None:
        identity = self.identity
        self.table.notes.add(
            "identity_broken",
            cell_name((number, identity.result.index)),
            formula=formula(identity),
            cells="、".join(cell_name((number, one.index)) for one in identity.columns[:-1]),
            found=f"{stated[1].normalize():f}",
            expected=f"{stated[0].normalize():f}",
        )


@dataclass(slots=True)
class Checks:
    """All that the rows of a sheet with one column of spending are held against."""

    table: Table
    rates: RateCheck | None = None
    identities: tuple[Check, ...] = ()

    @classmethod
    def of(cls, table: Table, targets: Sequence[tuple[Column, object]]) -> Checks:
        """Begin to follow the identities that most of the first rows keep to."""
        if len(targets) != 1:
            return cls(table)
        spent, rows = targets[0][0], rows_of_projects(table, _SAMPLE)
        found = []
        for identity in (*identities_of(table, spent), *_of_budgets(table)):
            judged = [holds(table, identity, row) for _, row in rows]
            if judged.count(True) and judged.count(True) >= 2 * judged.count(False):
                found.append(Check(table, identity))
        return cls(table, RateCheck.of(table, spent), tuple(found))

    @property
    def are_any(self) -> bool:
        """Say whether there is anything to hold rows against."""
        return self.rates is not None or bool(self.identities)

    def look(self, number: int, row: list[Value], spent: Decimal) -> None:
        """Hold a row against all of them."""
        if self.rates is not None:
            self.rates.check(number, row, spent)
        for check in self.identities:
            check.look(number, row)

    def tell(self) -> None:
        """Say what held in every row that stated it, unless it is said already."""
        said = {proof.formula for proof in self.table.proofs}
        found = [
            Proof(one.identity.kind, formula(one.identity), one.count)
            for one in self.identities
            if one.count and not one.broken
        ]
        rates = self.rates
        if rates is not None and rates.count and not rates.broken:
            found.append(Proof(RATE, rates.formula, rates.count))
        self.table.proofs += [proof for proof in found if proof.formula not in said]


def formula(identity: Identity) -> str:
    """Write an identity with the words of its columns: 预算数−累计支出=结余."""
    added = "+".join(_word(column) for column in identity.added)
    taken = "".join(f"−{_word(column)}" for column in identity.taken)
    return f"{added}{taken}={_word(identity.result)}"


def _word(column: Column) -> str:
    return "".join(column.header.rpartition(" / ")[2].split()) or column.letter
