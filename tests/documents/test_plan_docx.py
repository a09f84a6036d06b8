"""The published plan as docx: the same facts as its text, and nothing unsafe is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from monitor.domain.errors import UnreadableFile
from monitor.domain.plan import Plan
from monitor.intake.facts import Reading
from monitor.intake.plans.docx import DocxLimits, read_plan_docx
from tests.documents.found import codes, sayable
from tools.sample_plan.write import chinese_number, write_plan_docx

MAIN = "word/document.xml"
Entry = tuple[str, bytes]


def repacked(data: bytes, change: Callable[[str], str], *more: Entry) -> bytes:
    """Pack a docx anew with its main text changed and entries added."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()) if name == MAIN else content)
        for name, content in more:
            target.writestr(name, content)
    return packed.getvalue()


def unchanged(text: str) -> str:
    return text


def refusal_of(data: bytes, limits: DocxLimits | None = None) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read_plan_docx(data, limits=limits or DocxLimits())
    assert sayable(refusal.value.code, refusal.value.values)
    return refusal.value


def test_docx_and_text_give_the_same_reading(plan_docx: bytes, reading: Reading[Plan]) -> None:
    assert read_plan_docx(plan_docx) == reading


def test_the_sample_is_what_the_script_writes(plan_docx: bytes, plan: Plan) -> None:
    written, again = write_plan_docx(plan), write_plan_docx(plan)
    assert written == again
    with (
        zipfile.ZipFile(io.BytesIO(plan_docx)) as sample,
        zipfile.ZipFile(io.BytesIO(written)) as new,
    ):
        assert sample.namelist() == new.namelist()
        assert all(sample.read(name) == new.read(name) for name in new.namelist())


def test_the_sample_has_the_merged_cells_of_the_published_layout(plan_docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(plan_docx)) as archive:
        text = archive.read(MAIN).decode()
    assert text.count("<w:tbl>") == 16
    purposes, plans, outputs, effects = 8, 8, 8, 6  # two projects have one effect only
    merged = purposes + plans + outputs + effects
    assert text.count('<w:vMerge w:val="restart"/>') == merged
    assert text.count('<w:gridSpan w:val="6"/>') == 3 * 8
    assert text.count("<w:tblHeader/>") == 8


def test_a_cell_of_several_paragraphs_is_one_cell(plan_docx: bytes, plan: Plan) -> None:
    def split(text: str) -> str:
        paragraph = "</w:t></w:r></w:p><w:p><w:r><w:t>"
        broken = f"与会{paragraph}代表</w:t><w:br/><w:t>满意度{paragraph}"
        return text.replace("与会代表满意度", broken, 1)

    found = read_plan_docx(repacked(plan_docx, split)).facts[0].projects[2].indicators[1]
    assert found.description == "与会\n代表\n满意度"
    assert found.target_text == plan.projects[2].indicators[1].target_text


def test_tracked_changes_are_read_as_accepted(plan_docx: bytes) -> None:
    def change(text: str) -> str:
        old = re.search(r"<w:r>(?:(?!</w:r>).)*≥11次</w:t></w:r>", text)
        assert old is not None
        removed = old[0].replace("w:t>", "w:delText>")
        added = old[0].replace("≥11次", "≥12次")
        return text.replace(old[0], f"<w:del>{removed}</w:del><w:ins>{added}</w:ins>")

    found = read_plan_docx(repacked(plan_docx, change)).facts[0].projects[0]
    assert found.indicators[0].target_text == "≥12次"


def test_tables_in_a_content_control_are_read(plan_docx: bytes, reading: Reading[Plan]) -> None:
    def wrap(text: str) -> str:
        opened = text.replace("<w:tbl>", "<w:sdt><w:sdtContent><w:tbl>")
        return opened.replace("</w:tbl>", "</w:tbl></w:sdtContent></w:sdt>")

    assert read_plan_docx(repacked(plan_docx, wrap)) == reading


def test_a_strict_docx_is_read(plan_docx: bytes, reading: Reading[Plan]) -> None:
    def strict(text: str) -> str:
        return text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert read_plan_docx(repacked(plan_docx, strict)) == reading


def test_findings_name_the_same_place_as_in_the_text(plan_docx: bytes) -> None:
    data = repacked(plan_docx, lambda text: text.replace("83%", "40%", 1))
    reading = read_plan_docx(data)
    assert codes(reading) == ["plan_milestones_fall"]
    assert (reading.findings[0].sheet, reading.findings[0].cell) == (
        "1.调研学习考察费绩效目标表",
        "R6",
    )
    assert reading.facts == ()


