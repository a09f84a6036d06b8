"""What holds for any plan and any months: each example is a fiscal year of its own in one store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, count
from pathlib import Path
from shutil import copy

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.domain.month import Month
from monitor.intake.batches import restore, withdraw
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.files.grid import Value
from monitor.intake.request import ImportRequest, Preview
from monitor.outputs.lists.flagged import flagged_csv
from monitor.review.flags import list_flagged
from monitor.review.months import review_indicators, review_month
from monitor.store.materialised import MATERIALISED
from tests.services.desk import Desk, desk_at, plan_file, project, workbook
from tests.sizes import sized

# An example is several real imports, so there are few; they are the same on every run.
few = settings(
    max_examples=sized(3, 60),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
years = count(2001)

fen = st.integers(-50_000, 300_000).filter(bool)


@dataclass(frozen=True)
class World:
    """Budgets in yuan and, for every project, what it spent in each month in fen."""

    budgets: tuple[int, ...]
    months: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]

    @property
    def codes(self) -> list[str]:
        return [f"13020923P0009{place:04}000{place}X" for place in range(len(self.budgets))]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    projects = draw(st.integers(2, 3))
    length = draw(st.integers(2, 3))
    budgets = draw(st.tuples(*[st.integers(1, 5000)] * projects))
    months = draw(st.tuples(*[st.tuples(*[fen] * length)] * projects))
    order = draw(st.permutations(range(projects)))
    return World(budgets, months, tuple(order))


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("properties")
    with desk_at(Path(copy(blank_database, folder / "monitor.duckdb"))) as made:
        yield made


@dataclass(frozen=True)
class Year:
    """A world put into a year of the store."""

    desk: Desk
    year: int
    world: World

    def request(self, kind: str, data: bytes, month: int | None = None) -> ImportRequest:
        asked = Month(self.year, month) if month else None
        return ImportRequest(kind, "file.xlsx", data, "clerk", month=asked)

    def preview(self, data: bytes, month: int | None = None, kind: str = "spending") -> Preview:
        return preview_import(self.desk.store, self.request(kind, data, month))

    def commit(self, data: bytes, month: int | None = None, kind: str = "spending") -> int:
        done = commit_import(self.desk.store, self.request(kind, data, month), self.desk.files)
        assert done.batch_id is not None, done.preview
        return done.batch_id

    def snapshot(self) -> list[list[tuple[object, ...]]]:
        """Return every figure of the year, as kept."""
        with self.desk.store.reading() as reading:
            cursor = reading.cursor
            return [
                cursor.execute(
                    f"from materialised.{name} where fiscal_year = $year order by all",
                    {"year": self.year},
                ).fetchall()
                for name in MATERIALISED
            ]


def begin(desk: Desk, world: World) -> Year:
    """Import the world's plan as a year of its own."""
    begun = Year(desk, next(years), world)
    begun.commit(plan_of(begun), kind="plan")
    return begun


def plan_of(year: Year, order: tuple[int, ...] | None = None) -> bytes:
    places = order or range(len(year.world.budgets))
    projects = [project(year.world.codes[at], str(year.world.budgets[at])) for at in places]
    return plan_file(*projects, year=year.year)


def sheet_of(year: Year, header: list[str], rows: list[list[Value]]) -> list[list[object]]:
    body: list[list[object]] = [[*row] for row in rows]
    return [[f"{year.year}年支出表"], [*header], *body]


def monthly(year: Year, unit: str = "元", order: tuple[int, ...] | None = None) -> bytes:
    """Write a wide table, a column per month with what was spent in it."""
    scale = 100 if unit == "元" else 1_000_000
    world, places = year.world, order or range(len(year.world.budgets))
    head: list[Value] = ["项目编码", *(f"{number}月支出（{unit}）" for number in numbers(world))]
    rows: list[list[Value]] = [
        [world.codes[at], *(str(Decimal(each) / scale) for each in world.months[at])]
        for at in places
    ]
    if order:  # the columns too
        head, *rows = ([*line[:1], *line[:0:-1]] for line in (head, *rows))
    return workbook(支出=sheet_of(year, [str(each) for each in head], rows))


