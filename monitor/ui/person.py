"""The line that says who is here, and the way out."""

from __future__ import annotations

import html

import streamlit as st

from monitor.domain.roles import OWNER, Actor
from monitor.words.catalogue import Language, say
from monitor.words.phrases import say_names


def show_actor(actor: Actor, language: Language) -> None:
    """Say by whom the dashboard is used; on one's own machine nobody signs in or out."""
    if actor == OWNER:
        st.caption(say(language, "access.owner"))
        return
    role = say(language, f"role.{actor.role}")
    lines = [html.escape(say(language, "access.signed_in", name=actor.name, role=role))]
    if actor.units:
        units = say_names(language, actor.units)
        lines.append(html.escape(say(language, "access.units", units=units)))
    out = html.escape(say(language, "access.sign_out"))
    lines.append(f'<a href="/sign-out?lang={language}" target="_self">{out}</a>')
    st.html(f'<p class="em-note">{"<br>".join(lines)}</p>')
