"""How fast faqsync is and how much memory it takes, beside its peers. Run one with ``python -m benchmarks.<name>``."""
