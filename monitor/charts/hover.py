"""What a figure says under the pointer: full words with units, in lines a phone has room for."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.charts.records import Look
from monitor.charts.wrapping import broken, wrap

HOVER = "%{hovertext}<extra></extra>"
_WIDTHS = {False: 36.0, True: 20.0}  # ems, wide and compact


def told(lines: Sequence[str], look: Look, name: str = "") -> str:
    """Set lines under a name, each broken where it is too long."""
    width = _WIDTHS[look.compact]
    said = [broken(wrap(line, width)) for line in lines if line]
    return "<br>".join([f"<b>{broken(wrap(name, width * 0.9))}</b>", *said] if name else said)
