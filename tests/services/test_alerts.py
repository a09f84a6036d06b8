"""Alerts, sent to a real mail server and a real receiver of webhooks on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.domain.month import Month
from monitor.follow_up.alerts.changes import list_alerts
from monitor.follow_up.alerts.send import Delivery, send_alerts
from monitor.follow_up.alerts.settings import AlertSettings, Mail, Recipient, Webhook
from monitor.intake.batches import withdraw
from tests.services.desk import INDICATORS, NAMES, SEED, YEAR, A, B, C, D, Desk, plan_file, project
from tests.services.receivers import (
    HOST,
    PASSWORD,
    USER,
    Hook,
    MailBox,
    encrypted_mail_box,
    free_port,
    hook,
    mail_box,
)

JUNE = Month(YEAR, 6)
CHIEF, CLERK = "chief@example.org", "clerk@example.org"


@pytest.fixture
def box() -> Iterator[MailBox]:
    with mail_box() as made:
        yield made


@pytest.fixture
def robot() -> Iterator[Hook]:
    with hook() as made:
        yield made


def mail(port: int, **given: object) -> Mail:
    return Mail(HOST, port, "none", "monitor@example.org", **given)  # type: ignore[arg-type]  # each test knows its own


def to_chief(port: int) -> AlertSettings:
    return AlertSettings("en", 5, "", mail(port), (Recipient(CHIEF),))


def to_robot(robot: Hook, form: str = "json") -> AlertSettings:
    webhook = Webhook("office", robot.url, form)  # type: ignore[arg-type]  # a form
    return AlertSettings("en", 5, webhooks=(webhook,))


def run(desk: Desk, settings: AlertSettings, month: int = 6, **given: object) -> list[Delivery]:
    return send_alerts(desk.store, settings, Month(YEAR, month), actor="scheduler", **given)  # type: ignore[arg-type]  # each test knows its own


def send(desk: Desk, settings: AlertSettings, month: int = 6) -> str:
    (delivery,) = run(desk, settings, month)
    return delivery.status


def events(desk: Desk) -> list[tuple[str, str]]:
    return [(each.project_code, each.event) for each in reversed(list_alerts(desk.store))]


def report(desk: Desk, month: int = 6, **amounts: object) -> int:
    """Report a month in which all are fine but for what is said."""
    return desk.report(month, **{"A": 500, "B": 1000, "C": 250, "D": 2000, **amounts})


def text_of(box: MailBox) -> str:
    return str(box.letters[-1][1].get_content())


# Once per change


def test_a_new_flag_is_told_once(desk: Desk, box: MailBox) -> None:
    report(desk, A=390)
    assert [send(desk, to_chief(box.port)) for _ in range(3)] == ["sent", "nothing", "nothing"]
    (letter,) = box.letters
    assert letter[0] == CHIEF
    assert letter[1]["Subject"] == "Budget execution monitor, Jun 2023: newly flagged 1"
    assert NAMES[A] in text_of(box)
    assert "39.0%" in text_of(box)
    assert NAMES[B] not in text_of(box)


def test_what_is_worse_is_told_and_what_is_better_is_not(desk: Desk, box: MailBox) -> None:
    report(desk, A=390)
    send(desk, to_chief(box.port))
    report(desk, A=100)
    assert send(desk, to_chief(box.port)) == "sent"
    assert "worse 1" in str(box.letters[-1][1]["Subject"])
    report(desk, A=390)
    assert send(desk, to_chief(box.port)) == "nothing"
    report(desk, A=100)
    assert send(desk, to_chief(box.port)) == "sent"
    assert events(desk) == [(A, "new"), (A, "worse"), (A, "worse")]


def test_a_flag_is_armed_again_when_it_was_cleared(desk: Desk, box: MailBox) -> None:
    report(desk, A=390)
    send(desk, to_chief(box.port))
    report(desk)
    assert send(desk, to_chief(box.port)) == "nothing"
    report(desk, A=390)
    assert send(desk, to_chief(box.port)) == "sent"
    assert events(desk) == [(A, "new"), (A, "new")]


def test_a_flag_that_goes_on_in_the_next_month_is_not_told_again(desk: Desk, box: MailBox) -> None:
    report(desk, A=390)
    send(desk, to_chief(box.port))
    report(desk, 7, A=460, B=1200, C=300, D=2400)
    assert send(desk, to_chief(box.port), 7) == "nothing"
    report(desk, 8, A=700, B=1400, C=350, D=2700)
    assert desk.project(8).is_flagged
    assert send(desk, to_chief(box.port), 8) == "nothing"


def test_a_look_at_an_earlier_month_does_not_arm_the_later_one(desk: Desk, box: MailBox) -> None:
    report(desk, 5, A=420, B=840, C=210, D=1680)
    report(desk, A=390)
    send(desk, to_chief(box.port))
    assert send(desk, to_chief(box.port), 5) in {"sent", "nothing"}
    assert send(desk, to_chief(box.port)) == "nothing"


def test_who_is_told_for_the_first_time_is_told_what_stands(desk: Desk, box: MailBox) -> None:
    report(desk, 5, A=1, B=840, C=210, D=1680)
    report(desk, A=2)
    assert send(desk, to_chief(box.port)) == "sent"
    assert events(desk) == [(A, "standing")]
    assert "still flagged 1" in str(box.letters[-1][1]["Subject"])


def test_a_missing_report_is_for_the_chase_list_and_told_by_month(desk: Desk, box: MailBox) -> None:
    desk.report(6, A=500, B=1000, D=2000)
    assert send(desk, to_chief(box.port)) == "sent"
    assert events(desk) == [(C, "missing")]
    assert "not reported 1" in str(box.letters[-1][1]["Subject"])
    assert NAMES[C] in text_of(box)
    assert send(desk, to_chief(box.port)) == "nothing"
    assert send(desk, to_chief(box.port), 7) == "sent"
    assert len(events(desk)) == 5


def test_a_report_that_is_taken_back_is_chased_again(desk: Desk, box: MailBox) -> None:
    desk.report(6, A=500, B=1000, D=2000)
    send(desk, to_chief(box.port))
    late = desk.report(6, C=250)
    assert send(desk, to_chief(box.port)) == "nothing"
    withdraw(desk.store, late, actor="clerk", reason="")
    assert send(desk, to_chief(box.port)) == "sent"


# To whom


def test_a_unit_is_told_of_itself_and_everyone_of_all(desk: Desk, box: MailBox) -> None:
    report(desk, A=390, D=1)
    clerk = Recipient(CLERK, frozenset({"131002"}))
    settings = AlertSettings("en", 5, "", mail(box.port), (Recipient(CHIEF), clerk))
    found = run(desk, settings)
    assert [(each.channel, each.flags) for each in found] == [
        (f"email:{CHIEF}", 2),
        (f"email:{CLERK}", 1),
    ]
    texts = {address: str(letter.get_content()) for address, letter in box.letters}
    assert NAMES[D] in texts[CLERK]
    assert NAMES[A] not in texts[CLERK]
    assert str(box.letters[0][1]["To"]) == CHIEF


def test_one_unit_alone_can_be_sent_and_the_others_keep_what_they_know(
    desk: Desk, box: MailBox
) -> None:
    report(desk, A=390, D=1)
    assert send(desk, to_chief(box.port)) == "sent"
    (delivery,) = run(desk, to_chief(box.port), unit_code="131001")
    assert delivery.status == "nothing"
    assert send(desk, to_chief(box.port)) == "nothing"


# What is not delivered


def test_a_refused_address_is_tried_again_and_the_others_are_not(desk: Desk, box: MailBox) -> None:
    report(desk, A=390)
    settings = AlertSettings("en", 5, "", mail(box.port), (Recipient(CHIEF), Recipient(CLERK)))
    box.refused = {CHIEF}
    found = run(desk, settings)
    assert [each.status for each in found] == ["failed", "sent"]
    assert "550 no such mailbox" in found[0].trouble
    box.refused = set()
    assert [each.status for each in run(desk, settings)] == ["sent", "nothing"]
    assert box.addresses == [CLERK, CHIEF]


def test_a_failing_webhook_does_not_send_the_mail_again(
    desk: Desk, box: MailBox, robot: Hook
) -> None:
    report(desk, A=390)
    robot.status = 503
    settings = AlertSettings(
        "en",
        5,
        "",
        mail(box.port),
        (Recipient(CHIEF),),
        (Webhook("office", robot.url),),
    )
    assert [each.status for each in run(desk, settings)] == ["sent", "failed"]
    assert [each.status for each in run(desk, settings)] == ["nothing", "failed"]
    robot.status = 200
    assert [each.status for each in run(desk, settings)] == ["nothing", "sent"]
    assert (len(box.letters), len(robot.posts)) == (1, 1)


def test_a_mail_server_that_is_away_is_named_and_tried_again(desk: Desk) -> None:
    report(desk, A=390)
    port = free_port()
    (delivery,) = run(desk, to_chief(port))
    assert delivery.status == "failed"
    assert delivery.trouble.startswith(f"{HOST} cannot be reached")
    assert list_alerts(desk.store) == []
    with mail_box(port) as box:
        assert send(desk, to_chief(port)) == "sent"
        assert box.addresses == [CHIEF]


def test_a_receiver_that_never_answers_is_given_up(desk: Desk, robot: Hook) -> None:
    report(desk, A=390)
    robot.silent = threading.Event()
    webhook = Webhook("office", robot.url)
    (delivery,) = run(desk, AlertSettings("en", 0.3, webhooks=(webhook,)))
    assert delivery.status == "failed"
    assert "timed out" in delivery.trouble
    assert list_alerts(desk.store) == []


def test_a_redirect_is_not_followed(desk: Desk, robot: Hook) -> None:
    report(desk, A=390)
    robot.status, robot.headers = 302, {"Location": robot.url.replace("robot", "elsewhere")}
    (delivery,) = run(desk, to_robot(robot))
    assert (delivery.status, delivery.trouble) == ("failed", f"{HOST} answered HTTP 302")
    assert [path.split("?")[0] for path in robot.paths] == ["/robot/send"]


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("text", b'{"errcode": 93000, "errmsg": "invalid webhook url"}'),
        ("feishu", b'{"code": 19001, "msg": "param invalid"}'),
    ],
)
def test_a_robot_that_says_no_under_a_good_status_is_heard(
    desk: Desk, robot: Hook, form: str, answer: bytes
) -> None:
    report(desk, A=390)
    robot.answer = answer
    (delivery,) = run(desk, to_robot(robot, form))
    assert delivery.status == "failed"
    assert "invalid" in delivery.trouble
    assert list_alerts(desk.store) == []


def test_no_secret_is_told(desk: Desk, robot: Hook) -> None:
    report(desk, A=390)
    robot.answer = json.dumps({"errcode": 1, "errmsg": f"no robot at {robot.url}"}).encode()
    settings = to_robot(robot, "text")
    (delivery,) = run(desk, settings)
    assert "hidden" not in f"{delivery}{settings}"
    assert "***" in delivery.trouble
    assert PASSWORD not in repr(mail(25, user=USER, password=PASSWORD))


# What is sent


def test_generic_json_says_what_the_list_says(desk: Desk, robot: Hook) -> None:
    desk.report(6, A=390, B=1000, C=250)
    assert send(desk, to_robot(robot)) == "sent"
    (said,) = robot.posts
    assert (said["month"], said["is_sample"]) == ("2023-06", False)
    (flag,), (missing,) = said["flags"], said["missing"]
    assert (flag["project_code"], flag["event"], flag["light"]) == (A, "new", "yellow")
    assert flag["reasons"] == ["behind", "milestone"]
    assert "39.0% of the budget against 50.0% planned" in flag["sentence"]
    assert (missing["project_code"], missing["revised_budget"]) == (D, 4000)
    assert (missing["last_reported_month"], missing["months_missing"]) == (None, 6)


def test_the_robots_of_office_chats_get_text(desk: Desk, robot: Hook) -> None:
    report(desk, A=390)
    send(desk, to_robot(robot, "text"))
    (said,) = robot.posts
    assert said["msgtype"] == "text"
    assert NAMES[A] in said["text"]["content"]


def test_feishu_gets_its_own_form_and_no_call_to_everybody(desk: Desk, robot: Hook) -> None:
    name = '<at user_id="all">everyone</at>'
    desk.commit("plan", plan_file(replace(project(A, indicators=INDICATORS), project_name=name)))
    report(desk, A=390)
    send(desk, to_robot(robot, "feishu"))
    text = robot.posts[0]["content"]["text"]
    assert "＜at user_id" in text
    assert "<at" not in text


def test_a_long_text_goes_in_parts_that_each_count_for_themselves(desk: Desk, robot: Hook) -> None:
    codes = [f"13020923P000141{place:05}R" for place in range(20)]
    others = [project(code, milestones=SEED) for code in codes]
    desk.commit("plan", plan_file(project(A), project(B), project(C), *others))
    rows = "\n".join(f"{code},x,1" for code in codes)
    table = f"项目编码,项目名称,累计支出（元）\n{A},{NAMES[A]},500\n{rows}\n"
    assert desk.commit("spending", table.encode(), 6).batch_id is not None
    robot.refuse_after = 2
    (first,) = run(desk, to_robot(robot, "text"))
    assert first.status == "failed"
    assert 0 < first.told < first.flags
    robot.refuse_after = None
    (second,) = run(desk, to_robot(robot, "text"))
    assert (second.status, second.told) == ("sent", first.flags + first.missing - first.told)
    texts = [str(said["text"]["content"]) for said in robot.posts]
    assert max(len(text.encode()) for text in texts) <= 2000
    told = [each.project_code for each in list_alerts(desk.store)]
    assert len(told) == len(set(told))
    assert [sum(code in text for text in texts) for code in codes] == [1] * 20


def test_a_hostile_name_is_text_and_no_header(desk: Desk, box: MailBox) -> None:
    name = "年会\r\nBcc: thief@example.org\r\n\r\n<b>\u202eabc"
    desk.commit("plan", plan_file(replace(project(A, indicators=INDICATORS), project_name=name)))
    report(desk, A=390)
    send(desk, to_chief(box.port))
    (letter,) = box.letters
    assert box.addresses == [CHIEF]
    assert set(letter[1].keys()) == {
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert letter[1]["Bcc"] is None
    line = next(line for line in text_of(box).splitlines() if "Bcc" in line)
    assert line.count("\u202e") == line.count("\u202c")


def test_samples_are_called_samples(sampled: Desk, box: MailBox) -> None:
    assert send(sampled, to_chief(box.port)) == "sent"
    assert "illustrative data" in text_of(box)


# Encryption


@pytest.mark.parametrize("at_once", [True, False])
def test_mail_is_encrypted_and_the_server_is_checked(
    desk: Desk, tmp_path: Path, *, at_once: bool
) -> None:
    report(desk, A=390)
    with encrypted_mail_box(tmp_path, at_once=at_once) as (box, authority):
        security = "tls" if at_once else "starttls"
        user = ("", "") if at_once else (USER, PASSWORD)
        own = Mail("localhost", box.port, security, "monitor@example.org", *user, authority)  # type: ignore[arg-type]  # a security
        strange = Mail("localhost", box.port, security, "monitor@example.org", *user)  # type: ignore[arg-type]  # a security
        (refused,) = run(desk, AlertSettings("en", 5, "", strange, (Recipient(CHIEF),)))
        assert refused.status == "failed"
        assert "CERTIFICATE_VERIFY_FAILED" in refused.trouble
        assert box.letters == []
        assert send(desk, AlertSettings("en", 5, "", own, (Recipient(CHIEF),))) == "sent"
        assert box.addresses == [CHIEF]


@pytest.mark.parametrize("password", ["wrong", "密码"])
def test_a_wrong_password_is_named_and_not_told(desk: Desk, tmp_path: Path, password: str) -> None:
    report(desk, A=390)
    with encrypted_mail_box(tmp_path, at_once=False) as (box, authority):
        own = Mail(
            "localhost", box.port, "starttls", "monitor@example.org", USER, password, authority
        )
        (delivery,) = run(desk, AlertSettings("en", 5, "", own, (Recipient(CHIEF),)))
    assert delivery.trouble.startswith("the mail server localhost does not accept the user")
    assert password not in delivery.trouble


def test_nothing_is_sent_unencrypted_where_starttls_was_asked_for(desk: Desk, box: MailBox) -> None:
    report(desk, A=390)
    plain = Mail(HOST, box.port, "starttls", "monitor@example.org", USER, PASSWORD)
    (delivery,) = run(desk, AlertSettings("en", 5, "", plain, (Recipient(CHIEF),)))
    assert "knows no STARTTLS" in delivery.trouble
    assert box.letters == []


def test_a_dry_run_sends_and_keeps_nothing(desk: Desk, box: MailBox, robot: Hook) -> None:
    report(desk, A=390)
    settings = AlertSettings(
        "en",
        5,
        "",
        mail(box.port),
        (Recipient(CHIEF),),
        (Webhook("office", robot.url),),
    )
    found = run(desk, settings, dry_run=True)
    assert [(each.channel, each.status) for each in found] == [
        (f"email:{CHIEF}", "would_send"),
        ("webhook:office", "would_send"),
    ]
    assert NAMES[A] in found[0].text
    assert (box.letters, robot.posts, list_alerts(desk.store)) == ([], [], [])
    assert [each.status for each in run(desk, settings)] == ["sent", "sent"]
