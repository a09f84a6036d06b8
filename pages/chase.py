"""Chase list: who has not reported the month, since when, and the words to send."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from monitor.outputs.lists.flagged import footer
from monitor.outputs.lists.missing import chase_csv, chase_workbook
from monitor.review.missing_reports import Unreported, list_unreported, write_messages
from monitor.ui.chase import crowd_unreported, show_chase_table, show_messages
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.data import is_crowd, month_view, view_of_part
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import enter
from monitor.words.leads import lead_chase

frame = enter()
if frame.month is None:
    show_empty(frame)
    st.stop()

month, store, unit = frame.month, frame.store, frame.unit_code
if is_crowd(frame):
    view = view_of_part(frame, ())
    rows, units = crowd_unreported(frame)
else:
    view = month_view(frame)
    rows = list_unreported(store, month, unit_code=unit)
    units = Counter(row.unit_code for row in rows)
show_lead(lead_chase(month, view.total, frame.language, frame.money), frame, view)


def everyone() -> list[Unreported]:
    """Return the whole list, of which the page may show only the first."""
    return list_unreported(store, month, unit_code=unit)


if rows:
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
    show_chase_table(rows, units, frame)
    if is_crowd(frame):
        show_notes(frame.say("crowd.messages"))
    else:
        show_messages(write_messages(rows, frame.language, frame.money), month, frame)
