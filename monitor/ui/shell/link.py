"""What is chosen stands in the link, as codes that mean the same in both languages.

Streamlit's own binding writes the words shown, which change with the language; so a choice is
taken from the link when the link was changed from outside (opened, edited, the back button),
and written to it otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

_WRITTEN = "link_as_written"
_ARRIVED = "link_of_this_run"
_PARTED = ","


def start_run() -> None:
    """Remember the link this run begins with, before anything is written to it."""
    st.session_state[_ARRIVED] = st.query_params.to_dict()


def read_from_link(
    key: str, options: Collection[str] | None = None, default: str | None = None
) -> None:
    """Set the widget of this key, not drawn yet, from the link or to what it was; else default."""
    asked = st.query_params.get(key)
    if _is_taken_back(key):
        _written().pop(key)
        st.session_state[key] = default
    elif asked is not None and asked != _written().get(key) and _is_fine(asked, options):
        st.session_state[key] = asked
    elif key not in st.session_state or not _is_fine(st.session_state[key], options):
        kept = _written().get(key)
        st.session_state[key] = kept if kept is not None and _is_fine(kept, options) else default


def read_several_from_link(key: str, options: Collection[str]) -> None:
    """Do the same for a widget of several choices."""
    asked = st.query_params.get(key)
    written = _written().get(key)
    if _is_taken_back(key):
        _written().pop(key)
        chosen = []
    elif asked is not None and asked != written:
        chosen = asked.split(_PARTED)
    elif key in st.session_state:
        chosen = list(st.session_state[key])
    else:
        chosen = (written or "").split(_PARTED)
    st.session_state[key] = [each for each in chosen if each in options]


def set_in_link(**chosen: str | Sequence[str] | None) -> None:
    """Write what is chosen to the link, in one step; nothing chosen leaves it."""
    written = _written()
    for key, value in chosen.items():
        text = value if isinstance(value, str) else _PARTED.join(value or ())
        if text:
            written[key] = text
        else:
            written.pop(key, None)
            if key in st.query_params:
                del st.query_params[key]
    wanted = {key: written[key] for key in chosen if key in written}
    if any(st.query_params.get(key) != text for key, text in wanted.items()):
        st.query_params.update(wanted)


def _is_taken_back(key: str) -> bool:
    """Say whether the link once held a choice and came back without it, as by the back button.

    A page entered from the sidebar comes with an empty link, and keeps what was chosen.
    """
    arrived: dict[str, str] = st.session_state.get(_ARRIVED, {})
    return bool(arrived) and key not in arrived and key in _written()


def _written() -> dict[str, str]:
    written: dict[str, str] = st.session_state.setdefault(_WRITTEN, {})
    return written


def _is_fine(value: object, options: Collection[str] | None) -> bool:
    return options is None or value in options
