"""What areas offer to the shared machinery."""

from participation.areas.models import Area
from participation.kinds import registry


def offer() -> None:
    registry.register(
        registry.Kind(
            key="area",
            model=Area,
            title=str,
            address=Area.get_absolute_url,
            may_see=lambda user, area: True,
            followable=True,
            part_of=lambda area: [area.parent],
            read_with=("parent",),
        )
    )
