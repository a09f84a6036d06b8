"""The gate: nothing of the dashboard is answered before it is known who asks.

It stands before pages, websocket, uploads, media and static files alike. Without accounts it lets
in whoever sits at the machine itself, and nobody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from monitor.access.sessions import Session, hash_token, rotate
from monitor.domain.errors import Refusal
from monitor.ui.gate.cookies import add_headers, read_token, set_token
from monitor.ui.gate.pages import closed_page, language_of, upgrading_page
from monitor.ui.gate.visits import HEADER, VISITS, Visit, is_loopback
from monitor.words.catalogue import say

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from monitor.upkeep.setup import Store


SIGN_IN, SIGN_OUT, HEALTH = "/sign-in", "/sign-out", "/healthz"
_HEALTHY = frozenset({HEALTH, "/_stcore/health"})  # they hold nothing of the data
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_LOOK_SECONDS = 0.5  # between looks whether the months are being worked out anew
_CHECK_SECONDS = 10.0  # an idle connection whose session ended elsewhere is closed by then
_TROUBLE = 503


class Gate:
    """ASGI middleware; ``store`` opens the store that the pages use, ``address`` is served at."""

    def __init__(self, app: ASGIApp, store: Callable[[], Store], address: str | None) -> None:
        """Stand before an application."""
        self._app = app
        self._store = store
        self._is_own_machine = is_loopback(address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        is_foreign = _is_foreign(HTTPConnection(scope))
        scope = _without(scope, HEADER, "origin")
        send = add_headers(scope, send)
        if is_foreign and (scope["type"] == "websocket" or scope["method"] not in _HARMLESS):
            await _refuse(scope, receive, send, _turned_away(scope))
            return
        if scope["type"] == "http" and scope["path"] in _HEALTHY:
            await self._app(scope, receive, send)
            return
        try:
            session, answer = await self._admit(scope)
        except Refusal:
            logging.getLogger("monitor").exception("the gate could not read the accounts")
            session, answer = None, _trouble(scope)
        if answer is not None:
            await _refuse(scope, receive, send, answer)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send, session)
        else:
            await self._app(scope, receive, await self._renewing(scope, send, session))

    async def _admit(self, scope: Scope) -> tuple[Session | None, Response | None]:
        """Return the session of a request that is let in, or what to answer instead.

        While the months are worked out anew for a newer program nobody can be asked for.
        """
        upgrading = self._upgrading(scope)
        if upgrading is not None or (scope["type"] == "http" and scope["path"] == SIGN_IN):
            return None, upgrading
        asked = asyncio.create_task(run_in_threadpool(self._who, HTTPConnection(scope)))
        while not (await asyncio.wait({asked}, timeout=_LOOK_SECONDS))[0]:
            upgrading = self._upgrading(scope)
            if upgrading is not None:
                asked.add_done_callback(_let_go)
                return None, upgrading
        session, is_let_in = asked.result()
        return session, None if is_let_in else self._sent_away(scope)

    def _upgrading(self, scope: Scope) -> Response | None:
        """Return what to answer while the months are worked out anew; None at any other time."""
        share = self._store().upgraded_pct
        return None if share is None else upgrading_page(language_of(HTTPConnection(scope)), share)

    def _who(self, connection: HTTPConnection) -> tuple[Session | None, bool]:
        """Return the session of a request, and whether it is let in. Runs in a thread."""
        store = self._store()
        if VISITS.is_open_house(store):
            return None, self._is_at_the_machine(connection)
        token = read_token(connection)
        session = VISITS.session(store, hash_token(token)) if token else None
        if session is not None:
            VISITS.use(session)
        return session, session is not None

    def _is_at_the_machine(self, connection: HTTPConnection) -> bool:
        """Say whether a request comes from this machine, directly and by a name of its own."""
        server = connection.scope.get("server") or ("", 0)
        return (
            self._is_own_machine
            and connection.client is not None
            and is_loopback(connection.client.host)
            and is_loopback(server[0])
            and is_loopback(connection.url.hostname)
            and not any(name in connection.headers for name in _FORWARDED)
        )

    def _sent_away(self, scope: Scope) -> Response:
        connection = HTTPConnection(scope)
        language = language_of(connection)
        if VISITS.knows_no_account:
            return closed_page(language)
        if scope.get("method") == "GET" and "text/html" in connection.headers.get("accept", ""):
            wanted = scope["path"] + (f"?{connection.url.query}" if connection.url.query else "")
            return RedirectResponse(f"{SIGN_IN}?next={quote(wanted, safe='')}", status_code=303)
        return PlainTextResponse(say(language, "access.not_signed_in"), status_code=401)

    async def _renewing(self, scope: Scope, send: Send, session: Session | None) -> Send:
        """Give the answer to a page a new token, when the old one has served its time."""
        is_page = scope["method"] == "GET" and "text/html" in HTTPConnection(scope).headers.get(
            "accept", ""
        )
        if session is None or not is_page or not session.wants_rotation:
            return send
        token = await run_in_threadpool(rotate, self._store(), session)
        if token is None:
            return send

        async def send_renewed(message: Message) -> None:
            if message["type"] == "http.response.start":
                set_token(MutableHeaders(scope=message), scope, token)
            await send(message)

        return send_renewed

    async def _connect(
        self, scope: Scope, receive: Receive, send: Send, session: Session | None
    ) -> None:
        """Let a websocket through for as long as its session lasts."""
        visit = VISITS.begin(session)
        named = {**scope, "headers": [*scope["headers"], (HEADER.encode(), visit.key.encode())]}
        watch = asyncio.create_task(self._watch(visit))
        try:
            await self._app(named, self._until_ended(visit, receive, send), _while(visit, send))
        finally:
            watch.cancel()
            VISITS.leave(visit)

    def _until_ended(self, visit: Visit, receive: Receive, send: Send) -> Receive:
        """Hand on what a browser sends, until the session has ended: then hang up."""

        async def receive_checked() -> Message:
            incoming = asyncio.ensure_future(receive())
            ended = asyncio.ensure_future(visit.ended.wait())
            try:
                await asyncio.wait({incoming, ended}, return_when=asyncio.FIRST_COMPLETED)
                if incoming.done() and not visit.ended.is_set():
                    message = incoming.result()
                    if message["type"] != "websocket.receive" or await self._still_holds(
                        visit, is_used=True
                    ):
                        return message
                    visit.ended.set()
            finally:
                incoming.cancel()
                ended.cancel()
            with contextlib.suppress(RuntimeError):  # the browser may have gone by itself
                await send({"type": "websocket.close", "code": 1008})
            return {"type": "websocket.disconnect", "code": 1008}

        return receive_checked

    async def _watch(self, visit: Visit) -> None:
        """Look after a connection that says nothing."""
        while not visit.ended.is_set():
            await asyncio.sleep(_CHECK_SECONDS)
            if not await self._still_holds(visit, is_used=False):
                visit.ended.set()

    async def _still_holds(self, visit: Visit, *, is_used: bool) -> bool:
        try:
            return await run_in_threadpool(self._check, visit, is_used=is_used)
        except Refusal:
            return False

    def _check(self, visit: Visit, *, is_used: bool) -> bool:
        store = self._store()
        if visit.session is None:
            return VISITS.is_open_house(store)
        session = VISITS.session(store, visit.session.token_hash, is_connected=True)
        if session is not None and is_used:
            VISITS.use(session)
        return session is not None


def _while(visit: Visit, send: Send) -> Send:
    """Hand on what the pages send, while the session lasts."""

    async def send_checked(message: Message) -> None:
        if not visit.ended.is_set():
            await send(message)

    return send_checked


def _is_foreign(connection: HTTPConnection) -> bool:
    """Say whether another site's page asks.

    Streamlit, left to judge it, would ask an outside host for the machine's own address.
    """
    origin = connection.headers.get("origin")
    host = connection.headers.get("host", "")
    return origin is not None and urlsplit(origin).netloc.lower() != host.lower()


def _without(scope: Scope, *names: str) -> Scope:
    left_out = {name.lower().encode() for name in names}
    headers = [(name, value) for name, value in scope["headers"] if name not in left_out]
    return {**scope, "headers": headers}


def _turned_away(scope: Scope) -> Response:
    language = language_of(HTTPConnection(scope))
    return PlainTextResponse(say(language, "access.foreign_page"), status_code=403)


def _trouble(scope: Scope) -> Response:
    language = language_of(HTTPConnection(scope))
    return PlainTextResponse(say(language, "access.store_trouble"), status_code=_TROUBLE)


def _let_go(asked: asyncio.Task[tuple[Session | None, bool]]) -> None:
    """Pass over how a question ended that was answered otherwise; the next one meets it again."""
    if not asked.cancelled():
        asked.exception()


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "http":
        await answer(scope, receive, send)
        return
    hang_up: Callable[[Message], Awaitable[None]] = send
    await hang_up({"type": "websocket.close", "code": 1008})
