from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from monitor.domain.month import Month
from monitor.month_close.exceptions import grant_exception
from monitor.month_close.steps import certify, list_states, submit
from monitor.ui.shell.captions import today
from monitor.ui.shell.frame import shared
from tests.pages.visiting import batches, lead, tables, take_in, visit

UNIT = "131001"
MAY = Month(2023, 5)


@pytest.fixture(autouse=True)
def samples(sample_months: None) -> None:
    del sample_months


def close(*, is_certified: bool = True) -> None:
    store = shared()[0]
    submit(store, MAY, UNIT, "其余下月报", actor="li")
    if is_certified:
        certify(store, MAY, UNIT, actor="wang")


def badge(page: str, language: str = "zh") -> str:
    app = visit(page, language, month="2023-05", project="13020923P000139100010")
    (said,) = [part.value for part in app.html if '"em-close ' in part.value]
    return str(said)


@pytest.mark.parametrize("page", ["overview", "flagged", "project", "indicators", "imports"])
def test_the_state_of_the_month_stands_under_every_lead(page: str) -> None:
    assert "○ 2023年5月 未报送审定" in badge(page)
    close(is_certified=False)
    assert "◐ 2023年5月 已报送待审定" in badge(page)
    certify(shared()[0], MAY, UNIT, actor="wang")
    assert "● May 2023 certified" in badge(page, "en")


@pytest.mark.parametrize(
    "page", ["followups", "scores", "chase", "months", "plan", "settings", "audit"]
)
def test_the_other_pages_say_it_too(page: str) -> None:
    close()
    assert "● 2023年5月 已审定" in badge(page)


def test_the_page_lists_every_month_and_what_happened() -> None:
    close()
    app = visit("months", month="2023-05")
    assert "2023年5月：曹妃甸区人民政协办公室本级已审定。" in lead(app)
    shown = tables(app)
    assert "wang" in shown["months_table"]
    assert "5 ●" in shown["months_table"]
    assert "6 ○" in shown["months_table"]
    assert "其余下月报" in shown["months_steps"]


def test_a_month_is_handed_in_certified_and_excepted_on_the_page() -> None:
    app = visit("months", month="2023-05")
    press(app, "仍有缺项，报送审定")
    assert "请先补报，或写明说明后报送" in app.error[0].value
    app.text_area[0].set_value("缺的项目下月补报")
    press(app, "仍有缺项，报送审定")
    assert state() == "submitted"
    assert "等待财务审定" in app.success[0].value
    press(app, "退回")
    assert app.error
    press(app, "审定")
    assert state() == "certified"
    press(app, "批准例外")
    assert app.error
    app.text_input[1].set_value("漏报退款")
    press(app, "批准例外")
    assert not app.error
    assert "漏报退款" in str([part.value for part in app.html])


def press(app: AppTest, label: str) -> None:
    (button,) = [each for each in app.button if each.label == label]
    button.click().run()


def state() -> str:
    (found,) = list_states(shared()[0], 2023, month=5, unit_code=UNIT)
    return found.state


MORE = "项目编码,2023年5月累计支出（元）\n13020923P000139100010,1\n".encode()


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "会改动已审定的月份（131001 "), ("en", "This would change certified months (131001 ")],
)
def test_a_file_for_a_certified_month_is_refused_on_the_page_and_says_why(
    language: str, said: str
) -> None:
    close()
    app = visit("imports", language, month="2023-05")
    app.file_uploader[0].upload("支出.csv", MORE).run()
    shown = " ".join([*tables(app).values(), *(str(part.value) for part in app.html)])
    assert said in shown
    assert not [each for each in app.button if each.label.startswith(("导入 ", "Import "))]
    assert take_in("spending", "支出.csv", data=MORE).batch_id is None
    grant_exception(shared()[0], MAY, UNIT, "tester", "更正", today(), actor="wang")
    assert take_in("spending", "支出.csv", data=MORE).batch_id is not None


def test_withdrawing_from_a_certified_month_is_refused_on_the_page() -> None:
    close()
    batch = next(each for each in batches() if (each.kind, each.month) == ("spending", 5))
    app = visit("imports", month="2023-05")
    app.session_state["import_event"] = f"withdrawn {batch.batch_id}"
    app.run()
    assert "会改动已审定的月份" in app.error[0].value
