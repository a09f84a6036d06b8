"""The words of a language by subject, and the blanks of a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Formatter
from typing import Any

from monitor.words.catalogue import Language, section

NOT_SAID = ("paper", "columns", "lines")


def whole(language: Language) -> dict[str, Any]:
    found = tomllib.loads(files("monitor.words").joinpath(f"{language}.toml").read_text("utf-8"))
    return dict(found)


SUBJECTS = tuple(name for name in whole("zh") if name not in NOT_SAID)


def topic(language: Language, name: str) -> Mapping[str, str]:
    return section(language, name)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def texts(found: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with its place: tables by key, rows by number."""
    if isinstance(found, str):
        yield place, found
    elif isinstance(found, Mapping):
        for key, each in found.items():
            yield from texts(each, f"{place}/{key}")
    elif isinstance(found, list):
        for number, each in enumerate(found):
            yield from texts(each, f"{place}/{number}")
    else:
        raise TypeError(place)
