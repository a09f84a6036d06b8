"""Made-up data to measure with, in a terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from monitor.cli.context import Session
from monitor.cli.parser import Add


def add_commands(add: Add, general: argparse.ArgumentParser) -> None:
    """Add the command ``bench`` and what can be done to measure."""
    del general  # the general options stand before the action
    command = add("bench", bench, "虚构数据 · made-up data to measure with")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    text = "生成虚构数据 · make up data"
    made = actions.add_parser("generate", help=text, description=text)
    made.add_argument("--projects", type=int, required=True, metavar="N")
    made.add_argument("--units", type=int, required=True, metavar="U")
    made.add_argument("--months", type=int, default=12, metavar="M")
    made.add_argument("--seed", type=int, default=1, metavar="S")
    made.add_argument("--year", type=int, default=2025)
    made.add_argument("--workbooks", metavar="FOLDER")
    made.add_argument("--database", metavar="PATH", default=argparse.SUPPRESS)


def bench(session: Session) -> bool:
    """Make up data in the database, or as workbooks."""
    # NumPy and Arrow, by which rows are made up, take long to load
    from tools.made_up.batches import generate  # noqa: PLC0415 - see above
    from tools.made_up.country import CountryRequest  # noqa: PLC0415 - see above
    from tools.made_up.workbooks import write_workbooks  # noqa: PLC0415 - see above

    options = session.options
    asked = CountryRequest(
        options.projects, options.units, options.months, options.seed, options.year
    )
    if options.workbooks is not None:
        folder = Path(options.workbooks).expanduser()
        count = write_workbooks(asked, folder)
        session.say("terminal.workbooks_generated", count=count, path=folder)
        return False
    done = generate(session.store, asked, session.settings.files_folder)
    key = "terminal.generated" if done.is_new else "terminal.generated_already"
    session.say(key, batches=done.batches, facts=done.facts, path=session.settings.database)
    return False
