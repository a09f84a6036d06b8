"""Say beside every page that its months come from a lake and can only be looked at."""

from __future__ import annotations

import streamlit as st

from monitor.services.lake_looking import Origin, origin_of
from monitor.services.setup import Store
from monitor.words.catalogue import Language, say

_MINUTE = "%Y-%m-%d %H:%M"


@st.cache_resource(max_entries=4, show_spinner=False)
def _origin(_store: Store, version: str) -> Origin | None:
    del version
    return origin_of(_store)


def show_lake(store: Store, version: str, language: Language) -> None:
    """Say how many stores, how old and when judged; nothing for a store of its own."""
    origin = _origin(_store=store, version=version)
    if origin is not None:
        st.caption(
            say(
                language,
                "lake.note",
                stores=origin.stores,
                exported=f"{origin.oldest_export:{_MINUTE}}",
                judged=f"{origin.judged_at:{_MINUTE}}",
            )
        )


def stop_in_lake(store: Store, language: Language) -> None:
    """End a page here whose subject stays with the units' own databases, and say so."""
    if origin_of(store) is not None:
        st.info(say(language, "lake.page_elsewhere"))
        st.stop()
