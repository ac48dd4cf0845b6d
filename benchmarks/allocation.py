"""How fast the allocation engine is: CPU time, medians of five, as a table and as JSON.

    python -m benchmarks.allocation [--json FILE] [--only large|million|small|growth|all]

Needs the real elections beside the repository. "million" writes a file of a million ballots to a temporary
folder and reads and counts it in a process of its own, so that its peak memory is its own.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from budgeting.allocation import (
    RULES,
    Election,
    allocate,
    approval_profile,
    compiled,
    election_of,
    pabulib_bytes,
    read_pabulib,
)
from tests import elections

LARGE = "Poland_Warszawa_2026.pb"
LARGE_RULES = ("greedy_votes", "mes_cost", "phragmen", "mes_cost_city")
MILLION, PROJECTS, REPEATS = 1_000_000, 100, 5
Figures = dict[str, float]


def median_seconds(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median CPU time of several runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return statistics.median(times)


def counting(election: Election, rule: str, repeats: int = REPEATS) -> float:
    """The median CPU time of one rule on one election, from profile to decisions."""
    return median_seconds(lambda: allocate(election.instance, election.profile, RULES[rule]), repeats)


def large() -> Figures:
    """A city of 61,668 ballots and 83 projects."""
    path = elections.FOLDER / "pb" / LARGE
    figures = {"read and group": median_seconds(lambda: read_pabulib(path))}
    election, helper = read_pabulib(path), compiled.library
    compiled.library = None
    figures |= {rule: counting(election, rule) for rule in LARGE_RULES}
    compiled.library = helper
    if helper is None:
        print("the compiled helper is not built: python -m budgeting.allocation compile", file=sys.stderr)
        return figures
    return figures | {f"{rule}, compiled": counting(election, rule) for rule in LARGE_RULES if "mes" in rule}


def perturbed(folder: Path) -> Path:
    """A million ballots for a hundred projects: real ones, each with a project or two added or taken away."""
    chance, real = random.Random(2026), elections.election(LARGE)
    extra = [
        replace(p, id=f"x{p.id}") for p in real.instance.projects[: PROJECTS - len(real.instance.projects)]
    ]
    instance = replace(real.instance, projects=real.instance.projects + tuple(extra))
    ids = instance.ids
    head = election_of(instance, approval_profile(ids, []), dict(real.meta))
    text = pabulib_bytes(head).decode().replace("num_votes;0", f"num_votes;{MILLION}")
    real_ballots = [ballot.choices for ballot in real.profile]
    path = folder / "million.pb"
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        for voter in range(MILLION):
            choices = set(chance.choice(real_ballots))
            if voter % 4 == 0:
                choices ^= set(chance.sample(ids, 2))
            file.write(f"{voter};{','.join(sorted(choices))}\n")
    return path


def count_once(path: str) -> Figures:
    """Reads and counts one file: CPU seconds, distinct ballots and peak memory of this process."""
    start = time.process_time()
    election = read_pabulib(path)
    read = time.process_time() - start
    allocate(election.instance, election.profile, RULES["mes_cost_greedy"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    total = time.process_time() - start
    return {"read": read, "read to allocation": total, "peak GB": peak, "distinct": election.profile.distinct}


def million() -> Figures:
    """Medians over fresh processes."""
    with tempfile.TemporaryDirectory() as folder:
        path = perturbed(Path(folder))
        code = "import json, sys, benchmarks.allocation as b; print(json.dumps(b.count_once(sys.argv[1])))"
        runs = []
        for _ in range(REPEATS):
            done = subprocess.run(
                [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
            )
            runs.append(json.loads(done.stdout))
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def small() -> Figures:
    """Files of fewer than 3,000 ballots, every rule but Add1: the dearest and the median case, in seconds."""
    plain: list[float] = []
    expanding: list[float] = []
    for file, known in elections.expected().items():
        if known["num_votes"] >= 3000:
            continue
        election = elections.election(file)
        for name in known["rules"]:
            if "add1" not in name:
                seconds = counting(election, name)
                (expanding if name == "pb_ear" else plain).append(seconds)
    return {
        "a rule, median": statistics.median(plain),
        "a rule, dearest": max(plain),
        "share above 6 ms": sum(seconds > 0.006 for seconds in plain) / len(plain),
        "pb_ear, median": statistics.median(expanding),
        "pb_ear, dearest": max(expanding),
    }


def growth() -> Figures:
    """Equal Shares on one profile with every ballot cast once, 10 and 100 times, and with fewer distinct
    ballots."""
    election = elections.election(LARGE)
    profile = election.profile
    figures = {}
    for times in (1, 10, 100):
        bigger = replace(election, profile=replace(profile, counts=profile.counts * times))
        figures[f"{bigger.profile.voters} voters, {profile.distinct} distinct"] = counting(bigger, "mes_cost")
    for part in (2, 4, 8):
        kept = profile.distinct // part
        fewer = replace(
            profile,
            counts=profile.counts[:kept] * part,
            starts=profile.starts[: kept + 1],
            choices=profile.choices[: int(profile.starts[kept])],
        )
        label = f"{fewer.voters} voters, {kept} distinct"
        figures[label] = counting(replace(election, profile=fewer), "mes_cost")
    return figures


def everything() -> Figures:
    """All files by all rules that are expected of them, once."""
    seconds, outcomes = 0.0, 0
    for file, known in elections.expected().items():
        election = elections.election(file)
        for name in known["rules"]:
            seconds += counting(election, name, 1)
            outcomes += 1
    return {"all files, all rules": seconds, "outcomes": outcomes}


PARTS: dict[str, Callable[[], Figures]] = {
    "large": large,
    "million": million,
    "small": small,
    "growth": growth,
    "all": everything,
}


def main() -> int:
    """Prints the table and writes the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (repeat for several)")
    options = parser.parse_args()
    if not elections.present():
        print(elections.ABSENT, file=sys.stderr)
        return 1
    figures: dict[str, Figures] = {}
    for part in options.only or PARTS:
        figures[part] = PARTS[part]()
        for name, value in figures[part].items():
            print(f"{part:8} {name:42} {value:12.4f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
