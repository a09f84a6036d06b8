"""The log is lines of JSON that say what happened and hold nothing of the data."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.errors import WrongUse
from monitor.upkeep.logs import JsonLines, keep_log, timed

_OURS = logging.getLogger("monitor")
SECRETS = ("支出表（王某）.xlsx", "王某", "126355.07")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Keep a log in a file, and leave logging as it was."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, _OURS.level
    path = tmp_path / "monitor.log"
    keep_log(path)
    yield path
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level, _OURS.level = before


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def assert_silent(log: Path) -> None:
    text = log.read_text("utf-8")
    assert [secret for secret in SECRETS if secret in text] == []


def test_an_event_says_what_and_how_long(log: Path) -> None:
    with timed("import", kind="spending"):
        pass
    (line,) = lines(log)
    assert (line["level"], line["event"], line["kind"]) == ("info", "import", "spending")
    assert line["milliseconds"] >= 0
    assert line["time"].endswith("+00:00")


def test_an_event_that_ended_badly_is_noted_too(log: Path) -> None:
    with pytest.raises(WrongUse), timed("import", kind="plan"):
        raise WrongUse("kind_unknown", kind=SECRETS[0])
    assert lines(log)[0]["event"] == "import"
    assert_silent(log)


def test_values_of_a_message_are_left_out(log: Path) -> None:
    _OURS.warning("%s cannot be marked: %.2f of %s", SECRETS[0], Decimal(SECRETS[2]), SECRETS[1])
    (line,) = lines(log)
    assert line["event"] == "… cannot be marked: … of …"
    assert_silent(log)


def test_a_reference_and_the_code_of_a_refusal_stay(log: Path) -> None:
    _OURS.error("reference %s", "0a1b2c3d")
    _OURS.warning("automatic backup: %s", WrongUse("store_full", path=SECRETS[0]))
    assert [line["event"] for line in lines(log)] == [
        "reference 0a1b2c3d",
        "automatic backup: store_full",
    ]
    assert_silent(log)


def test_an_exception_is_its_type_and_its_way_without_its_words(log: Path) -> None:
    try:
        try:
            raise KeyError(SECRETS[1])  # noqa: TRY301 - a cause has to come from somewhere
        except KeyError as cause:
            message = f"{SECRETS[0]}: {SECRETS[2]}"
            raise ValueError(message) from cause
    except ValueError:
        _OURS.exception("a page failed")
    (line,) = lines(log)
    assert (line["level"], line["error"], line["cause"]) == ("error", "ValueError", "KeyError")
    assert line["trace"][-1].endswith("test_an_exception_is_its_type_and_its_way_without_its_words")
    assert_silent(log)


def test_other_libraries_say_where_and_nothing_else(log: Path) -> None:
    other = logging.getLogger("somebody.else")
    other.warning("cannot read %s", SECRETS[0])
    other.error(f"{SECRETS[1]} is broken")
    assert [line["event"] for line in lines(log)] == ["somebody.else", "somebody.else"]
    assert all(line["at"].startswith("test_logs:") for line in lines(log))
    assert_silent(log)


def test_a_line_stays_one_line() -> None:
    record = logging.LogRecord("monitor", logging.INFO, "", 1, "first\nsecond", None, None)
    assert "\n" not in JsonLines().format(record)
