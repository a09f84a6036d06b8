"""Lists of very many projects or indicators, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial

import streamlit as st

from monitor.domain.flags import CHANGES, Reason
from monitor.domain.judged import ProjectMonth
from monitor.domain.month import Month
from monitor.services import crowds
from monitor.services.chasing import Unreported, list_unreported
from monitor.services.crowd_parts import (
    FOUND,
    Sought,
    evaluate_part,
    find_indicators,
    whole_list,
)
from monitor.services.flagging import (
    FlagFilter,
    FlaggedRow,
    flagged_csv,
    flagged_workbook,
    list_flagged,
)
from monitor.services.reviewing import MonthView
from monitor.services.scoring import Evaluation
from monitor.ui import flag_table, indicators
from monitor.ui.chase_parts import MOST_ROWS
from monitor.ui.crowds import (
    chosen,
    find,
    indicators_of_part,
    kept,
    kinds,
    page_asked,
    turn_pages,
    view_of_part,
)
from monitor.ui.data import follow_up_rows, unit_rows, waiting_flags
from monitor.ui.frame import Frame
from monitor.ui.link import give, take
from monitor.ui.pieces import show_lead
from monitor.ui.taking import taken
from monitor.words.figures import round_half_up
from monitor.words.leads import lead_of_flagged
from monitor.words.phrases import say_count, say_list, say_month

_LONG_LIST = 10_000  # rows; they take some seconds
_STATES = ("red", "yellow", "green", "blue", "reported", "not_reported", "unreadable")


def show_crowd_flagged(frame: Frame) -> None:
    """Show the flagged list, a page of it."""
    known = [each for each in kinds(frame) if each.severity > 0]
    view = view_of_part(frame, ())
    amount = sum((each.revised_budget or Decimal(0) for each in known), Decimal(0))
    flagged = sum(each.projects_count for each in known)
    counts = (flagged, view.total.projects_count)
    show_lead(lead_of_flagged(view.month, counts, amount, frame.language, frame.money), frame, view)
    lights = list(dict.fromkeys(each.shown_light for each in known))
    changes = [name for name in CHANGES if any(each.change == name for each in known)]
    narrowed = flag_table.offer_filter(lights, [each.value for each in Reason], changes, frame)
    part = find(frame, Sought(narrowed, is_flagged=True, order_by="urgency", page=page_asked()))
    turn_pages(part, frame, key="flagged")
    rows = _flagged_rows(view_of_part(frame, tuple(part.codes)), frame)
    _offer_lists(narrowed, part.found, frame)
    flag_table.show_flag_table(rows, flagged, frame)


def _flagged_rows(view: MonthView, frame: Frame) -> list[FlaggedRow]:
    codes = tuple(row.project_code for row in view.projects)
    return list_flagged(
        view,
        indicators_of_part(frame, codes),
        frame.language,
        None,
        frame.money,
        follow_ups=follow_up_rows(frame),
        snoozes=waiting_flags(frame),
    )


def _offer_lists(narrowed: FlagFilter, found: int, frame: Frame) -> None:
    """Offer the whole list, however long, as the screen has it narrowed."""

    def write(make: Callable[[MonthView, Iterable[FlaggedRow], FlagFilter], bytes]) -> bytes:
        with whole_list(
            frame.store,
            chosen(frame),
            frame.unit_code,
            narrowed,
            follow_ups=follow_up_rows(frame),
            snoozes=waiting_flags(frame),
        ) as (view, rows):
            return make(view, rows, narrowed)

    name = f"{frame.say('page.flagged')}-{chosen(frame)}"
    with st.container(horizontal=True):
        st.download_button(
            frame.say("flagged.download"),
            taken(f"{name}.xlsx", partial(write, flagged_workbook), frame),
            f"{name}.xlsx",
            on_click="ignore",
        )
        st.download_button(
            frame.say("flagged.download_csv"),
            taken(f"{name}.csv", partial(write, flagged_csv), frame),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
        )
    if found > _LONG_LIST:
        st.caption(frame.say("crowd.list_takes", found=f"{found:,}"))


def show_crowd_indicators(frame: Frame) -> None:
    """Show the indicators, a page of them."""
    month, store, unit = chosen(frame), frame.store, frame.unit_code
    known = kept(lambda: crowds.count_indicators(store, month, unit), frame, "indicator kinds")
    counts: Counter[str] = Counter()
    for each in known:
        counts[each.shown_state] += each.indicators_count
    show_lead(_lead_indicators(counts, month, frame), frame, view_of_part(frame, ()))
    levels = list(dict.fromkeys(each.level1 for each in known))
    narrowed = indicators.offer_filter([name for name in _STATES if counts[name]], levels, frame)
    sought = (narrowed.states, narrowed.levels, narrowed.search, page_asked())
    part = kept(
        lambda: find_indicators(
            store,
            month,
            unit,
            states=sought[0],
            levels=sought[1],
            search=sought[2],
            page=sought[3],
        ),
        frame,
        "indicator keys",
        sought,
    )
    turn_pages(part, frame, key="indicators")
    wanted = set(part.keys)
    rows = [
        row
        for row in indicators_of_part(frame, tuple(part.codes))
        if (row.project_code, row.indicator_key) in wanted
    ]
    if rows:
        indicators.show_indicator_table(rows, narrowed, frame)
    else:
        st.info(frame.say("indicators.nothing_left"))


def _lead_indicators(counts: Counter[str], month: Month, frame: Frame) -> str:
    parts = [
        say_count(frame.language, f"indicators.is.{state}", counts[state])
        for state in _STATES
        if counts[state]
    ]
    return frame.say(
        "crowd.indicators",
        month=say_month(frame.language, month),
        count=f"{counts.total():,}",
        parts=say_list(frame.language, parts),
    )


def crowd_evaluations(frame: Frame) -> list[Evaluation]:
    """Return a page of self-evaluations, and let the page be turned."""
    part = find(frame, Sought(page=page_asked()))
    turn_pages(part, frame, key="scores")
    codes = tuple(part.codes)
    return kept(lambda: evaluate_part(frame.store, chosen(frame), codes), frame, "scores", codes)


def lead_crowd_scores(frame: Frame) -> str:
    """Say how many self-evaluations are complete and what they average."""
    month = chosen(frame)
    count = kept(
        lambda: crowds.count_scores(frame.store, month, frame.unit_code), frame, "score count"
    )
    said = {"month": say_month(frame.language, month), "projects": f"{count.projects_count:,}"}
    if not count.complete_count or count.score is None:
        return frame.say("crowd.scores_none", **said)
    mean = round_half_up(count.score / count.complete_count, 2)
    complete = f"{count.complete_count:,}"
    return frame.say("crowd.scores", **said, complete=complete, mean=f"{mean:.2f}")


def crowd_unreported(frame: Frame) -> tuple[list[Unreported], dict[str, int]]:
    """Return the first who have not reported the month, and how many there are of each unit."""
    month, unit = chosen(frame), frame.unit_code
    first = kept(
        lambda: list_unreported(frame.store, month, unit_code=unit, most=MOST_ROWS),
        frame,
        "unreported",
    )
    counts = {
        each.unit_code: each.not_reported_count
        for each in unit_rows(frame)
        if unit in (None, each.unit_code) and each.not_reported_count
    }
    return first, counts


def choose_crowd_project(frame: Frame) -> tuple[MonthView, ProjectMonth]:
    """Search the projects in the database and offer what fits; the choice stays in the link."""
    asked = st.query_params.get("project")
    search = st.text_input(
        frame.say("crowd.find"), key="crowd_find", placeholder=frame.say("crowd.find_hint")
    )
    order = "code" if search else "urgency"
    part = find(frame, Sought(FlagFilter(search=search), order_by=order, page_size=FOUND))
    if part.found > FOUND and search:
        st.caption(frame.say("crowd.find_most", found=f"{part.found:,}", shown=FOUND))
    codes = part.codes
    if asked and not search:
        codes = list(dict.fromkeys([asked, *codes]))
    view = view_of_part(frame, tuple(codes))
    by_code = {row.project_code: row for row in view.projects}
    if not by_code:
        st.info(frame.say("crowd.nothing"))
        st.stop()
    take("project", by_code, next(iter(by_code)))
    picked = st.selectbox(
        frame.say("project.choose"),
        list(by_code),
        key="project",
        format_func=lambda code: f"{by_code[code].project_name}　{code}",
    )
    give(project=picked)
    return view, by_code[picked]
