"""Accounts: who may sign in, in which role, for which units. Every change is a row of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.access.passwords import check_password, hash_password
from monitor.access.scope import list_scope
from monitor.domain.errors import WrongUse
from monitor.domain.roles import ROLES, Actor, Role, name_key
from monitor.store.person import check
from monitor.store.rows import now_utc

if TYPE_CHECKING:
    from monitor.store.database import Store
    from monitor.store.reading import Reading
    from monitor.store.transaction import Transaction


_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; ``units`` are the codes they are bound to, none for all. UTC."""

    account_id: int
    name: str
    role: Role
    units: tuple[str, ...]
    is_disabled: bool
    added_at: datetime
    set_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """An account as the store keeps it, with the hash of its password."""

    account_id: int
    event_id: int
    name: str
    name_key: str
    role: Role
    units: str
    password_hash: str
    is_disabled: bool
    added_at: datetime
    set_at: datetime

    @property
    def actor(self) -> Actor:
        """Return the person who acts by this account."""
        return Actor(self.name, self.role, tuple(self.units.split()))


def has_accounts(store: Store) -> bool:
    """Say whether anybody was ever given an account; from then on everybody signs in."""
    with store.reading() as reading:
        return bool(reading.ask_value("has_accounts"))


def list_accounts(store: Store) -> list[Account]:
    """Return every account by name; ``NotAllowed`` for whoever does not keep them."""
    check(store.actor, "account")
    with store.reading() as reading:
        kept = reading.ask("accounts", KeptAccount, name_key=None)
    return [
        Account(
            row.account_id,
            row.name,
            row.role,
            tuple(row.units.split()),
            row.is_disabled,
            row.added_at,
            row.set_at,
        )
        for row in kept
    ]


def add_account(
    store: Store, name: str, password: str, role: str, units: Sequence[str] = (), *, actor: str
) -> None:
    """Make an account. Raises ``WrongUse`` for a name in use, a weak password, an unknown unit."""
    shown = _name(name)
    checked = _role(role), _units(store, role, units)
    check_password(password, shown)
    hashed = hash_password(password)
    with store.transaction("account") as transaction:
        if find_account(transaction.everything, shown) is not None:
            raise WrongUse("account_exists", name=shown)
        number = transaction.next_number("account_events", "account_id")
        now = now_utc()
        kept = KeptAccount(
            number, 0, shown, name_key(shown), *checked, hashed, is_disabled=False,
            added_at=now, set_at=now,
        )  # fmt: skip
        _append(transaction, kept, "added", actor)
        transaction.keep()


def change_password(store: Store, name: str, password: str, *, actor: str) -> None:
    """Give an account another password; whoever is signed in by it signs in again."""
    shown = _name(name)
    check_password(password, shown)
    hashed = hash_password(password)
    with store.transaction("account") as transaction:
        kept = _existing(transaction.everything, shown)
        _append(transaction, replace(kept, password_hash=hashed), "password", actor)
        transaction.keep()


def change_role(
    store: Store, name: str, role: str, units: Sequence[str] = (), *, actor: str
) -> None:
    """Give an account another role and other units; whoever is signed in by it signs in again."""
    checked, codes = _role(role), _units(store, role, units)
    with store.transaction("account") as transaction:
        kept = _existing(transaction.everything, name)
        _append(transaction, replace(kept, role=checked, units=codes), "role", actor)
        transaction.keep()


def disable_account(store: Store, name: str, *, actor: str, is_disabled: bool = True) -> None:
    """Let an account sign in no more, or again; its sessions end at once."""
    event = "disabled" if is_disabled else "enabled"
    with store.transaction("account") as transaction:
        kept = _existing(transaction.everything, name)
        if kept.is_disabled == is_disabled:
            code = f"account_already_{event}"
            raise WrongUse(code, name=kept.name)
        _append(transaction, replace(kept, is_disabled=is_disabled), event, actor)
        transaction.keep()


def find_account(reading: Reading, name: str) -> KeptAccount | None:
    """Find an account by its name, however it is typed; None for nobody."""
    found = reading.ask("accounts", KeptAccount, name_key=name_key(name))
    return found[0] if found else None


def _existing(reading: Reading, name: str) -> KeptAccount:
    kept = find_account(reading, name)
    if kept is None:
        raise WrongUse("account_unknown", name=name)
    return kept


def _append(transaction: Transaction, kept: KeptAccount, event: str, actor: str) -> None:
    row = {
        "event_id": transaction.next_number("account_events", "event_id"),
        "account_id": kept.account_id,
        "event": event,
        "name": kept.name,
        "name_key": kept.name_key,
        "role": kept.role,
        "units": kept.units,
        "password_hash": kept.password_hash,
        "is_disabled": kept.is_disabled,
        "actor": actor,
        "set_at": now_utc(),
    }
    transaction.append("account_events", [row])


def _name(name: str) -> str:
    shown = unicodedata.normalize("NFKC", name).strip()
    if not shown or len(shown) > _LONGEST_NAME or not shown.isprintable():
        raise WrongUse("account_name_wrong", longest=_LONGEST_NAME)
    return shown


def _role(role: str) -> Role:
    for known in ROLES:
        if known == role:
            return known
    raise WrongUse("role_unknown", found=role, known="、".join(ROLES))


def _units(store: Store, role: str, units: Sequence[str]) -> str:
    """Return the codes as kept; a reporter reports for somebody, an admin is bound to nobody."""
    codes = sorted({code.strip() for code in units if code.strip()})
    if role == "reporter" and not codes:
        raise WrongUse("reporter_without_unit")
    if role == "admin" and codes:
        raise WrongUse("admin_with_unit")
    known = {unit.unit_code for unit in list_scope(store)}
    unknown = [code for code in codes if known and code not in known]
    if unknown or any(len(code.split()) > 1 for code in codes):
        raise WrongUse("account_unit_unknown", found="、".join(unknown or codes))
    return " ".join(codes)
