"""Send what each channel has not been told yet; what is not delivered is tried again next time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from smtplib import SMTP

from monitor.domain.month import Month
from monitor.follow_up.alerts.changes import (
    Delivered,
    Matter,
    News,
    Quiet,
    delivered_so_far,
    find_news,
    list_matters,
    record_delivered,
)
from monitor.follow_up.alerts.channels import compose, mail_server, post, send, write_posts
from monitor.follow_up.alerts.message import Message, NotDelivered, write_message
from monitor.follow_up.alerts.settings import AlertSettings, Mail, Recipient, Webhook
from monitor.review.months import MonthView
from monitor.store.database import Store

Target = Recipient | Webhook


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was or would be sent on a channel; ``status``: would_send, sent, failed or nothing.

    ``told`` counts the news that were delivered: of a failed delivery some may have been.
    """

    channel: str
    status: str
    flags: int = 0
    missing: int = 0
    told: int = 0
    subject: str = ""
    text: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    channel: str
    target: Target
    news: tuple[News, ...]
    quiet: tuple[Quiet, ...]
    message: Message


@dataclass(frozen=True, slots=True)
class _Round:
    store: Store
    settings: AlertSettings
    view: MonthView
    actor: str


def send_alerts(
    store: Store,
    settings: AlertSettings,
    month: Month,
    *,
    actor: str,
    unit_code: str | None = None,
    dry_run: bool = False,
) -> list[Delivery]:
    """Send the month's news on every channel and return what became of each.

    A dry run sends nothing and keeps nothing. Raises ``WrongUse`` for a year or unit without plan.
    """
    view, matters = list_matters(store, month, settings.language, unit_code)
    told = delivered_so_far(store, month)
    targets: list[Target] = [*settings.recipients, *settings.webhooks]
    jobs = [_job(each, view, matters, told, settings, unit_code) for each in targets]
    if dry_run:
        return [_delivery(job, "would_send" if job.news else "nothing") for job in jobs]
    return list(_work(jobs, _Round(store, settings, view, actor)))


def channel_of(target: Target) -> str:
    """Name a channel; a webhook by its name, for its link is a secret."""
    if isinstance(target, Recipient):
        return f"email:{target.address}"
    return f"webhook:{target.name}"


def _job(
    target: Target,
    view: MonthView,
    matters: Sequence[Matter],
    told: dict[str, dict[tuple[str, str], Delivered]],
    settings: AlertSettings,
    unit_code: str | None,
) -> _Job:
    channel = channel_of(target)
    known = {
        key: each
        for key, each in told.get(channel, {}).items()
        if unit_code in (None, each.unit_code)
    }
    own = [each for each in matters if target.units is None or each.unit_code in target.units]
    news, quiet = find_news(own, known)
    message = write_message(view, news, own, settings.language, settings.link)
    return _Job(channel, target, tuple(news), tuple(quiet), message)


def _work(jobs: Sequence[_Job], here: _Round) -> Iterator[Delivery]:
    """Do one job after the other; the mail server is asked for once, when first needed."""
    with ExitStack() as stack:
        server: SMTP | NotDelivered | None = None
        for job in jobs:
            record_delivered(
                here.store, here.view.month, job.channel, (), job.quiet, actor=here.actor
            )
            if not job.news:
                yield _delivery(job, "nothing")
                continue
            if isinstance(job.target, Recipient) and server is None:
                server = _open_mail(stack, here.settings)
            yield _deliver(job, here, server)


def _open_mail(stack: ExitStack, settings: AlertSettings) -> SMTP | NotDelivered:
    try:
        return stack.enter_context(mail_server(_mail(settings), settings.timeout))
    except NotDelivered as trouble:
        return trouble


def _deliver(job: _Job, here: _Round, server: SMTP | NotDelivered | None) -> Delivery:
    told = 0
    try:
        for news in _hand_over(job, here, server):
            record_delivered(here.store, here.view.month, job.channel, news, actor=here.actor)
            told += len(news)
    except NotDelivered as trouble:
        said = trouble.say(here.settings.language)
        return replace(_delivery(job, "failed"), trouble=said, told=told)
    return replace(_delivery(job, "sent"), told=told)


def _hand_over(
    job: _Job, here: _Round, server: SMTP | NotDelivered | None
) -> Iterator[tuple[News, ...]]:
    """Yield the news after each part that was accepted."""
    settings = here.settings
    if isinstance(job.target, Webhook):
        form = job.target.form
        for body, news in write_posts(job.message, here.view, job.news, form, settings.language):
            post(job.target, body, settings.timeout)
            yield news
        return
    if isinstance(server, NotDelivered):
        raise server
    if server is not None:
        mail, address = _mail(settings), job.target.address
        send(server, mail, compose(job.message, mail, address), address)
        yield job.news


def _mail(settings: AlertSettings) -> Mail:
    if settings.mail is None:
        message = "recipients without a mail server are refused with the settings"
        raise ValueError(message)
    return settings.mail


def _delivery(job: _Job, status: str) -> Delivery:
    if status == "nothing":
        return Delivery(job.channel, status)
    flags = sum(each.matter.topic == "flag" for each in job.news)
    return Delivery(
        job.channel,
        status,
        flags,
        len(job.news) - flags,
        0,
        job.message.subject,
        job.message.text,
    )
