"""Saved mappings on the import page: the one applied, keeping a new one, the list of all."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import PurePath

import streamlit as st

from monitor.intake.mappings import (
    FITTING,
    SavedMapping,
    header_of,
    is_savable,
    list_mappings,
    remove_mapping,
)
from monitor.intake.request import ImportRequest, Preview
from monitor.ui.shell.captions import local_time, plain, show_notes
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Markup, Row, pick_button, table
from monitor.words.figures import write_month
from monitor.words.phrases import say_list

_REMOVED = "mapping_removed"
_LONGEST_NAME = 40


def chosen_mapping(key: str) -> str | None:
    """Return what to read a file by: the saved mapping that fits, unless it was turned off."""
    return FITTING if st.session_state.get(f"{key}_saved", True) else None


def show_mapping(preview: Preview, key: str, frame: Frame) -> None:
    """Say which saved mapping the file was read by, and let the person turn it off."""
    in_use = {saved.name: saved for saved in list_mappings(frame.store)}
    saved = in_use.get(preview.offered)
    if saved is None:
        return
    words = frame.say("mapping.use", name=plain(saved.name))
    st.checkbox(words, value=True, key=f"{key}_saved")
    said = "mapping.applied" if preview.mapping else "mapping.offered"
    when = local_time(saved.set_at)
    what = say_mapping(saved, frame)
    show_notes(frame.say(said, name=saved.name, who=saved.actor, when=when, what=what))


def ask_name(request: ImportRequest, preview: Preview, key: str, frame: Frame) -> str | None:
    """Ask under which name corrections are kept; blank for not at all, None for no good name."""
    header = header_of(preview.understood)
    if header is None or not is_savable(request.overrides):
        return ""
    others = {
        saved.name
        for saved in list_mappings(frame.store)
        if (saved.kind, saved.signature) != (request.kind, header.signature)
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        is_wanted = st.checkbox(frame.say("mapping.save"), value=True, key=f"{key}_keep")
        if not is_wanted:
            return ""
        proposed = preview.mapping or _free_name(PurePath(request.file_name).stem, others)
        name = st.text_input(
            frame.say("mapping.name"),
            value=proposed[:_LONGEST_NAME],
            max_chars=_LONGEST_NAME,
            key=f"{key}_keep_name",
            width=320,
        ).strip()
    if name and name not in others:
        return name
    st.warning(
        frame.say("mapping.name_taken" if name else "mapping.name_missing", name=plain(name))
    )
    return None


def show_mappings(frame: Frame) -> None:
    """List what is saved, each with the button that removes it; nothing while there is none."""
    removed = st.session_state.pop(_REMOVED, None)
    if removed is not None:
        st.success(frame.say("mapping.removed", name=plain(removed)))
    saved = list_mappings(frame.store)
    if not saved or not frame.may("judge"):
        return
    columns = (
        Column(frame.say("mapping.name"), "name"),
        Column(frame.say("mapping.kind"), "short"),
        Column(frame.say("mapping.header")),
        Column(frame.say("mapping.says")),
        Column(frame.say("mapping.who"), "short"),
        Column(frame.say("mapping.action")),
    )
    with st.expander(frame.say("mapping.title", count=len(saved))):
        st.caption(frame.say("mapping.note"))
        picked = table(columns, [_row(each, frame) for each in saved], frame, key="mappings")
    if picked:
        remove_mapping(frame.store, picked, actor=frame.settings.actor)
        st.session_state[_REMOVED] = picked
        st.rerun()


def say_mapping(saved: SavedMapping, frame: Frame) -> str:
    """Say what a mapping makes of its header."""
    return say_list(frame.language, list(_parts(saved, frame)))


def _parts(saved: SavedMapping, frame: Frame) -> Iterator[str]:
    for letter, name in saved.columns.items():
        key = "mapping.column" if name else "mapping.column_unused"
        yield frame.say(key, letter=letter, field=_field(name, frame))
    if saved.unit:
        yield frame.say("mapping.unit", unit=saved.unit)
    if saved.basis:
        yield frame.say("mapping.basis", basis=frame.say(f"basis.{saved.basis}"))
    if not (saved.columns or saved.unit or saved.basis):
        yield frame.say("mapping.row", row=saved.header_row)


def _field(name: str, frame: Frame) -> str:
    field, _, month = name.partition(":")
    word = frame.say(f"column.{field}")
    if not month.isdecimal():
        return word
    return frame.say(
        "mapping.column_month", field=word, month=write_month(int(month), frame.language)
    )


def _row(saved: SavedMapping, frame: Frame) -> Row:
    who = html.escape(saved.actor)
    return Row(
        (
            saved.name,
            frame.say(f"kind.{saved.kind}"),
            say_list(frame.language, saved.header_words),
            say_mapping(saved, frame),
            Markup(f"{local_time(saved.set_at)}<br><small>{who}</small>"),
            pick_button(frame.say("mapping.remove"), saved.name),
        )
    )


def _free_name(wanted: str, taken: set[str]) -> str:
    names = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
