"""The scenes by name."""

from collections.abc import Callable

from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.scenes import green, indoors, play, streets, waterside

ROOMS = (green, indoors, play, streets, waterside)
NAMES = (
    "avenue bandstand beach beacon bench bike_lane bikes boats bridge bus court crossing dunes fountain garden hall "
    "harbour kitchen lamps library market marsh meadow mill mural orchard park pavilion playground pond pool river "
    "school shelter skatepark solar square stage steps street swim van workshop"
).split()
SCENES: dict[str, Callable[[Canvas], None]] = {
    name: getattr(room, name) for name in NAMES for room in ROOMS if name in vars(room)
}
SCENES["things"] = indoors.things_library
