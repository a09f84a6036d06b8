"""Alerts by e-mail: one message to each address, over one connection."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from monitor.services.alerting.delivery import NotDelivered
from monitor.services.alerting.message import Message
from monitor.services.alerting.settings import Mail


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
