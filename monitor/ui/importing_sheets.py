"""How each sheet was read: header, columns, unit, month, rows taken and rows left."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from monitor.domain.reading import ControlTotal, RowSkipped, SheetUnderstood
from monitor.services.importing import Preview
from monitor.ui.frame import Frame
from monitor.ui.notes import plain, show_notes
from monitor.ui.rows import Column, Row, table
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
    show_notes(*_skipped(sheet.rows_skipped, frame), *_totals(sheet, frame))


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
