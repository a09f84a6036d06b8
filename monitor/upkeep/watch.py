"""Watch a folder: import what arrives, and put aside what cannot be, with the reasons.

Files are moved, never deleted and never written over: into ``imported`` or ``problems`` beside
them. The database is only held while a file goes in, so the dashboard may run meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from monitor.domain.errors import StoreBusy
from monitor.domain.findings import Finding, Level
from monitor.domain.text import readable_name
from monitor.intake.files.limits import ReadingLimits
from monitor.intake.mappings import SavedMapping, list_mappings
from monitor.intake.recognise import KINDS_IN_ORDER, Recognised
from monitor.upkeep.arrivals import Arrival, Arrivals, Received, receive, recognise_safely
from monitor.upkeep.watched_folder import Handled, archive_file, barred, note
from monitor.upkeep.watched_folder import WatchedFolder as Keeper
from monitor.words.catalogue import say

_MOST_AT_ONCE = 200  # the rest waits for the next look
_MOST_LOOKS = 60  # after which once leaves what still grows
_SLICE_SECONDS = 0.1  # how soon a wish to stop is heard
_MEBIBYTE = 1024 * 1024


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
    for the next. Raises ``WrongUse`` for a folder that cannot be used, ``StoreUnusable``, and
    with ``once`` ``StoreBusy``.
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
        is_left = arrivals.moving or arrivals.ready > _MOST_AT_ONCE
        if once and looks > 1 and (not is_left or looks >= _MOST_LOOKS):
            break
        _rest(every, is_stopped)
    if once:
        for handled in _still_moving(keeper, arrivals):
            on_handled(handled)


def _take_round(
    keeper: Keeper, arrivals: Arrivals, is_stopped: Callable[[], bool]
) -> Iterator[Handled]:
    """Take in the files that stand still, plans first, then by age."""
    try:
        ready = arrivals.look()
    except OSError as trouble:
        raise barred(keeper.folder, trouble) from trouble
    saved = list_mappings(keeper.store) if ready else []
    known: list[tuple[Arrival, Recognised]] = []
    for arrival in ready[:_MOST_AT_ONCE]:
        recognised = None if is_stopped() else _recognise(arrival, saved)
        if recognised is not None:
            known.append((arrival, recognised))
    known.sort(key=lambda each: _turn(each[1].kind))
    for arrival, recognised in known:
        if is_stopped():
            return
        handled = _take(keeper, arrival, recognised, is_stopped)
        if handled is not None:
            if not handled.moved_to:
                arrivals.pass_over(arrival)
            yield handled


def _turn(kind: str) -> int:
    return KINDS_IN_ORDER.index(kind) if kind else len(KINDS_IN_ORDER)


def _recognise(arrival: Arrival, saved: Sequence[SavedMapping]) -> Recognised | None:
    limit = ReadingLimits().file
    if arrival.stamp.size > limit:
        values = {
            "found": str(arrival.stamp.size // _MEBIBYTE),
            "limit": str(limit // _MEBIBYTE),
        }
        return Recognised("", (Finding("file_too_large", Level.BLOCKER, values=values),))
    data = _read(arrival)
    return None if data is None else recognise_safely(data, saved)


def _take(
    keeper: Keeper, arrival: Arrival, recognised: Recognised, is_stopped: Callable[[], bool]
) -> Handled | None:
    """Take one file in; None leaves it where it is for the next look."""
    received, data = Received("aside", findings=recognised.findings), b""
    if recognised.kind:
        read = _read(arrival)
        if read is None:
            return None
        data = read
        received = receive(
            keeper.store,
            keeper.files_folder,
            readable_name(arrival.path),
            data,
            kind=recognised.kind,
            actor=keeper.actor,
        )
    was_cut_off = received.outcome == "aside" and is_stopped()  # reading may have been ended too
    if was_cut_off or not arrival.stands:
        return None
    return archive_file(keeper, arrival.path, received, data)


def _read(arrival: Arrival) -> bytes | None:
    """Return the bytes of a file, None where it has changed or cannot be opened now."""
    try:
        data = arrival.path.read_bytes()
    except OSError:
        return None
    return data if arrival.stands else None


def _still_moving(keeper: Keeper, arrivals: Arrivals) -> Iterator[Handled]:
    for path in arrivals.moving:
        what = say(keeper.language, "watch.moving")
        handled = Handled(datetime.now(UTC), readable_name(path), Received("moving"), what)
        note(keeper, handled)
        yield handled


def _rest(seconds: float, is_stopped: Callable[[], bool]) -> None:
    """Wait in slices: a signal's handler cannot end one long sleep."""
    end = time.monotonic() + seconds
    while not is_stopped() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _SLICE_SECONDS))
