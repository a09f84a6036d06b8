"""Make the project's own environment in .venv and install pinned requirements into it.

Runs on the machine's Python, before anything is installed. A stamp beside the packages says
which pins they came from, so that a second run has nothing to do and a changed pin is noticed.
Where there is a folder of wheels, they are installed from it and the network is left alone.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHEELS = ROOT / "wheels"  # made by tools/wheels.py
ATTEMPTS = 2  # a network that fails once often answers the second time

NO_ENVIRONMENT = """
Python's venv module is missing or cannot write to {place}.
On Debian or Ubuntu: apt-get install python3-venv. Elsewhere: install Python from python.org.
"""
NOT_INSTALLED = """
{name} could not be installed: see pip's words above. Without a way to the package index,
bring the folder wheels/ of another machine (`make wheels` there: docs/operating.md), or point pip
at a mirror (PIP_INDEX_URL), and run again.
"""


def interpreter(venv: Path) -> Path:
    """Name the environment's Python, whether it is there or not."""
    if sys.platform == "win32":
        return venv / "Scripts" / "python.exe"
    return venv / "bin" / "python"


def stamp(venv: Path, requirements: Path) -> Path:
    """Name the file that says which content of ``requirements`` was installed."""
    return venv / f"{requirements.name}.sha256"


def digest(requirements: Path) -> str:
    """Identify the content of a requirements file."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def is_installed(venv: Path, requirements: Path) -> bool:
    """Say whether exactly these pins were installed, and the environment still starts."""
    mark = stamp(venv, requirements)
    return (
        interpreter(venv).exists()
        and mark.exists()
        and mark.read_text(encoding="utf-8") == digest(requirements)
    )


def has_pip(venv: Path) -> bool:
    """Say whether the environment is whole; one that was cut off while being made is not."""
    if not interpreter(venv).exists():
        return False
    command = [str(interpreter(venv)), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make(venv: Path) -> bool:
    """Make an empty environment and say whether that went well."""
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=False)
    if done.returncode != 0:
        shutil.rmtree(venv, ignore_errors=True)
    return done.returncode == 0


def sources(wheels: Path = WHEELS) -> list[str]:
    """Return pip's options for where packages come from: a folder of wheels, if there is one."""
    if not wheels.is_dir():
        return []
    return ["--no-index", "--find-links", str(wheels)]


def install(venv: Path, requirements: Path, wheels: Path = WHEELS) -> bool:
    """Install the pins, with a second try, and say whether they are there."""
    command = [str(interpreter(venv)), "-m", "pip", "install", "--requirement", str(requirements)]
    command += ["--disable-pip-version-check", "--no-input", "--no-compile", *sources(wheels)]
    if not sys.stdout.isatty():
        command += ["--quiet", "--quiet"]  # errors only
    for _ in range(ATTEMPTS):
        if subprocess.run(command, check=False).returncode == 0:
            stamp(venv, requirements).write_text(digest(requirements), encoding="utf-8")
            return True
    return False


def prepare(venv: Path, files: list[Path]) -> str:
    """Bring the environment up to the files' pins; gives what is wrong, blank when nothing is."""
    missing = [file for file in files if not is_installed(venv, file)]
    if missing and not has_pip(venv):
        print(f"Making {venv} …", flush=True)
        if not make(venv):
            return NO_ENVIRONMENT.format(place=venv)
        missing = files
    for file in missing:
        print(f"Installing {file.name}: a minute or two on the first run …", flush=True)
        if not install(venv, file):
            return NOT_INSTALLED.format(name=file.name)
    return ""


if __name__ == "__main__":
    sys.exit(prepare(ROOT / ".venv", [ROOT / name for name in sys.argv[1:]]) or 0)
