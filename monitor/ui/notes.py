"""Quiet lines beside what matters."""

from __future__ import annotations

import html

import streamlit as st


def show_notes(*lines: str) -> None:
    """Show lines of small print; nothing where all are blank."""
    said = "".join(f'<p class="em-note">{html.escape(line)}</p>' for line in lines if line)
    if said:
        st.html(said)
