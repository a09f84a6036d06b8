"""Alerts by webhook: generic JSON, or the text that the robots of office chats take.

The robots of WeCom and DingTalk take the form text, those of Feishu the form feishu.
"""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.message import Message as Headers
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from monitor.domain.text import plain
from monitor.follow_up.alerts.changes import News
from monitor.follow_up.alerts.message import Message, NotDelivered, one_line
from monitor.follow_up.alerts.settings import Form, Mail, Webhook
from monitor.review.months import MonthView
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
        "badge": news.matter.marks.badge,
        "light": news.matter.marks.badge,  # its name before there were badges
        "indicators_red": news.matter.marks.indicators_red,
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


def compose(message: Message, mail: Mail, address: str) -> EmailMessage:
    """Write the e-mail; its headers hold nothing that came from a file."""
    found = EmailMessage()
    found["Subject"] = message.subject
    found["From"] = Address(addr_spec=mail.sender)
    found["To"] = Address(addr_spec=address)
    found["Date"] = formatdate(localtime=True)
    found["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(message.text + "\n", charset="utf-8", cte="base64")
    return found


@contextmanager
def mail_server(mail: Mail, timeout: float) -> Iterator[smtplib.SMTP]:
    """Lend a connection, encrypted as the settings say; raises ``NotDelivered`` without one."""
    try:
        server = _connect(mail, timeout)
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotDelivered("connection", mail.host, _said(trouble), mail.password) from trouble
    try:
        _enter(server, mail)
        yield server
    finally:
        _leave(server)


def send(server: smtplib.SMTP, mail: Mail, message: EmailMessage, address: str) -> None:
    """Send one e-mail to one address; raises ``NotDelivered`` unless the server took it."""
    try:
        server.send_message(message, from_addr=mail.sender, to_addrs=[address])
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotDelivered("smtp", mail.host, _said(trouble), mail.password) from trouble


def _connect(mail: Mail, timeout: float) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=timeout, context=_trust(mail))
    return smtplib.SMTP(mail.host, mail.port, timeout=timeout)


def _enter(server: smtplib.SMTP, mail: Mail) -> None:
    """Encrypt where asked, before anything secret is said, and log in where there is a user."""
    try:
        if mail.security == "starttls":
            server.starttls(context=_trust(mail))
        if mail.user:
            server.login(mail.user, mail.password)
    except smtplib.SMTPNotSupportedError as trouble:
        what = "login" if "AUTH" in str(trouble) else "no_starttls"
        raise NotDelivered(what, mail.host, _said(trouble)) from trouble
    except smtplib.SMTPAuthenticationError as trouble:
        raise NotDelivered("login", mail.host, _said(trouble), mail.password) from trouble
    except UnicodeError:  # its words would quote the password
        raise NotDelivered("login", mail.host, "ASCII") from None
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotDelivered("connection", mail.host, _said(trouble), mail.password) from trouble


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _trust(mail: Mail) -> ssl.SSLContext:
    """Trust the machine's authorities, or the one named; a certificate is always checked."""
    return ssl.create_default_context(cafile=mail.ca_file or None)


def _said(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return "; ".join(_reply(*reply) for reply in trouble.recipients.values())
    if isinstance(trouble, smtplib.SMTPResponseException):
        return _reply(trouble.smtp_code, trouble.smtp_error)
    return str(trouble) or type(trouble).__name__


def _reply(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {said}"
