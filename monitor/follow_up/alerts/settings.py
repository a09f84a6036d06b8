"""Where alerts go and how: a TOML file, or a few environment variables that stand before it.

Passwords and links of webhooks are secrets: they are never printed, kept or put into a refusal.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

from monitor.domain.errors import WrongUse
from monitor.words.catalogue import DEFAULT, LANGUAGES, Language

FILE_NAME = "alerts.toml"
Security = Literal["tls", "starttls", "none"]
Form = Literal["json", "text", "feishu"]
_PORTS: Mapping[str, int] = {"tls": 465, "starttls": 587, "none": 25}
_FORMS = ("json", "text", "feishu")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_NAME = re.compile(r"[\w.-]{1,40}")
_HOST = re.compile(r"[A-Za-z0-9.:_-]{1,253}")
_MOST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server and who sends."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address and the units it is told of, None for all."""

    address: str
    units: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """A link that takes messages, by a name to speak of it; ``units`` None for all."""

    name: str
    url: str = field(repr=False)
    form: Form = "json"
    units: frozenset[str] | None = None

    @property
    def host(self) -> str:
        """Return the host, the part of the link that is no secret."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """Everything alerts need to know; ``timeout`` is seconds for each step of a delivery."""

    language: Language = DEFAULT
    timeout: float = 20.0
    link: str = ""
    mail: Mail | None = None
    recipients: tuple[Recipient, ...] = ()
    webhooks: tuple[Webhook, ...] = ()


def read_alert_settings(environment: Mapping[str, str], folder: Path) -> AlertSettings:
    """Read ``MONITOR_ALERTS`` or alerts.toml in the folder, and MONITOR_ALERTS_… before it.

    Raises ``WrongUse`` for a file that cannot be read, a value that cannot hold, or nobody to tell.
    """
    given = _read_file(environment, folder)
    for name, (section, key) in _VARIABLES.items():
        if environment.get(name):
            _section(given, section)[key] = environment[name]
    settings = AlertSettings(
        language=cast("Language", _choice(given, "language", LANGUAGES, DEFAULT)),
        timeout=_seconds(given.get("timeout", 20)),
        link=_link(given),
        mail=_mail(_section(given, "smtp")),
        recipients=_recipients(_section(given, "recipients")),
        webhooks=_webhooks(given, environment),
    )
    if settings.recipients and settings.mail is None:
        raise WrongUse("alerts_setting_missing", name="smtp.host")
    if not settings.recipients and not settings.webhooks:
        raise WrongUse("alerts_nobody")
    return settings


_VARIABLES = {
    "MONITOR_SMTP_HOST": ("smtp", "host"),
    "MONITOR_SMTP_PORT": ("smtp", "port"),
    "MONITOR_SMTP_SECURITY": ("smtp", "security"),
    "MONITOR_SMTP_USER": ("smtp", "user"),
    "MONITOR_SMTP_PASSWORD": ("smtp", "password"),
    "MONITOR_SMTP_FROM": ("smtp", "from"),
    "MONITOR_SMTP_CA_FILE": ("smtp", "ca_file"),
    "MONITOR_ALERTS_TO": ("recipients", "all"),
}


def _read_file(environment: Mapping[str, str], folder: Path) -> dict[str, object]:
    named = environment.get("MONITOR_ALERTS")
    path = Path(named).expanduser() if named else folder / FILE_NAME
    if not named and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as trouble:
        raise WrongUse("alerts_file_missing", path=path) from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        # The parser's own words may quote the line, which may hold a password.
        raise WrongUse("alerts_file_unreadable", path=path) from trouble


def _section(given: dict[str, object], name: str) -> dict[str, object]:
    found = given.setdefault(name, {})
    if not isinstance(found, dict):
        raise WrongUse("alerts_setting_wrong", name=name)
    return found


def _mail(given: Mapping[str, object]) -> Mail | None:
    if not given.get("host"):
        return None
    security = cast("Security", _choice(given, "security", tuple(_PORTS), "starttls", "smtp."))
    host, sender = _text(given, "host"), _text(given, "from")
    if not _HOST.fullmatch(host):
        raise WrongUse("alerts_setting_wrong", name="smtp.host")
    if not _ADDRESS.fullmatch(sender):
        raise WrongUse("alerts_setting_wrong", name="smtp.from")
    return Mail(
        host,
        _port(given.get("port", _PORTS[security])),
        security,
        sender,
        _text(given, "user"),
        _password(given),
        _text(given, "ca_file"),
    )


def _password(given: Mapping[str, object]) -> str:
    path = _text(given, "password_file")
    if not path or given.get("password"):
        return _text(given, "password")
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise WrongUse("alerts_file_missing", path=path) from trouble


def _recipients(given: dict[str, object]) -> tuple[Recipient, ...]:
    """Merge who is told of everything with who is told of units."""
    units: dict[str, set[str]] = {}
    for unit, addresses in _section(given, "units").items():
        for address in _addresses(addresses, f"recipients.units.{unit}"):
            units.setdefault(address, set()).add(unit)
    of_all = _addresses(given.get("all", []), "recipients.all")
    return tuple(
        Recipient(address, None if address in of_all else frozenset(units[address]))
        for address in dict.fromkeys((*of_all, *units))
    )


def _addresses(given: object, name: str) -> list[str]:
    listed = given.split(",") if isinstance(given, str) else given
    if not isinstance(listed, list):
        raise WrongUse("alerts_setting_wrong", name=name)
    found = [each.strip() if isinstance(each, str) else "" for each in listed]
    if not all(_ADDRESS.fullmatch(each) for each in found):
        raise WrongUse("alerts_setting_wrong", name=name)
    return found


def _webhooks(given: Mapping[str, object], environment: Mapping[str, str]) -> tuple[Webhook, ...]:
    listed = given.get("webhooks", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise WrongUse("alerts_setting_wrong", name="webhooks")
    if environment.get("MONITOR_ALERTS_WEBHOOK"):
        form = environment.get("MONITOR_ALERTS_WEBHOOK_FORM", "json")
        url = environment["MONITOR_ALERTS_WEBHOOK"]
        listed = [*listed, {"name": "webhook", "url": url, "form": form}]
    found = tuple(_webhook(each, number) for number, each in enumerate(listed, start=1))
    if len({each.name for each in found}) < len(found):
        raise WrongUse("alerts_setting_wrong", name="webhooks.name")
    return found


def _webhook(given: Mapping[str, object], number: int) -> Webhook:
    name, url = _text(given, "name") or str(number), _text(given, "url")
    if not _NAME.fullmatch(name):
        raise WrongUse("alerts_setting_wrong", name=f"webhooks[{number}].name")
    if not _is_link(url):
        raise WrongUse("alerts_setting_wrong", name=f"webhooks[{number}].url")
    units = given.get("units")
    if units is not None and not isinstance(units, list):
        raise WrongUse("alerts_setting_wrong", name=f"webhooks[{number}].units")
    form = cast("Form", _choice(given, "form", _FORMS, "json", f"webhooks[{number}]."))
    return Webhook(name, url, form, None if units is None else frozenset(map(str, units)))


def _link(given: Mapping[str, object]) -> str:
    link = _text(given, "link")
    if link and not _is_link(link):
        raise WrongUse("alerts_setting_wrong", name="link")
    return link


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port or 1) > 0
            and url.isascii()
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        return False


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise WrongUse("alerts_setting_wrong", name=name)
    return value


def _choice(
    given: Mapping[str, object],
    name: str,
    choices: tuple[str, ...],
    default: str,
    where: str = "",
) -> str:
    value = given.get(name, default)
    if value not in choices:
        raise WrongUse("alerts_setting_wrong", name=f"{where}{name}")
    return str(value)


def _port(value: object) -> int:
    text = str(value)
    if not (text.isdecimal() and text.isascii() and 0 < int(text) < 65_536):  # noqa: PLR2004 - ports end
        raise WrongUse("alerts_setting_wrong", name="smtp.port")
    return int(text)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongUse("alerts_setting_wrong", name="timeout")
    if not 0 < value <= _MOST_SECONDS:
        raise WrongUse("alerts_setting_wrong", name="timeout")
    return float(value)
