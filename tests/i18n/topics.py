"""The words by topic, and the blanks of a sentence."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from string import Formatter
from types import ModuleType

import monitor.i18n
from monitor.i18n import TOPICS

FOLDER = Path(monitor.i18n.__file__).parent


def topic(name: str) -> ModuleType:
    return import_module(f"monitor.i18n.{name}")


def topics() -> dict[str, ModuleType]:
    return {name: topic(name) for name in TOPICS}


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
