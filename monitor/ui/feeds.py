"""Cost indicators that repeat the budget: offered once to be fed from spending, then changeable."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.domain.judged import IndicatorMonth
from monitor.services.judging import choose_feed
from monitor.ui.frame import Frame
from monitor.ui.notes import plain, show_notes
from monitor.words.phrases import say_count

_MOST_OFFERED = 30


def show_feeds(rows: Sequence[IndicatorMonth], frame: Frame) -> None:
    """Offer what nobody has chosen yet, and let what was chosen be changed."""
    if not frame.may("judge"):
        return
    fitting = [row for row in rows if row.repeats_budget or row.is_fed]
    offered = [row for row in fitting if row.is_fed is None][:_MOST_OFFERED]
    if offered:
        _offer(offered, frame)
    chosen = [row for row in fitting if row.is_fed is not None]
    if chosen:
        with st.expander(say_count(frame.language, "feed.chosen", len(chosen)), key="feeds_open"):
            for row in chosen[:_MOST_OFFERED]:
                _show_choice(row, frame)


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
