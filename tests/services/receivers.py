"""A real mail server and a real receiver of webhooks on this machine, for the length of a test."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
USER, PASSWORD = "monitor", "a secret word"  # of a server that lives for a test


@dataclass
class MailBox:
    """What a mail server took, and whose addresses it refuses."""

    port: int
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.letters]

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        del server, session, options
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server, session
        content = cast("bytes", envelope.content)
        letter = message_from_bytes(content, policy=policy.default)
        self.letters += [(address, letter) for address in envelope.rcpt_tos]
        return "250 OK"


class Encrypted(Controller):
    """A server that offers STARTTLS and wants a password after it."""

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            tls_context=self.SMTP_kwargs["tls_context"],
            require_starttls=True,
            auth_required=True,
            authenticator=self.SMTP_kwargs["authenticator"],
            hostname="localhost",
        )


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextmanager
def mail_box(port: int | None = None) -> Iterator[MailBox]:
    """Take mail without encryption."""
    box = MailBox(port or free_port())
    server = Controller(box, hostname=HOST, port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()


@contextmanager
def encrypted_mail_box(folder: Path, *, at_once: bool) -> Iterator[tuple[MailBox, str]]:
    """Take encrypted mail, at once or after STARTTLS; also returns its authority's file."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    box = MailBox(free_port())
    if at_once:
        server = Controller(box, hostname="localhost", port=box.port, ssl_context=context)
    else:
        server = Encrypted(
            box,
            hostname="localhost",
            port=box.port,
            tls_context=context,
            authenticator=_is_known,
        )
    server.start()
    try:
        yield box, str(ca_file)
    finally:
        server.stop()


def _is_known(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    del server, session, envelope, mechanism
    is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_known, handled=False)


@dataclass
class Hook:
    """What a receiver of webhooks was posted, and what it answers."""

    url: str = ""
    posts: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"errcode": 0}'
    headers: dict[str, str] = field(default_factory=dict)
    silent: threading.Event | None = None
    refuse_after: int | None = None


@contextmanager
def hook() -> Iterator[Hook]:
    """Receive posts."""
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            made.paths.append(self.path)
            if made.silent is not None:
                made.silent.wait(20)
                return
            is_refused = made.refuse_after is not None and len(made.posts) >= made.refuse_after
            if made.status == 200 and not is_refused:
                made.posts.append(body)
            self.send_response(500 if is_refused else made.status)
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(made.answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    made.url = f"http://{HOST}:{server.server_port}/robot/send?key=hidden"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        if made.silent is not None:
            made.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()