def test_a_merge_over_millions_of_columns_is_taken_as_the_widest_there_is(
    plan_docx: bytes,
) -> None:
    data = repacked(
        plan_docx, lambda text: text.replace('w:gridSpan w:val="6"', 'w:gridSpan w:val="99999999"')
    )
    assert len(read_plan_docx(data).facts[0].projects) == 8


def test_a_docx_without_a_project_table_is_refused(plan_docx: bytes) -> None:
    def empty(text: str) -> str:
        return re.sub(
            r"<w:body>.*</w:body>",
            "<w:body><w:p><w:r><w:t>会议通知</w:t></w:r></w:p></w:body>",
            text,
            flags=re.DOTALL,
        )

    refusal = refusal_of(repacked(plan_docx, empty))
    assert (refusal.code, refusal.values) == ("not_a_plan_document", {"found": "会议通知"})


@pytest.mark.parametrize(
    ("name", "kind"),
    [("xl/workbook.xml", "Excel"), ("META-INF/manifest.xml", "ODF"), ("photo.jpg", "ZIP")],
)
def test_another_archive_is_refused_by_what_it_is(name: str, kind: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, b"content")
    refusal = refusal_of(packed.getvalue())
    assert (refusal.code, refusal.values) == ("not_a_plan_document", {"found": kind})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_plan_document"),
        (b"%PDF-1.7", "not_a_plan_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "docx_old_or_encrypted"),
        (b"PK\x03\x04 and nothing more", "docx_damaged"),
    ],
)
def test_what_is_no_docx_is_refused(data: bytes, code: str) -> None:
    assert refusal_of(data).code == code


def test_a_document_type_is_refused_before_any_entity_can_matter(plan_docx: bytes) -> None:
    bomb = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document'
    data = repacked(plan_docx, lambda text: text.replace("<w:document", bomb, 1))
    assert refusal_of(data).code == "docx_document_type"


def test_a_document_type_hidden_by_its_encoding_is_refused_too() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/x"><a/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(MAIN, text.encode("utf-16"))
    assert refusal_of(packed.getvalue()).code == "docx_document_type"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (DocxLimits(megabytes=0), "plan_file_too_large"),
        (DocxLimits(entries=3), "docx_too_many_entries"),
        (DocxLimits(unpacked_megabytes=0), "docx_unpacks_too_large"),
        (DocxLimits(text_megabytes=0), "docx_unpacks_too_large"),
        (DocxLimits(elements=1000), "docx_too_many_elements"),
    ],
)
def test_a_docx_over_a_limit_is_refused(plan_docx: bytes, limits: DocxLimits, code: str) -> None:
    assert refusal_of(plan_docx, limits).code == code


def test_a_part_packed_too_tightly_is_refused_though_it_would_never_be_read(
    plan_docx: bytes,
) -> None:
    data = repacked(plan_docx, unchanged, ("word/media/image1.png", bytes(8 * 1024 * 1024)))
    refusal = refusal_of(data)
    assert refusal.code == "docx_packed_too_tightly"
    assert refusal.values["entry"] == "word/media/image1.png"


@pytest.mark.filterwarnings("ignore:Duplicate name")  # it is what this test makes
def test_two_main_texts_in_one_archive_are_refused(plan_docx: bytes) -> None:
    assert refusal_of(repacked(plan_docx, unchanged, (MAIN, b"<a/>"))).code == "docx_damaged"


def test_a_main_text_under_a_password_is_refused(plan_docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(plan_docx)) as archive:
        directory = plan_docx.index(b"PK\x01\x02")
        names = [entry.filename for entry in archive.infolist()]
    data = bytearray(plan_docx)
    at = directory
    for _ in range(names.index(MAIN)):
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 8] |= 1
    assert refusal_of(bytes(data)).code == "docx_old_or_encrypted"


def test_a_text_that_is_larger_than_declared_is_damaged(plan_docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(plan_docx)) as archive:
        size = archive.getinfo(MAIN).file_size
    data = plan_docx.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refusal_of(data).code == "docx_damaged"


def test_deep_nesting_is_refused_or_read_but_never_crashes(plan_docx: bytes) -> None:
    deep = "<w:smartTag>" * 5000 + "</w:smartTag>" * 5000
    data = repacked(plan_docx, lambda text: text.replace("<w:body>", f"<w:body><w:p>{deep}</w:p>"))
    assert refusal_of(data).code == "docx_damaged"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numbers_of_headings_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written
