"""Readings of slips: kept encrypted, compared by keyed hashes, read by the sealing alone."""

from collections.abc import Iterable

from budgeting.ballots.box import Locksmith
from budgeting.ballots.paper.mark_rule import Marks
from budgeting.ballots.paper.models import PaperBox, PaperEntry, PaperReading

PURPOSE = "paper"
Turn = PaperEntry.Turn


def entries_of(box: PaperBox) -> list[PaperEntry]:
    """The entries of the box's newest attempt, by turn."""
    return list(PaperEntry.objects.filter(box=box, attempt=box.attempt).order_by("turn"))


def put_reading(
    smith: Locksmith, entry: PaperEntry, number: int, marks: Marks, *, absent: bool = False
) -> None:
    finder = smith.slip(entry.pk, number)
    reading = PaperReading(
        finder=finder,
        entry=entry,
        likeness=smith.likeness(entry.box_id, entry.attempt, number, marks),
        absent=absent,
        box=smith.lock(PURPOSE, finder, marks),
    )
    PaperReading.objects.bulk_create(
        [reading],
        update_conflicts=True,
        unique_fields=["finder"],
        update_fields=["likeness", "absent", "box"],
    )


def differences(
    smith: Locksmith, box: PaperBox, entries: Iterable[PaperEntry], *, settled: bool = True
) -> list[int]:
    """Numbers of the slips that the two finished entries read differently, or that only one of them has.

    Those that were settled are left out, unless `settled` is False.
    """
    by_turn = {entry.turn: entry for entry in entries}
    first, second = by_turn.get(Turn.FIRST), by_turn.get(Turn.SECOND)
    if first is None or second is None or not (first.finished and second.finished):
        return []
    rows = PaperReading.objects.filter(entry__in=by_turn.values()).values_list("finder", "likeness")
    likeness = dict(rows)
    third = by_turn.get(Turn.SETTLING)
    found = []
    for number in range(1, max(first.slips, second.slips) + 1):
        one, other = (likeness.get(smith.slip(entry.pk, number)) for entry in (first, second))
        done = settled and third is not None and smith.slip(third.pk, number) in likeness
        if not done and (one is None or one != other):
            found.append(number)
    return found


def finders_that_count(smith: Locksmith, box: PaperBox) -> list[str]:
    """A finder for each slip of a settled box: the settled reading, else the first; none for absent ones."""
    entries = entries_of(box)
    by_turn = {entry.turn: entry for entry in entries}
    slips = max((entry.slips for entry in entries), default=0)
    known = dict(PaperReading.objects.filter(entry__in=entries).values_list("finder", "absent"))
    counting = []
    for number in range(1, slips + 1):
        turns = (Turn.SETTLING, Turn.FIRST)
        finders = [smith.slip(by_turn[turn].pk, number) for turn in turns if turn in by_turn]
        chosen = next((finder for finder in finders if finder in known), None)
        if chosen is not None and not known[chosen]:
            counting.append(chosen)
    return counting
