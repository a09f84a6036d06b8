"""What an alert says: a subject, and blocks of text that each tell a few matters.

Names come from files and may hold anything: they are text on one line, whatever they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.domain.text import enclose, make_legible
from monitor.follow_up.alerts.changes import Matter, News, missing_of
from monitor.review.missing_reports import write_messages
from monitor.review.months import MonthView
from monitor.words.catalogue import Language, say
from monitor.words.phrases import say_list, say_marks, say_month
from monitor.words.policies import describe_policy

ORDER = ("worse", "new", "standing", "missing")


@dataclass(frozen=True, slots=True)
class Block:
    """A few lines that belong together, and the news they tell."""

    text: str
    news: tuple[News, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A subject without any name in it, blocks in their order, and a closing line or two."""

    subject: str
    blocks: tuple[Block, ...]
    closing: str

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "\n\n".join([self.subject, *(each.text for each in self.blocks), self.closing])

    def parts(self, limit: int, language: Language) -> Iterator[tuple[str, tuple[News, ...]]]:
        """Yield texts of at most ``limit`` bytes, each with the news it tells.

        A block that is too long by itself is cut, with a word on where the rest is.
        """
        cut = say(language, "alert.cut")
        text = self.subject
        news: tuple[News, ...] = ()
        for block in self.blocks:
            if news and _size(f"{text}\n\n{block.text}") > limit:
                yield text, news
                text, news = self.subject, ()
            text, news = _within(f"{text}\n\n{block.text}", limit, cut), (*news, *block.news)
        if news:
            whole = f"{text}\n\n{self.closing}"
            yield (whole if _size(whole) <= limit else text), news


def write_message(
    view: MonthView,
    news: Sequence[News],
    matters: Sequence[Matter],
    language: Language,
    link: str = "",
) -> Message:
    """Write what a channel is to be told; ``matters`` are all that stand and it may know of."""
    counted = {event: [each for each in news if each.event == event] for event in ORDER}
    parts = [
        say(language, f"alert.count.{event}", count=len(found))
        for event, found in counted.items()
        if found
    ]
    subject = say(
        language,
        "alert.subject",
        product=say(language, "product"),
        month=say_month(language, view.month),
        parts=say_list(language, parts),
    )
    blocks = [Block(say(language, "alert.sample"))] if view.is_sample else []
    for event in ORDER[:-1]:
        blocks += _flags(event, counted[event], language)
    blocks += _chase(counted["missing"], matters, language)
    closing = [say(language, "alert.rule", policy=describe_policy(view.policy, language))]
    if link:
        closing.append(say(language, "alert.link", link=link))
    return Message(subject, tuple(blocks), "\n".join(closing))


def one_line(text: str) -> str:
    """Write a name from a file as text on one line that turns no word after it."""
    return enclose(" ".join(make_legible(text).split()))


def _flags(event: str, news: Sequence[News], language: Language) -> Iterator[Block]:
    """Yield a block per flag; the first one has the heading over it."""
    head = say(language, f"alert.head.{event}", count=len(news)) + "\n"
    for each in news:
        matter = each.matter
        line = say(
            language,
            "alert.line",
            light=say_marks(language, matter.marks),
            name=one_line(matter.project_name),
            code=one_line(matter.project_code),
            unit=one_line(f"{matter.unit_code} {matter.unit_name}"),
            sentence=one_line(matter.sentence),
        )
        yield Block(head + line, (each,))
        head = ""


def _chase(news: Sequence[News], matters: Sequence[Matter], language: Language) -> Iterator[Block]:
    """Yield a block per unit with all it has not reported, not only what is new of it."""
    head = say(language, "alert.head.missing", count=len(news)) + "\n"
    rows = [
        replace(row, project_name=one_line(row.project_name), unit_name=one_line(row.unit_name))
        for row in missing_of(news, matters)
    ]
    for message in write_messages(rows, language):
        own = tuple(each for each in news if each.matter.unit_code == message.unit_code)
        yield Block(head + message.text, own)
        head = ""


def _within(text: str, limit: int, cut: str) -> str:
    if _size(text) <= limit:
        return text
    kept = text.encode()[: max(0, limit - _size(cut))].decode(errors="ignore")
    return kept + cut


def _size(text: str) -> int:
    return len(text.encode())


_LONGEST = 200


class NotDelivered(Exception):  # noqa: N818 - an answer, not an error of the program
    """What stood in the way: connection, login, no_starttls, smtp, status or refused."""

    def __init__(self, what: str, host: str, detail: str = "", secret: str = "") -> None:
        """Keep what can be said of it; a secret in a server's answer is blotted out."""
        said = detail.replace(secret, "***") if secret else detail
        self.what = what
        self.host = host
        self.detail = one_line(said)[:_LONGEST]
        super().__init__(what)

    def say(self, language: Language) -> str:
        """Return the sentence."""
        return say(language, f"alert.trouble.{self.what}", host=self.host, detail=self.detail)
