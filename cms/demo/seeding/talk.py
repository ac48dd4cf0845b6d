"""What the residents proposed, supported and said."""

from cms.demo import opinions, words
from cms.demo.seeding.clock import hours_ago
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from cms.demo.shapes import Proposal as Wording
from cms.demo.talk import spoken as all_spoken
from participation.models import Comment, Process, Proposal, Support, Thread


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
            row.parent = rows[one.parent]
            answers.append(row)
    return len(first) + len(Comment.objects.bulk_create(answers))
