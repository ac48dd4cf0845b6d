"""All statements of a poll: searched by words, in the order asked, a page at a time."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from participation.votes import rules
from participation.votes.models import Poll, Vote
from participation.votes.results import statement_results, tally_topic
from participation.votes.tallies import numbers_of

PER_PAGE = 20
LONGEST_SEARCH = 100


def browse(poll: Poll, vote: Vote | None, data: Mapping[str, str]) -> dict[str, Any]:
    """`data` is the query of the address: "q", "sort", "page". Shares stand where one may see them."""
    text = " ".join(data.get("q", "").split())[:LONGEST_SEARCH]
    found = poll.statements.shown().select_related("author")
    for word in text.split()[:8]:
        found = found.filter(text__icontains=word)
    seen = rules.may_see_results(poll, vote is not None)
    topic = tally_topic(poll, vote is not None) if seen else ""
    rows = statement_results(list(found), numbers_of(poll), topic)["statements"]
    orders = _orders(seen)
    sort = data.get("sort", "")
    sort = sort if sort in orders else next(iter(orders))
    rows.sort(key=KEYS[sort])
    kept = {"q": text} if text else {}
    return {
        "poll": poll,
        "text": text,
        "seen": seen,
        "live": [topic],
        "page": Paginator(rows, PER_PAGE).get_page(data.get("page")),
        "query": urlencode(kept | {"sort": sort}) + "&",
        "orders": [
            {"label": label, "href": f"?{urlencode(kept | {'sort': key})}", "current": key == sort}
            for key, label in orders.items()
        ],
    }


KEYS = {
    "agreed": lambda row: (-row["agree_share"], row["pk"]),
    # Where as many agree as disagree, and many do either.
    "divided": lambda row: (
        -min(row["agree"], row["disagree"]),
        abs(row["agree"] - row["disagree"]),
        row["pk"],
    ),
    "newest": lambda row: -row["pk"],
}


def _orders(seen: bool) -> dict[str, str]:
    """An order by answers would tell what people answered."""
    by_answers = {"agreed": _("Most agreement"), "divided": _("Most divided")} if seen else {}
    return by_answers | {"newest": _("Newest")}
