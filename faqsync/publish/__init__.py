"""The line from files to release.

`line` is the order of it all. `gathering` and `preparing` are its first half, `renderer` and `rendering` its second;
both work on chunks of articles wherever an executor puts them. `placement` stands between: what the plan means for
every page and list. `state` remembers what was done, and `fingerprints` says when that is still right.
"""

from faqsync.publish.line import Options, Report, publish
from faqsync.publish.spreading import Progress
from faqsync.publish.workers import start_workers

__all__ = ["Options", "Progress", "Report", "publish", "start_workers"]
