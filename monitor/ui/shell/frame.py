"""The frame around every page: who is here, the month in view, language, unit of money, theme."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.navigation.page import Page

from monitor.access.scope import UnitScope, current_version, list_scope, newest_month
from monitor.charts.records import Look
from monitor.config import Settings, read_settings
from monitor.domain.badges import Theme
from monitor.domain.errors import NotAllowed, Refusal
from monitor.domain.month import Month
from monitor.domain.roles import Actor, Permission
from monitor.ui.gate.visits import actor_here
from monitor.ui.shell.captions import plain, show_actor, show_lake
from monitor.ui.shell.link import read_from_link, set_in_link, start_run
from monitor.ui.shell.queue import in_queue
from monitor.ui.shell.screen import apply_style, is_narrow
from monitor.upkeep.logs import timed
from monitor.upkeep.setup import Store, act_for, open_store
from monitor.words.catalogue import LANGUAGES, Language, browser_language, known_language, say
from monitor.words.figures import MoneyUnit
from monitor.words.phrases import say_month

PAGES = (
    "overview",
    "flagged",
    "followups",
    "project",
    "indicators",
    "scores",
    "imports",
    "chase",
    "months",
    "plan",
    "settings",
    "audit",
)

NEEDED: dict[str, Permission] = {"imports": "import", "settings": "policy", "audit": "account"}
_MONEY_UNITS: tuple[MoneyUnit, MoneyUnit] = ("万元", "元")
_FRAME = "frame_of_this_run"
_PAGES_MADE: dict[tuple[str, Language, bool], Page] = {}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is given. ``month`` is None and ``scope`` empty while there is no plan.

    ``version`` is that of the data when the run began; all the page shows is of this version.
    """

    store: Store
    settings: Settings
    language: Language
    money: MoneyUnit
    theme: Theme
    is_narrow: bool
    scope: tuple[UnitScope, ...]
    month: Month | None
    unit_code: str | None
    actor: Actor
    version: str

    def may(self, permission: Permission) -> bool:
        """Say whether to offer something; the services check again."""
        return self.actor.may(permission)

    def say(self, key: str, **values: object) -> str:
        """Return the words under a key in the language of the screen."""
        return say(self.language, key, **values)

    @property
    def look(self) -> Look:
        """Return how charts are to look."""
        return Look(self.theme, self.language, self.money, compact=self.is_narrow)


@st.cache_resource(show_spinner=False)
def shared() -> tuple[Store, Settings]:
    """Return the store and the settings of this process."""
    settings = read_settings()
    return open_store(settings, in_background=True), settings


def run() -> None:
    """Draw the frame and the page chosen in it, when it is this visit's turn."""
    with in_queue():
        start_run()
        language = _language()
        st.set_page_config(page_title=say(language, "product"), page_icon="📊", layout="wide")
        apply_style(language)
        with guarding(language):
            _show(language, actor_here(shared()[0]))


def _show(language: Language, actor: Actor) -> None:
    """Draw the pages a role may use, and the one chosen."""
    page = st.navigation([_page(name, language, _may_enter(name, actor)) for name in PAGES])
    with guarding(language):
        st.session_state[_FRAME] = _build(language, actor)
        try:
            if not _may_enter(page.url_path, actor):
                code = f"not_allowed_{NEEDED[page.url_path]}"
                raise NotAllowed(code, name=actor.name)
            with timed("page", page=page.url_path or PAGES[0]):
                page.run()
        finally:
            st.session_state.pop(_FRAME, None)


def _page(name: str, language: Language, may_enter: bool) -> Page:  # noqa: FBT001 - part of a key
    """Return a page for the navigation of this run; its file is looked for once per process.

    The navigation marks the page it was given, so each run is given one of its own.
    """
    key = (name, language, may_enter)
    if key not in _PAGES_MADE:
        _PAGES_MADE[key] = st.Page(
            f"pages/{name}.py",
            title=say(language, f"page.{name}"),
            url_path=name,
            default=name == PAGES[0],
            visibility="visible" if may_enter else "hidden",
        )
    return copy(_PAGES_MADE[key])


def _may_enter(name: str, actor: Actor) -> bool:
    """Say whether a page is for a person; what it shows is held by the services again."""
    return name not in NEEDED or actor.may(NEEDED[name])


