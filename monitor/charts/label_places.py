"""Where the names of dots go: beside their dot, without covering another name or dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_GAP = 4.0

_STEPS = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.6, 1.0),
    (-0.6, 1.0),
    (0.6, -1.0),
    (-0.6, -1.0),
    (1.0, 0.6),
    (-1.0, 0.6),
    (1.0, -0.6),
    (-1.0, -0.6),
    (0.3, 1.0),
    (-0.3, 1.0),
    (0.3, -1.0),
    (-0.3, -1.0),
)

_RINGS = (0.0, 8.0, 16.0, 26.0, 38.0, 52.0, 68.0, 86.0, 106.0, 130.0, 160.0)
_TRIALS = 4  # each begins with the names that found no room before
_BEADS = 12  # small boxes that stand for a leader line


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px, counted from the drawing's lower left."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Say whether two rectangles share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def lies_in(self, other: Box) -> bool:
        """Say whether this rectangle lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A dot with its name: shares (0-1) of the drawing, radius and the name's size in px."""

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a name's middle lies from its dot's, in px; ``is_far`` asks for a leader line."""

    right: float
    up: float
    is_far: bool


def place_names(
    dots: Sequence[Named], widths: Sequence[float], height: float, taken: Sequence[Box] = ()
) -> list[Offset | None]:
    """Find an offset for every name that holds at each of the drawing's possible widths.

    ``taken`` are rectangles, as shares of the drawing, that names keep out of. None where a name
    finds no room.
    """
    order = sorted(range(len(dots)), key=lambda index: -_neighbours(dots, index))
    best: list[Offset | None] = [None] * len(dots)
    for _ in range(_TRIALS):
        placed = _place_in(order, dots, [Room(width, height, dots, taken) for width in widths])
        if placed.count(None) < best.count(None):
            best = placed
        left_over = [index for index in order if placed[index] is None]
        if not left_over:
            break
        order = left_over + [index for index in order if index not in left_over]
    return best


def _place_in(order: list[int], dots: Sequence[Named], rooms: list[Room]) -> list[Offset | None]:
    """Place names one after another, each at the first offset that is free in every room."""
    placed: list[Offset | None] = [None] * len(dots)
    for index in order:
        dot = dots[index]
        free = (offset for offset in _offsets(dot) if all(room.has(dot, offset) for room in rooms))
        offset = placed[index] = next(free, None)
        if offset is not None:
            for room in rooms:
                room.take(dot, offset)
    return placed


class Room:
    """The drawing at one of its possible widths, and what stands in it already, in px."""

    def __init__(
        self, width: float, height: float, dots: Sequence[Named], taken: Sequence[Box]
    ) -> None:
        """Begin with the dots and the boxes that are given as shares of the drawing."""
        self.whole = Box(0, 0, width, height)
        self.words = [
            Box(box.left * width, box.bottom * height, box.right * width, box.top * height)
            for box in taken
        ]
        self.solid = [*self.words, *map(self._dot, dots)]

    def has(self, dot: Named, offset: Offset) -> bool:
        """Say whether a name fits at an offset, with its leader line."""
        name = self._name(dot, offset)
        if not name.lies_in(self.whole):
            return False
        if any(map(name.meets, self.solid)):
            return False
        leader = self._leader(dot, offset)
        return not any(bead.meets(box) for bead in leader for box in self.words)

    def take(self, dot: Named, offset: Offset) -> None:
        """Put a name and its leader line there."""
        name = self._name(dot, offset)
        self.words.append(name)
        self.solid += [name, *self._leader(dot, offset)]

    def _at(self, dot: Named) -> tuple[float, float]:
        return dot.x * self.whole.right, dot.y * self.whole.top

    def _dot(self, dot: Named) -> Box:
        x, y = self._at(dot)
        return Box(x - dot.radius, y - dot.radius, x + dot.radius, y + dot.radius)

    def _name(self, dot: Named, offset: Offset) -> Box:
        x, y = self._at(dot)
        x, y = x + offset.right, y + offset.up
        return Box(x - dot.width / 2, y - dot.height / 2, x + dot.width / 2, y + dot.height / 2)

    def _leader(self, dot: Named, offset: Offset) -> list[Box]:
        if not offset.is_far:
            return []
        x, y = self._at(dot)
        steps = [bead / _BEADS for bead in range(1, _BEADS)]
        beads = [(x + offset.right * step, y + offset.up * step) for step in steps]
        name = self._name(dot, offset)
        boxes = [Box(across - 1, up - 1, across + 1, up + 1) for across, up in beads]
        return [box for box in boxes if not box.meets(name)]


def _neighbours(dots: Sequence[Named], index: int) -> int:
    here = dots[index]
    return sum(abs(dot.x - here.x) < 0.2 and abs(dot.y - here.y) < 0.2 for dot in dots)  # noqa: PLR2004 - a fifth of the drawing is near


def _offsets(dot: Named) -> list[Offset]:
    return [
        Offset(
            across * (dot.radius + _GAP + ring + dot.width / 2),
            upwards * (dot.radius + _GAP + ring + dot.height / 2),
            is_far=ring > 0,
        )
        for ring in _RINGS
        for across, upwards in _STEPS
    ]
