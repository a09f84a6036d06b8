"""What the browser tells and keeps: the width of the screen and of paper, and its history.

Phones get charts drawn for them, paper gets them shrunk to fit. The back button goes back.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from monitor.charts.colours import css_variables
from monitor.domain.badges import Theme
from monitor.words.catalogue import Language, say

# Streamlit writes every change of the link as a step of its own into the browser's history, to two
# of which the back button could only return: a page that completes the link it was entered by, and
# the page that is left for another, which is given the other's query first. So what is written
# before anyone has touched the page takes the place of its step, and what is written after becomes
# a step once it is clear that the page stays.
_history = """
const PAUSE = 300;  // milliseconds
const steps = { arriving: true, from: null, timer: 0 };
const keepSteps = () => {
  if (window.emKeepsSteps) return;
  window.emKeepsSteps = true;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  const settle = (make) => {
    if (steps.from === null) return;
    clearTimeout(steps.timer);
    const [state, here] = [history.state, location.href];
    replace(state, "", steps.from);
    steps.from = null;
    if (make) push(state, "", here);
  };
  const touched = () => {
    settle(true);
    steps.arriving = false;
  };
  history.pushState = (state, title, address) => {
    const stays = new URL(address ?? "", location.href).pathname === location.pathname;
    if (!stays) {
      settle(false);
      steps.arriving = true;
      return push(state, title, address);
    }
    if (!steps.arriving) {
      settle(true);
      steps.from = location.href;
      steps.timer = setTimeout(settle, PAUSE, true);
    }
    return replace(state, title, address);
  };
  window.addEventListener("pointerdown", touched, true);
  window.addEventListener("keydown", touched, true);
  window.addEventListener("popstate", () => { steps.arriving = true; });
};
"""

# A chart keeps the width it was drawn for, so a page is printed smaller by as much; an A4 sheet
# within its margins is 688 px wide. The language of the page chooses the forms of its characters.
_measure = component(
    "screen_width",
    html="<span></span>",
    js=_history
    + """
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
  keepSteps();
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
            data={"narrow": known, "language": say(language, "language.tag")},
            on_narrow_change=lambda: None,
        )
    narrow = bool(known if told.narrow is None else told.narrow)
    st.session_state["screen_is_narrow"] = narrow
    return narrow


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
