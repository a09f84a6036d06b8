from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from monitor.config import read_settings
from monitor.store.schema import newest_migration
from monitor.ui.shell.captions import plain
from monitor.ui.shell.frame import PAGES
from tests.pages.visiting import lead, visit


def test_every_page_of_the_folder_is_in_the_frame(root: Path) -> None:
    assert sorted(PAGES) == sorted(path.stem for path in (root / "pages").glob("*.py"))


@pytest.mark.usefixtures("sample_months")
def test_the_served_file_draws_the_pages_too_when_it_is_run_as_a_script(root: Path) -> None:
    app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    app.query_params["month"] = "2023-06"
    app.query_params["lang"] = "zh"
    app.run()
    assert not app.exception
    assert "截至2023年6月底" in lead(app)


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(("language", "month"), [("zh", "2023-06"), ("en", "2023-07")])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_meets_an_error(page: str, month: str, language: str) -> None:
    app = visit(page, language, month=month)
    assert [each.value for each in app.error] == []
    assert app.query_params["lang"] == language


@pytest.mark.parametrize("page", PAGES)
def test_no_page_needs_a_plan_to_open(page: str) -> None:
    assert [each.value for each in visit(page).error] == []


@pytest.mark.usefixtures("sample_months")
def test_the_newest_month_reported_is_shown_first() -> None:
    app = visit("overview")
    assert app.selectbox(key="month").value == "2023-08"
    assert len(app.selectbox(key="month").options) == 12
    assert app.query_params["month"] == "2023-08"


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize("month", ["2022-06", "june", "2023-13", ""])
def test_a_month_there_is_no_plan_for_gives_way_to_the_newest(month: str) -> None:
    assert visit("flagged", month=month).selectbox(key="month").value == "2023-08"


@pytest.mark.usefixtures("sample_months")
def test_what_is_chosen_stays_from_page_to_page() -> None:
    app = visit("overview", "en", month="2023-06", money="元")
    app.switch_page("pages/flagged.py").run()
    assert app.selectbox(key="month").value == "2023-06"
    assert app.get("download_button")[0].proto.label == "Download Excel"
    assert (app.query_params["lang"], app.query_params["money"]) == ("en", "元")


@pytest.mark.usefixtures("sample_months")
def test_the_language_is_switched_in_the_sidebar() -> None:
    app = visit("flagged", month="2023-06")
    app.button_group(key="lang").set_value("en").run()
    assert app.get("download_button")[0].proto.label == "Download Excel"
    assert app.query_params["lang"] == "en"


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "这个数据库由较新的版本写成（结构 99，本版本支持到 {known}）。请升级"),
        ("en", "This database was written by a newer version (schema 99, this version knows {kn"),
    ],
)
def test_a_database_of_a_newer_version_is_refused_in_a_sentence(
    language: str, sentence: str
) -> None:
    with duckdb.connect(str(read_settings().database)) as connection:
        connection.execute("insert into migrations values (99, '0099_from_tomorrow')")
    app = visit("overview", language)
    known = sentence.replace("{known}", str(newest_migration())).partition("{kn")[0]
    assert len(app.error) == 1
    assert app.error[0].value.startswith(plain(known))
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("page", ["overview", "imports"])
def test_a_file_that_is_no_database_is_refused_in_a_sentence(page: str) -> None:
    database = read_settings().database
    database.parent.mkdir(parents=True, exist_ok=True)
    database.write_bytes(b"no database" * 1000)
    app = visit(page)
    assert len(app.error) == 1
    assert "无法打开数据库" in app.error[0].value
    assert database.read_bytes() == b"no database" * 1000


@pytest.mark.usefixtures("sample_months")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", r"页面出现意外错误（编号 (\w{8})）。数据没有改动。"),
        ("en", r"The page met an unexpected error \(reference (\w{8})\)\. No data was changed\."),
    ],
)
def test_the_unforeseen_is_a_plain_message_and_its_details_are_in_the_log(
    language: str, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    with duckdb.connect(str(read_settings().database)) as connection:
        connection.execute("drop table materialised.project_months; drop view main.project_months")
    app = visit("overview", language, month="2023-06")
    assert len(app.error) == 1
    told = re.match(sentence, app.error[0].value)
    assert told is not None
    assert "project_months" not in app.error[0].value
    logged = [
        record
        for record in caplog.records
        if (record.name, record.levelname) == ("monitor", "ERROR")
    ]
    assert [record.getMessage() for record in logged] == [f"reference {told[1]}"]
    assert logged[0].exc_info is not None
    assert "project_months" in str(logged[0].exc_info[1])
