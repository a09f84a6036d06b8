"""Which files of a folder have arrived whole: those that stand still from one look to the next."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

# Half-written or not meant to be read: locks of office programs, downloads under way.
_UNFINISHED = (".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".lock", ".lnk")
_PASSING = ("~", ".")
OWN_FILES = ("watch.log", "desktop.ini", "thumbs.db")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file does."""

    size: int
    modified: int
    node: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has stood still, as it was then."""

    path: Path
    stamp: Stamp

    @property
    def stands(self) -> bool:
        """Say whether the file is still what it was."""
        return stamp_of(self.path) == self.stamp


@dataclass(slots=True)
class Arrivals:
    """A folder looked at again and again.

    ``moving`` are the files that have not come to rest, ``ready`` counts those that have. An
    empty file is a place kept by a download. Only regular files directly in the folder count;
    one that was handled and could not be moved is passed over until it changes.
    """

    folder: Path
    moving: tuple[Path, ...] = ()
    ready: int = 0
    _seen: dict[Path, Stamp] = field(default_factory=dict)
    _handled: dict[Path, Stamp] = field(default_factory=dict)

    def look(self) -> list[Arrival]:
        """Return the files that are as they were at the last look, the oldest first."""
        found = {path: stamp for path in self._files() if (stamp := stamp_of(path)) is not None}
        found = {path: stamp for path, stamp in found.items() if self._handled.get(path) != stamp}
        still = [
            Arrival(path, stamp)
            for path, stamp in found.items()
            if stamp.size and self._seen.get(path) == stamp
        ]
        at_rest = {arrival.path for arrival in still}
        self.moving = tuple(
            path for path, stamp in found.items() if stamp.size and path not in at_rest
        )
        self.ready = len(still)
        self._seen = found
        return sorted(still, key=lambda each: (each.stamp.modified, each.path.name))

    def pass_over(self, arrival: Arrival) -> None:
        """Leave a file alone until it changes."""
        self._handled[arrival.path] = arrival.stamp

    def _files(self) -> list[Path]:
        with os.scandir(self.folder) as entries:
            return [self.folder / entry.name for entry in entries if is_meant(entry.name)]


def is_meant(name: str) -> bool:
    """Say whether a name is that of a file to read, not of a lock, a draft or a log."""
    plain = name.lower()
    return not (plain.startswith(_PASSING) or plain.endswith(_UNFINISHED) or plain in OWN_FILES)


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a regular file, None for anything else and for what is gone."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
