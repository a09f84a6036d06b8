"""The CSS the pages need beyond the theme: tables, phones, paper, and Streamlit's own words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from monitor.charts.tokens import Theme, css_variables
from monitor.words.catalogue import Language, say

_SHEETS = ("style.css", "native.css", "print.css")
_SAID = ("system", "light", "dark", "print", "skip", "stop", "enter", "nothing")


@cache
def _css() -> str:
    folder = Path(__file__).parent
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _SHEETS)


@cache
def _words(language: Language) -> str:
    """Write the words the style sheet puts in the place of Streamlit's own."""
    said = {name: say(language, f"native.{name}") for name in _SAID}
    said["product"] = say(language, "product")
    return "".join(
        f"--em-say-{name}:{json.dumps(word, ensure_ascii=False)};" for name, word in said.items()
    )


def apply_style(language: Language) -> None:
    """Send the style sheets with the tokens of the theme in use; paper is always light."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    screen = f":root {{{css_variables(theme)}{_words(language)}}}"
    paper = f"@media print {{:root {{{css_variables('light')}}}}}"
    if theme == "dark":
        paper += "\n@media print {.stPlotlyChart {filter: invert(1) hue-rotate(180deg);}}"
    st.html(f"<style>{screen}\n{_css()}\n{paper}</style>")
