"""What the residents proposed, supported and said."""

import numpy as np

from cms.demo import opinions, words
from cms.demo.residents import SEED
from cms.demo.seeding.clock import hours_ago
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places, point_of
from cms.demo.shapes import Proposal as Wording
from cms.demo.talk import spoken as all_spoken
from participation.debate.helpfulness import helpful_score
from participation.models import Comment, HelpfulVote, Process, Proposal, Support, Thread


def seed_proposals(
    process: Process, wordings: list[Wording], written: dict, cast: Cast, places: Places
) -> dict[str, Proposal]:
    """Publishes the proposals of one process; returns them by slug."""
    threads = Thread.objects.bulk_create(Thread() for _ in wordings)
    rows = [
        Proposal(
            process=process,
            author=cast.users[written[wording.slug].by],
            thread=thread,
            area=places.area(wording.ward),
            category=places.categories[wording.category],
            title=wording.title,
            what=wording.what,
            why=wording.why,
            who_for=wording.who,
            place=wording.place.words,
            **_at(wording),
            rough_cost=wording.cost,
            picture=f"town/{wording.slug}.webp",
            picture_small=f"town/{wording.slug}-small.webp",
            picture_alt=wording.picture.alt,
            published_at=hours_ago(written[wording.slug].hours_ago),
        )
        for wording, thread in zip(wordings, threads, strict=True)
    ]
    return {
        wording.slug: row for wording, row in zip(wordings, Proposal.objects.bulk_create(rows), strict=True)
    }


def _at(wording: Wording) -> dict[str, float]:
    latitude, longitude = point_of(words.town(), wording.place.x, wording.place.y)
    return {"latitude": latitude, "longitude": longitude}


def seed_supports(proposals: dict[str, Proposal], written: dict, cast: Cast) -> int:
    people = cast.residents[: opinions.PEOPLE]
    rows = [
        Support(
            proposal=proposals[support.proposal],
            identity=cast.identities[support.resident],
            given_at=hours_ago(support.hours_ago),
        )
        for support in opinions.supports(written, people)
    ]
    return len(Support.objects.bulk_create(rows))


def seed_comments(threads: dict[str, Thread], written: dict, cast: Cast) -> int:
    """Puts the comments under their proposals and campaigns, answers under what they answer."""
    spoken = all_spoken(words.comments(), cast.residents[: opinions.PEOPLE], written)
    rows: list[Comment] = []
    for one in spoken:
        rows.append(
            Comment(
                thread=threads[one.about],
                author=cast.users[one.by],
                stance=one.stance,
                text=one.text,
                written_at=hours_ago(one.hours_ago),
            )
        )
    first = [row for row, one in zip(rows, spoken, strict=True) if one.parent is None]
    Comment.objects.bulk_create(first)
    answers = []
    for row, one in zip(rows, spoken, strict=True):
        if one.parent is not None:
            row.stand_below(rows[one.parent])
            answers.append(row)
    return len(first) + len(Comment.objects.bulk_create(answers))


def seed_helpful_votes(cast: Cast, seed: int = SEED) -> int:
    """Lets readers say what helped them: a few votes for most comments, many for some."""
    rng = np.random.default_rng([seed, 8])
    people = [cast.users[resident.number] for resident in cast.residents[: opinions.PEOPLE]]
    comments = list(Comment.objects.visible().order_by("pk"))
    votes: list[HelpfulVote] = []
    for comment in comments:
        chosen = rng.choice(len(people), int(rng.geometric(0.25)) - 1, replace=False)
        liking = rng.beta(4, 1.3)
        said = [(people[index], bool(rng.random() < liking)) for index in chosen]
        said = [(person, helpful) for person, helpful in said if person.pk != comment.author_id]
        votes += [HelpfulVote(comment=comment, person=person, helpful=helpful) for person, helpful in said]
        comment.helpful_count = sum(helpful for _person, helpful in said)
        comment.unhelpful_count = len(said) - comment.helpful_count
        comment.helpful_score = helpful_score(comment.helpful_count, comment.unhelpful_count)
    HelpfulVote.objects.bulk_create(votes)
    Comment.objects.bulk_update(
        comments, ["helpful_count", "unhelpful_count", "helpful_score"], batch_size=200
    )
    return len(votes)
