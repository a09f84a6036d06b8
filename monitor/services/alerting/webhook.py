"""Alerts by webhook: generic JSON, or the text that the robots of office chats take.

The robots of WeCom and DingTalk take the form text, those of Feishu the form feishu.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from email.message import Message as Headers
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from monitor.services.alerting.changes import News
from monitor.services.alerting.delivery import NotDelivered
from monitor.services.alerting.message import Message, one_line
from monitor.services.alerting.settings import Form, Webhook
from monitor.services.records import plain
from monitor.services.reviewing import MonthView
from monitor.words.catalogue import Language

TEXT_LIMIT = 2000  # bytes; the robots of WeCom take 2048
_MOST_ANSWER = 65_536
_CODES = ("errcode", "code", "StatusCode")

Post = tuple[dict[str, object], tuple[News, ...]]


def write_posts(
    message: Message, view: MonthView, news: tuple[News, ...], form: Form, language: Language
) -> Iterator[Post]:
    """Yield what is posted, each with the news it tells; texts are parted where they are long."""
    if form == "json":
        yield _generic(message, view, news), news
        return
    for text, told in message.parts(TEXT_LIMIT, language):
        yield (_robot(text) if form == "text" else _feishu(text)), told


def post(webhook: Webhook, body: dict[str, object], timeout: float) -> None:
    """Post one body; raises ``NotDelivered`` unless it was accepted. Redirects are not followed."""
    data = json.dumps(body, ensure_ascii=False, default=plain, allow_nan=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(webhook.url, data, headers, method="POST")  # noqa: S310 - http and https only, held by the settings
    try:
        with build_opener(_StayHere).open(request, timeout=timeout) as answer:
            said = answer.read(_MOST_ANSWER)
    except HTTPError as trouble:
        with trouble:
            raise NotDelivered("status", webhook.host, f"HTTP {trouble.code}") from trouble
    except (OSError, HTTPException, ValueError) as trouble:
        said_of_it = str(trouble) or type(trouble).__name__
        raise NotDelivered("connection", webhook.host, said_of_it, webhook.url) from trouble
    if webhook.form != "json":
        _check_answer(webhook, said)


class _StayHere(HTTPRedirectHandler):
    """Takes a redirect for what it is here: not the place that was configured."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Headers, newurl: str
    ) -> None:
        """Follow nowhere."""
        del req, fp, code, msg, headers, newurl


def _check_answer(webhook: Webhook, said: bytes) -> None:
    """Refuse the answer of a robot that says no under a status that says yes."""
    try:
        answer = json.loads(said)
    except ValueError:
        return  # some answer with a word
    if isinstance(answer, dict):
        for name in _CODES:
            if answer.get(name, 0) not in (0, "0"):
                detail = f"{name} {answer[name]} {answer.get('errmsg') or answer.get('msg') or ''}"
                raise NotDelivered("refused", webhook.host, detail, webhook.url)


def _robot(text: str) -> dict[str, object]:
    return {"msgtype": "text", "text": {"content": text}}


def _feishu(text: str) -> dict[str, object]:
    """Write the text with no sign that Feishu would read as a call to everybody."""
    return {"msg_type": "text", "content": {"text": text.replace("<", "＜")}}


def _generic(message: Message, view: MonthView, news: Iterable[News]) -> dict[str, object]:
    told = list(news)
    return {
        "month": str(view.month),
        "is_sample": view.is_sample,
        "data_version": view.data_version,
        "subject": message.subject,
        "text": message.text,
        "flags": [_flag(each) for each in told if each.matter.topic == "flag"],
        "missing": [_missing(each) for each in told if each.matter.topic == "chase"],
    }


def _flag(news: News) -> dict[str, object]:
    return {
        **_project(news),
        "event": news.event,
        "light": news.matter.light,
        "reasons": list(news.matter.reasons),
        "sentence": one_line(news.matter.sentence),
    }


def _missing(news: News) -> dict[str, object]:
    row = news.matter.missing
    return {
        **_project(news),
        "revised_budget": None if row is None else row.revised_budget,
        "last_reported_month": None if row is None else row.last_reported_month,
        "months_missing": None if row is None else row.months_missing,
    }


def _project(news: News) -> dict[str, object]:
    matter = news.matter
    return {
        "unit_code": matter.unit_code,
        "unit_name": one_line(matter.unit_name),
        "project_code": matter.project_code,
        "project_name": one_line(matter.project_name),
    }
