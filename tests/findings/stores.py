"""Files held against a store, and files that a watched folder takes in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl.worksheet.worksheet import Worksheet

from monitor.domain.month import Month
from monitor.domain.roles import Actor
from monitor.intake.batches import withdraw
from monitor.intake.commit import preview_import
from monitor.intake.facts import Basis, SpendingFact
from monitor.intake.match import PlannedProject, resolve_spending
from monitor.intake.recognise import recognise
from monitor.month_close.exceptions import grant_exception
from monitor.month_close.steps import certify, submit
from monitor.upkeep.arrivals import receive
from monitor.upkeep.setup import Store, act_for
from tests.excel.filled_forms import official
from tests.findings.pair import Pair
from tests.services.desk import (
    INDICATORS,
    NAMES,
    A,
    B,
    C,
    D,
    Desk,
    desk_at,
    plan_file,
    project,
    results,
    spending,
    table,
    workbook,
)

OWN = (project(A, indicators=INDICATORS), project(B, "2000"), project(C, "500"))
RAISED = replace(INDICATORS[0], target_text="≥12次")
GOOD = spending({"A": 100})
CUT = "| 项目编码 | 追减数（元） |"
SPENT = "| 项目编码 | 累计支出（元） |"
E = "13020923P000141100099"
NAMED = "| 项目名称 | 累计支出（元） |"
HEAD = "| 项目编码 | 项目名称 | 累计支出（元） |"

BESIDE = table(
    f"| 单位名称 | 项目编码 | 累计支出（元） |\n| 办公室 | {A} | 100 |\n"
    "| 教育局 | 13020923P00099910001X | 100 |"
)


@cache
def planned() -> bytes:
    """Make a database with the plan of a unit once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "monitor.duckdb"
        with desk_at(path) as desk:
            assert desk.commit("plan", plan_file(*OWN)).batch_id == 1
            assert desk.commit("plan", plan_file(project(D), unit="131002")).batch_id == 2
        return path.read_bytes()


@contextmanager
def at_desk() -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "monitor.duckdb"
        path.write_bytes(planned())
        with desk_at(path) as desk:
            yield desk


def preview(kind: str, data: bytes, month: int | None = 4, **given: object) -> set[str]:
    with at_desk() as desk:
        found = desk.preview(kind, data, month, **given).findings
    return {finding.code for finding in found}


def pair(kind: str, bad: bytes, good: bytes, month: int | None = 4) -> Pair:
    return Pair(partial(preview, kind, bad, month), partial(preview, kind, good, month))


def adjusted_again(again: str | None) -> set[str]:
    """Cut 10 in April without a paper, then say 20."""
    with at_desk() as desk:
        assert desk.commit("adjustments", listed(f"| {A} | 10 |", head=CUT), 4).batch_id
        file = listed(f"| {A} | 20 |", head=CUT)
        return {each.code for each in desk.preview("adjustments", file, 4, again=again).findings}


LATE = project(D, "300")


def added(start: int | None, *, is_spent: bool = False) -> set[str]:
    """Add a project to a unit that has reported March, itself with spending of March or without."""
    with at_desk() as desk:
        if is_spent:
            added_and_withdrawn(desk)
        assert desk.commit("spending", GOOD, 3).batch_id
        file = plan_file(*OWN, replace(LATE, project_code=E))
        return {each.code for each in desk.preview("plan", file, start_month=start).findings}


def added_and_withdrawn(desk: Desk) -> None:
    """Leave spending of March behind of a project whose plan is withdrawn."""
    plan = desk.commit("plan", plan_file(*OWN, replace(LATE, project_code=E)))
    assert plan.batch_id is not None
    assert desk.commit("spending", listed(f"| {E} | 5 |", head=SPENT), 3).batch_id
    withdraw(desk.store, plan.batch_id, actor="clerk", reason="")


def reported_early(month: int) -> set[str]:
    """Report spending of a project that starts in April."""
    with at_desk() as desk:
        assert desk.commit("spending", GOOD, 3).batch_id
        file = plan_file(*OWN, replace(LATE, project_code=E))
        assert desk.commit("plan", file, start_month=4).batch_id
        file = listed(f"| {E} | 5 |", head=SPENT)
        return {each.code for each in desk.preview("spending", file, month).findings}


def monitored(result: str | None) -> bytes:
    """Write the official form of one project with its likelihood, and a result or none."""
    row = {"B": "产出指标", "C": "数量指标", "D": "调研次数", "E": "≥10次", "F": result, "O": "√"}
    book = official([row])
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    sheet.unmerge_cells("C4:Q4")
    sheet["G4"], sheet["J4"] = "项目编码", A
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def slipped(first: str, second: str) -> tuple[str, str]:
    return f"| {A} | {first} | 100 |", f"| {B} | {second} | 200 |"


