"""The import page's first step: which kind, which month, the template, and the person's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import streamlit as st

from monitor.domain.errors import WrongUse
from monitor.domain.judged import BatchRow
from monitor.domain.month import Month
from monitor.intake.budget_changes import ADD, REPLACE
from monitor.intake.control_total import parse_total
from monitor.intake.request import ImportRequest, Preview
from monitor.outputs.templates.fill import write_template
from monitor.ui.imports.answers import is_own_unit_alone
from monitor.ui.imports.mappings import chosen_mapping
from monitor.ui.imports.sheets import chosen_overrides, reading_key
from monitor.ui.shell.captions import plain
from monitor.ui.shell.files import logged_download, uploading
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.link import read_from_link, set_in_link
from monitor.ui.shell.tables import Column, Row, table
from monitor.words.phrases import say_month


def choose_total(frame: Frame) -> Decimal | None:
    """Offer to type the total the file must add up to; yuan, None where nothing is asked."""
    text = st.text_input(
        frame.say("import.total", unit=frame.money),
        key="import_total",
        placeholder=frame.say("import.total_hint"),
    )
    try:
        return parse_total(text, frame.money)
    except WrongUse as refusal:
        st.warning(plain(frame.say(refusal.code, **refusal.values)))
        return None


_MOST = 100


def are_names_confirmed(key: str) -> bool:
    """Say whether the person confirmed the names of this file."""
    return bool(st.session_state.get(f"{key}_names"))


def show_names(preview: Preview, key: str, frame: Frame) -> None:
    """Show which project each name would stand for, and take the person's word for it."""
    matches = preview.name_matches
    if not matches:
        return
    columns = (
        Column(frame.say("names.found"), "name"),
        Column(frame.say("names.code")),
        Column(frame.say("names.planned"), "long"),
        Column(frame.say("names.unit")),
    )
    rows = [
        Row((match.found, match.project_code, match.project_name, match.unit_name))
        for match in matches[:_MOST]
    ]
    table(columns, rows, frame, key="name_matches", caption=frame.say("names.title"))
    st.checkbox(frame.say("names.confirm", count=len(matches)), key=f"{key}_names")
    st.caption(frame.say("names.confirm_note"))


def chosen_again(key: str) -> str | None:
    """Return what the person said of changes without a paper in this file, None for nothing yet."""
    chosen: str | None = st.session_state.get(f"{key}_again")
    return chosen


def show_again(preview: Preview, key: str, frame: Frame) -> None:
    """Ask whether changes without a paper replace those known for their month, or add to them."""
    is_asked = any(finding.code == "adjustment_again" for finding in preview.findings)
    if is_asked or chosen_again(key):
        st.radio(
            frame.say("again.title"),
            (REPLACE, ADD),
            index=None,
            key=f"{key}_again",
            format_func=lambda choice: frame.say(f"again.{choice}"),
        )


def chosen_start_month(key: str) -> int | None:
    """Return from which month on added projects run, as the person said; None for nothing yet."""
    chosen: int | None = st.session_state.get(f"{key}_start")
    return chosen


def show_start_month(preview: Preview, key: str, frame: Frame) -> None:
    """Ask from which month on the projects run that a plan adds."""
    is_asked = any(finding.code == "start_month_unsaid" for finding in preview.findings)
    if preview.fiscal_year is not None and (is_asked or chosen_start_month(key)):
        months = [Month(preview.fiscal_year, number) for number in range(1, 13)]
        st.selectbox(
            frame.say("import.start_month"),
            [month.number for month in months],
            index=None,
            key=f"{key}_start",
            format_func=lambda number: say_month(frame.language, months[number - 1]),
        )


