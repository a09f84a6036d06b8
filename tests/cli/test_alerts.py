"""Alerts in the terminal, as a scheduler runs them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from monitor.cli import main

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
JUNE = ("--month", "2023-06")

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    assert run("import", "plan", str(SAMPLES / "plan-2023.txt"))[0] == 0
    june = str(SAMPLES / "2023-06-spending.xlsx")
    assert run("import", "spending", june, "--month", "2023-06")[0] == 0
    return run


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Answer posts with the statuses listed, then with 200."""
    statuses: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    link = f"http://127.0.0.1:{server.server_port}/send?key=hidden"
    monkeypatch.setenv("MONITOR_ALERTS_WEBHOOK", link)
    yield statuses
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_dry_run_shows_what_would_be_sent_to_whom(say: Say, answers: list[int]) -> None:
    answers.append(500)
    code, told, _ = say("alerts", "send", *JUNE, "--dry-run")
    assert code == 0
    assert told.startswith("Would be sent to webhook:webhook: 预算执行监控 2023年6月：")
    assert "13020923P" in told
    assert "hidden" not in told
    assert answers == [500]
    assert json.loads(say("alerts", "list", "--json")[1]) == []


def test_a_failed_delivery_is_told_by_the_exit_code_and_tried_again(
    say: Say, answers: list[int]
) -> None:
    answers.append(500)
    code, told, said = say("alerts", "send", *JUNE)
    assert (code, told) == (1, "")
    assert "Not sent to webhook:webhook" in said
    assert "hidden" not in said
    code, told, said = say("alerts", "send", *JUNE)
    assert (code, said) == (0, "")
    assert told.startswith("Sent to webhook:webhook")
    assert say("alerts", "send", *JUNE)[1] == "webhook:webhook: nothing new.\n"


def test_without_a_month_the_newest_reported_one_is_sent(say: Say, answers: list[int]) -> None:
    del answers
    code, told, _ = say("alerts", "send", "--json")
    (delivery,) = json.loads(told)
    assert (code, delivery["month"], delivery["status"]) == (0, "2023-06", "sent")
    assert delivery["told"] == delivery["flags"] + delivery["missing"]


def test_what_was_sent_is_listed(say: Say, answers: list[int]) -> None:
    del answers
    say("alerts", "send", *JUNE)
    rows = json.loads(say("alerts", "list", "--json")[1])
    assert {row["channel"] for row in rows} == {"webhook:webhook"}
    assert {row["month"] for row in rows} == {"2023-06"}
    assert {row["topic"] for row in rows} == {"flag", "chase"}
    assert say("alerts", "list", "--month", "2023-05")[1] == "No rows.\n"


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--month", "2022-06"), "2022"),
        (("--month", "june"), "is no month"),
        ((*JUNE, "--unit", "9"), "no plan of a unit 9"),
    ],
)
def test_what_cannot_be_meant_is_refused(say: Say, arguments: tuple[str, ...], words: str) -> None:
    code, told, said = say("alerts", "send", *arguments)
    assert (code, told) == (2, "")
    assert words in said


def test_without_anybody_to_tell_the_way_out_is_named(say: Say) -> None:
    code, told, said = say("alerts", "send", *JUNE)
    assert (code, told) == (2, "")
    assert "alerts.toml" in said
