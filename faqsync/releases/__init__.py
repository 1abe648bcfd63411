"""The release stage: what a tree remembers, what the next release changes in it, and how that is written whole.

`history` replays the log, `planning` compares it with today's candidates, `folder` writes single files,
`finishing` ends the release in the order in which readers may trust it, `verifying` checks a whole tree.
"""

from faqsync.releases.finishing import finish_release
from faqsync.releases.folder import Folder
from faqsync.releases.history import History, Standing, read_history, replay
from faqsync.releases.planning import Plan, check_brake, due, plan_release, tombstones
from faqsync.releases.verifying import verify

__all__ = [
    "Folder",
    "History",
    "Plan",
    "Standing",
    "check_brake",
    "due",
    "finish_release",
    "plan_release",
    "read_history",
    "replay",
    "tombstones",
    "verify",
]
