"""Say of a store whether its months come from a lake."""

from __future__ import annotations

from monitor.store.connection import Store
from monitor.store.lake_origin import Origin as Origin  # noqa: PLC0414 - for pages
from monitor.store.lake_origin import fetch_origin


def origin_of(store: Store) -> Origin | None:
    """Return the lake a store's months come from, None for a store of its own."""
    with store.reading() as cursor:
        return fetch_origin(cursor)
