"""The orders in which a discussion is read; each is total, so that every comment has one place."""

from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Order(TextChoices):
    BEST = "best", _("Best first")
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")


KEYS: dict[str, tuple[str, ...]] = {
    Order.BEST: ("-helpful_score", "unhelpful_count", "-written_at", "-pk"),
    Order.NEWEST: ("-written_at", "-pk"),
    Order.OLDEST: ("written_at", "pk"),
}


def order_asked(text: str | None) -> str:
    """The order named in an address; the best first for anything else."""
    return text if text in Order.values else Order.BEST


def before(comment: Any, order: str) -> Q:
    """Which comments stand before this one in this order."""
    found, equal = Q(pk__in=[]), Q()
    for key in KEYS[order]:
        name, comes_first = key.removeprefix("-"), "gt" if key.startswith("-") else "lt"
        value = getattr(comment, name)
        found |= equal & Q(**{f"{name}__{comes_first}": value})
        equal &= Q(**{name: value})
    return found
