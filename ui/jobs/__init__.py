"""Answering as jobs: a question is put into a line, a thread answers it into the readers' store, pages follow it.

``Jobs.ask`` stores a question and puts it in line, ``stop`` ends it, ``follow`` waits for what is new; ``state`` is a
turn as it stands. A page that is left, loaded again or opened twice follows the same job; the store is the truth, so
that another process can follow it, too.
"""

from ui.jobs.door import Door
from ui.jobs.jobs import Jobs, TooManyWaiting
from ui.jobs.progress import Progress, Seen
from ui.jobs.state import Mark, QueuedQuestion, TurnState

__all__ = ["Door", "Jobs", "Mark", "Progress", "QueuedQuestion", "Seen", "TooManyWaiting", "TurnState"]
