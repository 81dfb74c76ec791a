import os
import stat
from io import BytesIO
from pathlib import Path

import pytest

from colorword_tui.reading import source
from colorword_tui.reading.source import SourceError, decode, read_file, read_stream

TEXTS = {
    "de": "Über den Wolken muß die Freiheit wohl grenzenlos sein. Alle Ängste, alle Sorgen blieben darunter.",
    "fr": "Longtemps, je me suis couché de bonne heure. À peine la bougie éteinte, mes yeux se fermaient.",
    "ja": "晴れた夏の青空を見上げると、白い雲がゆっくりと流れていた。吾輩は猫である。",
    "zh": "今天天气真好，蓝色的天空中飘着白云。红楼梦是中国古典小说的代表作。",
    "zh-hant": "今天天氣真好，藍色的天空中飄著白雲。紅樓夢是中國古典小說的代表作。",
    "ko": "맑은 여름 하늘 아래 파란 바다가 펼쳐져 있었다. 나는 그곳을 걸었다.",
    "ru": "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.",
    "ar": "السماء زرقاء في الصيف والبحر هادئ",
}
OLD = [
    ("de", "cp1252"), ("de", "iso8859-1"), ("fr", "cp1252"), ("fr", "mac_roman"), ("ja", "shift_jis"),
    ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("zh", "gb18030"), ("zh-hant", "big5"), ("ko", "euc_kr"),
    ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "iso8859_5"), ("ar", "cp1256"),
]  # fmt: skip


@pytest.mark.parametrize("repeat", [1, 300], ids=["short", "long"])
@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_old_encodings_are_found(language: str, encoding: str, repeat: int) -> None:
    letters = TEXTS[language] * repeat
    assert decode(letters.encode(encoding), "x").letters == letters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_a_mark_and_without(encoding: str) -> None:
    letters = TEXTS["fr"]
    found = decode(letters.encode(encoding), "x")
    assert (found.letters, found.lost) == (letters, 0)
    assert found.encoding.startswith(encoding.removesuffix("-sig"))


def test_a_late_accent_decides() -> None:
    letters = "An English book, plain for many pages. " * 5000 + TEXTS["fr"] * 20
    assert decode(letters.encode("cp1252"), "x").letters == letters


def test_a_few_broken_bytes_are_damage_and_no_other_encoding() -> None:
    data = TEXTS["ru"].encode() + b"\xff\xfe" + TEXTS["ja"].encode()
    found = decode(data, "x")
    assert (found.encoding, found.lost) == ("utf-8", 2)
    assert TEXTS["ja"] in found.letters


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert read_file(tmp_path / "empty.txt").letters == ""


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(255, -1, -1)) * 8,
        b"text and a zero \0 byte",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    ],
    ids=["png", "jpeg", "zero", "pdf"],
)
def test_binary_data_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="picture") as told:
        read_file(path)
    assert "\n" not in str(told.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, why in ((".", "folder"), ("missing", "No such file"), ("pipe", "ordinary"), ("\0", "null byte")):
        with pytest.raises(SourceError, match=why):
            read_file(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("x")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(SourceError, match="Permission"):
        read_file(path)


def test_a_refused_permission_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret"
    path.write_text("x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match="secret cannot be read: Permission denied"):
        read_file(path)


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(source, "read_stream", None)
    with pytest.raises(SourceError, match="200 MB, and at most 20 MB"):
        read_file(path)


def test_a_stream_is_read_up_to_the_limit() -> None:
    class Endless(BytesIO):
        asked = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0
            self.asked += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(SourceError, match="at most 20 MB"):
        read_stream(stream, "standard input")
    assert stream.asked <= 20_000_001
