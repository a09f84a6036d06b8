"""The log of what happened on screen: its filters, its pages, its table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date

import streamlit as st

from monitor.access.audit import PAGE_SIZE, Choices, Entry, LogFilter, count_entries
from monitor.config import Settings
from monitor.ui.shell.captions import local_time, plain
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, set_in_link
from monitor.ui.shell.tables import Column, Markup, Row, table
from monitor.upkeep.doctor import Health, examine_place, verify_log
from monitor.upkeep.setup import Store

_DAYS = ("since", "until")
_PAGE = "entries"
_NUMBERED = ("batch", "policy", "follow-up")
_DIGEST = 64


def choose_entries(choices: Choices, frame: Frame) -> LogFilter:
    """Offer who, what and when; what is chosen stays in the link."""
    read_from_link("who", choices.actors)
    read_from_link("event", choices.events)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            frame.say("audit.actor"),
            choices.actors,
            index=None,
            key="who",
            placeholder=frame.say("audit.all"),
            width=200,
        )
        event = st.selectbox(
            frame.say("audit.event"),
            choices.events,
            index=None,
            key="event",
            placeholder=frame.say("audit.all"),
            format_func=lambda code: say_event(code, frame),
            width=220,
        )
        since, until = (_choose_day(name, frame) for name in _DAYS)
    set_in_link(who=who, event=event)
    return LogFilter(since, until, who, event)


def choose_page(found: int, frame: Frame) -> int:
    """Offer the pages of the log and return the one chosen, from 0."""
    pages = max(1, -(-found // PAGE_SIZE))
    options = [str(number) for number in range(1, pages + 1)]
    read_from_link(_PAGE, options, "1")
    if pages > 1:
        st.selectbox(
            frame.say("audit.page", page=st.session_state[_PAGE], pages=pages),
            options,
            key=_PAGE,
            width=200,
        )
    chosen = str(st.session_state[_PAGE])
    set_in_link(**{_PAGE: chosen if chosen != "1" else None})
    return int(chosen) - 1


def first_broken(frame: Frame) -> int | None:
    """Return the first entry that is not as it was sealed; looked at once a minute at most."""
    count = count_entries(frame.store, LogFilter())
    return next(iter(_broken(frame.store, frame.settings, count)), None)


@st.cache_resource(ttl=60, max_entries=4, show_spinner=False)
def _broken(_store: Store, _settings: Settings, count: int) -> list[int]:
    del count
    return verify_log(_store, _settings)


def show_entries(entries: Sequence[Entry], frame: Frame) -> None:
    """Show a page of the log, the newest first."""
    if not entries:
        st.info(frame.say("audit.nothing"))
        return
    columns = (
        Column(frame.say("audit.sequence"), "short"),
        Column(frame.say("audit.when"), "mid"),
        Column(frame.say("audit.actor"), "mid"),
        Column(frame.say("audit.event"), "mid"),
        Column(frame.say("audit.subject"), "name"),
        Column(frame.say("audit.details"), "wide"),
    )
    table(columns, [_row(entry, frame) for entry in entries], frame, key="audit_entries")


def say_event(code: str, frame: Frame) -> str:
    """Return the words for an event; a code that has none yet stands for itself."""
    try:
        return frame.say(f"audit.event.{code}")
    except KeyError:
        return code


def _row(entry: Entry, frame: Frame) -> Row:
    details = " · ".join(_detail(name, value, frame) for name, value in entry.said.items())
    return Row(
        (
            str(entry.sequence),
            local_time(entry.happened_at),
            entry.actor,
            say_event(entry.event, frame),
            _subject(entry.subject, frame),
            Markup(f"<small>{html.escape(details)}</small>"),
        )
    )


def _subject(subject: str, frame: Frame) -> str:
    """Write what has a number in the words of the screen; a name stands for itself."""
    what, _, number = subject.partition(" ")
    is_numbered = what in _NUMBERED and number.isdecimal()
    return frame.say(f"audit.subject.{what}", number=number) if is_numbered else subject


def _detail(name: str, value: object, frame: Frame) -> str:
    text = str(value)
    if name == "kind":
        text = frame.say(f"kind.{value}")
    elif len(text) == _DIGEST:
        text = f"{text[:12]}…"
    try:
        return f"{frame.say(f'audit.detail.{name}')} {text}"
    except KeyError:
        return f"{name} {text}"


def _choose_day(name: str, frame: Frame) -> date | None:
    """Offer a day; the link holds it as 2023-07-05."""
    asked = st.query_params.get(name)
    if f"audit_{name}" not in st.session_state and asked:
        try:
            st.session_state[f"audit_{name}"] = date.fromisoformat(asked)
        except ValueError:
            st.session_state[f"audit_{name}"] = None
    chosen = st.date_input(
        frame.say(f"audit.{name}"), None, format="YYYY-MM-DD", key=f"audit_{name}", width=160
    )
    set_in_link(**{name: chosen.isoformat() if isinstance(chosen, date) else None})
    return chosen if isinstance(chosen, date) else None


def show_trouble(frame: Frame) -> None:
    """Tell who keeps the log what is wrong with folders, disk and backups, and what to do."""
    for each in examine_place(frame.settings):
        if each.health is not Health.ILL:
            continue
        found = ", ".join(filter(None, each.found))
        if each.refusal is not None:
            found = frame.say(each.refusal.code, **each.refusal.values)
        said = {"what": frame.say(f"doctor.{each.name}"), "do": frame.say(f"doctor.{each.name}.do")}
        st.warning(plain(frame.say("audit.trouble", found=found, **said)))
