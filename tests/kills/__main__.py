"""The long run: `python -m tests.kills [--rounds N] [--on sqlite|postgresql]`.

24 people cast, change, retry, support and pledge on the real site, and 120 more vote with a code from their
browsers, while its processes are killed N times; a desk gives out 40 paper ballots meanwhile, and 416 people
have voted before. Then the paper is typed in and the box is sealed under kills, counted and published.
PostgreSQL is that of DATABASE_URL (else CI's role on this machine), in databases of the run's own. Exits 1 on
a breach, and when the checks miss a control: a site that answers before it commits, one without transactions,
and one without unique constraints.
"""

# ruff: noqa: T201 - a command of its own
import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.kills import town as town_facts
from tests.kills.paper import Desk
from tests.kills.voters import Voter
from tests.running.browser import Browser
from tests.running.places import POSTGRESQL, SQLITE, Place, dropped, new_place
from tests.running.servers import Server, manage, pages, python

CONTROLS = ("late", "torn", "double")
CONTROL_ROUNDS = 4
# As many acts are under way at once on PostgreSQL.
WORKERS = 12
# A kill comes so many seconds after the server is up.
SOONEST, LATEST = 1.0, 5.0
# ... and not before so many acts were acknowledged since, unless that takes longer than this.
ACTS_A_KILL, PATIENCE = 12, 30.0


def prepared(kind: str, folder: Path) -> Place:
    place = new_place(kind, folder)
    manage(place, "migrate", "-v", "0")
    if kind == POSTGRESQL:
        manage(place, "collectstatic", "--noinput", "-v", "0")
    python(place, "-m", "tests.kills.town", str(folder / "town.json"))
    return place


def server_of(place: Place, fault: str) -> Server:
    if fault == "double":
        python(place, "-m", "tests.kills.faults")
    faulty = {"DJANGO_SETTINGS_MODULE": "tests.kills.faults", "KILLS_FAULT": fault}
    return pages(place, WORKERS, **(faulty if fault in ("late", "torn") else {}))


def race(place: Place, server: Server, rounds: int, counts: Counter) -> tuple[list[Voter], Desk]:
    """All clients act while the server is killed and started again; at the end it runs."""
    town, stop, chance = town_facts.read(place.folder / "town.json"), threading.Event(), random.Random(rounds)
    voters = [Voter(town, number, place.port, counts, stop) for number in range(len(town["voters"]))]
    desk = Desk(place, counts)
    threads = [desk, *(threading.Thread(target=voter.live) for voter in voters)]
    server.start()
    for thread in threads:
        thread.start()
    for each in range(rounds):
        time.sleep(chance.uniform(SOONEST, LATEST))
        wait_for_acts(counts)
        if each == rounds - 1:
            stop.set()  # what the last kill tears apart, nobody sends again
        server.kill()
        counts["kills"] += 1
        if each < rounds - 1:
            server.start()
    for thread in threads:
        thread.join()
    server.start()
    return voters, desk


def wait_for_acts(counts: Counter) -> None:
    """Until enough was acknowledged since: on a slow machine a kill would find nothing to tear."""
    until, before = time.monotonic() + PATIENCE, acts(counts)
    while acts(counts) < before + ACTS_A_KILL and time.monotonic() < until:
        time.sleep(0.05)


def acts(counts: Counter) -> int:
    return sum(number for name, number in list(counts.items()) if "acknowledged" in name)


def checked(place: Place, voters: list[Voter], desk: Desk) -> dict:
    memories = place.folder / "memories.json"
    known = [memory.as_json() for voter in voters for memory in voter.memories]
    memories.write_text(json.dumps({"memories": known, "on_paper": sorted(desk.given)}))
    found: dict = json.loads(
        python(place, "-m", "tests.kills.checks", str(place.folder / "town.json"), str(memories))
    )
    odd = sorted({answer for voter in voters for answer in voter.odd})
    found["breaches"] += [f"an answer nobody should get: {answer}" for answer in odd]
    if odd:
        for log in place.folder.glob("server-*.log"):
            found["breaches"].append(f"the server's last words: {log.read_text()[-2000:]}")
    return found


def ended(place: Place, voters: list[Voter]) -> dict:
    """Sealed under kills, counted and published; what the public page lists is what people were told."""
    done: dict = json.loads(python(place, "-m", "tests.kills.sealing", str(place.folder / "town.json")))
    slug = town_facts.read(place.folder / "town.json")["round"]["slug"]
    visitor = Browser(place.port, "")
    listed = visitor.get(f"/rounds/{slug}/result/1/receipts.txt").text.split()
    told = {receipt for voter in voters for memory in voter.memories for receipt in memory.receipts}
    if listed != done.pop("receipts"):
        done["breaches"].append("the published receipts are not those of the poll book")
    if lost := told - set(listed):
        done["breaches"].append(f"{len(lost)} receipts that people were given are not published")
    done["figures"]["ballots published"] = done.pop("ballots")
    done["figures"]["receipts given and published"] = len(told)
    return done


def one_run(base: Place, folder: Path, rounds: int, fault: str = "") -> tuple[list[str], Counter]:
    """(breaches, figures) of one site, a copy of `base`."""
    counts: Counter = Counter()
    with dropped(base.copy(folder)) as place:
        server = server_of(place, fault)
        try:
            voters, desk = race(place, server, rounds, counts)
            found = checked(place, voters, desk)
            counts.update(found["figures"])
            if not fault:
                end = ended(place, voters)
                counts.update(end["figures"])
                found["breaches"] += end["breaches"]
        finally:
            server.kill()
    return found["breaches"], counts


def show(title: str, breaches: list[str], counts: Counter, seconds: float) -> None:
    print(f"\n{title}: {len(breaches)} breaches, {seconds:.0f} s")
    for name, number in counts.items():
        print(f"  {name:32} {number:8}")
    for sentence in breaches[:5]:
        print(f"  ! {sentence}")
    if len(breaches) > 5:
        print(f"  ! and {len(breaches) - 5} more", flush=True)


def all_runs(kind: str, rounds: int, controls: tuple[str, ...], folder: Path) -> int:
    """How many of the runs on one database did not end as they should."""
    wrong = 0
    with dropped(prepared(kind, folder / "base")) as base:
        for fault in ("", *controls):
            began = time.monotonic()
            times = CONTROL_ROUNDS if fault else rounds
            breaches, counts = one_run(base, folder / (fault or "site"), times, fault)
            show(f"{kind}, control {fault}" if fault else kind, breaches, counts, time.monotonic() - began)
            wrong += bool(breaches) != bool(fault)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="how often the server is killed (20)")
    parser.add_argument("--on", choices=(SQLITE, POSTGRESQL), action="append", help="one database (both)")
    parser.add_argument("--control", choices=CONTROLS, action="append", help="only these controls (all)")
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.on or (SQLITE, POSTGRESQL):
            wrong += all_runs(kind, options.rounds, tuple(options.control or CONTROLS), Path(folder) / kind)
    print(
        "\nEvery promise was kept, and every control was caught."
        if not wrong
        else f"\n{wrong} runs went wrong."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
