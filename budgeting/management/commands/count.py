"""`manage.py count FILE.pb...`: counts Pabulib elections and says who is funded, in order, and why."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgeting.allocation import (
    RULES,
    Allocation,
    AllocationError,
    Decision,
    Election,
    Rule,
    allocate,
    allocation_data,
    read_pabulib,
    rule_named,
    summary,
)
from budgeting.allocation.numbers import Number, plain
from budgeting.results.sentences import Decided, sentence

ORDINAL_OR_POINTS = ("ordinal", "cumulative", "scoring")


class Command(BaseCommand):
    help = "Counts elections in Pabulib files: who is funded, in order, what was left, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.pb")
        parser.add_argument(
            "--rule",
            action="append",
            metavar="NAME",
            help=_("a rule (repeat for several); meta: what the file says (the default). Rules: %(names)s")
            % {"names": ", ".join(RULES)},
        )
        parser.add_argument("--compare", action="store_true", help=_("set the rules side by side"))
        parser.add_argument(
            "--json", action="store_true", help=_("one JSON object a line, per file and rule")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for file in options["files"]:
            election = self._read(file)
            names = options["rule"] or (_rules_to_compare(election) if options["compare"] else ["meta"])
            counted = [self._count(file, election, name) for name in names]
            if options["json"]:
                for _rule, allocation in counted:
                    self.stdout.write(json.dumps(_object(file, allocation), ensure_ascii=False))
            elif options["compare"]:
                self._lines(_comparison(file, election, [allocation for _rule, allocation in counted]))
            else:
                for rule, allocation in counted:
                    self._lines(_report(file, election, rule, allocation))

    def _read(self, file: str) -> Election:
        try:
            return read_pabulib(Path(file))
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from None
        except AllocationError as fault:
            raise CommandError(f"{file}: {fault}") from None

    def _count(self, file: str, election: Election, name: str) -> tuple[Rule, Allocation]:
        try:
            rule = rule_named(election.said("rule") if name == "meta" else name, election.profile.kind)
            return rule, allocate(election.instance, election.profile, rule, explore=True)
        except AllocationError as fault:
            raise CommandError(f"{file}: {fault}") from None

    def _lines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _object(file: str, allocation: Allocation) -> dict[str, Any]:
    data = allocation_data(allocation)
    return {
        "file": file,
        **{key: data[key] for key in ("rule", "budget", "spent", "funded", "ties", "decisions")},
    }


def _rules_to_compare(election: Election) -> list[str]:
    if election.profile.kind == "ordinal":
        return ["greedy_score_L", "mes_score_L", "mes_score_L_greedy", "pb_ear"]
    if election.profile.kind in ORDINAL_OR_POINTS:
        return ["greedy_points", "mes_points", "mes_points_greedy"]
    return ["greedy_votes", "greedy_density", "mes_cost", "mes_cost_greedy", "mes_card_greedy", "phragmen"]


def _report(file: str, election: Election, rule: Rule, allocation: Allocation) -> Iterator[str]:
    projects = {project.id: project for project in election.instance.projects}
    titles = {id: project.name or id for id, project in projects.items()}
    yield _("%(file)s, counted by %(rule)s") % {"file": file, "rule": rule.name}
    for note in election.notes:
        yield _("Note: %(note)s.") % {"note": note}
    yield _(
        "%(funded)s of %(all)s projects are funded. Budget %(budget)s, spent %(spent)s, left %(left)s."
    ) % {
        "funded": len(allocation.funded),
        "all": len(projects),
        **{name: number_text(getattr(allocation, name)) for name in ("budget", "spent", "left")},
    }
    lost = [decision.project for decision in allocation.decisions if not decision.funded]
    for place, id in enumerate([*allocation.funded, *lost], 1):
        decision = allocation.decision(id)
        number = f"{place:>3}." if decision.funded else "    "
        yield _("%(number)s %(id)s %(title)s (cost %(cost)s, votes %(votes)s)") % {
            "number": number,
            "id": id,
            "title": "" if titles[id] == id else titles[id],
            "cost": number_text(projects[id].cost),
            "votes": number_text(decision.number("votes")),
        }
        yield "     " + _why(decision, titles)
    yield from _tie_lines(allocation)
    yield ""


def _why(decision: Decision, titles: dict[str, str]) -> str:
    numbers = dict(decision.numbers) | {"others": decision.others}
    votes = int(decision.number("votes"))
    return sentence(Decided(decision.code, decision.funded, votes, numbers, titles, _amount))


def _amount(amount: Fraction, *, up: bool) -> str:
    """In the file's own unit, to the hundredth."""
    hundredths = ceil(amount * 100) if up else floor(amount * 100)
    return number_text(plain(Fraction(hundredths, 100)))


def number_text(value: Number) -> str:
    """A number for reading: whole, or with two decimals, rounded down."""
    if isinstance(value, int):
        return str(value)
    hundredths = floor(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _tie_lines(allocation: Allocation) -> Iterator[str]:
    words = {
        "yes": _("another order would fund other projects"),
        "no": _("the order made no difference"),
        "may_matter": _("the order may have made a difference"),
    }
    for tie in allocation.ties:
        yield _("Tie at step %(step)s between %(projects)s: %(first)s went first; %(matters)s.") % {
            "step": tie.step,
            "projects": ", ".join(tie.projects),
            "first": tie.projects[0],
            "matters": words.get(tie.matters, ""),
        }


def _comparison(file: str, election: Election, allocations: list[Allocation]) -> Iterator[str]:
    yield file
    width = max(len(allocation.rule) for allocation in allocations)
    for allocation in allocations:
        figures = summary(election.instance, election.profile, allocation)
        yield _(
            "%(rule)s  %(funded)s funded, spent %(spent)s of %(budget)s; %(nothing)s of %(voters)s voters "
            "got nothing; %(share)s %% of a ballot won on average; %(short)s projects break EJR+"
        ) % {
            "rule": allocation.rule.ljust(width),
            "funded": len(allocation.funded),
            "spent": number_text(allocation.spent),
            "budget": number_text(allocation.budget),
            "nothing": figures.with_nothing,
            "voters": allocation.voters,
            "share": int(100 * figures.ballot_share),
            "short": len(figures.shortfalls),
        }
    for project in election.instance.projects:
        marks = ["+" if project.id in allocation.funded else "-" for allocation in allocations]
        yield f"{' '.join(marks)}  {project.id} {project.name}"
    yield ""
