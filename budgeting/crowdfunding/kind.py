"""What campaigns offer to the shared machinery."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.models import Payment
from budgeting.crowdfunding.words import WORDS
from participation.clock import DatabaseMicroseconds
from participation.kinds import registry
from participation.money import format_money
from participation.notices import events


def offer() -> None:
    registry.register(
        registry.Kind(
            key="campaign",
            model=Campaign,
            title=str,
            address=Campaign.get_absolute_url,
            may_see=rules.may_see,
            text=lambda campaign: "\n\n".join([campaign.title, campaign.purpose, campaign.story]),
            comment_refusal=rules.comment_refusal,
            live=live_numbers,
            search=search,
            export=export,
            mine=mine,
            followable=True,
            part_of=lambda campaign: [campaign.area],
            read_with=("area",),
        )
    )
    for key, sentence in (
        ("campaign-succeeded", gettext_lazy("“%(title)s” reached its minimum and goes ahead")),
        (
            "campaign-second-round",
            gettext_lazy("“%(title)s” has its least amount and goes on for the rest"),
        ),
        ("campaign-failed", gettext_lazy("“%(title)s” did not reach its minimum: nothing is paid")),
        ("campaign-update", gettext_lazy("News of “%(title)s”")),
    ):
        events.register(events.Event(key=key, sentence=sentence))


def live_numbers(pk: int) -> tuple[dict[str, int], int] | None:
    """Minor units pledged, matched, raised and to go, and distinct backers, with the clock of that SELECT."""
    row = (
        Campaign.objects.public()
        .filter(pk=pk)
        .with_money()
        .annotate(version=DatabaseMicroseconds())
        .values_list("promised", "followed", "target", "backers", "version")
        .first()
    )
    if row is None:
        return None
    pledged, matched, target, backers, version = row
    raised = pledged + matched
    numbers = {"pledged": pledged, "matched": matched, "raised": raised, "backers": backers}
    return numbers | {"togo": max(0, target - raised)}, version


def search(user: Any, text: str) -> QuerySet[Campaign]:
    """Public campaigns whose words contain every word of `text`."""
    found = Campaign.objects.public()
    return found.filter(pk__in=WORDS.matching(text)) if text.strip() else found


def export(user: Any) -> list[dict[str, Any]]:
    """What this person pledged and paid by card, and campaigns that they run or are connected to, as rows."""
    pledged = Pledge.objects.filter(identity__user=user).order_by("pk")
    paid = Payment.objects.filter(pledge__identity__user=user).order_by("pk")
    run = Campaign.objects.filter(organiser=user).order_by("pk")
    connected = Campaign.objects.filter(connected=user).order_by("pk")
    return [
        *pledged.values("campaign__title", "amount", "match", "named", "pledged_at"),
        *paid.values("pledge__campaign__title", "amount", "currency", "state", "created_at"),
        *run.values("title", "purpose", "story", "payee", "start", "end"),
        *({"connected_to": title} for title in connected.values_list("title", flat=True)),
    ]


def mine(user: Any) -> list[registry.Panel]:
    """The person's pledges."""
    pledged = Pledge.objects.filter(identity__user=user).select_related("campaign")[:12]
    return [
        registry.Panel(
            title=_("Your pledges"),
            rows=[
                registry.Row(
                    each.campaign.title,
                    each.campaign.get_absolute_url(),
                    format_money(each.amount, each.campaign.currency),
                )
                for each in pledged
            ],
            empty=_("You have not pledged to a campaign yet."),
            begin=reverse("campaign_list"),
            begin_label=_("See the campaigns"),
        )
    ]
