"""Setting up and checking: what a person on a fresh machine is told and what is left behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import check, environment, programs

NOWHERE = programs.Program(
    title="Nothing",
    setting="MONITOR_NOTHING",
    names=("no-such-program",),
    places=("/no/such/place",),
    packages=("no-such-package",),
)


def ask_make(root: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Let make look at a Python."""
    command = ["make", "--no-print-directory", "python", f"PYTHON={python}"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_an_old_python_is_refused_in_one_sentence(root: Path, tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n', "utf-8")
    old.chmod(0o755)
    asked = ask_make(root, str(old))
    assert asked.returncode != 0
    assert "Python 3.11 or newer is needed" in asked.stderr
    assert "is Python 3.9.2." in asked.stderr


def test_a_missing_python_is_told_apart_from_an_old_one(root: Path) -> None:
    asked = ask_make(root, "no-such-python")
    assert asked.returncode != 0
    assert "no-such-python is missing." in asked.stderr


@pytest.fixture(scope="module")
def venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment once, as the first run does."""
    folder = tmp_path_factory.mktemp("fresh")
    pins = folder / "first.txt"
    pins.write_text("# none\n", "utf-8")
    assert environment.prepare(folder / "venv", [pins]) == ""
    assert environment.is_installed(folder / "venv", pins)
    return folder / "venv"


def test_a_second_run_has_nothing_to_do(venv: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert environment.prepare(venv, [venv.parent / "first.txt"]) == ""
    assert capfd.readouterr().out == ""


def test_changed_pins_are_installed_again(
    venv: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pins = tmp_path / "pins.txt"
    for text in ("# none\n", "# others\n"):
        pins.write_text(text, "utf-8")
        assert not environment.is_installed(venv, pins)
        assert environment.prepare(venv, [pins]) == ""
        assert "Installing pins.txt" in capfd.readouterr().out


def test_pins_that_cannot_be_had_say_which_file_and_leave_no_stamp(
    venv: Path, tmp_path: Path
) -> None:
    pins = tmp_path / "unknown.txt"
    pins.write_text("--no-index\nno-such-package==1\n", "utf-8")
    assert "unknown.txt could not be installed" in environment.prepare(venv, [pins])
    assert not environment.stamp(venv, pins).exists()


def test_an_environment_cut_off_while_being_made_is_not_taken_for_whole(tmp_path: Path) -> None:
    environment.interpreter(tmp_path).parent.mkdir(parents=True)
    environment.interpreter(tmp_path).write_text("#!/bin/sh\nexit 1\n", "utf-8")
    environment.interpreter(tmp_path).chmod(0o755)
    assert not environment.has_pip(tmp_path)


def test_a_program_named_by_its_setting_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.write_text("#!/bin/sh\n", "utf-8")
    mine.chmod(0o755)
    monkeypatch.setenv("MONITOR_CHROMIUM", str(mine))
    assert programs.find(programs.PROGRAMS["browser"]) == str(mine)


def test_a_missing_program_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_NOTHING", "/no/such/place")
    told = programs.ensure(NOWHERE)
    assert told.startswith("Nothing is missing")
    assert "sudo apt-get install no-such-package" in told
    assert "MONITOR_NOTHING" in told


def test_root_on_debian_gets_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package_tool = tmp_path / "apt-get"
    brought = tmp_path / "no-such-program"
    package_tool.write_text(
        '#!/bin/sh\ncase "$*" in *update) exit 100 ;; esac\n'  # a source that does not answer
        f'case "$*" in *no-such-package) cp "$0" {brought} ;; esac\n',
        "utf-8",
    )
    package_tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert programs.ensure(NOWHERE) == ""
    assert str(brought) in capsys.readouterr().out


def test_checks_go_on_after_one_failed_and_the_end_names_it(tmp_path: Path) -> None:
    done = tmp_path / "done"
    checks = {
        "first": ["-c", "raise SystemExit(1)"],
        "second": ["-c", f"open({str(done)!r}, 'w').close()"],
    }
    assert check.check(checks) == "\nFailed: first."
    assert done.exists()


def test_what_checks_side_by_side_say_stays_together(capfd: pytest.CaptureFixture[str]) -> None:
    says = "import sys, time; print({0!r}); time.sleep({1}); sys.exit(print({0!r}))"
    checks = {name: ["-c", says.format(name, wait)] for name, wait in (("a", 0.3), ("b", 0.1))}
    assert check.check(checks) == ""
    told = [line for line in capfd.readouterr().out.splitlines() if line in checks]
    assert sorted([told[:2], told[2:]]) == [["a", "a"], ["b", "b"]]


@pytest.mark.parametrize("name", ["unit", "browser", "spark", "long"])
def test_a_check_that_runs_no_test_fails(name: str, tmp_path: Path) -> None:
    arguments = [*check.CHECKS[name], "--rootdir", str(tmp_path), str(tmp_path)]
    assert check.check({name: arguments}) == f"\nFailed: {name}."


def test_the_long_check_is_run_only_when_it_is_named() -> None:
    assert set(check.CHECKS) - set(check.ORDINARY) == {"long"}


def test_checks_that_pass_leave_nothing_to_name() -> None:
    assert check.check({"only": ["-c", ""]}) == ""


def test_an_unknown_check_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().out
