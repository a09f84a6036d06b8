"""Where a file was read amiss, the person says how: sheet, header row, columns, unit, basis."""

from __future__ import annotations

import streamlit as st

from monitor.domain.month import Month
from monitor.services.importing import (
    BASES,
    MONEY_UNITS,
    ImportRequest,
    Overrides,
    Preview,
)
from monitor.ui.frame import Frame

# The fields a person may point to, by kind; a plan workbook is read by its own headers.
_WHO = ("project_code", "project_name")
_FIELDS = {
    "spending": (*_WHO, "spent", "month_spent", "amount", "payment_date", "month"),
    "results": (*_WHO, "level2", "level3", "result", "month"),
    "adjustments": (*_WHO, "added", "cut", "change", "revised_budget", "month"),
}
_LONGEST_LETTER = 3
# Findings that this helps with; where one is there, the form stands open.
_HELPED = {
    "wrong_workbook",
    "sheet_missing",
    "sheets_overlap",
    "columns_ambiguous",
    "unit_unstated",
    "unit_suspicious",
    "unit_unsupported",
    "amount_too_large",
    "amount_out_of_range",
    "month_mismatch",
}


def chosen_overrides(kind: str, key: str, month: Month | None) -> Overrides | None:
    """Return how the person wants this file read, None for as it was understood."""
    told = {name: st.session_state.get(f"{key}_{name}") for name in _FIELDS.get(kind, ())}
    columns = {
        letter.strip().upper(): name
        for name, letter in told.items()
        if letter and _is_letter(letter.strip())
    }
    sheet = (st.session_state.get(f"{key}_sheet") or "").strip()
    unit, basis = (st.session_state.get(f"{key}_{name}") for name in ("unit", "basis"))
    overrides = Overrides(
        sheet=sheet or None,
        header_row=st.session_state.get(f"{key}_header"),
        columns=columns,
        unit=unit if unit in MONEY_UNITS else None,
        basis=basis if basis in BASES else None,
        month=month if st.session_state.get(f"{key}_month_chosen") else None,
    )
    return None if overrides == Overrides() else overrides


def choose_reading(preview: Preview, request: ImportRequest, frame: Frame) -> None:
    """Offer to read the file in another way; what is chosen holds for this file only."""
    if preview.kind not in _FIELDS:
        return
    key = reading_key(request.file_name, request.data)
    is_helped = any(finding.code in _HELPED for finding in preview.findings)
    with st.expander(frame.say("import.reading"), expanded=is_helped or bool(request.overrides)):
        st.caption(frame.say("import.reading_note"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if preview.kind != "results":
                _choose(f"{key}_unit", "import.unit", MONEY_UNITS, frame)
            if preview.kind == "spending":
                words = {basis: frame.say(f"basis.{basis}") for basis in BASES}
                _choose(f"{key}_basis", "field.basis", BASES, frame, words)
            st.text_input(frame.say("import.reading_sheet"), key=f"{key}_sheet", width=180)
            st.number_input(
                frame.say("import.reading_header"),
                min_value=1,
                value=None,
                step=1,
                key=f"{key}_header",
                width=140,
            )
        _point_to_columns(preview, key, frame)
        st.checkbox(frame.say("import.use_chosen_month"), key=f"{key}_month_chosen")


def _choose(
    key: str,
    label: str,
    options: tuple[str, ...],
    frame: Frame,
    words: dict[str, str] | None = None,
) -> None:
    """Offer what the file says and the alternatives to it."""
    shown = {"": frame.say("import.reading_auto"), **(words or {})}
    st.segmented_control(
        frame.say(label),
        ("", *options),
        default="",
        required=True,
        key=key,
        wrap=True,
        format_func=lambda option: shown.get(option, option),
    )


def _point_to_columns(preview: Preview, key: str, frame: Frame) -> None:
    """Ask for the letter of each field's column; the one understood stands as a hint."""
    understood = preview.understood[0].columns if preview.understood else ()
    letters = {column.field: column.letter for column in understood if column.field}
    with st.container(horizontal=True):
        for name in _FIELDS[preview.kind]:
            st.text_input(
                frame.say("import.reading_column", field=frame.say(f"column.{name}")),
                key=f"{key}_{name}",
                placeholder=letters.get(name, "—"),
                max_chars=_LONGEST_LETTER,
                width=220,
            )


def _is_letter(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) <= _LONGEST_LETTER


def reading_key(file_name: str, data: bytes) -> str:
    """Return under what the choices for one file are remembered while it is looked at."""
    return f"import_reading_{file_name}_{len(data)}"
