"""How many ballots the site takes: gunicorn, PostgreSQL and Redis, asked by wrk. A table, and JSON.

    python -m benchmarks.ballots [--json FILE] [--keep FOLDER] [--seconds 5] [--workers 2]

Casts (each a change of an earlier ballot, or a first one) against a bare view of one insert behind the same
session and CSRF checks, in one run; and what share of two cores a city's peak hour of 60,000 ballots takes.
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
# Ballots that come in a city's busiest hour.
PEAK_HOUR = 60_000


def facts_of(place: Place) -> dict:
    found: dict = json.loads(python(place, "-m", "benchmarks.voting", str(place.folder / "town.json")))
    return found


def bare_asks(town: dict) -> list[Ask]:
    sessions = len(town["sessions"])
    return [Ask(f"/bare/{number}/", cookie(town, number % sessions), TOKEN) for number in range(MANY)]


def cast_asks(town: dict, facts: dict) -> list[Ask]:
    path, sessions = f"/rounds/{facts['round']}/ballot/cast/", len(town["sessions"])
    return [
        Ask(path, cookie(town, at), TOKEN, f"key={secrets.token_urlsafe(16)}&choice={facts['choices'][at]}")
        for at in (number % sessions for number in range(MANY))
    ]


def peak_hour(run: Run) -> float:
    """The share of two cores that the casts of a peak hour take, by CPU time."""
    a_second = PEAK_HOUR / 3600
    share = a_second / run.figures["cast a ballot"].on_two_cores
    print(f"peak hour of {PEAK_HOUR:,} ballots: {a_second:.1f} casts a second, {share:.2f} of two cores")
    return share


def warm(run: Run, town: dict, facts: dict) -> None:
    """So that no worker loads code while it is measured."""
    with run.warming():
        run.post("warm: bare insert", bare_asks(town)[:2000])
        run.post("warm: cast", cast_asks(town, facts)[:2000])


def main() -> int:
    options = options_of(__doc__)
    with filled(options.keep) as place:
        town, facts = town_of(place), facts_of(place)
        with served(place, options) as run:
            warm(run, town, facts)
            run.post("bare insert", bare_asks(town)[2000:])
            run.post("cast a ballot", cast_asks(town, facts))
            ratio, peak = run.against_bare("cast a ballot"), peak_hour(run)
        written(options, run, ratio=ratio, peak_hour=peak)
    return 0


if __name__ == "__main__":
    sys.exit(main())
