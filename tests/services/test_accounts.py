from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.access.accounts import (
    add_account,
    change_password,
    change_role,
    disable_account,
    has_accounts,
    list_accounts,
)
from monitor.access.passwords import check_password, hash_password, is_password
from monitor.access.sessions import (
    IDLE,
    LONGEST,
    ROTATION,
    Session,
    find_session,
    find_session_of,
    rotate,
    sign_in,
    sign_out,
)
from monitor.domain.errors import NotAllowed, WrongUse
from monitor.domain.roles import Actor
from monitor.upkeep.setup import Store, act_for

GOOD = "four unrelated words"
HOME = "127.0.0.1"


@pytest.fixture
def store(tmp_path: Path, blank_database: Path) -> Iterator[Store]:
    """Give an empty store with one account."""
    empty = Store(Path(shutil.copy(blank_database, tmp_path / "accounts.duckdb")))
    assert not has_accounts(empty)
    add_account(empty, "Ada", GOOD, "admin", actor="tester")
    yield empty
    empty.close()


def session_of(store: Store, token: str) -> Session:
    found = find_session(store, token)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("x" * 201, "password_long"),
        ("password2023!", "password_common"),
        ("Qwertyuiop", "password_common"),
        ("1234567890123", "password_common"),
        ("abcabcabcabc", "password_common"),
        ("ababababab", "password_common"),
        ("zhongguo123", "password_common"),
        ("Alexandrina", "password_is_name"),
        ("alexandrina1", "password_is_name"),
    ],
)
def test_a_weak_password_is_refused_with_what_is_wrong(password: str, code: str) -> None:
    with pytest.raises(WrongUse, match=code):
        check_password(password, "Alexandrina")


def test_a_password_is_kept_by_argon2id_and_nobody_has_none() -> None:
    kept = hash_password(GOOD)
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    assert is_password(kept, GOOD)
    assert not is_password(kept, GOOD.upper())
    assert not is_password(None, "nobody has this password")


def test_names_that_differ_in_case_or_width_are_one(store: Store) -> None:
    for name in ("ada", " ADA ", "Ａｄａ"):
        with pytest.raises(WrongUse, match="account_exists"):
            add_account(store, name, GOOD, "viewer", actor="tester")
        assert session_of(store, sign_in(store, name, GOOD, HOME)).actor == Actor("Ada", "admin")


@pytest.mark.parametrize(
    ("role", "units", "code"),
    [
        ("reporter", [], "reporter_without_unit"),
        ("admin", ["131001"], "admin_with_unit"),
        ("king", [], "role_unknown"),
        ("viewer", ["131001 131002"], "account_unit_unknown"),
    ],
)
def test_a_role_fits_its_units(store: Store, role: str, units: list[str], code: str) -> None:
    with pytest.raises(WrongUse, match=code):
        add_account(store, "Bea", GOOD, role, units, actor="tester")


def test_what_changes_an_account_ends_its_sessions(store: Store) -> None:
    add_account(store, "Bea", GOOD, "viewer", actor="tester")
    token = sign_in(store, "Bea", GOOD, HOME)
    change_role(store, "Bea", "reporter", ["131001"], actor="tester")
    assert find_session(store, token) is None
    token = sign_in(store, "Bea", GOOD, HOME)
    assert session_of(store, token).actor == Actor("Bea", "reporter", ("131001",))
    change_password(store, "Bea", GOOD + " more", actor="tester")
    assert find_session(store, token) is None
    token = sign_in(store, "Bea", GOOD + " more", HOME)
    disable_account(store, "Bea", actor="tester")
    assert find_session(store, token) is None
    with pytest.raises(NotAllowed, match="sign_in_refused"):
        sign_in(store, "Bea", GOOD + " more", HOME)
    assert [each.is_disabled for each in list_accounts(store)] == [False, True]


