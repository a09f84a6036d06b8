"""Bad plans, made by editing the sample: each wrong thing makes its finding, at its place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from monitor.domain.findings import Level
from monitor.domain.plan import FundSource, Milestone, Plan
from monitor.intake.facts import Reading
from monitor.intake.plans.text import read_plan_text
from tests.documents.found import codes, only

Edit = Callable[..., Reading[Plan]]
FIRST = "1.调研学习考察费绩效目标表"
SHARES = "\t25%\n\t\n\t50%\n\t83%\n\t100%\n\t\n"
MONTHS = "\t3月底\n\t\n\t6月底\n\t10月底\n\t12月底\n\t\n"
MONEY = "\t15.40\n\t其中：财政    资金\n\t15.40\n\t其他资金\n\t \n"
FIRST_INDICATOR = "\t数量指标\n\t调研次数\n\t调研次数\n\t\n\t≥11次\n\t按照当年预算执行\n"


def test_percentages_that_fall_block_the_plan(edited: Edit) -> None:
    reading = edited((SHARES, SHARES.replace("83%", "40%")))
    finding = only(reading, "plan_milestones_fall")
    assert (finding.level, finding.sheet, finding.cell) == (Level.BLOCKER, FIRST, "R6")
    assert finding.values == {"found": "3 → 25%, 6 → 50%, 10 → 40%, 12 → 100%"}
    assert reading.facts == ()


def test_percentages_that_stand_still_are_only_a_warning(edited: Edit) -> None:
    reading = edited((SHARES, SHARES.replace("50%", "25%")))
    assert only(reading, "plan_milestones_flat").level is Level.WARNING
    assert reading.facts[0].projects[0].milestones[1] == Milestone(6, Decimal(25))


@pytest.mark.parametrize("end", ["90%", "100.2%", "99.8%"])
def test_a_plan_that_does_not_end_at_100_is_blocked(edited: Edit, end: str) -> None:
    finding = only(edited(("100%\n\t\n\n\t绩", f"{end}\n\t\n\n\t绩")), "plan_milestones_end")
    assert finding.values["found"].endswith(f"12 → {end}")


@pytest.mark.parametrize("end", ["100.1%", "99.9%", "100", "100.00％"])
def test_an_end_within_a_tenth_of_100_is_accepted(edited: Edit, end: str) -> None:
    assert codes(edited(("100%\n\t\n\n\t绩", f"{end}\n\t\n\n\t绩"))) == []


def test_other_months_are_read_as_they_are(edited: Edit) -> None:
    rows = ("\t6月底\n\t\n\t\n\t\n\t12月底\n\t\n", "\t40%\n\t\n\t\n\t\n\t\n\t100%\n")
    reading = edited((MONTHS, rows[0]), (SHARES, rows[1]))
    assert codes(reading) == []
    assert reading.facts[0].projects[0].milestones == (
        Milestone(6, Decimal(40)),
        Milestone(12, Decimal(100)),
    )


def test_six_months_in_a_row_are_read(edited: Edit) -> None:
    months = "".join(f"\t{month}月底\n" for month in (2, 4, 6, 8, 10, 12))
    shares = "".join(f"\t{share}%\n" for share in (10, 20, "33.5", 50, 75, 100))
    reading = edited((MONTHS, months), (SHARES, shares))
    assert codes(reading) == []
    assert [each.month for each in reading.facts[0].projects[0].milestones] == [2, 4, 6, 8, 10, 12]
    assert reading.facts[0].projects[0].milestones[2].planned_pct == Decimal("33.5")


def test_months_without_their_percentage_are_never_guessed(edited: Edit) -> None:
    reading = edited((SHARES, SHARES.replace("83%", "")))
    finding = only(reading, "plan_milestones_count")
    assert finding.values == {"months": "4", "percentages": "3"}
    assert reading.facts == ()


@pytest.mark.parametrize("written", ["上半年各月", "13月底", "0月底", "三季度"])
def test_an_unreadable_month_is_one_finding_and_its_row_is_judged_no_further(
    edited: Edit, written: str
) -> None:
    finding = only(edited(("10月底", written)), "plan_month_unreadable")
    assert (finding.cell, finding.values["found"]) == ("R5C5", written)


@pytest.mark.parametrize("written", ["一半", "50左右", "5O%", "50%%"])
def test_an_unreadable_percentage_is_one_finding(edited: Edit, written: str) -> None:
    finding = only(edited(("\t50%", f"\t{written}")), "plan_percent_unreadable")
    assert (finding.cell, finding.values["found"]) == ("R6C4", written)


def test_months_out_of_order_are_blocked(edited: Edit) -> None:
    assert only(edited(("\t6月底", "\t11月底")), "plan_months_order").level is Level.BLOCKER
    assert only(edited(("\t6月底", "\t3月底")), "plan_months_order").level is Level.BLOCKER


def test_a_project_without_a_spending_plan_is_a_warning(edited: Edit) -> None:
    reading = edited((MONTHS, "\t\n" * 6), (SHARES, "\t\n" * 6))
    assert only(reading, "plan_milestones_missing").level is Level.WARNING
    assert reading.facts[0].projects[0].milestones == ()


def test_a_code_in_two_tables_blocks_the_plan(edited: Edit) -> None:
    reading = edited(("13020923P00014810001H", "13020923P00014110001R"))
    finding = only(reading, "plan_code_twice")
    assert (finding.sheet, finding.cell) == ("2.劳模荣誉津贴绩效目标表", "R2C2")
    assert finding.values == {"project_code": "13020923P00014110001R", "first": FIRST}
    assert reading.facts == ()


def test_a_missing_code_blocks_the_plan(edited: Edit) -> None:
    finding = only(edited(("\t13020923P00014110001R\n", "\t\n")), "plan_code_missing")
    assert (finding.sheet, finding.cell) == (FIRST, "R2C1")


def test_an_unusual_code_is_kept_and_noted(edited: Edit) -> None:
    reading = edited(("13020923P00014110001R", "1302092300014110"))
    assert codes(reading) == []
    assert only(reading, "plan_code_unusual").values == {"project_code": "1302092300014110"}
    assert reading.facts[0].projects[0].project_code == "1302092300014110"
    assert reading.facts[0].fiscal_year == 2023


def test_a_code_broken_over_two_lines_is_one_code(edited: Edit) -> None:
    reading = edited(("\t13020923P00014110001R", "\t13020923P000\n14110001R"))
    assert codes(reading) == []
    assert reading.facts[0].projects[0].project_code == "13020923P00014110001R"


@pytest.mark.parametrize("written", ["15.40左右", "十五万", "约15.40", "15,40", "1５.4.0", "#REF!"])
def test_an_amount_with_text_blocks_the_plan(edited: Edit, written: str) -> None:
    finding = only(
        edited(("\t预算数\n\t15.40", f"\t预算数\n\t{written}")), "plan_amount_unreadable"
    )
    assert (finding.sheet, finding.cell) == (FIRST, "R3C3")
    assert finding.values == {"label": "预算数", "found": written}


@pytest.mark.parametrize("written", ["-15.40", "15.4000001元", "0.0000001", "1234567890123"])
def test_an_amount_that_is_no_budget_blocks_the_plan(edited: Edit, written: str) -> None:
    reading = edited((MONEY, MONEY.replace("15.40", written, 1)))
    finding = only(reading, "plan_amount_out_of_range")
    assert finding.values == {"label": "预算数", "found": written, "unit": "万元"}
    assert reading.facts == ()


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("１５.４０", "154000"),
        ("15.4万元", "154000"),
        ("154,000.00元", "154000"),
        ("154 000元", "154000"),
        ("0.000001", "0.01"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_exactly(edited: Edit, written: str, yuan: str) -> None:
    reading = edited((MONEY, MONEY.replace("15.40", written)))
    assert codes(reading) == []
    assert reading.facts[0].projects[0].original_budget == Decimal(yuan)


def test_amounts_in_yuan_give_the_same_facts_as_in_ten_thousands(
    plan_text: str, plan: Plan
) -> None:
    text = plan_text.replace("单位：万元", "单位：元")
    for amount in ("15.40", "0.36", "90.00", "32.20", "70.00", "4.28", "7.48", "50.00"):
        text = text.replace(f"\t{amount}\n", f"\t{Decimal(amount) * 10000:,.2f}\n")
    assert read_plan_text(text.encode()).facts == (plan,)


def test_an_unstated_unit_of_money_is_a_warning_that_says_what_was_taken(edited: Edit) -> None:
    reading = edited(("单位：万元", ""))
    assert only(reading, "plan_money_unit_unstated").values == {"assumed": "万元"}
    assert reading.understood[0].unit_stated is False
    assert reading.understood[1].unit_stated is True


def test_an_unknown_unit_of_money_blocks_the_plan(edited: Edit) -> None:
    finding = only(edited(("单位：万元", "单位：美元")), "plan_money_unit_unknown")
    assert (finding.cell, finding.values["found"]) == ("R1C7", "美元")


@pytest.mark.parametrize("blank", ["", "—", "/"])
def test_a_blank_budget_is_none_and_a_warning(edited: Edit, blank: str) -> None:
    reading = edited((MONEY, MONEY.replace("15.40", blank)))
    assert only(reading, "plan_budget_missing").level is Level.WARNING
    assert reading.facts[0].projects[0].original_budget is None
    assert reading.facts[0].projects[0].funds == ()


def test_sources_that_do_not_add_up_to_the_budget_are_a_warning(edited: Edit) -> None:
    reading = edited((MONEY, MONEY.replace("\t \n", "\t1.5\n")))
    finding = only(reading, "plan_funds_sum")
    assert (finding.cell, finding.level) == ("R3C3", Level.WARNING)
    assert finding.values == {"funds": "169000.00", "budget": "154000.00"}
    assert reading.facts[0].projects[0].funds == (
        FundSource("财政资金", Decimal(154000)),
        FundSource("其他资金", Decimal(15000)),
    )


def test_the_year_comes_from_the_text_where_codes_do_not_say(edited: Edit) -> None:
    reading = edited(("13020923P", "1302-23P"), every=True)
    assert codes(reading) == []
    assert reading.facts[0].fiscal_year == 2023


def test_a_year_that_nothing_names_blocks_the_plan(edited: Edit) -> None:
    reading = edited(("13020923P", "1302-23P"), ("2023年", "今年"), every=True)
    assert codes(reading) == ["plan_year_unknown"]
    assert reading.facts == ()


def test_a_text_of_another_year_than_the_codes_is_a_warning(edited: Edit) -> None:
    reading = edited(("2023年", "2022年"), every=True)
    finding = only(reading, "plan_year_differs")
    assert finding.values == {"code_year": "2023", "text_years": "2022"}
    assert reading.facts[0].fiscal_year == 2023


def test_a_project_carried_over_from_an_earlier_year_is_noted(edited: Edit) -> None:
    reading = edited(("13020923P00014110001R", "13020922P00014110001R"))
    finding = only(reading, "plan_code_other_year")
    assert (finding.sheet, finding.level) == (FIRST, Level.NOTE)
    assert reading.facts[0].fiscal_year == 2023


def test_a_unit_without_its_code_blocks_the_plan(edited: Edit) -> None:
    finding = only(edited(("\t131001", "\t"), every=True), "plan_unit_missing")
    assert finding.values == {"found": "曹妃甸区人民政协办公室本级"}


def test_two_units_in_one_document_block_the_plan(edited: Edit) -> None:
    reading = edited(("131001曹妃甸区人民政协办公室本级", "131002曹妃甸区政协服务中心"))
    assert only(reading, "plan_units_several").level is Level.BLOCKER


def test_a_unit_named_once_is_enough(edited: Edit) -> None:
    reading = edited(("\t131001曹妃甸区人民政协办公室本级", "\t"))
    assert codes(reading) == []
    assert reading.facts[0].unit_code == "131001"


def test_a_heading_with_another_name_is_noted_and_the_table_s_name_kept(edited: Edit) -> None:
    reading = edited(("1.调研学习考察费绩效目标表", "1.调研考察费绩效目标表"))
    finding = only(reading, "plan_heading_name_differs")
    assert finding.values == {"heading_name": "调研考察费", "project_name": "调研学习考察费"}
    assert reading.facts[0].projects[0].project_name == "调研学习考察费"


def test_a_blank_name_is_taken_from_the_heading_with_a_warning(edited: Edit) -> None:
    reading = edited(("\t项目名称\n\t调研学习考察费", "\t项目名称\n\t"))
    assert only(reading, "plan_name_missing").values == {"taken": "调研学习考察费"}
    assert reading.facts[0].projects[0].project_name == "调研学习考察费"


def test_a_sub_goal_without_a_project_is_a_warning(edited: Edit) -> None:
    reading = edited(("（一）日常会务费\n绩效目标：圆满", "（一）办公费\n绩效目标：圆滿"))
    assert only(reading, "plan_sub_goal_unmatched").values == {"title": "办公费"}
    unmatched = [each for each in reading.findings if each.code == "plan_project_unmatched"]
    assert [each.values for each in unmatched] == [{"project_name": "日常会务费"}]


def test_a_missing_section_of_the_first_part_is_a_warning(edited: Edit) -> None:
    reading = edited(("三、工作保障措施", "三、其他说明"))
    assert only(reading, "plan_section_missing").values == {"section": "工作保障措施"}
    assert reading.facts[0].measures == ()


def test_a_sub_goal_without_its_target_is_a_warning(edited: Edit) -> None:
    reading = edited(("绩效目标：圆满完成日常会务，保证政协工作顺利进行\n", ""))
    assert only(reading, "plan_sub_goal_incomplete").values == {"title": "日常会务费"}


def test_sub_goals_whose_numbers_are_automatic_are_read_by_their_targets(
    plan_text: str, plan: Plan
) -> None:
    text = plan_text
    for number in "一二三四五六七八":
        text = text.replace(f"（{number}）", "", 1)
    text = text.replace("完善制度建设。", "（一）完善制度建设。").replace(
        "加强支出管理。", "（二）加强支出管理。"
    )
    text = text.replace("加强宣传培训调研等。", "（三）加强宣传培训调研等。")
    assert read_plan_text(text.encode()).facts[0].sub_goals == plan.sub_goals


def test_a_blank_target_is_a_warning(edited: Edit) -> None:
    finding = only(edited(("\t≥11次", "\t")), "plan_target_missing")
    assert (finding.sheet, finding.cell) == (FIRST, "R9")
    assert finding.values == {"indicator": "调研次数"}


def test_a_level_with_nothing_above_to_continue_is_a_warning(edited: Edit) -> None:
    finding = only(edited(("\t数量指标\n\t调研次数", "\t\n\t调研次数")), "plan_level_missing")
    assert finding.values == {"level": "二级指标", "indicator": "调研次数"}


def test_a_group_of_indicators_that_is_absent_is_a_warning(edited: Edit) -> None:
    old = "\t满意度指标\n\t服务对象满意度指标\n\t满意率\n\t满意率\n\t\n\t≥90%\n\t按照当年预算执行\n"
    assert only(edited((old, "")), "plan_level1_absent").values == {"level1": "满意度"}


def test_the_same_indicator_twice_is_a_warning(edited: Edit) -> None:
    reading = edited((FIRST_INDICATOR, f"{FIRST_INDICATOR}\n\t\n{FIRST_INDICATOR}"))
    finding = only(reading, "plan_indicator_twice")
    assert (finding.cell, finding.values["first"]) == ("R10", "R9")


def test_points_are_read_where_the_table_has_them(plan_text: str) -> None:
    text = plan_text.replace("\t绩效指标描述\n\t\n", "\t绩效指标描述\n\t分值\n")
    text = text.replace("\t调研次数\n\t\n\t≥11次", "\t调研次数\n\t12.5\n\t≥11次")
    text = text.replace("\t形成调研报告\n\t\n\t≥10篇", "\t形成调研报告\n\t若干\n\t≥10篇")
    reading = read_plan_text(text.encode())
    assert only(reading, "plan_points_unreadable").cell == "R10"
    points = [each.points for each in reading.facts[0].projects[0].indicators]
    assert points == [Decimal("12.5"), None, None, None, None, None]


def test_an_indicator_table_without_its_columns_blocks_the_plan(edited: Edit) -> None:
    finding = only(edited(("\t指标值\n", "\t说明\n")), "plan_indicator_columns")
    assert finding.values == {"missing": "指标值"}


def test_a_row_short_of_a_cell_blocks_the_plan_and_is_not_judged_further(edited: Edit) -> None:
    reading = edited(("\t调研次数\n\t\n\t≥11次", "\t调研次数\n\t≥11次"))
    finding = only(reading, "plan_row_broken")
    assert (finding.sheet, finding.cell) == (FIRST, "R9")
    assert (finding.values["cells"], finding.values["expected"]) == ("6", "7")


def test_a_lost_blank_line_between_rows_does_not_matter(edited: Edit, plan: Plan) -> None:
    reading = edited((f"{FIRST_INDICATOR}\n", FIRST_INDICATOR))
    assert reading.facts == (plan,)


def test_a_heading_without_its_table_blocks_the_plan(plan_text: str) -> None:
    text = plan_text + "\n9.培训费绩效目标表\n"
    finding = only(read_plan_text(text.encode()), "plan_table_missing")
    assert finding.values == {"heading": "9.培训费绩效目标表"}


def test_a_heading_whose_name_begins_with_a_number_is_read(edited: Edit) -> None:
    reading = edited(("1.调研学习考察费绩效目标表", "1.2023年调研费绩效目标表"))
    finding = only(reading, "plan_heading_name_differs")
    assert finding.values["heading_name"] == "2023年调研费"


def test_a_contents_page_does_not_count_as_headings(plan_text: str, plan: Plan) -> None:
    contents = "目录\n" + "".join(f"{each.place}\n" for each in plan.projects)
    assert read_plan_text((contents + plan_text).encode()).facts == (plan,)


def test_a_line_under_a_table_is_set_aside_and_said_so(plan_text: str) -> None:
    text = plan_text.replace("[bookmark: _Toc_4_4_0000000005]", "注：本表由单位填报。\n\n")
    reading = read_plan_text(text.encode())
    assert codes(reading) == []
    skipped = reading.understood[0].rows_skipped
    assert [(each.row, each.reason, each.text) for each in skipped] == [
        (14, "outside", "注：本表由单位填报。")
    ]


def test_tables_without_headings_are_told_apart_by_their_codes(plan_text: str, plan: Plan) -> None:
    lines = [line for line in plan_text.split("\n") if not line.endswith("绩效目标表")]
    reading = read_plan_text("\n".join(lines).encode())
    assert codes(reading) == []
    found = reading.facts[0].projects
    assert [each.project_code for each in found] == [each.project_code for each in plan.projects]
    assert [each.indicators for each in found] == [each.indicators for each in plan.projects]
    assert [each.place for each in found][:2] == ["1", "2"]


def test_all_findings_are_collected(edited: Edit) -> None:
    reading = edited(
        ("13020923P00014810001H", "13020923P00014110001R"),
        ("\t预算数\n\t90.00", "\t预算数\n\t九十"),
        ("\t≥11次", "\t"),
        (SHARES, SHARES.replace("83%", "40%")),
    )
    assert sorted(codes(reading)) == [
        "plan_amount_unreadable",
        "plan_code_twice",
        "plan_milestones_fall",
        "plan_target_missing",
    ]
