"""How long a match fund takes to settle: CPU time, medians of three, as a table and as JSON.

    python -m benchmarks.settling [--json FILE] [--pledges 100000]

Made-up pledges from a fixed seed: half of them round amounts, half odd pence, by people of whom many back
several campaigns. "few" has 20 campaigns, "many" 400 of which a third fall short and are left out
one by one, "one" a single campaign with all pledges.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from random import Random

from budgeting.allocation.matching import Campaign, Limits, Pledge, Reason, Sharing, settle

REPEATS = 3
TOWNS = {"one": 1, "few": 20, "many": 400}
ROUND = (500, 1_000, 2_500, 5_000)
Town = tuple[list[Campaign], list[Pledge], int]


def town(campaigns: int, pledges: int) -> Town:
    """The campaigns, the pledges, and a pot that is too small for them."""
    chance = Random(2026)
    given = [
        Pledge(
            campaign=min(chance.randrange(campaigns), chance.randrange(campaigns)) + 1,
            person=chance.randrange(pledges * 4 // 5),
            amount=chance.choice(ROUND) if chance.random() < 0.5 else chance.randrange(100, 10_000),
        )
        for _ in range(pledges)
    ]
    raised = dict.fromkeys(range(1, campaigns + 1), 0)
    for pledge in given:
        raised[pledge.campaign] += pledge.amount
    made = [
        Campaign(id, target=money * 3, minimum=money * (2 if id % 3 == 0 else 1))
        for id, money in raised.items()
    ]
    return made, given, sum(raised.values()) // 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--pledges", type=int, default=100_000)
    asked = parser.parse_args()
    figures = {}
    for name, campaigns in TOWNS.items():
        made, given, pot = town(campaigns, asked.pledges)
        for rule in Sharing:
            limits = Limits(minimum_backers=3)
            if rule is not Sharing.QUADRATIC:
                limits = Limits(per_person=6_000, minimum_backers=3)
            times = []
            for _ in range(REPEATS):
                start = time.process_time()
                found = settle(rule, pot, made, given, limits)
                times.append(time.process_time() - start)
            short = sum(share.reason is Reason.SHORT for share in found.shares)
            figures[f"{name}, {rule}"] = seconds = statistics.median(times)
            print(
                f"{name:5} {campaigns:4} campaigns  {rule:13} {seconds:6.2f} s  {short:4} short", flush=True
            )
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
