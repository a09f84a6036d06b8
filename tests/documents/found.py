"""What a reading found, put shortly."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from monitor.domain.findings import Finding, Level
from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.words.catalogue import LANGUAGES, section

ZH, EN = (section(language, "plan_documents") for language in LANGUAGES)


def codes(reading: Reading[Plan]) -> list[str]:
    """Give the codes of blockers and warnings; the sample's own notes are left out."""
    return [each.code for each in reading.findings if each.level is not Level.NOTE]


def only(reading: Reading[Plan], code: str) -> Finding:
    """Give the one finding of a code, and see that nothing else but notes was found."""
    assert codes(reading) in ([code], []), reading.findings
    found = [each for each in reading.findings if each.code == code]
    assert len(found) == 1, reading.findings
    assert sayable(code, found[0].values)
    return found[0]


def sayable(code: str, values: Mapping[str, str]) -> bool:
    """Say whether the sentences of a code have the very blanks that the values fill."""
    return all(
        {name for _, name, _, _ in Formatter().parse(sentences[code]) if name} == set(values)
        for sentences in (ZH, EN)
    )