def enter() -> Frame:
    """Give a page its frame; a page entered past the frame draws the frame, itself in it.

    Streamlit runs a file of pages/ by itself until it has seen the frame's navigation once.
    """
    frame = st.session_state.get(_FRAME)
    if not isinstance(frame, Frame):
        run()
        st.stop()
    return frame


@contextmanager
def guarding(language: Language) -> Iterator[None]:
    """Show refusals as their sentence, and anything unforeseen as a plain page with a reference."""
    try:
        yield
    except Refusal as refusal:
        st.error(plain(say(language, refusal.code, **refusal.values)))
    except Exception:  # the last resort: Streamlit's own control flow is no Exception
        reference = uuid.uuid4().hex[:8]
        logging.getLogger("monitor").exception("reference %s", reference)
        st.error(say(language, "ui.bug", reference=reference))


def _language() -> Language:
    """Return the language chosen, at first the browser's."""
    preferred = browser_language(st.context.locale or "")
    read_from_link("lang", LANGUAGES, preferred)
    return known_language(st.session_state["lang"]) or preferred


def _build(language: Language, actor: Actor) -> Frame:
    root, settings = shared()
    if actor.name:
        settings = replace(settings, actor=actor.name)
    store = act_for(root, actor)
    version = current_version(store)
    scope = _scope(_store=store, version=version, units=actor.units)
    with st.sidebar:
        month = _choose_month(scope, language)
        unit_code = _choose_unit(scope, month, language)
        money = _choose_money(language)
        _choose_language(language)
        show_lake(store, version, language)
        show_actor(actor, language)
    set_in_link(lang=language, month=str(month) if month else None, unit=unit_code, money=money)
    return Frame(
        store=store,
        settings=settings,
        language=language,
        money=money,
        theme="dark" if st.context.theme.type == "dark" else "light",
        is_narrow=is_narrow(language),
        scope=scope,
        month=month,
        unit_code=unit_code,
        actor=actor,
        version=version,
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _scope(_store: Store, version: str, units: tuple[str, ...]) -> tuple[UnitScope, ...]:
    del version, units
    return tuple(list_scope(_store))


def _choose_month(scope: tuple[UnitScope, ...], language: Language) -> Month | None:
    newest = newest_month(list(scope))
    if newest is None:
        return None
    options = [
        str(Month(year, number))
        for year in sorted({unit.fiscal_year for unit in scope}, reverse=True)
        for number in range(1, 13)
    ]
    read_from_link("month", options, str(newest))
    chosen = st.selectbox(
        say(language, "ui.month"),
        options,
        key="month",
        format_func=lambda text: say_month(language, Month.parse(text)),
    )
    return Month.parse(chosen) if chosen else newest


def _choose_unit(
    scope: tuple[UnitScope, ...], month: Month | None, language: Language
) -> str | None:
    """Offer the units of the year; a single unit needs no choice."""
    names = {
        unit.unit_code: unit.unit_name
        for unit in scope
        if month is not None and unit.fiscal_year == month.year
    }
    if len(names) < 2:  # noqa: PLR2004 - one unit sees itself
        for code, name in names.items():
            st.caption(plain(f"{code} {name}"))
        return None
    read_from_link("unit", names)
    return st.selectbox(
        say(language, "filter.unit"),
        list(names),
        index=None,
        key="unit",
        placeholder=say(language, "ui.all_units"),
        format_func=lambda code: f"{code} {names[code]}",
    )


def _choose_money(language: Language) -> MoneyUnit:
    read_from_link("money", _MONEY_UNITS, _MONEY_UNITS[0])
    chosen = st.segmented_control(
        say(language, "ui.money"), _MONEY_UNITS, required=True, key="money"
    )
    return chosen or _MONEY_UNITS[0]


def _choose_language(language: Language) -> None:
    st.segmented_control(
        say(language, "ui.language"),
        LANGUAGES,
        required=True,
        key="lang",
        format_func=lambda code: say(code, "language.name"),
    )


def project_link(code: str, frame: Frame) -> dict[str, str]:
    """Return the query that shows a project in the month in view."""
    return {"project": code} | month_link(frame.month, frame)


def month_link(month: Month | None, frame: Frame) -> dict[str, str]:
    """Return the query that shows a month as this page is seen."""
    kept: dict[str, str] = {"lang": frame.language}
    if month is not None:
        kept["month"] = str(month)
    if frame.unit_code:
        kept["unit"] = frame.unit_code
    kept["money"] = frame.money
    return kept
