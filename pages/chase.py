"""Chase list: who has not reported the month, since when, and the words to send."""

from __future__ import annotations

import streamlit as st

from monitor.outputs.lists.flagged import footer
from monitor.outputs.lists.missing import chase_csv, chase_workbook
from monitor.review.missing_reports import Unreported, list_unreported
from monitor.ui.chase import show_chase_table, show_messages, units_missing
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import month_view
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import enter
from monitor.words.leads import lead_chase

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

month, store, unit = frame.month, frame.store, frame.unit_code
view = month_view(frame)
show_lead(lead_chase(month, view.total, frame.language, frame.money), frame, view)


def everyone() -> list[Unreported]:
    """Return the whole list, of which the page shows only a part."""
    return list_unreported(store, month, unit_code=unit)


units = units_missing(frame)
if units:
    with st.container(horizontal=True, vertical_alignment="center"):
        name = frame.say("chase.file", month=month)
        st.download_button(
            frame.say("chase.download"),
            logged_download(
                f"{name}.xlsx", lambda: chase_workbook(month, everyone(), footer(view)), frame
            ),
            f"{name}.xlsx",
            on_click="ignore",
        )
        st.download_button(
            frame.say("chase.download_csv"),
            logged_download(f"{name}.csv", lambda: chase_csv(everyone(), footer(view)), frame),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
        )
    show_chase_table(units, frame)
    show_messages(units, frame)
