"""What is asked of which data: commands of the terminal, and nothing else of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

OUT = "{out}"  # stands for the file that an answer is written to
SAMPLES = "{samples}"  # stands for the folder of the sample files

YEAR = 2023
MONTHS = tuple(f"{YEAR}-{number:02d}" for number in range(1, 13))
_MAKE_COUNTRY = ("bench", "generate")  # the command, wherever it lives
_REPLY_BY = f"{YEAR}-12-31"  # otherwise counted from today
_FLAGGED = "13020923P000143100015"  # in June and July
_LARGE_UNIT = "100001"
_LATER = "2999-12-31"  # everything is known by then, worked out by the road of a look back


@dataclass(frozen=True, slots=True)
class Question:
    """One command; ``ending`` is that of the file it writes, blank for an answer on screen."""

    name: str
    command: tuple[str, ...]
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Data to ask about: how a database is filled, and what is asked of it."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    months: tuple[str, ...]
    of_month: Callable[[str], Iterator[Question]]
    once: tuple[Question, ...]


def _screen(name: str, *command: str) -> Question:
    return Question(name, (*command, "--json"))


def _file(name: str, ending: str, *command: str) -> Question:
    return Question(name, (*command, "--out", OUT), ending)


def _rows(month: str, *more: str, prefix: str = "") -> Iterator[Question]:
    """Ask for every list that is printed as data."""
    for name in ("status", "indicators", "flagged", "scores", "chase"):
        yield _screen(f"{prefix}{name}", name, "--month", month, *more)


def _lists(month: str, *more: str, prefix: str = "") -> Iterator[Question]:
    """Ask for the flagged list as files."""
    for ending in ("xlsx", "csv"):
        yield _file(f"{prefix}flagged-list", ending, "flagged", "--month", month, *more)


def _templates(month: str, *more: str) -> Iterator[Question]:
    for kind in ("plan", "spending", "results", "adjustments"):
        yield _file(f"template-{kind}", "xlsx", "template", kind, "--month", month, *more)


def _export(form: str, ending: str, month: str, *more: str) -> Question:
    return _file(form, ending, "export", form, "--month", month, *more)


def _papers(month: str, *more: str) -> Iterator[Question]:
    """Ask for the forms and documents; the pack holds them again, of one reading."""
    yield _export("monitoring-form", "xlsx", month, *more)
    yield _export("self-evaluation", "xlsx", month, *more)
    yield _export("notice", "docx", month, "--reply-by", _REPLY_BY, *more)
    yield _export("report", "docx", month, *more)
    yield _export("pack", "zip", month, "--reply-by", _REPLY_BY, *more)


def _of_samples(month: str) -> Iterator[Question]:
    yield from _rows(month)
    yield _screen("flagged-en", "flagged", "--month", month, "--lang", "en")
    yield _screen("chase-text", "chase", "--text", "--month", month)
    yield from _lists(month)
    yield from _templates(month)
    if month[-2:] in ("03", "06", "08", "12"):
        yield from _papers(month)
        yield _screen("flagged-looking-back", "flagged", "--month", month, "--known-on", _LATER)
        yield _screen("status-en", "status", "--month", month, "--lang", "en")
        yield Question("status-table", ("status", "--month", month))
    if month <= f"{YEAR}-08":
        for kind in ("spending", "results"):
            path = f"{SAMPLES}/{month}-{kind}.xlsx"
            yield _screen(f"check-{kind}", "import", kind, path, "--month", month, "--check")


def _of_worked(month: str) -> Iterator[Question]:
    """Ask what measures, waiting flags, other rules and a withdrawn import change."""
    yield from _rows(month)
    yield from _lists(month)
    yield _export("monitoring-form", "xlsx", month)
    yield _export("notice", "docx", month, "--reply-by", _REPLY_BY)
    if month == f"{YEAR}-07":
        yield _export("report", "docx", month)


def _of_country(month: str) -> Iterator[Question]:
    unit = ("--unit", _LARGE_UNIT)
    yield from _rows(month)
    yield _screen("months", "months", "--month", month)
    yield from _lists(month)
    yield from _lists(month, "--change", "new", prefix="new-")
    yield _export("notice", "docx", month)
    yield _export("report", "docx", month)
    yield from _rows(month, *unit, prefix="unit-")
    yield from _lists(month, *unit, prefix="unit-")
    if month == f"{YEAR}-06":
        yield from _templates(month, *unit)
        yield _export("pack", "zip", month, "--reply-by", _REPLY_BY, *unit)
        yield _screen("unit-looking-back", "flagged", "--month", month, *unit, "--known-on", _LATER)


_ONCE = (
    _screen("batches", "batches"),
    _screen("months", "months"),
    _screen("followups", "followups", "--month", f"{YEAR}-08"),
    _screen("policies", "policy", "list"),
    _screen("policy-record", "policy", "record", "--month", f"{YEAR}-08"),
    _screen("mappings", "mappings"),
    _screen("audit", "audit"),
    _screen("doctor", "doctor"),
    _screen("check-plan-docx", "import", "plan", f"{SAMPLES}/plan-2023.docx", "--check"),
    _screen("check-plan-txt", "import", "plan", f"{SAMPLES}/plan-2023.txt", "--check"),
)

_WORK = (
    ("setup",),
    (
        *("followups", "add", "--project", _FLAGGED, "--month", f"{YEAR}-06"),
        *("--measure", "加快签约付款", "--owner", "张三", "--due", f"{YEAR}-07-31"),
        *("--cause", "procurement", "--analysis", "采购延期"),
    ),
    (
        *("snooze", "--project", _FLAGGED, "--month", f"{YEAR}-06"),
        *("--until", f"{YEAR}-07", "--reason", "合同已签"),
    ),
    ("policy", "set", "--from", f"{YEAR}-07", "--mode", "elapsed", "--why", "试行"),
    ("withdraw", "9", "--reason", "报错"),
)
_SIZE = ("--projects", "3100", "--units", "10", "--months", "6", "--seed", "1", "--year", str(YEAR))

SOURCES = (
    Source(
        "country",
        ((*_MAKE_COUNTRY, *_SIZE),),
        (f"{YEAR}-06", f"{YEAR}-03"),
        _of_country,
        (_screen("batches", "batches"), _screen("doctor", "doctor")),
    ),
    Source("samples", (("setup",),), MONTHS, _of_samples, _ONCE),
    Source(
        "worked",
        _WORK,
        tuple(f"{YEAR}-{number:02d}" for number in range(5, 9)),
        _of_worked,
        _ONCE[:5],
    ),
)
