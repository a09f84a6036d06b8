from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from monitor.domain.month import Month
from tests.pages.visiting import PLAN, SAMPLES, batches, lead, start_with, tables, take_in, visit

APRIL = "2023-04-spending.xlsx"


def upload(app: AppTest, file_name: str, data: bytes | None = None) -> None:
    content = data if data is not None else (SAMPLES / file_name).read_bytes()
    app.file_uploader[0].upload(file_name, content).run()
    assert not app.exception


def changed(file_name: str, **cells: str | float | None) -> bytes:
    """Change cells of a sample workbook's first sheet."""
    book = load_workbook(SAMPLES / file_name)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


@pytest.mark.parametrize(
    ("language", "opening", "offer"),
    [
        ("zh", "还没有数据。先导入绩效计划", "计划模板"),
        ("en", "There is no data yet. Import the plan first", "plan template"),
    ],
)
def test_an_empty_product_asks_for_the_plan_first(language: str, opening: str, offer: str) -> None:
    app = visit("imports", language)
    assert opening in lead(app)
    assert offer in app.get("download_button")[0].proto.label


def test_without_a_plan_spending_says_what_to_import_first() -> None:
    app = visit("imports", kind="spending")
    assert "还没有绩效计划" in app.info[0].value
    assert not app.file_uploader


@pytest.mark.parametrize(
    ("language", "button", "why"),
    [("zh", "导入 8 条支出", "新增"), ("en", "Import 8 spending figures", "new")],
)
def test_the_button_says_what_it_imports(language: str, button: str, why: str) -> None:
    start_with(PLAN)
    app = visit("imports", language, month="2023-04")
    upload(app, APRIL)
    assert labels(app) == [button]
    rows = tables(app)["changes"].splitlines()
    assert sum("13020923P" in row and why in row for row in rows) == 8


def test_a_correction_says_how_many_figures_it_replaces() -> None:
    start_with(PLAN, ("spending", APRIL, "2023-04"))
    app = visit("imports", month="2023-04")
    app.selectbox(key="import_month").select_index(3).run()
    upload(app, APRIL, changed(APRIL, D4=7.5))
    assert labels(app) == ["导入 8 条支出，替换 1 条"]
    assert "|6.9175|7.50|+0.5825|" in tables(app)["changes"]


def test_confirming_imports_and_offers_the_way_back_where_it_was_done() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, APRIL)
    press(app, "导入 8 条支出")
    assert app.success[0].value == "已导入 8 条支出（批次 2）。"
    assert app.file_uploader[0].value is None
    assert [batch.is_active for batch in batches()] == [True, True]
    press(app, "撤销这次导入")
    assert app.success[0].value.startswith("批次 2 已撤回")
    assert [batch.is_active for batch in batches()] == [False, True]
    press(app, "恢复批次 2")
    assert [batch.is_active for batch in batches()] == [True, True]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_faulty_file_names_its_cells_and_cannot_be_confirmed(language: str) -> None:
    start_with(PLAN)
    app = visit("imports", language, month="2023-04")
    upload(app, APRIL, changed(APRIL, D4="约七万", A5="13020923P00014810001X"))
    assert "2" in app.error[0].value
    assert {"支出!D4", "支出!D5"} <= set(tables(app)["findings"].replace("|", " ").split())
    assert not labels(app)
    assert len(batches()) == 1


def test_the_same_file_again_has_nothing_to_import() -> None:
    start_with(PLAN, ("spending", APRIL, "2023-04"))
    app = visit("imports", month="2023-04")
    app.selectbox(key="import_month").select_index(3).run()
    upload(app, APRIL)
    assert "没有需要改动的地方" in app.info[0].value
    assert not labels(app)


def test_what_another_import_outdated_is_shown_anew_and_not_imported() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, APRIL)
    take_in("spending", "2023-03-spending.xlsx", "2023-03")
    press(app, "导入 8 条支出")
    assert "数据又有变动" in app.warning[0].value
    assert [batch.month for batch in batches()] == [3, None]
    press(app, "导入 8 条支出")
    assert [batch.month for batch in batches()] == [4, 3, None]


def test_the_month_that_the_file_names_is_a_click_away() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-06")
    upload(app, APRIL)
    assert "2023-04" in tables(app)["findings"]
    press(app, "改为填报2023年4月")
    assert labels(app) == ["导入 8 条支出"]


def test_after_the_newest_month_the_next_one_is_offered() -> None:
    start_with(PLAN, ("spending", APRIL, "2023-04"))
    app = visit("imports", month="2023-04")
    assert app.session_state["import_month"] == Month(2023, 5)
    app = visit("imports", month="2023-02")
    assert app.session_state["import_month"] == Month(2023, 2)


