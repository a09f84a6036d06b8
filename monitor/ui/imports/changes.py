"""What a plan file would change: per project in counts, and what differs in full."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from monitor.domain.judged import Change
from monitor.intake.request import Preview
from monitor.ui.shell.captions import show_notes
from monitor.ui.shell.components import amount_cell
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.tables import Cell, Column, Markup, Row, table
from monitor.words.figures import plain_number, write_amount, write_month
from monitor.words.phrases import say_count, say_list

_WHYS = ("new", "changed", "restated", "gone", "rebased", "same", "missing")
_MOST_ROWS = 200


def show_changes(preview: Preview, frame: Frame) -> None:
    """Show per project and month what stands now and what would stand, and why."""
    st.markdown(f"**{frame.say('import.changes')}**")
    if preview.kind == "plan":
        show_plan_changes(preview.changes, frame, key="changes")
        return
    counts = Counter(change.why for change in preview.changes)
    parts = [
        say_count(frame.language, f"import.why.{why}", counts[why]) for why in _WHYS if counts[why]
    ]
    show_notes(frame.say("import.changes_counts", parts=say_list(frame.language, parts)))
    show_change_table(preview.kind, preview.changes, frame, key="changes")


def show_change_table(
    kind: str, changes: Sequence[Change], frame: Frame, *, key: str, is_event: bool = False
) -> None:
    """Show a row per figure; where there are many, those that move come first."""
    if kind == "plan":
        show_plan_changes(changes, frame, key=key, is_event=is_event)
        return
    shown = list(changes)
    if len(shown) > _MOST_ROWS:
        shown = [change for change in shown if change.why not in ("same", "missing")]
    rows = [_row(kind, change, frame) for change in shown[:_MOST_ROWS]]
    table(_columns(kind, frame, is_event=is_event), rows, frame, key=key)
    if len(shown) > _MOST_ROWS:
        st.caption(frame.say("import.changes_more", shown=_MOST_ROWS, count=len(shown)))


def _columns(kind: str, frame: Frame, *, is_event: bool) -> list[Column]:
    after = "import.event_after" if is_event else "import.new"
    if kind == "results":
        item = [Column(frame.say("import.item"))]
        values = [Column(frame.say("import.old")), Column(frame.say(after))]
    else:
        unit = frame.money
        item = []
        values = [
            Column(frame.say("import.old_amount", unit=unit), "number"),
            Column(frame.say(f"{after}_amount", unit=unit), "number"),
            Column(frame.say("import.difference", unit=unit), "number"),
        ]
    return [
        Column(frame.say("import.project"), "name"),
        *item,
        Column(frame.say("field.month")),
        *values,
        Column(frame.say("import.why")),
    ]


def _row(kind: str, change: Change, frame: Frame) -> Row:
    month = write_month(change.month, frame.language) if change.month else None
    if kind == "results":
        values: tuple[Cell, ...] = (change.old_said, change.new_said)
        item: tuple[Cell, ...] = (change.item.replace("/", " · "),)
    else:
        values = (
            amount_cell(change.old_amount, frame),
            _new_amount(change, frame),
            _difference(change, frame),
        )
        item = ()
    return Row((_project(change), *item, month, *values, frame.say(f"why.{change.why}")))


def _project(change: Change) -> Markup:
    return Markup(
        f"{html.escape(change.project_name)}<br>"
        f'<span class="em-code">{html.escape(change.project_code)}</span>'
    )


def _new_amount(change: Change, frame: Frame) -> Cell:
    """Return the amount after; one the person stated as unchanged says so."""
    if change.new_amount is None:
        return None
    amount = write_amount(change.new_amount, frame.money)
    if change.new_said != "unchanged":
        return amount
    return Markup(f"{amount}<br><small>{frame.say('import.kept_unchanged')}</small>")


def _difference(change: Change, frame: Frame) -> Cell:
    if change.old_amount is None or change.new_amount is None:
        return None
    return write_amount(change.new_amount - change.old_amount, frame.money, sign=True)


_PARTS = ("project", "fund", "milestone", "indicator", "goal", "sub_goal", "measure")

# What a plan says of a project moves with the file, whichever of its parts are new.
_WHY = {"restated": "changed"}
_NAME_PIECE = 2  # what is said of a project: unit code, unit name, project name, ...


def show_plan_changes(
    changes: Sequence[Change], frame: Frame, *, key: str, is_event: bool = False
) -> None:
    """Show what is new, changed and gone of each project, then old and new of what changed."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.project_code, []).append(change)
    names = {code: _name(code, group, frame) for code, group in groups.items()}
    project = Column(frame.say("import.project"), "name")
    columns = [project, Column(frame.say("import.item"), "long")]
    rows = [Row((names[code], _summary(group, frame))) for code, group in groups.items()]
    table(columns, rows, frame, key=f"{key}_projects")
    differing = [change for group in groups.values() for change in _differing_parts(group)]
    if differing:
        words = ("import.item", "import.old", "import.event_after" if is_event else "import.new")
        columns = [project, *(Column(frame.say(word)) for word in words)]
        rows = [_plan_row(change, names, frame) for change in differing[:_MOST_ROWS]]
        table(columns, rows, frame, key=f"{key}_items")
        if len(differing) > _MOST_ROWS:
            shown, count = _MOST_ROWS, len(differing)
            st.caption(frame.say("import.changes_more", shown=shown, count=count))


