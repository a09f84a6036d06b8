"""Follow-ups on screen: a table by owner and due date, the filters, the files, what changed."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from monitor.domain.follow_ups import FollowUp, Progress
from monitor.follow_up.attachments import Attachment, fetch_attachment
from monitor.follow_up.measures import OVERDUE, FollowUpEvent
from monitor.ui.shell.captions import local_time, today
from monitor.ui.shell.files import logged_download
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, read_several_from_link, set_in_link
from monitor.ui.shell.tables import Column, Heading, Markup, Row, table
from monitor.words.figures import write_day, write_month
from monitor.words.phrases import write_late


def choose_owner_and_state(
    rows: Sequence[FollowUp], frame: Frame
) -> tuple[str | None, tuple[str, ...]]:
    """Offer the owners there are and every state; what is chosen stays in the link."""
    owners = sorted({each.owner for each in rows if each.owner})
    states = [*Progress, OVERDUE]
    read_from_link("owner", owners)
    read_several_from_link("state", states)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.selectbox(
            frame.say("follow.owner"),
            owners,
            index=None,
            key="owner",
            placeholder=frame.say("follow.all_owners"),
            width=240,
        )
        chosen = st.pills(
            frame.say("follow.state"),
            states,
            selection_mode="multi",
            key="state",
            wrap=True,
            format_func=lambda state: frame.say(f"progress.{state}"),
        )
    set_in_link(owner=owner, state=chosen)
    return owner, tuple(chosen)


def show_follow_up_table(rows: Sequence[FollowUp], count: int, frame: Frame) -> None:
    """Show the follow-ups by owner, the first due first, each leading to its project."""
    if not rows:
        st.info(frame.say("follow.nothing_left"))
        return
    columns = (
        Column(frame.say("follow.state"), "badge-cell"),
        Column(frame.say("field.project"), "name"),
        Column(frame.say("follow.measure"), "wide"),
        Column(frame.say("follow.due")),
        Column(frame.say("follow.files"), "number"),
    )
    caption = ""
    if len(rows) != count:
        caption = frame.say("follow.narrowed", shown=len(rows), count=count)
    table(columns, list(_by_owner(rows, frame)), frame, key="follow_ups", caption=caption)


def show_own_follow_ups(rows: Sequence[FollowUp], frame: Frame) -> None:
    """Show the follow-ups of a project."""
    columns = (
        Column(frame.say("follow.state"), "badge-cell"),
        Column(frame.say("follow.measure"), "wide"),
        Column(frame.say("follow.owner")),
        Column(frame.say("follow.due")),
        Column(frame.say("field.who")),
    )
    lines = [
        Row(
            (
                state_badge(each, frame),
                Markup(_about(each, frame) + _measure(each, frame)),
                each.owner or None,
                _due(each, frame),
                _who(each.actor, each.set_at),
            )
        )
        for each in rows
    ]
    table(columns, lines, frame, key="own_follow_ups")


def show_events(events: Sequence[FollowUpEvent], frame: Frame) -> None:
    """Show every state a follow-up was left in, the newest first, as far as it changed."""
    columns = (
        Column(frame.say("field.who")),
        Column(frame.say("follow.state")),
        Column(frame.say("follow.measure"), "wide"),
        Column(frame.say("follow.owner")),
        Column(frame.say("follow.due")),
    )
    lines = [
        Row(
            (
                _who(each.actor, each.set_at),
                frame.say(f"progress.{each.state}"),
                Markup(_measure(each, frame)),
                each.owner or None,
                write_day(each.due) if each.due else None,
            )
        )
        for each in events
    ]
    table(columns, lines, frame, key="follow_up_events")


def show_files(files: Sequence[Attachment], frame: Frame) -> None:
    """Offer the files beside a follow-up, each as it was kept."""
    for each in files:
        size = f"{max(each.file_size / 1024, 0.1):,.1f} KB"
        who = f"{each.actor}，{local_time(each.added_at)}"
        st.download_button(
            f"{each.file_name}（{size}）",
            logged_download(each.file_name, partial(_bytes_of, each, frame), frame),
            each.file_name,
            "application/octet-stream",
            help=f"{who} · SHA-256 {each.file_sha256[:12]}",
            on_click="ignore",
            key=f"file_{each.file_id}",
        )


def _bytes_of(file: Attachment, frame: Frame) -> bytes:
    return fetch_attachment(frame.store, frame.settings.files_folder, file.file_id)[1]


def state_badge(row: FollowUp, frame: Frame) -> Markup:
    """Return how far a follow-up is; what is overdue stands out."""
    name = OVERDUE if row.is_overdue(today()) else row.state
    kind = {OVERDUE: "red", Progress.IN_HAND: "yellow", Progress.DONE: "green"}.get(name)
    look = f"background:var(--em-{kind}-fill);color:var(--em-{kind}-text)" if kind else ""
    word = html.escape(frame.say(f"progress.{name}"))
    return Markup(f'<span class="em-badge" style="{look}">{word}</span>')


def _by_owner(rows: Sequence[FollowUp], frame: Frame) -> Iterator[Row | Heading]:
    """Put owners in the order of their names, nobody last; the rows keep their order."""
    for owner in sorted({each.owner for each in rows}, key=lambda name: (not name, name)):
        own = [each for each in rows if each.owner == owner]
        name = owner or frame.say("follow.no_owner")
        yield Heading(frame.say("follow.group", owner=name, count=len(own)))
        yield from (_row(each, frame) for each in own)


def _row(row: FollowUp, frame: Frame) -> Row:
    name = row.project_name or frame.say("follow.project_gone")
    project = Markup(
        f"{html.escape(name)}<br>"
        f'<span class="em-code">{html.escape(row.project_code)}</span>'
        f"<br><small>{html.escape(_month(row, frame))}</small>"
    )
    return Row(
        (
            state_badge(row, frame),
            project,
            Markup(_measure(row, frame)),
            _due(row, frame),
            str(row.files_count) if row.files_count else None,
        ),
        opens=row.project_code if row.project_name else "",
    )


def _month(row: FollowUp, frame: Frame) -> str:
    about = [frame.say("follow.month", month=write_month(row.month, frame.language))]
    return " · ".join([*about, *filter(None, [row.indicator_name])])


def _about(row: FollowUp, frame: Frame) -> str:
    return f"<small>{html.escape(_month(row, frame))}</small><br>"


def _measure(row: FollowUp | FollowUpEvent, frame: Frame) -> str:
    """Write the measure, and below it in small print why and what else."""
    cause = frame.say(f"cause_kind.{row.cause}") if row.cause else ""
    small = [text for text in (cause, row.analysis, row.remark) if text]
    lines = [html.escape(row.measure).replace("\n", "<br>")]
    lines += [f"<small>{html.escape(' · '.join(small))}</small>"] if small else []
    return "<br>".join(lines)


def _due(row: FollowUp, frame: Frame) -> Markup | None:
    if row.due is None:
        return None
    if not row.is_overdue(today()):
        return Markup(write_day(row.due))
    late = html.escape(write_late(row, today(), frame.language))
    return Markup(f'{write_day(row.due)}<br><small class="em-worse">{late}</small>')


def _who(actor: str, when: datetime | None) -> Markup:
    moment = f"<br><small>{local_time(when)}</small>" if when else ""
    return Markup(f"{html.escape(actor)}{moment}")
