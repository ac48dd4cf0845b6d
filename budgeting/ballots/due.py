"""What falls due by itself: people are reminded of a basket that is not cast, and a key that outlived a crash
after its box was sealed is destroyed."""

from datetime import timedelta

from budgeting.ballots.actions.reminding import remind_of_drafts
from budgeting.rounds.keys import destroy_key, key_lies_there
from budgeting.rounds.models import Round
from participation.clock import database_now

# Two days reach those who want one mail a day; who began later hears of it on the last day.
HOURS_BEFORE_END = (48, 6)


def run_due() -> str:
    """Says what it did. Safe to repeat."""
    reminded, destroyed = _remind(), _destroy_leftover_keys()
    said = [
        f"reminded {reminded} people of their ballot" if reminded else "",
        f"destroyed {destroyed} ballot keys" if destroyed else "",
    ]
    return ", ".join(filter(None, said))


def _remind() -> int:
    now, reminded = database_now(), 0
    for round in Round.objects.open().select_related("process", "phase"):
        for hours in HOURS_BEFORE_END:
            if now >= round.phase.end - timedelta(hours=hours):
                reminded += remind_of_drafts(round=round, hours=hours)
    return reminded


def _destroy_leftover_keys() -> int:
    sealed = Round.objects.sealed().exclude(key_id="").values_list("key_id", flat=True)
    leftover = [key_id for key_id in sealed if key_lies_there(key_id)]
    for key_id in leftover:
        destroy_key(key_id)
    return len(leftover)