def numbers(world: World) -> range:
    return range(1, len(world.months[0]) + 1)


def cumulative(year: Year, month: int) -> bytes:
    """Write the running totals at a month's end."""
    rows: list[list[Value]] = [
        [code, str(Decimal(list(accumulate(spent))[month - 1]) / 100)]
        for code, spent in zip(year.world.codes, year.world.months, strict=True)
    ]
    head = ["项目编码", f"截至{month}月底累计支出（元）"]
    return workbook(支出=sheet_of(year, head, rows))


def payments(year: Year) -> bytes:
    """Write a row per payment, each month's amount in two of them."""
    rows: list[list[Value]] = []
    for code, spent in zip(year.world.codes, year.world.months, strict=True):
        for month, amount in zip(numbers(year.world), spent, strict=True):
            half = amount // 2
            day = f"{year.year}-{month:02}-"
            rows.append([code, f"{day}05", str(Decimal(half) / 100)])
            rows.append([code, f"{day}20", str(Decimal(amount - half) / 100)])
    return workbook(支付=sheet_of(year, ["项目编码", "支付日期", "支付金额（元）"], rows))


def says_the_same(preview: Preview) -> bool:
    assert not preview.is_blocked, preview.findings
    return preview.changes_nothing and preview.count("same") > 0


def says_the_same_on_another_basis(preview: Preview) -> bool:
    """A running total that monthly amounts added up to is a fact by itself, and moves no figure."""
    assert not preview.is_blocked, preview.findings
    assert all(change.old_amount == change.new_amount for change in preview.changes)
    return preview.count("rebased") > 0 and preview.count("same", "rebased") == len(preview.changes)


@few
@given(worlds())
def test_the_same_facts_can_be_spelled_in_many_ways(one_store: Desk, world: World) -> None:
    """元 or 万元, by month, as running totals or payment by payment, rows and columns shuffled."""
    year = begin(one_store, world)
    year.commit(monthly(year))
    assert says_the_same(year.preview(monthly(year, "万元")))
    assert says_the_same(year.preview(monthly(year, order=world.order)))
    assert says_the_same(year.preview(payments(year)))
    for month in numbers(world):
        assert says_the_same_on_another_basis(year.preview(cumulative(year, month), month))


@few
@given(worlds())
def test_a_plan_may_be_shuffled(one_store: Desk, world: World) -> None:
    year = begin(one_store, world)
    shuffled = plan_of(year, world.order)
    assert says_the_same(year.preview(turned_over(shuffled), kind="plan"))


def turned_over(data: bytes) -> bytes:
    """Put the sheets of a workbook in the opposite order."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name in book.sheetnames:
        book.move_sheet(name, -len(book.sheetnames))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@few
@given(worlds())
def test_twice_is_once_and_withdrawn_is_never(one_store: Desk, world: World) -> None:
    year = begin(one_store, world)
    month = len(numbers(world))
    before = year.snapshot()
    batch = year.commit(cumulative(year, month), month)
    after = year.snapshot()
    assert after != before
    assert says_the_same(year.preview(cumulative(year, month), month))
    withdraw(year.desk.store, batch, actor="clerk")
    assert year.snapshot() == before
    restore(year.desk.store, batch, actor="clerk")
    assert year.snapshot() == after


@few
@given(worlds())
def test_every_sum_is_the_sum_of_its_projects(one_store: Desk, world: World) -> None:
    year = begin(one_store, world)
    year.commit(monthly(year))
    month = Month(year.year, len(numbers(world)))
    view = review_month(year.desk.store, month)
    unit = review_month(year.desk.store, month, unit_code="131001")
    assert [row.spent for row in view.projects] == [
        Decimal(sum(each)) / 100 for each in world.months
    ]
    assert view.total == unit.total
    for name in ("revised_budget", "spent", "planned_amount", "gap_amount"):
        assert sum(getattr(row, name) for row in view.projects) == getattr(view.total, name)
    rows = list_flagged(view, review_indicators(year.desk.store, month), "zh")
    exported = flagged_csv(view, rows).decode("utf-8-sig")
    listed = [line for line in exported.splitlines() if any(code in line for code in world.codes)]
    assert len(listed) == len(rows) == view.total.flagged_count
