"""Refusals: a request that cannot be done as asked, with a way out for the person.

A refusal carries a ``code``, under which ``monitor.words`` keeps its sentence, and the values
the sentence needs. Faces show it in one place; the terminal maps it once to an exit code.
"""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """Something the person can do something about."""

    code = "refusal"

    def __init__(self, code: str = "", /, **values: object) -> None:
        """Keep the sentence's code and values."""
        self.code = code or type(self).code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(f"{self.code} {self.values}")


class WrongUse(Refusal):
    """The request itself is off: an unknown month, a missing file, an unknown batch."""


class UnreadableFile(Refusal):
    """The file cannot be read as what it should be."""


class NotAllowed(Refusal):
    """The person may not do this."""


class StoreBusy(Refusal):
    """Another process holds the database."""

    code = "store_busy"


class StoreUnusable(Refusal):
    """The database cannot be opened: newer version, read-only folder, damaged file."""


class Outdated(Refusal):
    """Something was committed since the preview was made."""

    code = "preview_outdated"
