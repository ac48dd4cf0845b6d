"""What becomes of pledges and campaigns when a person is erased."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding.models import Campaign, Pledge
from participation.kinds import personal
from participation.money import format_money
from participation.when import when_words


def offer() -> None:
    personal.register(
        personal.Holding(
            key="pledges-running",
            title=gettext_lazy("Your pledges to campaigns that still run"),
            erase=erase,
            obstacles=obstacles,
            counting=lambda: Pledge.objects.filter(campaign__closed_at=None).values("identity"),
        )
    )


def _running(person: Any) -> QuerySet[Pledge]:
    promised = Pledge.objects.filter(state=Pledge.State.PROMISED)
    own = promised.filter(identity__user=person, campaign__closed_at=None)
    return own.select_related("campaign").order_by("pk")


def obstacles(person: Any) -> Iterator[personal.Obstacle]:
    """A promise of money is kept or falls away on one day; until then somebody must stand for it."""
    for campaign in Campaign.objects.filter(organiser=person, closed_at=None).order_by("pk"):
        yield personal.Obstacle(
            _("You run the campaign “%(title)s”, and people pledge to it.") % {"title": campaign},
            _("Wait until it ends %(when)s. Then you can erase your account.")
            % {"when": when_words(campaign.end)},
            campaign.get_absolute_url(),
        )
    for pledge in _running(person):
        yield personal.Obstacle(
            _("You have promised %(amount)s to “%(title)s”, which still runs.")
            % {
                "amount": format_money(pledge.amount, pledge.campaign.currency),
                "title": pledge.campaign,
            },
            _("Wait until it ends %(when)s. Then your promise is settled, and you can erase your account.")
            % {"when": when_words(pledge.campaign.end)},
            pledge.campaign.get_absolute_url(),
        )


def erase(person: Any, keep_words: bool) -> None:
    Pledge.objects.filter(identity__user=person).update(named=False)
