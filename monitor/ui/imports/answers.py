"""What a file leaves open is asked beside its findings: which column, which rows."""

from __future__ import annotations

import streamlit as st

from monitor.domain.findings import Finding
from monitor.intake.request import Preview
from monitor.ui.shell.frame import Frame

_LINES = ("project_lines", "lines_added")
_UNITS = ("other_units", "other_units_left")
_COLUMNS = ("columns_ambiguous", "refund_unsettled")


def show_answers(preview: Preview, key: str, frame: Frame) -> None:
    """Offer the answers that the findings of a file ask for; each is shown until it is changed."""
    codes = {finding.code: finding for finding in preview.findings}
    for code in _COLUMNS:
        if preview.kind == "spending" and code in codes:
            _remember(codes[code], key)
    _offer_columns(key, frame)
    for name, asking in (("lines", _LINES), ("units", _UNITS)):
        finding = next((codes[code] for code in asking if code in codes), None)
        if finding is not None:
            label = frame.say(f"answer.{name}", **finding.values)
            st.checkbox(label, key=f"{key}_answer_{name}")


def _remember(finding: Finding, key: str) -> None:
    st.session_state[f"{key}_asked"] = finding.values


def _offer_columns(key: str, frame: Frame) -> None:
    asked = st.session_state.get(f"{key}_asked")
    if asked is None:
        return
    said = dict(zip(asked["options"].split(","), asked["candidates"].split("; "), strict=False))
    st.radio(
        frame.say("answer.column", field=asked["field"]),
        list(said),
        index=None,
        key=f"{key}_answer_column",
        format_func=lambda option: said.get(option, option),
    )


def answered_columns(key: str) -> dict[str, str]:
    """Give the column that the person chose, by its letter; none where nothing was asked."""
    asked = st.session_state.get(f"{key}_asked")
    name, _, letter = (st.session_state.get(f"{key}_answer_column") or "").partition("=")
    return {letter: name} if asked and letter else {}


def are_lines_added(key: str) -> bool:
    """Say whether the rows of a project are to be added up."""
    return bool(st.session_state.get(f"{key}_answer_lines"))


def is_own_unit_alone(key: str) -> bool:
    """Say whether rows of other units are to be left out."""
    return bool(st.session_state.get(f"{key}_answer_units"))
