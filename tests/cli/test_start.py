"""What a command loads before it answers: libraries that take long are for those who use them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SLOW = (
    "pandas numpy pyarrow matplotlib streamlit plotly docx lxml openpyxl xlsxwriter"
    " python_calamine pyspark sqlglot"
).split()
RUN = f"""
import sys
from monitor.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
print(*(name for name in {SLOW!r} if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""


def loaded_by(*arguments: str) -> list[str]:
    """Run a command in an interpreter of its own and name what it loaded of the slow ones."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout
    return done.stderr.splitlines()[-1].split()


@pytest.fixture(scope="module")
def database(sampled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "monitor.duckdb"
    shutil.copyfile(sampled_database, path)
    return path


def test_help_loads_no_slow_library() -> None:
    assert loaded_by("--help") == []


@pytest.mark.parametrize(
    "command",
    ["status --json", "indicators --csv", "flagged", "scores --json", "changes --from 2023-07-05"],
)
def test_a_months_rows_load_no_slow_library(command: str, database: Path) -> None:
    asked = ("--database", str(database), "--lang", "zh", *command.split(), "--month", "2023-06")
    assert loaded_by(*asked) == []


def test_a_notice_loads_what_writes_it_and_no_more(database: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "notice.docx")
    asked = ("--database", str(database), "export", "notice", "--month", "2023-06", "--out", out)
    loaded = loaded_by(*asked)
    assert {"docx", "lxml"} <= set(loaded)
    assert not {"matplotlib", "openpyxl", "plotly", "streamlit", "xlsxwriter"} & set(loaded)
