"""The engine on the command line, without Django.

python -m budgeting.allocation count FILE.pb ... [--rule NAME] [--tie KIND] [--json]
python -m budgeting.allocation rules
python -m budgeting.allocation recount MANIFEST
python -m budgeting.allocation compile
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from .areas import allocate
from .bundle import recount
from .canonical import allocation_data
from .compiled import build
from .election import Election
from .errors import AllocationError
from .numbers import text_of
from .outcome import Allocation
from .pabulib_reader import read_pabulib
from .rules import META_RULES, RULES, rule_named
from .ties import TIE_KINDS, TieRule


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. 0: done, and a recount gives the published result; 1: it could not be done."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "count":
            for file in options.files:
                _count(file, options)
        elif options.command == "rules":
            print("\n".join(["meta", *RULES, *META_RULES]))
        elif options.command == "compile":
            print(f"{build(Path(__file__).parent)} is made; Equal Shares uses it from now on.")
        else:
            print(f"The recount gives the published result, byte for byte ({_recounted(options)} bytes).")
    except AllocationError as fault:
        words = "The recount failed. " if options.command == "recount" else ""
        print(f"{words}{fault}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m budgeting.allocation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    count = commands.add_parser("count", help="count elections in Pabulib files")
    count.add_argument("files", nargs="+", metavar="FILE.pb")
    count.add_argument(
        "--rule",
        action="append",
        metavar="NAME",
        help="a rule (repeat for several; `rules` lists them); meta, the default: what the file says",
    )
    count.add_argument("--tie", choices=TIE_KINDS, default="id", help="who goes first among equals")
    count.add_argument("--order", default="", help="with --tie order: project ids, first one wins, a,b,c")
    count.add_argument("--seed", default="", help="with --tie lot: the seed that was drawn")
    count.add_argument("--explore", action="store_true", help="find out for each tie whether it matters")
    count.add_argument("--json", action="store_true", help="one JSON object a line, per file and rule")
    commands.add_parser("rules", help="list the names of the rules")
    commands.add_parser("compile", help="build the optional helper with this machine's C compiler")
    again = commands.add_parser(
        "recount", help="count a published bundle again and compare the result byte for byte"
    )
    again.add_argument("manifest", type=Path, help="manifest.json, or the folder that holds it")
    return parser


def _recounted(options: argparse.Namespace) -> int:
    return len(recount(options.manifest))


def _count(file: str, options: argparse.Namespace) -> None:
    try:
        election = read_pabulib(file)
        order = tuple(id for id in options.order.split(",") if id)
        tie_rule = TieRule(options.tie, order, options.seed)
        for name in options.rule or ["meta"]:
            rule = rule_named(election.said("rule") if name == "meta" else name, election.profile.kind)
            counted = allocate(election.instance, election.profile, rule, tie_rule, explore=options.explore)
            if options.json:
                print(json.dumps({"file": file, **allocation_data(counted)}, ensure_ascii=False))
            else:
                print("\n".join(_report(file, election, counted)))
    except OSError as fault:
        raise AllocationError(file, fault.strerror or "cannot be read") from None
    except AllocationError as fault:
        raise AllocationError(file, str(fault)) from None


def _report(file: str, election: Election, counted: Allocation) -> Iterator[str]:
    """The outcome as lines: codes and numbers as in `explanation`, which the site puts into sentences."""
    projects = {project.id: project for project in election.instance.projects}
    yield f"{file}, counted by {counted.rule}"
    yield from (f"Note: {note}." for note in election.notes)
    money = {name: text_of(getattr(counted, name)) for name in ("budget", "spent", "left")}
    yield (
        f"{len(counted.funded)} of {len(projects)} projects are funded. "
        f"Budget {money['budget']}, spent {money['spent']}, left {money['left']}."
    )
    lost = [decision.project for decision in counted.decisions if not decision.funded]
    for id in [*counted.funded, *lost]:
        decision = counted.decision(id)
        place = f"{decision.step}." if decision.funded else "-"
        numbers = ", ".join(f"{name} {text_of(value)}" for name, value in decision.numbers)
        others = f" ({', '.join(decision.others)})" if decision.others else ""
        yield f"{place:>4} {id} {projects[id].name}: {decision.code}{others}, {numbers}"
    for tie in counted.ties:
        yield f"Tie at step {tie.step}: {', '.join(tie.projects)}; changes the outcome: {tie.matters}."


if __name__ == "__main__":
    sys.exit(main())
