"""Put files away without ever writing over one, and keep a line about each."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

from monitor.domain.legible import make_legible

_MOST_COPIES = 10_000
_LONGEST_BYTES = 180  # under the 255 a file name may take, with room for a counter
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # devices of Windows
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def reserve(folder: Path, name: str) -> Path:
    """Create an empty file of that name, with a counter where the name is taken.

    Raises ``OSError`` when the folder cannot be written to.
    """
    folder.mkdir(exist_ok=True)
    plain = Path(name)
    for number in range(1, _MOST_COPIES):
        counter = f" ({number})" if number > 1 else ""
        place = folder / f"{plain.stem}{counter}{plain.suffix}"
        try:
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            continue
        return place
    raise FileExistsError(folder / name)


def move(path: Path, folder: Path) -> Path:
    """Move a file into a folder beside it and return where it went; raises ``OSError``."""
    place = reserve(folder, path.name)
    try:
        path.replace(place)
    except OSError:
        place.unlink(missing_ok=True)
        raise
    return place


def write_beside(folder: Path, name: str, data: bytes) -> Path:
    """Write a new file into a folder and return where; raises ``OSError``."""
    place = reserve(folder, name)
    place.write_bytes(data)
    return place


def write_log(log: Path, moment: datetime, *parts: str) -> None:
    """Add a line: the time, then the parts, tabs between; raises ``OSError``."""
    line = "\t".join(
        [moment.astimezone().isoformat(timespec="seconds"), *(_CONTROL.sub(" ", p) for p in parts)]
    )
    with log.open("a", encoding="utf-8", newline="\n") as out:
        out.write(f"{line}\n")


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
