"""Who stands behind a browser's connection, as the gate found out; kept in this process alone."""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from monitor.access.accounts import has_accounts
from monitor.access.sessions import Session, find_session_of
from monitor.domain.errors import NotAllowed
from monitor.domain.roles import OWNER, Actor
from monitor.upkeep.setup import Store

HEADER = "x-monitor-visit"  # set by the gate alone; what a browser sends under it is dropped
_FRESH_SECONDS = 2.0  # so long an answer is taken as still true while nobody can be sure of it
AskedAt = tuple[int | None, float]  # the store's mark when it was asked, and when that was
_NEVER: AskedAt = (None, -_FRESH_SECONDS)


@dataclass(slots=True)
class Visit:
    """An open connection; ``session`` is None for the owner of the machine."""

    session: Session | None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Visits:
    """The open connections, and when each session was last made use of."""

    def __init__(self) -> None:
        """Begin with nobody here."""
        self._open: dict[str, Visit] = {}
        self._seen: dict[int, datetime] = {}
        self._known: dict[str, tuple[AskedAt, Session | None]] = {}
        self._any_account: tuple[AskedAt, bool] = (_NEVER, True)

    def begin(self, session: Session | None) -> Visit:
        """Note a connection that was let in."""
        visit = Visit(session)
        self._open[visit.key] = visit
        return visit

    def leave(self, visit: Visit) -> None:
        """Forget a connection that is over."""
        self._open.pop(visit.key, None)

    def open_now(self) -> list[Visit]:
        """Return the connections there are."""
        return list(self._open.values())

    def find(self, key: str) -> Visit | None:
        """Return the connection the gate gave a key to."""
        return self._open.get(key)

    def use(self, session: Session) -> None:
        """Note that a session is being made use of."""
        self._seen[session.session_id] = datetime.now(UTC).replace(tzinfo=None)

    def end(self, account_id: int) -> None:
        """Close the connections of an account at once, and forget what is known of it."""
        self._known.clear()
        for visit in self.open_now():
            if visit.session is not None and visit.session.account_id == account_id:
                visit.ended.set()

    def forget(self) -> None:
        """Ask the store anew."""
        self._known.clear()
        self._any_account = (_NEVER, True)

    def session(
        self, store: Store, token_hash: str, *, is_connected: bool = False
    ) -> Session | None:
        """Return the session of a token that holds; None for any other. Asks the store.

        A connection that stands goes on when its session gets a newer token.
        """
        asked, session = self._known.get(token_hash, (_NEVER, None))
        if not _is_fresh(asked, store):
            asked = _asking(store)
            session = find_session_of(store, token_hash)
            self._trim()
            self._known[token_hash] = (asked, session)
        if session is None:
            return None
        seen_at = self._seen.get(session.session_id)
        return session if session.holds(seen_at, is_connected=is_connected) else None

    def is_open_house(self, store: Store) -> bool:
        """Say whether nobody has an account, so that the owner needs none. Asks the store."""
        asked, is_any = self._any_account
        if not _is_fresh(asked, store):
            asked = _asking(store)
            is_any = has_accounts(store)
            self._any_account = (asked, is_any)
        return not is_any

    @property
    def knows_no_account(self) -> bool:
        """Say whether nobody had an account when the store was last asked."""
        return not self._any_account[1]

    def _trim(self) -> None:
        """Keep strange tokens from piling up."""
        if len(self._known) > 10_000:  # noqa: PLR2004 - far more than people
            self._known.clear()


VISITS = Visits()


def _asking(store: Store) -> AskedAt:
    """Note, before the store is asked, what its answer will speak of."""
    return store.root.mark(), time.monotonic()


def _is_fresh(asked: AskedAt, store: Store) -> bool:
    """Say whether an answer still stands: nothing was written since, or hardly any time passed."""
    mark, moment = asked
    is_unchanged = mark is not None and mark == store.root.mark()
    return is_unchanged or time.monotonic() - moment < _FRESH_SECONDS


def is_loopback(host: str | None) -> bool:
    """Say whether an address is this machine's own; an absent or unknown one is not."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def actor_here(store: Store) -> Actor:
    """Return who runs this script.

    Raises ``NotAllowed`` where the session has ended, and where a database with accounts, or an
    address others can reach, is served without the gate.
    """
    key = st.context.headers.get(HEADER)
    if key is None:
        if is_loopback(st.get_option("server.address")) and VISITS.is_open_house(store):
            return OWNER
        raise NotAllowed("access.no_gate")
    visit = VISITS.find(key)
    if visit is None or visit.ended.is_set():
        raise NotAllowed("access.not_signed_in")
    if visit.session is None:
        if VISITS.is_open_house(store):
            return OWNER
        raise NotAllowed("access.not_signed_in")
    session = VISITS.session(store, visit.session.token_hash, is_connected=True)
    if session is None:
        raise NotAllowed("access.not_signed_in")
    return session.actor
