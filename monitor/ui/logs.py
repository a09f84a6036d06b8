"""What the server and Streamlit have to say goes into the same log, in the same form."""

from __future__ import annotations

import logging

from streamlit import logger as streamlit_logs

from monitor.services.logs import keep_log

_SERVER = ("uvicorn", "uvicorn.error", "uvicorn.access", "websockets")


def keep_one_log() -> None:
    """Write one log to standard error; Streamlit and its server hand theirs on."""
    keep_log()
    streamlit_logs.setup_formatter = _hand_on  # it gives every new logger a way out of its own
    for logger in (*streamlit_logs._loggers.values(), *map(logging.getLogger, _SERVER)):  # noqa: SLF001 - they are listed nowhere else
        _hand_on(logger)


def _hand_on(logger: logging.Logger) -> None:
    """Let a logger write where the root writes."""
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True
