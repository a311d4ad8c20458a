"""Texts in the encodings that people have: read right, or in doubt, never gibberish."""

import time

import numpy as np
import pytest

from analysis.survey import load
from analysis.survey.errors import DataError
from analysis.survey.formats.text.encoding import decoded
from tests.studies import SHARED, sound_codebook, sound_responses, write_study

QUESTIONNAIRES = {  # header and answers as people would have them
    "simplified": "编号,性别,您对客服的回应速度是否满意\n1,男,非常满意\n2,女,不满意\n",
    "traditional": "編號,性別,您對客服的回應速度是否滿意\n1,男,非常滿意\n2,女,不滿意\n",
    "korean": "번호,성별,상담원의 응답 속도에 만족하십니까\n1,남성,매우 그렇다\n2,여성,그렇지 않다\n",
    "japanese": "番号,性別,対応の速さに満足していますか\n1,男性,とても満足\n2,女性,不満\n",
    "russian": "номер,пол,Довольны ли вы скоростью ответа?\n1,мужской,очень доволен\n2,женский,недоволен\n",
    "ukrainian": "номер,стать,Чи задоволені ви швидкістю відповіді?\n1,чоловік,дуже\n2,жінка,незадоволена\n",
    "greek": "αριθμός,φύλο,Είστε ικανοποιημένοι από την ταχύτητα;\n1,άνδρας,πολύ\n2,γυναίκα,καθόλου\n",
    "hebrew": "מספר,מין,האם אתם מרוצים ממהירות המענה?\n1,זכר,מאוד\n2,נקבה,בכלל לא\n",
    "arabic": "الرقم,الجنس,هل أنت راض عن سرعة الاستجابة؟\n1,ذكر,راض جدا\n2,أنثى,غير راض\n",
    "thai": "ลำดับ,เพศ,คุณพอใจกับความเร็วในการตอบหรือไม่\n1,ชาย,พอใจมาก\n2,หญิง,ไม่พอใจ\n",
    "turkish": "sıra,cinsiyet,Yanıt hızından memnun musunuz? Görüşünüz çok değerli.\n1,kadın,çoğunlukla katılıyorum\n",
    "polish": "płeć,Czy jesteś zadowolony z szybkości odpowiedzi?\nmężczyzna,bardzo się zgadzam\nkobieta,może\n",
    "czech": "číslo,pohlaví,Jste spokojeni s rychlostí odpovědi?\n1,muž,rozhodně souhlasím\n2,žena,spíše nesouhlasím\n",
    "french": "numéro,âge,Êtes-vous satisfait de la rapidité de la réponse ?\n1,élevé,très satisfait\n2,élevé,déçu\n",
    "german": "Nummer,Wie zufrieden sind Sie mit der Geschwindigkeit?\n1,männlich,überhaupt nicht schön\n2,größer\n",
    "portuguese": "número,gênero,Está satisfeito com a atenção? Não há opção.\n1,não,às vezes\n2,sim,três\n",
}
IN_ENCODINGS = [
    ("simplified", "gb18030", "GB18030 (GBK)"),
    ("traditional", "cp950", "Big5"),
    ("traditional", "gb18030", "GB18030 (GBK)"),
    ("korean", "euc_kr", "EUC-KR (CP949)"),
    ("japanese", "cp932", "Shift-JIS (CP932)"),
    ("japanese", "euc_jp", "EUC-JP"),
    ("japanese", "iso2022_jp", "ISO-2022-JP"),
    ("russian", "cp1251", "Windows-1251"),
    ("russian", "koi8_r", "KOI8-R/U"),
    ("ukrainian", "cp1251", "Windows-1251"),
    ("greek", "cp1253", "Windows-1253"),
    ("hebrew", "cp1255", "Windows-1255"),
    ("arabic", "cp1256", "Windows-1256"),
    ("thai", "cp874", "Windows-874"),
    ("turkish", "cp1254", "Windows-1254"),
    ("polish", "cp1250", "Windows-1250"),
    ("polish", "iso8859_2", "ISO 8859-2"),
    ("czech", "cp1250", "Windows-1250"),
    ("french", "cp1252", "Windows-1252"),
    ("french", "mac_roman", "Mac Roman"),
    ("german", "cp1252", "Windows-1252"),
    ("portuguese", "cp1252", "Windows-1252"),
]


@pytest.mark.parametrize(("language", "encoding", "printed"), IN_ENCODINGS)
def test_a_questionnaire_is_read_in_the_encodings_of_its_language(language, encoding, printed):
    text = QUESTIONNAIRES[language]
    read = decoded(text.encode(encoding), "r.csv")
    assert (read.text, read.encoding, read.doubt) == (text, printed, None)
    assert [warning.text() for warning in read.warnings] == [
        f"r.csv: the text was read as {printed}. If words look wrong, save the file as 'CSV UTF-8'."
    ]


