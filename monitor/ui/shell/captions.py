"""Say beside every page that its months come from a lake and can only be looked at."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import streamlit as st

from monitor.domain.roles import OWNER, Actor
from monitor.upkeep.setup import Origin, Store, origin_of
from monitor.words.catalogue import Language, say
from monitor.words.phrases import say_names

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!$~|<>:.&=-])")
_ADDRESS = re.compile(r"(?i)(?=://|@)|(?<=\bwww)(?=\.)")
_JOINER = "\u2060"  # takes no room; Markdown sees no address across it


def plain(text: str) -> str:
    """Let a name stand as it is where Streamlit reads markdown; an address in it is no link."""
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub(_JOINER, text))


def show_notes(*lines: str, on_paper: bool = True) -> None:
    """Show lines of small print; nothing where all are blank. A printed page may leave them out."""
    kind = "em-note" if on_paper else "em-note em-screen-only"
    said = "".join(f'<p class="{kind}">{html.escape(line)}</p>' for line in lines if line)
    if said:
        st.html(said)


def show_actor(actor: Actor, language: Language) -> None:
    """Say by whom the dashboard is used; on one's own machine nobody signs in or out."""
    if actor == OWNER:
        st.caption(say(language, "access.owner"))
        return
    role = say(language, f"role.{actor.role}")
    lines = [html.escape(say(language, "access.signed_in", name=actor.name, role=role))]
    if actor.units:
        units = say_names(language, actor.units)
        lines.append(html.escape(say(language, "access.units", units=units)))
    out = html.escape(say(language, "access.sign_out"))
    lines.append(f'<a href="/sign-out?lang={language}" target="_self">{out}</a>')
    st.html(f'<p class="em-note">{"<br>".join(lines)}</p>')


_MINUTE = "%Y-%m-%d %H:%M"


@st.cache_resource(max_entries=4, show_spinner=False)
def _origin(_store: Store, version: str) -> Origin | None:
    del version
    return origin_of(_store)


def show_lake(store: Store, version: str, language: Language) -> None:
    """Say how many stores, how old and when judged; nothing for a store of its own."""
    origin = _origin(_store=store, version=version)
    if origin is not None:
        st.caption(
            say(
                language,
                "lake.note",
                stores=origin.stores,
                exported=f"{origin.oldest_export:{_MINUTE}}",
                judged=f"{origin.judged_at:{_MINUTE}}",
            )
        )


def stop_in_lake(store: Store, language: Language) -> None:
    """End a page here whose subject stays with the units' own databases, and say so."""
    if origin_of(store) is not None:
        st.info(say(language, "lake.page_elsewhere"))
        st.stop()


def local_time(moment: datetime) -> str:
    """Write a moment of the store (UTC) in the clock of the machine."""
    return f"{moment.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def today() -> date:
    """Return the day on the wall, by which due dates are judged."""
    return datetime.now().date()  # noqa: DTZ005 - the day on the wall
