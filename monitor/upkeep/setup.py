"""Open the store, and fill a fresh one with the sample plan and months."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from monitor.access.scope import list_scope
from monitor.config import SAMPLES_FOLDER, Settings
from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.roles import OWNER, Actor
from monitor.intake.commit import commit_import
from monitor.intake.request import Committed, ImportRequest
from monitor.store.database import Store as Store  # noqa: PLC0414 - faces name the type from here
from monitor.store.origin import Origin as Origin  # noqa: PLC0414 - for pages
from monitor.store.person import ActingStore
from monitor.upkeep.backups import DailyBackups

SAMPLE_ACTOR = "sample"
SAMPLE_PLAN = "plan-2023.txt"
_MONTHLY = ("adjustments", "spending", "results")


def open_store(
    settings: Settings,
    on_wait: Callable[[str], None] | None = None,
    on_upgrade: Callable[[int], None] | None = None,
    *,
    in_background: bool = False,
) -> Store:
    """Return the store of the settings; its file is opened at first use.

    The first commit of a day is followed by a backup. ``in_background`` is for a server: nobody
    waits for that backup, and a missing one of today is made at the start.
    """
    backups = DailyBackups(settings)

    def back_up_later() -> None:
        threading.Thread(target=backups.keep_up, args=(store,), name="daily backup").start()

    store = Store(
        settings.database,
        wait_seconds=settings.wait_seconds,
        memory=settings.memory,
        on_wait=on_wait,
        on_upgrade=on_upgrade,
        after_commit=back_up_later if in_background else lambda: backups.keep_up(store),
    )
    if in_background and settings.database.exists():
        back_up_later()
    return store


def act_for(store: Store, actor: Actor) -> Store:
    """Return the store as a person may use it; the owner of the file uses it whole."""
    return store if actor == OWNER else ActingStore(store, actor)


def is_empty(store: Store) -> bool:
    """Say whether no plan has been imported yet."""
    return not list_scope(store)


def sample_files(folder: Path = SAMPLES_FOLDER) -> list[tuple[str, Path, Month | None]]:
    """Return the sample files in the order they came in: kind, path, month."""
    found: list[tuple[str, Path, Month | None]] = [("plan", folder / SAMPLE_PLAN, None)]
    for number in range(1, 13):
        month = Month(2023, number)
        for kind in _MONTHLY:
            path = folder / f"{month}-{kind}.xlsx"
            if path.exists():
                found.append((kind, path, month))
    return found


def load_samples(
    store: Store,
    files_folder: Path,
    *,
    folder: Path = SAMPLES_FOLDER,
    on_file: Callable[[str, Committed], None] | None = None,
) -> int:
    """Import the sample plan and months into an empty store and return how many files went in.

    Raises ``WrongUse`` for a store that has a plan already: samples never mix with real data.
    """
    if not is_empty(store):
        raise WrongUse("samples_not_empty")
    count = 0
    for kind, path, month in sample_files(folder):
        request = ImportRequest(
            kind, path.name, path.read_bytes(), SAMPLE_ACTOR, month=month, is_sample=True
        )
        done = commit_import(store, request, files_folder)
        if done.batch_id is None:
            raise WrongUse("sample_refused", file=path.name)
        count += 1
        if on_file is not None:
            on_file(path.name, done)
    return count


def origin_of(store: Store) -> Origin | None:
    """Return the lake a store's months come from, None for a store of its own."""
    with store.reading() as reading:
        return reading.origin()
