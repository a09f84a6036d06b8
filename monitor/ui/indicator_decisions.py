"""The targets that need a look, and the form where a person says how one is read and judged."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from monitor.domain.errors import Refusal
from monitor.domain.judged import IndicatorMonth
from monitor.follow_up.indicator_decisions import (
    DIRECTIONS,
    Override,
    choose_feed,
    preview_reading,
    set_override,
    set_reading,
)
from monitor.review.indicators import Concern, IndicatorRequest
from monitor.ui.indicator_cells import reading_cell
from monitor.ui.shell.captions import plain, show_notes
from monitor.ui.shell.data import decision_counts, indicators_of
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Column, Markup, Row, pick_button, table
from monitor.words.phrases import say_count, write_reading

_ABOUT = "reading_about"
_MOST_ROWS = 50
_PRORATIONS = {"rule": None, "yes": True, "no": False}


def show_decisions(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Take what a person decides about the month's indicators.

    ``rows`` are those of the page shown: each of them may be decided about, beside what wants it.
    """
    if frame.may("judge"):
        count = decision_counts(frame).chosen_count
        offered = _concerning("offered", _MOST_OFFERED, frame)
        chosen = _concerning("chosen", _MOST_OFFERED, frame) if count else []
        _show_feeds(offered, chosen, count, frame)
    _show_readings(rows, frame)


def _concerning(concern: Concern, most: int, frame: Frame) -> list[IndicatorMonth]:
    request = IndicatorRequest(concern=concern, group_by="project", page_size=most)
    return indicators_of(request, frame)[1]


