"""The pages before the dashboard: plain HTML in both languages, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import html
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from monitor.words.catalogue import Language, browser_language, known_language, next_language, say

_CSS = (Path(__file__).parent / "gate.css").read_text(encoding="utf-8")
_STYLE = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()

_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE}'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)

_FORBIDDEN, _LATER = 403, 503
_ASK_AGAIN_SECONDS = 2


def language_of(connection: HTTPConnection) -> Language:
    """Return the language a person chose, at first the browser's."""
    asked = known_language(connection.query_params.get("lang"))
    return asked or browser_language(connection.headers.get("accept-language", ""))


def sign_in_page(
    language: Language, proof: str, wanted: str, said: str = "", name: str = "", status: int = 200
) -> HTMLResponse:
    """Return the page that asks for name and password; ``wanted`` is where a person goes then."""
    other = next_language(language)
    switch = urlencode({"lang": other, "next": wanted})
    return _page(
        language,
        "access.title",
        f"""<p>{_said(language, "access.lead")}</p>
{_told(said)}
<form method="post" action="/sign-in">
<input type="hidden" name="form" value="{_text(proof)}">
<input type="hidden" name="next" value="{_text(wanted)}">
<input type="hidden" name="lang" value="{language}">
<label for="name">{_said(language, "access.name")}</label>
<input id="name" name="name" value="{_text(name)}" autocomplete="username" maxlength="64"
 autocapitalize="none" spellcheck="false" required{"" if name else " autofocus"}>
<label for="password">{_said(language, "access.password")}</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="200" required{" autofocus" if name else ""}>
<button type="submit">{_said(language, "access.enter")}</button>
</form>
<p class="other"><a href="/sign-in?{_text(switch)}" lang="{other}">{
            _said(language, "access.other_language")
        }</a></p>""",
        status,
    )


def sign_out_page(language: Language, proof: str) -> HTMLResponse:
    """Return the page that asks whether to sign out."""
    return _page(
        language,
        "access.sign_out",
        f"""<p>{_said(language, "access.sign_out_lead")}</p>
<form method="post" action="/sign-out">
<input type="hidden" name="form" value="{_text(proof)}">
<input type="hidden" name="lang" value="{language}">
<button type="submit">{_said(language, "access.sign_out")}</button>
</form>
<p class="other"><a href="/">{_said(language, "access.back")}</a></p>""",
    )


def closed_page(language: Language) -> HTMLResponse:
    """Return the page that stands while nobody has an account and somebody else asks."""
    body = f"<p>{_said(language, 'access.not_served_here')}</p>"
    return _page(language, "access.closed_title", body, _FORBIDDEN)


def upgrading_page(language: Language, share: int) -> HTMLResponse:
    """Return the page that stands while the months are worked out anew; it asks again by itself."""
    said = _text(say(language, "access.upgrading", share=share))
    body = f"""<p role="status">{said}</p>
<progress max="100" value="{share}">{share} %</progress>"""
    page = _page(language, "access.upgrading_title", body, _LATER)
    page.headers["refresh"] = page.headers["retry-after"] = str(_ASK_AGAIN_SECONDS)
    return page


def _page(language: Language, title: str, body: str, status: int = 200) -> HTMLResponse:
    product = _said(language, "product")
    tongue = _said(language, "language.tag")
    text = f"""<!doctype html>
<html lang="{tongue}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_said(language, title)} · {product}</title><style>{_CSS}</style></head>
<body><main><p class="product">{product}</p><h1>{_said(language, title)}</h1>
{body}
</main></body></html>"""
    return HTMLResponse(text, status, headers={"content-security-policy": _POLICY})


def _told(said: str) -> str:
    return f'<p class="told" role="alert">{_text(said)}</p>' if said else ""


def _said(language: Language, key: str) -> str:
    return _text(say(language, key))


def _text(text: str) -> str:
    return html.escape(text, quote=True)
