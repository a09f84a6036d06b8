"""Where a file was read amiss, the person says how: sheet, header row, columns, unit, basis."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from monitor.domain.month import Month
from monitor.intake.facts import ControlTotal, RowSkipped, SheetUnderstood
from monitor.intake.request import BASES, MONEY_UNITS, ImportRequest, Preview
from monitor.intake.sheets.header import Overrides
from monitor.ui.imports.answers import answered_columns, are_lines_added
from monitor.ui.shell.captions import plain, show_notes
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Row, table
from monitor.words.figures import write_amount
from monitor.words.phrases import say_count

_MONEY_KINDS = ("spending", "adjustments", "plan")
_MOST_ROWS = 12
_MOST_SHEETS = 3


def show_understood(preview: Preview, frame: Frame) -> None:
    """Say back how the file was read, sheet by sheet."""
    if not preview.understood:
        return
    st.markdown(f"**{frame.say('import.understood')}**")
    sheets = [(sheet, _summary(sheet, preview.kind, frame)) for sheet in preview.understood]
    if len(sheets) > _MOST_SHEETS:
        with st.expander(say_count(frame.language, "import.sheets", len(sheets))):
            for number, (sheet, summary) in enumerate(sheets):
                st.markdown(plain(summary))
                _show_sheet(sheet, frame, key=f"columns_{number}")
        return
    for number, (sheet, summary) in enumerate(sheets):
        with st.expander(plain(summary), expanded=preview.is_blocked and number == 0):
            _show_sheet(sheet, frame, key=f"columns_{number}")


def _show_sheet(sheet: SheetUnderstood, frame: Frame, *, key: str) -> None:
    _show_columns(sheet, frame, key=key)
    show_notes(*_proofs(sheet, frame), *_skipped(sheet.rows_skipped, frame), *_totals(sheet, frame))


def _proofs(sheet: SheetUnderstood, frame: Frame) -> list[str]:
    """Say which sums of the sheet's own show that its columns were understood."""
    return [
        frame.say("import.proof", formula=proof.formula, rows=proof.rows) for proof in sheet.proofs
    ]


def _summary(sheet: SheetUnderstood, kind: str, frame: Frame) -> str:
    """Say in one line what the sheet was taken for."""
    name = frame.say("import.sheet", sheet=sheet.sheet) if sheet.sheet else ""
    parts = [
        frame.say("import.sheet.header", row=sheet.header_row)
        if sheet.header_row
        else frame.say("import.sheet.no_header"),
        _unit(sheet, frame) if kind in _MONEY_KINDS else "",
        frame.say(f"basis.{sheet.basis}") if sheet.basis else "",
        frame.say("import.sheet.month", month=sheet.month) if sheet.month else "",
        say_count(frame.language, "import.sheet.taken", sheet.rows_taken),
        say_count(frame.language, "import.sheet.skipped", len(sheet.rows_skipped))
        if sheet.rows_skipped
        else "",
    ]
    said = frame.say("import.sheet.separator").join(filter(None, parts))
    return f"{name or frame.say('import.sheet_none')}{frame.say('joint.colon')}{said}"


def _unit(sheet: SheetUnderstood, frame: Frame) -> str:
    key = "import.sheet.unit" if sheet.unit_stated else "import.sheet.unit_unstated"
    return frame.say(key, unit=sheet.unit)


def _show_columns(sheet: SheetUnderstood, frame: Frame, *, key: str) -> None:
    if not sheet.columns:
        return
    columns = (
        Column(frame.say("import.column.letter")),
        Column(frame.say("import.column.header")),
        Column(frame.say("import.column.field")),
    )
    rows = [
        Row((column.letter, column.header, frame.say(f"column.{column.field}")))
        for column in sheet.columns
        if column.header or column.field
    ]
    table(columns, rows, frame, key=key)


def _skipped(rows: tuple[RowSkipped, ...], frame: Frame) -> list[str]:
    """Say which rows were left and why, the row numbers of each reason together."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_reason[row.reason].append(row.row)
    return [
        frame.say(
            "import.skipped_rows",
            reason=frame.say(f"skip.{reason}"),
            rows="、".join(map(str, numbers[:_MOST_ROWS])) + "…" * (len(numbers) > _MOST_ROWS),
        )
        for reason, numbers in by_reason.items()
    ]


def _totals(sheet: SheetUnderstood, frame: Frame) -> list[str]:
    return [_total(sheet, total, frame) for total in sheet.control_totals]


def _total(sheet: SheetUnderstood, total: ControlTotal, frame: Frame) -> str:
    """Hold a total the file states against the sum of its rows."""
    key = "import.control_same" if total.stated == total.summed else "import.control_differs"
    return frame.say(
        key,
        place=f"{sheet.sheet}!{total.cell} ",
        field=frame.say(f"column.{total.field}"),
        stated=write_amount(total.stated, frame.money),
        summed=write_amount(total.summed, frame.money),
        difference=write_amount(abs(total.stated - total.summed), frame.money),
        unit=frame.money,
    )


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
    columns = answered_columns(key) | {
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
        add_lines=are_lines_added(key),
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
