"""Help inside cells: what may be typed, said before and after typing it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from monitor.domain.text import clean
from monitor.words.catalogue import paper
from monitor.workbooks.writing import Page

PROMPTS = paper("prompts")
Rule = dict[str, object]
_MESSAGE_UNITS = 255
_TITLE_UNITS = 32
_UNLISTABLE = frozenset(',"\n\t')
_LARGEST = 10**13  # beyond it a spreadsheet no longer shows cents


def amount_rule(title: str, message: str, unit: str) -> Rule:
    """Allow any number, negative ones too: refunds make a running total fall."""
    return _rule("decimal", title, message, PROMPTS["amount.error"].format(unit=unit)) | _between(
        -_LARGEST, _LARGEST
    )


def positive_rule(title: str, unit: str) -> Rule:
    """Allow numbers from 0."""
    message = PROMPTS["positive.input"].format(unit=unit, column=title)
    error = PROMPTS["positive.error"].format(unit=unit)
    return _rule("decimal", title, message, error) | _between(0, _LARGEST)


def percent_rule(title: str) -> Rule:
    """Allow 0 to 100, a share written without its sign."""
    message, error = PROMPTS["percent.input"], PROMPTS["percent.error"]
    return _rule("decimal", title, message, error) | _between(0, 100)


def points_rule(title: str) -> Rule:
    """Allow 0 to 100 points."""
    return _rule("decimal", title, "", PROMPTS["points.error"]) | _between(0, 100)


def choice_rule(title: str, choices: Sequence[str]) -> Rule | None:
    """Offer a drop-down list, or None where a cell cannot hold it.

    It holds 255 characters, and no comma or quote within a choice.
    """
    cleaned = [clean(choice) for choice in choices if choice]
    listed = ",".join(cleaned)
    if (
        not cleaned
        or any(set(choice) & _UNLISTABLE for choice in cleaned)
        or _units(listed) > _MESSAGE_UNITS
    ):
        return None
    words = "、".join(cleaned)
    message = PROMPTS["choice.input"].format(choices=words)
    error = PROMPTS["choice.error"].format(choices=words)
    return _rule("list", title, message, error) | {"source": cleaned}


def note_rule(title: str, message: str) -> Rule:
    """Allow anything and say what is wanted."""
    return _rule("any", title, message, "")


def apply_rules(page: Page, column: int, first_row: int, rules: Sequence[Rule | None]) -> None:
    """Give each row below ``first_row`` its rule; neighbours under one rule share it."""
    row = first_row
    for rule, group in groupby(rules):
        last = row + len(list(group)) - 1
        if rule is not None:
            page.sheet.data_validation(row, column, last, column, rule)
        row = last + 1


def _rule(kind: str, title: str, message: str, error: str) -> Rule:
    texts: Rule = {
        "input_title": _cut(title, _TITLE_UNITS) if message else "",
        "input_message": _cut(message, _MESSAGE_UNITS),
        "error_title": PROMPTS["error.title"] if error else "",
        "error_message": _cut(error, _MESSAGE_UNITS),
    }
    return {"validate": kind} | {name: text for name, text in texts.items() if text}


def _between(least: int, most: int) -> Rule:
    return {"criteria": "between", "minimum": least, "maximum": most}


def _cut(text: str, units: int) -> str:
    cleaned = clean(text)
    if _units(cleaned) <= units:
        return cleaned
    return cleaned.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
