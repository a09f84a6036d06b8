"""Programs that tests drive and pip cannot bring: found, or installed where that is possible.

``python -m tools.programs browser`` leaves a Chromium behind or says in a line what to install.
As root on Debian and its kin the distribution's package is taken; a browser of their own is
never downloaded, so that nothing comes from anywhere but the machine's package source.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ATTEMPTS = 2  # a network that fails once often answers the second time
APT_OPTIONS = ("-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its names: ``setting`` is the variable that may name it by its path."""

    title: str
    setting: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    packages: tuple[str, ...]


PROGRAMS = {
    "browser": Program(
        title="Chromium",
        setting="MONITOR_CHROMIUM",
        names=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        places=(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "C:/Program Files/Google/Chrome/Application/chrome.exe",
        ),
        packages=("chromium", "fonts-noto-cjk"),
    ),
    "java": Program(
        title="Java",
        setting="MONITOR_JAVA",
        names=("java",),
        places=(),
        packages=("default-jre-headless",),
    ),
    "office": Program(
        title="LibreOffice",
        setting="MONITOR_OFFICE",
        names=("soffice", "libreoffice"),
        places=(
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            "C:/Program Files/LibreOffice/program/soffice.exe",
        ),
        # Figures are set in Times; a wider font in its place would break them over lines.
        packages=("libreoffice-calc", "libreoffice-writer", "poppler-utils", "fonts-liberation"),
    ),
}


def find(program: Program) -> str | None:
    """Give the program's path: the one the setting names, else the first that is found."""
    named = os.environ.get(program.setting)
    if named:
        return shutil.which(named)
    on_path = (shutil.which(name) for name in program.names)
    elsewhere = (place for place in program.places if Path(place).is_file())
    return next((path for path in (*on_path, *elsewhere) if path), None)


def may_install() -> bool:
    """Say whether this is root on a machine with Debian's package tool."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def install(program: Program) -> None:
    """Install the distribution's packages; a source that does not answer is tried again."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    package = ("install", "--yes", "--no-install-recommends", *program.packages)
    for _ in range(ATTEMPTS):
        # One source of several that does not answer fails the update, not the package.
        for verb in (("update",), package):
            command = ["apt-get", "-qq", *APT_OPTIONS, *verb]
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, check=False)
        if find(program) is not None:
            return


def ensure(program: Program) -> str:
    """Find or install the program; gives what to do, blank when it is there."""
    if find(program) is None and may_install() and not os.environ.get(program.setting):
        print(f"Installing {' '.join(program.packages)} …", flush=True)
        install(program)
    path = find(program)
    if path is not None:
        print(f"{program.title}: {path}")
        return ""
    return (
        f"{program.title} is missing, and tests need it. On Debian or Ubuntu: "
        f"sudo apt-get install {' '.join(program.packages)}. Elsewhere: install {program.title}, "
        f"and name it in {program.setting} where it is not found by itself."
    )


if __name__ == "__main__":
    sys.exit("\n".join(filter(None, (ensure(PROGRAMS[name]) for name in sys.argv[1:]))) or 0)
