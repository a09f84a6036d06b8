"""The plan: in from document and workbook, out as a workbook, and what is wrong with one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from monitor.domain.findings import Level
from monitor.domain.month import Month
from monitor.domain.plan import FundSource, Indicator, Plan
from monitor.intake.files.process import read_workbook
from monitor.intake.marked_copy.offer import can_mark, mark_file
from monitor.intake.plans.text import read_plan_text
from monitor.outputs.templates.fill import write_template
from monitor.review.plan import load_plan, plan_findings_kept
from tests.excel.crafted import compound
from tests.services.desk import SEED, A, B, C, D, Desk, found, plan_file, project


@pytest.fixture
def published(samples: Path) -> bytes:
    return (samples / "plan-2023.txt").read_bytes()


def strip_places(plan: Plan) -> Plan:
    """Forget where in the source each project stands."""
    return replace(plan, projects=tuple(replace(each, place="") for each in plan.projects))


# The published plan


def test_everything_of_the_published_plan_arrives(empty_desk: Desk, published: bytes) -> None:
    assert empty_desk.commit("plan", published).batch_id == 1
    plan = load_plan(empty_desk.store, 2023)
    assert plan is not None
    assert plan == strip_places(read_plan_text(published).facts[0])
    assert (plan.unit_code, plan.unit_name) == ("131001", "曹妃甸区人民政协办公室本级")
    budgets = [each.original_budget for each in plan.projects]
    assert budgets == [154000, 3600, 900000, 322000, 700000, 42800, 74800, 500000]
    assert [len(each.indicators) for each in plan.projects] == [6, 7, 7, 7, 7, 7, 6, 7]
    assert (len(plan.goals), len(plan.sub_goals), len(plan.measures)) == (4, 8, 3)
    milestones = {
        tuple((m.month, m.planned_pct) for m in each.milestones) for each in plan.projects
    }
    assert milestones == {((3, 25), (6, 50), (10, 83), (12, 100))}
    assert all(
        sum(fund.amount for fund in each.funds) == each.original_budget for each in plan.projects
    )


def test_document_text_and_workbook_say_the_same(
    empty_desk: Desk, published: bytes, samples: Path
) -> None:
    empty_desk.commit("plan", published)
    document = empty_desk.preview("plan", (samples / "plan-2023.docx").read_bytes())
    assert (document.is_blocked, document.changes_nothing) == (False, True)
    workbook = write_template(empty_desk.store, "plan", Month(2023, 1))
    again = empty_desk.preview("plan", workbook)
    assert (again.is_blocked, again.changes_nothing) == (False, True)


def test_what_was_found_in_the_plan_stays_with_it(empty_desk: Desk, published: bytes) -> None:
    done = empty_desk.commit("plan", published)
    kept = plan_findings_kept(empty_desk.store, 2023, "131001")
    assert kept == list(done.preview.findings)
    codes = {finding.code for finding in kept}
    assert {"target_rate_with_money", "target_count_with_percent"} <= codes
    assert {"plan_sub_goal_name_differs", "plan_purpose_name_differs"} <= codes


# What is wrong with a plan


@pytest.mark.parametrize(
    ("milestones", "code", "level"),
    [
        (((3, "50"), (6, "25"), (12, "100")), "plan_milestones_fall", Level.BLOCKER),
        (((3, "-5"), (12, "100")), "plan_milestones_fall", Level.BLOCKER),
        (((3, "50"), (12, "90")), "plan_milestones_end", Level.BLOCKER),
        (((3, "50"), (12, "99.89")), "plan_milestones_end", Level.BLOCKER),
        (((6, "50"), (12, "120")), "plan_milestones_end", Level.BLOCKER),
        (((3, "50"), (6, "50"), (12, "100")), "plan_milestones_flat", Level.WARNING),
        ((), "plan_milestones_missing", Level.WARNING),
    ],
)
def test_a_plan_must_rise_to_the_whole(
    empty_desk: Desk, milestones: tuple[tuple[int, str], ...], code: str, level: Level
) -> None:
    preview = empty_desk.preview("plan", plan_file(project(A, milestones=milestones)))
    assert [(finding.code, finding.level) for finding in preview.findings] == [(code, level)]
    assert preview.is_blocked == (level is Level.BLOCKER)


def test_a_month_given_twice_in_rows_stops_the_plan(empty_desk: Desk) -> None:
    book = openpyxl.load_workbook(BytesIO(plan_file(project(A))))
    at = book.sheetnames.index("支出计划")
    del book["支出计划"]
    rows = book.create_sheet("支出计划", at)
    rows.append(["项目编码", "月份", "累计支出计划(%)"])
    for month, planned in ((3, 50), (3, 60), (12, 100)):
        rows.append([A, month, planned])
    written = BytesIO()
    book.save(written)
    found = empty_desk.preview("plan", written.getvalue()).findings
    assert ("plan_months_order", Level.BLOCKER) in [(each.code, each.level) for each in found]


@pytest.mark.parametrize(
    "milestones", [SEED, ((12, "99.95"),), ((10, "100"),), ((1, "0"), (12, "100"))]
)
def test_other_milestones_than_the_usual_four_are_fine(
    empty_desk: Desk, milestones: tuple[tuple[int, str], ...]
) -> None:
    preview = empty_desk.preview("plan", plan_file(project(A, milestones=milestones)))
    assert (preview.findings, preview.count("new")) == ((), 2 + len(milestones))


def test_milestones_may_stand_in_any_order(empty_desk: Desk) -> None:
    empty_desk.commit("plan", plan_file(project(A)))
    shuffled = plan_file(project(A, milestones=SEED[::-1]))
    assert empty_desk.preview("plan", shuffled).changes_nothing


@pytest.mark.parametrize(
    ("given", "code", "level"),
    [
        ({"budget": None}, "plan_budget_missing", Level.WARNING),
        ({"budget": "-5"}, "plan_amount_out_of_range", Level.BLOCKER),
        ({"funds": (FundSource("财政资金", Decimal(999)),)}, "plan_funds_sum", Level.WARNING),
    ],
)
def test_the_money_of_a_plan_is_checked(
    empty_desk: Desk, given: dict[str, object], code: str, level: Level
) -> None:
    preview = empty_desk.preview("plan", plan_file(project(A, **given)))  # type: ignore[arg-type]  # each case knows its own
    assert [(finding.code, finding.level, finding.sheet) for finding in preview.findings] == [
        (code, level, "项目")
    ]


def test_a_project_twice_in_a_plan_is_blocked(empty_desk: Desk) -> None:
    preview = empty_desk.preview("plan", plan_file(project(A), project(A)))
    assert ("project_twice", "A5") in found(preview)
    assert preview.is_blocked


def test_a_target_that_wants_a_look_is_marked_at_its_project(empty_desk: Desk) -> None:
    """The place is a sheet and a cell of it, so that the marked workbook can show it."""
    odd = Indicator("产出指标", "数量指标", "会议数量", "", "≥90%")
    file = plan_file(project(A), project(B, indicators=(odd,)))
    (finding,) = empty_desk.preview("plan", file).findings
    assert (finding.code, finding.sheet, finding.cell) == (
        "target_count_with_percent",
        "项目",
        "A5",
    )
    assert can_mark("plan", file, [finding])
    marked = read_workbook(mark_file("plan", "plan.xlsx", file, [finding]))
    assert "项目" in [sheet.name for sheet in marked.sheets]


def test_an_old_word_document_is_asked_for_as_docx(empty_desk: Desk) -> None:
    preview = empty_desk.preview("plan", compound({"WordDocument": bytes(9000)}))
    assert found(preview) == [("docx_old_or_encrypted", "")]


# A plan that comes again


def test_a_revised_plan_changes_what_it_names_and_leaves_the_rest(desk: Desk) -> None:
    revised = plan_file(project(A, "1500", milestones=((6, "40"), (12, "100"))), project(B, "2000"))
    done = desk.commit("plan", revised)
    assert [(f.code, f.values["code"]) for f in done.preview.findings if "left_out" in f.code] == [
        ("project_left_out", C)
    ]
    by_code = {row.project_code: row for row in desk.view(6).projects}
    assert by_code.keys() == {A, B, C, D}
    assert (by_code[A].revised_budget, by_code[A].planned_pct) == (1500, 40)
    assert (by_code[B].planned_pct, by_code[C].revised_budget) == (50, 500)
    assert desk.view(3).projects[0].planned_pct == 20


def test_a_code_of_another_unit_is_blocked(desk: Desk) -> None:
    preview = desk.preview("plan", plan_file(project(A), unit="131002"))
    blockers = [each for each in preview.findings if each.level is Level.BLOCKER]
    assert [(each.code, each.values["code"]) for each in blockers] == [("project_of_other_unit", A)]


def test_the_same_plan_again_changes_nothing(desk: Desk) -> None:
    again = desk.commit("plan", plan_file(project(D, "4000"), unit="131002"))
    assert (again.batch_id, again.preview.changes_nothing) == (None, True)


def test_years_stand_side_by_side(desk: Desk) -> None:
    desk.commit("plan", plan_file(project(A, "7000"), year=2024))
    desk.report(3, A=100)
    plans = [load_plan(desk.store, year) for year in (2023, 2024, 2025)]
    budgets = [plan.projects[0].original_budget if plan else None for plan in plans]
    assert budgets == [1000, 7000, None]
    assert desk.spent(3)[0] == 100


def test_every_unit_has_its_own_plan(desk: Desk) -> None:
    named = load_plan(desk.store, 2023, "131002")
    first = load_plan(desk.store, 2023)
    assert named is not None
    assert first is not None
    assert [each.project_code for each in named.projects] == [D]
    assert [each.project_code for each in first.projects] == [A, B, C]


# Templates


@pytest.mark.parametrize("kind", ["spending", "results", "adjustments"])
def test_an_empty_template_reports_nothing(desk: Desk, kind: str) -> None:
    file = write_template(desk.store, kind, Month(2023, 4), unit_code="131001")
    preview = desk.preview(kind, file)
    assert [finding.code for finding in preview.findings] == ["nothing_reported"]


def test_a_plan_template_needs_no_plan(empty_desk: Desk) -> None:
    names = [
        sheet.name
        for sheet in read_workbook(write_template(empty_desk.store, "plan", Month(2023, 1))).sheets
    ]
    assert {"单位", "项目", "支出计划", "绩效指标"} <= set(names)
