"""Maps: Leaflet on a ground of our own; pictures of the ground only from the host that the council chose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse


@dataclass(frozen=True)
class Tiles:
    """`address` holds {z}, {x} and {y}; `credit` names whose map it is."""

    address: str
    credit: str

    @property
    def host(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


_source: list[Callable[[], Tiles | None]] = []


def read_tiles_from(source: Callable[[], Tiles | None]) -> None:
    """The top floor says where the council's choice is kept. Without one, no map asks another host."""
    _source[:] = [source]


def tiles() -> Tiles | None:
    return _source[0]() if _source else None


def settings_of_map() -> dict[str, Any]:
    """What map.js is told about the ground."""
    chosen = tiles()
    return {"tiles": chosen.address, "credit": chosen.credit} if chosen else {}


def admit_tiles(response: HttpResponse) -> HttpResponse:
    """Lets this one page load pictures from the chosen host, and no other page from anywhere."""
    if chosen := tiles():
        response._csp_update = {"img-src": [chosen.host]}
    return response
