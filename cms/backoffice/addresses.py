"""Tells the floors below where staff find things, for the mails that they send."""

from django.urls import reverse

from participation.moderation.office import offer_address


def offer_addresses() -> None:
    offer_address("threat", lambda number: reverse("threats:threat", args=[number]))
    offer_address("queue", lambda: reverse("moderation:index"))
