"""The import page's first step: which kind, which month, the template, and the person's file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.i18n.phrases import say_month
from monitor.services.importing import ImportRequest, Overrides
from monitor.services.templating import write_template
from monitor.ui.frame import Frame

MONEY_UNITS = ("元", "万元")
KINDS = ("spending", "results", "adjustments", "plan")
ROUND = "import_round"  # counts the uploads taken in; each gets an uploader of its own
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person is about to report; ``month`` stands for the year where it is a plan."""

    kind: str
    month: Month


def choose(frame: Frame) -> Choice | None:
    """Offer kind and month with their template; None when there is no plan to report against."""
    kind = _choose_kind(frame)
    if kind == "plan":
        choice = Choice(kind, Month(_choose_year(frame), 1))
    elif frame.month is None:
        st.info(frame.say("import.plan_first", kind=frame.say(f"kind.{kind}")))
        return None
    else:
        choice = Choice(kind, _choose_month(frame, frame.month))
    _offer_template(choice, frame)
    return choice


def take_file(choice: Choice, frame: Frame) -> ImportRequest | None:
    """Take the file the person hands in; None until there is one.

    Raises ``WrongUse`` for a file over the limit, which the browser holds too.
    """
    limit = int(st.get_option("server.maxUploadSize"))
    suffix = "_plan" if choice.kind == "plan" else ""
    with st.container(key=f"upload_{frame.language}"):
        upload = st.file_uploader(
            frame.say("import.upload"), key=f"upload_{st.session_state.get(ROUND, 0)}"
        )
        st.caption(frame.say(f"import.upload_help{suffix}", limit=limit))
    unlisted = choice.kind == "spending" and st.checkbox(
        frame.say("import.unlisted"), key="import_unlisted", help=frame.say("import.unlisted_hint")
    )
    if upload is None:
        return None
    if upload.size > limit * _MEBIBYTE:
        raise WrongUse("file_too_large", found=upload.size // _MEBIBYTE, limit=limit)
    data = upload.getvalue()
    unit = st.session_state.get(unit_key(upload.name, data))
    return ImportRequest(
        choice.kind,
        upload.name,
        data,
        frame.settings.actor,
        month=None if choice.kind == "plan" else choice.month,
        unlisted_unchanged=unlisted,
        overrides=Overrides(unit=unit) if unit in MONEY_UNITS else None,
    )


def unit_key(file_name: str, data: bytes) -> str:
    """Return under which key the unit is chosen in which this file's amounts are read."""
    return f"import_unit_{file_name}_{len(data)}"


def _choose_kind(frame: Frame) -> str:
    """Offer the kinds; the first thing to import is a plan."""
    if "kind" not in st.query_params and st.session_state.get("kind") not in KINDS:
        st.session_state["kind"] = KINDS[0] if frame.scope else "plan"
    chosen = st.segmented_control(
        frame.say("import.kind"),
        KINDS,
        required=True,
        key="kind",
        bind="query-params",
        format_func=lambda kind: frame.say(f"kind.{kind}"),
    )
    return chosen or KINDS[0]


def _choose_month(frame: Frame, in_view: Month) -> Month:
    """Offer the months of the year in view, at first the month in view."""
    months = [Month(in_view.year, number) for number in range(1, 13)]
    return st.selectbox(
        frame.say("import.month"),
        months,
        index=in_view.number - 1,
        key=f"import_month_{in_view}",
        format_func=lambda month: say_month(frame.language, month),
    )


def _choose_year(frame: Frame) -> int:
    """Offer the years that have a plan, to revise it, and the next, to begin one."""
    planned = sorted({unit.fiscal_year for unit in frame.scope}, reverse=True)
    newest = planned[0] if planned else _this_year() - 1
    return st.selectbox(
        frame.say("import.year"),
        [*planned, newest + 1],
        key="import_year",
        format_func=lambda year: frame.say(
            "import.year_filled" if year in planned else "import.year_blank", year=year
        ),
    )


def _offer_template(choice: Choice, frame: Frame) -> None:
    is_plan = choice.kind == "plan"
    when = say_month(frame.language, choice.month)
    kind = frame.say(f"kind.{choice.kind}")
    words = (
        frame.say("import.template_plan", year=choice.month.year)
        if is_plan
        else frame.say("import.template", month=when, kind=kind)
    )
    stem = choice.month.year if is_plan else choice.month
    st.download_button(
        words,
        lambda: write_template(frame.store, choice.kind, choice.month, unit_code=frame.unit_code),
        frame.say("import.template_name", month=stem, kind=kind),
        on_click="ignore",
    )
    st.caption(frame.say("import.template_note_plan" if is_plan else "import.template_note"))


def _this_year() -> int:
    return datetime.now().year  # noqa: DTZ005 - the year on the wall
