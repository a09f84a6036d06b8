"""On the import page: a correction saved, offered again, turned off, listed and removed."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from monitor.domain.month import Month
from tests.pages.test_imports import press, upload
from tests.pages.visiting import PLAN, batches, start_with, tables, visit

CODE = "13020923P00014110001R"
NAME = "日常会务费"


def odd(month: int, amount: str = "0.05") -> bytes:
    return f"情况表\n编号甲,事项,{month}月花了\n{CODE},某事,{amount}\n".encode()


def key_of(app: AppTest, ending: str) -> str:
    keys = [str(key) for key in app.session_state if str(key).endswith(ending)]
    return min(keys, key=len)


def tell(app: AppTest, **told: object) -> None:
    """Say how a file is to be read, as the form under the preview asks."""
    for name, value in told.items():
        app.session_state[key_of(app, f"_{name}")] = value
    app.run()
    assert not app.exception


def correct_april(language: str = "zh") -> AppTest:
    start_with(PLAN)
    app = visit("imports", language, month="2023-04")
    upload(app, "四月.csv", odd(4))
    tell(app, header=2, project_code="A", spent="C", unit="万元")
    return app


def test_a_corrected_import_is_saved_under_the_name_of_its_file() -> None:
    app = correct_april()
    assert app.text_input(key=key_of(app, "_keep_name")).value == "四月"
    press(app, "导入 1 条支出")
    assert "已保存读法“四月”。" in [part.value for part in app.caption]
    listed = tables(app)["mappings"]
    assert (
        "四月|支出|编号甲、事项、4月花了|A 列为项目编码、C 列为累计支出、金额单位为万元|" in listed
    )


def test_the_person_may_save_nothing() -> None:
    app = correct_april()
    app.checkbox(key=key_of(app, "_keep")).uncheck().run()
    press(app, "导入 1 条支出")
    assert len(batches()) == 2
    assert "mappings" not in tables(app)


def test_without_a_name_there_is_nothing_to_confirm() -> None:
    app = correct_april()
    app.text_input(key=key_of(app, "_keep_name")).set_value(" ").run()
    assert "请填写读法名称" in app.warning[0].value
    assert next(each for each in app.button if each.label == "导入 1 条支出").disabled


def test_the_same_header_is_read_by_what_was_saved_until_it_is_turned_off() -> None:
    app = correct_april()
    press(app, "导入 1 条支出")
    assert app.session_state["import_month"] == Month(2023, 5)
    upload(app, "五月.csv", odd(5, "0.07"))
    assert "|5月|—|0.07|—|新增|" in tables(app)["changes"]
    notes = " ".join(part.value for part in app.html)
    assert "已按保存的读法“四月”读取" in notes
    saved = app.checkbox(key=key_of(app, "_saved"))
    assert saved.label == "使用保存的读法“四月”"
    saved.uncheck().run()
    assert "changes" not in tables(app)
    assert "没有使用" in " ".join(part.value for part in app.html)
    app.checkbox(key=key_of(app, "_saved")).check().run()
    press(app, "导入 1 条支出")
    assert [batch.month for batch in batches()] == [5, 4, None]


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "已保存的读法（1）"), ("en", "Saved mappings (1)")]
)
def test_what_is_saved_is_listed(language: str, title: str) -> None:
    app = correct_april(language)
    press(app, {"zh": "导入 1 条支出", "en": "Import 1 spending figure"}[language])
    assert title in [part.label for part in app.expander]


def test_a_name_is_confirmed_before_it_stands_for_a_project() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, "names.csv", f"项目名称,累计支出（元）\n{NAME},50\n".encode())
    assert f"{NAME}|13020923P000139100010|{NAME}|" in tables(app)["name_matches"]
    assert app.error
    app.checkbox(key=key_of(app, "_names")).check().run()
    assert not app.error
    press(app, "导入 1 条支出")
    assert len(batches()) == 2


def test_the_month_chosen_may_stand_before_the_one_in_the_file() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    data = f"2023年3月\n项目编码,累计支出（元）\n{CODE},50\n".encode()
    upload(app, "marked-march.csv", data)
    assert "2023-03" in tables(app)["findings"]
    tell(app, month_chosen=True)
    press(app, "导入 1 条支出")
    assert batches()[0].month == 4


def test_a_column_in_doubt_is_chosen_among_those_that_may_be_meant() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    upload(app, "四月.csv", f"项目编码,国库支付（元）,单位列支（元）\n{CODE},500,400\n".encode())
    (asked,) = [each for each in app.radio if "累计支出" in each.label]
    assert asked.options == ["B “国库支付（元）”: 500", "C “单位列支（元）”: 400"]
    asked.set_value("spent=C").run()
    assert "|4月|—|0.04|—|新增|" in tables(app)["changes"]
    press(app, "导入 1 条支出")
    assert len(batches()) == 2


def test_the_lines_of_a_project_are_added_up_when_ticked() -> None:
    start_with(PLAN)
    app = visit("imports", month="2023-04")
    lines = f"项目编码,经济科目,累计支出（元）\n{CODE},办公费,500\n{CODE},差旅费,400\n"
    upload(app, "四月.csv", lines.encode())
    (tick,) = [each for each in app.checkbox if "几行相加" in each.label]
    tick.check().run()
    assert "|4月|—|0.09|—|新增|" in tables(app)["changes"]
