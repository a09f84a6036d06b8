"""Known weaknesses fail the check; a service out of reach is said; bandit's rules still bite."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tools import advisories

KNOWN = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {
            "name": "weak",
            "version": "2.1",
            "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["2.2"], "description": "…"}],
        },
        {"name": "unheard", "skip_reason": "Dependency not found on PyPI: unheard (3.0)"},
    ],
    "fixes": [],
}


def test_a_known_weakness_is_named_with_the_version_that_mends_it() -> None:
    found = advisories.read(json.dumps(KNOWN))
    assert found == advisories.Audit(2, ("weak 2.1: PYSEC-0000-1, mended in 2.2",), ("unheard",))
    assert advisories.say("pins", found).splitlines() == [
        "pins: 2 packages checked; known weaknesses: 1.",
        "  not known to the service: unheard",
        "  weak 2.1: PYSEC-0000-1, mended in 2.2",
    ]


def test_a_service_that_answers_nothing_is_said_and_not_taken_for_clean() -> None:
    skipped = {"dependencies": [KNOWN["dependencies"][2]]}
    for report in ("", "Traceback", json.dumps(skipped)):
        assert "NOT CHECKED" in advisories.say("pins", advisories.read(report))


def test_bandit_still_finds_a_shell_and_a_pickle(root: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "import pickle, subprocess\n"
        "def run(text, data):\n"
        "    subprocess.call(text, shell=True)\n"
        "    return pickle.loads(data)\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "bandit", "--quiet", "--format", "json"]
    done = subprocess.run(
        [*command, "--configfile", str(root / "pyproject.toml"), str(planted)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert {each["test_id"] for each in json.loads(done.stdout)["results"]} >= {"B301", "B602"}
