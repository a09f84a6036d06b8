"""What is written for every project in view is bounded: the page says so, and what is offered."""

from __future__ import annotations

import re

import pytest

from monitor.ui import chase
from monitor.ui.shell import as_known, files
from tests.pages.visiting import tables, visit

CODE = "13020923P00014410001T"


@pytest.mark.usefixtures("sample_months")
def test_forms_of_too_many_projects_are_offered_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "MOST_IN_A_FILE", 7)
    app = visit("scores", "en", month="2023-06")
    assert not app.get("download_button")
    said = " ".join(each.value for each in app.html)
    assert "up to 7 at once; 8 are in view" in said
    app.selectbox(key="score_project").set_value(CODE).run()
    assert not app.exception
    assert len(app.get("download_button")) == 2


@pytest.mark.usefixtures("sample_months")
def test_changes_of_too_many_projects_ask_for_a_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_known, "MOST_COMPARED", 7)
    app = visit("flagged", month="2023-06")
    app.session_state["changes_open"] = True
    app.run()
    assert any("一次最多对比 7 个项目，当前有 8 个" in each.value for each in app.caption)


@pytest.mark.usefixtures("sample_months")
def test_a_long_chase_list_has_pages_under_headings_that_count_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chase, "PAGE_ROWS", 5)
    shown = [tables(visit("chase", month="2023-09", part=part))["chase_table"] for part in "12"]
    codes = [re.findall(r"\b130209\w+", text) for text in shown]
    assert [len(each) for each in codes] == [5, 3]
    assert not set(codes[0]) & set(codes[1])
