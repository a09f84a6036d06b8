"""The log of what happened: complete without anybody's help, and unforgeable without notice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.access.audit import (
    Entry,
    LogFilter,
    count_entries,
    list_choices,
    list_entries,
    record_export,
    record_upload,
)
from monitor.access.scope import current_version
from monitor.config import Settings
from monitor.domain.errors import NotAllowed
from monitor.domain.roles import Actor
from monitor.intake.batches import restore, withdraw
from monitor.store.person import ActingStore
from monitor.store.rows import now_utc
from monitor.upkeep.backups import DailyBackups
from monitor.upkeep.doctor import verify_log
from tests.services.desk import Desk, spending

SWAP = """
    create temp table swapped as
    select * replace (case sequence when 2 then 3 when 3 then 2 else sequence end as sequence)
    from audit_entries;
    delete from audit_entries;
    insert into audit_entries from swapped
"""


def settings(desk: Desk, backups: str = "off") -> Settings:
    return Settings(desk.store.path, "clerk", backups=backups)


def log(desk: Desk, **asked: object) -> list[Entry]:
    return list_entries(desk.store, LogFilter(**asked))  # type: ignore[arg-type]  # each test knows its own


def tamper(desk: Desk, statement: str) -> None:
    """Change the log as somebody with the file at hand could."""
    with desk.store.reading() as reading:
        cursor = reading.cursor
        cursor.execute("use main")
        cursor.execute(statement)


def test_imports_withdrawals_and_restorations_are_in_the_log(desk: Desk) -> None:
    batch_id = desk.report(1, A=123456)
    withdraw(desk.store, batch_id, actor="head", reason="wrong by 123456")
    restore(desk.store, batch_id, actor="head", reason="right after all")
    entries = log(desk)
    assert [(each.event, each.actor, each.subject) for each in entries[:3]] == [
        ("import.restored", "head", "batch 3"),
        ("import.withdrawn", "head", "batch 3"),
        ("import.committed", "clerk", "batch 3"),
    ]
    assert entries[2].said["file_name"] == "spending.csv"
    assert [each.sequence for each in entries] == list(range(len(entries), 0, -1))


def test_the_log_tells_no_amounts(desk: Desk) -> None:
    withdraw(desk.store, desk.report(1, A=123456), actor="head", reason="wrong by 123456")
    assert "123456" not in " ".join(f"{each.subject} {each.details}" for each in log(desk))


def test_what_is_rolled_back_is_not_in_the_log(desk: Desk) -> None:
    before = count_entries(desk.store, LogFilter())
    desk.preview("spending", spending({"A": 100}), 1)
    with desk.store.transaction() as transaction:
        transaction.record("account.added", actor="head", subject="reader")
    assert count_entries(desk.store, LogFilter()) == before


def test_an_import_that_was_blocked_is_in_the_log_with_its_reasons(desk: Desk) -> None:
    data = spending({"A": 10**13, "B": 1})
    assert desk.commit("spending", data, 1).batch_id is None
    (entry,) = log(desk, event="import.blocked")
    assert (entry.actor, entry.subject) == ("clerk", "spending.csv")
    assert entry.said["codes"] == "amount_too_large"
    assert str(10**13) not in entry.details
    desk.preview("spending", data, 1)
    assert len(log(desk, event="import.blocked")) == 1


def test_alerts_are_in_the_log_once_per_message(desk: Desk) -> None:
    now = now_utc()
    common = {"channel": "office", "topic": "flag", "fiscal_year": 2023, "month": 6, "level": 2}
    who = {"unit_code": "131001", "sentence": "behind", "actor": "scheduler", "told_at": now}
    rows = [
        {"alert_id": number, "project_code": str(number), "event": "new", **common, **who}
        for number in (1, 2, 3)
    ]
    with desk.store.transaction() as transaction:
        transaction.append("alerts", rows)
        transaction.keep()
    (entry,) = log(desk, event="alert.sent")
    assert (entry.subject, entry.actor, entry.said["alerts_count"]) == ("office", "scheduler", 3)


def test_downloads_and_uploads_are_in_the_log_and_change_no_figure(desk: Desk) -> None:
    version = current_version(desk.store)
    record_export(desk.store, "list.xlsx", actor="reader", month="2023-06")
    record_upload(desk.store, "spent.csv", b"A;1", kind="spending", actor="clerk")
    upload, export = log(desk)[:2]
    assert (export.event, export.subject, export.said) == (
        "data.exported",
        "list.xlsx",
        {"month": "2023-06"},
    )
    assert (upload.event, upload.said["file_size"]) == ("file.uploaded", 3)
    assert current_version(desk.store) == version


def test_a_download_of_one_who_may_only_look_is_in_the_log_too(desk: Desk) -> None:
    reader = ActingStore(desk.store, Actor("reader", "viewer", ("131001",)))
    record_export(reader, "list.xlsx", actor="reader")
    assert log(desk)[0].actor == "reader"
    with pytest.raises(NotAllowed):
        list_entries(reader, LogFilter())


def test_the_log_is_filtered_and_paged(desk: Desk) -> None:
    for number in range(5):
        record_export(desk.store, f"list {number}", actor="reader")
    pages = [
        [each.subject for each in list_entries(desk.store, asked, page=page, page_size=2)]
        for asked in (LogFilter(actor="reader"),)
        for page in range(3)
    ]
    assert pages == [["list 4", "list 3"], ["list 2", "list 1"], ["list 0"]]
    assert count_entries(desk.store, LogFilter(event="data.exported")) == 5
    today = log(desk)[0].happened_at.date()
    assert log(desk, since=today + timedelta(days=2)) == []
    assert log(desk, until=today - timedelta(days=2)) == []
    assert list_choices(desk.store).actors == ("clerk", "reader")


def test_a_whole_log_is_whole(desk: Desk) -> None:
    desk.report(1, A=100)
    assert verify_log(desk.store, settings(desk)) == []


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("update audit_entries set actor = 'nobody' where sequence = 3", 3),
        ("update audit_entries set details = '{}' where sequence = 2", 2),
        ("update audit_entries set happened_at = now()::timestamp where sequence = 4", 4),
        ("delete from audit_entries where sequence = 1", 1),
        ("delete from audit_entries where sequence = 3", 3),
        ("delete from audit_entries where sequence = 5", 5),
        ("update audit_entries set sequence = 9 where sequence = 4", 4),
        (SWAP, 2),
    ],
)
def test_an_entry_changed_missing_or_out_of_order_is_named(
    desk: Desk, statement: str, first_bad: int
) -> None:
    for month in (1, 2, 3):
        desk.report(month, A=100 * month)
    tamper(desk, statement)
    assert verify_log(desk.store, settings(desk)) == [first_bad]


def test_a_log_cut_off_and_sealed_again_is_found_by_the_backups(desk: Desk) -> None:
    desk.report(1, A=100)
    record_export(desk.store, "list.xlsx", actor="thief")
    kept = settings(desk, "7,4,12")
    DailyBackups(kept).keep_up(desk.store)
    tamper(desk, "delete from audit_entries where sequence = 4")
    tamper(
        desk,
        "update audit_head set sequence = 3,"
        " hash = (select hash from audit_entries where sequence = 3)",
    )
    assert verify_log(desk.store, settings(desk)) == [4]


def test_the_log_of_an_earlier_time_is_written_when_a_database_comes_without(
    desk: Desk,
) -> None:
    """A database that was in use before the log began gets its entries at the next commit."""
    tamper(desk, "delete from audit_entries; update audit_head set sequence = 0, hash = ''")
    desk.report(1, A=100)
    assert [each.subject for each in log(desk)] == ["batch 3", "batch 2", "batch 1"]
    assert verify_log(desk.store, settings(desk)) == []