def _differing_parts(changes: Sequence[Change]) -> list[Change]:
    """Return what is worth reading old and new of; what is gone whole is only counted."""
    if all(change.why == "gone" for change in changes):
        return []
    return [change for change in changes if change.why not in ("new", "same")]


def _name(code: str, changes: Sequence[Change], frame: Frame) -> Markup:
    """Name a project, from what is known of it before where it is gone, or the unit."""
    names = [change.project_name for change in changes if change.project_name]
    gone = [change.old_said or "" for change in changes if change.item == "project"]
    said = gone[0].split("|") if gone else []
    if names:
        name = names[0]
    elif len(said) > _NAME_PIECE:
        name = said[_NAME_PIECE]
    else:
        name = frame.say("import.whole_unit")
    return Markup(f'{html.escape(name)}<br><span class="em-code">{html.escape(code)}</span>')


def _summary(changes: Sequence[Change], frame: Frame) -> str:
    """Say how many parts of each kind are new, changed, gone or the same."""
    counts = Counter((_WHY.get(change.why, change.why), _part(change)) for change in changes)
    said = []
    for why in ("new", "changed", "gone"):
        parts = [
            say_count(frame.language, f"import.parts.{part}", counts[why, part])
            for part in _PARTS
            if counts[why, part]
        ]
        if parts:
            listed = say_list(frame.language, parts)
            said.append(frame.say("import.parts_of", why=frame.say(f"why.{why}"), parts=listed))
    if {change.why for change in changes} == {"same"}:
        return frame.say("why.same")
    return frame.say("import.sheet.separator").join(said)


def _plan_row(change: Change, names: Mapping[str, Markup], frame: Frame) -> Row:
    old, new = _values(change, frame)
    return Row((names[change.project_code], _label(change, frame), old, new))


def _part(change: Change) -> str:
    return change.item.split(" ", 1)[0]


def _label(change: Change, frame: Frame) -> str:
    """Name the part of the plan a change is about."""
    part = _part(change)
    rest = change.item.partition(" ")[2]
    name = rest.partition(" ")[2] if part == "fund" else rest.replace("/", " · ")
    month = write_month(change.month, frame.language) if change.month else ""
    return frame.say(f"import.part.{part}", name=name, month=month)


def _values(change: Change, frame: Frame) -> tuple[Cell, Cell]:
    """Return old and new: the amounts where they differ, and the pieces of text that do."""
    amounts = (_amount(change, frame, is_old=True), _amount(change, frame, is_old=False))
    texts = _differing(change, frame)
    if amounts[0] == amounts[1] or _part(change) == "indicator":
        return texts
    pairs = zip(amounts, texts, strict=True)
    old, new = (" · ".join(filter(None, pair)) for pair in pairs)
    return old, new


def _amount(change: Change, frame: Frame, *, is_old: bool) -> str:
    value = change.old_amount if is_old else change.new_amount
    if value is None:
        return ""
    if _part(change) == "milestone":
        return f"{plain_number(value)}%"
    return f"{write_amount(value, frame.money)} {frame.money}"


def _differing(change: Change, frame: Frame) -> tuple[str, str]:
    """Return the pieces of the texts that differ; the store joins pieces by a bar."""
    old, new = ((said or "").split("|") for said in (change.old_said, change.new_said))
    if _part(change) == "indicator" and change.old_said and change.new_said:
        old, new = old[:-1], new[:-1]  # the last piece is the place in the list
        if old == new:
            return frame.say("import.order_only"), frame.say("import.order_only")
    if len(old) == len(new):
        pairs = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return " · ".join(filter(None, old)), " · ".join(filter(None, new))
