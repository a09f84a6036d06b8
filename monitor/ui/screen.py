"""How wide the screen is: phones get charts drawn for them."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2 import component

_measure = component(
    "screen_width",
    html="<span></span>",
    js="""
export default function ({ setStateValue, data }) {
  const query = window.matchMedia("(max-width: 640px)");
  const tell = () => {
    if (query.matches !== data.narrow) setStateValue("narrow", query.matches);
  };
  tell();
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}
""",
)


def is_narrow() -> bool:
    """Say whether the screen is a phone's: first by the browser's word, then as measured."""
    known = st.session_state.get("screen_is_narrow")
    if known is None:
        known = "Mobi" in st.context.headers.get("User-Agent", "")
    with st.container(key="screen_measure", height="content"):
        told = _measure(key="screen", data={"narrow": known}, on_narrow_change=lambda: None)
    narrow = bool(known if told.narrow is None else told.narrow)
    st.session_state["screen_is_narrow"] = narrow
    return narrow
