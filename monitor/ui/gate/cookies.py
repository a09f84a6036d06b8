"""The cookies of signing in: the session's token, and what proves that a form is one's own."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

from monitor.access.sessions import LONGEST

if TYPE_CHECKING:
    from starlette.types import Message, Scope, Send


_SESSION, _FORM = "monitor_session", "monitor_form"
_SECRET = secrets.token_bytes(32)  # of this process: a form of an earlier one has expired


def read_token(connection: HTTPConnection) -> str:
    """Return the token a browser brings, blank for none."""
    return connection.cookies.get(_name(_SESSION, connection.scope), "")


def set_token(headers: MutableHeaders, scope: Scope, token: str) -> None:
    """Give a browser a token; a blank one takes it back."""
    seconds = int(LONGEST.total_seconds()) if token else 0
    _set(headers, scope, _SESSION, token, seconds, "Lax")


def new_form(headers: MutableHeaders, scope: Scope) -> str:
    """Give a browser what its next form is known by, and return what the form has to say."""
    seed = secrets.token_urlsafe(24)
    _set(headers, scope, _FORM, seed, 3600, "Strict")
    return _proof(seed)


def is_own_form(connection: HTTPConnection, proof: str) -> bool:
    """Say whether a form was sent from this dashboard's own page in the same browser."""
    seed = connection.cookies.get(_name(_FORM, connection.scope), "")
    origin = connection.headers.get("origin")
    host = connection.headers.get("host", "")
    if origin is not None and origin.partition("://")[2] != host:
        return False
    if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    return bool(seed) and hmac.compare_digest(_proof(seed).encode(), proof.encode())


def _proof(seed: str) -> str:
    return hmac.new(_SECRET, seed.encode(), hashlib.sha256).hexdigest()


def is_encrypted(scope: Scope) -> bool:
    """Say whether the browser speaks TLS; a proxy is believed only from a trusted address."""
    return scope["scheme"] in ("https", "wss")


def _name(name: str, scope: Scope) -> str:
    """Name a cookie so that over TLS no other host and no unencrypted page can set it."""
    return f"__Host-{name}" if is_encrypted(scope) else name


def _set(
    headers: MutableHeaders, scope: Scope, name: str, value: str, seconds: int, same_site: str
) -> None:
    full = _name(name, scope)
    cookie: SimpleCookie = SimpleCookie({full: value})
    cookie[full]["path"] = "/"
    cookie[full]["max-age"] = str(seconds)
    cookie[full]["httponly"] = True
    cookie[full]["samesite"] = same_site
    if is_encrypted(scope):
        cookie[full]["secure"] = True
    headers.append("set-cookie", cookie[full].OutputString())


# Streamlit's own scripts and styles stand partly inside the page, its components come as blobs,
# and its charts compile expressions; nothing comes from elsewhere.
_SOURCES = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)

PAGES = "; ".join(_SOURCES)

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def add_headers(scope: Scope, send: Send) -> Send:
    """Add the headers to the answer of a request; what an answer says itself stays."""
    is_program = scope["path"].startswith("/static/")  # Streamlit's scripts hold no data

    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("content-security-policy", PAGES)
            if not is_program:
                headers["cache-control"] = "no-store"
        await send(message)

    return send_with
