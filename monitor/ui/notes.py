"""Quiet lines beside what matters."""

from __future__ import annotations

import html
import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!$~|<>:-])")


def plain(text: str) -> str:
    """Let a name stand as it is where Streamlit reads markdown."""
    return _MARKUP.sub(r"\\\1", text)


def show_notes(*lines: str) -> None:
    """Show lines of small print; nothing where all are blank."""
    said = "".join(f'<p class="em-note">{html.escape(line)}</p>' for line in lines if line)
    if said:
        st.html(said)