def test_projects_left_out_stay_as_they_are_unless_the_person_says_unchanged() -> None:
    start_with(PLAN, ("spending", "2023-03-spending.xlsx", "2023-03"))
    app = visit("imports", month="2023-04")
    upload(app, APRIL, changed(APRIL, D9=None, D10=None))
    assert labels(app) == ["导入 6 条支出"]
    assert tables(app)["changes"].count("文件未列出") == 2
    app.checkbox(key="import_unlisted").check().run()
    assert labels(app) == ["导入 8 条支出"]
    assert tables(app)["changes"].count("与上月持平") == 2


def test_amounts_without_a_unit_can_be_read_in_the_other_one() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, APRIL, changed(APRIL, E2=None))
    assert "按“元”读取" in tables(app)["findings"]
    unit = next(key for key in app.session_state if str(key).endswith("_unit"))
    app.session_state[unit] = "万元"
    app.run()
    assert "findings" not in tables(app)
    assert "6.9175" in tables(app)["changes"]


def test_a_total_that_differs_from_its_rows_is_told() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, APRIL, changed(APRIL, A13="合计", D13=130))
    assert "1300000.00元" in tables(app)["findings"]
    notes = " ".join(part.value for part in app.html)
    assert "合计核对：支出!D13 “累计支出”合计 130.00 万元" in notes
    assert "合计行：第 13 行" in notes


def test_results_and_adjustments_are_previewed_by_what_they_state() -> None:
    start_with(PLAN)
    app = visit("imports", kind="results", month="2023-04")
    upload(app, "2023-04-results.xlsx")
    assert "|数量指标 · 调研次数|4月|" in tables(app)["changes"]
    app = visit("imports", "en", kind="adjustments", month="2023-08")
    upload(app, "2023-08-adjustments.xlsx")
    assert labels(app) == ["Import 1 budget adjustment"]


def test_a_plan_is_previewed_per_project() -> None:
    app = visit("imports", kind="plan")
    upload(app, "plan-2023.docx")
    assert labels(app) == ["导入 8 个项目的计划"]
    first = "新增：项目信息、资金来源 1 项、支出节点 4 个、指标 6 项"
    assert first in tables(app)["changes_projects"]


def test_a_revised_plan_shows_old_beside_new() -> None:
    start_with(PLAN)
    app = visit("imports", kind="plan")
    revised = (SAMPLES / "plan-2023.txt").read_text("utf-8").replace("≥11次", "≥12次")
    upload(app, "plan-2023.txt", revised.encode())
    assert labels(app) == ["导入 8 个项目的计划，更新其中 1 个"]
    assert "修改：指标 1 项" in tables(app)["changes_projects"]
    assert tables(app)["changes_projects"].count("无变化") == 7
    assert "|≥11次|≥12次|" in tables(app)["changes_items"]


@pytest.mark.parametrize(("language", "button"), [("zh", "撤回批次 2"), ("en", "Withdraw batch 2")])
def test_withdrawing_shows_what_comes_back_before_it_is_done(language: str, button: str) -> None:
    start_with(PLAN, ("spending", APRIL, "2023-04"))
    take_in("spending", APRIL, "2023-04", changed(APRIL, D4=7.5))
    app = visit("imports", language)
    app.session_state["import_event"] = "withdrawn 3"
    app.run()
    assert "|7.50|6.9175|" in tables(app)["event_changes"]
    app.session_state["import_event"] = "withdrawn 2"
    app.run()
    app.text_input(key="reason_2").set_value("报错了").run()
    press(app, button)
    withdrawn = next(batch for batch in batches() if batch.batch_id == 2)
    assert (withdrawn.is_active, withdrawn.last_reason) == (False, "报错了")
    assert "报错了" in tables(app)["batches"]


def test_the_question_can_be_put_away() -> None:
    start_with(PLAN)
    app = visit("imports")
    app.session_state["import_event"] = "withdrawn 1"
    app.run()
    assert "撤销：项目信息" in tables(app)["event_changes_projects"]
    press(app, "取消")
    assert labels(app) == []
    assert batches()[0].is_active


def test_a_file_over_the_limit_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    app.file_uploader[0].upload(APRIL, (SAMPLES / APRIL).read_bytes())
    monkeypatch.setattr("monitor.ui.imports.choose.MEBIBYTE", 100)
    app.run()
    assert "超过 50 MB 的上限" in app.error[0].value
    assert not labels(app)


@pytest.mark.parametrize("kind", ["spending", "results", "adjustments", "plan"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_offers_a_template(language: str, kind: str) -> None:
    start_with(PLAN)
    app = visit("imports", language, kind=kind, month="2023-04")
    assert len(app.get("download_button")) == 1
    assert "2023" in app.get("download_button")[0].proto.label


def test_a_file_that_is_no_workbook_is_named_for_what_it_is() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, "报表.xlsx", b"%PDF-1.7 no workbook")
    assert "PDF" in tables(app)["findings"]
    assert not labels(app)
