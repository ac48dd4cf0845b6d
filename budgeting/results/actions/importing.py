"""Takes in an election that was held elsewhere: a counted, published and certified round, marked as imported.

No ledger money moves: it was another council's, or was spent long ago, and the books tell only of this one's.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from budgeting.ballots.models import CountedBallot
from budgeting.ledger.accounts import open_account
from budgeting.results.actions.counting import count
from budgeting.results.actions.publishing import publish
from budgeting.results.models import ImportedRound, Result
from budgeting.results.public_files import fingerprint
from budgeting.results.reading_files import FileProject, FileRound, read_file
from budgeting.rounds.models import Pot, Project, Round, RoundPot
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.models import Thread
from participation.processes.models import Phase, Process

BATCH = 5_000
POT_PARTS = ("free", "reserved", "committed", "paid")


def import_round(*, content: bytes, file_name: str) -> Round:
    """The round of a Pabulib file, counted by the rule that the file names (most votes first where unknown).

    The whole act succeeds or leaves nothing. Run from a shell by whoever keeps the site.
    Raises PabulibError (line and field), and ValidationError when it was imported before or has a fault.
    """
    said = read_file(content)
    with transaction.atomic():
        _check_new(content)
        round = _make_round(said)
        _mark(round, said, content, file_name)
        _make_projects(round, said.projects)
        _fill_box(round, said)
        _finish(count(round, actor=None, version=1))
    return round


def _check_new(content: bytes) -> None:
    earlier = ImportedRound.objects.filter(fingerprint=fingerprint(content)).first()
    if earlier is not None:
        raise ValidationError(
            _("This file is already on the site as “%(round)s”."),
            code="imported",
            params={"round": earlier.round},
        )


def _make_round(said: FileRound) -> Round:
    process = Process.objects.create(
        title=Truncator(said.title).chars(120),
        slug=_free_slug(said),
        purpose=Truncator(_("A vote held elsewhere, counted here again: %(title)s.")).chars(250)
        % {"title": Truncator(said.title).chars(150)},
        published_at=database_now(),
    )
    phase = Phase.objects.create(
        process=process, kind=Phase.Kind.BALLOT, title=_("Vote"), start=said.start, end=said.end
    )
    round = Round.objects.create(
        process=process,
        phase=phase,
        currency=said.currency,
        ballot_type=said.ballot_type,
        max_choices=said.max_choices,
        rule=said.rule,
        tie_rule=Round.TieRule.GIVEN,
        # The file is public already, so there is nothing left to keep from print or to object to.
        smallest_published_pot=0,
        objection_days=0,
    )
    RoundPot.objects.create(round=round, pot=_empty_pot(round, said), amount=said.budget)
    return round


def _free_slug(said: FileRound) -> str:
    parts = [said.meta.get(key, "") for key in ("unit", "subunit", "instance")]
    base = slugify(" ".join(parts))[:100] or "imported"
    taken = set(Process.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], _numbered(base)) if slug not in taken)


def _numbered(base: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _empty_pot(round: Round, said: FileRound) -> Pot:
    """The pot's accounts stay at zero."""
    name = Truncator(said.meta.get("subunit") or said.meta.get("unit") or said.title).chars(100)
    accounts = {
        part: open_account(
            code=f"imported-{round.pk}-{part}",
            name=_("%(pot)s (imported)") % {"pot": name},
            currency=said.currency,
        )
        for part in POT_PARTS
    }
    return Pot.objects.create(name=name, currency=said.currency, **accounts)


def _mark(round: Round, said: FileRound, content: bytes, file_name: str) -> None:
    ImportedRound.objects.create(
        round=round,
        file_name=file_name[:200],
        fingerprint=fingerprint(content),
        meta=said.meta,
        project_ids=[project.id for project in said.projects],
    )


def _make_projects(round: Round, projects: Iterable[FileProject]) -> None:
    share = round.pots.get()
    listed = list(projects)
    threads = Thread.objects.bulk_create(Thread() for _project in listed)
    Project.objects.bulk_create(
        Project(
            round=round,
            thread=thread,
            round_pot=share,
            number=project.number,
            title=Truncator(project.title).chars(150),
            summary=project.title if len(project.title) > 150 else "",
            cost=project.cost,
        )
        for project, thread in zip(listed, threads, strict=True)
    )


def _fill_box(round: Round, said: FileRound) -> None:
    """The ballots as a box holds them once it was emptied: in canonical order, without people."""
    ordered: list[tuple[list[Any], int]] = sorted(said.ballots, key=lambda ballot: _sort_key(ballot[0]))
    choices = chain.from_iterable(repeat(row, times) for row, times in ordered)
    CountedBallot.objects.bulk_create(
        (CountedBallot(round=round, number=n, choices=row) for n, row in enumerate(choices, start=1)),
        batch_size=BATCH,
    )
    round.opened_at, round.sealed_at = said.start, said.end
    round.save(update_fields=["opened_at", "sealed_at"])


def _sort_key(choices: list[Any]) -> list[Any]:
    return [tuple(choice) if isinstance(choice, list) else choice for choice in choices]


def _finish(result: Result) -> None:
    result = publish(result, actor=None)
    result.certified_at = result.published_at
    result.save(update_fields=["certified_at"])
    facts = {"fingerprint": result.fingerprint, "ballots": result.ballots, "spent": result.spent}
    record(verb="import_round", acting_as="console", target=result.round, facts=facts)
