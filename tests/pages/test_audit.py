"""The log as a page: what happened, filtered by the link, whole or not."""

from __future__ import annotations

import pytest

from monitor.access.audit import record_export
from monitor.config import read_settings
from monitor.ui.shell.frame import shared
from tests.pages.visiting import PLAN, lead, start_with, tables, visit

MAY = ("spending", "2023-05-spending.xlsx", "2023-05")


@pytest.mark.parametrize(
    ("language", "opening", "word"),
    [
        ("zh", "共有 2 条操作记录，经核对完整无缺", "导入"),
        ("en", "Entries in the log: 2", "Import"),
    ],
)
def test_the_page_lists_what_happened_and_says_that_it_is_whole(
    language: str, opening: str, word: str
) -> None:
    start_with(PLAN, MAY)
    app = visit("audit", language)
    assert opening in lead(app)
    shown = tables(app)["audit_entries"]
    assert {"zh": "批次 2", "en": "Import 2"}[language] in shown
    assert word in shown
    assert "2023-05-spending.xlsx" in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "请检查文件夹的写入权限"), ("en", "Check the folder's permissions")],
)
def test_a_folder_that_cannot_be_written_is_told_to_admins(language: str, said: str) -> None:
    start_with(PLAN)
    (read_settings().database.parent / "backups").touch()  # a file where the folder should be
    (warning,) = visit("audit", language).warning
    assert said in warning.value.replace("\\", "")
    assert "backups" in warning.value


def test_the_link_filters_and_turns_pages() -> None:
    start_with(PLAN, MAY)
    for number in range(120):
        record_export(shared()[0], f"list {number}", actor="reader")
    app = visit("audit", event="data.exported", entries="3")
    assert "120 条" in lead(app)
    shown = tables(app)["audit_entries"]
    assert "list 19" in shown
    assert "list 20" not in shown
    assert "批次" not in shown
    assert "没有符合条件" in visit("audit", since="2999-01-01").info[0].value


def test_a_changed_entry_is_named() -> None:
    start_with(PLAN, MAY)
    with shared()[0].reading() as reading:
        cursor = reading.cursor
        cursor.execute("update main.audit_entries set actor = 'nobody' where sequence = 1")
    assert "从第 1 条起" in lead(visit("audit"))
