"""Write docs/findings.md from the catalogue: python -m tools.findings (--check only compares)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from monitor.intake.all_findings import TOPICS, Rule, rules
from monitor.words.catalogue import LANGUAGES, say

PAGE = Path(__file__).resolve().parent.parent / "docs" / "findings.md"
_HEAD = """# Findings

Everything that can be found in a file, by code. A **blocker** (须改正) stops the import, a
**warning** (请核对) wants a look, a **note** (提示) only tells. Sheet and cell stand beside the
sentence; the names in braces are what was found there. Codes do not change, so that scripts can
rely on them. This page is written from the catalogue by `python -m tools.findings`.
"""
_TITLES = {
    "file": "The file cannot be read",
    "sheet": "Sheets and their cells",
    "form": "Filled monitoring forms",
    "document": "Plan documents",
    "plan": "Every plan, whatever its file",
    "store": "The file held against the plan and what is known",
    "target": "Targets",
    "result": "Results",
    "watch": "Watched folders",
}
_COLUMNS = "| code | level | found | what to do |\n|---|---|---|---|"


def write_page() -> str:
    """Return the text of docs/findings.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD.rstrip()
    for topic in TOPICS:
        own = [rule for rule in rules() if rule.topic == topic]
        yield f"\n## {_TITLES[topic]} ({len(own)})\n"
        yield _COLUMNS
        yield from map(_row, own)


def _row(rule: Rule) -> str:
    level = f"{rule.level} {say('zh', f'level.{rule.level}')}"
    found = "<br>".join(rule.found(language) for language in LANGUAGES)
    remedy = "<br>".join(filter(None, (rule.remedy(language) for language in LANGUAGES)))
    cells = (f"`{rule.code}`", level, _plain(found), _plain(remedy) or "—")
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Keep a sentence's own marks from being read as the page's."""
    for mark in "|*~#":
        text = text.replace(mark, f"\\{mark}")
    return text


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say whether it is as the catalogue has it."""
    page = write_page()
    if "--check" in arguments:
        return 0 if PAGE.read_text("utf-8") == page else 1
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
