"""The settings the dashboard is started with, and the pins it is installed from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from streamlit import config

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-spark.txt"]
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)(.*(?:\n    --hash=\S+(?: \\)?)*)", re.MULTILINE)


@pytest.fixture
def settings(root: Path) -> dict[str, Any]:
    """Read the dashboard's settings as they are shipped."""
    text = (root / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def flat(settings: dict[str, Any], above: str = "") -> set[str]:
    """Name every option with its section, as Streamlit does."""
    names: set[str] = set()
    for name, value in settings.items():
        path = f"{above}.{name}" if above else name
        names |= flat(value, path) if isinstance(value, dict) else {path}
    return names


def pins(lock: Path) -> dict[str, list[str]]:
    """Read the versions pinned for each package, one or one per Python."""
    found: dict[str, list[str]] = {}
    for name, version, _ in PIN.findall(lock.read_text(encoding="utf-8")):
        found.setdefault(name.lower(), []).append(version)
    return found


def test_every_setting_is_one_that_streamlit_knows(settings: dict[str, Any]) -> None:
    assert flat(settings) <= set(config.get_config_options())


def test_nothing_is_sent_outside_and_no_other_machine_is_let_in(settings: dict[str, Any]) -> None:
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]


def test_no_font_comes_from_the_net(settings: dict[str, Any]) -> None:
    assert "url" not in str(settings["theme"]).lower()
    assert "http" not in str(settings["theme"]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_its_hashes(root: Path, lock: str) -> None:
    entries = PIN.findall((root / lock).read_text(encoding="utf-8"))
    assert entries
    assert [name for name, _, rest in entries if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_name_no_address(root: Path, lock: str) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text


@pytest.fixture
def stated(root: Path) -> dict[str, list[str]]:
    """Read what pyproject.toml asks for, by the file that pins it."""
    said = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    program = said["project"]["dependencies"]
    spark = said["project"]["optional-dependencies"]["spark"]
    groups = [program, said["dependency-groups"]["dev"], [*program, *spark]]
    return dict(zip(LOCKS, groups, strict=True))


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_stated_is_what_is_pinned(
    root: Path, stated: dict[str, list[str]], lock: str
) -> None:
    pinned = pins(root / lock)
    assert stated[lock]
    for requirement in map(Requirement, stated[lock]):
        assert requirement.specifier
        for version in pinned[requirement.name.lower()]:
            assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_tools_and_extras_run_on_the_same_versions_as_the_program(root: Path, lock: str) -> None:
    program, others = pins(root / LOCKS[0]), pins(root / lock)
    assert {name: others[name] for name in program.keys() & others.keys()} == {
        name: program[name] for name in program.keys() & others.keys()
    }
