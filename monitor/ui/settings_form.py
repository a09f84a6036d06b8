"""The form in which rules are changed: what it shows is the draft, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from monitor.domain.month import Month
from monitor.domain.policies import INTERPOLATIONS, MODES, Floor, Rules
from monitor.policies.rules import Draft, SetPolicy, policy_in_force
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, set_in_link
from monitor.words.figures import write_month
from monitor.words.phrases import say_month

_ROUND = "settings_round"
_WIDTH = 124
_WIDE = 260
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class _Form:
    """The rules the fields start from, and the key that makes the fields theirs."""

    rules: Rules
    key: str
    frame: Frame

    def number(self, name: str, words: str, *, scale: int = 1, width: int = _WIDTH) -> Decimal:
        """Take one figure of the rules, shown times ``scale``."""
        kept: Decimal = getattr(self.rules.figures, name)
        value = st.number_input(
            self.frame.say(words),
            value=float(kept * scale),
            step=1.0,
            format="%g",
            key=f"{name} {self.key}",
            width=width,
        )
        return Decimal(f"{value:.6f}") / scale


def draft_rules(policies: list[SetPolicy], month: Month, frame: Frame) -> Draft:
    """Show the fields and return what they say now."""
    effective = _effective(month, frame)
    base = policy_in_force(policies, effective)
    turn = st.session_state.setdefault(_ROUND, 0)
    form = _Form(base.rules, f"{base.policy_id} {effective} {turn}", frame)
    said: dict[str, object] = {**_modes(form)}
    mode = str(said["mode"])
    floors = _floors(form) if mode == "floor" else base.rules.floors
    said |= _thresholds(form, mode)
    said |= _scores(form)
    figures = replace(base.rules.figures, **said)  # type: ignore[arg-type]  # figures by name
    return Draft(effective, Rules(figures, floors))


def start_again() -> None:
    """Let every field show the rules in force again."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _effective(month: Month, frame: Frame) -> Month:
    options = [str(Month(month.year, number)) for number in _MONTHS]
    read_from_link("from", options, str(month))
    chosen = st.selectbox(
        frame.say("settings.effective"),
        options,
        key="from",
        format_func=lambda text: say_month(frame.language, Month.parse(text)),
        width=_WIDE,
    )
    set_in_link(**{"from": chosen})
    return Month.parse(chosen)


def _modes(form: _Form) -> dict[str, str]:
    figures, frame = form.rules.figures, form.frame
    mode = st.radio(
        frame.say("settings.mode"),
        MODES,
        index=MODES.index(figures.mode),
        format_func=lambda code: frame.say(f"rules.{code}"),
        key=f"mode {form.key}",
    )
    interpolation = st.radio(
        frame.say("settings.interpolation"),
        INTERPOLATIONS,
        index=INTERPOLATIONS.index(figures.interpolation),
        format_func=lambda code: frame.say(f"rules.{code}"),
        key=f"interpolation {form.key}",
    )
    return {"mode": mode or figures.mode, "interpolation": interpolation or figures.interpolation}


def _thresholds(form: _Form, mode: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    if mode == "gap":
        _head("settings.gap", form)
        with st.container(horizontal=True):
            for light, words in (("red", "red"), ("yellow", "yellow"), ("blue", "blue_gap")):
                found[f"gap_{light}"] = form.number(f"gap_{light}", f"settings.{words}")
    _head("settings.ratio", form, "settings.ratio_note")
    with st.container(horizontal=True):
        for light in ("red", "yellow", "blue"):
            name = f"ratio_{light}"
            found[name] = form.number(name, f"settings.{light}", scale=100)
    _head("settings.other", form)
    with st.container(horizontal=True):
        found["materiality"] = form.number("materiality", "settings.materiality", width=_WIDE)
        found["mismatch_points"] = form.number("mismatch_points", "settings.mismatch", width=_WIDE)
    return found


def _floors(form: _Form) -> tuple[Floor, ...]:
    """Take a minimum rate per month; a blank month has none of its own."""
    _head("settings.floor", form)
    kept = {each.month: each.minimum_rate for each in form.rules.floors}
    floors = []
    with st.container(horizontal=True):
        for month in _MONTHS:
            value = st.number_input(
                write_month(month, form.frame.language),
                value=float(kept[month]) if month in kept else None,
                step=1.0,
                format="%g",
                key=f"floor {month} {form.key}",
                width=_WIDTH,
            )
            if value is not None:
                floors.append(Floor(month, Decimal(f"{value:.6f}")))
    return tuple(floors)


def _scores(form: _Form) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    with st.expander(form.frame.say("settings.scores"), key="settings_scores"):
        _head("settings.points_without", form)
        with st.container(horizontal=True):
            for group in ("execution", "output", "benefit", "satisfaction"):
                name = f"points_{group}"
                found[name] = form.number(name, f"settings.{name}")
        _head("settings.points_with", form)
        with st.container(horizontal=True):
            for group in ("cost", "output", "benefit", "satisfaction"):
                name = f"points_{group}_with_cost"
                found[name] = form.number(name, f"settings.points_{group}")
        _head("settings.grades", form)
        with st.container(horizontal=True):
            for name in ("grade_excellent", "grade_good", "grade_fair"):
                found[name] = form.number(name, f"settings.{name}")
    return found


def _head(words: str, form: _Form, note: str = "") -> None:
    st.markdown(f"**{form.frame.say(words)}**")
    if note:
        show_notes(form.frame.say(note))
