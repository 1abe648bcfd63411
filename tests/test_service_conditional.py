"""Conditional and range requests, case by case."""

import pytest

from faqsync.service.conditional import Outcome, evaluate

ETAG = b'"abc-br"'
AT = 784_111_777  # Sun, 06 Nov 1994 08:49:37 GMT
DATE = b"Sun, 06 Nov 1994 08:49:37 GMT"
LATER = b"Sun, 06 Nov 1994 08:49:38 GMT"
EARLIER = b"Sun, 06 Nov 1994 08:49:36 GMT"
SIZE = 1000

CASES = [
    # If-None-Match: a list, compared weakly (RFC 9110, 13.1.2)
    ({"if-none-match": ETAG}, 304),
    ({"if-none-match": b'W/"abc-br"'}, 304),
    ({"if-none-match": b'"x", W/"y" ,"abc-br"'}, 304),
    ({"if-none-match": b'"x","y"'}, 200),
    ({"if-none-match": b"*"}, 304),
    ({"if-none-match": b" * "}, 304),
    ({"if-none-match": b'"*"'}, 200),
    ({"if-none-match": b"abc-br"}, 200),
    ({"if-none-match": b'"abc-br'}, 200),
    ({"if-none-match": b'"a,"abc-br"'}, 200),
    ({"if-none-match": b""}, 200),
    ({"if-none-match": b'"abc"'}, 200),  # another coding
    # If-Modified-Since: only without If-None-Match (13.1.3), in the three forms of 5.6.7
    ({"if-modified-since": DATE}, 304),
    ({"if-modified-since": LATER}, 304),
    ({"if-modified-since": EARLIER}, 200),
    ({"if-modified-since": b"Sunday, 06-Nov-94 08:49:37 GMT"}, 304),
    ({"if-modified-since": b"Sun Nov  6 08:49:37 1994"}, 304),
    ({"if-modified-since": b"yesterday"}, 200),
    ({"if-modified-since": b"\xff"}, 200),
    ({"if-modified-since": b"Sun, 06 Nov 99999999 08:49:37 GMT"}, 200),
    ({"if-none-match": b'"x"', "if-modified-since": LATER}, 200),
    ({"if-none-match": ETAG, "if-modified-since": EARLIER}, 304),
    # If-Match, strongly (13.1.1), and If-Unmodified-Since, only without it (13.1.4); both come first (13.2.2)
    ({"if-match": ETAG}, 200),
    ({"if-match": b"*"}, 200),
    ({"if-match": b'W/"abc-br"'}, 412),
    ({"if-match": b'"x"'}, 412),
    ({"if-match": b'"x"', "if-none-match": ETAG}, 412),
    ({"if-match": ETAG, "if-none-match": ETAG}, 304),
    ({"if-unmodified-since": DATE}, 200),
    ({"if-unmodified-since": EARLIER}, 412),
    ({"if-match": ETAG, "if-unmodified-since": EARLIER}, 200),
    # Range (14.2): one range of bytes, else the whole
    ({"range": b"bytes=0-99"}, (206, 0, 100)),
    ({"range": b"Bytes=0-99"}, (206, 0, 100)),
    ({"range": b"bytes=900-"}, (206, 900, 1000)),
    ({"range": b"bytes=900-5000"}, (206, 900, 1000)),
    ({"range": b"bytes=-100"}, (206, 900, 1000)),
    ({"range": b"bytes=-5000"}, (206, 0, 1000)),
    ({"range": b"bytes=999-999"}, (206, 999, 1000)),
    ({"range": b"bytes=1000-"}, 416),
    ({"range": b"bytes=-0"}, 416),
    ({"range": b"bytes=5-4"}, 200),
    ({"range": b"bytes=-"}, 200),
    ({"range": b"bytes=0-1,5-6"}, 200),
    ({"range": b"lines=0-1"}, 200),
    ({"range": b"bytes=" + b"9" * 5000 + b"-"}, 200),
    ({"range": b"bytes=0-99", "if-none-match": ETAG}, 304),
    # If-Range (13.1.5): a strong tag, or the very date
    ({"range": b"bytes=0-99", "if-range": ETAG}, (206, 0, 100)),
    ({"range": b"bytes=0-99", "if-range": b'W/"abc-br"'}, 200),
    ({"range": b"bytes=0-99", "if-range": b'"x"'}, 200),
    ({"range": b"bytes=0-99", "if-range": DATE}, (206, 0, 100)),
    ({"range": b"bytes=0-99", "if-range": LATER}, 200),
    ({"range": b"bytes=0-99", "if-range": b"nonsense"}, 200),
    ({"if-range": ETAG}, 200),
]


@pytest.mark.parametrize(("headers", "expected"), CASES)
def test_get(headers, expected):
    outcome = evaluate("GET", {name.encode(): value for name, value in headers.items()}, ETAG, AT, SIZE)
    assert outcome == (Outcome(expected) if isinstance(expected, int) else Outcome(*expected))


@pytest.mark.parametrize(("headers", "expected"), CASES)
def test_head_is_as_get_but_never_a_part(headers, expected):
    outcome = evaluate("HEAD", {name.encode(): value for name, value in headers.items()}, ETAG, AT, SIZE)
    status = expected if isinstance(expected, int) else 200
    assert outcome == Outcome(200 if status == 416 else status)
