from __future__ import annotations

import html
import json
import re
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from monitor.domain.month import Month
from monitor.review.months import review_month
from monitor.ui.shell.frame import shared
from monitor.words.catalogue import Language
from monitor.words.figures import write_amount, write_percent, write_points
from tests.pages.visiting import lead, visit


def figures(app: AppTest) -> list[tuple[str, str, str]]:
    """Read the figures of the page: name, value and note, the badges as one value."""
    parts = [part.value for part in app.get("html") if isinstance(part, Element)]
    markup = next(part for part in parts if "em-figures" in part[:40])
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)(?:<small>(.*?)</small>)?</dd>", markup)
    return [tuple(_plain(part) for part in each) for each in found]  # type: ignore[misc]  # three groups


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def chart_titles(app: AppTest) -> list[str]:
    specs = [json.loads(part.proto.spec) for part in app.get("plotly_chart")]
    return [re.split(r"</b>", spec["layout"]["title"]["text"])[0][3:] for spec in specs]


@pytest.mark.parametrize(
    ("language", "sentence", "way"),
    [
        ("zh", "还没有绩效计划。请到“导入”页上传计划文件", "去导入"),
        ("en", "There is no plan yet. Upload one on the Import page", "Go to Import"),
    ],
)
def test_an_empty_product_says_the_next_step(language: str, sentence: str, way: str) -> None:
    app = visit("overview", language)
    assert sentence in app.info[0].value
    link = app.get("page_link")[0].proto
    assert (link.label, link.page) == (way, "imports")
    assert not app.get("plotly_chart")


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("language", "month", "sentence"),
    [
        (
            "zh",
            "2023-06",
            (
                "截至2023年6月底，8个项目中1个超支、1个滞后、1个需关注、1个未报送、1个另有预警；"
                "已报送项目合计多于计划 18.8686 万元（7.1个百分点）。"
            ),
        ),
        (
            "zh",
            "2023-07",
            (
                "截至2023年7月底，8个项目中1个超支、1个滞后、1个需关注、1个未报送、1个另有预警；"
                "已报送项目合计多于计划 8.3822 万元（3.2个百分点）。"
            ),
        ),
        (
            "en",
            "2023-06",
            (
                "By the end of Jun 2023, of 8 projects 1 is overspent, 1 is behind, "
                "1 needs watching, 1 did not report and 1 is flagged for another "
                "reason; those reported are 18.8686 万元 "
                "(7.1 percentage points) over plan."
            ),
        ),
        (
            "en",
            "2023-07",
            (
                "By the end of Jul 2023, of 8 projects 1 is overspent, 1 is behind, "
                "1 needs watching, 1 did not report and 1 is flagged for another "
                "reason; those reported are 8.3822 万元 "
                "(3.2 percentage points) over plan."
            ),
        ),
        ("zh", "2023-09", "2023年9月还没有报送任何支出数据。"),
        ("en", "2023-09", "Nothing has been reported for Sep 2023 yet."),
    ],
)
def test_one_sentence_says_what_the_month_is_about(
    language: str, month: str, sentence: str
) -> None:
    assert sentence in lead(visit("overview", language, month=month))


@pytest.mark.usefixtures("sample_months")
def test_the_figures_of_june_stand_under_their_names() -> None:
    assert figures(visit("overview", month="2023-06")) == [
        ("调整后预算（万元）", "269.72", "年初预算 269.72"),
        ("累计支出（万元）", "151.5886", "已报送 98.4% 的计划资金"),
        ("执行率", "57.1%", "计划 50.0%，序时 50.0%"),
        ("与计划差距（个百分点）", "+7.1", "差额 +18.8686 万元"),
        ("各等级项目数", "■ 超支 1 ▼ 滞后 1 ◆ 关注 1 ● 正常 3 ▲ 超前 1 ○ 未报送 1", ""),
    ]


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(("language", "number"), [("zh", 1), ("en", 6), ("en", 7), ("zh", 8)])
def test_the_figures_are_those_of_the_services(language: Language, number: int) -> None:
    month = Month(2023, number)
    shown = figures(visit("overview", language, month=str(month)))
    view = review_month(shared()[0], month)
    assert [value for _, value, _ in shown[:4]] == [
        write_amount(view.total.revised_budget),
        write_amount(view.total.spent),
        write_percent(view.total.execution_rate),
        write_points(view.total.gap_pp),
    ]
    assert sum((row.spent or Decimal(0) for row in view.projects), Decimal(0)) == view.total.spent
    counted = [int(count) for count in re.findall(r"\d+", shown[4][1])]
    assert sum(counted) == len(view.projects)
    assert len(counted) == len({row.badge for row in view.projects})


@pytest.mark.usefixtures("sample_months")
def test_a_month_without_data_shows_no_figure_in_place_of_one() -> None:
    shown = figures(visit("overview", month="2023-09"))
    assert [value for _, value, _ in shown[1:4]] == ["—", "—", "—"]
    assert shown[4][1] == "○ 未报送 8"


@pytest.mark.usefixtures("sample_months")
def test_amounts_change_to_yuan() -> None:
    app = visit("overview", month="2023-06", money="元")
    assert [value for _, value, _ in figures(app)[:2]] == ["2,697,200.00", "1,515,886.00"]
    assert "188,686.00 元" in lead(app)


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "zh",
            [
                "累计支出与计划（2023年，截至6月底）",
                "各项目执行率与计划（2023年，截至6月底）",
                "各项目逐月差距（2023年，截至6月底）",
                "支出与结果（2023年，截至6月底）",
            ],
        ),
        (
            "en",
            [
                "Spending to date against plan (2023, to end of Jun)",
                "Execution rate against plan, by project (2023, to end of Jun)",
                "Gap to plan by project and month (2023, to end of Jun)",
                "Money and results (2023, to end of Jun)",
            ],
        ),
    ],
)
def test_every_chart_says_what_it_shows_and_when(language: str, titles: list[str]) -> None:
    assert chart_titles(visit("overview", language, month="2023-06")) == titles


@pytest.mark.usefixtures("sample_months")
def test_samples_are_marked_as_samples() -> None:
    assert "示例数据" in lead(visit("overview"))
    assert "Illustrative data" in lead(visit("overview", "en"))
