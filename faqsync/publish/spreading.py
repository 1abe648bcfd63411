"""Work over many chunks, wherever an executor puts them."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 20
"""How many articles a worker takes at once: all that ever stands in its memory."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps of it are, and of how many."""


def silent(_: str, __: int, ___: int) -> None:
    """The progress that nobody watches."""


class Spread:
    """A function over many chunks: on an executor, or here, one by one."""

    def __init__(self, executor: Executor | None, progress: Progress) -> None:
        self._map = map if executor is None else executor.map
        self._progress = progress

    def over(self, what: str, function: Callable[[T], list[R]], chunks: Sequence[T]) -> Iterator[R]:
        """The results of all chunks, in their order."""
        self._progress(what, 0, len(chunks))
        for done, results in enumerate(self._map(function, chunks), 1):
            yield from results
            self._progress(what, done, len(chunks))


def chunks_of(items: Sequence[T]) -> list[Sequence[T]]:
    """The items, `CHUNK` at a time."""
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
