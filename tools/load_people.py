"""What people do while the dashboard is under load: look at months, and hand in files."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

from tools.load_session import XSRF, Line, Trouble, open_line

if TYPE_CHECKING:
    from tools.load_files import File

PATIENCE = 120.0  # seconds; whoever waits longer has met an error
_TRIES = 20  # somebody else's import makes the preview an old one; then it is looked at anew
_FIGURES = 4  # of the overview
_WRONG = (Trouble, WebSocketException, OSError, TimeoutError, KeyError)


@dataclass(slots=True)
class Notes:
    """What everybody met: seconds per script run, by what it was, and errors in words."""

    opened: list[float] = field(default_factory=list)
    clicked: list[float] = field(default_factory=list)
    handed_in: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    saw_figures: int = 0


async def look_around(
    address: str, cookies: Mapping[str, str], notes: Notes, *, until: float, pause: float, seed: int
) -> None:
    """Open the overview and click until the time is over, ``pause`` seconds between clicks."""
    chance = random.Random(seed)  # noqa: S311 - which month a person looks at
    await asyncio.sleep(chance.uniform(0, pause))
    try:
        async with asyncio.timeout(PATIENCE):
            line = await open_line(address, cookies)
            notes.opened.append(await line.open_page())
        has_seen = _figures(line) == _FIGURES
        while time.monotonic() + pause < until:
            await asyncio.sleep(pause)
            async with asyncio.timeout(PATIENCE):
                notes.clicked.append(await line.touch(_choose(line.widgets(), chance)))
            has_seen = has_seen and _figures(line) == _FIGURES
        notes.saw_figures += has_seen
        await line.close()
    except _WRONG as trouble:
        notes.errors.append(f"looking: {trouble!r}")


def _figures(line: Line) -> int:
    return sum(element.WhichOneof("type") == "plotly_chart" for element in line.elements)


def _choose(widgets: Mapping[str, Any], chance: random.Random) -> WidgetState:
    """Choose another month, most of the time; else the unit of money or the language."""
    key = chance.choices(("month", "money", "lang"), (8, 1, 1))[0]
    widget = widgets[key]
    state = WidgetState(id=widget.id)
    if key == "month":
        options = [option for option in widget.options if option != widget.raw_value]
        state.string_value = chance.choice(options)
    else:
        options = [option.content for option in widget.options]
        others = [option for option in options if option not in widget.raw_values]
        state.string_array_value.data.append(chance.choice(others or options))
    return state


async def hand_in(address: str, cookies: Mapping[str, str], notes: Notes, file: File) -> None:
    """Import a file as a person does: choose what it is, upload, look, confirm."""
    try:
        async with asyncio.timeout(PATIENCE):
            line = await open_line(address, cookies)
            await line.open_page("imports")
            kinds = line.widgets()["kind"]
            state = WidgetState(id=kinds.id)
            state.string_array_value.data.append(kinds.options[file.kind_number].content)
            notes.handed_in.append(await line.touch(state))
            months = line.widgets()["import_month"]
            state = WidgetState(id=months.id, string_value=months.options[file.month.number - 1])
            notes.handed_in.append(await line.touch(state))
            await _upload(address, cookies, line, notes, file)
            await _confirm(line, notes)
            await line.close()
    except _WRONG as trouble:
        notes.errors.append(f"handing in: {trouble!r}")


async def _upload(
    address: str, cookies: Mapping[str, str], line: Line, notes: Notes, file: File
) -> None:
    place = await line.ask_for_place(file.name)
    await asyncio.to_thread(_put, f"{address}{place.upload_url}", cookies, file)
    key, uploader = next(
        (key, widget) for key, widget in line.widgets().items() if key.startswith("upload_")
    )
    del key
    state = WidgetState(id=uploader.id)
    info = state.file_uploader_state_value.uploaded_file_info.add()
    info.name, info.size, info.file_id = file.name, len(file.data), place.file_id
    info.file_urls.CopyFrom(place)
    notes.handed_in.append(await line.touch(state))


def _put(url: str, cookies: Mapping[str, str], file: File) -> None:
    parts = urlsplit(url)
    answer = requests.put(
        url,
        files={"file": (file.name, file.data)},
        cookies=dict(cookies),
        headers={"X-Xsrftoken": cookies.get(XSRF, ""), "Origin": f"http://{parts.netloc}"},
        timeout=PATIENCE,
    )
    if not answer.ok:
        message = f"upload answered {answer.status_code}"
        raise Trouble(message)


async def _confirm(line: Line, notes: Notes) -> None:
    """Press the button that imports until it is gone: an outdated one is shown anew."""
    for _ in range(_TRIES):
        buttons = [widget for key, widget in line.widgets().items() if key.startswith("confirm_")]
        if not buttons:
            return
        state = WidgetState(id=buttons[0].id, trigger_value=True)
        notes.handed_in.append(await line.touch(state))
    message = "the import was never confirmed"
    raise Trouble(message)
