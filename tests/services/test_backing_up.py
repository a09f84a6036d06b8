"""Backups hold everything, are checked before they are believed, and come back whole."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from monitor.access.scope import current_version
from monitor.config import Settings
from monitor.domain.errors import Refusal, StoreBusy, StoreUnusable, WrongUse
from monitor.intake.batches import list_batches, withdraw
from monitor.store.files import place_of
from monitor.upkeep.backups import DailyBackups, Retention, back_up, parse_retention, pick_kept
from monitor.upkeep.doctor import Examined, Health, examine
from monitor.upkeep.restore import restore_backup
from monitor.upkeep.setup import Store, open_store
from tests.services.desk import Desk
from tests.store.processes import HOLD, another, heard, stop


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    """Make a backup of a month's report; a later report is not in it."""
    desk.report(1, A=100)
    target = tmp_path / "backup.zip"
    back_up(desk.store, desk.files, target)
    return target


def refusal_of(desk: Desk, backup: Path, *, force: bool = True) -> str:
    with pytest.raises(Refusal) as refused:
        restore_backup(desk.store, desk.files, backup, actor="head", force=force)
    return refused.value.code


def rewritten(backup: Path, **changes: bytes) -> Path:
    """Return the backup with some of its parts changed; empty ones are left out."""
    target = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            data = changes.get(name.partition(".")[0], archive.read(name))
            if data:
                out.writestr(name, data)
    return target


def manifest_of(backup: Path) -> dict[str, object]:
    with zipfile.ZipFile(backup) as archive:
        said: dict[str, object] = json.loads(archive.read("manifest.json"))
        return said


def examined(desk: Desk, backups: str = "off") -> dict[str, Examined]:
    found = examine(desk.store, Settings(desk.store.path, "clerk", backups=backups))
    return {each.name: each for each in found}


# By hand


def test_a_backup_comes_back_whole_and_the_replaced_database_is_kept(
    desk: Desk, backup: Path
) -> None:
    version, batches = current_version(desk.store), list_batches(desk.store)
    desk.report(2, A=200)
    done = restore_backup(desk.store, desk.files, backup, actor="head", force=True)
    assert list_batches(desk.store) == batches
    assert desk.spent(1)[0] == 100
    assert desk.spent(2)[0] is None
    restored = current_version(desk.store)
    assert restored != version  # what was kept of the days between must not be taken for it
    assert restored.partition("-")[0] == version.partition("-")[0]
    assert done.replaced is not None
    with duckdb.connect(str(done.replaced), read_only=True) as connection:
        assert connection.execute("select max(batch_id) from batches").fetchall() == [(4,)]


def test_data_that_took_another_way_after_a_restoration_has_another_version(
    desk: Desk, backup: Path
) -> None:
    """What a page keeps by version must not pass for what is there now."""
    desk.report(2, A=200)
    one = current_version(desk.store)
    restore_backup(desk.store, desk.files, backup, actor="head", force=True)
    desk.report(2, A=300)
    other = current_version(desk.store)
    restore_backup(desk.store, desk.files, backup, actor="head", force=True)
    desk.report(2, A=400)
    assert len({one, other, current_version(desk.store)}) == 3


def test_a_backup_is_made_while_others_read_and_write(desk: Desk, tmp_path: Path) -> None:
    desk.report(1, A=100)
    with desk.store.reading() as reading, desk.store.transaction() as transaction:
        cursor = reading.cursor
        transaction.everything.cursor.execute("update batches set actor = 'not yet'")
        back_up(desk.store, desk.files, tmp_path / "backup.zip")
        assert cursor.execute("select count(*) from batches").fetchall() == [(3,)]
    restore_backup(desk.store, desk.files, tmp_path / "backup.zip", actor="head")
    assert {batch.actor for batch in list_batches(desk.store)} == {"clerk"}


