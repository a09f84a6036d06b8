"""The flagged list: the same rows for screen, workbook, csv and terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from monitor.domain.flags import FlaggedRow
from monitor.domain.follow_ups import FollowUp, one_below_the_other
from monitor.domain.list_columns import FLAGGED_COLUMNS
from monitor.outputs.lists.columns import flagged_columns, flagged_title
from monitor.outputs.lists.workbook import write_list, write_list_csv
from monitor.review.flags import FlagFilter
from monitor.review.months import MonthView
from monitor.words.catalogue import PAPER, say
from monitor.words.figures import write_day, write_percent
from monitor.words.flags import write_flag
from monitor.words.phrases import say_standing, write_waiting
from monitor.words.policies import describe_policy
from monitor.workbooks.writing import Book


def flagged_workbook(
    view: MonthView,
    rows: Iterable[FlaggedRow],
    narrowed: FlagFilter | None = None,
    *,
    known: str | None = None,
    more: Callable[[Book], None] | None = None,
) -> bytes:
    """Write the list as xlsx, in the official Chinese layout; ``more`` adds further sheets."""
    return write_list(
        flagged_title(view.month),
        flagged_columns(view.month),
        _lines(view, rows),
        footer(view, narrowed, known=known),
        more=more,
    )


def flagged_csv(
    view: MonthView, rows: Iterable[FlaggedRow], narrowed: FlagFilter | None = None
) -> bytes:
    """Write the list as csv with the same rows and columns."""
    return write_list_csv(flagged_columns(view.month), _lines(view, rows), footer(view, narrowed))


def write_known_on(view: MonthView) -> str:
    """Say as of when the data is known: the day asked for, else this minute."""
    if view.known_on:
        return view.known_on.isoformat()
    return f"{datetime.now():%Y-%m-%d %H:%M}"  # noqa: DTZ005 - the reader's own clock


def footer(
    view: MonthView, narrowed: FlagFilter | None = None, *, known: str | None = None
) -> list[tuple[str, str]]:
    """Say what the list stands on: month, knowledge, policy, filters, coverage, version."""
    return [
        (say(PAPER, "footer.month"), str(view.month)),
        (say(PAPER, "footer.known_on"), known or write_known_on(view)),
        (say(PAPER, "footer.policy"), describe_policy(view.policy, PAPER)),
        (say(PAPER, "footer.filters"), _filters(view, narrowed)),
        (say(PAPER, "footer.reported"), write_percent(view.total.reported_pct)),
        (say(PAPER, "footer.version"), view.data_version),
        (say(PAPER, "footer.month_state"), say_standing(view.standing, PAPER)),
        *([(say(PAPER, "footer.sample"), say(PAPER, "footer.sample_text"))] * view.is_sample),
    ]


def _filters(view: MonthView, narrowed: FlagFilter | None) -> str:
    chosen = narrowed or FlagFilter()
    parts = [
        *([f"{say(PAPER, 'filter.unit')} {view.unit_code}"] if view.unit_code else []),
        *(say(PAPER, f"light.{badge}") for badge in chosen.badges),
        *(say(PAPER, f"reason.{reason}") for reason in chosen.reasons),
        *(say(PAPER, f"change.{change}") for change in chosen.changes),
        *([chosen.search] if chosen.search else []),
    ]
    return "、".join(parts) or say(PAPER, "filter.none")


def _lines(view: MonthView, rows: Iterable[FlaggedRow]) -> Iterator[dict[str, object]]:
    """Go through the rows as the list has them; all at once they would fill the memory."""
    figures = {key: each.figure for key, each in FLAGGED_COLUMNS.items() if each.figure}
    for number, row in enumerate(rows, start=1):
        values = {key: figure(row) for key, figure in figures.items()}
        sentence = (row.official or write_flag(row.project, view.policy, PAPER)) + _waits(row)
        yield {"sequence": number, "sentence": sentence} | values | _agreed(row.follow_ups)


def _waits(row: FlaggedRow) -> str:
    """Say until when the flag waits, blank where it does not."""
    if row.snooze is None:
        return ""
    return write_waiting(row.snooze.until_month, row.snooze.reason, PAPER)


def _agreed(agreed: Sequence[FollowUp]) -> dict[str, object]:
    """Say why, what is to be done, by whom and until when; several measures make lines."""
    if not agreed:
        return {}
    dues = [each.due for each in agreed]
    kinds = [say(PAPER, f"cause_kind.{each.cause}") if each.cause else "" for each in agreed]
    return {
        "cause_kind": one_below_the_other(kinds),
        "analysis": one_below_the_other([each.analysis for each in agreed]),
        "measure": one_below_the_other([each.measure for each in agreed]),
        "owner": one_below_the_other([each.owner for each in agreed]),
        "due_date": dues[0] if len(dues) == 1 else one_below_the_other(list(map(write_day, dues))),
    }