def unmoved(spent: int) -> set[str]:
    """Report three projects in March, and again in April, one of them perhaps with more."""
    with at_desk() as desk:
        assert desk.commit("spending", spending({"A": 100, "B": 5, "C": 7}), 3).batch_id
        file = spending({"A": spent, "B": 5, "C": 7})
        return {each.code for each in desk.preview("spending", file, 4).findings}


def unplanned(*, is_withdrawn: bool = False) -> set[str]:
    """Report spending of every project, and look at a further file with or without their plan."""
    with at_desk() as desk:
        assert desk.commit("spending", spending({"A": 100, "D": 5}), 3).batch_id == 3
        if is_withdrawn:
            withdraw(desk.store, 2, actor="clerk", reason="")
        return {each.code for each in desk.preview("spending", GOOD, 4).findings}


def overtaken(month: int) -> set[str]:
    """State a budget for March, then cut it in another month."""
    with at_desk() as desk:
        head = "| 项目编码 | 年初预算数（元） | 调整后预算数（元） |"
        assert desk.commit("adjustments", listed(f"| {A} | 1000 | 900 |", head=head), 3).batch_id
        file = listed(f"| {A} | 20 |", head=CUT)
        return {each.code for each in desk.preview("adjustments", file, month).findings}


def of_spending(bad: bytes, good: bytes = GOOD, *, month: int | None = 4) -> Pair:
    return pair("spending", bad, good, month)


def of_plan(bad: bytes) -> Pair:
    return pair("plan", bad, plan_file(*OWN), None)


def revised(data: bytes) -> set[str]:
    """Revise the plan after a result was reported."""
    with at_desk() as desk:
        assert desk.commit("results", results("| 数量指标 | 调研次数 | 3次 |"), 4).batch_id == 3
        found = desk.preview("plan", data).findings
    return {finding.code for finding in found}


def of_revision(bad: bytes) -> Pair:
    return Pair(partial(revised, bad), partial(revised, plan_file(*OWN)))


def listed(*rows: str, head: str = HEAD) -> bytes:
    return table("\n".join([head, *rows]))


def named(name: str) -> bytes:
    return listed(f"| {A} | {name} | 100 |")


def two_bases(other: Basis) -> set[str]:
    """State the spending of project A twice for a month, in two months where they are alike."""
    facts = [
        SpendingFact(A, 2023, 4, Basis.CUMULATIVE, Decimal(100)),
        SpendingFact(A, 2023, 4 if other is Basis.MONTHLY else 5, other, Decimal(110)),
    ]
    planned_project = PlannedProject(2023, "131001", "单位", A, NAMES[A], Decimal(1000))
    return {finding.code for finding in resolve_spending(facts, {A: planned_project}).findings}


def dated(*months: str) -> bytes:
    """Pay for project A on the first of these months."""
    rows = (f"| {A} | {month}-01 | 5 |" for month in months)
    return listed(*rows, head="| 项目编码 | 支付日期 | 支付金额（元） |")


def recognised(data: bytes) -> set[str]:
    return {finding.code for finding in recognise(data).findings}


def kinds(*names: str) -> bytes:
    """Make a workbook with sheets of these kinds."""
    sheets: dict[str, list[list[object]]] = {
        "支出": [["单位：元"], ["项目编码", "2023年4月累计支出"], [A, 100]],
        "指标结果": [["项目编码", "三级指标", "实际完成值"], [A, "调研次数", "3次"]],
    }
    return workbook(**{name: sheets[name] for name in names})


def april(amount: int) -> bytes:
    return listed(f"| {A} | {NAMES[A]} | {amount} |", head=HEAD.replace("累计", "2023年4月累计"))


def received(*files: bytes, kind: str = "spending") -> set[str]:
    """Take files in as a watched folder does, and give what was found in the last."""
    codes: set[str] = set()
    with at_desk() as desk:
        for data in files:
            taken = receive(desk.store, desk.files, "支出.csv", data, kind=kind, actor="keeper")
            codes = {finding.code for finding in taken.findings}
    return codes


def closed(role: str, *, is_excepted: bool = False) -> set[str]:
    """Change a month that was handed in, by role; a clerk of no role finds it certified too."""
    month, unit = Month(2023, 4), "131001"
    with at_desk() as desk:
        desk.report(4, A=90)
        submit(desk.store, month, unit, "其余未开工", actor="li")
        store: Store = desk.store
        if role == "clerk":
            certify(store, month, unit, actor="wang")
            if is_excepted:
                grant_exception(store, month, unit, role, "漏报", date(9000, 1, 1), actor="wang")
        else:
            units = (unit,) if role == "reporter" else ()
            store = act_for(store, Actor("li", role, units))  # type: ignore[arg-type]  # as named
        found = preview_import(store, desk.request("spending", GOOD, 4)).findings
    return {finding.code for finding in found}


