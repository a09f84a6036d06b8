"""A delivery that failed: as which sentence it is told, without anything secret."""

from __future__ import annotations

from monitor.services.alerting.message import one_line
from monitor.words.catalogue import Language, say

_LONGEST = 200


class NotDelivered(Exception):  # noqa: N818 - an answer, not an error of the program
    """What stood in the way: connection, login, no_starttls, smtp, status or refused."""

    def __init__(self, what: str, host: str, detail: str = "", secret: str = "") -> None:
        """Keep what can be said of it; a secret in a server's answer is blotted out."""
        said = detail.replace(secret, "***") if secret else detail
        self.what = what
        self.host = host
        self.detail = one_line(said)[:_LONGEST]
        super().__init__(what)

    def say(self, language: Language) -> str:
        """Return the sentence."""
        return say(language, f"alert.trouble.{self.what}", host=self.host, detail=self.detail)
