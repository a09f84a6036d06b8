"""Where alerts go: read from a file and the environment, refused where it cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.domain.errors import WrongUse
from monitor.follow_up.alerts.settings import (
    AlertSettings,
    Mail,
    Recipient,
    Webhook,
    read_alert_settings,
)

FULL = """
language = "en"
timeout = 7
link = "https://monitor.example.org/flagged"
[smtp]
host = "mail.example.org"
security = "tls"
user = "monitor"
password = "from the file"
from = "monitor@example.org"
[recipients]
all = ["chief@example.org"]
[recipients.units]
131001 = ["clerk@example.org", "chief@example.org"]
131002 = ["clerk@example.org"]
[[webhooks]]
name = "office"
url = "https://chat.example.org/send?key=hidden"
form = "text"
units = ["131001"]
"""
MAIL = '[smtp]\nhost = "mail.example.org"\nfrom = "monitor@example.org"\n'
TO = '[recipients]\nall = ["chief@example.org"]\n'


def read(folder: Path, text: str = "", **environment: str) -> AlertSettings:
    if text:
        (folder / "alerts.toml").write_text(text, "utf-8")
    return read_alert_settings(environment, folder)


def test_everything_is_read_from_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, FULL)
    assert (found.language, found.timeout) == ("en", 7)
    assert found.link == "https://monitor.example.org/flagged"
    assert found.mail == Mail(
        "mail.example.org", 465, "tls", "monitor@example.org", "monitor", "from the file"
    )
    assert found.recipients == (
        Recipient("chief@example.org"),
        Recipient("clerk@example.org", frozenset({"131001", "131002"})),
    )
    url = "https://chat.example.org/send?key=hidden"
    assert found.webhooks == (Webhook("office", url, "text", frozenset({"131001"})),)


def test_the_environment_stands_before_the_file(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        FULL,
        MONITOR_SMTP_PASSWORD="from outside",  # noqa: S106 - invented
        MONITOR_SMTP_PORT="2525",
        MONITOR_ALERTS_TO="a@example.org, b@example.org",
    )
    assert found.mail is not None
    assert (found.mail.password, found.mail.port) == ("from outside", 2525)
    assert [each.address for each in found.recipients][:2] == ["a@example.org", "b@example.org"]


def test_the_environment_alone_is_enough(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        MONITOR_ALERTS_WEBHOOK="http://127.0.0.1:9/x",
        MONITOR_ALERTS_WEBHOOK_FORM="feishu",
    )
    assert found.webhooks == (Webhook("webhook", "http://127.0.0.1:9/x", "feishu"),)
    assert found.language == "zh"


def test_a_password_can_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("kept apart\n", "utf-8")
    found = read(tmp_path, f"{MAIL}password_file = '{tmp_path / 'word'}'\n{TO}")
    assert found.mail is not None
    assert found.mail.password == "kept apart"  # noqa: S105 - invented


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("", "alerts_nobody", ""),
        (MAIL, "alerts_nobody", ""),
        (TO, "alerts_setting_missing", "smtp.host"),
        ("[smtp", "alerts_file_unreadable", ""),
        ("smtp = 1", "alerts_setting_wrong", "smtp"),
        (MAIL.replace("host", "security = 'ssl'\nhost") + TO, "", "smtp.security"),
        (MAIL + "port = 0\n" + TO, "", "smtp.port"),
        (MAIL + "port = 70000\n" + TO, "", "smtp.port"),
        (MAIL.replace("monitor@example.org", "monitor") + TO, "", "smtp.from"),
        (MAIL.replace("mail.example.org", "mail.example.org\\r\\nQUIT") + TO, "", "smtp.host"),
        (MAIL + '[recipients]\nall = ["x@example.org\\r\\nBcc: y@example.org"]', "", "all"),
        (MAIL + '[recipients]\nall = ["chief"]', "", "recipients.all"),
        (MAIL + "[recipients]\nall = 5", "", "recipients.all"),
        (MAIL + '[recipients.units]\n131001 = ["x"]', "", "recipients.units.131001"),
        ('[[webhooks]]\nurl = "file:///etc/passwd"', "", "webhooks[1].url"),
        ('[[webhooks]]\nurl = "https://x y"', "", "webhooks[1].url"),
        ('[[webhooks]]\nurl = "https://x"\nform = "xml"', "", "webhooks[1].form"),
        ('[[webhooks]]\nname = "a b"\nurl = "https://x"', "", "webhooks[1].name"),
        (
            '[[webhooks]]\nname = "a"\nurl = "https://x"\n[[webhooks]]\nname = "a"\nurl = "https://y"',
            "",
            "webhooks.name",
        ),
        ("timeout = 0\n" + MAIL + TO, "", "timeout"),
        ("timeout = true\n" + MAIL + TO, "", "timeout"),
        ('language = "fr"\n' + MAIL + TO, "", "language"),
        ('link = "javascript:x"\n' + MAIL + TO, "", "link"),
    ],
)
def test_settings_that_cannot_hold_are_refused_by_name(
    tmp_path: Path, text: str, code: str, name: str
) -> None:
    with pytest.raises(WrongUse) as refusal:
        read(tmp_path, text)
    assert refusal.value.code == (code or "alerts_setting_wrong")
    assert name in refusal.value.values.get("name", "")


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="alerts_file_missing"):
        read(tmp_path, MONITOR_ALERTS=str(tmp_path / "other.toml"))


def test_no_refusal_tells_a_secret(tmp_path: Path) -> None:
    for text in (FULL + "oops", FULL.replace('"text"', '"xml"'), FULL.replace("465", "x")):
        try:
            said = repr(read(tmp_path, text))
        except WrongUse as refusal:
            said = f"{refusal} {refusal.values}"
        assert "from the file" not in said
        assert "hidden" not in said
