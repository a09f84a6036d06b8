"""Put files away without ever writing over one, and keep a line about each."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

_MOST_COPIES = 10_000
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


def readable_name(path: Path) -> str:
    """Return a file's name as text that can be written anywhere, odd bytes spelled out."""
    return path.name.encode("utf-8", "backslashreplace").decode()
