"""Folders by their address: a path of this machine, or file://, hdfs://, s3a://, gs://."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
from pyarrow import fs

from monitor.domain.errors import WrongUse

# Spark's name of a store of objects, and the name that the same store has here.
_SPARK_SCHEME, _OUR_SCHEME = "s3a://", "s3://"
_DRAFT = ".draft"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or a file: ``path`` on ``system``, ``address`` as Spark is given it."""

    system: fs.FileSystem
    path: str
    address: str

    def __truediv__(self, name: str) -> Place:
        """Return what stands under this folder by that name."""
        return Place(self.system, f"{self.path}/{name}", f"{self.address}/{name}")

    @property
    def name(self) -> str:
        """Return the last part of the path."""
        return self.path.rpartition("/")[2]

    def make_folder(self) -> None:
        """Make the folder and those above it."""
        with reaching(self):
            self.system.create_dir(self.path, recursive=True)

    def folders(self) -> list[Place]:
        """Return the folders in this one, by name; none where there is no such folder."""
        selector = fs.FileSelector(self.path, allow_not_found=True)
        with reaching(self):
            found = self.system.get_file_info(selector)
        names = (info.base_name for info in found if info.type == fs.FileType.Directory)
        return [self / name for name in sorted(names)]

    def exists(self) -> bool:
        """Say whether anything is there."""
        with reaching(self):
            return bool(self.system.get_file_info(self.path).type != fs.FileType.NotFound)

    def remove_folder(self) -> None:
        """Remove the folder with all that is in it."""
        with reaching(self):
            self.system.delete_dir(self.path)

    def read_record(self) -> dict[str, Any] | None:
        """Return what a JSON file says, None where there is none.

        Raises ``WrongUse`` for one that is no JSON object.
        """
        with reaching(self):
            if self.system.get_file_info(self.path).type == fs.FileType.NotFound:
                return None
            with self.system.open_input_stream(self.path) as source:
                text = source.read()
        try:
            return cast("dict[str, Any]", json.loads(text))
        except ValueError as trouble:
            raise WrongUse("lake_manifest_unreadable", path=self.address) from trouble

    def write_record(self, record: object) -> None:
        """Write a JSON file beside and put it in its place at once."""
        draft = self.path + _DRAFT
        text = json.dumps(record, ensure_ascii=False, indent=2, default=str)
        with reaching(self):
            with self.system.open_output_stream(draft) as target:
                target.write(text.encode())
            self.system.move(draft, self.path)

    @contextmanager
    def hashing(self) -> Iterator[HashedFile]:
        """Lend a file to write to that knows the SHA-256 of what was written."""
        with reaching(self), self.system.open_output_stream(self.path) as target:
            yield HashedFile(target)


class HashedFile:
    """A file to write to, once, from its beginning to its end."""

    closed = False

    def __init__(self, target: pa.NativeFile) -> None:
        """Stand before the file."""
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what was written, in hexadecimal."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        """Write and count."""
        self._digest.update(data)
        self.size += len(data)
        return int(self._target.write(data))

    def tell(self) -> int:
        """Return how much was written."""
        return self.size

    def flush(self) -> None:
        """Pass on what is held back."""
        self._target.flush()

    def close(self) -> None:
        """Leave the closing to the one who lent the file."""


def find_place(address: str) -> Place:
    """Return the folder of an address; a plain path is one of this machine.

    Raises ``WrongUse`` for an address that no known file system answers to.
    """
    if "://" not in address:
        path = str(Path(address).expanduser().absolute())
        return Place(fs.LocalFileSystem(), path, Path(path).as_uri())
    ours = address.removesuffix("/").replace(_SPARK_SCHEME, _OUR_SCHEME, 1)
    theirs = ours.replace(_OUR_SCHEME, _SPARK_SCHEME, 1)
    try:
        system, path = fs.FileSystem.from_uri(ours)
    except (OSError, ValueError, pa.ArrowException) as trouble:
        raise _unreachable(address, trouble) from trouble
    return Place(system, path, theirs)


@contextmanager
def reaching(place: Place) -> Iterator[None]:
    """Say in a sentence that a place cannot be reached or written."""
    try:
        yield
    except (OSError, pa.ArrowException) as trouble:
        raise _unreachable(place.address, trouble) from trouble


def _unreachable(address: str, trouble: Exception) -> WrongUse:
    said = getattr(trouble, "strerror", None) or str(trouble).partition("\n")[0]
    return WrongUse("lake_unreachable", path=address, trouble=said)
