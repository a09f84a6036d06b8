"""Each role, bound to a unit or not, beside each service that reads, exports or changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest

from monitor.access.accounts import list_accounts
from monitor.access.audit import LogFilter as LogAsked
from monitor.access.audit import list_entries
from monitor.domain.errors import NotAllowed, Refusal
from monitor.domain.roles import ROLES, Actor, Role
from monitor.upkeep.setup import act_for
from monitor.words.catalogue import say
from tests.services.desk import Desk, desk_at
from tests.services.office import (
    EXPORTS,
    OWN,
    READS,
    STRANGE,
    TRESPASSES,
    WRITES,
    Asked,
    furnish,
)
from tests.services.shared import fill_once

PEOPLE: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("viewer", ()),
    ("viewer", (OWN,)),
    ("reporter", (OWN,)),
    ("finance", ()),
    ("finance", (OWN,)),
    ("admin", ()),
)
BOUND = [each for each in PEOPLE if each[1]]
people = pytest.mark.parametrize(("role", "units"), PEOPLE)
bound = pytest.mark.parametrize(("role", "units"), BOUND)
# Who may, as each refusal has to name them.
WHO = {
    "admin": ("管理员", "admin"),
    "finance": ("财务", "finance"),
    "reporter": ("填报", "reporter"),
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, planned_database: Path) -> Path:
    def fill(path: Path) -> None:
        with desk_at(Path(shutil.copy(planned_database, path))) as desk:
            furnish(desk)

    return fill_once(tmp_path_factory, "furnished", fill)


@pytest.fixture(scope="module")
def office(furnished: Path) -> Iterator[Desk]:
    """Share what nobody changes."""
    with desk_at(furnished) as desk:
        yield desk


def lend(desk: Desk, role: Role, units: tuple[str, ...]) -> Asked:
    return Asked(act_for(desk.store, Actor("somebody", role, units)), desk)


def said(answer: object) -> str:
    """Write whatever a service answers as text, files unpacked."""
    if isinstance(answer, bytes):
        return unpacked(answer)
    if isinstance(answer, list | tuple):
        return "\n".join(map(said, answer))
    return repr(answer)


def unpacked(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except BadZipFile:
        return data.decode("utf-8-sig", "ignore")
    return "\n".join(f"{name}\n{unpacked(part)}" for name, part in parts)


@bound
@pytest.mark.parametrize("name", [*READS, *EXPORTS])
def test_who_is_bound_reads_and_takes_away_their_own_unit_alone(
    office: Desk, role: Role, units: tuple[str, ...], name: str
) -> None:
    text = said((READS | EXPORTS)[name](lend(office, role, units)))
    assert [word for word in STRANGE if word in text] == []


@pytest.mark.parametrize("role", ["viewer", "finance", "admin"])
@pytest.mark.parametrize("name", ["month", "plan", "imports", "steps", "pack", "flagged list"])
def test_who_is_bound_to_none_sees_all(office: Desk, role: Role, name: str) -> None:
    text = said((READS | EXPORTS)[name](lend(office, role, ())))
    assert any(word in text for word in STRANGE)


@people
def test_what_a_role_does_not_allow_is_refused_and_says_who_may(
    office: Desk, role: Role, units: tuple[str, ...]
) -> None:
    asked = lend(office, role, units)
    for name, (permission, write) in WRITES.items():
        if asked.store.actor.may(permission):
            continue
        with pytest.raises(NotAllowed) as caught:
            write(asked)
        assert caught.value.code == f"not_allowed_{permission}", name
        may = [each for each in ROLES if Actor("", each).may(permission)]
        for place, language in enumerate(("zh", "en")):
            sentence = say(language, caught.value.code, **caught.value.values)  # type: ignore[arg-type]  # both languages
            assert all(WHO[each][place] in sentence for each in may), (name, sentence)


@people
def test_what_a_role_allows_is_done(
    tmp_path: Path, furnished: Path, role: Role, units: tuple[str, ...]
) -> None:
    with desk_at(Path(shutil.copy(furnished, tmp_path / "monitor.duckdb"))) as desk:
        asked = lend(desk, role, units)
        for name, (permission, write) in WRITES.items():
            if not asked.store.actor.may(permission) or name == "remove a mapping":
                continue
            try:
                write(asked)
            except Refusal as refusal:
                pytest.fail(f"{name}: {refusal}")


@bound
@pytest.mark.parametrize("name", TRESPASSES)
def test_the_other_unit_is_out_of_reach_and_the_refusal_gives_nothing_away(
    tmp_path: Path, furnished: Path, role: Role, units: tuple[str, ...], name: str
) -> None:
    with desk_at(Path(shutil.copy(furnished, tmp_path / "monitor.duckdb"))) as desk:
        shutil.copytree(furnished.parent / "files", desk.files)
        asked = lend(desk, role, units)
        before = desk.view(5).data_version
        done = None
        try:
            done = TRESPASSES[name](asked)
        except Refusal as refusal:
            for language in ("zh", "en"):
                told = say(language, refusal.code, **refusal.values)
                assert re.search(r"\w", told)
                assert "设备维修费" not in told
        else:
            blocked = getattr(getattr(done, "preview", None), "is_blocked", False)
            assert blocked, "neither refused nor blocked"
        assert desk.view(5).data_version == before


@people
def test_the_log_and_the_accounts_are_for_admins(
    office: Desk, role: Role, units: tuple[str, ...]
) -> None:
    store = lend(office, role, units).store
    for read in (lambda: list_entries(store, LogAsked()), lambda: list_accounts(store)):
        if role == "admin":
            read()
            continue
        with pytest.raises(NotAllowed, match="not_allowed_account"):
            read()


@bound
def test_numbers_are_drawn_past_what_a_bound_person_sees(
    tmp_path: Path, furnished: Path, role: Role, units: tuple[str, ...]
) -> None:
    with desk_at(Path(shutil.copy(furnished, tmp_path / "monitor.duckdb"))) as desk:
        asked = lend(desk, role, units)
        for permission, write in (WRITES[name] for name in ("open a follow-up", "state a cause")):
            if asked.store.actor.may(permission):
                write(asked)
        with desk.store.reading() as reading:
            cursor = reading.cursor
            for table, column in (("follow_up_events", "event_id"), ("deviation_notes", "note_id")):
                counted = f"select count(*), count(distinct {column}) from main.{table}"  # noqa: S608 - names from here
                ((rows, numbers),) = cursor.execute(counted).fetchall()
                assert rows == numbers
