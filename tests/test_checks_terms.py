"""The glossary: what it asks of a translation, and the files that it is read from."""

from pathlib import Path

import pytest

from faqsync.checks import read_glossary
from faqsync.checks.check import Pair
from faqsync.checks.terms import TERMS
from faqsync.errors import InvalidInput
from faqsync.model import Term

THINNER = Term(
    text="blood thinner",
    required={"de": ("Blutverdünner", "Gerinnungshemmer"), "es": ("anticoagulante",), "pt": ("anticoagulante",)},
    forbidden={"de": ("Aspirin",)},
)
LINDENHOF = Term(text="Lindenhof", keep=True)


def messages(text: str, translation: str, locale: str) -> list[str]:
    return list(TERMS.run(Pair(text=text, translation=translation, locale=locale, terms=(THINNER, LINDENHOF))))


@pytest.mark.parametrize(
    ("text", "translation", "locale"),
    [
        ("Stop the blood thinner?", "Den Blutverdünner absetzen?", "de"),
        ("Blood thinners", "Mit Blutverdünnern", "de"),
        ("your blood thinner", "su anticoagulante", "es"),
        ("all blood thinners", "todos los anticoagulantes", "es"),
        ("blood thinner", "anticoagulante", "pt-BR"),
        ("blood thinner", "антикоагулянт", "ru"),
        ("blood pressure", "Blutdruck, Aspirin", "de"),
        ("Lindenhof clinic", "リンデンホフ（Lindenhof）クリニック", "ja"),
    ],
)
def test_right_terms_pass(text: str, translation: str, locale: str) -> None:
    assert messages(text, translation, locale) == []


@pytest.mark.parametrize(
    ("text", "translation", "locale", "message"),
    [
        ("blood thinner", "Herzmittel", "de", "“blood thinner” is to be translated as “Blutverdünner” or"),
        ("blood thinner", "Blutverdünner wie Aspirin", "de", "“blood thinner” is not to be translated as “Aspirin”"),
        ("blood thinner", "remédio", "pt-BR", "“blood thinner” is to be translated as “anticoagulante”"),
        ("Lindenhof clinic", "Clínica del Tilo", "es", "the name “Lindenhof” is not translated"),
    ],
)
def test_wrong_terms_are_found(text: str, translation: str, locale: str, message: str) -> None:
    (found,) = messages(text, translation, locale)
    assert found.startswith(message)


def test_csv_is_read(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text(
        "term,de,!de,es,pt_BR,keep\n"
        "blood thinner,Blutverdünner|Gerinnungshemmer,Aspirin,anticoagulante,,\n"
        '\n"rest, please",Ruhe,,,,\n'
        "Lindenhof,,,,,yes\n",
        encoding="utf-8-sig",
    )
    assert read_glossary(file, "terms.csv", "en") == (
        Term(
            text="blood thinner",
            required={"de": ("Blutverdünner", "Gerinnungshemmer"), "es": ("anticoagulante",)},
            forbidden={"de": ("Aspirin",)},
        ),
        Term(text="rest, please", required={"de": ("Ruhe",)}),
        Term(text="Lindenhof", keep=True),
    )


TBX_2019 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
 <conceptEntry id="c1">
  <langSec xml:lang="en"><termSec><term>blood thinner</term></termSec></langSec>
  <langSec xml:lang="de">
   <termSec><term>Blutverdünner</term></termSec>
   <termSec><term>Aspirin</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
  </langSec>
 </conceptEntry>
</body></text></tbx>"""
TBX_2008 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
 <termEntry>
  <langSet xml:lang="en-US"><tig><term>blood thinner</term></tig></langSet>
  <langSet xml:lang="de"><ntig><termGrp><term>Blutverdünner</term></termGrp></ntig></langSet>
 </termEntry>
</body></text></martif>"""


def test_tbx_is_read(tmp_path: Path) -> None:
    file = tmp_path / "terms.tbx"
    file.write_text(TBX_2019, encoding="utf-8")
    required = {"de": ("Blutverdünner",)}
    assert read_glossary(file, "terms.tbx", "en") == (
        Term(text="blood thinner", required=required, forbidden={"de": ("Aspirin",)}),
    )
    file.write_text(TBX_2008, encoding="utf-8")
    assert read_glossary(file, "terms.tbx", "en-US") == (Term(text="blood thinner", required=required),)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("t.csv", b"word,de\nx,y\n", "t.csv:1: the first column is not"),
        ("t.csv", b"term,not a tag\nx,y\n", "t.csv:1: the column 'not a tag' is no language tag"),
        ("t.csv", b"term,de\nx\n", "t.csv:2: the row has 1 cells for 2 columns"),
        ("t.csv", b"term,de\n,x\n", "t.csv:2: the row has no term"),
        ("t.csv", b'term,de\n"x,y\n', "t.csv:2: it is not CSV"),
        ("t.csv", b"term,de\n\xff,x\n", "t.csv: byte 8 is not UTF-8"),
        ("t.tbx", b"<tbx>\n<text></tbx>", "t.tbx:2: it is not XML"),
        ("t.tbx", b'<!DOCTYPE t [<!ENTITY a "b">]><t>&a;</t>', "t.tbx: it defines entities"),
        ("t.tbx", b"<t><termEntry><langSet><tig><term>x</term></tig></langSet></termEntry></t>", "no language tag"),
    ],
)
def test_a_broken_glossary_says_where_and_how_to_mend_it(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidInput) as error:
        read_glossary(tmp_path / name, name, "en")
    (fault,) = error.value.faults
    assert said in str(fault)
    assert fault.cure


def test_a_missing_glossary_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"terms\.csv: it cannot be read"):
        read_glossary(tmp_path / "terms.csv", "terms.csv", "en")
