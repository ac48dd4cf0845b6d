"""A small real election, played through the site's own pages: online, by code and on paper, one annulled.

Each online voter drafts, reviews, casts, and some change their mind; then the box is sealed, counted and
published. Project numbers and titles are such as occur nowhere else, so that each trace of a choice shows.
"""

import itertools
import random
import re
from dataclasses import dataclass, field

from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from budgeting.ballots.actions import annul_ballot
from budgeting.models import Electorate, PollBookEntry, Round
from budgeting.results.actions import count_round, publish_result
from budgeting.rounds.keys import destroy_key, read_key
from participation.models import Identity, User
from tests.factories.codes import batch_of
from tests.factories.paper import give, settled_box
from tests.factories.people import IdentityFactory
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, opened, sealed

ONLINE, BY_CODE, ON_PAPER = 14, 3, 3
# Somebody likes nearly all of the town's projects: a ballot that names most of what there is.
MANY = 8
PROJECTS, PUPILS_PROJECTS = 9, 4
WORDS = (
    "quoin",
    "zarf",
    "fylfot",
    "gossan",
    "ormolu",
    "tmesis",
    "wergild",
    "xebec",
    "yapok",
    "zeugma",
    "axolotl",
    "bezoar",
    "caique",
)
_KEY = re.compile(r'name="key" value="([^"]+)"')


@dataclass
class Voter:
    """One person and the truth that the thief is after. `order` is the place in which they first voted."""

    identity: int
    choices: tuple[int, ...] = ()
    order: int = 0
    marks: set[str] = field(default_factory=set)


@dataclass
class Election:
    """`titles` are those of all projects by number; `keys` are what was destroyed at sealing."""

    round: Round
    titles: dict[int, str]
    voters: list[Voter]
    officers: tuple
    annulled: list[int] = field(default_factory=list)
    session_of: dict[int, str] = field(default_factory=dict)
    key: bytes = b""

    def by_identity(self, pk: int) -> Voter:
        return next(voter for voter in self.voters if voter.identity == pk)


def played(officers, chance: random.Random, between=lambda election: None) -> Election:
    """The election up to its published result; `between` runs just before the sealing."""
    _number_people_from(chance.randrange(10**12, 9 * 10**12))
    round, titles = _round(chance)
    election = Election(round, titles, [], tuple(officers))
    town = [number for number, title in titles.items() if "pupils" not in title]
    ballots = list(itertools.combinations(sorted(town), 2)) + list(itertools.combinations(sorted(town), 3))
    chance.shuffle(ballots)
    for _each in range(ONLINE):
        _votes_online(election, ballots.pop(), ballots[0], changes=chance.random() < 0.5)
    _votes_online(election, tuple(sorted(town)[:MANY]), ballots[0], changes=False)
    _vote_by_code(election, officers[0], [number for number in titles if number not in town])
    _one_is_annulled(election, ballots.pop())
    _on_paper(election, ballots)
    election.key = read_key(round.key_id)
    between(election)
    sealed(round, *officers)
    destroy_key(round.key_id)  # as the commit does; a test's transaction may never come to it
    result = count_round(actor=officers[0], round=round)
    publish_result(actor=officers[0], result=result)
    for voter in election.voters:
        _looks_back(election, voter)
    return election


def _number_people_from(first: int) -> None:
    """So that the number of a person is the number of nothing else, also in the bytes of a page."""
    IdentityFactory(pk=first, user__pk=first + 5_000)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Identity, User]):
            cursor.execute(statement)


def _round(chance: random.Random) -> tuple[Round, dict[int, str]]:
    round = RoundFactory(
        projects=0, ballot_type="approval", opens_to_codes=True, paper_rule=Round.PaperRule.PAPER_COUNTS
    )
    pupils = Electorate.objects.create(
        round=round, name="Pupils of Harbour School", way="code", age_bands="8 to 10", schools="Harbour"
    )
    numbers = sorted(chance.sample(range(200_000, 999_999), PROJECTS + PUPILS_PROJECTS))
    titles: dict[int, str] = {}
    for at, number in enumerate(numbers):
        own = at >= PROJECTS
        titles[number] = f"{WORDS[at % len(WORDS)].title()} {'pupils' if own else 'town'} {number}"
    for electorate, own in ((None, False), (pupils, True)):
        share = RoundPotFactory(round=round, electorate=electorate)
        for number, title in titles.items():
            if ("pupils" in title) is own:
                ProjectFactory(round=round, round_pot=share, number=number, title=title, cost=10_000)
    return opened(round), titles


