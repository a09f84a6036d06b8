"""A figure that is drawn once and shown many times."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class KeptFigure(go.Figure):  # type: ignore[misc]  # Plotly carries no types
    """A figure whose description is worked out once; whoever is given it must not change it."""

    def __init__(self, figure: go.Figure) -> None:
        """Keep what the figure describes itself as."""
        super().__init__()
        self._described: dict[str, Any] = figure.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the description kept, the same one to everybody."""
        return self._described
