"""Open a page as a person would, and read what stands on it."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from monitor.config import read_settings
from monitor.domain.judged import BatchRow
from monitor.domain.month import Month
from monitor.intake.batches import list_batches
from monitor.intake.commit import commit_import
from monitor.intake.request import Committed, ImportRequest
from monitor.ui.shell.frame import shared
from monitor.upkeep.setup import Store

Taken = tuple[str, str, str]  # kind, sample file, month
PLAN: Taken = ("plan", "plan-2023.txt", "")
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
_APP = SAMPLES.parents[1] / "app.py"


def start_with(*taken: Taken) -> None:
    """Start from a database that has taken these sample files in."""
    path = read_settings().database
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_database(taken))


def take_plan() -> None:
    start_with(PLAN)


def take_in(kind: str, file_name: str, month: str = "", data: bytes | None = None) -> Committed:
    """Import a sample file, or other bytes under its name, as someone else would meanwhile."""
    store, settings = shared()
    return commit_import(store, _request(kind, file_name, month, data), settings.files_folder)


def batches() -> list[BatchRow]:
    return list_batches(shared()[0])


def visit(page: str, language: str = "zh", **query: str) -> AppTest:
    """Open a page of the dashboard in a session of its own."""
    app = AppTest.from_file(str(_APP), default_timeout=60)
    app.query_params["lang"] = language
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


@cache
def _database(taken: tuple[Taken, ...]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "monitor.duckdb"
        store = Store(path)
        for kind, file_name, month in taken:
            request = _request(kind, file_name, month, None)
            assert commit_import(store, request, path.parent).batch_id is not None
        store.close()
        return path.read_bytes()


def _request(kind: str, file_name: str, month: str, data: bytes | None) -> ImportRequest:
    content = data if data is not None else (SAMPLES / file_name).read_bytes()
    when = Month.parse(month) if month else None
    return ImportRequest(kind, file_name, content, "tester", month=when)


def tables(app: AppTest) -> dict[str, str]:
    """Read the tables of the page by key, as text with a bar between cells."""
    found = {}
    for part in app.get("bidi_component"):
        said = json.loads(part.proto.json or part.proto.mixed.json)
        if isinstance(said, dict) and "html" in said:
            found[part.proto.id.rsplit("-", 1)[-1]] = _text(said["html"])
    return found


def lead(app: AppTest) -> str:
    """Read the sentence the page opens with."""
    return next(_text(part.value) for part in app.html if "em-lead" in part.value)


def _text(markup: str) -> str:
    """Write a row a line and a bar between cells, blanks tidied."""
    marked = re.sub(r"</t[dh]>", "|", re.sub(r"</tr>|</caption>", "\n", markup))
    said = html.unescape(re.sub(r"<[^>]+>", " ", marked))
    lines = [[" ".join(cell.split()) for cell in line.split("|")] for line in said.split("\n")]
    return "\n".join("|".join(line) for line in lines)
