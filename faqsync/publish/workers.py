"""The processes that a large publish is spread over."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import parent_process
from threading import Thread


def start_workers() -> ProcessPoolExecutor:
    """As many worker processes as there are cores. They end with the publisher, even where it is killed."""
    return ProcessPoolExecutor(initializer=_watch_publisher)


def _watch_publisher() -> None:
    """A worker that outlived its publisher would go on writing beside the next one, and hold its locks."""
    Thread(target=_end_with_publisher, daemon=True).start()


def _end_with_publisher() -> None:
    publisher = parent_process()
    if publisher is not None:
        publisher.join()
        os._exit(1)