KINDS = ("spending", "results", "adjustments", "plan")
ROUND = "import_round"  # counts the uploads taken in; each gets an uploader of its own
_MONTH, _LIKELY = "import_month", "import_month_likely"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person is about to report; ``month`` stands for the year where it is a plan."""

    kind: str
    month: Month


def choose(batches: Sequence[BatchRow], frame: Frame) -> Choice | None:
    """Offer kind and month with their template; None when there is no plan to report against."""
    kind = _choose_kind(frame)
    if kind == "plan":
        choice = Choice(kind, Month(_choose_year(frame), 1))
    elif frame.month is None:
        st.info(frame.say("import.plan_first", kind=frame.say(f"kind.{kind}")))
        return None
    else:
        newest = newest_month_of(kind, batches, frame.month.year)
        choice = Choice(kind, _choose_month(frame, frame.month, newest))
    _offer_template(choice, frame)
    return choice


def take_file(choice: Choice, frame: Frame) -> ImportRequest | None:
    """Take the file the person hands in; None until there is one.

    Raises ``WrongUse`` for a file over the limit, which the browser holds too.
    """
    limit = int(st.get_option("server.maxUploadSize"))
    suffix = "_plan" if choice.kind == "plan" else ""
    with uploading("upload", limit, frame):
        upload = st.file_uploader(
            frame.say("import.upload"), key=f"upload_{st.session_state.get(ROUND, 0)}"
        )
        st.caption(frame.say(f"import.upload_help{suffix}"))
    unlisted = choice.kind == "spending" and _choose_unlisted(frame)
    total = choose_total(frame) if choice.kind == "spending" else None
    if upload is None:
        return None
    if upload.size > limit * MEBIBYTE:
        raise WrongUse("file_too_large", found=upload.size // MEBIBYTE, limit=limit)
    data = upload.getvalue()
    key = reading_key(upload.name, data)
    month = None if choice.kind == "plan" else choice.month
    return ImportRequest(
        choice.kind,
        upload.name,
        data,
        frame.settings.actor,
        month=month,
        unlisted_unchanged=unlisted,
        by_name=are_names_confirmed(key),
        own_unit=is_own_unit_alone(key),
        again=chosen_again(key),
        start_month=chosen_start_month(key),
        overrides=chosen_overrides(choice.kind, key, month),
        mapping=None if choice.kind == "plan" else chosen_mapping(key),
        total=total,
    )


def _choose_unlisted(frame: Frame) -> bool:
    unlisted = st.checkbox(frame.say("import.unlisted"), key="import_unlisted")
    st.caption(frame.say("import.unlisted_hint"))
    return unlisted


def _choose_kind(frame: Frame) -> str:
    """Offer the kinds; the first thing to import is a plan."""
    read_from_link("kind", KINDS, KINDS[0] if frame.scope else "plan")
    chosen = st.segmented_control(
        frame.say("import.kind"),
        KINDS,
        required=True,
        key="kind",
        wrap=True,
        format_func=lambda kind: frame.say(f"kind.{kind}"),
    )
    set_in_link(kind=chosen)
    return chosen or KINDS[0]


def newest_month_of(kind: str, batches: Sequence[BatchRow], year: int) -> int | None:
    """Return the last month of a year that a kind is reported for."""
    return max(
        (
            batch.month
            for batch in batches
            if batch.is_active and (batch.kind, batch.fiscal_year) == (kind, year) and batch.month
        ),
        default=None,
    )


def _choose_month(frame: Frame, in_view: Month, newest: int | None) -> Month:
    """Offer the months of the year in view: the one in view, or after the newest the next."""
    months = [Month(in_view.year, number) for number in range(1, 13)]
    likely = months[min(in_view.number + (in_view.number == newest), len(months)) - 1]
    if st.session_state.get(_LIKELY) != likely or st.session_state.get(_MONTH) not in months:
        st.session_state[_LIKELY] = st.session_state[_MONTH] = likely
    return st.selectbox(
        frame.say("import.month"),
        months,
        key=_MONTH,
        format_func=lambda month: say_month(frame.language, month),
    )


def set_month(month: Month) -> None:
    """Report another month; for a button's callback, before the page is drawn again."""
    st.session_state[_MONTH] = month


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
    name = frame.say("import.template_name", month=stem, kind=kind)
    st.download_button(
        words,
        logged_download(
            name,
            lambda: write_template(
                frame.store, choice.kind, choice.month, unit_code=frame.unit_code
            ),
            frame,
        ),
        name,
        on_click="ignore",
    )
    st.caption(frame.say("import.template_note_plan" if is_plan else "import.template_note"))


def _this_year() -> int:
    return datetime.now().year  # noqa: DTZ005 - the year on the wall
