"""The first part of a plan document: overall goals, sub-goals and safeguard measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from monitor.domain.plan import Goal, Measure, SubGoal
from monitor.intake.plans import words
from monitor.intake.plans.findings import Notes
from monitor.intake.plans.words import fold, without_ordinal

_TARGET = re.compile(rf"^\s*{words.SUB_GOAL_TARGET}\s*[:：]")
_INDICATORS = re.compile(rf"^\s*{words.SUB_GOAL_INDICATORS}\s*[:：]")
_SENTENCE_END = "。"
_HEADING_STYLE = "一、"
_LONGEST_HEADING = 20
_DIGITS, _CHINESE = re.compile(r"\d+"), re.compile(r"[一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class FirstPart:
    """What the first part says."""

    goals: tuple[Goal, ...] = ()
    sub_goals: tuple[SubGoal, ...] = ()
    measures: tuple[Measure, ...] = ()


def read_first_part(paragraphs: Iterable[str], notes: Notes) -> FirstPart:
    """Read the three sections; one that is missing beside others, or has no entries, is noted.

    A document of project tables alone has none of them.
    """
    lines = list(paragraphs)
    sections = _sections(lines)
    part = FirstPart(
        goals=tuple(_goals(sections[words.GOALS])),
        sub_goals=tuple(_sub_goals(sections[words.SUB_GOALS])),
        measures=tuple(_measures(sections[words.MEASURES])),
    )
    read = zip(words.SECTIONS, (part.goals, part.sub_goals, part.measures), strict=True)
    is_there = any(fold(without_ordinal(line)) in words.SECTIONS for line in lines)
    for section, entries in read:
        if not entries and is_there:
            notes.add("plan_section_missing", section=section)
    for sub_goal in part.sub_goals:
        if not sub_goal.target or not sub_goal.indicator_text:
            notes.add("plan_sub_goal_incomplete", title=sub_goal.title)
    return part


def _sections(paragraphs: Iterable[str]) -> dict[str, list[str]]:
    """Sort lines under the headings of sections; a line 第二部分 ends the section before it."""
    sections: dict[str, list[str]] = {name: [] for name in words.SECTIONS}
    current, style = list[str](), ""
    for line in chain.from_iterable(paragraph.split("\n") for paragraph in paragraphs):
        heading = fold(without_ordinal(line))
        if heading in sections:
            current, style = sections[heading], ""
        elif words.PART.fullmatch(fold(line)) or _is_other_heading(line, style):
            current, style = [], ""
        elif line:
            style = style or _style(line)
            current.append(line)
    return sections


def _entries(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Part the lines of a section at those numbered in the style of the first numbered one.

    A line over a target is a title too, numbered or not.
    """
    style = next(filter(None, map(_style, lines)), None)
    title, texts = "", list[str]()
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        if _style(line) == style or (_TARGET.match(below) and not _TARGET.match(line)):
            if title:
                yield title, texts
            title, texts = without_ordinal(line), []
        else:
            texts.append(line)
    if title:
        yield title, texts


def _style(line: str) -> str:
    """Tell how a line is numbered: （一） for （二） too, blank where it is not."""
    ordinal = words.ORDINAL.match(line)
    return _CHINESE.sub("一", _DIGITS.sub("1", ordinal[0])).strip() if ordinal else ""


def _is_other_heading(line: str, style: str) -> bool:
    """Say whether a line heads another section: 四、其他, where entries are numbered otherwise."""
    if _style(line) != _HEADING_STYLE or style in {_HEADING_STYLE, ""}:
        return False
    return len(line) <= _LONGEST_HEADING and _SENTENCE_END not in line


def _goals(lines: list[str]) -> Iterator[Goal]:
    for title, texts in _entries(lines):
        yield Goal(title, "\n".join(texts))


def _sub_goals(lines: list[str]) -> Iterator[SubGoal]:
    """Read sub-goals: under each title what follows 绩效目标： and 绩效指标：."""
    for title, texts in _entries(lines):
        target, indicators = list[str](), list[str]()
        current = target
        for text in texts:
            if _INDICATORS.match(text):
                current = indicators
            current.append(_INDICATORS.sub("", _TARGET.sub("", text)).strip())
        yield SubGoal(title, "\n".join(target), "\n".join(indicators))


def _measures(lines: list[str]) -> Iterator[Measure]:
    """Read measures; the first sentence of each is its title."""
    for entry, texts in _entries(lines):
        title, end, text = entry.partition(_SENTENCE_END)
        body = "\n".join(filter(None, [text.strip(), *texts]))
        yield Measure(title.strip() if end else entry, body)
