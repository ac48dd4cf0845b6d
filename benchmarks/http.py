"""How many requests the site answers: gunicorn, PostgreSQL and Redis, asked by wrk. A table, and JSON.

    python -m benchmarks.http [--json FILE] [--keep FOLDER] [--seconds 5] [--workers 2]

A support against a bare view of one insert behind the same session and CSRF checks, in one run; the list of
1,000 proposals, a proposal with its comments and the first page, for visitors and for a resident, with their
queries. --keep leaves the filled site in FOLDER and takes it from there the next time. "cpu" is what server
and database spent for one request, so that "two cores" says something on a busy machine; wrk is not in it.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks.town import TOKEN, cookie
from benchmarks.wrk import Ask, Figures, load
from tests.running.places import POSTGRESQL, Place, free_port, new_place
from tests.running.servers import Server, manage, pages, python

HEAD = f"{'':34}{'requests/s':>11}{'p50 ms':>9}{'p99 ms':>9}{'cpu ms':>9}{'two cores':>11}{'refused':>9}"


@contextmanager
def filled(keep: Path | None) -> Iterator[Place]:
    """A site with the town of the benchmarks; kept in `keep`, or dropped in the end."""
    if keep is not None and (keep / "place.json").exists():
        kept = json.loads((keep / "place.json").read_text())
        place = Place(**kept | {"folder": keep / "site", "port": free_port()})
        manage(place, "migrate", "-v", "0")
        yield place
        return
    with tempfile.TemporaryDirectory() as folder:
        home = keep or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        place = new_place(POSTGRESQL, home / "site")
        manage(place, "migrate", "-v", "0")
        manage(place, "collectstatic", "--noinput", "-v", "0")
        python(place, "-m", "benchmarks.town", str(place.folder / "town.json"))
        (home / "place.json").write_text(json.dumps(asdict(place) | {"folder": str(place.folder)}))
        yield place
        if keep is None:
            place.drop()


def town_of(place: Place) -> dict:
    town: dict = json.loads((place.folder / "town.json").read_text())
    return town


class Run:
    """One server under load: figures by name, shown as they come."""

    def __init__(self, place: Place, server: Server, seconds: int):
        self.place, self.server, self.seconds = place, server, seconds
        self.figures: dict[str, Figures] = {}
        print(HEAD)

    def post(self, name: str, asks: list[Ask]) -> Figures:
        """Posts that the site answers with a redirect; any other answer is a refusal."""
        return self.ask(name, asks, answer=302)

    def ask(self, name: str, asks: list[Ask], *, htmx: bool = False, answer: int = 0) -> Figures:
        assert self.server.process is not None
        group, port = self.server.process.pid, self.server.port
        found = load(
            port,
            asks,
            group=group,
            database=self.place.database,
            seconds=self.seconds,
            htmx=htmx,
            answer=answer,
        )
        self.figures[name] = found
        print(
            f"{name:34}{found.rate:11.1f}{found.p50_ms:9.1f}{found.p99_ms:9.1f}{found.cpu_ms:9.2f}"
            f"{found.on_two_cores:11.0f}{found.refused:9}",
            flush=True,
        )
        return found

    @contextmanager
    def warming(self) -> Iterator[None]:
        """Asks for one second each, and forgets the figures."""
        measured, self.seconds = self.seconds, 1
        yield
        self.seconds = measured
        self.figures = {name: found for name, found in self.figures.items() if not name.startswith("warm")}

    def against_bare(self, name: str, bare: str = "bare insert") -> float:
        """How much of the bare view's throughput this reached, by CPU time: what both cores would serve."""
        ratio = self.figures[bare].cpu_ms / self.figures[name].cpu_ms
        by_rate = self.figures[name].rate / self.figures[bare].rate
        print(f"{name}: {ratio:.2f} of {bare} by CPU time, {by_rate:.2f} by requests a second")
        return ratio


def read_pages(run: Run, town: dict) -> None:
    """Visitors share copies; `each its own` asks for a thousand pages in turn, mostly made anew."""
    paths = {"first page": "/", "list of 1,000": town["list"], "proposal": town["talked_about"]}
    for name, path in paths.items():
        run.ask(f"{name}, visitor", [Ask(path)])
    run.ask("1,000 proposals in turn, visitor", [Ask(path) for path in town["proposals"]])
    for name, path in paths.items():
        run.ask(f"{name}, resident", [Ask(path, cookie(town, 0))])


def post_supports(run: Run, town: dict) -> dict[str, float]:
    """Three parts of the pairs that are still free, so that every post is a new row.

    Each kind of post is asked for a second before it is measured, so that no worker loads code meanwhile.
    """
    warm, free = town["free"][:6000], town["free"][6000:]
    third = len(free) // 3
    parts = [free[at * third : (at + 1) * third] for at in range(3)]

    def asks(path: str, pairs: list) -> list[Ask]:
        return [Ask(path.format(proposal), cookie(town, at), TOKEN) for at, proposal in pairs]

    with run.warming():
        run.post("warm: bare insert", asks("/bare/{}/", warm[:2000]))
        run.post("warm: support", asks("/proposals/{}/support/", warm[2000:4000]))
        run.ask("warm: by htmx", asks("/proposals/{}/support/", warm[4000:]), htmx=True, answer=200)
    run.post("bare insert", asks("/bare/{}/", parts[0]))
    run.post("support", asks("/proposals/{}/support/", parts[1]))
    run.ask("support, by htmx", asks("/proposals/{}/support/", parts[2]), htmx=True, answer=200)
    return {name: run.against_bare(name) for name in ("support", "support, by htmx")}


def options_of(words: str | None) -> argparse.Namespace:
    """What each benchmark of pages and posts is asked."""
    parser = argparse.ArgumentParser(description=words.splitlines()[0] if words else "")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--keep", type=Path, help="a folder for the filled site")
    parser.add_argument("--seconds", type=int, default=5, help="of load for each figure (5)")
    parser.add_argument("--workers", type=int, default=2, help="gunicorn workers (2)")
    return parser.parse_args()


@contextmanager
def served(place: Place, options: argparse.Namespace) -> Iterator[Run]:
    """The site with the bare view, its table empty, and no support that an earlier run gave."""
    python(place, "-m", "benchmarks.bare", str(town_of(place)["last_support"]))
    # A connection that ends in a run would take what its process spent out of the sum.
    more = {"DJANGO_SETTINGS_MODULE": "benchmarks.bare", "DATABASE_KEEP_SECONDS": "86400"}
    server = pages(place, options.workers, **more).start()
    try:
        yield Run(place, server, options.seconds)
    finally:
        server.kill()


def written(options: argparse.Namespace, run: Run, **more: object) -> None:
    """The figures as JSON, where they are wanted."""
    if options.json:
        figures = {name: asdict(found) for name, found in run.figures.items()}
        options.json.write_text(json.dumps({**more, "figures": figures}, indent=2) + "\n")


def main() -> int:
    options = options_of(__doc__)
    with filled(options.keep) as place:
        town = town_of(place)
        queries = json.loads(python(place, "-m", "benchmarks.queries", str(place.folder / "town.json")))
        for name, counts in queries.items():
            print(f"{name:34}" + ", ".join(f"{who}: {number}" for who, number in counts.items()))
        with served(place, options) as run:
            read_pages(run, town)
            ratios = post_supports(run, town)
        written(options, run, queries=queries, ratios=ratios)
    return 0


if __name__ == "__main__":
    sys.exit(main())
