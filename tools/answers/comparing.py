"""Two records of answers, held against each other: what differs, for a person to judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from pathlib import Path

SHOWN_LINES = 20
_WIDTH = 300


def compare(before: Path, after: Path, shown: int = SHOWN_LINES) -> int:
    """Print what differs, some lines of each answer; return 1 where anything does."""
    names = sorted(_names(before) | _names(after))
    if not names:
        print(f"no answers in {before} and {after}")
        return 1
    differing = [name for name in names if _print_difference(before / name, after / name, shown)]
    for name in differing:
        print(f"differs: {name}")
    print(f"{len(differing)} of {len(names)} answers differ")
    return 1 if differing else 0


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}


def _print_difference(before: Path, after: Path, shown: int) -> bool:
    """Print the first lines of a difference; say whether there is one."""
    old, new = _lines(before), _lines(after)
    if old == new:
        return False
    print(f"--- {before}\n+++ {after}")
    difference = list(_difference(old, new))
    for line in difference[:shown]:
        print(line[:_WIDTH])
    if len(difference) > shown:
        print(f"… and {len(difference) - shown} more")
    return True


def _lines(path: Path) -> list[str] | None:
    return path.read_text("utf-8").splitlines() if path.exists() else None


def _difference(old: list[str] | None, new: list[str] | None) -> Iterator[str]:
    if old is None or new is None:
        yield "+ only after" if old is None else "- only before"
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for how, first, last, start, end in matcher.get_opcodes():
        if how != "equal":
            yield f"@@ line {first + 1} @@"
            for one, other in zip_longest(old[first:last], new[start:end]):
                yield from _pair(one, other)


def _pair(old: str | None, new: str | None) -> Iterator[str]:
    """Show two lines that stand in each other's place; of two records only what differs."""
    one, other = _record(old), _record(new)
    if one and other:
        same = {key: value for key, value in one.items() if other.get(key) == value}
        yield f"  {_json(dict(islice(same.items(), 3)))}"
        old, new = (
            _json({k: v for k, v in each.items() if k not in same}) for each in (one, other)
        )
    yield from (f"- {line}" for line in (old,) if line is not None)
    yield from (f"+ {line}" for line in (new,) if line is not None)


def _record(line: str | None) -> dict[str, object]:
    try:
        found = json.loads(line or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _json(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)
