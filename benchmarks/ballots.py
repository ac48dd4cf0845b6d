"""How many ballots the site takes: gunicorn, PostgreSQL and Redis, asked by wrk. A table, and JSON.

    python -m benchmarks.ballots [--json FILE] [--keep FOLDER] [--seconds 5] [--workers 2]

Casts (each a change of an earlier ballot, or a first one) against a bare view of one insert behind the same
session and CSRF checks, in one run.
"""

import json
import secrets
import sys

from benchmarks.http import Run, filled, options_of, served, town_of, written
from benchmarks.town import TOKEN, cookie
from benchmarks.wrk import Ask
from tests.running.places import Place
from tests.running.servers import python

MANY = 20_000


def facts_of(place: Place) -> dict:
    found: dict = json.loads(python(place, "-m", "benchmarks.voting", str(place.folder / "town.json")))
    return found


def post_bare(run: Run, town: dict) -> None:
    sessions = len(town["sessions"])
    run.post(
        "bare insert",
        [Ask(f"/bare/{number}/", cookie(town, number % sessions), TOKEN) for number in range(MANY)],
    )


def cast(run: Run, town: dict, facts: dict) -> None:
    path, sessions = f"/rounds/{facts['round']}/ballot/cast/", len(town["sessions"])
    run.post(
        "cast a ballot",
        [
            Ask(
                path,
                cookie(town, at),
                TOKEN,
                f"key={secrets.token_urlsafe(16)}&choice={facts['choices'][at]}",
            )
            for at in (number % sessions for number in range(MANY))
        ],
    )


def main() -> int:
    options = options_of(__doc__)
    with filled(options.keep) as place:
        town, facts = town_of(place), facts_of(place)
        with served(place, options) as run:
            post_bare(run, town)
            cast(run, town, facts)
            ratio = run.against_bare("cast a ballot")
        written(options, run, ratio=ratio)
    return 0


if __name__ == "__main__":
    sys.exit(main())
