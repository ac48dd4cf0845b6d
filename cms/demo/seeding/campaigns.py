"""The town's crowdfunding campaigns, their match fund and their pledges."""

from datetime import timedelta

from django.utils import timezone

from budgeting.crowdfunding.actions import (
    close_campaign,
    create_campaign,
    create_match_fund,
    pledge,
    post_update,
    review_campaign,
)
from budgeting.models import Campaign, Pledge
from cms.demo import opinions, words
from cms.demo.seeding.clock import at_hour, hours_ago
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from cms.demo.seeding.pots import filled_pot
from cms.demo.shapes import Campaign as Wording
from participation.clock import database_now

POT = 5_000_000


def seed_campaigns(cast: Cast, places: Places) -> dict[str, Campaign]:
    officer = cast.staff("carol")
    pot = filled_pot(cast, "Match money for local groups", POT)
    campaigns = {}
    for wording in words.campaigns():
        fund = create_match_fund(
            actor=officer,
            title=f"Match money: {wording.title}",
            pot=pot,
            amount=wording.match_limit,
            ratio_match=wording.match_per_pound,
            ratio_pledge=100,
            cap_per_person=wording.match_most_per_person,
            cap_per_campaign=wording.match_limit,
        )
        campaign = _campaign(wording, fund, cast, places)
        _pledge_all(campaign, wording, cast)
        _end_in_time(campaign, wording)
        for update in wording.updates:
            day = at_hour(update.days, 12).date()
            post_update(
                actor=officer, campaign=campaign, title=update.title, text=update.words, posted_on=day
            )
        campaigns[wording.slug] = campaign
    return campaigns


def _campaign(wording: Wording, fund, cast: Cast, places: Places) -> Campaign:
    """The campaign as it runs; one of the past runs until tomorrow first, so that people can pledge."""
    end = max(at_hour(wording.ends_in_days, 18), timezone.now() + timedelta(days=1))
    campaign = create_campaign(
        actor=cast.staff("carol"),
        organiser=cast.users[f"organiser:{wording.slug}"],
        title=wording.title,
        slug=wording.slug,
        purpose=wording.summary,
        story=wording.story,
        budget_lines=[[line.words, line.amount] for line in wording.lines],
        payee=wording.recipient,
        if_it_fails=wording.if_it_fails,
        area=places.area(wording.ward),
        currency="GBP",
        target=wording.target,
        minimum=wording.minimum,
        start=at_hour(wording.starts_in_days, 9),
        end=end,
        match_fund=fund,
        picture=f"town/{wording.slug}.webp",
        picture_alt=wording.picture.alt,
    )
    evidence = "Its rules and its number in the register of charities. Its treasurer came to the town hall."
    return review_campaign(actor=cast.staff("dilys"), campaign=campaign, evidence=evidence)


def _pledge_all(campaign: Campaign, wording: Wording, cast: Cast) -> None:
    for row in opinions.pledges(wording, cast.residents[: opinions.PEOPLE]):
        made = pledge(
            campaign=campaign,
            identity=cast.identities[row.resident],
            amount=row.amount,
            key=f"demo-{wording.slug}-{row.resident}",
            arrived_at=database_now(),
            named=row.resident % 3 == 0,
        )
        Pledge.objects.filter(pk=made.pk).update(pledged_at=hours_ago(row.hours_ago))


def _end_in_time(campaign: Campaign, wording: Wording) -> None:
    end = at_hour(wording.ends_in_days, 18)
    Campaign.objects.filter(pk=campaign.pk).update(end=end)
    close_campaign(campaign=campaign)
