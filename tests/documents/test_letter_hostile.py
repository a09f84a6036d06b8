"""Names that would break a document, or take it over, stand in it as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from monitor.outputs.letters.notice import write_notice
from monitor.outputs.letters.report_text import write_report
from tests.documents.letters import BEHIND, fields, lines, notice, report, tables

NAMES = {
    "markup": "<w:p><w:t>假</w:t></w:p>",
    "entity": "&lt;!ENTITY x&gt; &amp; ]]>",
    "field": '{ DDEAUTO c:\\\\windows "calc" }',
    "include": "{INCLUDETEXT /etc/passwd}",
    "formula": '=HYPERLINK("http://example.invalid")',
    "braces": "{project}{0}{unit}%s",
    "bidi": "\u202e反向\u2067内",
    "wide": "长" * 400,
    "quotes": "\"'“”",
}


def of_a_notice(name: str) -> bytes:
    hostile = replace(BEHIND, project_name=name, project_code=name, lagging=(name, name))
    return write_notice(notice(hostile, unit_name=name, is_of_one_project=True))


def of_a_report(name: str) -> bytes:
    hostile = replace(BEHIND, project_name=name, sentence=f"{name}。", cause=name)
    problems = (("支出滞后", (name, name)),)
    return write_report(report(hostile, unit_name=name, problems=problems))


@pytest.mark.parametrize("write", [of_a_notice, of_a_report])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_it_stays_text(name: str, write: Callable[[str], bytes]) -> None:
    data = write(name)
    said = "\n".join(
        [*lines(data), *(cell for table in tables(data) for row in table for cell in row)]
    )
    assert said.count(name) > 3
    assert fields(data) == ["PAGE", "NUMPAGES"]
    assert len(tables(data)) == len(tables(write("名称")))


@pytest.mark.parametrize("write", [of_a_notice, of_a_report])
def test_control_signs_go_and_line_ends_become_new_lines(write: Callable[[str], bytes]) -> None:
    data = write("甲\x00\x08乙\ud800\r\n丙\x0b丁\ufffe")
    said = "\n".join([*lines(data), *(row[2] for row in tables(data)[0])])
    assert "甲乙\ufffd\n丙\n丁" in said


@pytest.mark.parametrize("write", [of_a_notice, of_a_report])
def test_a_turned_name_turns_no_word_after_it(write: Callable[[str], bytes]) -> None:
    """In every run that holds it, a mark of direction is ended too."""
    with ZipFile(BytesIO(write("\u202e反向"))) as archive:
        text = etree.fromstring(archive.read("word/document.xml"))
    runs = ["".join(run.itertext()) for run in text.iter("{*}r")]
    turned = [run for run in runs if "\u202e" in run]
    assert turned
    assert all(run.count("\u202e") == run.count("\u202c") for run in turned)
    assert not [run for run in turned if run.rindex("\u202c") < run.rindex("\u202e")]


def test_nothing_is_fetched_when_it_is_opened() -> None:
    with ZipFile(BytesIO(of_a_report("http://example.invalid/x.png"))) as archive:
        targets = [
            relation.get("TargetMode")
            for name in archive.namelist()
            if name.endswith(".rels")
            for relation in etree.fromstring(archive.read(name))
        ]
    assert set(targets) == {None}
