from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import pytest
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from monitor.access.accounts import add_account, disable_account
from monitor.access.scope import list_scope
from monitor.access.sessions import Session, find_session, sign_in
from monitor.domain.month import Month
from monitor.domain.roles import Actor, Role
from monitor.month_close.steps import certify, submit
from monitor.ui.gate.visits import HEADER, VISITS
from monitor.ui.shell.frame import NEEDED, PAGES, shared
from monitor.upkeep.setup import Store, act_for
from monitor.words.catalogue import words
from tests.pages.visiting import visit

GOOD = "four unrelated words"
CODE = "13020923P000139100010"


class Arrived:
    """What Streamlit knows of the connection the gate let through."""

    cookies: ClassVar[dict[str, str]] = {}
    remote_ip = "127.0.0.1"

    def __init__(self, key: str) -> None:
        self.headers = [(HEADER, key)]


@pytest.fixture(autouse=True)
def nobody_yet(sample_months: None) -> Iterator[None]:
    """Start each test with samples, no account and nobody here."""
    del sample_months
    VISITS.forget()
    yield
    VISITS.forget()


def come_as(monkeypatch: pytest.MonkeyPatch, role: str, *units: str) -> Store:
    """Sign in and open a connection, as the gate would."""
    store = shared()[0]
    add_account(store, role, GOOD, role, units, actor="tester")
    VISITS.forget()
    session = find_session(store, sign_in(store, role, GOOD, "127.0.0.1"))
    assert session is not None
    visit_of = asyncio.run(_begin(session))
    monkeypatch.setattr(context, "_get_client_context", lambda: Arrived(visit_of))
    return store


async def _begin(session: Session) -> str:
    return VISITS.begin(session).key


def session_here() -> Session:
    session = VISITS.open_now()[-1].session
    assert session is not None
    return session


def said(app: AppTest) -> str:
    return " ".join(str(part.value) for part in [*app.error, *app.html, *app.caption])


def test_on_ones_own_machine_the_owner_is_named() -> None:
    app = visit("overview")
    assert "以所有者身份打开" in said(app)
    assert not app.error


@pytest.mark.parametrize("role", ["viewer", "reporter", "finance", "admin"])
def test_a_role_is_named_and_its_pages_show(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    units = ("131001",) if role == "reporter" else ()
    come_as(monkeypatch, role, *units)
    hidden = {name for name, needed in NEEDED.items() if not Actor("", role).may(needed)}  # type: ignore[arg-type]  # each of them
    for page in (name for name in PAGES if name not in hidden):
        app = visit(page, month="2023-06", project=CODE)
        assert not app.error, page
        assert "sign-out" in said(app), page


ROLES: tuple[Role, ...] = ("viewer", "reporter", "finance")


@pytest.mark.parametrize(
    ("role", "page"),
    [(role, page) for role in ROLES for page in NEEDED if not Actor("", role).may(NEEDED[page])],
)
def test_a_page_that_is_not_for_a_role_says_who_may_and_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, role: Role, page: str
) -> None:
    come_as(monkeypatch, role, *(("131001",) if role == "reporter" else ()))
    for language, word in (("zh", "管理员"), ("en", "admins")):
        app = visit(page, language, month="2023-06")
        assert len(app.error) == 1
        assert word in app.error[0].value
        assert not [part for part in app.html if '"em-lead"' in part.value]
        assert not app.file_uploader


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("viewer", {"not_allowed_note", "not_allowed_follow_up"}),
        ("reporter", {"not_allowed_snooze"}),
        ("finance", set()),
        ("admin", set()),
    ],
)
def test_what_a_role_may_not_do_is_not_offered_and_why_is_said(
    monkeypatch: pytest.MonkeyPatch, role: Role, told: set[str]
) -> None:
    come_as(monkeypatch, role, *(("131001",) if role == "reporter" else ()))
    for language in ("zh", "en"):
        app = visit("project", language, month="2023-06", project="13020923P000143100015")
        shown = said(app)
        known = words(language)
        found = {key for key in known if key.startswith("not_allowed_") and known[key] in shown}
        assert found == told


@pytest.mark.parametrize("role", ["viewer", "reporter", "finance", "admin"])
def test_the_steps_of_a_month_are_offered_by_role(
    monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    store = come_as(monkeypatch, role, *(("131001",) if role == "reporter" else ()))
    june = Month(2023, 6)

    def offered() -> set[str]:
        app = visit("months", month="2023-06")
        assert ("在这里只能查看" in said(app)) == (not app.button)
        return {each.label for each in app.button}

    assert offered() == (set() if role == "viewer" else {"仍有缺项，报送审定"})
    submit(store, june, "131001", "齐", actor="li")
    is_finance = role in ("finance", "admin")
    assert offered() == ({"审定", "退回"} if is_finance else set())
    certify(store, june, "131001", actor="wang")
    assert offered() == ({"批准例外"} if is_finance else set())


def test_a_viewer_is_offered_nothing_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    come_as(monkeypatch, "viewer")
    for page in ("project", "indicators"):
        app = visit(page, month="2023-06", project=CODE)
        assert [each.label for each in app.button] == []


def test_a_person_bound_to_another_unit_sees_none_of_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "131001" in said(visit("overview", month="2023-06"))  # which fills the cache
    store = come_as(monkeypatch, "viewer", "131001")
    assert "131001" in said(visit("overview", month="2023-06"))
    strange = replace(session_here(), units="999999")
    monkeypatch.setattr(VISITS, "session", lambda *_, **__: strange)
    assert list_scope(act_for(store, strange.actor)) == []
    for page in PAGES:
        app = visit(page, month="2023-06", project=CODE)
        assert CODE not in said(app), page
        assert "政协" not in said(app), page


def test_with_accounts_nothing_shows_past_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    add_account(shared()[0], "Ada", GOOD, "admin", actor="tester")
    VISITS.forget()
    for page in PAGES:
        app = visit(page, month="2023-06", project=CODE)
        assert len(app.error) == 1
        assert "须从登录页进入" in app.error[0].value
        assert "13020923P" not in said(app)
    monkeypatch.setattr(context, "_get_client_context", lambda: Arrived("made up"))
    assert "尚未登录" in visit("overview").error[0].value


def test_an_open_page_shows_nothing_once_the_account_is_disabled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = come_as(monkeypatch, "finance")
    app = visit("overview", month="2023-06")
    assert not app.error
    disable_account(store, "finance", actor="tester")
    VISITS.forget()
    app.run()
    assert "尚未登录" in app.error[0].value
    assert not app.html or "13020923P" not in said(app)
