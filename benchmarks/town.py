"""`python -m benchmarks.town FILE`: fills an empty place with the demo town, grown to 1,000 proposals,
50,000 supports and 10,000 comments; writes to FILE what the benchmarks ask for."""

import json
import random
import sys
from pathlib import Path

import django

PROPOSALS, SUPPORTS, COMMENTS, TALKED_ABOUT = 1_000, 50_000, 10_000, 100
SESSIONS = 200
# What a form of a visitor's page would carry: the cookie and the header hold the same.
TOKEN = "a" * 32
WORDS = [
    "bench",
    "tree",
    "river",
    "ferry",
    "school",
    "street",
    "light",
    "bus",
    "library",
    "park",
    "safe",
    "quiet",
    "green",
    "old",
    "new",
    "market",
]


def cookie(town: dict, session: int) -> str:
    """The cookies of one logged-in resident."""
    return f"sessionid={town['sessions'][session]}; csrftoken={TOKEN}"


def grow() -> dict:
    """Everything in bulk: what it was is the demo's business, how much is ours."""
    from cms.demo.seed import seed_town, start_drawing
    from participation.models import Identity, Process, Proposal, Support

    seed_town(drawing=start_drawing(), tell=lambda words: None)
    chance = random.Random(2026)
    process = Process.objects.filter(phases__kind="propose").order_by("pk").first()
    _propose(process, chance)
    proposals = list(Proposal.objects.filter(process=process).order_by("pk"))
    voters = list(Identity.objects.filter(user__isnull=False).order_by("pk"))
    _support(proposals, voters, chance)
    _talk(proposals, voters, chance)
    return {
        "last_support": Support.objects.order_by("pk").last().pk,
        "list": f"/processes/{process.slug}/proposals/",
        "proposals": [proposal.get_absolute_url() for proposal in proposals],
        "talked_about": proposals[0].get_absolute_url(),
        "sessions": _sessions(voters[:SESSIONS]),
        "free": _free_pairs(proposals, voters[:SESSIONS], chance),
    }


def _propose(process, chance: random.Random) -> None:
    from participation.models import Proposal, Thread

    models = list(Proposal.objects.filter(process=process).order_by("pk"))
    missing = PROPOSALS - len(models)
    threads = Thread.objects.bulk_create(Thread() for _each in range(missing))
    made = []
    for number, thread in enumerate(threads):
        like = models[number % len(models)]
        made.append(
            Proposal(
                process=process,
                author=like.author,
                thread=thread,
                area=like.area,
                category=like.category,
                title=" ".join(chance.sample(WORDS, 4)).capitalize(),
                what=like.what,
                why=like.why,
                place=like.place,
                rough_cost=like.rough_cost,
                picture=like.picture,
                picture_small=like.picture_small,
                picture_alt=like.picture_alt,
                published_at=like.published_at,
            )
        )
    Proposal.objects.bulk_create(made, batch_size=500)


def _support(proposals: list, voters: list, chance: random.Random) -> None:
    from participation.models import Support

    missing = SUPPORTS - Support.objects.filter(proposal__in=proposals).count()
    pairs = chance.sample(
        [(one, two) for one in range(len(proposals)) for two in range(len(voters))], missing * 5 // 4
    )
    rows = (Support(proposal=proposals[one], identity=voters[two]) for one, two in pairs)
    Support.objects.bulk_create(rows, batch_size=5000, ignore_conflicts=True)
    extra = Support.objects.filter(proposal__in=proposals).count() - SUPPORTS
    if extra > 0:
        newest = Support.objects.filter(proposal__in=proposals).order_by("-pk").values("pk")[:extra]
        Support.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).delete()


def _talk(proposals: list, voters: list, chance: random.Random) -> None:
    """The first proposal has TALKED_ABOUT comments, the others share the rest."""
    from participation.models import Comment

    here = Comment.objects.filter(thread__proposal__in=proposals).count()
    rows = [
        Comment(
            thread_id=(proposals[0] if number < TALKED_ABOUT else chance.choice(proposals[1:])).thread_id,
            author_id=chance.choice(voters).user_id,
            stance=chance.choice(["for", "against", "neutral"]),
            text=" ".join(chance.choices(WORDS, k=40)),
        )
        for number in range(COMMENTS - here)
    ]
    Comment.objects.bulk_create(rows, batch_size=1000)


def _sessions(voters: list) -> list[str]:
    from django.test import Client

    found = []
    for voter in voters:
        client = Client()
        client.force_login(voter.user)
        found.append(client.cookies["sessionid"].value)
    return found


def _free_pairs(proposals: list, voters: list, chance: random.Random) -> list[list[int]]:
    """[number of the session, proposal] of supports that nobody has given yet, in random order."""
    from participation.models import Support

    given = set(Support.objects.values_list("identity_id", "proposal_id"))
    pairs = [
        [at, proposal.pk]
        for at, voter in enumerate(voters)
        for proposal in proposals
        if (voter.pk, proposal.pk) not in given
    ]
    chance.shuffle(pairs)
    return pairs[:60_000]


if __name__ == "__main__":
    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(grow()))
