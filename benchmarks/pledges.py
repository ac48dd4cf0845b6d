"""How many pledges the site takes: gunicorn, PostgreSQL and Redis, asked by wrk. A table, and JSON.

    python -m benchmarks.pledges [--json FILE] [--keep FOLDER] [--seconds 5] [--workers 2]

Pledges of many people to one campaign, with match money while it lasts, against a bare view of one insert
behind the same session and CSRF checks, in one run.
"""

import secrets
import sys

from benchmarks.ballots import MANY, bare_asks, facts_of
from benchmarks.http import Run, filled, options_of, served, town_of, written
from benchmarks.town import TOKEN, cookie
from benchmarks.wrk import Ask

WARM = 2_000


def pledge_asks(town: dict, facts: dict) -> list[Ask]:
    path, sessions = f"/campaigns/{facts['campaign']}/pledge/", len(town["sessions"])
    return [
        Ask(path, cookie(town, number % sessions), TOKEN, f"key={secrets.token_urlsafe(24)}&suggested=500")
        for number in range(MANY)
    ]


def warm(run: Run, bare: list[Ask], pledges: list[Ask]) -> None:
    """So that no worker loads code while it is measured."""
    with run.warming():
        run.post("warm: bare insert", bare)
        run.post("warm: pledge", pledges)


def main() -> int:
    options = options_of(__doc__)
    with filled(options.keep) as place:
        town, facts = town_of(place), facts_of(place)
        bare, pledges = bare_asks(town), pledge_asks(town, facts)
        with served(place, options) as run:
            warm(run, bare[:WARM], pledges[:WARM])
            run.post("bare insert", bare[WARM:])
            run.post("pledge", pledges[WARM:])
            ratio = run.against_bare("pledge")
        written(options, run, ratio=ratio)
    return 0


if __name__ == "__main__":
    sys.exit(main())
