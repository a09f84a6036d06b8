from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.errors import UnreadableFile
from monitor.intake.files.csv_text import find_delimiter, find_encoding
from monitor.intake.files.process import read_workbook
from tests.excel.reading_samples import read_here
from tests.sizes import examples

ROWS = [
    ["项目编码", "项目名称", "累计支出"],
    ["13020923P000000000001", "劳模荣誉津贴；春节、中秋", "1,540.00"],
    ["000001", '引号 "A" 与\n换行', "-0.5"],
    ["", "合计", "1539.5"],
]


def written(delimiter: str = ",", rows: list[list[str]] = ROWS) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_reads_the_same_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str
) -> None:
    book = read_workbook(written(delimiter).encode(encoding))
    assert book.kind == "csv"
    assert book.sheets[0].rows == [[value or None for value in row] for row in ROWS]


def test_a_csv_keeps_everything_as_text() -> None:
    rows = read_workbook(b"code,rate\n000001,64%\n1E400,NaN\n").sheets[0].rows
    assert rows == [["code", "rate"], ["000001", "64%"], ["1E400", "NaN"]]


def test_control_characters_are_data() -> None:
    assert read_workbook("甲\x01,\u202e001\n".encode()).sheets[0].rows == [["甲\x01", "\u202e001"]]


def test_blank_lines_between_rows_stay_and_those_behind_them_go() -> None:
    assert read_workbook(b"a,b\n\n1,\n,,\n\n").sheets[0].rows == [
        ["a", "b"],
        [None, None],
        ["1", None],
    ]


def test_the_delimiter_is_the_one_that_cuts_lines_alike() -> None:
    assert find_delimiter("截止4月底，单位：元\na;1,5;2,5\nb;3,5;4\n") == ";"
    assert find_delimiter("name\tamount\nx\t1,234.00\ny\t5,678.00\n") == "\t"
    assert find_delimiter('a,"x;y;z"\nb,"x;y;z"\n') == ","
    assert find_delimiter("sep=;\n1,2,3;4\n") == ";"
    assert find_delimiter("one column\n") == ","


def test_gb18030_is_told_from_utf_8() -> None:
    assert find_encoding("项目名称,累计支出".encode("gb18030")) == "gb18030"
    assert find_encoding("项目名称,累计支出".encode()) == "utf-8"


def test_a_line_in_another_encoding_is_named() -> None:
    data = "编码,名称\n1,甲\n2,乙\n".encode("gb18030") + b"3,\xff\xff\n"
    with pytest.raises(UnreadableFile) as refused:
        find_encoding(data)
    assert (refused.value.code, refused.value.values) == ("text_encoding", {"line": "4"})


@examples(13, 200)
@given(
    st.lists(
        st.lists(st.text("甲乙ab1,;\t\"'\n ", max_size=5), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_the_csv_library_wrote_is_what_is_read(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    rows = [row + ["x"] * (width - len(row)) for row in rows]
    rows.append(["end"] * width)
    data = written(";", rows).encode()
    if find_delimiter(data.decode()) != ";":
        return
    found = read_here(data).sheets[0].rows
    assert found == [[value or None for value in row] for row in rows]
