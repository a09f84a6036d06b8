"""Run the checks, each by its name, all of them even after one failed; then say which failed.

``python -m tools.check`` runs all but the long one, ``python -m tools.check lint types`` those two.
Those that run no test run two at a time, and what each says is printed whole when it ends; the
tests share the machine among processes of their own, and so run one check after another.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

# import-linter has no module to run with -m, and its script may have moved with the folder.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"

CODE = ("app.py", "monitor", "pages", "tools")

NO_PROGRAMS = "not browser and not spark"  # tests that need nothing beside Python
# One process per core, each test file in one of them: what a file's tests share is made once.
SHARED = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
SIZED = {"long": {"TEST_LONG": "1"}}  # what checks find in their environment
AT_ONCE = 2

CHECKS = {
    "types": ["-m", "mypy"],
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "imports": ["-c", LINT_IMPORTS, "--no-logo"],
    "sql": ["-m", "sqlfluff", "lint", "monitor/store/sql"],
    "security": ["-m", "bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", *CODE],
    "advisories": ["-m", "tools.advisories"],
    "programs": ["-m", "tools.programs", "browser"],
    "java": ["-m", "tools.programs", "java"],
    "browser": ["-m", "pytest", "-m", "browser", *SHARED],
    "spark": ["-m", "pytest", "-m", "spark"],
    "unit": ["-m", "pytest", "-m", NO_PROGRAMS, *SHARED],
    "long": ["-m", "pytest", "-m", "long or hypothesis"],
}
ALONE = ("programs", "java", "browser", "spark", "unit", "long")
ORDINARY = [name for name in CHECKS if name != "long"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended, and after how many seconds."""

    name: str
    passed: bool
    seconds: float

    def __str__(self) -> str:
        """Write one line of the summary."""
        return f"{'passed' if self.passed else 'FAILED'}  {self.name:<9}{self.seconds:6.1f} s"


def run(name: str, arguments: list[str]) -> Outcome:
    """Run one check with this Python; its output goes straight to the terminal."""
    _head(name)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | SIZED.get(name, {}),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - started)


def run_aside(name: str, arguments: list[str]) -> tuple[Outcome, str]:
    """Run one check beside others; gives what it said, whole, for when it has ended."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - started), done.stdout


def _head(name: str) -> None:
    print(f"\n── {name} " + "─" * (70 - len(name)), flush=True)


def run_together(checks: dict[str, list[str]]) -> Iterator[Outcome]:
    """Run checks some at a time, and print each as it ends."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun = [pool.submit(run_aside, name, arguments) for name, arguments in checks.items()]
        for ended in as_completed(begun):
            outcome, said = ended.result()
            _head(outcome.name)
            print(said, end="", flush=True)
            yield outcome


def check(checks: dict[str, list[str]]) -> str:
    """Run every check and print the summary; gives which failed, blank when none did."""
    together = {name: checks[name] for name in checks if name not in ALONE}
    outcomes = {outcome.name: outcome for outcome in run_together(together)}
    for name, arguments in checks.items():
        if name in ALONE:
            outcomes[name] = run(name, arguments)
    print("\n" + "\n".join(str(outcomes[name]) for name in checks), flush=True)
    failed = [name for name in checks if not outcomes[name].passed]
    return f"\nFailed: {', '.join(failed)}." if failed else ""


def main(names: list[str]) -> int | str:
    """Run the named checks, or the ordinary; gives 0, 2 for a name that is none, or what failed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}.")
        return 2
    return check({name: CHECKS[name] for name in names or ORDINARY}) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
