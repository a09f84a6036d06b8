"""Hold what gets installed against the published advisories: ``python -m tools.advisories``.

A known weakness fails the check. Where the advisory service cannot be asked, as on a machine with
a package source and nothing else, that is said in so many words and the check lets it pass: it
would otherwise fail on every closed network, whose people could do nothing about it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

PINS = ("requirements-spark.txt", "requirements-dev.txt")  # the first holds requirements.txt too
LONGEST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: ``weak`` as lines for people; ``unasked`` names what none answered for.

    ``asked`` counts the packages that the service knew.
    """

    asked: int
    weak: tuple[str, ...]
    unasked: tuple[str, ...]


def read(report: str) -> Audit | None:
    """Read pip-audit's JSON; None where it wrote none, for then it could ask nobody."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    asked = [package for package in packages if "skip_reason" not in package]
    weak = tuple(
        f"{package['name']} {package['version']}: {found['id']}, "
        f"mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for package in asked
        for found in package["vulns"]
    )
    unasked = tuple(package["name"] for package in packages if "skip_reason" in package)
    return Audit(len(asked), weak, unasked)


def audit(pins: str) -> Audit | None:
    """Ask for every package that a file pins, with the hashes as they stand there."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(
            [*command, "--disable-pip", "--require-hashes", "--requirement", pins],
            capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return read(done.stdout)


def say(pins: str, found: Audit | None) -> str:
    """Write what an audit of one file came to."""
    if found is None or not found.asked:
        return f"{pins}: NOT CHECKED, the advisory service is out of reach from this machine."
    said = [f"{pins}: {found.asked} packages checked; known weaknesses: {len(found.weak)}."]
    if found.unasked:
        said.append(f"  not known to the service: {', '.join(found.unasked)}")
    return "\n".join([*said, *(f"  {line}" for line in found.weak)])


def main() -> int:
    """Audit every file of pins; gives 1 when a weakness is known."""
    found = {pins: audit(pins) for pins in PINS}
    for pins, one in found.items():
        print(say(pins, one))
    return int(any(one is not None and one.weak for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
