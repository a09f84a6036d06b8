"""How far one has to reach in the product's code: python -m tools.reach.

Counted are the files of ``monitor/`` that hold code, with all their lines, and what one preview
of an upload passes through: a sample month is imported with ``--check`` by the terminal, beside
the sample plan and the month before. A module is entered when one of its functions is called
between the call of the preview and its end, in this process, in any of its threads; functions
that dataclasses generate count for the module of the class, module bodies run by a late import
do not. The order of first entry gives the changes of top package; a pass is a call whose nearest
caller in the product stands in another module.
"""

from __future__ import annotations

import ast
import contextlib
import io
import statistics
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "monitor"
PREVIEW = "preview_import"  # the function that previews an upload, in whatever module it stands
_SAMPLES = ROOT / "data" / "samples"
_PREPARATION = (
    ("import", "plan", str(_SAMPLES / "plan-2023.docx")),
    ("import", "spending", str(_SAMPLES / "2023-01-spending.xlsx"), "--month", "2023-01"),
)
_PREVIEWED = (
    *("import", "spending", str(_SAMPLES / "2023-02-spending.xlsx")),
    *("--month", "2023-02", "--check", "--json"),
)
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


def follow_preview() -> Passage:
    """Preview a sample month in a database of its own, and follow it through the modules."""
    passage = Passage()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "monitor.duckdb"
        for command in _PREPARATION:
            _run(database, command)
        with _followed(passage):
            _run(database, _PREVIEWED)
    return passage


def _run(database: Path, command: Sequence[str]) -> None:
    from monitor.cli import main  # noqa: PLC0415 - counting files needs nothing of the product

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["--database", str(database), *command])
    if code:
        message = f"{' '.join(command)} ended with {code}: {said.getvalue()}"
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
        module = _module(frame)
        if not module or frame.f_code.co_name == "<module>":
            return
        if module not in self._passage.modules:
            self._passage.modules.append(module)
        if frame is not self._entry:
            self._passage.passes += _calling_module(frame) not in ("", module)


def _module(frame: FrameType) -> str:
    """Name the product's module a function stands in, blank for others' functions."""
    name = str(frame.f_globals.get("__name__", ""))
    return name.removeprefix(f"{PACKAGE}.") if name.startswith(f"{PACKAGE}.") else ""


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
    yield from (f"  {module}" for module in passage.modules)


if __name__ == "__main__":
    print("\n".join(describe(measure_size(ROOT / PACKAGE), follow_preview())))
