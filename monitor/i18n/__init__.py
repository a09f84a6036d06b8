"""Every word people see, Chinese and English under the same keys."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from monitor.domain.findings import Finding
from monitor.domain.legible import make_sayable
from monitor.i18n.figures import Language

# One module per topic; a key stands in one of them only, which a test holds.
TOPICS = (
    "common",
    "flags",
    "policies",
    "checks",
    "intake",
    "plan_documents",
    "reading",
    "refusals",
    "targets",
    "pages",
    "importing",
    "scores",
    "terminal",
    "charts",
    "forms",
    "chasing",
    "judging",
    "mappings",
    "following",
    "documents",
    "settings",
    "access",
    "surviving",
    "auditing",
    "alerts",
    "benchmarking",
    "crowds",
    "closing",
    "lake",
)


@cache
def words(language: Language) -> dict[str, str]:
    """Return every word of a language by key."""
    found: dict[str, str] = {}
    for topic in TOPICS:
        module = import_module(f"monitor.i18n.{topic}")
        found |= module.ZH if language == "zh" else module.EN
    return found


def say(language: Language, key: str, **values: object) -> str:
    """Return the words under a key with their blanks filled; raises ``KeyError`` for no such key.

    What stands in a blank is text and nothing else, wherever the sentence goes.
    """
    text = words(language)[key]
    return text.format_map(_Values(values)) if "{" in text else text


def say_finding(language: Language, finding: Finding) -> str:
    """Return a finding's sentence; its place stands beside it."""
    return say(language, finding.code, **finding.values)


class _Values(dict[str, object]):
    """Blanks that a caller left out stay visible instead of breaking the sentence."""

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return make_sayable(value) if isinstance(value, str) else value

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
