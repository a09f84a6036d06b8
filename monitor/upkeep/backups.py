"""Backups: by hand to a file, and by themselves once a day with a rule for how long they stay."""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.config import Settings
from monitor.domain.errors import Refusal, WrongUse
from monitor.store.backup_file import DRAFTS, Manifest, write_backup
from monitor.store.database import BACKUPS, Store


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days, weeks and months that have a backup the newest one of each is kept.

    Raises ``ValueError`` for less than one day, or a number below zero.
    """

    daily: int
    weekly: int
    monthly: int

    def __post_init__(self) -> None:
        if self.daily < 1 or min(self.weekly, self.monthly) < 0:
            message = "at least the newest day is kept"
            raise ValueError(message)


def pick_kept(moments: Iterable[datetime], retention: Retention) -> set[datetime]:
    """Return the moments whose backups stay; the newest always does."""
    newest_first = sorted(moments, reverse=True)
    rules: list[tuple[int, Callable[[datetime], object]]] = [
        (retention.daily, datetime.date),
        (retention.weekly, lambda moment: moment.isocalendar()[:2]),
        (retention.monthly, lambda moment: (moment.year, moment.month)),
    ]
    kept: set[datetime] = set()
    for count, period in rules:
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        kept |= set(list(newest.values())[:count])
    return kept


FAILURE = "failure.json"  # beside the automatic backups, while the last one failed
_STAMP = "%Y%m%dT%H%M%SZ"
_PREFIX = "daily-"


def back_up(store: Store, files_folder: Path, target: Path, *, force: bool = False) -> Manifest:
    """Write a backup to a file of the person's choice while others go on reading and writing.

    Raises ``WrongUse`` for a file that is there already, unless forced, and ``StoreUnusable``
    when it cannot be written or does not read back whole.
    """
    if target.exists() and not force:
        raise WrongUse("backup_exists", path=target)
    with store.reading() as reading:
        if reading.origin() is not None:
            raise WrongUse("lake_no_backup")
        return write_backup(reading, target, files_folder)


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """An automatic backup by its file; the time is UTC."""

    path: Path
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last automatic backup was not made; the time is UTC."""

    at: datetime
    code: str
    values: dict[str, str]


class DailyBackups:
    """The automatic backups beside a database: one a day, made after a commit or at the start.

    They never stand in the way: what goes wrong is logged and kept for the examination to show.
    """

    def __init__(self, settings: Settings) -> None:
        """Remember where they are kept and how long."""
        self.folder = settings.database.parent / BACKUPS
        self._settings = settings
        self._busy = threading.Lock()

    def list(self) -> list[DailyBackup]:
        """Return the automatic backups, the newest first."""
        found = []
        for path in self.folder.glob(f"{_PREFIX}*.zip"):
            made_at = _made_at(path)
            if made_at is not None:
                found.append(DailyBackup(path, made_at))
        return sorted(found, key=lambda each: each.made_at, reverse=True)

    def last_failure(self) -> Failure | None:
        """Return why the last one was not made, None when it was."""
        try:
            said = json.loads((self.folder / FAILURE).read_text("utf-8"))
            return Failure(datetime.fromisoformat(said["at"]), said["code"], said["values"])
        except (OSError, ValueError, KeyError):
            return None

    def is_due(self, now: datetime) -> bool:
        """Say whether there is none of today's (UTC) yet; raises ``WrongUse`` for a bad rule."""
        if parse_retention(self._settings.backups) is None:
            return False
        newest = next(iter(self.list()), None)
        return newest is None or newest.made_at.date() != now.date()

    def keep_up(self, store: Store) -> None:
        """Make today's if it is missing; nothing that goes wrong gets out of here."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            if self.is_due(datetime.now(UTC)):
                self._make(store)
        except Refusal as refusal:
            self._note_failure(refusal)
        except Exception:
            logging.getLogger("monitor").exception("the automatic backup failed")
        finally:
            self._busy.release()

    def _make(self, store: Store) -> None:
        now = datetime.now(UTC)
        target = self.folder / f"{_PREFIX}{now.strftime(_STAMP)}.zip"
        with store.reading() as reading:
            if reading.origin() is not None:
                return
            write_backup(reading, target, self._settings.files_folder)
        (self.folder / FAILURE).unlink(missing_ok=True)
        self._tidy()

    def _tidy(self) -> None:
        """Remove the automatic backups that the rule no longer keeps, and drafts left behind."""
        retention = parse_retention(self._settings.backups)
        backups = self.list()
        if retention is not None:
            kept = pick_kept([each.made_at for each in backups], retention)
            _remove(each.path for each in backups if each.made_at not in kept)
        for draft in self.folder.glob(f"{DRAFTS}*"):
            shutil.rmtree(draft, ignore_errors=True)

    def _note_failure(self, refusal: Refusal) -> None:
        logging.getLogger("monitor").warning("automatic backup: %s", refusal)
        said = {"at": datetime.now(UTC).isoformat(), "code": refusal.code, "values": refusal.values}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / FAILURE).write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        except OSError:
            logging.getLogger("monitor").warning("and it could not be noted in %s", self.folder)


def parse_retention(text: str) -> Retention | None:
    """Read the rule for automatic backups, None for off; raises ``WrongUse``."""
    if text.strip().lower() == "off":
        return None
    try:
        daily, weekly, monthly = (int(part) for part in text.split(","))
        return Retention(daily, weekly, monthly)
    except ValueError as trouble:
        raise WrongUse("backups_setting_wrong", found=text) from trouble


def _made_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix(_PREFIX), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
