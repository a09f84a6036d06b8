"""Sign-in and sessions: tokens, how long they hold, and how tries in vain are slowed down."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.access.accounts import KeptAccount, find_account
from monitor.access.passwords import is_password
from monitor.domain.errors import NotAllowed
from monitor.domain.roles import Actor, Role, name_key
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.reading import Reading
    from monitor.store.transaction import Transaction


IDLE = timedelta(hours=1)  # without a request or a click
LONGEST = timedelta(hours=12)  # whatever happens
ROTATION = timedelta(minutes=15)  # a page opened after that gets a new token
_OVERLAP = timedelta(minutes=1)  # the old token holds for requests that are under way
_REMEMBERED = timedelta(days=1)
_NAME_TRIES, _ADDRESS_TRIES = 5, 20  # as many in a row are answered at once
_FIRST_WAIT, _LONGEST_WAIT = 15, 900  # seconds


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in, as the store keeps it; times are UTC."""

    session_id: int
    account_id: int
    account_event_id: int
    end_id: int
    token_hash: str
    started_at: datetime
    issued_at: datetime
    replaced_at: datetime | None
    name: str
    role: Role
    units: str

    @property
    def actor(self) -> Actor:
        """Return who is signed in."""
        return Actor(self.name, self.role, tuple(self.units.split()))

    def holds(self, seen_at: datetime | None = None, *, is_connected: bool = False) -> bool:
        """Say whether the session is young enough, given when it was last made use of.

        A token replaced by a newer one holds a moment longer, and for a connection it began. One
        that began in the future, after a clock was set back, does not hold.
        """
        now = now_utc()
        used_at = max(self.issued_at, seen_at or self.issued_at)
        is_overtaken = self.replaced_at is not None and now - self.replaced_at > _OVERLAP
        if is_connected:
            is_overtaken = False
        is_current = self.started_at <= now + _OVERLAP and now - used_at < IDLE
        return is_current and now - self.started_at < LONGEST and not is_overtaken

    @property
    def wants_rotation(self) -> bool:
        """Say whether the next page is to bring a new token."""
        return self.replaced_at is None and now_utc() - self.issued_at > ROTATION


@dataclass(frozen=True, slots=True)
class _Tries:
    name_tries: int
    name_tried_at: datetime | None
    address_tries: int
    address_tried_at: datetime | None


def sign_in(store: Store, name: str, password: str, address: str) -> str:
    """Begin a session and return its token; unknown names take the same work and answer.

    Raises ``NotAllowed``: sign_in_refused, or sign_in_locked with the seconds to wait.
    """
    digest = hash_token(name_key(name))
    with store.transaction("account") as transaction:
        wait = _seconds_to_wait(transaction.everything, digest, address)
        if not wait:
            _append_try(transaction, digest, address, "tried")
            transaction.keep()
        account = find_account(transaction.everything, name)
    if wait:
        raise NotAllowed("sign_in_locked", seconds=wait)
    if not _is_right(account, password) or account is None:
        raise NotAllowed("sign_in_refused")
    with store.transaction("account") as transaction:
        current = find_account(transaction.everything, name)
        if current is None or current.event_id != account.event_id:
            raise NotAllowed("sign_in_refused")
        _append_try(transaction, digest, address, "succeeded")
        session_id = transaction.next_number("session_tokens", "session_id")
        token = _issue(transaction, session_id, current.account_id, current.event_id, None)
        transaction.keep()
    return token


def find_session(store: Store, token: str) -> Session | None:
    """Return the session a token belongs to, None for one that ended or never was."""
    return find_session_of(store, hash_token(token))


def find_session_of(store: Store, token_hash: str) -> Session | None:
    """Return the session a token's hash belongs to; how old it is the caller judges."""
    with store.reading() as reading:
        found = reading.ask("session_of_token", Session, token_hash=token_hash)
    return found[0] if found else None


def rotate(store: Store, session: Session) -> str | None:
    """Give a session a new token; None when it has ended or another page was faster."""
    with store.transaction("account") as transaction:
        found = transaction.everything.ask(
            "session_of_token", Session, token_hash=session.token_hash
        )
        if not found or not found[0].wants_rotation:
            return None
        token = _issue(
            transaction,
            session.session_id,
            session.account_id,
            session.account_event_id,
            session.started_at,
        )
        transaction.keep()
    return token


def sign_out(store: Store, session: Session) -> None:
    """End every session of the account, wherever it is signed in."""
    with store.transaction("account") as transaction:
        end = {
            "end_id": transaction.next_number("session_ends", "end_id"),
            "account_id": session.account_id,
            "actor": session.name,
            "ended_at": now_utc(),
        }
        transaction.append("session_ends", [end])
        transaction.keep()


def hash_token(token: str) -> str:
    """Return what is kept of a token: it is random, so that a plain digest hides it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _is_right(account: KeptAccount | None, password: str) -> bool:
    usable = account is not None and not account.is_disabled
    return is_password(account.password_hash if account and usable else None, password)


def _issue(
    transaction: Transaction,
    session_id: int,
    account_id: int,
    account_event_id: int,
    started_at: datetime | None,
) -> str:
    token, now = secrets.token_urlsafe(32), now_utc()
    end_id = transaction.everything.ask_value("last_session_end", account_id=account_id)
    row = {
        "token_id": transaction.next_number("session_tokens", "token_id"),
        "session_id": session_id,
        "account_id": account_id,
        "account_event_id": account_event_id,
        "end_id": end_id,
        "token_hash": hash_token(token),
        "started_at": started_at or now,
        "issued_at": now,
    }
    transaction.append("session_tokens", [row])
    return token


def _append_try(transaction: Transaction, name_digest: str, address: str, outcome: str) -> None:
    row = {
        "attempt_id": transaction.next_number("sign_in_attempts", "attempt_id"),
        "name_digest": name_digest,
        "address": address,
        "outcome": outcome,
        "attempted_at": now_utc(),
    }
    transaction.append("sign_in_attempts", [row])


def _seconds_to_wait(reading: Reading, name_digest: str, address: str) -> int:
    """Return how long this name and this address are still to wait; 0: they may try."""
    now = now_utc()
    tries = reading.ask(
        "sign_in_attempts",
        _Tries,
        name_digest=name_digest,
        address=address,
        since=now - _REMEMBERED,
    )[0]
    waits = (
        _left(now, tries.name_tried_at, tries.name_tries - _NAME_TRIES),
        _left(now, tries.address_tried_at, tries.address_tries - _ADDRESS_TRIES),
    )
    return max(waits)


def _left(now: datetime, last: datetime | None, too_many: int) -> int:
    """Double the wait with every try too many, up to a quarter of an hour."""
    if last is None or too_many < 0:
        return 0
    wait: int = min(_FIRST_WAIT << min(too_many, 10), _LONGEST_WAIT)
    return min(wait, max(0, wait - int((now - last).total_seconds())))
