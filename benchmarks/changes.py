"""`python -m benchmarks.changes TICKET|MOVE ...`: the site's side of benchmarks.live, as JSON.

TICKET takes all supports of one proposal away and gives a ticket of its topic. MOVE adds supports at a steady
rate, each committed and told as the site does, and gives the moment (monotonic, seconds) after each
commit with the value that it made true.
"""

import json
import sys
import time

import django


def ticket() -> dict:
    from participation.live import tickets
    from participation.models import Proposal, Support

    proposal = Proposal.objects.order_by("-pk").first()
    # Nobody supports it yet, so that there are people enough who can.
    Support.objects.filter(proposal=proposal).delete()
    return {"proposal": proposal.pk, "ticket": tickets.issue([f"proposal:{proposal.pk}"]), "value": 0}


def move(proposal: int, changes: int, a_second: float) -> list[tuple[float, int]]:
    from django.db import transaction

    from participation.live import changed
    from participation.models import Identity, Support

    given = Support.objects.filter(proposal_id=proposal)
    value = given.count()
    people = list(Identity.objects.exclude(supports__in=given).values_list("pk", flat=True)[:changes])
    made, began = [], time.monotonic()
    for number, person in enumerate(people):
        time.sleep(max(0, began + number / a_second - time.monotonic()))
        with transaction.atomic():
            Support.objects.create(proposal_id=proposal, identity_id=person)
            changed(f"proposal:{proposal}")
            transaction.on_commit(lambda now=number + 1: made.append((time.monotonic(), value + now)))
    return made


if __name__ == "__main__":
    django.setup()
    arguments = sys.argv[2:]
    if sys.argv[1] == "TICKET":
        print(json.dumps(ticket()))
    else:
        print(json.dumps(move(int(arguments[0]), int(arguments[1]), float(arguments[2]))))
