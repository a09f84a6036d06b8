"""One person's connection to the dashboard, in the words a browser speaks with Streamlit.

A browser sends a rerun with its link and the widget that was touched, and reads messages until
the script has finished. This does the same without drawing anything.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

XSRF = "_streamlit_xsrf"
_KEY = re.compile(r"^\$\$ID-[^-]*-(.*)$")
_FINISHED_WELL = frozenset({0, 3})  # a whole run, a fragment's run
_CUT_SHORT = 2  # the script asked for another run; that one follows by itself


class Trouble(Exception):  # noqa: N818 - what a person would call it
    """Something a person at this page would have seen as an error."""


class Line:
    """A websocket to the dashboard, with the elements of the page as the last run left them."""

    def __init__(self, socket: ClientConnection) -> None:
        """Begin with an empty page."""
        self._socket = socket
        self._known: dict[str, ForwardMsg] = {}
        self._elements: dict[tuple[int, ...], Element] = {}
        self._query = ""
        self._page = ""
        self.session_id = ""
        self.pages: dict[str, str] = {}

    @property
    def elements(self) -> Iterator[Element]:
        """Go through the elements of the page."""
        yield from self._elements.values()

    def widgets(self) -> dict[str, Any]:
        """Return the widgets of the page by their keys."""
        found = {}
        for element in self.elements:
            widget = getattr(element, str(element.WhichOneof("type")))
            named = _KEY.match(getattr(widget, "id", ""))
            if named:
                found[named[1]] = widget
        return found

    async def open_page(self, name: str = "", query: str = "") -> float:
        """Enter a page by a link and return how many seconds it took; blank is the first page."""
        self._query, self._page = query, self.pages.get(name, "")
        return await self._rerun(page_name="" if self._page else name)

    async def touch(self, state: WidgetState) -> float:
        """Change one widget and return how many seconds the script took."""
        return await self._rerun(state)

    async def ask_for_place(self, file_name: str) -> Any:  # noqa: ANN401 - a protobuf record
        """Ask where a file may be uploaded to, as the uploader does."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "upload"
        asked.file_urls_request.file_names.append(file_name)
        asked.file_urls_request.session_id = self.session_id
        await self._socket.send(asked.SerializeToString())
        while True:
            message = await self._read()
            if message.WhichOneof("type") == "file_urls_response":
                return message.file_urls_response.file_urls[0]

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()

    async def _rerun(self, state: WidgetState | None = None, page_name: str = "") -> float:
        asked = BackMsg()
        rerun = asked.rerun_script
        rerun.query_string = self._query
        rerun.page_script_hash, rerun.page_name = self._page, page_name
        rerun.context_info.locale, rerun.context_info.timezone = "zh-CN", "Asia/Shanghai"
        rerun.widget_states.SetInParent()
        if state is not None:
            rerun.widget_states.widgets.append(state)
        started = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        await self._finish()
        seconds = time.perf_counter() - started
        self._judge()
        return seconds

    async def _finish(self) -> None:
        while True:
            message = await self._read()
            if message.WhichOneof("type") != "script_finished":
                self._note(message)
            elif message.script_finished in _FINISHED_WELL:
                return
            elif message.script_finished != _CUT_SHORT:
                why = "the script did not compile"
                raise Trouble(why)

    async def _read(self) -> ForwardMsg:
        """Read one message; one the server knows to be here comes as its hash alone."""
        data = await self._socket.recv()
        message = ForwardMsg()
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        if message.WhichOneof("type") == "ref_hash":
            whole = self._known[message.ref_hash]
            whole.metadata.CopyFrom(message.metadata)
            return whole
        if message.metadata.cacheable:
            self._known[message.hash] = message
        return message

    def _note(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
                self._page = message.new_session.page_script_hash
                self._elements.clear()
            case "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash
                    for page in message.navigation.app_pages
                }
                self._page = message.navigation.page_script_hash or self._page
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                path = tuple(message.metadata.delta_path)
                self._elements[path] = message.delta.new_element
            case _:
                pass

    def _judge(self) -> None:
        """Raise ``Trouble`` where the page shows an error."""
        for element in self.elements:
            if element.WhichOneof("type") == "exception":
                raise Trouble(element.exception.type)
            if (
                element.WhichOneof("type") == "alert"
                and element.alert.format == element.alert.ERROR
            ):
                raise Trouble(element.alert.body)


async def open_line(address: str, cookies: Mapping[str, str]) -> Line:
    """Open the websocket that the pages come through."""
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    socket = await connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        origin=Origin(address),
        additional_headers={"Cookie": said},
        max_size=None,
        open_timeout=60,
        ping_interval=None,
        proxy=None,
    )
    return Line(socket)
