"""Text that any file can hold: what XML forbids is gone, and nothing else is changed."""

from __future__ import annotations

import re

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
