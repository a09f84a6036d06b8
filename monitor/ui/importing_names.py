"""A file without project codes: its names beside the plan's, for the person to confirm."""

from __future__ import annotations

import streamlit as st

from monitor.services.importing import Preview
from monitor.ui.frame import Frame
from monitor.ui.rows import Column, Row, table

_MOST = 100


def are_names_confirmed(key: str) -> bool:
    """Say whether the person confirmed the names of this file."""
    return bool(st.session_state.get(f"{key}_names"))


def show_names(preview: Preview, key: str, frame: Frame) -> None:
    """Show which project each name would stand for, and take the person's word for it."""
    matches = preview.name_matches
    if not matches:
        return
    columns = (
        Column(frame.say("names.found"), "name"),
        Column(frame.say("names.code")),
        Column(frame.say("names.planned"), "long"),
        Column(frame.say("names.unit")),
    )
    rows = [
        Row((match.found, match.project_code, match.project_name, match.unit_name))
        for match in matches[:_MOST]
    ]
    table(columns, rows, frame, key="name_matches", caption=frame.say("names.title"))
    st.checkbox(frame.say("names.confirm", count=len(matches)), key=f"{key}_names")
    st.caption(frame.say("names.confirm_note"))
