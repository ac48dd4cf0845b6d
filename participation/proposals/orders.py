"""The orders of a list of proposals. Each ends with the key, so that pages neither repeat nor lose a row."""

import hashlib
import math
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.functions import Mod

from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.proposals.filters import Point
from participation.proposals.models import ProposalQuerySet

# Larger than any key that a town will reach; beyond it the order is merely less mixed.
PRIME = 999_983
# Orders that differ from reader to reader.
OWN_ORDERS = ("mixed", "near")


def ordered(
    proposals: ProposalQuerySet, sort: str, *, user: Any, near: Point | str, visitor: str
) -> ProposalQuerySet:
    """`visitor` tells readers apart, for the mixed order; `near` is the reader's point, if given."""
    if sort == "supported":
        return proposals.with_supports().order_by("-support_count", "-pk")
    if sort == "discussed":
        return proposals.with_comments().order_by("-comment_count", "-pk")
    if sort == "mixed":
        return proposals.order_by(_shuffle(visitor), "pk")
    if sort == "near":
        return _near(proposals, user, near)
    return proposals.order_by("-published_at", "-pk")


def _shuffle(visitor: str) -> Mod:
    """An order that looks random, stays the same for this visitor all day, and differs tomorrow.

    A line through a prime field, k·(key + offset): one place for each key, so that no two share one.
    """
    digest = hashlib.sha256(f"{database_now().date()} {visitor}".encode()).digest()
    offset, factor = (int.from_bytes(part) % (PRIME - 1) + 1 for part in (digest[:8], digest[8:16]))
    return Mod((F("pk") + offset) * factor, PRIME)


def _near(proposals: ProposalQuerySet, user: Any, near: Point | str) -> ProposalQuerySet:
    """From the reader's point outwards, those without a place last; without a point, their own ward first."""
    if isinstance(near, Point):
        return proposals.order_by(_squared_distance(near).asc(nulls_last=True), "-pk")
    identity = identity_of(user)
    if identity is None or identity.area_id is None:
        return proposals.order_by("-published_at", "-pk")
    elsewhere = ExpressionWrapper(~Q(area=identity.area_id), output_field=BooleanField())
    return proposals.order_by(elsewhere.asc(), "-published_at", "-pk")


def _squared_distance(point: Point) -> Any:
    """In squared degrees of latitude: on the ground of a town the earth is flat."""
    narrow = math.cos(math.radians(point.latitude))
    north = F("latitude") - point.latitude
    east = (F("longitude") - point.longitude) * narrow
    return north * north + east * east
