"""What a server started as people start it answers to those who may not ask."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect

from monitor.words.catalogue import say
from tests.browser.doors import (
    PASSWORD,
    add_account,
    form_of,
    is_hung_up,
    is_socket_refused,
    open_socket,
    run_monitor,
    try_in,
)
from tests.browser.serving import serving
from tests.browser.visits import settle

pytestmark = pytest.mark.browser

EVERYWHERE = ".".join("0000")
PAGES = ["", "overview", "flagged", "project?project=13020923P000139100010", "imports", "settings"]
INSIDES = [
    "_stcore/host-config",
    "_stcore/metrics",
    "_stcore/script-health-check",
    "_stcore/agent/openapi.json",
    "media/0123456789abcdef.xlsx",
    "component/streamlit/index.html",
    "app/static/anything.txt",
    "static/js/index.js",
    "favicon.png",
    "index.html",
    "sign-out",
    "sign-in/",
    "//sign-in",
    "healthz/",
    "%2e%2e/sign-in",
]


@pytest.fixture(scope="module")
def database(quarter: Path, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Give a database with three months and an account of each kind."""
    path = shutil.copyfile(quarter, tmp_path_factory.mktemp("guarded") / "guarded.duckdb")
    add_account(root, path, "Ada", "admin")
    add_account(root, path, "Vera", "viewer", "131001")
    return path


@pytest.fixture(scope="module")
def guarded(database: Path, root: Path) -> Iterator[str]:
    """Give the address of a dashboard that has accounts."""
    with serving(root, database) as address:
        yield address


@pytest.fixture
def visitor() -> Iterator[requests.Session]:
    """Give somebody with a cookie jar of their own, whom no proxy speaks for."""
    with requests.Session() as somebody:
        somebody.trust_env = False
        yield somebody


def test_a_page_opened_first_on_a_fresh_server_leads_to_the_sign_in(
    guarded: str, visitor: requests.Session
) -> None:
    asked = {"Accept": "text/html"}
    for path in PAGES:
        answer = visitor.get(f"{guarded}/{path}", headers=asked, allow_redirects=False, timeout=30)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?next=%2F")
        assert answer.content == b""


@pytest.mark.parametrize("path", PAGES + INSIDES)
def test_without_a_session_no_path_answers(
    guarded: str, visitor: requests.Session, path: str
) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = visitor.request(method, f"{guarded}/{path}", allow_redirects=False, timeout=30)
        assert answer.status_code == 401, method
        assert "13020923P" not in answer.text


def test_without_a_session_no_file_is_taken(guarded: str, visitor: requests.Session) -> None:
    place = f"{guarded}/_stcore/upload_file/somebody/something"
    answer = visitor.put(place, files={"file": b"x" * 100}, timeout=30)
    assert answer.status_code == 401


def test_without_a_session_the_websocket_stays_shut(guarded: str) -> None:
    assert is_socket_refused(guarded, {})
    assert is_socket_refused(guarded, {"monitor_session": "made-up"})
    assert is_socket_refused(guarded, {}, {"X-Monitor-Visit": "made-up"})


def test_the_health_answer_holds_no_data(guarded: str, visitor: requests.Session) -> None:
    answer = visitor.get(f"{guarded}/healthz", timeout=30)
    assert (answer.status_code, answer.text) == (200, "ok")


def test_who_signs_in_goes_where_they_wanted_and_out_everywhere(
    guarded: str, visitor: requests.Session
) -> None:
    answer = try_in(visitor, guarded, "vera", wanted="/flagged?month=2023-03")
    assert (answer.status_code, answer.headers["location"]) == (303, "/flagged?month=2023-03")
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said
    assert visitor.get(f"{guarded}/", timeout=30).status_code == 200
    with requests.Session() as elsewhere:
        elsewhere.trust_env = False
        assert try_in(elsewhere, guarded, "Vera").status_code == 303
        cookies = elsewhere.cookies.get_dict()
        line = open_socket(guarded, cookies)
        proof = form_of(visitor, guarded, "/sign-out")
        visitor.post(f"{guarded}/sign-out", {"form": proof}, timeout=30)
        assert is_hung_up(line)
        assert is_socket_refused(guarded, cookies)
        assert elsewhere.get(f"{guarded}/_stcore/host-config", timeout=30).status_code == 401


