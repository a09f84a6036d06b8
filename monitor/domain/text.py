"""Text that any file can hold: what XML forbids is gone, and nothing else is changed."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")  # not allowed in XML 1.0
_COMMANDS = re.compile(r"[\x7f-\x9f]")  # further ones that a terminal obeys
_TURNS, _TURN_END = "\u202a\u202b\u202d\u202e", "\u202c"  # embeddings and overrides
_ISOLATES, _ISOLATE_END = "\u2066\u2067\u2068", "\u2069"


def make_legible(value: object) -> str:
    """Write a value as text that every file format can hold.

    Lone surrogates become U+FFFD, control characters go, line ends become a line feed.
    """
    text = str(value)
    if text.isprintable():
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def make_sayable(text: str) -> str:
    """Let a text from a file stand in a sentence or a line of a terminal as nothing but text.

    Characters that command a terminal go, and marks of direction end where the text ends.
    """
    if text.isprintable():
        return text
    return enclose(_COMMANDS.sub("", make_legible(text)))


def enclose(text: str) -> str:
    """End what a text leaves open of marks of direction, so that it turns no word after it."""
    open_ends: list[str] = []
    for mark in text:
        if mark in _TURNS:
            open_ends.append(_TURN_END)
        elif mark in _ISOLATES:
            open_ends.append(_ISOLATE_END)
        elif open_ends and mark == _TURN_END == open_ends[-1]:
            open_ends.pop()
        elif mark == _ISOLATE_END in open_ends:
            while open_ends.pop() != _ISOLATE_END:
                pass  # an isolate's end ends what is open inside it too
    return text + "".join(reversed(open_ends))


MAX_UNITS = 32_767  # what a cell holds, counted in UTF-16 code units

# Full-width signs count as well: Excel in East Asian locales reads them as the plain ones.
_SIGNS = frozenset("=+-@＝＋－＠")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def clean(value: object) -> str:
    """Write a value as text that every workbook format can hold.

    As ``make_legible`` writes it, and cut with an ellipsis beyond 32,767 UTF-16 units.
    """
    text = make_legible(value)
    if len(text) <= MAX_UNITS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return text
    return units[: 2 * (MAX_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet might take the text for a formula when it is typed or opened."""
    first = text[:1]
    return (first in _SIGNS or first.isspace()) and _FORMULA.match(text) is not None


def neutralise(value: object) -> str:
    """Write a value for csv: text that looks like a formula gets an apostrophe in front."""
    text = clean(value)
    return f"'{text}" if looks_like_formula(str(value)) else text


def plain(value: object) -> object:
    """Make a value fit for JSON and csv: exact numbers as numbers, dates as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + "Z"
    return value.isoformat() if isinstance(value, date) else value


_LONGEST_BYTES = 180  # under the 255 a file name may take, with room for a counter
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # devices of Windows
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def safe_name(name: str) -> str:
    """Return a name that every system takes as one file: no path, no sign that hides or turns.

    The ending stays; what is left of a name without a sign is ``file``.
    """
    last = re.split(r"[/\\]", make_legible(name))[-1]
    plain = safe_part(last).strip(". ")
    stem, dot, ending = plain.rpartition(".") if "." in plain else (plain, "", "")
    room = _LONGEST_BYTES - len(f"{dot}{ending}".encode())
    if room < 1:
        stem, dot, ending, room = plain, "", "", _LONGEST_BYTES
    short = stem.encode()[:room].decode(errors="ignore").strip()
    safe = f"{short or 'file'}{dot}{ending}"
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe


def safe_part(text: str) -> str:
    """Return a text that may be part of a file's name: no path, no sign that hides or turns."""
    return " ".join(_UNSAFE.sub(" ", make_legible(text)).split())


def readable_name(path: Path) -> str:
    """Return a file's name as text that can be written anywhere, odd bytes spelled out."""
    return path.name.encode("utf-8", "backslashreplace").decode()
