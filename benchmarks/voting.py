"""`python -m benchmarks.voting TOWN`: what residents who are logged in can cast and pledge to, as JSON."""

import json
import sys
from pathlib import Path

import django

CAMPAIGN = "benchmark-campaign"


def facts(town: dict) -> dict:
    """The open round, for each session one project of the own pots, and a campaign that never fills."""
    from importlib import import_module

    from django.conf import settings

    from budgeting.ballots.eligibility import pots_of
    from budgeting.models import Campaign, Round
    from participation.models import Identity
    from tests.factories.campaigns import CampaignFactory

    round = Round.objects.open().select_related("process").first()
    shares = list(round.pots.select_related("pot__area"))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    choices = []
    for session in town["sessions"]:
        voter = Identity.objects.select_related("area").get(user=store(session)["_auth_user_id"])
        mine = [share.pk for share in pots_of(shares, voter)]
        choices.append(round.projects.filter(round_pot__in=mine).order_by("cost")[0].number)
    if not Campaign.objects.filter(slug=CAMPAIGN).exists():
        CampaignFactory(slug=CAMPAIGN, target=10**12, minimum=10**11)
    return {"round": round.process.slug, "choices": choices, "campaign": CAMPAIGN}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(facts(json.loads(Path(sys.argv[1]).read_text()))))
