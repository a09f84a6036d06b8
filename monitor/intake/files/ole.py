"""Compound files, the boxes of the old office formats: the streams at their top (MS-CFB)."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass

from monitor.domain.errors import UnreadableFile

_HEADER = struct.Struct("<30xHH14xI4xIIIII")
_HEADER_SIZE = 512
_TABLE_IN_HEADER = slice(76, 512)
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_MARKS_FROM = 0xFFFFFFFA  # from here up a number is a mark and no sector
_SHIFTS = (9, 12)
_MINI_SHIFT = 6
_SIZE_BITS = 0xFFFFFFFF  # in older files the upper half holds anything


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file; raises ``UnreadableFile`` where its tables lead nowhere."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER_SIZE:
            raise UnreadableFile("damaged_file", part="OLE")
        shift, mini_shift, directory, self._cutoff, mini, _, more, _ = _HEADER.unpack_from(data)
        if shift not in _SHIFTS or mini_shift != _MINI_SHIFT:
            raise UnreadableFile("damaged_file", part="OLE")
        self._data = data
        self._sector = 1 << shift
        self._next = self._read_table(more)
        self._mini_next = _numbers(self._read_chain(mini))
        self._entries = self._read_directory(directory)
        self._mini = b""
        if self._entries:
            root = self._entries[0]
            self._mini = self._read_chain(root.start)[: root.size]
        self._top = {entry.name.lower(): entry for entry in self._walk_top()}

    @property
    def names(self) -> set[str]:
        """The names of what stands at the top, in lower case."""
        return set(self._top)

    def read(self, name: str) -> bytes:
        """Read a stream at the top."""
        entry = self._top[name.lower()]
        if entry.size >= self._cutoff:
            return self._read_chain(entry.start)[: entry.size]
        size = 1 << _MINI_SHIFT
        chain = self._follow(entry.start, self._mini_next)
        return b"".join(self._mini[at * size : (at + 1) * size] for at in chain)[: entry.size]

    def _block(self, number: int) -> bytes:
        return self._data[(number + 1) * self._sector : (number + 2) * self._sector]

    def _read_table(self, more: int) -> array[int]:
        listed = _numbers(self._data[_TABLE_IN_HEADER])
        for _ in range(len(self._data) // self._sector):
            if more >= _MARKS_FROM:
                break
            numbers = _numbers(self._block(more))
            listed.extend(numbers[:-1])
            more = numbers[-1] if numbers else _MARKS_FROM
        sectors = dict.fromkeys(at for at in listed if at < _MARKS_FROM)  # none counts twice
        return _numbers(b"".join(map(self._block, sectors)))

    def _read_chain(self, start: int) -> bytes:
        return b"".join(map(self._block, self._follow(start, self._next)))

    def _follow(self, start: int, following: array[int]) -> list[int]:
        chain: list[int] = []
        while start < _MARKS_FROM:
            if start >= len(following) or len(chain) >= len(following):
                raise UnreadableFile("damaged_file", part="OLE")
            chain.append(start)
            start = following[start]
        return chain

    def _read_directory(self, start: int) -> list[_Entry]:
        raw = self._read_chain(start)
        entries = []
        for place in range(0, len(raw) - _ENTRY.size + 1, _ENTRY.size):
            name, length, *rest = _ENTRY.unpack_from(raw, place)
            text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            kind, left, right, child, first, size = rest
            entry = _Entry(text, kind, left, right, child, first, size & _SIZE_BITS)
            entries.append(entry)
        return entries

    def _walk_top(self) -> list[_Entry]:
        waiting = [self._entries[0].child] if self._entries else []
        seen: set[int] = set()
        found = []
        while waiting:
            at = waiting.pop()
            if at < len(self._entries) and at not in seen:
                seen.add(at)
                entry = self._entries[at]
                found.append(entry)
                waiting += (entry.left, entry.right)
        return found


def _numbers(data: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(data[: len(data) // numbers.itemsize * numbers.itemsize])
    return numbers
