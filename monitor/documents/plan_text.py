"""Plan documents as plain text, in."""

from __future__ import annotations

from monitor.documents.plan_assembly import understand
from monitor.documents.plan_blocks import gather
from monitor.documents.plan_findings import Notes
from monitor.documents.plan_text_blocks import decode, text_blocks
from monitor.domain.plan import Plan
from monitor.domain.reading import Reading

MEGABYTES = 2


def read_plan_text(data: bytes, *, megabytes: int = MEGABYTES) -> Reading[Plan]:
    """Read a plan from its plain-text form: UTF-8, UTF-16 with a mark, or GB18030.

    ``facts`` holds the plan, or nothing while a blocker stands. Raises ``UnreadableFile`` for
    what is no such document, or larger than ``megabytes``.
    """
    text, is_cut = decode(data, megabytes)
    notes = Notes()
    if is_cut:
        notes.add("plan_text_cut")
    return understand(gather(text_blocks(text)), notes)
