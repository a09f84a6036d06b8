"""What the product is served with: image, proxy, units and wheels, and their description."""

from __future__ import annotations

import configparser
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from monitor.config import PROJECT_FOLDER, read_settings
from tools import environment, wheels

SAFE = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
    "User": "monitor",
    "StateDirectoryMode": "0700",
    "UMask": "0077",
}
VARIABLE = re.compile(r"\b(?:MONITOR_[A-Z_]+[A-Z]|FORWARDED_ALLOW_IPS)\b")
OF_THE_PROXY = {"MONITOR_HOST", "MONITOR_TLS", "MONITOR_UPSTREAM"}
LOCK = """\
both==1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via somebody
older==1 ; python_full_version < '3.12' \\
    --hash=sha256:cc
newer==2 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
watched==3 ; sys_platform != 'darwin' \\
    --hash=sha256:ee
"""


def instructions(root: Path) -> list[tuple[str, str]]:
    """Read the Dockerfile as its instructions, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (root / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    parser.read_string(path.read_text("utf-8"))
    return parser


def test_what_the_image_copies_is_there_and_reaches_the_builder(root: Path) -> None:
    allowed = (root / ".dockerignore").read_text("utf-8").splitlines()
    copied = [
        source
        for name, rest in instructions(root)
        if name == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    ]
    assert {"app.py", "monitor", "pages", "requirements.txt"} <= set(copied)
    assert allowed[1] == "*"
    for source in copied:
        assert (root / source).exists(), source
        assert any(line.startswith(f"!{source}") for line in allowed), source
    assert not any(line.startswith("!data") and line != "!data/samples" for line in allowed)


def test_the_image_runs_as_nobody_in_particular_from_a_base_of_one_version(root: Path) -> None:
    said = instructions(root)
    base = next(rest for name, rest in said if name == "ARG")
    assert re.fullmatch(r"BASE=python:\d+\.\d+\.\d+-slim-\w+", base)
    users = [rest for name, rest in said if name == "USER"]
    assert users == ["10001:10001"]
    after = [name for name, _ in said][[name for name, _ in said].index("USER") :]
    assert not {"RUN", "COPY", "ADD"} & set(after)
    assert {"VOLUME", "HEALTHCHECK", "CMD"} <= set(after)
    health = next(rest for name, rest in said if name == "HEALTHCHECK")
    assert "/healthz" in health


def test_the_image_installs_by_hashes_and_builds_nothing(root: Path) -> None:
    install = next(rest for _, rest in instructions(root) if "pip install" in rest)
    assert "--require-hashes" in install
    assert "--only-binary :all:" in install


def test_the_composed_services_hand_the_proxys_word_on(root: Path) -> None:
    text = (root / "compose.yaml").read_text("utf-8")
    believed = re.search(r"FORWARDED_ALLOW_IPS: (\S+)", text)
    proxy = re.search(r"ipv4_address: ([\d.]+)", text)
    assert believed is not None
    assert proxy is not None
    assert believed[1] == proxy[1]
    monitor = text[text.index("  monitor:") : text.index("  proxy:")]
    assert "ports:" not in monitor
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert text.count(line) == 2, line


@pytest.mark.parametrize("name", ["monitor", "monitor-alerts", "monitor-backup"])
def test_a_unit_gains_no_rights(root: Path, name: str) -> None:
    said = unit(root / "deploy" / f"{name}.service")["Service"]
    assert {key: said.get(key) for key in SAFE} == SAFE
    if name != "monitor":
        assert (root / "deploy" / f"{name}.timer").exists()


def test_the_service_starts_the_dashboard_behind_its_gate(root: Path) -> None:
    said = unit(root / "deploy" / "monitor.service")["Service"]
    assert "streamlit run app.py" in said["ExecStart"]
    assert said["RestartPreventExitStatus"] == "3"


def test_every_variable_is_described_and_every_one_described_is_read(root: Path) -> None:
    described = set(VARIABLE.findall((root / "docs" / "operating.md").read_text("utf-8")))
    read: set[str] = {"FORWARDED_ALLOW_IPS"}
    for folder in ("monitor", "pages", "tools"):
        for file in (root / folder).rglob("*.py"):
            read |= set(VARIABLE.findall(file.read_text("utf-8")))
    read = {name for name in read if not name.endswith("_WEBHOOK_")}
    assert described == read | OF_THE_PROXY


def test_defaults_are_described_as_they_are(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MONITOR_DATABASE", "MONITOR_BACKUPS", "MONITOR_WAIT_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    settings = read_settings()
    table = {
        cells[1].strip().strip("`"): cells[2].strip()
        for line in (root / "docs" / "operating.md").read_text("utf-8").splitlines()
        if line.startswith("| `MONITOR") and len(cells := line.split("|")) > 3
    }
    database = settings.database.relative_to(PROJECT_FOLDER).as_posix()
    assert table["MONITOR_DATABASE"] == f"`{database}` in the project"
    assert table["MONITOR_BACKUPS"] == f"`{settings.backups}`"
    assert table["MONITOR_WAIT_SECONDS"] == f"`{settings.wait_seconds:g}`"


def test_wheels_are_those_of_the_machine_named_not_of_this_one() -> None:
    linux = wheels.pins_for(LOCK, "3.11", wheels.PLATFORMS["linux-x86_64"])
    mac = wheels.pins_for(LOCK, "3.12", wheels.PLATFORMS["macos-arm64"])
    assert [line.split("==")[0] for line in linux.splitlines()] == ["both", "older", "watched"]
    assert [line.split("==")[0] for line in mac.splitlines()] == ["both", "newer"]
    assert linux.splitlines()[0].split() == ["both==1", "--hash=sha256:aa", "--hash=sha256:bb"]


def test_every_pin_of_the_program_is_understood(root: Path) -> None:
    lock = (root / "requirements.txt").read_text("utf-8")
    kept = wheels.pins_for(lock, "3.11", wheels.PLATFORMS["windows-x86_64"]).splitlines()
    names = {re.split(r"[=\[]", line)[0] for line in kept}
    assert {"streamlit", "duckdb", "numpy", "pandas"} <= names
    assert len(kept) == len(names)
    assert sum(line.count("--hash=sha256:") for line in kept) > len(kept)


def test_a_folder_of_wheels_is_asked_instead_of_an_index(tmp_path: Path) -> None:
    assert environment.sources(tmp_path / "none") == []
    assert environment.sources(tmp_path) == ["--no-index", "--find-links", str(tmp_path)]


def test_a_wheel_is_installed_from_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "wheels"
    folder.mkdir()
    make_wheel(folder)
    pins = tmp_path / "pins.txt"
    pins.write_text("onehand==1.0\n", "utf-8")
    assert environment.make(tmp_path / "venv")
    assert environment.install(tmp_path / "venv", pins, folder)
    python = environment.interpreter(tmp_path / "venv")
    said = subprocess.run(
        [python, "-c", "import onehand; print(onehand.FINGERS)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "5"


def make_wheel(folder: Path) -> None:
    """Write the smallest wheel there is."""
    info = "onehand-1.0.dist-info"
    with zipfile.ZipFile(folder / "onehand-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("onehand.py", "FINGERS = 5\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: onehand\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", f"onehand.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n")
