"""The log: one JSON object per line, of what happened and how long it took.

A line holds no value of the data: no name, amount, file name, address or session. Messages are
written without what stands in them, exceptions as their type and where they passed; of values
only references shown to a person and codes of refusals are kept.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from monitor.domain.errors import Refusal

_OURS = "monitor"
_FIELDS = "fields_of_the_line"
_REFERENCE = re.compile(r"[0-9a-f]{8}")
_PLACEHOLDER = re.compile(r"%[-+ #0]*[\d.]*[a-zA-Z]")
_MOST_PLACES = 12  # of a traceback, the last ones


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON: time, level, event, and what else there is."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name.partition(".")[0] == _OURS:
            line["event"] = _event(record)
        else:  # what another library says may quote anything; where it says it tells enough
            line["event"] = record.name
            line["at"] = f"{record.module}:{record.lineno}"
        line |= getattr(record, _FIELDS, {})
        if record.exc_info and record.exc_info[1]:
            line |= _trouble(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def keep_log(path: Path | None = None) -> None:
    """Write the log to a file, or to standard error; raises ``OSError`` for no such file."""
    handler = logging.FileHandler(path, encoding="utf-8") if path else logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(_is_worth_a_line)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(_OURS).setLevel(logging.INFO)


@contextmanager
def timed(event: str, **fields: str) -> Iterator[None]:
    """Note an event with how many milliseconds it took; the fields are codes, never data."""
    started = time.perf_counter()
    try:
        yield
    finally:
        milliseconds = round((time.perf_counter() - started) * 1000)
        told = {_FIELDS: {**fields, "milliseconds": milliseconds}}
        logging.getLogger(_OURS).info(event, extra=told)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Let everything of the project through, of others what they warn of."""
    return record.name.partition(".")[0] == _OURS or record.levelno >= logging.WARNING


def _event(record: logging.LogRecord) -> str:
    """Return the message with only those of its values that are no data."""
    values = iter(record.args if isinstance(record.args, tuple) else ())
    return _PLACEHOLDER.sub(lambda _: _told(next(values, None)), str(record.msg))


def _told(value: object) -> str:
    if isinstance(value, Refusal):
        return value.code
    return value if isinstance(value, str) and _REFERENCE.fullmatch(value) else "…"


def _trouble(trouble: BaseException) -> dict[str, object]:
    """Say what kind of exception it was and through which lines it came."""
    places = [
        f"{_short(place.filename)}:{place.lineno} {place.name}"
        for place in traceback.extract_tb(trouble.__traceback__)
    ]
    told: dict[str, object] = {"error": type(trouble).__name__, "trace": places[-_MOST_PLACES:]}
    if isinstance(trouble, Refusal):
        told["code"] = trouble.code
    cause = trouble.__cause__ or trouble.__context__
    if cause is not None:
        told["cause"] = type(cause).__name__
    return told


def _short(file: str) -> str:
    """Name a file of a program from where Python finds it."""
    path = Path(file)
    for folder in sorted(sys.path, key=len, reverse=True):
        if folder and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name
