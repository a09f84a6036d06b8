"""Quiet lines beside what matters."""

from __future__ import annotations

import html
import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!$~|<>:.&=-])")
_ADDRESS = re.compile(r"(?i)(?=://|@)|(?<=\bwww)(?=\.)")
_JOINER = "\u2060"  # takes no room; Markdown sees no address across it


def plain(text: str) -> str:
    """Let a name stand as it is where Streamlit reads markdown; an address in it is no link."""
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub(_JOINER, text))


def show_notes(*lines: str, on_paper: bool = True) -> None:
    """Show lines of small print; nothing where all are blank. A printed page may leave them out."""
    kind = "em-note" if on_paper else "em-note em-screen-only"
    said = "".join(f'<p class="{kind}">{html.escape(line)}</p>' for line in lines if line)
    if said:
        st.html(said)
