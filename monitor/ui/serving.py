"""The dashboard as it is served: the frame's script behind the gate."""

from __future__ import annotations

import sys

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config

from monitor.config import read_settings
from monitor.domain.errors import Refusal
from monitor.services.accounts import has_accounts
from monitor.services.setup import Store, open_store
from monitor.ui.frame import shared
from monitor.ui.gate import Gate
from monitor.ui.gate_routes import build_routes
from monitor.ui.logs import keep_one_log
from monitor.ui.visits import is_loopback
from monitor.ui.warming import warm_up
from monitor.words.catalogue import LANGUAGES, say


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
