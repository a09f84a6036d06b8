"""Paths and settings, read once at the edge."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

SAMPLES_FOLDER = PROJECT_FOLDER / "data" / "samples"


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
    chosen = (
        database or os.environ.get("MONITOR_DATABASE") or PROJECT_FOLDER / "data/monitor.duckdb"
    )
    return Settings(
        database=Path(chosen).expanduser().absolute(),
        actor=os.environ.get("MONITOR_ACTOR") or _login_name(),
        wait_seconds=float(os.environ.get("MONITOR_WAIT_SECONDS", "20")),
        backups=os.environ.get("MONITOR_BACKUPS", "7,4,12"),
        memory=os.environ.get("MONITOR_MEMORY", "800MB"),
    )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"
