"""Passwords: which ones are taken, and how they are kept and compared (argon2id)."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from monitor.domain.errors import WrongUse

SHORTEST = 10  # characters
LONGEST = 200  # what is longer makes work and no better password
_ADDED = "0123456789!@#$%^&*()_+-=.,?~ "  # what people add to the end of a common one
_THIN = 4  # characters that repeat make no password
_HASHER = PasswordHasher()  # argon2id by the second recommendation of RFC 9106


def check_password(password: str, name: str) -> None:
    """Refuse a password that is short, long, common, or the name; ``WrongUse`` says which."""
    if len(password) < SHORTEST:
        raise WrongUse("password_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise WrongUse("password_long", longest=LONGEST)
    plain = unicodedata.normalize("NFKC", password).casefold()
    if is_common(plain):
        raise WrongUse("password_common")
    own = unicodedata.normalize("NFKC", name).casefold()
    if plain.strip(_ADDED) == own or _repeated(plain) == own or plain == own[::-1]:
        raise WrongUse("password_is_name")


def is_common(plain: str) -> bool:
    """Say whether a password is a common one, repeated or with figures and signs added or not.

    So is one of figures alone, and one that repeats a few characters.
    """
    part = _repeated(plain)
    spellings = {plain, plain.strip(_ADDED), part, _repeated(plain.strip(_ADDED))}
    is_thin = plain.isdecimal() or len(part) <= _THIN or len(set(plain)) <= 2  # noqa: PLR2004 - two characters are no password
    return is_thin or any(each in _common() for each in spellings)


def hash_password(password: str) -> str:
    """Return what is kept in place of the password."""
    return _HASHER.hash(_spelled(password))


def is_password(kept: str | None, password: str) -> bool:
    """Compare a password with what is kept; for None the same work is done in vain."""
    try:
        _HASHER.verify(kept or _nobody(), _spelled(password))
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def _spelled(password: str) -> str:
    """Write characters that look alike in one way, whichever keyboard typed them."""
    return unicodedata.normalize("NFKC", password)[:LONGEST]


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    text = files("monitor.access").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _repeated(plain: str) -> str:
    """Return the part a text repeats, the whole text where it repeats none."""
    period = (plain * 2).find(plain, 1)
    return plain[:period] if period > 0 else plain
