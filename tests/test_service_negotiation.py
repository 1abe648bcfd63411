"""Codings and languages, case by case."""

import pytest

from faqsync.service.negotiation import best_locale, codings


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (None, "identity"),
        (b"", "identity"),
        (b"gzip, deflate, br", "br gzip identity"),
        (b"gzip", "gzip identity"),
        (b"x-gzip", "gzip identity"),
        (b"GZIP;Q=0.5, br;q=0.4", "gzip br identity"),
        (b"*", "br gzip identity"),
        (b"br;q=0, *", "gzip identity"),
        (b"identity, gzip;q=0.5", "identity gzip"),
        (b"identity;q=0, zstd", "identity"),
        (b"gzip;q=0", "identity"),
        (b"gzip;q=2, br;q=x", "identity"),
        (b";;,,q=;gzip", "identity"),
    ],
)
def test_the_codings_to_choose_from(accepted, expected):
    assert codings(accepted) == tuple(expected.split())


SITE = ("en", "es", "de", "ar", "ja", "pt-BR", "zh-Hant", "sr-Latn", "he", "nb")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("de-CH, fr;q=0.9", "de"),
        ("fr, de;q=0.5, ja;q=0.7", "ja"),
        ("fr, ja;q=0.5, de;q=0.5", "ja"),
        ("es-MX", "es"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-CN, de;q=0.1", "de"),  # never across scripts
        ("zh", None),
        ("sr", None),
        ("sr-Latn-RS", "sr-Latn"),
        ("iw", "he"),
        ("no", "nb"),
        ("de-*-DE", "de"),
        ("*", None),
        ("fr, *;q=0.1", None),
        ("de;q=0, *", None),
        ("de;q=0, de-AT", None),
        ("en;q=0.8, de;q=0.9", "de"),
        ("", None),
        ("not a tag, ;;, de_DE", "de"),
        ("fr" * 400 + ", de", None),
    ],
)
def test_the_locale_that_a_reader_asks_for(accepted, expected):
    assert best_locale(accepted.encode(), SITE) == expected
