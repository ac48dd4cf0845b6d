"""Real elections beside the repository, and the long run: `python -m tests.elections` counts all by every
rule.

The long run compares each outcome with the expected one, answers where the oracle had timed out, checks the
cities' own outcomes, and counts every file again with its votes, score and selected columns scrambled.
"""

# ruff: noqa: T201 - a command of its own
import argparse
import json
import random
import sys
import time
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from budgeting.allocation import RULES, Election, Rule, allocate, read_pabulib, rule_named

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "pabulib"
ABSENT = f"the real elections are not beside the repository ({FOLDER.parent.name}/{FOLDER.name})"
# What Pabulib calls the rules that we have; the others follow a city's own ways (docs/greedy-custom.md).
OURS = ("greedy", "greedy-no-skip", "greedy-threshold", "equalshares/add1", "equalshares/add1-comparison")
COUNTED = ("votes", "score", "selected")


def present() -> bool:
    """Whether the elections lie where they are looked for."""
    return (FOLDER / "expected.json").is_file()


@cache
def expected() -> dict[str, Any]:
    """File name to what is known of it."""
    known: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
    return known


def election(file: str) -> Election:
    """One election, read."""
    return read_pabulib(FOLDER / "pb" / file)


def official(read: Election) -> set[str]:
    """What the city funded, as the file itself says."""
    at = {name: place for place, name in enumerate(read.project_columns)}
    if "selected" not in at:
        return set()
    return {row[at["project_id"]] for row in read.project_rows if row[at["selected"]].strip() == "1"}


def scrambled(file: str) -> Election:
    """The election with the columns that a count could copy from filled with nonsense."""
    lines, chance = (FOLDER / "pb" / file).read_text(encoding="utf-8-sig").splitlines(), random.Random(file)
    read = election(file)
    columns = {at for at, name in enumerate(read.project_columns) if name in COUNTED}
    start = next(at for at, line in enumerate(lines) if line.strip().strip(";") == "PROJECTS")
    text = StringIO()
    text.write("\n".join(lines[: start + 2]) + "\n")
    for row in read.project_rows:
        cells = [str(chance.randrange(10**6)) if at in columns else cell for at, cell in enumerate(row)]
        text.write(";".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n")
    end = next(at for at, line in enumerate(lines) if line.strip().strip(";") == "VOTES")
    text.write("\n".join(lines[end:]) + "\n")
    text.seek(0)
    return read_pabulib(text)


@dataclass
class Run:
    """What the long run has seen so far."""

    right: int = 0
    answered: int = 0
    wrong: int = 0
    seconds: float = 0.0

    def count(self, file: str, read: Election, rule: Rule, winners: list[str] | None) -> None:
        """Counts one election by one rule and compares (no winners: the oracle had no answer)."""
        start = time.process_time()
        funded = sorted(allocate(read.instance, read.profile, rule).funded)
        self.seconds += time.process_time() - start
        if winners is None:
            self.answered += 1
        elif funded == winners:
            self.right += 1
        else:
            self.wrong += 1
            print(f"{file} {rule.name}: {set(funded) ^ set(winners)} differ")


def check_officials() -> int:
    """Compares the rule that each file names with the city's own outcome; the number of files that differ."""
    compared = differing = 0
    for file, known in expected().items():
        read = election(file)
        if not official(read) or known["meta_rule"] not in OURS:
            continue
        compared += 1
        rule = rule_named(known["meta_rule"], read.profile.kind)
        if set(allocate(read.instance, read.profile, rule).funded) != official(read):
            differing += 1
            print(f"{file} {rule.name}: not what the city funded")
    print(f"City outcomes: {compared} compared, {differing} differ.")
    return differing


def main(arguments: list[str] | None = None) -> int:
    """0 where every outcome is as expected."""
    parser = argparse.ArgumentParser(prog="python -m tests.elections", description=__doc__)
    parser.add_argument("--rule", help="only rules whose name holds this")
    parser.add_argument("--scramble", action="store_true", help="also count scrambled copies of every file")
    options = parser.parse_args(arguments)
    if not present():
        print(ABSENT, file=sys.stderr)
        return 1
    run = Run()
    begun = time.process_time()
    for file, known in expected().items():
        copies = [election(file)] + ([scrambled(file)] if options.scramble else [])
        for name, outcome in known["rules"].items():
            if options.rule and options.rule not in name:
                continue
            for read in copies:
                run.count(file, read, RULES[name], outcome.get("winners"))
    print(
        f"{run.right} outcomes as expected, {run.wrong} not, "
        f"{run.answered} answered where the oracle had none."
    )
    print(f"{run.seconds:.1f} s of counting, {time.process_time() - begun:.1f} s in all (CPU).")
    return 1 if check_officials() or run.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
