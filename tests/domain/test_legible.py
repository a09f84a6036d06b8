from __future__ import annotations

import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.text import enclose, make_legible

ANYTHING = st.text(st.characters(codec=None), max_size=40)


@given(ANYTHING)
def test_any_text_can_stand_in_a_file_afterwards(text: str) -> None:
    legible = make_legible(text)
    element = ET.Element("text")
    element.text = legible
    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).text in (legible, legible or None)  # noqa: S314 - just written


@given(ANYTHING)
def test_nothing_is_changed_twice(text: str) -> None:
    assert make_legible(make_legible(text)) == make_legible(text)


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("差旅费", "差旅费"),
        ("a\x00b\x1bc", "abc"),
        ("a\r\nb\rc\x0bd", "a\nb\nc\nd"),
        ("\ud800坏", "\ufffd坏"),
        ("<w:t>&amp;", "<w:t>&amp;"),
        ("\u202e左右", "\u202e左右"),
        (5, "5"),
    ],
)
def test_only_what_no_file_can_hold_goes(text: object, legible: str) -> None:
    assert make_legible(text) == legible


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("plain", ""),
        ("\u202eright to left", "\u202c"),
        ("\u202eclosed\u202c", ""),
        ("\u2067\u202bboth", "\u202c\u2069"),
        ("\u202b\u2067inner\u202c", "\u2069\u202c"),
        ("\u2067\u202bclosed with it\u2069", ""),
        ("\u202c\u2069 nothing to close", ""),
    ],
)
def test_marks_of_direction_end_with_the_text(text: str, ends: str) -> None:
    assert enclose(text) == text + ends


@given(st.text("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069a字", max_size=12))
def test_an_enclosed_text_leaves_nothing_open(text: str) -> None:
    assert enclose(enclose(text)) == enclose(text)
    assert enclose(text).startswith(text)
    assert all(unicodedata.bidirectional(mark) in {"PDF", "PDI"} for mark in ends_of(text))


def ends_of(text: str) -> str:
    return enclose(text)[len(text) :]
