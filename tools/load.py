"""Put the dashboard under load: python -m tools.load (make load).

Starts the dashboard on loopback on a copy of the sample data, lets people look at the overview
over websockets of their own while others hand in files, and says how long script runs took as
the people saw it (from asking for a run to its last message), what went wrong, and whether every
file arrived whole. Exit code 1 where anything went wrong or was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.upkeep.setup import Store
from tools.load_files import File, make_pairs, what_is_lost
from tools.load_people import Notes, hand_in, look_around
from tools.load_server import Dashboard, log_of, serving, set_up


@dataclass(frozen=True, slots=True)
class Load:
    """How many people look, for how many seconds, with which pause, and how many pairs come in."""

    people: int = 50
    seconds: float = 60.0
    pause: float = 2.0
    pairs: int = 2
    is_signed_in: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it; ``lost`` says what of the files is not in the database."""

    load: Load
    notes: Notes
    lost: tuple[str, ...]
    megabytes: int
    processor_seconds: float

    @property
    def is_fine(self) -> bool:
        """Say whether nobody met an error, everybody saw the charts and nothing was lost."""
        return not (self.notes.errors or self.lost) and self.notes.saw_figures == self.load.people

    def __str__(self) -> str:
        """Write the report as lines."""
        notes, load = self.notes, self.load
        files = 2 * load.pairs
        who = "signed in" if load.is_signed_in else "on their own machine"
        lines = [
            f"{load.people} people for {load.seconds:g} s, {load.pause:g} s between clicks, {who}",
            f"{files} files handed in, two at once",
            _row("script runs", ("runs", "p50", "p95", "p99", "longest")),
            _measure("opening", notes.opened),
            _measure("clicking", notes.clicked),
            _measure("both", notes.opened + notes.clicked),
            _measure("importing", notes.handed_in),
            f"errors: {len(notes.errors)}",
            f"people who saw every chart: {notes.saw_figures} of {load.people}",
            f"files that arrived whole: {files - len(self.lost)} of {files}",
            f"memory of the server: {self.megabytes} MB",
            f"processor time of the server: {self.processor_seconds:.1f} s",
            *dict.fromkeys(notes.errors),
            *self.lost,
        ]
        return "\n".join(lines)


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the time that this share of the runs did not exceed, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] * 1000


def put_under_load(load: Load, folder: Path) -> Report:
    """Start a dashboard in a folder, put it under load and look at what came of it."""
    password = secrets.token_urlsafe(24) if load.is_signed_in else ""
    database = set_up(folder, password)
    store = Store(database)
    pairs = make_pairs(store, load.pairs)
    store.close()
    with serving(database, password) as dashboard:
        before = dashboard.processor_seconds()
        notes = asyncio.run(_meet(load, dashboard, pairs))
        worked = dashboard.processor_seconds() - before
        megabytes = dashboard.memory()
    notes.errors += _complaints(log_of(database))
    lost = tuple(what_is_lost(store, [file for pair in pairs for file in pair]))
    store.close()
    return Report(load, notes, lost, megabytes, worked)


async def _meet(load: Load, dashboard: Dashboard, pairs: Sequence[tuple[File, File]]) -> Notes:
    """Let everybody come, and the files spread over the time."""
    notes = Notes()
    cookies = [await asyncio.to_thread(dashboard.visit) for _ in range(load.people + 2)]
    until = time.monotonic() + load.seconds
    visits = [
        look_around(dashboard.address, brought, notes, until=until, pause=load.pause, seed=number)
        for number, brought in enumerate(cookies[2:])
    ]
    await asyncio.gather(*visits, _hand_in_all(load, dashboard, cookies[:2], pairs, notes))
    return notes


async def _hand_in_all(
    load: Load,
    dashboard: Dashboard,
    cookies: Sequence[Mapping[str, str]],
    pairs: Sequence[tuple[File, File]],
    notes: Notes,
) -> None:
    begun = time.monotonic()
    for number, pair in enumerate(pairs, start=1):
        due = begun + load.seconds * number / (len(pairs) + 1)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        both = zip(cookies, pair, strict=True)
        await asyncio.gather(
            *(hand_in(dashboard.address, brought, notes, file) for brought, file in both)
        )


def _complaints(log: Path) -> Iterator[str]:
    """Return what a log says of errors."""
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if '"level": "error"' in line or "Traceback" in line:
            yield f"in the log: {line}"


def _measure(name: str, seconds: Sequence[float]) -> str:
    if not seconds:
        return _row(name, ("0",))
    times = [percentile(seconds, share) for share in (0.5, 0.95, 0.99, 1.0)]
    return _row(name, (str(len(seconds)), *(f"{time:.0f} ms" for time in times)))


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<12}" + "".join(f"{cell:>10}" for cell in cells)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, print the report and return the exit code."""
    usual = Load()
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=Load.__doc__)
    parser.add_argument("--people", type=int, default=usual.people)
    parser.add_argument("--seconds", type=float, default=usual.seconds)
    parser.add_argument("--pause", type=float, default=usual.pause)
    parser.add_argument("--pairs", type=int, default=usual.pairs, choices=range(5))
    parser.add_argument("--signed-in", action="store_true", dest="is_signed_in")
    load = Load(**vars(parser.parse_args(arguments)))
    with tempfile.TemporaryDirectory() as folder:
        report = put_under_load(load, Path(folder))
    print(report)
    if hasattr(os, "getloadavg"):
        print(f"load of this machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0 if report.is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
