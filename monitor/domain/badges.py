"""The catalogue of badges: signs, colours and cell looks, in the order in which they are listed.

Pages, charts, workbooks and documents are made from it; which project has which badge is the
column ``badge`` of the marts. A badge never speaks by colour alone: it has a sign and a word.

Text colours keep a contrast of 4.5 on the page and on their own fill; the strong colours of
red, blue, green and amber lie apart in lightness, so that grey print and colour-blind readers
tell them apart too, and so do the dark, middle and light fills of cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

Theme = Literal["light", "dark"]
Light = Literal["red", "yellow", "green", "blue"]  # of spending, or of an indicator

BadgeName = Literal[
    "overspent",
    "red",
    "yellow",
    "green",
    "blue",
    "not_reported",
    "no_plan",
    "zero_budget",
    "not_started",
]


@dataclass(frozen=True, slots=True)
class Shade:
    """A badge's colours in one theme.

    ``fill`` is muted, for badges and zones; ``text`` is for words; ``strong`` for small marks.
    """

    fill: str
    text: str
    strong: str


@dataclass(frozen=True, slots=True)
class CellLook:
    """A badge's look in a workbook's cell; without a ``fill`` it is outlined with dashes."""

    text: str
    fill: str = ""
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge: its name in data, its sign, its colours in both themes, its look in a cell."""

    name: BadgeName
    sign: str
    light: Shade
    dark: Shade
    cell: CellLook

    @property
    def words(self) -> str:
        """Return the key of its word in the catalogues of words."""
        return f"light.{self.name}"

    def shade(self, theme: Theme) -> Shade:
        """Return the colours of one theme."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands first beside a project: its badge, and how many of its results fall short."""

    badge: str
    indicators_red: int = 0


_RED = (Shade("#F8E0DD", "#931616", "#931616"), Shade("#3F1E1E", "#FF9C92", "#E85D52"))
_GREY = (Shade("#F5F6F8", "#56616E", "#6B7785"), Shade("#262E39", "#A9B4C0", "#8894A2"))
_YELLOW = (Shade("#FFF4DA", "#7A5200", "#BF8600"), Shade("#3B3112", "#F5D264", "#F5D264"))
_GREEN = (Shade("#DFF2E7", "#146340", "#24915F"), Shade("#16362A", "#6FD6A4", "#5CCB96"))
_BLUE = (Shade("#D6E4F7", "#234F94", "#2F66B5"), Shade("#1B2F4A", "#8DB8F7", "#6EA3F2"))
_DUE = CellLook("#FFFFFF", "#B3372B", is_bold=True)
_OUTLINED = CellLook("#595959")

_LISTED = (
    Badge("overspent", "■", *_RED, _DUE),
    Badge("red", "▼", *_RED, _DUE),
    Badge("yellow", "◆", *_YELLOW, CellLook("#5C4300", "#F6DC94", is_bold=True)),
    Badge("green", "●", *_GREEN, CellLook("#24592F", "#E1EFE3")),
    Badge("blue", "▲", *_BLUE, CellLook("#1F4B80", "#DCE8F5")),
    Badge("not_reported", "○", *_GREY, CellLook("#595959", "#EDEDED")),
    Badge("no_plan", "–", *_GREY, _OUTLINED),
    Badge("zero_budget", "□", *_GREY, _OUTLINED),
    Badge("not_started", "·", *_GREY, _OUTLINED),
)

BADGES: Mapping[BadgeName, Badge] = {badge.name: badge for badge in _LISTED}
LIGHTS: tuple[Light, ...] = ("red", "yellow", "green", "blue")
RESULTS_SHORT = "badge.results_short"  # the key of the second mark's words
RESULTS_SHORT_SIGN = "✕"


def is_badge(name: object) -> TypeGuard[BadgeName]:
    """Say whether a name is a badge's; states of indicators such as unreadable are not."""
    return name in BADGES
