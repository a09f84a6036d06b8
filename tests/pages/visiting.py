"""Open a page as a person would, and read what stands on it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from monitor.config import read_settings
from monitor.domain.month import Month
from monitor.services.importing import Committed, ImportRequest, commit_import
from monitor.services.setup import Store

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
_APP = SAMPLES.parents[1] / "app.py"


def take_in(kind: str, file_name: str, month: str = "", data: bytes | None = None) -> Committed:
    """Import a sample file, or other bytes under its name, as the terminal would."""
    settings = read_settings()
    store = Store(settings.database)
    content = data if data is not None else (SAMPLES / file_name).read_bytes()
    request = ImportRequest(
        kind, file_name, content, "tester", month=Month.parse(month) if month else None
    )
    try:
        return commit_import(store, request, settings.files_folder)
    finally:
        store.close()


def take_plan() -> None:
    take_in("plan", "plan-2023.txt")


def visit(page: str, language: str = "zh", **query: str) -> AppTest:
    """Open a page of a freshly started dashboard."""
    st.cache_resource.clear()
    app = AppTest.from_file(str(_APP), default_timeout=60)
    app.query_params["lang"] = language
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


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
    return next(_text(part.value) for part in app.get("html") if "em-lead" in part.value)


def _text(markup: str) -> str:
    """Write a row a line and a bar between cells, blanks tidied."""
    marked = re.sub(r"</t[dh]>", "|", re.sub(r"</tr>|</caption>", "\n", markup))
    said = html.unescape(re.sub(r"<[^>]+>", " ", marked))
    lines = [[" ".join(cell.split()) for cell in line.split("|")] for line in said.split("\n")]
    return "\n".join("|".join(line) for line in lines)