def test_lost_and_changed_files_come_back_with_a_backup(desk: Desk, backup: Path) -> None:
    digest = list_batches(desk.store)[0].file_sha256
    place = place_of(desk.files, digest)
    place.write_bytes(b"changed")
    assert examined(desk)["files_changed"].found == (digest,)
    restore_backup(desk.store, desk.files, backup, actor="head")
    assert examined(desk)["files_changed"].health is Health.WELL
    place.unlink()
    assert digest in examined(desk)["files_gone"].found
    restore_backup(desk.store, desk.files, backup, actor="head")
    assert digest not in examined(desk)["files_gone"].found


def test_a_damaged_database_is_replaced_and_kept(desk: Desk, backup: Path) -> None:
    desk.store.close()
    desk.store.path.write_bytes(b"no database at all" * 1000)
    done = restore_backup(desk.store, desk.files, backup, actor="head")
    assert desk.spent(1)[0] == 100
    assert done.replaced is not None
    assert done.replaced.read_bytes().startswith(b"no database")


def test_a_database_that_is_gone_comes_back(desk: Desk, backup: Path) -> None:
    desk.store.close()
    desk.store.path.unlink()
    assert restore_backup(desk.store, desk.files, backup, actor="head").replaced is None
    assert desk.spent(1)[0] == 100


def test_other_data_is_not_replaced_unless_forced(desk: Desk, backup: Path) -> None:
    desk.report(2, A=200)
    assert refusal_of(desk, backup, force=False) == "restore_would_replace"
    assert desk.spent(2)[0] == 200


def test_a_file_that_is_there_is_not_written_over(desk: Desk, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(WrongUse, match="backup_exists"):
        back_up(desk.store, desk.files, backup)
    assert backup.read_bytes() == before
    back_up(desk.store, desk.files, backup, force=True)


def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(
    desk: Desk, backup: Path
) -> None:
    said = manifest_of(backup)
    newer = json.dumps(said | {"format": 99}).encode()
    letter = backup.with_name("letter.zip")
    letter.write_bytes(b"Dear all")
    assert refusal_of(desk, letter) == "backup_unreadable"
    assert refusal_of(desk, backup.with_name("nowhere.zip")) == "file_missing"
    assert refusal_of(desk, rewritten(backup, manifest=b"")) == "backup_unreadable"
    assert refusal_of(desk, rewritten(backup, manifest=newer)) == "backup_newer"
    assert refusal_of(desk, rewritten(backup, monitor=b"")) == "backup_damaged"
    assert refusal_of(desk, rewritten(backup, monitor=b"else")) == "backup_damaged"
    assert desk.spent(1)[0] == 100
    assert not list(desk.store.path.parent.glob("*replaced*"))


def test_a_part_under_another_name_is_not_unpacked(desk: Desk, backup: Path) -> None:
    said = manifest_of(backup)
    parts = said["parts"]
    assert isinstance(parts, dict)
    sly = json.dumps(said | {"parts": parts | {"files/../../sly": "0" * 64}}).encode()
    restore_backup(desk.store, desk.files, rewritten(backup, manifest=sly), actor="head")
    assert not list(desk.store.path.parent.parent.rglob("sly"))


def test_a_backup_waits_for_a_database_in_use_and_then_says_so(desk: Desk, backup: Path) -> None:
    path = desk.store.path
    desk.store.close()
    with another(HOLD, path) as other:
        assert heard(other) == "holds"
        with pytest.raises(StoreBusy):
            restore_backup(Store(path, wait_seconds=0.3), desk.files, backup, actor="head")
        assert stop(other) == 0
    assert desk.spent(1)[0] == 100


# By themselves


def test_the_first_commit_of_a_day_is_followed_by_a_backup_and_the_next_is_not(
    desk: Desk,
) -> None:
    settings = Settings(desk.store.path, "clerk")
    desk.store = open_store(settings)
    for month in (1, 2):
        desk.report(month, A=100 * month)
    (made,) = DailyBackups(settings).list()
    assert made.made_at.date() == datetime.now(UTC).date()
    assert examined(desk, settings.backups)["backup"].health is Health.WELL
    desk.store.close()


def test_a_backup_that_fails_stops_no_import_and_is_shown(desk: Desk) -> None:
    settings = Settings(desk.store.path, "clerk")
    desk.store = open_store(settings)
    folder = DailyBackups(settings).folder
    folder.touch()
    assert desk.report(1, A=100) == 3
    folder.unlink()
    folder.mkdir()
    folder.chmod(0o755)
    backups = DailyBackups(settings)
    backups._note_failure(StoreUnusable("backup_failed", path="here", trouble="full"))
    shown = examined(desk, settings.backups)["backup"]
    assert (shown.health, shown.refusal and shown.refusal.code) == (Health.ILL, "backup_failed")
    assert desk.report(2, A=200) == 4
    assert examined(desk, settings.backups)["backup"].health is Health.WELL
    desk.store.close()


def test_old_automatic_backups_go_by_the_rule() -> None:
    days = [datetime(2023, 12, 31, 12, tzinfo=UTC) - timedelta(days=back) for back in range(500)]
    kept = {moment.date() for moment in pick_kept(days, Retention(7, 4, 12))}
    assert {date(2023, 12, day) for day in range(25, 32)} <= kept  # seven days
    assert {date(2023, 12, 24), date(2023, 12, 17), date(2023, 12, 10)} <= kept  # Sundays
    assert {date(2023, month, 28) for month in (2,)} <= kept
    assert date(2023, 1, 31) in kept
    assert date(2022, 12, 31) not in kept
    assert len(kept) == 7 + 3 + 11


@pytest.mark.parametrize("text", ["", "7", "7,4", "0,4,12", "7,-1,12", "often"])
def test_a_rule_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="backups_setting_wrong"):
        parse_retention(text)


