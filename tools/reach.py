"""How far one has to reach in the product's code: python -m tools.reach.

Counted are the files of ``monitor/`` that hold code, with all their lines, and what one preview
of an upload passes through: the spending of a sample month is imported with ``--check`` by the
terminal into a database of all samples. A module is entered when one of its functions is called
between the call of the preview and its end, in any thread; what only an import runs, and what
dataclasses generate, is not entered. The order of first entry gives the changes of top package;
a pass is a call whose nearest caller in the product stands in another module. The file is read by
a process of its own; which more modules it enters is counted by starting the same program once
more, on the same file.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "monitor"
PREVIEW = "preview_import"  # the function that previews an upload, in whatever module it stands
_SAMPLES = ROOT / "data" / "samples"
FILLED = (("setup",),)  # the commands that fill the database before
_WORKBOOK = _SAMPLES / "2023-06-spending.xlsx"
_PREVIEWED = ("import", "spending", str(_WORKBOOK), "--month", "2023-06", "--check", "--json")
# What the reading process runs instead of its program: the program, with its modules noted.
_NOTING = """
import sys
program, found = sys.argv.pop(1), {}
def note(frame, event, _):
    path = frame.f_code.co_filename
    if event != "call" or path in found:
        return
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_code.co_filename != "<string>":
            return
        frame = frame.f_back
    found[path] = None
sys.setprofile(note)
exec(program)
sys.setprofile(None)
print("\\n".join(found), file=sys.stderr)
"""
_START_OF_A_PROCESS = subprocess.Popen.__init__.__code__
_PREFIX = f"{ROOT / PACKAGE}{os.sep}"
_WORST = 5


@dataclass(frozen=True, slots=True)
class Size:
    """The lines of each file that holds code, by its path below the package's folder."""

    lines: dict[Path, int]

    @property
    def folders(self) -> Counter[str]:
        """Return how many of these files lie in each folder; ``__init__`` is not one beside."""
        names = (path for path in self.lines if path.name != "__init__.py")
        return Counter(path.parent.as_posix() for path in names)


@dataclass(slots=True)
class Passage:
    """What a preview passed through: modules in order of first entry, and passes between them."""

    modules: list[str] = field(default_factory=list)
    passes: int = 0
    read_by: list[str] = field(default_factory=list)  # the command of the reading process
    reading_modules: list[str] = field(default_factory=list)

    @property
    def package_changes(self) -> int:
        """Return how often the top package changes in the order of first entry."""
        tops = [module.split(".")[0] for module in self.modules]
        return sum(one != other for one, other in pairwise(tops))


def measure_size(package: Path) -> Size:
    """Count the lines of every file that holds code."""
    texts = {path: path.read_text("utf-8") for path in sorted(package.rglob("*.py"))}
    return Size(
        {
            path.relative_to(package): len(text.splitlines())
            for path, text in texts.items()
            if holds_code(text)
        }
    )


def holds_code(text: str) -> bool:
    """Say whether there is a statement beside docstrings and ``from __future__ import``."""
    return any(not _is_no_code(statement) for statement in ast.parse(text).body)


def _is_no_code(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def follow_preview(filled: Iterable[Sequence[str]] = FILLED) -> Passage:
    """Preview a sample month in a database of its own, and follow it through the modules."""
    passage = Passage()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "monitor.duckdb"
        for command in filled:
            _fill(database, command)
        with _followed(passage):
            _preview(database)
    passage.reading_modules = [
        module for module in _follow_reading(passage.read_by) if module not in passage.modules
    ]
    return passage


def _follow_reading(command: Sequence[str]) -> list[str]:
    """Run the reading process once more; return the modules it enters."""
    place = command.index("-c") + 1
    noting = [*command[:place], _NOTING, *command[place:]]
    done = subprocess.run(noting, input=_WORKBOOK.read_bytes(), capture_output=True, check=True)
    return list(filter(None, map(_name, done.stderr.decode().splitlines())))


def _fill(database: Path, command: Sequence[str]) -> None:
    """Run a command in a process of its own, so that nothing is remembered when it is counted."""
    arguments = [sys.executable, "-m", PACKAGE, "--database", str(database), *command]
    subprocess.run(arguments, cwd=ROOT, capture_output=True, check=True)


def _preview(database: Path) -> None:
    from monitor.cli import main  # noqa: PLC0415 - counting files needs nothing of the product

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["--database", str(database), *_PREVIEWED])
    if code:
        message = f"the preview ended with {code}: {said.getvalue()}"
        raise RuntimeError(message)


