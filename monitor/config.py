"""Paths and settings, read once at the edge."""

from __future__ import annotations

import getpass
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

NAME = "execution-monitor"  # of the package, as pyproject.toml has it

# The build puts what stands at the top of the project into this folder of the package; a checkout
# has no such folder.
_IN_WHEEL = Path(__file__).resolve().parent / "project"
IS_INSTALLED = _IN_WHEEL.is_dir()
PROJECT_FOLDER = _IN_WHEEL if IS_INSTALLED else _IN_WHEEL.parent.parent
SAMPLES_FOLDER = PROJECT_FOLDER / "data" / "samples"

# Commands that stand beside the product: offered where their package can be found.
OPTIONAL_COMMANDS = ("tools.made_up.commands", "monitor_lake.commands")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is and who is at the terminal."""

    database: Path
    actor: str
    wait_seconds: float = 20.0
    backups: str = "7,4,12"
    memory: str = "800MB"

    @property
    def files_folder(self) -> Path:
        """Return the folder that keeps the imported files, beside the database."""
        return self.database.parent / "files"


def read_settings(database: str | None = None) -> Settings:
    """Read settings from the environment; an explicit database path wins.

    ``MONITOR_DATABASE`` names the database file, ``MONITOR_ACTOR`` the person,
    ``MONITOR_WAIT_SECONDS`` how long to wait for a database in use, ``MONITOR_BACKUPS`` for how
    many days, weeks and months automatic backups stay, or off, ``MONITOR_MEMORY`` how much memory
    the database may take; what needs more is worked out by way of the disk.
    """
    chosen = database or os.environ.get("MONITOR_DATABASE") or data_folder() / "monitor.duckdb"
    return Settings(
        database=Path(chosen).expanduser().absolute(),
        actor=os.environ.get("MONITOR_ACTOR") or _login_name(),
        wait_seconds=float(os.environ.get("MONITOR_WAIT_SECONDS", "20")),
        backups=os.environ.get("MONITOR_BACKUPS", "7,4,12"),
        memory=os.environ.get("MONITOR_MEMORY", "800MB"),
    )


def data_folder() -> Path:
    """Return where the database lies unless said otherwise.

    It is the project's own folder in a checkout, the person's in an installed package, whose own
    folder is replaced with every release.
    """
    return _personal_folder() / NAME if IS_INSTALLED else PROJECT_FOLDER / "data"


def read_version() -> str:
    """Return the version of the code that runs; pyproject.toml states it, the build copies it."""
    if IS_INSTALLED:
        from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked for

        return version(NAME)
    project = tomllib.loads((PROJECT_FOLDER / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _personal_folder() -> Path:
    """Return where the system keeps a person's data of programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"
