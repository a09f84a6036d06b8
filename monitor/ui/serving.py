"""The dashboard as it is served: the frame's script behind the gate."""

from __future__ import annotations

import gc
import logging
import sys

import pandas as pd
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config
from streamlit import logger as streamlit_logs

from monitor.access.accounts import has_accounts
from monitor.config import read_settings
from monitor.domain.errors import Refusal
from monitor.ui.gate.gate import Gate
from monitor.ui.gate.routes import build_routes
from monitor.ui.gate.visits import is_loopback
from monitor.ui.shell.frame import shared
from monitor.upkeep.logs import keep_log
from monitor.upkeep.setup import Store, open_store
from monitor.words.catalogue import LANGUAGES, say

# A page's messages are sent one by one, each when the interpreter is free again. Behind a thread
# that computes each of them would wait for the usual 5 ms; a page has dozens.
_SWITCH_SECONDS = 0.0005


def warm_up() -> str:
    """Let go of what starting left behind and pass over the rest at each collection of garbage.

    Returns the version of pandas, which has to be whole by then.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH_SECONDS)
    return pd.__version__


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


def routes() -> list[BaseRoute]:
    """Return the routes beside the pages."""
    return [*build_routes(_store)]


def middleware() -> list[Middleware]:
    """Return the gate, for the address this process serves.

    Ends the program with exit code 3 where others could reach it and nobody has an account.
    """
    keep_one_log()
    warm_up()
    address = config.get_option("server.address")
    if not is_loopback(address):
        _demand_account(str(address or "0.0.0.0"))  # noqa: S104 - said, not bound
    return [Middleware(Gate, store=_store, address=address)]


def _demand_account(address: str) -> None:
    store = open_store(read_settings())
    try:
        is_fine = has_accounts(store)
        said = [say(tongue, "access.not_served", address=address) for tongue in LANGUAGES]
    except Refusal as refusal:
        is_fine = False
        said = [say(tongue, refusal.code, **refusal.values) for tongue in LANGUAGES]
    finally:
        store.close()
    if not is_fine:
        print(*said, sep="\n", file=sys.stderr, flush=True)  # noqa: T201 - a person starts it
        sys.exit(3)


def _store() -> Store:
    return shared()[0]
