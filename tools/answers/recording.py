"""Ask the product everything, in processes of their own, and write down what it answers."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tools.answers.questions import OUT, SAMPLES, Question, Source
from tools.answers.reading import read_file, read_printed
from tools.answers.varying import Varying, of_this_run

_SETTINGS = {
    "MONITOR_ACTOR": "recorder",
    "MONITOR_BACKUPS": "off",  # a night's copy would be written and logged by the first command
    "TZ": "Asia/Shanghai",
}
_DATABASE = "monitor.duckdb"
_LANGUAGE = ("--lang", "zh")
_SAMPLES = Path("data", "samples")


def record(
    folder: Path,
    project: Path,
    sources: Sequence[Source],
    months: Sequence[str] = (),
    *,
    processes: int = 2,
) -> int:
    """Write the answers of a checkout below a new folder; return how many there are.

    With ``months`` only these are asked, and nothing that belongs to no month.
    """
    folder.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory() as work,
        ProcessPoolExecutor(
            processes, get_context("spawn"), initializer=_enter, initargs=(project,)
        ) as pool,
    ):
        varying = of_this_run((Path(work), project))
        filled = [
            (source, data, pool.submit(_fill, source.commands, data))
            for source in sources
            for data in (Path(work) / source.name,)
        ]
        parts = []
        for source, data, filling in filled:
            _write(folder / source.name / "filling.txt", filling.result(), varying)
            for name, questions in _parts(source, months):
                target = folder / source.name / name
                parts.append(pool.submit(_ask_all, questions, data, target.resolve(), varying))
        return len(sources) + sum(part.result() for part in parts)


def _parts(source: Source, months: Sequence[str]) -> Iterable[tuple[str, list[Question]]]:
    """Name the parts that are asked together, and their questions."""
    for month in source.months:
        if not months or month in months:
            yield month, list(source.of_month(month))
    if not months:
        yield "once", list(source.once)


def _enter(project: Path) -> None:
    """Let this process run the product of a checkout, as its terminal would."""
    for name in [name for name in os.environ if name.startswith("MONITOR_")]:
        del os.environ[name]
    os.environ.update(_SETTINGS)
    if hasattr(time, "tzset"):
        time.tzset()
    os.chdir(project)
    sys.path.insert(0, str(project))


def _fill(commands: Iterable[Sequence[str]], folder: Path) -> list[str]:
    """Fill a database; return what was said and how each command ended."""
    folder.mkdir()
    return [line for each in commands for line in _run(each, folder / _DATABASE)]


def _ask_all(questions: Iterable[Question], data: Path, target: Path, varying: Varying) -> int:
    """Ask a copy of the database, so that no question finds what another part left behind."""
    folder = data.with_name(f"{data.name}-{target.name}")
    shutil.copytree(data, folder)
    count = 0
    for question in questions:
        answer = _ask(question, folder)
        _write(target / f"{question.name}.{question.ending or 'out'}.txt", answer, varying)
        count += 1
    return count


def _ask(question: Question, folder: Path) -> list[str]:
    out = folder / f"answer.{question.ending}"
    out.unlink(missing_ok=True)
    places = {OUT: str(out), SAMPLES: str(_SAMPLES.resolve())}
    command = [_put(part, places) for part in question.command]
    lines = [f"$ {' '.join(question.command)}", *_run(command, folder / _DATABASE)]
    if out.exists():
        lines += read_file(out.read_bytes(), question.ending)
    return lines


def _put(part: str, places: dict[str, str]) -> str:
    for word, place in places.items():
        part = part.replace(word, place)
    return part


def _run(command: Sequence[str], database: Path) -> list[str]:
    """Run one command; return its exit code, what it said beside the answer, and the answer."""
    from monitor.cli import main  # noqa: PLC0415 - of the checkout that this process entered

    answer, beside = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(beside):
        try:
            code: object = main([*_LANGUAGE, "--database", str(database), *command])
        except SystemExit as wrong_use:  # the parser's way to end
            code = wrong_use.code
    said = [f"! {line}" for line in beside.getvalue().splitlines()]
    return [f"exit code {code}", *said, *read_printed(answer.getvalue())]


def _write(path: Path, lines: Iterable[str], varying: Varying) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(varying.settle("\n".join(lines)) + "\n", "utf-8")
