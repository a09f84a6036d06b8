"""What holds for any plan, any damage and any bytes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.errors import UnreadableFile
from monitor.domain.plan import (
    FundSource,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Plan,
    Project,
    SubGoal,
)
from monitor.intake.facts import Reading
from monitor.intake.plans.docx import read_plan_docx
from monitor.intake.plans.text import read_plan_text
from tests.documents.found import codes
from tests.sizes import examples
from tools.sample_plan.layout import LayoutRow, head_rows, indicator_rows
from tools.sample_plan.write import chinese_number, write_plan_docx

words = st.text("调研学习考察会议宣传甲乙丙ABC12", min_size=1, max_size=12)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
amounts = st.decimals(0, 10**9, places=2)


@st.composite
def milestones(draw: st.DrawFn) -> tuple[Milestone, ...]:
    months = sorted(draw(st.sets(st.integers(1, 12), max_size=12)))
    cents = st.sets(st.integers(1, 9999), min_size=len(months), max_size=len(months))
    shares = [Decimal(cent) / 100 for cent in sorted(draw(cents))]
    return tuple(map(Milestone, months, [*shares[:-1], Decimal(100)])) if months else ()


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    drawn = st.builds(
        Indicator,
        level1=st.sampled_from(["产出指标", "效益指标", "满意度指标"]),
        level2=st.sampled_from(["数量指标", "质量指标"]),
        level3=words,
        description=lines | st.just(""),
        target_text=st.sampled_from(["≥90%", "≤70万", "1人", "2023年12底前"]),
        basis=words | st.just(""),
    )
    return tuple(draw(st.lists(drawn, max_size=6)))


@st.composite
def funds(draw: st.DrawFn) -> tuple[FundSource, ...]:
    names = ["财政资金", "其他资金", "上级资金", "专项拨款", "事业收入", "自筹资金"]
    return tuple(FundSource(name, draw(amounts)) for name in names if draw(st.booleans()))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    projects = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        name = draw(words)
        projects.append(
            Project(
                project_code=f"13020923P{number:012d}",
                project_name=name,
                original_budget=draw(st.none() | amounts),
                purpose=draw(lines | st.just("")),
                goal=draw(lines | st.just("")),
                funds=draw(funds()),
                milestones=draw(milestones()),
                indicators=draw(indicators()),
                place=f"{number}.{name}绩效目标表",
            )
        )
    goals = draw(st.lists(st.builds(Goal, words, lines), max_size=3))
    sub_goals = draw(st.lists(st.builds(SubGoal, words, lines, lines), max_size=3))
    measures = draw(st.lists(st.builds(Measure, words, lines), max_size=3))
    return Plan(
        unit_code="131001",
        unit_name="某某单位",
        fiscal_year=2023,
        projects=tuple(projects),
        goals=tuple(goals),
        sub_goals=tuple(sub_goals),
        measures=tuple(measures),
    )


def as_text(plan: Plan) -> str:
    """Write a plan in the plain-text form."""
    parts = ["一、总体绩效目标"]
    parts += [f"{at}、{each.title}\n{each.text}" for at, each in enumerate(plan.goals, 1)]
    parts.append("二、分项绩效目标")
    for at, sub_goal in enumerate(plan.sub_goals, 1):
        parts.append(f"（{chinese_number(at)}）{sub_goal.title}")
        parts.append(f"绩效目标：{sub_goal.target}\n绩效指标：{sub_goal.indicator_text}")
    parts.append("三、工作保障措施")
    for at, measure in enumerate(plan.measures, 1):
        parts.append(f"（{chinese_number(at)}）{measure.title}。{measure.text}")
    for project in plan.projects:
        rows = rows_as_text(head_rows(project, plan.unit_code + plan.unit_name))
        below = rows_as_text(indicator_rows(project.indicators)) if project.indicators else ""
        parts.append(f"{project.place}\n{rows}\n \n{below}")
    return "\n".join(parts)


def rows_as_text(rows: Iterable[LayoutRow]) -> str:
    return "\n".join(
        "".join(f"\t{cell.text}\n" + "\t\n" * (cell.span - 1) for cell in row) for row in rows
    )


@examples(16, 250)
@given(plans())
def test_any_plan_comes_back_from_its_text(plan: Plan) -> None:
    reading = read_plan_text(as_text(plan).encode())
    assert reading.facts == (plan,), reading.findings


@examples(5, 75)
@given(plans())
def test_any_plan_comes_back_from_its_docx_with_the_findings_of_its_text(plan: Plan) -> None:
    reading = read_plan_docx(write_plan_docx(plan))
    assert reading == read_plan_text(as_text(plan).encode())
    assert reading.facts == (plan,), reading.findings


def is_answered(data: bytes) -> bool:
    """Say whether both readers answer with a reading or a refusal; anything else is raised."""
    for read in (read_plan_text, read_plan_docx):
        try:
            reading = read(data)
        except UnreadableFile:
            continue
        assert isinstance(reading, Reading)
    return True


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert is_answered(data)
    assert is_answered(b"PK\x03\x04" + data)


@given(st.text("\t\n 月底%1项目编码绩效目标表单位：万元一级指标、预算数", max_size=200))
def test_any_text_of_the_document_s_own_words_is_answered(text: str) -> None:
    assert is_answered(text.encode())


@examples(8, 125)
@given(st.data())
def test_a_sample_with_some_bytes_changed_is_answered(
    plan_docx: bytes, plan_text: str, data: st.DataObject
) -> None:
    for sample in (plan_docx, plan_text.encode()):
        places = data.draw(st.lists(st.integers(0, len(sample) - 1), min_size=1, max_size=4))
        changed = bytearray(sample)
        for at in places:
            changed[at] = data.draw(st.integers(0, 255))
        assert is_answered(bytes(changed))


def test_a_text_cut_short_anywhere_never_passes_for_the_whole(plan_text: str) -> None:
    all_lines = plan_text.rstrip().split("\n")
    last_table = max(at for at, line in enumerate(all_lines) if line.endswith("绩效目标表"))
    for end in [*range(0, last_table, 23), *range(last_table, len(all_lines))]:
        try:
            cut = read_plan_text("\n".join(all_lines[:end]).encode())
        except UnreadableFile:
            continue
        assert codes(cut) or not cut.facts, end


@pytest.mark.parametrize("lost", [1, 2])
def test_a_text_cut_within_a_character_is_known_to_be_cut(plan_text: str, lost: int) -> None:
    cut = read_plan_text(plan_text.rstrip().encode()[:-lost])
    assert [each.code for each in cut.findings][:1] == ["plan_text_cut"]
    assert cut.facts == ()


@pytest.mark.parametrize("share", [1, 10, 50, 90, 99])
def test_a_docx_cut_short_is_refused(plan_docx: bytes, share: int) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_plan_docx(plan_docx[: len(plan_docx) * share // 100])
    assert refusal.value.code == "docx_damaged"
