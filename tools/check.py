"""Run the checks, each by its name, all of them even after one failed; then say which failed.

``python -m tools.check`` runs them all, ``python -m tools.check lint types`` those two.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass

# import-linter has no module to run with -m, and its script may have moved with the folder.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"

CODE = ("app.py", "monitor", "pages", "tools")

NO_PROGRAMS = "not browser and not spark"  # tests that need nothing beside Python

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", LINT_IMPORTS, "--no-logo"],
    "sql": ["-m", "sqlfluff", "lint", "monitor/store/sql"],
    "security": ["-m", "bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", *CODE],
    "advisories": ["-m", "tools.advisories"],
    "unit": ["-m", "pytest", "-m", NO_PROGRAMS, "--numprocesses", "auto", "--maxprocesses", "4"],
    "programs": ["-m", "tools.programs", "browser"],
    "browser": ["-m", "pytest", "-m", "browser"],
    "java": ["-m", "tools.programs", "java"],
    "spark": ["-m", "pytest", "-m", "spark"],
}


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
    print(f"\n── {name} " + "─" * (70 - len(name)), flush=True)
    started = time.monotonic()
    done = subprocess.run([sys.executable, *arguments], stdin=subprocess.DEVNULL, check=False)
    return Outcome(name, done.returncode == 0, time.monotonic() - started)


def check(checks: dict[str, list[str]]) -> str:
    """Run every check and print the summary; gives which failed, blank when none did."""
    outcomes = [run(name, arguments) for name, arguments in checks.items()]
    print("\n" + "\n".join(map(str, outcomes)), flush=True)
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    return f"\nFailed: {', '.join(failed)}." if failed else ""


def main(names: list[str]) -> int | str:
    """Run the named checks, or all; gives 0, 2 for a name that is none, or what failed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}.")
        return 2
    return check({name: CHECKS[name] for name in names or CHECKS}) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