@pytest.mark.parametrize(("language", "encoding", "printed"), IN_ENCODINGS)
def test_a_few_words_are_read_right_or_left_in_doubt(language, encoding, printed):
    words = [word for word in QUESTIONNAIRES[language].replace("\n", ",").split(",") if not word.isascii()]
    rng = np.random.default_rng(5)
    n_sure = 0
    for _ in range(30):
        text = "\n".join(rng.choice(words, size=rng.integers(1, 4)))
        read = decoded(text.encode(encoding), "r.csv")
        n_sure += read.doubt is None
        assert read.doubt or read.text == text or text == "女"  # its two bytes are a letter of UTF-8, too
    assert n_sure > 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_that_says_so_needs_no_word(encoding):
    text = QUESTIONNAIRES["simplified"]
    read = decoded(text.encode(encoding), "r.csv")
    assert (read.text, read.warnings, read.doubt) == (text, [], None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read_with_a_word(encoding):
    read = decoded(QUESTIONNAIRES["korean"].encode(encoding), "r.csv")
    assert read.text == QUESTIONNAIRES["korean"]
    assert encoding.upper() in read.warnings[0].text()


def test_few_hanzi_and_an_emoji_are_chinese():
    text = "评价,得分\n很好😀,5\n满意,4\n"
    assert decoded(text.encode("gb18030"), "r.csv").text == text


def test_what_could_be_two_things_is_in_doubt_with_both():
    doubt = decoded("id\nEspaña\n".encode("cp1252"), "r.csv").doubt.text()
    assert "it may be" in doubt and "Windows-1252 (España)" in doubt and "Windows-1250 (Espańa)" in doubt


def test_declared_names_decide_what_the_text_leaves_open():
    content = "España,edad\n1,2\n".encode("cp1252")
    assert decoded(content, "r.csv").doubt
    assert decoded(content, "r.csv", ["España", "edad"]).text == "España,edad\n1,2\n"
    assert decoded(content, "r.csv", ["Espańa"]).text == "Espańa,edad\n1,2\n"


def test_a_word_that_happens_to_be_utf_8_is_not_taken_for_it():
    content = "หญิง".encode("cp874")
    assert content.decode("utf-8") == "\u02ed\u0527"
    read = decoded(content, "r.csv")
    assert read.doubt or read.text == "หญิง"
    assert decoded("naïve".encode(), "r.csv").text == "naïve"


def test_bytes_that_are_no_language_are_in_doubt():
    rng = np.random.default_rng(2)
    for _ in range(20):
        content = bytes(rng.integers(0x80, 0x100, 400, dtype=np.uint8))
        assert decoded(b"a,b\n" + content + b"\n", "r.csv").doubt.code == "encoding.unknown"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x00\x01\x02\x03" * 50, "this is not a text file"),
        (b"\xff\xfea\x00b", "byte 5 is no UTF-16 text"),
        ("性别,年龄\n男,二十\n女,三十\n".encode()[:-3] + b"\xff\n", "byte 33 is no UTF-8 text"),
        (QUESTIONNAIRES["simplified"].encode("gb18030")[:-2], "is no GB18030"),
    ],
)
def test_broken_texts_are_refused_with_the_place(content, message):
    with pytest.raises(DataError, match=message):
        decoded(content, "r.csv")


@pytest.mark.parametrize("name", ["google_forms_korean_cp949_first5.csv", "wenjuanxing_text_layout_120.csv"])
def test_exports_of_platforms_are_read_in_their_encodings(name):
    if not (SHARED / "exports").is_dir():
        pytest.skip("the platform exports are not beside the project")
    content = (SHARED / "exports" / name).read_bytes()
    if "korean" in name:
        assert decoded(content, name).text.startswith("귀하의 성별을 선택해주세요")
    else:
        text = content.decode("utf-8-sig")
        assert decoded(text.encode("gb18030"), name).text == text


def test_long_runs_without_a_sign_between_are_read_at_once():
    text = "x" * 2_000_000 + "\n" + QUESTIONNAIRES["korean"]
    begun = time.perf_counter()
    assert decoded(text.encode("euc_kr"), "r.csv").text == text
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(("town", "encoding"), [("Forlì", "windows-1252"), ("København", "cp1252"), ("Řím", "cp1250")])
def test_an_encoding_that_the_study_names_is_no_doubt(tmp_path, town, encoding):
    text = f"A1,town\n1,{town}\n2,Roma\n"
    content = text.encode(encoding)
    assert "[study] encoding" in decoded(content, "r.csv").doubt.text("en")
    read = decoded(content, "r.csv", declared=encoding)
    assert (read.text, read.doubt, read.warnings) == (text, None, [])
    assert decoded(text.encode(), "r.csv", declared=encoding).text == text, "what is UTF-8 is read as such"
    with pytest.raises(DataError, match="byte 1"):
        decoded(b"\x81", "r.csv", declared="cp1252")


def test_a_study_says_what_its_texts_are_in(tmp_path):
    codebook, responses = sound_codebook(), sound_responses()
    responses["platform"] = np.resize(["Forlì", "Roma"], len(responses))
    codebook.loc["platform", ["labels", "text_en"]] = "", "La città"
    folder = write_study(tmp_path, codebook=codebook, responses=responses)
    for name in ("codebook.csv", "responses.csv"):
        path = folder / name
        path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp1252", "replace"))
    settings = (folder / "study.toml").read_text(encoding="utf-8")
    said = settings.replace("[study]", '[study]\nencoding = "cp1252"', 1)
    (folder / "study.toml").write_text(said, encoding="utf-8")
    study = load(folder)
    assert list(study.groups["platform"].cat.categories) == ["Forlì", "Roma"]
    assert study.codebook.by_name["platform"].text["en"] == "La città"
    (folder / "study.toml").write_text(said.replace("cp1252", "no such"), encoding="utf-8")
    with pytest.raises(DataError, match="the name of a text encoding"):
        load(folder)
