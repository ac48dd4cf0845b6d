"""`python -m tests.kills.town FILE`: fills an empty place and writes to FILE what the clients need.

A round in ballot with 600 voters, proposals, a campaign, residents who are logged in, and cards with codes.
"""

import json
import sys
from pathlib import Path

import django

# Those who act: residents at a browser, neighbours whom each of them lends it to, and who vote on paper.
VOTERS, CODES_EACH, ON_PAPER = 24, 5, 40
# Those who have voted before the first kill.
OTHERS = 600 - VOTERS * (1 + CODES_EACH) - ON_PAPER
PROJECTS, PROPOSALS = 6, 3


def fill() -> dict:
    """What the clients and the checks need to know, as JSON."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from budgeting.models import Round
    from tests.factories.campaigns import CampaignFactory, MatchFundFactory
    from tests.factories.people import IdentityFactory, UserFactory
    from tests.factories.rounds import cast, open_round
    from tests.factories.talk import ProcessFactory, ProposalFactory

    kinds = {"opens_to_codes": True, "paper_rule": Round.PaperRule.PAPER_COUNTS}
    round = open_round(ballot_type="approval", projects=PROJECTS, **kinds)
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
        session = client.cookies["sessionid"].value
        voters.append({"identity": identity.pk, "session": session, "codes": cards(round)})
    officers = [UserFactory(display_name=name) for name in ("Carol", "Dave", "Erin")]
    for officer in officers:
        officer.groups.set(Group.objects.filter(name="officer"))
    return {
        "round": {"pk": round.pk, "slug": round.process.slug, "projects": PROJECTS, "others": OTHERS},
        "campaign": {"pk": campaign.pk, "slug": campaign.slug, "fund": fund.pk},
        "proposals": [proposal.pk for proposal in ProposalFactory.create_batch(PROPOSALS, process=process)],
        "voters": voters,
        "on_paper": [identity.pk for identity in IdentityFactory.create_batch(ON_PAPER, user=None)],
        "officers": [officer.pk for officer in officers],
    }


def cards(round) -> list[dict]:
    """Cards with codes that the desk made out to people who have no account."""
    from tests.factories.codes import code_for
    from tests.factories.people import IdentityFactory

    people = IdentityFactory.create_batch(CODES_EACH, user=None)
    return [{"identity": person.pk, "code": code_for(round, person)} for person in people]


def read(path: str | Path) -> dict:
    town: dict = json.loads(Path(path).read_text())
    return town


if __name__ == "__main__":
    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(fill()))
