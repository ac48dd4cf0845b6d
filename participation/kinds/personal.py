"""What each slice knows about a person beside its kinds: what goes into their export, and what erasing does.

Slices register their holdings in `kind.offer()`; accounts read them and never import the slices above.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def _nothing(person: Any) -> Iterable[Any]:
    return ()


def _keep(person: Any, keep_words: bool) -> None:
    """For what goes with the account's row, by its foreign key."""


@dataclass(frozen=True)
class Obstacle:
    """Why a person cannot be erased now, and what they can do about it, each as a sentence."""

    reason: str
    way_out: str
    address: str = ""


@dataclass(frozen=True)
class Holding:
    """`key` names the file in the export, `title` says what is in it. Callables take the person."""

    key: str
    title: Any
    # Labels of the models that the rows tell of.
    covers: tuple[str, ...] = ()
    # Plain rows, in a fixed number of queries; None where a kind exports them.
    rows: Callable[[Any], Iterable[Mapping[str, Any]]] | None = None
    # Files that the person gave.
    files: Callable[[Any], Iterable[Any]] = _nothing
    # erase(person, keep_words): what a foreign key alone does not take away, before the account's row goes.
    # Without `keep_words` public words go as well, as far as the talk and the votes of others allow.
    erase: Callable[[Any, bool], None] = _keep
    obstacles: Callable[[Any], Iterable[Obstacle]] = _nothing
    # What stays whatever the person chooses, each as a sentence with its reason.
    stays: Callable[[Any], Iterable[str]] = _nothing
    # Keys of the identities (a queryset) that count in a tally that can still move.
    counting: Callable[[], Any] | None = None


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    if _holdings.setdefault(holding.key, holding) is not holding:
        raise ValueError(f"two holdings are called {holding.key}")


def all_holdings() -> tuple[Holding, ...]:
    return tuple(_holdings.values())
