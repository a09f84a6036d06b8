"""The watched folder itself: where its files go, the notes beside them, and the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.domain.errors import WrongUse
from monitor.domain.findings import Finding, Level
from monitor.domain.text import _CONTROL, readable_name
from monitor.intake.marked_copy.offer import can_mark, mark_file, marked_name
from monitor.upkeep.arrivals import Received
from monitor.upkeep.setup import Store
from monitor.words.catalogue import Language, say, say_finding

_MOST_COPIES = 10_000


def reserve(folder: Path, name: str) -> Path:
    """Create an empty file of that name, with a counter where the name is taken.

    Raises ``OSError`` when the folder cannot be written to.
    """
    folder.mkdir(exist_ok=True)
    plain = Path(name)
    for number in range(1, _MOST_COPIES):
        counter = f" ({number})" if number > 1 else ""
        place = folder / f"{plain.stem}{counter}{plain.suffix}"
        try:
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            continue
        return place
    raise FileExistsError(folder / name)


def move(path: Path, folder: Path) -> Path:
    """Move a file into a folder beside it and return where it went; raises ``OSError``."""
    place = reserve(folder, path.name)
    try:
        path.replace(place)
    except OSError:
        place.unlink(missing_ok=True)
        raise
    return place


def write_beside(folder: Path, name: str, data: bytes) -> Path:
    """Write a new file into a folder and return where; raises ``OSError``."""
    place = reserve(folder, name)
    place.write_bytes(data)
    return place


def write_log(log: Path, moment: datetime, *parts: str) -> None:
    """Add a line: the time, then the parts, tabs between; raises ``OSError``."""
    line = "\t".join(
        [moment.astimezone().isoformat(timespec="seconds"), *(_CONTROL.sub(" ", p) for p in parts)]
    )
    with log.open("a", encoding="utf-8", newline="\n") as out:
        out.write(f"{line}\n")


IMPORTED, PROBLEMS, LOG = "imported", "problems", "watch.log"


@dataclass(frozen=True, slots=True)
class Handled:
    """One file and what was done with it; ``moved_to`` is blank where it stayed."""

    at: datetime
    file_name: str
    received: Received
    what: str
    moved_to: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder with all that is needed to take its files in."""

    folder: Path
    store: Store
    files_folder: Path
    actor: str
    language: Language

    def prepare(self) -> None:
        """Make the folders; raises ``WrongUse`` where that cannot be."""
        if not self.folder.is_dir():
            raise WrongUse("watch_folder_missing", path=self.folder)
        try:
            for name in (IMPORTED, PROBLEMS):
                reserve(self.folder / name, ".writable").unlink()
            (self.folder / LOG).touch()
        except OSError as trouble:
            raise barred(self.folder, trouble) from trouble


def archive_file(keeper: WatchedFolder, path: Path, received: Received, data: bytes) -> Handled:
    """Move a file to where it belongs, with notes if it has problems, and log it.

    A file that cannot be moved stays; then ``moved_to`` is blank.
    """
    handled = _archive_file(keeper, path, received, data)
    note(keeper, handled)
    return handled


def _archive_file(keeper: WatchedFolder, path: Path, received: Received, data: bytes) -> Handled:
    is_aside = received.outcome == "aside"
    now, name, what = datetime.now(UTC), readable_name(path), _sentence(keeper, received)
    try:
        moved = move(path, keeper.folder / (PROBLEMS if is_aside else IMPORTED))
    except OSError as trouble:
        stuck = say(keeper.language, "watch.stuck", what=what, trouble=trouble.strerror)
        return Handled(now, name, received, stuck)
    where = f"{moved.parent.name}/{readable_name(moved)}"
    notes = f"{PROBLEMS}/{_write_notes(keeper, moved, received, data, now)}" if is_aside else ""
    key = "watch.explained" if notes else "watch.moved"
    what = say(keeper.language, key, what=what, moved=where, notes=notes)
    return Handled(now, name, received, what, where, notes)


def _sentence(keeper: WatchedFolder, received: Received) -> str:
    key = f"watch.{received.outcome}"
    if received.outcome == "same" and received.batch_id is not None:
        key = "watch.same_batch"
    return say(
        keeper.language,
        key,
        kind=say(keeper.language, f"kind.{received.kind}") if received.kind else "",
        count=received.blockers if received.outcome == "aside" else received.facts,
        changed=received.changed,
        batch=received.batch_id,
    )


def _write_notes(
    keeper: WatchedFolder, moved: Path, received: Received, data: bytes, now: datetime
) -> str:
    """Write the marked workbook, or the sentences where there is nothing to mark."""
    name, marked = readable_name(moved), None
    if can_mark(received.kind, data, received.findings):
        try:
            marked = mark_file(received.kind, name, data, received.findings)
        except Exception:  # the sentences are at hand, whatever the workbook is like
            logging.getLogger("monitor").exception("%s cannot be marked", name)
    folder = keeper.folder / PROBLEMS
    try:
        if marked is not None:
            return readable_name(write_beside(folder, marked_name(name), marked))
        text_name = say(keeper.language, "watch.text_name", name=moved.stem)
        text = "\n".join(_lines(keeper, name, received.findings, now)) + "\n"
        return readable_name(write_beside(folder, text_name, text.encode("utf-8-sig")))
    except OSError as trouble:
        raise barred(folder, trouble) from trouble


def _lines(
    keeper: WatchedFolder, name: str, findings: tuple[Finding, ...], now: datetime
) -> Iterator[str]:
    language = keeper.language
    when = f"{now.astimezone():%Y-%m-%d %H:%M}"
    yield say(language, "watch.text_head", file=name, when=when)
    order = list(Level)
    for finding in sorted(findings, key=lambda each: order.index(each.level)):
        place = " ".join(filter(None, (finding.sheet, finding.cell)))
        yield say(
            language,
            "watch.text_line",
            level=say(language, f"level.{finding.level}"),
            place=f"{place} " if place else "",
            sentence=say_finding(language, finding),
        )
    yield say(language, "watch.text_end")


def note(keeper: WatchedFolder, handled: Handled) -> None:
    """Add a file's line to the log: time, file, what was done, batch."""
    batch = handled.received.batch_id
    try:
        write_log(
            keeper.folder / LOG,
            handled.at,
            handled.file_name,
            handled.what,
            "—" if batch is None else str(batch),
        )
    except OSError as trouble:
        raise barred(keeper.folder, trouble) from trouble


def barred(path: Path, trouble: OSError) -> WrongUse:
    """Say that a place cannot be written to."""
    return WrongUse("watch_folder_barred", path=path, trouble=trouble.strerror or str(trouble))
