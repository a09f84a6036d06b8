"""What is to be done about a flagged project, as lists and documents show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A measure agreed for a project: what, by whom, until when; ``due`` None where open."""

    project_code: str
    measure: str
    owner: str = ""
    due: date | None = None


def one_below_the_other(texts: Sequence[str]) -> str:
    """Write what belongs to several measures on lines, numbered where there are several."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))
