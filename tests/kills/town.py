"""`python -m tests.kills.town FILE`: fills an empty place and writes to FILE what the clients need.

A round in ballot, proposals, a campaign, and residents who are logged in.
"""

import json
import sys
from pathlib import Path

import django

VOTERS, OTHERS, PROJECTS, PROPOSALS = 24, 176, 6, 3


def fill() -> dict:
    """What the clients and the checks need to know, as JSON."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from tests.factories.campaigns import CampaignFactory, MatchFundFactory
    from tests.factories.people import IdentityFactory, UserFactory
    from tests.factories.rounds import cast, open_round
    from tests.factories.talk import ProcessFactory, ProposalFactory

    round = open_round(ballot_type="approval", projects=PROJECTS)
    for number in range(OTHERS):
        cast(round, [1 + number % PROJECTS], key=f"another resident {number}")
    # Enough for all who pledge, and match money that runs out under way.
    fund = MatchFundFactory(
        pot__money=900_000, amount=800_000, cap_per_person=60_000, cap_per_campaign=800_000
    )
    campaign = CampaignFactory(target=10**11, minimum=10**10, match_fund=fund)
    process = ProcessFactory(open=("propose",))
    voters = []
    for _number in range(VOTERS):
        identity, client = IdentityFactory(), Client()
        client.force_login(identity.user)
        voters.append({"identity": identity.pk, "session": client.cookies["sessionid"].value})
    officers = [UserFactory(display_name=name) for name in ("Carol", "Dave")]
    for officer in officers:
        officer.groups.set(Group.objects.filter(name="officer"))
    return {
        "round": {"pk": round.pk, "slug": round.process.slug, "projects": PROJECTS, "others": OTHERS},
        "campaign": {"pk": campaign.pk, "slug": campaign.slug, "fund": fund.pk},
        "proposals": [proposal.pk for proposal in ProposalFactory.create_batch(PROPOSALS, process=process)],
        "voters": voters,
        "officers": [officer.pk for officer in officers],
    }


def read(path: str | Path) -> dict:
    town: dict = json.loads(Path(path).read_text())
    return town


if __name__ == "__main__":
    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(fill()))
