from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.errors import UnreadableFile
from monitor.intake.files import child, process, wire
from monitor.intake.files.limits import MEBIBYTE, ReadingLimits
from monitor.intake.files.unpack import Taking
from monitor.words.catalogue import LANGUAGES, section
from tests.excel import hostile, reading_samples
from tests.excel.reading_samples import answer_to
from tests.sizes import examples

ZH, EN = (section(language, "files") for language in LANGUAGES)

CORPUS = hostile.corpus()


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_read_or_refused_with_one_plain_sentence(name: str) -> None:
    assert answer_to(CORPUS[name].data) in CORPUS[name].answers


def test_both_languages_have_the_same_refusals() -> None:
    assert ZH.keys() == EN.keys()


def test_every_refusal_of_the_corpus_and_of_the_limits_has_its_sentence() -> None:
    answers = frozenset().union(*(each.answers for each in CORPUS.values())) - {hostile.READ}
    assert answers <= ZH.keys()


def test_a_file_that_takes_too_long_is_given_up() -> None:
    data = reading_samples.by_xlsxwriter()
    assert answer_to(data, ReadingLimits(seconds=0.001)) == "needs_time"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process's memory")
def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    data = b"x" * (90 * MEBIBYTE)
    assert answer_to(data, ReadingLimits(memory=100 * MEBIBYTE)) == "needs_memory"


def test_what_the_caller_may_hold_is_limited_too() -> None:
    data = "\n".join(f"{n},{n * n}" for n in range(20_000)).encode()
    assert answer_to(data, ReadingLimits(kept=MEBIBYTE)) == "needs_memory"


ASTRAY = {
    "import os; os.abort()": "reader_stopped",
    "raise SystemExit(3)": "reader_stopped",
    "import os; os.write(1, b'nonsense' * 1000)": "reader_stopped",
    "import time; time.sleep(600)": "needs_time",
    "while True: pass": "needs_time",
    "import os\nwhile True: os.write(1, b'T' + (9).to_bytes(4, 'little') + b'012345678')": (
        "needs_memory"
    ),
}


@pytest.mark.parametrize("program", ASTRAY)
def test_a_reader_gone_astray_is_an_answer_too(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_PROGRAM", program)
    assert answer_to(b"a,b\n", ReadingLimits(seconds=3, kept=MEBIBYTE)) == ASTRAY[program]
    monkeypatch.undo()
    assert answer_to(b"a,b\n") == hostile.READ


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process")
def test_the_reader_can_write_no_file(tmp_path: Path) -> None:
    program = (
        "from monitor.intake.files.child import limit_process; "
        "from monitor.intake.files.limits import ReadingLimits; "
        "limit_process(ReadingLimits()); "
        f"open({str(tmp_path / 'written')!r}, 'wb', 0).write(b'x')"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, stderr=subprocess.PIPE)
    assert done.returncode != 0
    assert not (tmp_path / "written").read_bytes()


HEAVY = (
    "ratio",
    "a text of 30 MB",
    "one long text 100,000 times",
    "ods of 17 thousand million cells",
    "merged ranges all over each other",
    "csv of a million columns",
    "16,384 columns",
)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc")
def test_the_caller_does_not_grow_whatever_it_is_given(tmp_path: Path) -> None:
    for number, name in enumerate(HEAVY):
        (tmp_path / str(number)).write_bytes(CORPUS[name].data)
    program = (
        "import pathlib, re, sys\n"
        "from monitor.domain.errors import UnreadableFile\n"
        "from monitor.intake.files.process import read_workbook\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try: read_workbook(path.read_bytes())\n"
        "    except UnreadableFile: pass\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], check=True, stdout=subprocess.PIPE
    )
    assert int(done.stdout) < 150 * 1024  # kilobytes


def sent() -> bytes:
    out = io.BytesIO()
    child.read_from(io.BytesIO(reading_samples.by_xlsxwriter()), ReadingLimits(), out)
    return out.getvalue()


@examples(100, 1500)
@given(st.data())
def test_nothing_a_reader_sends_does_harm_to_its_caller(data: st.DataObject) -> None:
    flipped = bytearray(SENT)
    for _ in range(data.draw(st.integers(1, 4))):
        flipped[data.draw(st.integers(0, len(flipped) - 1))] = data.draw(st.integers(0, 255))
    taking = Taking(ReadingLimits())
    try:
        for frame in wire.receive(io.BytesIO(bytes(flipped))):
            taking.take(frame)
    except (UnreadableFile, *process.NONSENSE):
        return
    assert all(len(sheet.rows) < 100 for sheet in taking.book.sheets)


SENT = sent()
