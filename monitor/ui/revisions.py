"""Targets of a project that changed from one plan to the next, each with its file."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

import streamlit as st

from monitor.services.revising import TargetVersion
from monitor.ui.frame import Frame
from monitor.ui.notes import show_notes
from monitor.ui.project_parts import local_time
from monitor.ui.rows import Column, Heading, Markup, Row, table
from monitor.words.phrases import say_count


def show_revisions(changed: Sequence[Sequence[TargetVersion]], frame: Frame) -> None:
    """Show old and new targets with their plans; nothing where none changed."""
    if not changed:
        return
    with st.expander(say_count(frame.language, "revision.title", len(changed))):
        show_notes(frame.say("revision.note"))
        columns = (
            Column(frame.say("revision.target"), "name"),
            Column(frame.say("revision.standing"), "short"),
            Column(frame.say("field.batch"), "number"),
            Column(frame.say("field.file")),
            Column(frame.say("field.who")),
            Column(frame.say("field.when")),
        )
        lines = [line for versions in changed for line in _lines(versions, frame)]
        table(columns, lines, frame, key="target_revisions")


def _lines(versions: Sequence[TargetVersion], frame: Frame) -> Iterator[Row | Heading]:
    newest = versions[0]
    yield Heading(" · ".join(dict.fromkeys(filter(None, (newest.level2, newest.level3)))))
    yield from (_line(version, frame) for version in versions)
    if not any(version.standing == "current" for version in versions):
        gone = frame.say("revision.gone", count=newest.results_count)
        yield Row((Markup(f"<small>{html.escape(gone)}</small>"), *[Markup("")] * 5))


def _line(version: TargetVersion, frame: Frame) -> Row:
    is_current = version.standing == "current"
    text = html.escape(version.target_text)
    return Row(
        (
            Markup(f"<strong>{text}</strong>" if is_current else text),
            frame.say(f"revision.{version.standing}"),
            str(version.batch_id),
            version.file_name,
            version.actor,
            local_time(version.committed_at),
        )
    )
