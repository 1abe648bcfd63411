"""The shape of every format: a frozen record that holds one pure function."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from faqsync.records import Record

A = TypeVar("A")


class Format(Record, Generic[A]):
    """One published format.

    ``render`` sees nothing but its argument, so equal arguments give equal bytes. It yields pieces, so that
    a long list need not stand in memory whole.
    """

    name: str
    """The file's name, which `addresses` turns into its path."""
    media_type: str
    of: type[A]
    """The record that it renders."""
    render: Callable[[A], Iterable[bytes]]
    topics: bool = False
    """For a list format: whether every topic has one too."""

    @property
    def page(self) -> bool:
        """Whether it is read by people; pages are written before the lists that name them."""
        return self.media_type.startswith("text/html")
