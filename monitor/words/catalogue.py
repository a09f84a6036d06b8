"""Every word people see, read from one TOML file per language, the same keys in each.

A further language is its file beside ``zh.toml`` and its code in ``Language``; sentences with a
grammar of their own stand in the modules beside this one. Two sorts of tables are not said by key:
``paper.*``, ``columns`` and ``lines`` hold what stands on official forms, lists and letters.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from monitor.domain.findings import Finding
from monitor.domain.text import make_sayable

Language = Literal["zh", "en"]
Lines = tuple[tuple[str, str], ...]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "zh"  # where nobody asks for a language
FOREIGN: Language = "en"  # for browsers that ask for a language there is no file of
PAPER: Language = "zh"  # what goes out to offices, whatever the language of the screen
_NOT_SAID = {"paper", "columns", "lines"}
_added: list[Mapping[Language, Mapping[str, str]]] = []


@cache
def words(language: Language) -> dict[str, str]:
    """Return every word of a language by key."""
    read = _read(language)
    sections = [table for name, table in read.items() if name not in _NOT_SAID]
    sections += [each.get(language, each[DEFAULT]) for each in _added]
    return {key: text for section in sections for key, text in section.items()}


def section(language: Language, name: str) -> Mapping[str, str]:
    """Return the words of one subject by key."""
    found: dict[str, str] = _read(language)[name]
    return found


def add_words(added: Mapping[Language, Mapping[str, str]]) -> None:
    """Add the words of an optional package to those of the product."""
    _added.append(added)
    words.cache_clear()


def say(language: Language, key: str, **values: object) -> str:
    """Return the words under a key with their blanks filled; raises ``KeyError`` for no such key.

    What stands in a blank is text and nothing else, wherever the sentence goes.
    """
    text = words(language)[key]
    return text.format_map(_Values(values)) if "{" in text else text


def say_finding(language: Language, finding: Finding) -> str:
    """Return a finding's sentence; its place stands beside it."""
    return say(language, finding.code, **finding.values)


def paper(table: str, language: Language = PAPER) -> Mapping[str, str]:
    """Return the words of one official form, list or letter by key, in the order they stand."""
    found: dict[str, str] = _read(language)["paper"][table]
    return found


def paper_columns(name: str, language: Language = PAPER) -> tuple[str, ...]:
    """Return headings or choices whose order counts."""
    return tuple(_read(language)["columns"][name])


def paper_lines(name: str, language: Language = PAPER) -> Lines:
    """Return what is explained beside a form or template, and how."""
    return tuple((word, text) for word, text in _read(language)["lines"][name])


def known_language(code: str | None) -> Language | None:
    """Return the language of a code that a person or an address names; None for no such."""
    return next((language for language in LANGUAGES if language == code), None)


def preferred_language(locale: str, otherwise: Language = DEFAULT) -> Language:
    """Return the language that a browser or a terminal asks for first: ``en-GB,zh;q=0.8``."""
    asked = locale.strip().lower()
    return next((each for each in LANGUAGES if asked.startswith(each)), otherwise)


def browser_language(accepted: str) -> Language:
    """Return the language that a browser asks for first, given what it accepts."""
    first = accepted.strip()
    is_any = not first or first.startswith("*")
    return DEFAULT if is_any else preferred_language(first, FOREIGN)


def next_language(language: Language) -> Language:
    """Return the language that a switch leads to."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


@cache
def _read(language: Language) -> dict[str, Any]:
    """Read a language's file, once and only when it is asked for: it takes some 30 ms."""
    return tomllib.loads(files("monitor.words").joinpath(f"{language}.toml").read_text("utf-8"))


class _Values(dict[str, object]):
    """Blanks that a caller left out stay visible instead of breaking the sentence."""

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return make_sayable(value) if isinstance(value, str) else value

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
