"""No role reads an unsealed box: every address of the site is asked, and none names what the canary chose."""

import re

import pytest
from django.urls import get_resolver

from participation.accounts.rules import identity_of
from tests.abuse.every_address import views
from tests.conftest import staff
from tests.factories.people import IdentityFactory
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, cast, opened

pytestmark = pytest.mark.django_db
TITLES = {1: "Quoin", 2: "Zarf", 3: "Fylfot", 4: "Gossan"}
CANARY = {2, 3}
_CAPTURE = re.compile(r"<(?:(\w+):)?(\w+)>")
LEADS_OUT = ("logout", "accounts/", "media/", "static/", "documents/")
# Where each role by itself is tried; the almighty one is tried everywhere.
NEAR = ("round", "ballot", "paper", "code", "result", "api", "receipt", "me/")


@pytest.fixture
def canary():
    """The one voter of an open round: chose 2 and 3 of four, and no page has a reason to name just these."""
    round = RoundFactory(projects=0, rule="greedy_votes", ballot_type="approval")
    share = RoundPotFactory(round=round)
    for number, title in TITLES.items():
        ProjectFactory(round=round, round_pot=share, number=number, title=title, cost=10_000)
    voter = IdentityFactory()
    opened(round)
    cast(round, sorted(CANARY), voter)
    return round, voter


def addresses(round) -> list[str]:
    """Every address that can be asked for with the numbers and names of this round."""
    slug, found = round.process.slug, set()
    for pattern, _view, _spaces in views(get_resolver().url_patterns):
        path = pattern.replace("^", "").replace("\\Z", "").replace("$", "")
        path = _CAPTURE.sub(lambda part: slug if part[1] == "slug" else str(round.pk), path)
        if not re.search(r"[()?\\*+\[]", path) and not path.startswith(LEADS_OUT):
            found.add("/" + path)
    return sorted(found)


def telling(client, paths) -> list[str]:
    """The addresses whose answer names what the canary chose, and no other project."""
    client.raise_request_exception = False
    found = []
    for path in paths:
        answer = client.get(path)
        raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
        named = {number for number, title in TITLES.items() if title.encode() in raw}
        if named == CANARY or b"[2, 3]" in raw or b"[2,3]" in raw:
            found.append(path)
    return found


def test_no_address_tells_somebody_with_every_role(canary, log_in):
    round, _voter = canary
    almighty = staff("Root", "officer", "finance", "auditor", "facilitator")
    almighty.is_superuser = True
    paths = addresses(round)
    assert len(paths) > 150
    assert telling(log_in(almighty), paths) == []


@pytest.mark.parametrize("who", ["carol", "fiona", "audrey", "bob", "alice", "charlie", "nobody"])
def test_no_address_near_a_round_tells_a_role(canary, log_in, client, request, who):
    round, _voter = canary
    asking = client if who == "nobody" else log_in(request.getfixturevalue(who))
    near = [path for path in addresses(round) if any(word in path for word in NEAR)]
    assert telling(asking, near) == []


def test_control_the_voter_themselves_is_told(canary, log_in):
    round, voter = canary
    assert identity_of(voter.user) == voter
    told = telling(log_in(voter.user), addresses(round))
    assert f"/rounds/{round.process.slug}/ballot/in/" in told
