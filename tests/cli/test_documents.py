from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from monitor.cli import main
from monitor.config import read_settings
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.upkeep.setup import Store

BEHIND = "13020923P000143100015"
NOT_FLAGGED = "13020923P00014110001R"


@pytest.fixture
def june(samples: Path, tmp_path: Path) -> None:
    store = Store(read_settings().database)
    for kind, name in (("plan", "plan-2023.txt"), ("spending", "2023-06-spending.xlsx")):
        request = ImportRequest(kind, name, (samples / name).read_bytes(), "test")
        assert commit_import(store, request, tmp_path / "files").batch_id is not None
    store.close()


def export(*arguments: str, language: str = "en") -> int:
    return main(["--lang", language, "export", *arguments])


@pytest.mark.usefixtures("june")
def test_documents_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    month = ("--month", "2023-06", "--unit", "131001")
    for document, ending in (("notice", "docx"), ("report", "docx"), ("pack", "zip")):
        out = tmp_path / "out" / f"{document}.{ending}"
        assert export(document, *month, "--out", str(out)) == 0
        with ZipFile(out) as archive:
            assert archive.testzip() is None
    one = tmp_path / "one.docx"
    asked = (*month, "--project", BEHIND, "--reply-by", "2023-07-15", "--out", str(one))
    assert export("notice", *asked) == 0
    text = "\n".join(each.text for each in docx.Document(BytesIO(one.read_bytes())).paragraphs)
    assert "2023年7月15日前" in text


@pytest.mark.usefixtures("june")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("report", "--month", "2023-11"), "No spending has been reported for 2023-11 yet"),
        (("report", "--month", "2023-06", "--unit", "9"), "There is no plan of a unit 9"),
        (("notice", "--month", "2023-06", "--project", NOT_FLAGGED), "is not flagged in 2023-06"),
        (("pack", "--month", "2023-06", "--project", BEHIND), "Only a notice can be written"),
        (("pack", "--month", "June"), "“June” is no month."),
    ],
)
def test_what_cannot_be_written_is_wrong_use_with_a_sentence(
    asked: tuple[str, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "none.docx"
    assert export(*asked, "--out", str(out)) == 2
    assert sentence in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.usefixtures("june")
def test_the_official_forms_are_exported_as_before(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    assert export("monitoring-form", "--month", "2023-06", "--out", str(out)) == 0
    assert out.read_bytes().startswith(b"PK")