@contextlib.contextmanager
def _followed(passage: Passage) -> Iterator[None]:
    follower = Follower(passage)
    threading.setprofile(follower.follow)
    sys.setprofile(follower.follow)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


class Follower:
    """Notes each call of a function of the product while the preview runs."""

    def __init__(self, passage: Passage, start: str = PREVIEW) -> None:
        """Note into ``passage``, from the first call of the function ``start`` to its end."""
        self._passage = passage
        self._start = start
        self._entry: FrameType | None = None
        self._is_over = False

    def follow(self, frame: FrameType, event: str, _argument: object) -> None:
        """Take a profile event."""
        if event == "return" and frame is self._entry:
            self._entry, self._is_over = None, True
        if event != "call" or self._is_over:
            return
        if self._entry is None:
            if frame.f_code.co_name != self._start or not _module(frame):
                return
            self._entry = frame
        self._note(frame)

    def _note(self, frame: FrameType) -> None:
        if frame.f_code is _START_OF_A_PROCESS:
            self._passage.read_by = list(frame.f_locals["args"])
        module = _module(frame)
        if not module:
            return
        if module not in self._passage.modules:
            if _is_importing(frame):
                return
            self._passage.modules.append(module)
        if frame is not self._entry:
            self._passage.passes += _calling_module(frame) not in ("", module)


def _module(frame: FrameType) -> str:
    """Name the product's module a function is written in, blank for others' functions."""
    return _name(frame.f_code.co_filename)


@cache
def _name(path: str) -> str:
    """Name a module by its file, blank for a file that is none of the product's."""
    if not path.startswith(_PREFIX):
        return ""
    parts = Path(path.removeprefix(_PREFIX)).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _is_importing(frame: FrameType | None) -> bool:
    """Say whether a call belongs to an import of a module of the product."""
    while frame is not None:
        if frame.f_code.co_name == "<module>" and _module(frame):
            return True
        frame = frame.f_back
    return False


def _calling_module(frame: FrameType) -> str:
    caller = frame.f_back
    while caller is not None and not _module(caller):
        caller = caller.f_back
    return "" if caller is None else _module(caller)


def describe(size: Size, passage: Passage) -> Iterator[str]:
    """Write what was counted, a figure a line, then the modules in order of first entry."""
    lines, folders = size.lines, size.folders
    largest = sorted(lines, key=lambda path: lines[path], reverse=True)[:_WORST]
    yield f"files that hold code       {len(lines):>7,}"
    yield f"lines of these files       {sum(lines.values()):>7,}"
    yield f"median lines of a module   {statistics.median(lines.values()):>7,.0f}"
    yield f"largest modules            {', '.join(f'{path} {lines[path]}' for path in largest)}"
    fullest = folders.most_common(_WORST)
    yield f"fullest folders            {', '.join(f'{name}/ {count}' for name, count in fullest)}"
    yield f"modules of a preview       {len(passage.modules):>7,}"
    yield f"changes of top package     {passage.package_changes:>7,}"
    yield f"passes between modules     {passage.passes:>7,}"
    yield f"more in its reading        {len(passage.reading_modules):>7,}"
    yield f"modules together           {len(passage.modules) + len(passage.reading_modules):>7,}"
    yield from (f"  {module}" for module in passage.modules)
    yield from (f"  reading: {module}" for module in passage.reading_modules)


if __name__ == "__main__":
    print("\n".join(describe(measure_size(ROOT / PACKAGE), follow_preview())))
