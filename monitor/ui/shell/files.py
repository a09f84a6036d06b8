"""The official forms and the documents of a month, to take away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import streamlit as st

from monitor.access.audit import record_export
from monitor.domain.month import Month
from monitor.outputs.documents import Issue, document_name, write_document
from monitor.outputs.forms.fill import write_forms
from monitor.review.months import MonthView
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.data import chosen, projects_in_view
from monitor.ui.shell.frame import Frame

MOST_IN_A_FILE = 3000  # projects; a form has a sheet of each, a pack besides pages of each unit


def logged_download(name: str, make: Callable[[], bytes], frame: Frame) -> Callable[[], bytes]:
    """Return what makes a download and then adds its name to the log."""

    def make_and_tell() -> bytes:
        data = make()
        record_export(
            frame.store,
            name,
            actor=frame.settings.actor,
            month=str(frame.month or ""),
            unit_code=frame.unit_code or "",
        )
        return data

    return make_and_tell


_NAMES = {"monitoring-form": "forms.monitoring", "self-evaluation": "forms.evaluation"}
_FILES = {"monitoring-form": "执行监控表", "self-evaluation": "绩效自评表"}


def has_too_many(frame: Frame) -> bool:
    """Say whether there are more projects in view than one file is written for."""
    return projects_in_view(chosen(frame).year, frame) > MOST_IN_A_FILE


def offer_forms(frame: Frame, *, project_code: str | None = None) -> None:
    """Offer both forms of the month, for a project or for everything in view."""
    if project_code is None and has_too_many(frame):
        show_notes(_too_many("forms.too_many", frame), on_paper=False)
        return
    month = chosen(frame)
    with st.container(horizontal=True, vertical_alignment="center"):
        for form, key in _NAMES.items():
            st.download_button(
                frame.say(key),
                _writer(form, month, frame, project_code),
                f"{_FILES[form]}-{project_code or frame.unit_code or '全部'}-{month}.xlsx",
                on_click="ignore",
                key=f"form_{form}",
            )
        st.caption(frame.say("forms.note"))


def _writer(form: str, month: Month, frame: Frame, project_code: str | None) -> Callable[[], bytes]:
    name = f"{_FILES[form]} {project_code or frame.unit_code or ''}".strip()
    return logged_download(
        name,
        lambda: write_forms(
            frame.store, form, month, unit_code=frame.unit_code, project_code=project_code
        ),
        frame,
    )


def offer_documents(view: MonthView, frame: Frame) -> None:
    """Offer notice, report and month-end pack; what cannot be written is off, and why is said."""
    units = [
        f"{unit.unit_code}{unit.unit_name}"
        for unit in frame.scope
        if unit.fiscal_year == view.month.year and frame.unit_code in (None, unit.unit_code)
    ]
    is_one = len(units) == 1
    can_write = view.total.spent is not None and not has_too_many(frame)
    can = {
        "notice": can_write and is_one and bool(view.total.flagged_count),
        "report": can_write and is_one,
        "pack": can_write,
    }
    with st.popover(frame.say("documents.open"), key="documents"):
        show_notes(frame.say("documents.note"), on_paper=False)
        reply_by = st.date_input(
            frame.say("documents.reply_by"), None, format="YYYY-MM-DD", key="reply_by"
        )
        for document, is_offered in can.items():
            st.download_button(
                frame.say(f"documents.{document}"),
                _issuer(document, view, frame, reply_by),
                document_name(document, view.month, units[0] if is_one else ""),
                on_click="ignore",
                disabled=not is_offered,
                width="stretch",
                key=f"document_{document}",
            )
        show_notes(*_why_off(view, frame, can), frame.say("documents.pack_note"), on_paper=False)


def _issuer(
    document: str, view: MonthView, frame: Frame, reply_by: date | None
) -> Callable[[], bytes]:
    issue = Issue(document, view.month, unit_code=frame.unit_code, reply_by=reply_by)
    return logged_download(
        frame.say(f"documents.{document}"), lambda: write_document(frame.store, issue), frame
    )


def _why_off(view: MonthView, frame: Frame, can: dict[str, bool]) -> list[str]:
    if view.total.spent is None:
        return [frame.say("documents.nothing_reported")]
    if has_too_many(frame):
        return [_too_many("documents.too_many", frame)]
    if not can["report"]:
        return [frame.say("documents.choose_unit")]
    return [] if view.total.flagged_count else [frame.say("documents.nothing_flagged")]


def _too_many(key: str, frame: Frame) -> str:
    count = projects_in_view(chosen(frame).year, frame)
    return frame.say(key, most=f"{MOST_IN_A_FILE:,}", count=f"{count:,}")


@contextmanager
def uploading(key: str, limit: int, frame: Frame) -> Iterator[None]:
    """Say what stands in place of the uploader's own words; ``key`` begins with upload.

    ``limit`` is in megabytes.
    """
    words = {
        "--em-upload": frame.say("import.upload_button"),
        "--em-drop": frame.say("import.upload_drop", limit=limit),
    }
    said = "".join(
        f"{name}:{json.dumps(word, ensure_ascii=False)};" for name, word in words.items()
    )
    st.html(f"<style>.st-key-{key} {{{said}}}</style>")
    with st.container(key=key):
        yield
