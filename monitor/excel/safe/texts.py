"""The texts of a workbook on their way to the parent, each sent once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import IO

from monitor.domain.errors import UnreadableFile
from monitor.excel.safe import wire

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
            wire.send(self._out, wire.TEXTS, wire.pack_texts(texts))

    def indexes(self, texts: Sequence[str]) -> array[int]:
        """Give the index of each text, sending those not known yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, range(self.count, self.count + len(new)), strict=True))
        self.adopt(new)
        return array("I", map(self._known.__getitem__, texts))

    def blank(self) -> int:
        """Give the index that stands for a blank cell."""
        return self.indexes([""])[0]
