"""The imports so far: who, when, which file; each can be withdrawn and restored."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from monitor.domain.judged import BatchRow
from monitor.domain.month import Month
from monitor.intake.batches import EventPreview, preview_event
from monitor.ui.imports.changes import show_change_table
from monitor.ui.imports.choose import newest_month_of
from monitor.ui.imports.confirm import show_done
from monitor.ui.imports.state import change_batch, just_done
from monitor.ui.shell.captions import local_time, show_notes
from monitor.ui.shell.frame import Frame, guarding
from monitor.ui.shell.tables import Column, Markup, Row, pick_button, table
from monitor.words.figures import write_month
from monitor.words.phrases import say_count, say_list, say_month

EVENT = "import_event"  # "withdrawn 12" while the person is asked about it
_NEWEST = 10


def lead_imports(batches: Sequence[BatchRow], frame: Frame) -> str:
    """Say up to which month of the year in view anything is reported."""
    if frame.month is None:
        return frame.say("import.lead_empty")
    parts = []
    for kind in ("spending", "results"):
        newest = newest_month_of(kind, batches, frame.month.year)
        key = f"import.upto.{kind}" if newest else f"import.upto_none.{kind}"
        parts.append(frame.say(key, month=write_month(newest, frame.language)))
    listed = say_list(frame.language, parts)
    return frame.say("import.lead", year=frame.month.year, parts=listed)


def show_batches(batches: Sequence[BatchRow], frame: Frame) -> None:
    """Show the imports, the newest first, and ask before one is withdrawn or restored."""
    done = just_done(is_file=False)
    if done is not None:
        show_done(done, frame)
    if not batches:
        st.caption(frame.say("import.batches_none"))
        return
    shown = batches if st.session_state.get("import_all_batches") else batches[:_NEWEST]
    columns = [
        Column(frame.say("import.batch.what"), "name"),
        Column(frame.say("import.batch.file")),
        Column(frame.say("import.batch.count"), "number"),
        Column(frame.say("import.batch.when"), "short"),
        Column(frame.say("import.batch.state"), "short"),
        Column(frame.say("import.batch.action")),
    ]
    picked = table(columns, [_row(batch, frame) for batch in shown], frame, key="batches")
    if picked:
        st.session_state[EVENT] = picked
    if len(batches) > _NEWEST:
        words = frame.say("import.batches_all", count=len(batches))
        st.toggle(words, key="import_all_batches")
    if EVENT in st.session_state:
        _ask(st.session_state[EVENT], frame)


def say_batch(batch: BatchRow, frame: Frame) -> str:
    """Name what a batch holds: 支出 2023年6月."""
    kind = frame.say(f"kind.{batch.kind}")
    if batch.month is None:
        return f"{kind} {batch.fiscal_year}"
    return f"{kind} {say_month(frame.language, Month(batch.fiscal_year, batch.month))}"


def _row(batch: BatchRow, frame: Frame) -> Row:
    event = "withdrawn" if batch.is_active else "restored"
    return Row(
        (
            _what(batch, frame),
            batch.file_name,
            str(batch.facts_count),
            _when(batch, frame),
            _state(batch, frame),
            pick_button(frame.say(f"import.event.{event}"), f"{event} {batch.batch_id}"),
        )
    )


def _what(batch: BatchRow, frame: Frame) -> Markup:
    """Name the batch, marked where it is a sample; the plan's own document is real."""
    sample = ""
    if batch.is_sample and batch.kind != "plan":
        sample = f' <span class="em-sample">{frame.say("import.batch.sample")}</span>'
    number = html.escape(frame.say("import.batch.number", batch=batch.batch_id))
    return Markup(f"{html.escape(say_batch(batch, frame))}{sample}<br><small>{number}</small>")


def _when(batch: BatchRow, frame: Frame) -> Markup:
    """Say when the batch came in, and by whom."""
    who = html.escape(_who(batch.actor, frame, is_sample=batch.is_sample))
    return Markup(f"{local_time(batch.committed_at)}<br><small>{who}</small>")


def _who(actor: str, frame: Frame, *, is_sample: bool) -> str:
    return frame.say("import.batch.sample_actor") if is_sample else actor


def _state(batch: BatchRow, frame: Frame) -> Markup:
    """Say whether the batch counts, and who changed that last, when and why."""
    word = frame.say("import.batch.live" if batch.is_active else "import.batch.withdrawn")
    said = [html.escape(word)]
    if batch.last_happened_at is not None:
        by = frame.say(
            "import.batch.event",
            who=batch.last_actor or "",
            when=local_time(batch.last_happened_at),
        )
        said += [f"<small>{html.escape(text)}</small>" for text in (by, batch.last_reason) if text]
    return Markup("<br>".join(said))


def _ask(asked: str, frame: Frame) -> None:
    """Open the question over the page; it stays until it is answered or put away."""
    event, _, number = asked.partition(" ")
    title = frame.say(f"import.event_title.{event}", batch=number)
    dialog = st.dialog(title, width="large", on_dismiss=_put_away)
    dialog(_question)(event, int(number), frame)


def _question(event: str, batch_id: int, frame: Frame) -> None:
    """Show what would change and take the answer; runs on its own, so it guards itself."""
    with guarding(frame.language):
        preview = preview_event(frame.store, batch_id, event, actor=frame.settings.actor)
        _show_event(preview, frame)
        reason = st.text_input(frame.say("import.event_reason"), key=f"reason_{batch_id}")
        with st.container(horizontal=True):
            words = frame.say(f"import.event_confirm.{event}", batch=batch_id)
            key = f"{event}_{batch_id}_{preview.data_version}"
            if st.button(words, type="primary", key=key):
                version = preview.data_version
                change_batch(event, batch_id, frame, reason=reason, version=version, is_file=False)
                _put_away()
                st.rerun()
            if st.button(frame.say("import.event_cancel"), key=f"cancel_{batch_id}"):
                _put_away()
                st.rerun()


def _show_event(preview: EventPreview, frame: Frame) -> None:
    batch = preview.batch
    about = frame.say(
        "import.event_about",
        what=say_batch(batch, frame),
        file=batch.file_name,
        who=_who(batch.actor, frame, is_sample=batch.is_sample),
        when=local_time(batch.committed_at),
        count=batch.facts_count,
    )
    show_notes(about)
    if not preview.changes:
        st.info(frame.say("import.event_nothing"))
        return
    key = f"import.event_changes.{preview.event}"
    st.markdown(say_count(frame.language, key, len(preview.changes)))
    show_change_table(batch.kind, preview.changes, frame, key="event_changes", is_event=True)


def _put_away() -> None:
    st.session_state.pop(EVENT, None)