PAIRS = {
    "no_plan_for_year": of_spending(
        listed(f"| {A} | {NAMES[A]} | 100 |", head=HEAD.replace("累计", "2022年4月累计")),
        april(100),
        month=None,
    ),
    "nothing_reported": of_spending(spending({"A": ""})),
    "year_without_plan": of_spending(dated("2023-04", "2022-04"), dated("2023-04"), month=None),
    "project_unknown": of_spending(listed("| XYZ | 别的 | 100 |")),
    "project_unknown_near": of_spending(listed(f"| {A[:-1]}S | {NAMES[A]} | 100 |")),
    "other_units": Pair(
        partial(preview, "spending", BESIDE), partial(preview, "spending", BESIDE, own_unit=True)
    ),
    "other_units_left": Pair(
        partial(preview, "spending", BESIDE, own_unit=True), partial(preview, "spending", BESIDE)
    ),
    "project_of_other_unit": of_plan(plan_file(*OWN, project(D))),
    "bases_mixed": Pair(partial(two_bases, Basis.MONTHLY), partial(two_bases, Basis.CUMULATIVE)),
    "total_differs_from_typed": Pair(
        partial(preview, "spending", GOOD, total=Decimal("100.01")),
        partial(preview, "spending", GOOD, total=Decimal(100)),
    ),
    "amount_too_large": of_spending(spending({"A": 10**13})),
    "indicator_unknown": pair(
        "results",
        results("| 数量指标 | 调研人数 | 3次 |"),
        results("| 数量指标 | 调研次数 | 3次 |"),
    ),
    "month_certified": Pair(partial(closed, "clerk"), partial(closed, "clerk", is_excepted=True)),
    "month_submitted": Pair(partial(closed, "reporter"), partial(closed, "finance")),
    "unit_suspicious": of_spending(spending({"A": 1_000_000})),
    "budget_below_zero": pair(
        "adjustments", listed(f"| {A} | 1001 |", head=CUT), listed(f"| {A} | 100 |", head=CUT)
    ),
    "results_blank": pair("results", monitored(None), monitored("6次")),
    "names_shifted": of_spending(listed(*slipped(NAMES[B], NAMES[A]), head=HEAD)),
    "nothing_moved": Pair(partial(unmoved, 100), partial(unmoved, 101)),
    "start_month_unsaid": Pair(partial(added, None), partial(added, 4)),
    "start_after_spending": Pair(
        partial(added, 4, is_spent=True), partial(added, 3, is_spent=True)
    ),
    "milestone_before_start": Pair(partial(added, 4), partial(added, 3)),
    "month_before_start": Pair(partial(reported_early, 3), partial(reported_early, 4)),
    "adjustment_again": Pair(partial(adjusted_again, None), partial(adjusted_again, "add")),
    "spending_without_plan": Pair(partial(unplanned, is_withdrawn=True), partial(unplanned)),
    "stated_budget_overtaken": Pair(partial(overtaken, 2), partial(overtaken, 4)),
    "unlisted_not_reported": Pair(
        partial(preview, "spending", GOOD, unlisted_unchanged=True),
        partial(preview, "spending", GOOD),
    ),
    "project_left_out": of_plan(plan_file(*OWN[:-1])),
    "indicator_left_out": of_revision(plan_file(project(A, indicators=INDICATORS[1:]), *OWN[1:])),
    "target_changed": of_revision(
        plan_file(project(A, indicators=(RAISED, *INDICATORS[1:])), *OWN[1:])
    ),
    "points_differ": of_plan(
        plan_file(project(A, indicators=(replace(INDICATORS[3], points=Decimal(20)),)), *OWN[1:])
    ),
    "name_differs": of_spending(named("调研费"), named(NAMES[A])),
    "taken_by_name": Pair(
        partial(preview, "spending", listed(f"| {NAMES[A]} | 100 |", head=NAMED), by_name=True),
        partial(preview, "spending", GOOD, by_name=True),
    ),
    "watch_kind_unknown": Pair(partial(recognised, b"hello"), partial(recognised, april(100))),
    "watch_several_kinds": Pair(
        partial(recognised, kinds("支出", "指标结果")), partial(recognised, kinds("支出"))
    ),
    "watch_superseded": Pair(
        partial(received, april(100), april(200), april(100)),
        partial(received, april(100), april(200), april(300)),
    ),
    "watch_trouble": Pair(
        partial(received, april(100), kind="of no kind"),
        partial(received, april(100)),
    ),
}
