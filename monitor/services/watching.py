"""Watch a folder: import what arrives, and put aside what cannot be, with the reasons.

Files are moved, never deleted and never written over: into ``imported`` or ``problems`` beside
them. The database is only held while a file goes in, so the dashboard may run meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.domain.errors import StoreBusy, WrongUse
from monitor.domain.findings import Finding, Level
from monitor.excel.reading import ReadingLimits
from monitor.i18n import say, say_finding
from monitor.i18n.figures import Language
from monitor.services.annotating import can_mark, mark_file, marked_name
from monitor.services.arriving import Arrival, Arrivals
from monitor.services.filing import move, readable_name, reserve, write_beside, write_log
from monitor.services.receiving import Received, receive, recognise_safely
from monitor.services.recognising import KINDS_IN_ORDER, Recognised
from monitor.services.setup import Store

IMPORTED, PROBLEMS, LOG = "imported", "problems", "watch.log"
_MOST_AT_ONCE = 200  # the rest waits for the next look
_MOST_LOOKS = 60  # after which --once leaves what still grows
_SLICE_SECONDS = 0.1  # how soon a wish to stop is heard
_MEBIBYTE = 1024 * 1024


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
class Keeper:
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
            raise _barred(self.folder, trouble) from trouble


def watch(
    keeper: Keeper,
    *,
    every: float,
    once: bool,
    is_stopped: Callable[[], bool],
    on_handled: Callable[[Handled], None],
    on_busy: Callable[[StoreBusy], None],
) -> None:
    """Take in what arrives until stopped; with ``once`` what is there, and no more.

    ``every`` is how many seconds lie between two looks; a file that changes between them is left
    for the next. Raises ``StoreBusy`` only with ``once``.
    """
    keeper.prepare()
    arrivals = Arrivals(keeper.folder)
    looks = 0
    while not is_stopped():
        try:
            for handled in _take_round(keeper, arrivals, is_stopped):
                on_handled(handled)
        except StoreBusy as trouble:
            if once:
                raise
            on_busy(trouble)
        looks += 1
        if once and looks > 1 and (not arrivals.moving or looks >= _MOST_LOOKS):
            return
        _rest(every, is_stopped)


def _take_round(
    keeper: Keeper, arrivals: Arrivals, is_stopped: Callable[[], bool]
) -> Iterator[Handled]:
    """Take in the files that stand still, plans first, then by age."""
    known: list[tuple[Arrival, Recognised]] = []
    try:
        ready = arrivals.look()
    except OSError as trouble:
        raise _barred(keeper.folder, trouble) from trouble
    for arrival in ready[:_MOST_AT_ONCE]:
        data = _read(arrival)
        if data is not None and not is_stopped():
            known.append((arrival, recognise_safely(data)))
    known.sort(key=lambda each: _turn(each[1].kind))
    for arrival, recognised in known:
        if is_stopped():
            return
        handled = _take(keeper, arrivals, arrival, recognised, is_stopped)
        if handled is not None:
            yield handled


def _turn(kind: str) -> int:
    return KINDS_IN_ORDER.index(kind) if kind else len(KINDS_IN_ORDER)


def _take(
    keeper: Keeper,
    arrivals: Arrivals,
    arrival: Arrival,
    recognised: Recognised,
    is_stopped: Callable[[], bool],
) -> Handled | None:
    """Take one file in; None leaves it where it is for the next look."""
    data = _read(arrival)
    if data is None:
        return None
    name = readable_name(arrival.path)
    received = Received("aside", findings=recognised.findings)
    if recognised.kind:
        received = receive(
            keeper.store,
            keeper.files_folder,
            name,
            data,
            kind=recognised.kind,
            actor=keeper.actor,
        )
    was_cut_off = received.outcome == "aside" and is_stopped()  # reading may have been ended too
    if was_cut_off or not arrival.stands:
        return None
    handled = _put_away(keeper, arrivals, arrival, received, data)
    _note(keeper, handled)
    return handled


def _read(arrival: Arrival) -> bytes | None:
    """Return the bytes of a file, None where it has changed or cannot be opened now."""
    try:
        if arrival.stamp.size > ReadingLimits().file:
            return b""
        data = arrival.path.read_bytes()
    except OSError:
        return None
    return data if arrival.stands else None


def _put_away(
    keeper: Keeper, arrivals: Arrivals, arrival: Arrival, received: Received, data: bytes
) -> Handled:
    is_aside = received.outcome == "aside"
    now, name = datetime.now(UTC), readable_name(arrival.path)
    try:
        moved = move(arrival.path, keeper.folder / (PROBLEMS if is_aside else IMPORTED))
    except OSError as trouble:
        arrivals.pass_over(arrival)
        what = _sentence(keeper, received, name, "—")
        stuck = say(keeper.language, "watch.stuck", what=what, trouble=trouble.strerror)
        return Handled(now, name, received, stuck)
    where = f"{moved.parent.name}/{readable_name(moved)}"
    notes = ""
    if is_aside:
        notes = f"{PROBLEMS}/{_write_notes(keeper, moved, received, data, now)}"
    what = _sentence(keeper, received, where, notes)
    return Handled(now, name, received, what, where, notes)


def _sentence(keeper: Keeper, received: Received, moved: str, notes: str) -> str:
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
        moved=moved,
        notes=notes,
    )


def _write_notes(
    keeper: Keeper, moved: Path, received: Received, data: bytes, now: datetime
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
        text_name = say(keeper.language, "watch.text_name", name=name)
        text = "\n".join(_lines(keeper, name, received.findings, now)) + "\n"
        return readable_name(write_beside(folder, text_name, text.encode("utf-8-sig")))
    except OSError as trouble:
        raise _barred(folder, trouble) from trouble


def _lines(
    keeper: Keeper, name: str, findings: tuple[Finding, ...], now: datetime
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


def _note(keeper: Keeper, handled: Handled) -> None:
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
        raise _barred(keeper.folder, trouble) from trouble


def _rest(seconds: float, is_stopped: Callable[[], bool]) -> None:
    """Wait in slices: a signal's handler cannot end one long sleep."""
    end = time.monotonic() + seconds
    while not is_stopped() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _SLICE_SECONDS))


def _barred(path: Path, trouble: OSError) -> WrongUse:
    return WrongUse("watch_folder_barred", path=path, trouble=trouble.strerror or str(trouble))
