"""Plan documents as docx, in."""

from __future__ import annotations

from monitor.documents.plan_archive import DocxLimits, unpack_text
from monitor.documents.plan_assembly import understand
from monitor.documents.plan_blocks import gather
from monitor.documents.plan_findings import Notes
from monitor.domain.plan import Plan
from monitor.domain.reading import Reading

DEFAULT_LIMITS = DocxLimits()


def read_plan_docx(data: bytes, *, limits: DocxLimits = DEFAULT_LIMITS) -> Reading[Plan]:
    """Read a plan from a docx; its archive is judged by its directory before it is unpacked.

    ``facts`` holds the plan, or nothing while a blocker stands. Raises ``UnreadableFile`` for
    what is no such document, damaged, encrypted, or beyond ``limits``.
    """
    # docx and lxml take long to load, and most commands and pages read none
    from monitor.documents.plan_docx_blocks import docx_blocks  # noqa: PLC0415 - see above

    return understand(gather(docx_blocks(unpack_text(data, limits))), Notes())
