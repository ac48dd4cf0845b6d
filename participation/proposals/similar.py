"""Proposals like the one that somebody is about to write: "support that one instead"."""

from collections import Counter

from participation.near_words import MOST_TEXTS, corrected, kept_words
from participation.processes.models import Process
from participation.proposals.models import Proposal
from participation.proposals.words import WORDS

SHOWN = 4


def similar_proposals(process: Process, text: str, *, limit: int = SHOWN) -> list[Proposal]:
    """Up to `limit` published proposals of `process` that share words with it, nearest first.

    Two queries; one more where a title shares no word because of slips in it.
    """
    open_ones = process.proposals.published().exclude(status__in=Proposal.GONE)
    keys = WORDS.nearest(open_ones, text, limit=limit)
    if not keys and (meant := corrected(text, title_words())):
        keys = WORDS.nearest(open_ones, meant, limit=limit)
    found = open_ones.for_cards().in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]


def title_words() -> Counter[str]:
    """The words of the titles and places of public proposals, for finding what a slip was meant to be."""
    newest = Proposal.objects.public().order_by("-pk").values_list("title", "place")
    return kept_words("proposal", newest[:MOST_TEXTS])