def _show_readings(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    """List what needs a look or was set by hand, and take how one target is read and judged."""
    counts = decision_counts(frame)
    doubtful = _concerning("look", _MOST_ROWS, frame) if counts.look_count else []
    decided = _concerning("decided", _MOST_ROWS, frame) if counts.decided_count else []
    title = say_count(frame.language, "reading.title", counts.look_count)
    with st.expander(title, key="reading_open"):
        if doubtful or decided:
            count = counts.look_count + counts.decided_count
            _show_list([*doubtful, *decided][:_MOST_ROWS], count, frame)
        else:
            st.caption(frame.say("reading.none"))
        if not frame.may("judge"):
            show_notes(frame.say("not_allowed_judge"), on_paper=False)
            return
        offered = [*doubtful, *rows, *decided]
        if offered:
            row = _choose(offered, frame)
            _take_reading(row, frame)
            _take_override(row, frame)


def _show_list(rows: Sequence[IndicatorMonth], count: int, frame: Frame) -> None:
    columns = (
        Column(frame.say("indicators.name"), "name"),
        Column(frame.say("indicators.target"), "short"),
        Column(frame.say("indicators.reading"), "wide"),
        Column("", "short"),
    )
    lines = [_line(row, frame) for row in rows]
    picked = table(columns, lines, frame, key="reading_table")
    if picked:
        st.session_state[_ABOUT] = picked
    if count > len(rows):
        st.caption(frame.say("reading.most", shown=len(rows)))


def _line(row: IndicatorMonth, frame: Frame) -> Row:
    name = f"{html.escape(row.level3)}<br><small>{html.escape(row.project_name)}</small>"
    button = pick_button(frame.say("reading.pick"), _name(row))
    return Row((Markup(name), row.target_text, reading_cell(row, frame), button))


def _name(row: IndicatorMonth) -> str:
    return f"{row.project_code} {row.indicator_key}"


def _choose(rows: Sequence[IndicatorMonth], frame: Frame) -> IndicatorMonth:
    by_name = {_name(row): row for row in rows}
    if st.session_state.get(_ABOUT) not in by_name:
        st.session_state[_ABOUT] = next(iter(by_name))
    chosen = st.selectbox(
        frame.say("reading.about"),
        list(by_name),
        key=_ABOUT,
        format_func=lambda name: (
            f"{by_name[name].level3}　{by_name[name].target_text}　{by_name[name].project_name}"
        ),
    )
    return by_name[chosen]


def _take_reading(row: IndicatorMonth, frame: Frame) -> None:
    """Show how a spelling will be read before it is kept."""
    own = f"{_name(row)} {row.read_as}"
    reading = write_reading(row, frame.language)
    show_notes(frame.say("reading.written", target=row.target_text, reading=reading))
    spelling = st.text_input(
        frame.say("reading.as"),
        row.read_as or ("" if row.reason else row.target_text),
        max_chars=100,
        key=f"reading_as {own}",
        placeholder=frame.say("reading.as_hint"),
    )
    refusal: Refusal | None = None
    if spelling:
        try:
            ahead = preview_reading(row, spelling)
        except Refusal as found:
            refusal = found
        else:
            said = write_reading(ahead, frame.language)
            st.markdown(plain(frame.say("reading.preview", reading=said)))
    why = st.text_input(
        frame.say("reading.why"),
        max_chars=200,
        key=f"reading_why {own}",
        placeholder=frame.say("reading.why_hint"),
    )
    if st.button(frame.say("reading.save"), key="reading_save"):
        try:
            set_reading(frame.store, row, spelling, why, actor=frame.settings.actor)
        except Refusal as found:
            refusal = found
        else:
            st.rerun()
    _show_refusal(refusal, frame)


def _take_override(row: IndicatorMonth, frame: Frame) -> None:
    with st.form(f"override {_name(row)} {row.judged_why}", border=False):
        st.markdown(f"**{frame.say('override.about')}**")
        show_notes(frame.say("override.rule"))
        direction = st.segmented_control(
            frame.say("override.direction"),
            ["rule", *(each.value for each in DIRECTIONS)],
            default="rule",
            required=True,
            format_func=lambda code: frame.say(f"override.direction.{code}"),
        )
        proration = st.segmented_control(
            frame.say("override.proration"),
            list(_PRORATIONS),
            default="rule",
            required=True,
            format_func=lambda code: frame.say(f"override.proration.{code}"),
        )
        why = st.text_input(frame.say("reading.why"), max_chars=200)
        if not st.form_submit_button(frame.say("override.save")):
            return
        chosen = "" if direction in (None, "rule") else direction
        override = Override(chosen, _PRORATIONS[proration or "rule"], why)
        try:
            set_override(frame.store, row, override, actor=frame.settings.actor)
        except Refusal as refusal:
            _show_refusal(refusal, frame)
        else:
            st.rerun()


def _show_refusal(refusal: Refusal | None, frame: Frame) -> None:
    if refusal is not None:
        st.error(plain(frame.say(refusal.code, **refusal.values)))


_MOST_OFFERED = 30


def show_feeds(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Offer what nobody has chosen yet for a project, and let what was chosen be changed."""
    if not frame.may("judge"):
        return
    offered = [row for row in rows if row.repeats_budget and row.is_fed is None]
    chosen = [row for row in rows if row.is_fed is not None]
    _show_feeds(offered[:_MOST_OFFERED], chosen[:_MOST_OFFERED], len(chosen), frame)


def _show_feeds(
    offered: Sequence[IndicatorMonth], chosen: Sequence[IndicatorMonth], count: int, frame: Frame
) -> None:
    """``count`` says how many were chosen, of which only the first may be given."""
    if offered:
        _offer(offered, frame)
    if chosen:
        with st.expander(say_count(frame.language, "feed.chosen", count), key="feeds_open"):
            for row in chosen:
                _show_choice(row, frame)
            if count > len(chosen):
                st.caption(frame.say("feed.most", shown=len(chosen)))


def _offer(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    by_name = {f"{row.project_code} {row.indicator_key}": row for row in rows}
    with st.container(border=True, key="feed_offer"):
        st.markdown(plain(say_count(frame.language, "feed.offer", len(rows))))
        names = list(by_name)
        if len(rows) > 1:
            names = st.multiselect(
                frame.say("feed.which"),
                names,
                names,
                key="feed_which",
                format_func=lambda name: _say(by_name[name], frame),
            )
        else:
            st.markdown(plain(_say(rows[0], frame)))
        with st.container(horizontal=True):
            is_yes = st.button(frame.say("feed.yes"), key="feed_yes", type="primary")
            is_no = st.button(frame.say("feed.no"), key="feed_no")
        show_notes(frame.say("feed.offer_note"))
        if (is_yes or is_no) and names:
            _keep([by_name[name] for name in names], frame, is_fed=is_yes)


def _show_choice(row: IndicatorMonth, frame: Frame) -> None:
    is_fed = st.toggle(
        plain(f"{_say(row, frame)} — {frame.say('feed.by', who=row.fed_by)}"),
        bool(row.is_fed),
        key=f"feed {row.project_code} {row.indicator_key} {row.is_fed}",
    )
    if is_fed != row.is_fed:
        _keep([row], frame, is_fed=is_fed)


def _keep(rows: Sequence[IndicatorMonth], frame: Frame, *, is_fed: bool) -> None:
    choose_feed(frame.store, rows, is_fed=is_fed, actor=frame.settings.actor)
    st.rerun()


def _say(row: IndicatorMonth, frame: Frame) -> str:
    return frame.say("feed.one", name=row.level3, target=row.target_text, project=row.project_name)
