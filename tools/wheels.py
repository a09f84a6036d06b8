"""Fetch what the program needs into a folder: python -m tools.wheels (make wheels).

On a machine with a way to the package index, for one without: copy the project with its wheels/
and run it there as usual. Pins and hashes are those of the requirements file; another platform or
Python than this one's is named by --platform and --python.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from tools.environment import ROOT, WHEELS

OLDEST_LIBC, NEWEST_LIBC = 17, 39  # glibc 2.17 to 2.39: wheels of either run on today's systems
OLDEST_MAC, NEWEST_MAC = 11, 15


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: the tags of its wheels, and what markers ask it."""

    tags: tuple[str, ...]
    sys_platform: str
    system: str
    machine: str


def _linux(machine: str) -> Platform:
    versions = range(NEWEST_LIBC, OLDEST_LIBC - 1, -1)
    tags = [f"manylinux_2_{version}_{machine}" for version in versions]
    return Platform((*tags, f"manylinux2014_{machine}"), "linux", "Linux", machine)


def _mac(machine: str) -> Platform:
    versions = range(NEWEST_MAC, OLDEST_MAC - 1, -1)
    kinds = (machine, "universal2")
    tags = [f"macosx_{version}_0_{kind}" for version in versions for kind in kinds]
    return Platform(tuple(tags), "darwin", "Darwin", machine)


PLATFORMS = {
    "linux-x86_64": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
    "macos-arm64": _mac("arm64"),
    "windows-x86_64": Platform(("win_amd64",), "win32", "Windows", "AMD64"),
}


def pins_for(lock: str, python: str, target: Platform) -> str:
    """Return the entries of a requirements file that hold there, without their conditions.

    pip would ask the conditions of the machine it runs on.
    """
    asked = {
        "python_version": python,
        "python_full_version": f"{python}.99",
        "sys_platform": target.sys_platform,
        "platform_system": target.system,
        "platform_machine": target.machine,
        "os_name": "nt" if target.sys_platform == "win32" else "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    kept = []
    for entry in lock.replace("\\\n", " ").splitlines():
        words, _, rest = entry.partition("--hash")
        if rest:
            pin = Requirement(words.strip())
            if pin.marker is None or pin.marker.evaluate(asked):
                kept.append(f"{pin.name}{pin.specifier} --hash{rest}")
    return "\n".join(kept) + "\n"


def fetch(lock: Path, folder: Path, python: str, target: Platform | None) -> bool:
    """Fetch the wheels a requirements file names; gives whether every one is there now.

    Without a target they are those of this machine and this Python.
    """
    command = [sys.executable, "-m", "pip", "download", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "--dest", str(folder), "--disable-pip-version-check"]
    pins = lock.read_text(encoding="utf-8")
    if target is not None:
        command += ["--python-version", python, "--implementation", "cp"]
        command += [word for tag in target.tags for word in ("--platform", tag)]
        pins = pins_for(pins, python, target)
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        asked = Path(place) / lock.name
        asked.write_text(pins, encoding="utf-8")
        command += ["--requirement", str(asked)]
        return subprocess.run(command, check=False).returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, fetch, and say where the wheels are."""
    here = ".".join(platform.python_version_tuple()[:2])
    parser = argparse.ArgumentParser(prog="python -m tools.wheels")
    parser.add_argument("--platform", choices=PLATFORMS, default=os.environ.get("PLATFORM") or None)
    parser.add_argument("--python", default=os.environ.get("PYTHON_VERSION") or here)
    parser.add_argument("files", nargs="*", default=["requirements.txt"])
    args = parser.parse_args(arguments)
    target = PLATFORMS[args.platform] if args.platform else None
    if target is None and args.python != here:
        parser.error("--python takes a --platform too")
    for name in args.files:
        if not fetch(ROOT / name, WHEELS, args.python, target):
            return 1
    print(f"{len(list(WHEELS.glob('*.whl')))} wheels in {WHEELS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
