"""The little CSS the pages need beyond the theme: figures that line up, tables, phones, print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from monitor.charts.tokens import Theme, css_variables

_CSS = Path(__file__).with_name("style.css")


@cache
def _css() -> str:
    return _CSS.read_text(encoding="utf-8")


def apply_style() -> None:
    """Send the style sheet with the tokens of the theme in use."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f"<style>:root {{{css_variables(theme)}}}\n{_css()}</style>")
