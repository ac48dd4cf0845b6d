"""The town's wards and the themes of its proposals."""

from dataclasses import dataclass

from cms.demo import words
from cms.demo.geography import lonlat
from cms.demo.shapes import Town
from participation.models import Area, Category


@dataclass(frozen=True)
class Places:
    town: Area
    wards: dict[str, Area]
    categories: dict[str, Category]

    def area(self, slug: str) -> Area:
        """The ward of that slug; the empty slug is the whole town."""
        return self.wards[slug] if slug else self.town


def point_of(town: Town, x: float, y: float) -> list[float]:
    """[degrees north, degrees east] of a place in the town's metres."""
    longitude, latitude = lonlat(town, x, y)
    return [latitude, longitude]


def seed_places() -> Places:
    town = words.town()
    whole = Area.objects.create(name=town.name, slug="whole-town", kind=Area.Kind.CITY, about=town.intro)
    wards = {
        ward.slug: Area.objects.create(
            name=ward.name,
            slug=ward.slug,
            kind=Area.Kind.WARD,
            parent=whole,
            about=ward.character,
            outline=[point_of(town, x, y) for x, y in ward.outline],
        )
        for ward in words.wards()
    }
    categories = {
        category.slug: Category.objects.create(name=category.name, slug=category.slug)
        for category in words.categories()
    }
    return Places(whole, wards, categories)
