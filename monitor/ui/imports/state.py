"""What the import page remembers between runs: the preview looked at, and what was just done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from monitor.access.audit import record_upload
from monitor.access.scope import current_version
from monitor.domain.month import Month
from monitor.intake.batches import restore, withdraw
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.read_file import Progress
from monitor.intake.request import Committed, ImportRequest, Preview
from monitor.ui.imports.choose import ROUND
from monitor.ui.shell.frame import Frame
from monitor.ui.shell.queue import out_of_queue
from monitor.upkeep.logs import timed

_SEEN = "import_seen"
_DONE = "import_done"


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A preview and what it was asked for; ``is_anew`` when the data has changed meanwhile."""

    request: ImportRequest
    preview: Preview
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done; ``event`` is imported, withdrawn, restored or nothing.

    ``is_file`` tells an upload, whose answer stands in its third step, from a batch of the list.
    ``mapping`` names what was saved of its reading.
    """

    event: str
    batch_id: int
    is_file: bool
    kind: str = ""
    count: int = 0
    replaced: int = 0
    month: Month | None = None
    mapping: str = ""


def look(request: ImportRequest, frame: Frame) -> ShownPreview:
    """Return the preview of a request: the one remembered while nothing has changed."""
    seen: ShownPreview | None = st.session_state.get(_SEEN)
    is_same = seen is not None and seen.request == request
    if seen and is_same and seen.preview.data_version == current_version(frame.store):
        return seen
    with _progressing(frame) as on_progress, timed("preview", kind=request.kind):
        preview = preview_import(frame.store, request, on_progress)
    if seen is None or seen.request.data != request.data:
        record_upload(
            frame.store, request.file_name, request.data, kind=request.kind, actor=request.actor
        )
    fresh = ShownPreview(request, preview, is_anew=is_same)
    st.session_state[_SEEN] = fresh
    return fresh


def commit(seen: ShownPreview, frame: Frame, *, mapping_name: str = "") -> None:
    """Import what was looked at and make room for the next file.

    Corrections are saved under ``mapping_name``, blank for not at all.

    Raises ``Outdated`` when the data has changed since; the next look is a new one.
    """
    with _progressing(frame) as on_progress, timed("import", kind=seen.request.kind):
        done = commit_import(
            frame.store,
            seen.request,
            frame.settings.files_folder,
            expected_version=seen.preview.data_version,
            mapping_name=mapping_name,
            on_progress=on_progress,
        )
    st.session_state[_DONE] = _answer(done, mapping_name)
    st.session_state.pop(_SEEN, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def change_batch(
    event: str, batch_id: int, frame: Frame, *, reason: str, version: str | None, is_file: bool
) -> None:
    """Withdraw or restore a batch and remember it."""
    act = withdraw if event == "withdrawn" else restore
    with out_of_queue():
        act(
            frame.store,
            batch_id,
            actor=frame.settings.actor,
            reason=reason,
            expected_version=version,
        )
    st.session_state[_DONE] = Done(event, batch_id, is_file)


def just_done(*, is_file: bool) -> Done | None:
    """Return what was done last, if it belongs where the page asks."""
    done = st.session_state.get(_DONE)
    return done if isinstance(done, Done) and done.is_file is is_file else None


def forget() -> None:
    """Forget the upload before: a new file is being looked at."""
    if just_done(is_file=True) is not None:
        st.session_state.pop(_DONE)


def _answer(done: Committed, mapping_name: str) -> Done:
    """Keep what the page says of an import; a file that changed nothing has no batch."""
    preview = done.preview
    if done.batch_id is None:
        return Done("nothing", 0, is_file=True)
    month = Month(preview.fiscal_year or 0, max(preview.months)) if preview.months else None
    return Done(
        "imported",
        done.batch_id,
        is_file=True,
        kind=preview.kind,
        count=preview.facts_count,
        replaced=replaced_by(preview),
        month=month,
        mapping=mapping_name,
    )


def replaced_by(preview: Preview) -> int:
    """Count the figures in force that the file states anew; of a plan, the projects it changes."""
    if preview.kind != "plan":
        return preview.count("changed")
    moved = {change.project_code for change in preview.changes if change.why != "same"}
    return sum(
        change.item == "project" and change.why != "new" and change.project_code in moved
        for change in preview.changes
    )


@contextmanager
def _progressing(frame: Frame) -> Iterator[Progress]:
    """Show a bar while a file is read and compared."""
    bar = st.progress(0.0)

    def tell(step: str, share: float) -> None:
        bar.progress(share, text=frame.say(f"import.progress.{step}"))

    try:
        with out_of_queue():
            yield tell
    finally:
        bar.empty()
