"""How wide the screen is: phones get charts drawn for them, paper gets them shrunk to fit."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2 import component

from monitor.i18n.figures import Language

# A chart keeps the width it was drawn for, so a page is printed smaller by as much; an A4 sheet
# within its margins is 688 px wide. The language of the page chooses the forms of its characters.
_measure = component(
    "screen_width",
    html="<span></span>",
    js="""
export default function ({ setStateValue, data }) {
  const query = window.matchMedia("(max-width: 640px)");
  const tell = () => {
    if (query.matches !== data.narrow) setStateValue("narrow", query.matches);
  };
  const fit = () => {
    const main = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!main) return;
    const { paddingLeft, paddingRight } = getComputedStyle(main);
    const width = main.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    document.documentElement.style.setProperty("--em-paper-zoom", Math.min(1, 688 / width));
  };
  document.documentElement.lang = data.language;
  tell();
  query.addEventListener("change", tell);
  window.addEventListener("beforeprint", fit);
  return () => {
    query.removeEventListener("change", tell);
    window.removeEventListener("beforeprint", fit);
  };
}
""",
)


def is_narrow(language: Language) -> bool:
    """Say whether the screen is a phone's: first by the browser's word, then as measured."""
    known = st.session_state.get("screen_is_narrow")
    if known is None:
        known = "Mobi" in st.context.headers.get("User-Agent", "")
    with st.container(key="screen_measure", height="content"):
        told = _measure(
            key="screen",
            data={"narrow": known, "language": "zh-CN" if language == "zh" else "en"},
            on_narrow_change=lambda: None,
        )
    narrow = bool(known if told.narrow is None else told.narrow)
    st.session_state["screen_is_narrow"] = narrow
    return narrow