def test_a_person_signs_in_stays_after_a_reload_and_signs_out(
    guarded: str, browser: Browser
) -> None:
    with browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 1400}) as visit:
        page = visit.new_page()
        page.goto(f"{guarded}/flagged?month=2023-03")
        page.locator("input[name=name]").fill("Vera")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit]").click()
        settle(page)
        expect(page).to_have_url(re.compile(r"/flagged\?.*month=2023-03"))
        expect(page.locator("tbody tr").first).to_be_visible()
        page.reload()
        settle(page)
        expect(page.locator("tbody tr").first).to_be_visible()
        page.get_by_role("link", name=say("zh", "access.sign_out")).click()
        page.get_by_role("button", name=say("zh", "access.sign_out")).click()
        expect(page.locator("input[name=password]")).to_be_visible()
        page.goto(f"{guarded}/flagged?month=2023-03")
        expect(page.locator("input[name=password]")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text("13020923P")


@pytest.mark.parametrize("page_of", ["http://evil.invalid", "http://localhost:1", "null"])
def test_a_page_of_another_site_may_neither_watch_nor_send(
    guarded: str, visitor: requests.Session, page_of: str
) -> None:
    assert try_in(visitor, guarded, "Ada").status_code == 303
    cookies = visitor.cookies.get_dict()
    assert is_socket_refused(guarded, cookies, page_of=page_of)
    open_socket(guarded, cookies).close()
    place = f"{guarded}/_stcore/upload_file/somebody/something"
    answer = visitor.put(
        place,
        files={"file": b"x"},
        headers={"Origin": page_of, "Accept-Language": "en"},
        timeout=30,
    )
    assert (answer.status_code, answer.text) == (403, say("en", "access.foreign_page"))
    answer = visitor.get(f"{guarded}/", headers={"Origin": page_of}, timeout=30)
    assert "access-control-allow-origin" not in answer.headers


def test_a_disabled_account_is_out_at_once(
    guarded: str, visitor: requests.Session, database: Path, root: Path
) -> None:
    add_account(root, database, "Dora", "viewer")
    assert try_in(visitor, guarded, "Dora").status_code == 303
    line = open_socket(guarded, visitor.cookies.get_dict())
    assert run_monitor(root, database, "account", "disable", "Dora").returncode == 0
    assert is_hung_up(line)
    refused = try_in(visitor, guarded, "Dora")
    assert refused.status_code == 403


def test_unknown_names_and_wrong_passwords_get_the_same_answer(
    guarded: str, visitor: requests.Session
) -> None:
    wrong = try_in(visitor, guarded, "Ada", "not the password")
    unknown = try_in(visitor, guarded, "Bob", "not the password")
    assert wrong.status_code == unknown.status_code == 403
    assert "Name or password is wrong" in wrong.text

    def told(answer: requests.Response) -> str:
        return answer.text.partition('role="alert"')[2].partition("</p>")[0]

    assert told(wrong) == told(unknown)


def test_a_form_that_was_not_asked_for_is_not_taken(
    guarded: str, visitor: requests.Session
) -> None:
    fields = {"name": "Ada", "password": PASSWORD, "form": "0" * 64}
    assert visitor.post(f"{guarded}/sign-in", fields, timeout=30).status_code == 403
    fields["form"] = form_of(visitor, guarded)
    for headers in ({"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = visitor.post(f"{guarded}/sign-in", fields, headers=headers, timeout=30)
        assert answer.status_code == 403
    with requests.Session() as other:
        other.trust_env = False
        assert other.post(f"{guarded}/sign-in", fields, timeout=30).status_code == 403


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "x"]
)
def test_signing_in_leads_nowhere_else(
    guarded: str, visitor: requests.Session, wanted: str
) -> None:
    answer = try_in(visitor, guarded, "Ada", wanted=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_every_answer_carries_the_headers_of_safety(
    guarded: str, visitor: requests.Session
) -> None:
    for path in ("", "sign-in", "healthz", "_stcore/health"):
        answer = visitor.get(f"{guarded}/{path}", timeout=30)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_too_many_tries_have_to_wait_whoever_they_name(
    guarded: str, visitor: requests.Session
) -> None:
    for name in ("Nobody", "Nobody else"):
        answers = [try_in(visitor, guarded, name, "wrong").status_code for _ in range(6)]
        assert answers == [403] * 5 + [429]


def test_without_accounts_only_the_machine_itself_is_let_in(
    own_dashboard: str, visitor: requests.Session
) -> None:
    assert visitor.get(own_dashboard, timeout=30).status_code == 200
    for headers in (
        {"X-Forwarded-For": "10.1.2.3"},
        {"Forwarded": "for=10.1.2.3"},
        {"Host": "elsewhere.example"},
    ):
        assert visitor.get(own_dashboard, headers=headers, timeout=30).status_code == 403
        assert is_socket_refused(own_dashboard, {}, headers) or "Host" in headers


@pytest.mark.parametrize("how", ["option", "environment"])
def test_without_accounts_it_is_not_served_to_others(tmp_path: Path, root: Path, how: str) -> None:
    environment = os.environ | {"MONITOR_DATABASE": str(tmp_path / "new.duckdb")}
    asked = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "1"]
    if how == "option":
        asked += ["--server.address", EVERYWHERE]
    else:
        environment["STREAMLIT_SERVER_ADDRESS"] = EVERYWHERE
    done = subprocess.run(
        asked, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 3
    assert "python -m monitor account add" in done.stderr
    assert "Traceback" not in done.stderr
