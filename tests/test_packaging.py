"""The package: what its wheel holds, and that an installed copy finds it there."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.config import IS_INSTALLED, NAME, PROJECT_FOLDER, data_folder, read_version
from tools.environment import interpreter


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as the backend does for pip, without network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*command, str(folder)], cwd=root, check=True, capture_output=True, timeout=300)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel beside the packages of this environment; gives the `monitor` command."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False, symlinks=os.name == "posix")
    python = interpreter(folder)
    packages = [path for path in sys.path if path.endswith("site-packages")]
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True)
    Path(own.stdout.strip(), "these.pth").write_text("\n".join(packages), encoding="utf-8")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    install += ["--no-index", "--no-compile", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True, timeout=300)
    return python.with_name("monitor.exe" if os.name == "nt" else "monitor")


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(root: Path, *folders: str) -> set[str]:
    """Name the files of these folders, without what Python leaves behind."""
    return {
        path.relative_to(root).as_posix()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_packages(root: Path, wheel: Path) -> None:
    packages = [name for name in ("monitor", "monitor_lake") if (root / name).is_dir()]
    expected = files_below(root, *packages)
    assert {Path(name).suffix for name in expected} >= {".py", ".sql", ".css", ".otf", ".txt"}
    assert expected - names(wheel) == set()


def test_the_top_of_the_project_lies_below_the_package(root: Path, wheel: Path) -> None:
    top = {"app.py", ".streamlit/config.toml"} | files_below(root, "pages", "data/samples")
    assert {"pages/overview.py", "data/samples/plan-2023.txt"} <= top
    held = {name for name in names(wheel) if name.startswith("monitor/project/")}
    assert held == {f"monitor/project/{name}" for name in top}


def test_the_wheel_holds_nothing_of_the_workshop(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops - {"monitor_lake"} == {"monitor", f"execution_monitor-{read_version()}.dist-info"}


def test_the_record_names_every_file_once(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = archive.namelist()
        (record,) = [name for name in held if name.endswith(".dist-info/RECORD")]
        recorded = [row[0] for row in csv.reader(io.StringIO(archive.read(record).decode()))]
    assert len(held) == len(set(held))
    assert sorted(recorded) == sorted(held)


def test_an_installed_package_sets_itself_up_with_its_own_samples(
    installed: Path, tmp_path: Path
) -> None:
    environment = os.environ | {"MONITOR_DATABASE": str(tmp_path / "own" / "m.duckdb")}
    environment.pop("PYTHONPATH", None)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [installed, *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
            encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--version") == f"{NAME} {read_version()}\n"
    assert run("--help").startswith("usage: monitor ")
    assert "18" in run("--lang", "en", "setup")
    assert len(run("--csv", "status", "--month", "2023-06").splitlines()) == 1 + 8


def test_an_installed_package_keeps_no_data_in_its_own_folder(installed: Path) -> None:
    asked = "from monitor.config import *; print(data_folder(), PROJECT_FOLDER, sep='\\n')"
    python = interpreter(installed.parents[1])
    done = subprocess.run([python, "-I", "-c", asked], capture_output=True, text=True, check=True)
    data, project = map(Path, done.stdout.splitlines())
    assert data.name == NAME
    assert installed.parents[1] in project.parents
    assert installed.parents[1] not in data.parents


def test_a_checkout_keeps_its_data_in_the_project(root: Path) -> None:
    assert not IS_INSTALLED
    assert root == PROJECT_FOLDER
    assert data_folder() == root / "data"


def test_the_version_is_that_of_the_project_file(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == NAME
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{NAME} {project['version']}\n"


def test_the_newest_release_of_the_change_log_is_this_version(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text("utf-8")
    titles = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert titles[0] == "Unreleased"
    assert titles[1].split()[0] == read_version()
