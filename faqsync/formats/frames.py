"""Kept while other formats are moved over to `voices` and `hreflang`."""

from faqsync.formats.hreflang import X_DEFAULT as X_DEFAULT
from faqsync.formats.hreflang import alternates as alternates
from faqsync.formats.voices import license_name as license_name
from faqsync.formats.voices import plain as plain
from faqsync.formats.voices import voice as voice
