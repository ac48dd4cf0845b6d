"""How many pledges the site takes: gunicorn, PostgreSQL and Redis, asked by wrk. A table, and JSON.

    python -m benchmarks.pledges [--json FILE] [--keep FOLDER] [--seconds 5] [--workers 2]

Pledges of many people to one campaign, with match money while it lasts, against a bare view of one insert
behind the same session and CSRF checks, in one run.
"""

import secrets
import sys

from benchmarks.ballots import MANY, facts_of, post_bare
from benchmarks.http import Run, filled, options_of, served, town_of, written
from benchmarks.town import TOKEN, cookie
from benchmarks.wrk import Ask


def pledge(run: Run, town: dict, facts: dict) -> None:
    path, sessions = f"/campaigns/{facts['campaign']}/pledge/", len(town["sessions"])
    run.post(
        "pledge",
        [
            Ask(
                path, cookie(town, number % sessions), TOKEN, f"key={secrets.token_urlsafe(24)}&suggested=500"
            )
            for number in range(MANY)
        ],
    )


def main() -> int:
    options = options_of(__doc__)
    with filled(options.keep) as place:
        town, facts = town_of(place), facts_of(place)
        with served(place, options) as run:
            post_bare(run, town)
            pledge(run, town, facts)
            ratio = run.against_bare("pledge")
        written(options, run, ratio=ratio)
    return 0


if __name__ == "__main__":
    sys.exit(main())
