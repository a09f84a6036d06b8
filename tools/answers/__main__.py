"""Record what the product answers, or compare two records.

``python -m tools.answers record FOLDER`` asks the code of this project, with ``--project OTHER``
that of another checkout; ``python -m tools.answers compare BEFORE AFTER`` ends with 1 where an
answer differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.answers.comparing import SHOWN_LINES, compare
from tools.answers.questions import SOURCES
from tools.answers.recording import record

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(prog="python -m tools.answers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    recorded = commands.add_parser("record", help="ask everything and write the answers down")
    recorded.add_argument("folder", type=Path)
    recorded.add_argument("--project", type=Path, default=ROOT, help="the checkout that is asked")
    recorded.add_argument("--only", choices=[source.name for source in SOURCES], action="append")
    recorded.add_argument("--month", action="append", default=[], help="only this one: 2023-06")
    compared = commands.add_parser("compare", help="show which answers differ")
    compared.add_argument("before", type=Path)
    compared.add_argument("after", type=Path)
    compared.add_argument("--lines", type=int, default=SHOWN_LINES, help="shown of each answer")
    options = parser.parse_args(arguments)
    if options.command == "compare":
        return compare(options.before, options.after, options.lines)
    sources = [each for each in SOURCES if options.only is None or each.name in options.only]
    count = record(options.folder, options.project.resolve(), sources, options.month)
    print(f"{count} answers in {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