def test_automatic_backups_can_be_turned_off(desk: Desk) -> None:
    settings = Settings(desk.store.path, "clerk", backups="off")
    DailyBackups(settings).keep_up(desk.store)
    assert DailyBackups(settings).list() == []


# Examined


@pytest.mark.parametrize(
    ("statement", "check", "found"),
    [
        ("delete from spending_facts", "batches_counted", "batch 3: 0 / 1"),
        ("delete from batches where batch_id = 2", "facts_without_batch", "plan_projects 2"),
        (
            "insert into policy_floors values (9, 4, 25)",
            "events_without_subject",
            "policy_floors 9",
        ),
        ("insert into spending_facts from spending_facts", "numbers_twice", "spending_facts 3"),
        ("delete from plan_milestones where month = 12", "plans_not_whole", "2023 1302"),
        ("update plan_projects set project_code = 'X'", "projects_in_two_units", "2023 X"),
        ("update materialised.unit_months set spent = 1", "sums_differ", "2023 131001 1"),
        ("update materialised.project_months set spent = 1", "kept_months", "project_months 2023"),
        ("update audit_entries set actor = 'nobody'", "audit", "1"),
    ],
)
def test_the_examination_finds_what_should_never_be(
    desk: Desk, statement: str, check: str, found: str
) -> None:
    desk.report(1, A=100)
    assert examined(desk)[check].health is Health.WELL
    with desk.store.reading() as reading:
        cursor = reading.cursor
        cursor.execute("use main")
        cursor.execute(statement)
    ill = examined(desk)[check]
    assert ill.health is Health.ILL
    assert any(each.startswith(found) for each in ill.found)


def test_a_withdrawn_import_is_nothing_to_mend(desk: Desk) -> None:
    withdraw(desk.store, desk.report(1, A=100), actor="head")
    ill = {name for name, each in examined(desk).items() if each.health is Health.ILL}
    assert ill == {"files_gone"}  # of the plans, which the copy came without
