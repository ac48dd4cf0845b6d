"""`python -m tests.thief.site`: plays, robs and controls the site whose variables are set. Prints a report.

Exits 1 when the thief found a way, or missed a control.
"""

# ruff: noqa: T201 - a command of its own
import random
import sys
import time
from contextlib import closing

import django
from django.conf import settings


def main() -> int:
    from tests.thief.attack import Thief

    began = time.monotonic()
    with closing(Thief(settings.VAR_DIR)) as thief:
        return attacked(thief, began)


def attacked(thief, began: float) -> int:
    """0 when nothing was found but what was planted."""
    from tests.conftest import staff
    from tests.thief.attack import everything_logged, work_done
    from tests.thief.controls import missed
    from tests.thief.election import played
    from tests.thief.planting import COMMITTED, IN_TRANSACTION

    officers = [staff(name, "officer") for name in ("Carol", "Dave")]
    with everything_logged(thief.folder / "site.log"):
        election = played(officers, random.Random(), between=thief.take_backup)
        work_done()
    thief.read_disk(election)
    print(f"{len(election.voters)} voters, played in {time.monotonic() - began:.0f} s", flush=True)
    finds = thief.finds(election)
    for find in sorted(finds, key=str):
        print(f"! {find}")
    wrong = missed(thief, election)
    for sentence in wrong:
        print(f"! control {sentence}")
    controls = len(IN_TRANSACTION) + len(COMMITTED)
    print(f"{len(finds)} ways found, {controls - len(wrong)} of {controls} controls caught alone")
    return 1 if finds or wrong else 0


if __name__ == "__main__":
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]  # the pages are asked without a server
    sys.exit(main())
