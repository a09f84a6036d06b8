"""Who may do what: four roles, each with what it may do, and the units a person is bound to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["viewer", "reporter", "finance", "admin"]

Permission = Literal[
    "account",  # accounts and their roles
    "certify",  # certify a month, give it back, grant exceptions from it
    "follow_up",  # what is done about a flag
    "import",  # upload, with its preview and the reading saved with it
    "judge",  # how a target is read and judged, what feeds it, saved readings of headers
    "note",  # causes and likelihoods
    "policy",  # the rules of judgement
    "snooze",  # let a flag wait
    "submit",  # hand a month in
    "withdraw",  # let an import stop speaking, or speak again
]

ROLES: tuple[Role, ...] = get_args(Role)
_OF_A_UNIT: frozenset[Permission] = frozenset({"follow_up", "import", "note", "submit", "withdraw"})
_OF_FINANCE: frozenset[Permission] = _OF_A_UNIT | {"certify", "judge", "snooze"}

_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    "viewer": frozenset(),
    "reporter": _OF_A_UNIT,
    "finance": _OF_FINANCE,
    "admin": frozenset(get_args(Permission)),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who looks or acts. ``units`` are the codes they are bound to; none: all units."""

    name: str
    role: Role
    units: tuple[str, ...] = ()

    def may(self, permission: Permission | None) -> bool:
        """Say whether the role allows something; what nobody named is for admins of all units."""
        if permission is None:
            return self.role == "admin" and not self.units
        return permission in _PERMISSIONS[self.role]


# Whoever can read the database file, at a terminal or on a machine of their own.
OWNER = Actor("", "admin")


def name_key(name: str) -> str:
    """Return a name as it is compared: width, case and outer blanks make no difference."""
    return unicodedata.normalize("NFKC", name).strip().casefold()
