"""Signing in and out: two forms, answered by the server itself before any page is drawn."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from monitor.access.sessions import hash_token, sign_in, sign_out
from monitor.domain.errors import NotAllowed, Refusal
from monitor.ui.gate.cookies import is_own_form, new_form, read_token, set_token
from monitor.ui.gate.gate import HEALTH, SIGN_IN, SIGN_OUT
from monitor.ui.gate.pages import language_of, sign_in_page, sign_out_page
from monitor.ui.gate.visits import VISITS
from monitor.words.catalogue import Language, known_language, say

if TYPE_CHECKING:
    from monitor.upkeep.setup import Store


_LARGEST_FORM = 8192  # bytes
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\\]*")
_FORBIDDEN, _TOO_MANY, _TROUBLE = 403, 429, 503
_AT_ONCE = 2  # passwords compared at the same time: each takes 64 MB


def build_routes(store: Callable[[], Store]) -> list[Route]:
    """Return the routes; ``store`` opens the store that the pages use."""
    desk = _Desk(store)
    return [
        Route(SIGN_IN, desk.ask_in, methods=["GET"]),
        Route(SIGN_IN, desk.take_in, methods=["POST"]),
        Route(SIGN_OUT, desk.ask_out, methods=["GET"]),
        Route(SIGN_OUT, desk.take_out, methods=["POST"]),
        Route(HEALTH, _health, methods=["GET"]),
    ]


class _Desk:
    """Where people sign in and out."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._comparing = asyncio.Semaphore(_AT_ONCE)

    async def ask_in(self, request: Request) -> Response:
        """Show the form; who is signed in already goes on."""
        wanted = _own_path(request.query_params.get("next", ""))
        if await run_in_threadpool(self._is_in, request):
            return RedirectResponse(wanted, status_code=303)
        return self._form(request, language_of(request), wanted)

    async def take_in(self, request: Request) -> Response:
        """Begin a session, or show the form again with what was wrong."""
        said = await _read_form(request)
        language = _language(request, said)
        wanted, name = _own_path(said.get("next", "")), said.get("name", "")
        if not is_own_form(request, said.get("form", "")):
            told = say(language, "access.form_expired")
            return self._form(request, language, wanted, told, name, _FORBIDDEN)
        address = request.client.host if request.client else ""
        try:
            async with self._comparing:
                token = await run_in_threadpool(
                    sign_in, self._store(), name, said.get("password", ""), address
                )
        except NotAllowed as refusal:
            told = say(language, refusal.code, **refusal.values)
            status = _TOO_MANY if refusal.code == "sign_in_locked" else _FORBIDDEN
            return self._form(request, language, wanted, told, name, status)
        except Refusal:
            told = say(language, "access.store_trouble")
            return self._form(request, language, wanted, told, name, _TROUBLE)
        answer = RedirectResponse(wanted, status_code=303)
        set_token(answer.headers, request.scope, token)
        return answer

    async def ask_out(self, request: Request) -> Response:
        """Ask whether to sign out."""
        headers = MutableHeaders()
        proof = new_form(headers, request.scope)
        return _with(sign_out_page(language_of(request), proof), headers)

    async def take_out(self, request: Request) -> Response:
        """End every session of the account and hang up its connections."""
        said = await _read_form(request)
        if not is_own_form(request, said.get("form", "")):
            return PlainTextResponse(
                say(_language(request, said), "access.form_expired"), status_code=_FORBIDDEN
            )
        await run_in_threadpool(self._end, request)
        answer = RedirectResponse(SIGN_IN, status_code=303)
        set_token(answer.headers, request.scope, "")
        return answer

    def _is_in(self, request: Request) -> bool:
        token = read_token(request)
        try:
            store = self._store()
            is_in = bool(token) and VISITS.session(store, hash_token(token)) is not None
            return is_in or VISITS.is_open_house(store)
        except Refusal:
            return False

    def _end(self, request: Request) -> None:
        session = VISITS.session(self._store(), hash_token(read_token(request)))
        if session is not None:
            sign_out(self._store(), session)
            VISITS.end(session.account_id)

    def _form(
        self,
        request: Request,
        language: Language,
        wanted: str,
        told: str = "",
        name: str = "",
        status: int = 200,
    ) -> Response:
        headers = MutableHeaders()
        proof = new_form(headers, request.scope)
        return _with(sign_in_page(language, proof, wanted, told, name[:64], status), headers)


async def _health(_request: Request) -> Response:
    """Say that the server answers, and nothing else."""
    return PlainTextResponse("ok")


async def _read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; nothing of one that is too large or no form."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_FORM:
                return {}
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=10))
    except (ClientDisconnect, ValueError):
        return {}


def _language(request: Request, said: dict[str, str]) -> Language:
    return known_language(said.get("lang")) or language_of(request)


def _own_path(wanted: str) -> str:
    """Return where to go; anything but a path of this dashboard leads to its first page."""
    is_own = _OWN_PATH.fullmatch(wanted) is not None and not wanted.startswith(SIGN_OUT)
    return wanted if is_own else "/"


def _with(answer: Response, headers: MutableHeaders) -> Response:
    answer.raw_headers.extend(headers.raw)
    return answer
