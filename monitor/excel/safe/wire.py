"""What goes from the child to its parent: frames, each a letter, a length and a load."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from monitor.excel.places import Run
from monitor.excel.safe.limits import MEBIBYTE

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
