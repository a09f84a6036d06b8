"""The help that a terminal prints."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from monitor.cli import main
from monitor.cli.parser import build_parser


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, ...]]:
    """Name every command by its words, those of commands within commands too."""
    yield ()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                for words in commands_of(inner):
                    yield (word, *words)


COMMANDS = [" ".join(words) for words in commands_of(build_parser())]


def test_commands_within_commands_are_among_them() -> None:
    assert {"", "status", "policy", "account add"} <= set(COMMANDS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_how_it_is_used(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, *command.split(), "--help"])
    told = capsys.readouterr()
    assert ended.value.code == 0
    assert told.out.startswith(f"usage: python -m monitor {command}".rstrip())
    assert " · " in told.out  # Chinese and English stand beside each other
    assert not told.err
