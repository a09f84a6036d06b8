"""Plan documents: the sample, put in order, with one thing wrong for every rule."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from monitor.intake.plans.docx import read_plan_docx
from monitor.intake.plans.text import read_plan_text
from tests.documents.test_plan_docx import repacked
from tests.findings.pair import Pair

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "plan-2023.txt"
# The sample is the plan as published: these make its parts agree with each other.
PUT_IN_ORDER = (
    ("\t**活动参与率\n", "\t活动参与率\n"),
    (
        "（八）政协委员履职平台APP后续开发和运行维护\n",
        "（八）政协委员履职平台APP后续开发和运行维护资金\n",
    ),
    ("\t区政协三届二次会议费\n", "\t区政协三届三次会议费\n"),
)
ALL = -1
SHARES = "\t25%\n\t\n\t50%\n\t83%\n\t100%\n\t\n"
MONTHS = "\t3月底\n\t\n\t6月底\n\t10月底\n\t12月底\n\t\n"
MONEY = "\t15.40\n\t其中：财政    资金\n\t15.40\n\t其他资金\n\t \n"
FIRST = "\t数量指标\n\t调研次数\n\t调研次数\n\t\n\t≥11次\n\t按照当年预算执行\n"
SATISFIED = (
    "\t满意度指标\n\t服务对象满意度指标\n\t满意率\n\t满意率\n\t\n\t≥90%\n\t按照当年预算执行\n"
)
HEADS = "\t一级指标\n\t二级指标\n\t三级指标\n\t绩效指标描述\n\t\n\t指标值\n\t指标值确定依据\n"
POINTED = "\t绩效指标描述\n\t分值\n\t指标值\n"
CODE = "13020923P00014110001R"
SECOND_MARK = "[bookmark: _Toc_4_4_0000000005]"
LOOSE_TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>会议通知</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
UNIT = "131001曹妃甸区人民政协办公室本级"


@cache
def good() -> str:
    """Give the sample with its parts in agreement."""
    text = SAMPLE.read_text("utf-8")
    for old, new in PUT_IN_ORDER:
        assert old in text, old
        text = text.replace(old, new)
    at = text.index("（七）")
    return text[:at] + "（七）劳模荣誉津贴" + text[text.index("\n", at) :]


def read(text: str) -> set[str]:
    return {finding.code for finding in read_plan_text(text.encode()).findings}


def passing() -> set[str]:
    return read(good())


def failing(*exchanged: tuple[str, str], times: int = 1) -> set[str]:
    text = good()
    for old, new in exchanged:
        assert old in text, old
        text = text.replace(old, new, times)
    return read(text)


def with_(*exchanged: tuple[str, str], times: int = 1) -> Pair:
    """Exchange texts of the good document, the first of each or all."""
    return Pair(partial(failing, *exchanged, times=times), passing)


def cut() -> set[str]:
    """Cut the document within its last character."""
    return {finding.code for finding in read_plan_text(good().rstrip().encode()[:-1]).findings}


def without_indicators() -> set[str]:
    """Leave the first project without any row of its table of indicators."""
    text = good()
    start = text.index("\t产出指标\n\t数量指标\n\t调研次数")
    return read(text[:start] + text[text.index(SECOND_MARK) :])


def in_docx(before: str) -> set[str]:
    """Put something before all else in the docx of the sample."""
    data = SAMPLE.with_suffix(".docx").read_bytes()
    made = repacked(data, lambda text: text.replace("<w:body>", f"<w:body>{before}", 1))
    return {finding.code for finding in read_plan_docx(made).findings}


def with_points(points: str) -> set[str]:
    text = good().replace("\t绩效指标描述\n\t\n\t指标值\n", POINTED, 1)
    return read(text.replace("\t调研次数\n\t\n\t≥11次", f"\t调研次数\n\t{points}\n\t≥11次", 1))


PAIRS = {
    "plan_text_cut": Pair(cut, passing),
    "plan_row_broken": with_(("\t调研次数\n\t\n\t≥11次", "\t调研次数\n\t≥11次")),
    "plan_table_missing": Pair(lambda: read(good() + "\n9.培训费绩效目标表\n"), passing),
    "plan_unit_missing": with_(("\t131001", "\t"), times=ALL),
    "plan_unit_absent": with_((f"\t{UNIT}", "\t"), times=ALL),
    "plan_units_several": with_((UNIT, "131002曹妃甸区政协服务中心")),
    "plan_year_unknown": with_(("13020923P", "1302-23P"), ("2023年", "今年"), times=ALL),
    "plan_code_missing": with_((f"\t{CODE}\n", "\t\n")),
    "plan_code_twice": with_(("13020923P00014810001H", CODE)),
    "plan_money_unit_unknown": with_(("单位：万元", "单位：美元")),
    "plan_amount_unreadable": with_(("\t预算数\n\t15.40", "\t预算数\n\t十五万")),
    "plan_amount_out_of_range": with_((MONEY, MONEY.replace("15.40", "-15.40", 1))),
    "plan_month_unreadable": with_(("10月底", "三季度")),
    "plan_percent_unreadable": with_(("\t50%", "\t一半")),
    "plan_milestones_count": with_((SHARES, SHARES.replace("83%", ""))),
    "plan_indicator_columns": with_(("\t指标值\n", "\t说明\n")),
    "plan_section_missing": with_(("三、工作保障措施", "三、其他说明")),
    "plan_sub_goal_incomplete": with_(("绩效目标：圆满完成日常会务，保证政协工作顺利进行\n", "")),
    "plan_sub_goal_unmatched": with_(
        ("（一）日常会务费\n绩效目标：圆满", "（一）办公费\n绩效目标：圆滿")
    ),
    "plan_year_differs": with_(("2023年", "2022年"), times=ALL),
    "plan_name_missing": with_(("\t项目名称\n\t调研学习考察费", "\t项目名称\n\t")),
    "plan_money_unit_unstated": with_(("单位：万元", "")),
    "plan_budget_missing": with_((MONEY, MONEY.replace("15.40", ""))),
    "plan_milestones_missing": with_((MONTHS, "\t\n" * 6), (SHARES, "\t\n" * 6)),
    "plan_indicators_missing": Pair(without_indicators, passing),
    "plan_level_missing": with_(("\t数量指标\n\t调研次数", "\t\n\t调研次数")),
    "plan_level1_absent": with_((SATISFIED, "")),
    "plan_indicator_name_missing": with_(("\t调研次数\n\t调研次数\n", "\t\n\t调研次数\n")),
    "plan_target_missing": with_(("\t≥11次", "\t")),
    "plan_points_unreadable": Pair(partial(with_points, "若干"), partial(with_points, "12.5")),
    "plan_indicator_twice": with_((FIRST, f"{FIRST}\n\t\n{FIRST}")),
    "plan_table_skipped": Pair(partial(in_docx, LOOSE_TABLE), partial(in_docx, "")),
    "plan_unit_name_differs": with_((UNIT, "131001曹妃甸区政协")),
    "plan_code_other_year": with_((CODE, CODE.replace("23P", "22P"))),
    "plan_heading_name_differs": with_(("1.调研学习考察费绩效目标表", "1.调研考察费绩效目标表")),
    "plan_purpose_name_differs": with_(
        (
            "\t区政协三届三次会议费\n\t\n\t\n\t\n\t\n\t\n",
            "\t区政协三届二次会议费\n\t\n\t\n\t\n\t\n\t\n",
        )
    ),
    "plan_sub_goal_name_differs": with_(("（七）劳模荣誉津贴", "（七）荣誉津贴")),
    "plan_project_unmatched": with_(
        ("（一）日常会务费\n绩效目标：圆满", "（一）办公费\n绩效目标：圆滿")
    ),
    "plan_indicator_stars": with_(("\t调研次数\n", "\t★调研次数\n")),
}
