"""Makes people, identities and places for tests."""

from datetime import timedelta

import factory
from django.utils import timezone
from django.utils.text import slugify

from participation.models import Area, Identity, User


def ward(name: str) -> Area:
    return Area.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    display_name = factory.Sequence(lambda number: f"Person {number}")
    password = "!"  # no password: people log in with a code
    # Tests of newcomers say so.
    joined_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


class IdentityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Identity

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda number: f"{number:064x}")
    area = factory.LazyFunction(lambda: ward("Harbour ward"))
    birth_year = 1980
    way = Identity.Way.CENSUS
    second_way = "desk"
