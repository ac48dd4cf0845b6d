"""Row order: whether ballots as they are kept stand in an order in which people stand too."""

from collections.abc import Iterator

from django.db import connection

from budgeting.models import CountedBallot, PollBookEntry

# Of all voters; by chance about one stands in the same place.
SHARE = 0.35


def lists_of(model, *columns: str) -> dict[str, list]:
    """Rows in each order in which a thief can read them: as they lie, by key, by each column."""
    lies = "ctid" if connection.vendor == "postgresql" else "rowid"
    table = model._meta.db_table
    wanted = columns[0]
    found = {}
    with connection.cursor() as cursor:
        for order in (lies, *columns[1:]):
            cursor.execute(f"SELECT {wanted} FROM {table} ORDER BY {order}")
            found[order] = [row[0] for row in cursor.fetchall()]
    return found


def pairings() -> Iterator[tuple[str, list[tuple[int, tuple[int, ...]]]]]:
    """(how, pairs of voter and ballot) for each order of one laid beside each of the other, both ways."""
    import json

    people = lists_of(PollBookEntry, "identity_id", "receipt", "identity_id")
    ballots = lists_of(CountedBallot, "choices", "id", "number")
    for of_people, who in people.items():
        for of_ballots, what in ballots.items():
            rows = [tuple(json.loads(each) if isinstance(each, str) else each) for each in what]
            for way, turned in (("", rows), (" backwards", rows[::-1])):
                yield f"{of_people} beside {of_ballots}{way}", list(zip(who, turned, strict=False))


def telling(truth: dict[int, tuple[int, ...]]) -> list[str]:
    """The orders that give away far more ballots than chance would."""
    return [
        how
        for how, pairs in pairings()
        if sum(truth.get(who) == what for who, what in pairs) > SHARE * len(pairs)
    ]
