from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from streamlit.testing.v1 import AppTest

from monitor.domain.month import Month
from monitor.outputs.documents import Issue, write_document
from monitor.review.flags import list_flagged
from monitor.review.months import review_indicators, review_month
from monitor.ui.shell.frame import shared
from monitor.words.catalogue import Language
from tests.pages.visiting import lead, tables, take_in, visit
from tests.services.desk import D, plan_file, project

OVERSPENT = "13020923P000140100014"
BEHIND = "13020923P000143100015"
WATCH = "13020923P000139100010"
MISSED = "13020923P000151100011"
SILENT = "13020923P00014410001T"
DOCUMENTS = ["督办通知（docx）", "绩效运行监控报告（docx）", "月末材料（zip）"]
SILENT_IN_JULY = "13020923P00014510001G"


def codes(app: AppTest) -> list[str]:
    """Read the project codes of the list, in its order."""
    lines = tables(app).get("flag_table", "").splitlines()
    return [word for line in lines for word in line.split("|")[1:2] for word in word.split()[-1:]][
        1:
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_product_says_the_next_step(language: str) -> None:
    app = visit("flagged", language)
    assert len(app.info) == 1
    assert app.get("page_link")[0].proto.page == "imports"
    assert not app.get("download_button")


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("language", "month", "sentence"),
    [
        ("zh", "2023-06", "2023年6月共有5个项目预警，占全部8个的63%；涉及调整后预算 246.48 万元。"),
        ("zh", "2023-07", "2023年7月共有5个项目预警，占全部8个的63%；涉及调整后预算 249.68 万元。"),
        (
            "en",
            "2023-06",
            "5 of 8 projects are flagged in Jun 2023 (63%), with a revised budget of 246.48 万元.",
        ),
        (
            "en",
            "2023-07",
            "5 of 8 projects are flagged in Jul 2023 (63%), with a revised budget of 249.68 万元.",
        ),
    ],
)
def test_one_sentence_says_how_many_are_flagged(language: str, month: str, sentence: str) -> None:
    assert sentence in lead(visit("flagged", language, month=month))


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("month", "listed"),
    [
        ("2023-06", [OVERSPENT, BEHIND, WATCH, MISSED, SILENT]),
        ("2023-07", [OVERSPENT, BEHIND, WATCH, MISSED, SILENT_IN_JULY]),
    ],
)
def test_the_most_severe_come_first(month: str, listed: list[str]) -> None:
    assert codes(visit("flagged", month=month)) == listed


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_carries_the_sentence_of_the_services(language: Language) -> None:
    month = Month(2023, 6)
    shown = tables(visit("flagged", language, month=str(month)))["flag_table"]
    store = shared()[0]
    rows = list_flagged(review_month(store, month), review_indicators(store, month), language)
    assert len(rows) == 5
    lines = shown.splitlines()
    assert [lines[2 * place] for place in range(1, 6)] == [f"{row.sentence}|" for row in rows]


@pytest.mark.usefixtures("sample_months")
def test_figures_line_up_with_as_many_decimals_in_a_column() -> None:
    lines = tables(visit("flagged", month="2023-06"))["flag_table"].splitlines()
    assert lines[1].startswith(
        f"■ 超支 ✕ 指标未达标 1|区政协三届三次会议费 {OVERSPENT}|90.00|91.3523|"
    )
    assert lines[3].startswith(f"▼ 滞后 ✕ 指标未达标 1|文史资料征编费 {BEHIND}|70.00|11.2190|")
    assert lines[9].startswith(f"○ 未报送|政协团结联谊费用 {SILENT}|4.28|—|")


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("chosen", "listed"),
    [
        ({"light": "red"}, [BEHIND]),
        ({"light": "red,overspent"}, [OVERSPENT, BEHIND]),
        ({"reason": "milestone"}, [BEHIND, WATCH, MISSED]),
        ({"light": "yellow", "reason": "milestone"}, [WATCH]),
        ({"find": "政协"}, [OVERSPENT, MISSED, SILENT]),
        ({"find": BEHIND[-9:].lower()}, [BEHIND]),
        ({"light": "nonsense"}, [OVERSPENT, BEHIND, WATCH, MISSED, SILENT]),
    ],
)
def test_filters_in_the_link_narrow_the_list(chosen: dict[str, str], listed: list[str]) -> None:
    app = visit("flagged", month="2023-06", **chosen)
    assert codes(app) == listed
    if len(listed) < 5:
        assert f"按筛选条件显示 {len(listed)} 个，共 5 个。" in tables(app)["flag_table"]


@pytest.mark.usefixtures("sample_months")
def test_a_choice_on_the_page_stands_in_the_link() -> None:
    app = visit("flagged", month="2023-06")
    app.text_input(key="find").set_value("会议").run()
    app.button_group(key="light").set_value(["overspent"]).run()
    assert codes(app) == [OVERSPENT]
    assert (app.query_params["find"], app.query_params["light"]) == ("会议", "overspent")


@pytest.mark.usefixtures("sample_months")
def test_nothing_left_says_so_and_offers_no_empty_download() -> None:
    app = visit("flagged", "en", month="2023-06", find="zzz")
    assert app.info[0].value == "No project matches the filters. Widen them."
    offered = {part.proto.label: part.proto.disabled for part in app.get("download_button")}
    assert [label for label, is_off in offered.items() if is_off] == [
        "Download Excel",
        "Download CSV",
    ]


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("month", "is_off", "said"),
    [("2023-06", [False] * 3, ""), ("2023-09", [True] * 3, "本月还没有报送支出数据")],
)
def test_documents_are_offered_for_a_month_with_reports(
    month: str, is_off: list[bool], said: str
) -> None:
    app = visit("flagged", month=month)
    offered = [part.proto for part in app.get("download_button") if "（" in part.proto.label]
    assert [each.label for each in offered] == DOCUMENTS
    assert [each.disabled for each in offered] == is_off
    assert any(said in part.value for part in app.html)


@pytest.mark.usefixtures("sample_months")
def test_of_several_units_one_is_chosen_for_notice_and_report() -> None:
    added = take_in("plan", "plan.xlsx", data=plan_file(project(D), unit="131002"))
    assert added.batch_id is not None
    app = visit("flagged", month="2023-06")
    offered = {part.proto.label: part.proto.disabled for part in app.get("download_button")}
    assert [offered[label] for label in DOCUMENTS] == [True, True, False]
    assert any("请先在左侧选择预算单位" in part.value for part in app.html)
    chosen = visit("flagged", month="2023-06", unit="131001")
    offered = {part.proto.label: part.proto.disabled for part in chosen.get("download_button")}
    assert [offered[label] for label in DOCUMENTS] == [False] * 3


@pytest.mark.usefixtures("sample_months")
def test_what_the_page_hands_out_is_what_the_service_writes() -> None:
    app = visit("flagged", month="2023-06")
    app.date_input(key="reply_by").set_value(date(2023, 7, 15)).run()
    assert not app.exception
    store = shared()[0]
    asked = Issue("notice", Month(2023, 6), reply_by=date(2023, 7, 15))
    text = "\n".join(
        each.text for each in docx.Document(BytesIO(write_document(store, asked))).paragraphs
    )
    assert "2023年7月15日前" in text