def _cast(client: Client, slug: str, choices) -> None:
    """From the basket by the review to the receipt, as a browser without scripts sends it."""
    base = f"/rounds/{slug}/ballot/"
    chosen = [str(number) for number in choices]
    assert client.post(base, {"choice": chosen, "review": "yes"}).status_code == 302
    key = _KEY.search(client.get(f"{base}review/").content.decode())
    assert key is not None
    assert client.post(f"{base}cast/", {"choice": chosen, "key": key[1]}).url == f"{base}in/"
    assert client.get(f"{base}in/").status_code == 200


def _remember(election: Election, identity: Identity, choices, *marks: str) -> Voter:
    voter = Voter(identity.pk, tuple(sorted(choices)), len(election.voters))
    voter.marks |= {mark for mark in marks if mark}
    voter.marks.add(PollBookEntry.objects.get(round=election.round, identity=identity).receipt)
    election.voters.append(voter)
    return voter


def _votes_online(election: Election, choices, first, *, changes: bool) -> None:
    identity, client = IdentityFactory(), Client()
    client.force_login(identity.user)
    slug = election.round.process.slug
    if changes:
        _cast(client, slug, first)
        client.post(f"/rounds/{slug}/ballot/", {"choice": [str(first[0])], "save": "yes"})
    _cast(client, slug, choices)
    session = client.cookies["sessionid"].value
    election.session_of[identity.pk] = session
    _remember(election, identity, choices, identity.key, identity.user.email, session)


def _vote_by_code(election: Election, officer, numbers) -> None:
    slug = election.round.process.slug
    _batch, codes = batch_of(election.round, officer, size=BY_CODE + 1)
    ballots = list(itertools.combinations(sorted(numbers), 2))[1:]
    for code, choices in zip(codes[:BY_CODE], ballots, strict=False):
        client = Client()
        client.post(f"/rounds/{slug}/code/", {"code": code})
        identity = Identity.objects.get(pk=client.session["voting_pass"]["identity"])
        session = client.cookies["sessionid"].value
        _cast(client, slug, choices)
        client.post(f"/rounds/{slug}/done/")
        _remember(election, identity, choices, identity.key, session, code)


def _one_is_annulled(election: Election, choices) -> None:
    _votes_online(election, choices, choices, changes=False)
    voter = election.voters.pop()
    election.annulled.append(voter.identity)
    for officer in election.officers:
        annul_ballot(
            actor=officer,
            round=election.round,
            identity=Identity.objects.get(pk=voter.identity),
            ground="pressure",
            reason="Somebody paid for it.",
            may_vote_again=False,
        )


def _on_paper(election: Election, ballots) -> None:
    given = list(PollBookEntry.objects.values_list("pk", flat=True))
    give(election.round, ON_PAPER)
    slips = [ballots.pop() for _each in range(ON_PAPER)]
    entries = PollBookEntry.objects.exclude(pk__in=given).select_related("identity__user")
    for entry, choices in zip(entries, slips, strict=True):
        _remember(election, entry.identity, choices, entry.identity.key, entry.identity.user.email)
    typed = [" ".join(map(str, choices)) for choices in slips]
    settled_box(election.round, election.officers, typed)


def _looks_back(election: Election, voter: Voter) -> None:
    """Who voted comes to the result, asks for the receipt and for a copy of all that is kept of them."""
    session, slug = election.session_of.get(voter.identity), election.round.process.slug
    client = Client()
    if session:
        client.cookies["sessionid"] = session
        client.post("/me/data/")
    client.get(f"/rounds/{slug}/result/")
    receipt = PollBookEntry.objects.get(identity=voter.identity).receipt
    client.post(f"/rounds/{slug}/receipts/", {"receipt": receipt})
