"""The line from files to release.

`line` is the order of it all; `preparing` and `rendering` are its two halves, which work on chunks of articles
wherever an executor puts them; `placement` stands between: what the plan means for every page and list.
"""

from faqsync.publish.line import Options, Progress, Report, publish

__all__ = ["Options", "Progress", "Report", "publish"]
