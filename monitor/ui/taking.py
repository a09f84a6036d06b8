"""What is taken away from a page is told to the log of what happened, when it is taken."""

from __future__ import annotations

from collections.abc import Callable

from monitor.services.auditing import record_export
from monitor.ui.frame import Frame


def taken(name: str, make: Callable[[], bytes], frame: Frame) -> Callable[[], bytes]:
    """Return what makes a download and then adds its name to the log."""

    def make_and_tell() -> bytes:
        data = make()
        record_export(
            frame.store,
            name,
            actor=frame.settings.actor,
            month=str(frame.month or ""),
            unit_code=frame.unit_code or "",
        )
        return data

    return make_and_tell
