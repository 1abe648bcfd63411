"""faqsync: multilingual FAQ export and syndication that never shows a stale translation."""

__version__ = "0.1.0"
