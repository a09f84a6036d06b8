"""Take in one file that nobody watches: import it, or say why not."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.domain.errors import StoreBusy, StoreUnusable
from monitor.domain.findings import Finding, Level
from monitor.services.batches import list_batches
from monitor.services.importing import ImportRequest, Preview, commit_import, preview_import
from monitor.services.mappings import FITTING, SavedMapping
from monitor.services.recognising import Recognised, recognise
from monitor.services.setup import Store
from monitor.store.file_store import file_digest

_LOG = logging.getLogger("monitor")


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file; ``outcome`` is imported, same or aside.

    ``batch_id`` is the batch it made, or the one that the very same file made before.
    """

    outcome: str
    kind: str = ""
    batch_id: int | None = None
    facts: int = 0
    changed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def blockers(self) -> int:
        """Count what has to be mended."""
        return sum(finding.level is Level.BLOCKER for finding in self.findings)


def recognise_safely(data: bytes, saved: Sequence[SavedMapping] = ()) -> Recognised:
    """Tell the kind of a file; what goes wrong unforeseen is a finding with a reference."""
    try:
        return recognise(data, saved)
    except Exception:  # noqa: BLE001 - whatever one file does, the next one is still to be read
        return Recognised("", (_trouble(),))


def receive(
    store: Store, files_folder: Path, file_name: str, data: bytes, *, kind: str, actor: str
) -> Received:
    """Import a file of a known kind when nothing stands in the way.

    It is read by the newest saved mapping that fits. A file imported before whose figures were
    corrected since is not imported again. Raises ``StoreBusy`` and ``StoreUnusable``: then the
    file is as good as not looked at.
    """
    request = ImportRequest(kind, file_name, data, actor, mapping=FITTING)
    try:
        earlier = _batch_of(store, kind, data)
        if earlier is not None:
            return _seen_again(preview_import(store, request), earlier)
        done = commit_import(store, request, files_folder)
    except (StoreBusy, StoreUnusable):
        raise
    except Exception:  # noqa: BLE001 - as above
        return Received("aside", kind, findings=(_trouble(),))
    return _judged(done.preview, done.batch_id)


def _batch_of(store: Store, kind: str, data: bytes) -> int | None:
    """Return the newest live batch that the same bytes made."""
    digest = file_digest(data)
    same = (
        batch.batch_id
        for batch in list_batches(store)
        if batch.is_live and (batch.kind, batch.file_sha256) == (kind, digest)
    )
    return next(same, None)


def _seen_again(preview: Preview, batch_id: int) -> Received:
    if preview.is_blocked or preview.changes_nothing:
        return _judged(preview, batch_id)
    found = Finding("watch_superseded", Level.BLOCKER, values={"batch": str(batch_id)})
    return Received("aside", preview.kind, batch_id, findings=(found,))


def _judged(preview: Preview, batch_id: int | None) -> Received:
    if preview.is_blocked:
        return Received("aside", preview.kind, findings=preview.findings)
    outcome = "same" if preview.changes_nothing else "imported"
    return Received(
        outcome,
        preview.kind,
        batch_id,
        preview.facts_count,
        preview.moved,
        preview.findings,
    )


def _trouble() -> Finding:
    reference = uuid.uuid4().hex[:8]
    _LOG.exception("reference %s", reference)
    return Finding("watch_trouble", Level.BLOCKER, values={"reference": reference})
