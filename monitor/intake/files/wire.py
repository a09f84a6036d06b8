"""What goes from the child to its parent: frames, each a letter, a length and a load."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.grid import Run
from monitor.intake.files.limits import MEBIBYTE

BOOK, SHEET, TEXTS, BLOCK, SHEET_END, REFUSAL, END = b"K", b"S", b"T", b"B", b"E", b"R", b"Z"
LONGEST = 64 * MEBIBYTE
_HEAD = struct.Struct("<cI")
_LENGTH = struct.Struct("<I")
_BETWEEN = "\0"  # no text of an XML file holds it; the few texts that do travel as json


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as it came in."""

    letter: bytes
    load: memoryview

    def record(self) -> dict[str, Any]:
        """Read a load that is a record."""
        record = json.loads(bytes(self.load))
        if not isinstance(record, dict):
            raise TypeError
        return record


def send(out: IO[bytes], letter: bytes, load: bytes) -> None:
    """Write one frame."""
    out.write(_HEAD.pack(letter, len(load)))
    out.write(load)


def receive(source: IO[bytes]) -> Iterator[Frame]:
    """Read frames until the source ends; raises ``ValueError`` for what is no frame."""
    while head := source.read(_HEAD.size):
        letter, length = _unpack_head(head)
        load = source.read(length)
        if len(load) < length:
            raise ValueError(length)
        yield Frame(letter, memoryview(load))


def _unpack_head(head: bytes) -> tuple[bytes, int]:
    if len(head) < _HEAD.size:
        raise ValueError(head)
    letter, length = _HEAD.unpack(head)
    if length > LONGEST:
        raise ValueError(length)
    return letter, length


def pack_record(**values: object) -> bytes:
    """Pack plain values under their names."""
    return json.dumps(values).encode()


def pack_texts(texts: Sequence[str]) -> bytes:
    """Pack texts; lone surrogates survive."""
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) == len(texts) - 1:
        return b"0" + joined.encode("utf-8", "surrogatepass")
    return b"j" + json.dumps(list(texts)).encode()


def unpack_texts(load: memoryview) -> list[str]:
    """Unpack texts."""
    if bytes(load[:1]) == b"j":
        return [str(text) for text in json.loads(bytes(load[1:]))]
    return str(load[1:], "utf-8", "surrogatepass").split(_BETWEEN)


def pack_parts(parts: Sequence[bytes]) -> bytes:
    """Pack loads one behind the other."""
    pieces: list[bytes] = []
    for part in parts:
        pieces += (_LENGTH.pack(len(part)), part)
    return b"".join(pieces)


def unpack_parts(load: memoryview) -> list[memoryview]:
    """Unpack loads; raises ``ValueError`` or ``struct.error`` where they are cut short."""
    parts = []
    place = 0
    while place < len(load):
        (length,) = _LENGTH.unpack_from(load, place)
        place += _LENGTH.size + length
        parts.append(load[place - length : place])
    if place != len(load):
        raise ValueError(place)
    return parts


def pack_block(numbers: array[int], columns: Sequence[bytes]) -> bytes:
    """Pack rows: their numbers, counted from 0, and their packed columns."""
    return pack_parts([numbers.tobytes(), *columns])


def unpack_block(load: memoryview) -> tuple[array[int], list[memoryview]]:
    """Unpack row numbers and columns still packed; raises ``ValueError`` or ``struct.error``."""
    first, *columns = unpack_parts(load)
    numbers = array("I")
    numbers.frombytes(first)
    return numbers, columns


def pack_runs(runs: Sequence[Run]) -> bytes:
    """Pack runs of places."""
    return array("I", [number for run in runs for number in run]).tobytes()


def unpack_runs(load: memoryview) -> Iterator[Run]:
    """Unpack runs of places."""
    numbers = array("I")
    numbers.frombytes(load)
    return zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)


_FRAME_CHARACTERS = 4_000_000


class Texts:
    """The texts of a workbook, each sent once and named by its index from then on."""

    def __init__(self, out: IO[bytes], longest: int) -> None:
        self._out = out
        self._longest = longest
        self._known: dict[str, int] = {}
        self.count = 0

    def adopt(self, texts: Sequence[str]) -> int:
        """Send texts as they stand, without looking for known ones; give the first's index."""
        first = self.count
        if max(map(len, texts), default=0) > self._longest:
            raise UnreadableFile("text_too_long", limit=self._longest)
        self._send(texts)
        self.count += len(texts)
        return first

    def _send(self, texts: Sequence[str]) -> None:
        if len(texts) > 1 and sum(map(len, texts)) > _FRAME_CHARACTERS:
            middle = len(texts) // 2
            self._send(texts[:middle])
            self._send(texts[middle:])
        elif texts:
            send(self._out, TEXTS, pack_texts(texts))

    def indexes(self, texts: Sequence[str]) -> array[int]:
        """Give the index of each text, sending those not known yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, range(self.count, self.count + len(new)), strict=True))
        self.adopt(new)
        return array("I", map(self._known.__getitem__, texts))

    def blank(self) -> int:
        """Give the index that stands for a blank cell."""
        return self.indexes([""])[0]
