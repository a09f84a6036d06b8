from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Iterator

import pytest

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import child
from monitor.intake.files.limits import ReadingLimits
from monitor.words.catalogue import LANGUAGES, section
from tests.excel import crafted, reading_samples
from tests.excel.reading_samples import FILES, answer_to

ZH, _ = (section(language, "files") for language in LANGUAGES)

REAL = {
    "xlsx": reading_samples.by_xlsxwriter(),
    "xlsx by openpyxl": reading_samples.by_openpyxl(),
    "xlsb": reading_samples.by_hand_xlsb(),
    "xls": (FILES / "formats.xls").read_bytes(),
    "ods": (FILES / "formats.ods").read_bytes(),
    "csv": '项目编码,项目名称\n000001,"甲\n乙"\n'.encode("gb18030") * 20,
}
OURS = ("xlsx", "xlsx by openpyxl", "ods", "csv")  # read by Python alone: nothing can abort


def flipped(data: bytes, seed: str) -> bytes:
    """Change one to eight bytes, cut the end or repeat a piece."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    if chance.random() < 0.1:
        del broken[chance.randrange(len(broken)) :]
    if chance.random() < 0.1:
        at = chance.randrange(len(broken) + 1)
        broken[at:at] = broken[at : at + chance.randrange(200)]
    return bytes(broken)


def flipped_inside(data: bytes, seed: str) -> bytes:
    """Change bytes within one unpacked part, so that the archive itself stays whole."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if file.getinfo(name).file_size]
    name = chance.choice(names)
    return crafted.with_parts(data, {name: flipped(crafted.part_of(data, name), seed)})


def variants(kind: str, count: int) -> Iterator[bytes]:
    for number in range(count):
        yield flipped(REAL[kind], f"{kind} {number}")
        if kind != "csv" and REAL[kind].startswith(b"PK"):
            yield flipped_inside(REAL[kind], f"{kind} {number}")


@pytest.mark.parametrize("kind", REAL)
def test_broken_files_are_read_or_refused(kind: str) -> None:
    answers = {answer_to(data) for data in variants(kind, 10)}
    assert answers <= {"", *ZH}


@pytest.mark.parametrize("kind", OURS)
def test_our_own_readers_let_no_error_through(kind: str) -> None:
    read = 0
    for data in variants(kind, 150):
        with contextlib.suppress(UnreadableFile):
            child.read_from(io.BytesIO(data), ReadingLimits(), io.BytesIO())
            read += 1
    assert read > 0