def test_signing_out_ends_every_session_of_the_account_alone(store: Store) -> None:
    add_account(store, "Bea", GOOD, "viewer", actor="tester")
    first, second = (sign_in(store, "Ada", GOOD, HOME) for _ in range(2))
    other = sign_in(store, "Bea", GOOD, HOME)
    sign_out(store, session_of(store, first))
    assert find_session(store, first) is find_session(store, second) is None
    assert find_session(store, other) is not None
    assert find_session(store, sign_in(store, "Ada", GOOD, HOME)) is not None


def test_tokens_are_not_kept_as_they_are(store: Store) -> None:
    token = sign_in(store, "Ada", GOOD, HOME)
    assert find_session(store, session_of(store, token).token_hash) is None
    assert find_session(store, "") is None


def test_a_session_grows_old_by_idleness_and_by_itself(store: Store) -> None:
    session = session_of(store, sign_in(store, "Ada", GOOD, HOME))
    assert session.holds()
    idle = replace(session, issued_at=session.issued_at - IDLE)
    assert not idle.holds()
    assert idle.holds(session.issued_at)
    old = replace(session, started_at=session.started_at - LONGEST)
    assert not old.holds(session.issued_at)
    early = replace(session, started_at=session.started_at + timedelta(hours=1))
    assert not early.holds()


def test_a_token_is_replaced_once_and_the_old_one_holds_a_moment(store: Store) -> None:
    session = session_of(store, sign_in(store, "Ada", GOOD, HOME))
    assert rotate(store, session) is None
    with store.transaction() as transaction:
        transaction.everything.cursor.execute(
            "update session_tokens"
            " set issued_at = issued_at - $age, started_at = started_at - $age",
            {"age": ROTATION},
        )
        transaction.keep()
    aged = session_of_hash(store, session)
    token = rotate(store, aged)
    assert token is not None
    assert session_of(store, token).session_id == session.session_id
    assert rotate(store, aged) is None
    replaced = session_of_hash(store, session)
    assert replaced.holds()
    assert replaced.replaced_at is not None
    later = replace(replaced, replaced_at=replaced.replaced_at - timedelta(minutes=2))
    assert not later.holds()
    assert later.holds(is_connected=True)


def session_of_hash(store: Store, session: Session) -> Session:
    found = find_session_of(store, session.token_hash)
    assert found is not None
    return found


def test_tries_in_vain_are_slowed_down_and_a_success_forgives(store: Store) -> None:
    for _ in range(4):
        with pytest.raises(NotAllowed, match="sign_in_refused"):
            sign_in(store, "Ada", "wrong", HOME)
    sign_in(store, "Ada", GOOD, HOME)
    for _ in range(5):
        with pytest.raises(NotAllowed, match="sign_in_refused"):
            sign_in(store, "Ada", "wrong", HOME)
    with pytest.raises(NotAllowed, match="sign_in_locked"):
        sign_in(store, "Ada", GOOD, HOME)


def test_an_address_that_tries_many_names_is_slowed_down(store: Store) -> None:
    for number in range(20):
        with pytest.raises(NotAllowed, match="sign_in_refused"):
            sign_in(store, f"guess {number}", "wrong", HOME)
    with pytest.raises(NotAllowed, match="sign_in_locked"):
        sign_in(store, "Ada", GOOD, HOME)
    assert find_session(store, sign_in(store, "Ada", GOOD, "10.0.0.1")) is not None


@pytest.mark.parametrize("role", ["viewer", "reporter", "finance"])
def test_only_admins_keep_accounts(store: Store, role: str) -> None:
    acting = act_for(store, Actor("Bea", role))  # type: ignore[arg-type]  # each of them
    with pytest.raises(NotAllowed, match="not_allowed_account"):
        add_account(acting, "Cleo", GOOD, "admin", actor="Bea")
    with pytest.raises(NotAllowed, match="not_allowed_account"):
        change_password(acting, "Ada", GOOD, actor="Bea")
    with pytest.raises(NotAllowed, match="not_allowed_account"):
        list_accounts(acting)
    assert [each.name for each in list_accounts(store)] == ["Ada"]
