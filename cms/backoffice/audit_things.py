"""The things that the audit log is about: what each is called, and its page where the reader may see it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from budgeting.rounds.assessing.rules import may_read as may_read_checks
from cms.backoffice.policy import may_look
from participation.accounts.rules import may_upload_census
from participation.audit.models import AuditEvent
from participation.moderation.rules import may_read_reports
from participation.proposals.rules import may_see as may_see_proposal

Key = tuple[str, str]


@dataclass(frozen=True)
class Thing:
    """What a line of the log says of one model; `related` is read along, so that no line asks again."""

    address: Callable[[Any], str]
    may_open: Callable[[Any, Any], bool] = lambda user, thing: may_look(user)
    title: Callable[[Any], str] = str
    related: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def _numbered(thing: Model) -> str:
    """For what has no name, or none that everyone may read."""
    return _("%(kind)s %(number)s") % {"kind": thing._meta.verbose_name, "number": thing.pk}


def _list(name: str) -> Callable[[Any], str]:
    return lambda thing: reverse(f"{name}:index")


THINGS = {
    "participation.process": Thing(lambda process: reverse("processes:desk", args=[process.pk])),
    "participation.phase": Thing(
        lambda phase: reverse("processes:desk", args=[phase.process_id]),
        title=lambda phase: _("%(phase)s of %(process)s") % {"phase": phase.title, "process": phase.process},
        related=("process",),
    ),
    "participation.proposal": Thing(
        lambda proposal: proposal.get_absolute_url(),
        may_open=may_see_proposal,
        title=lambda proposal: _numbered(proposal) if proposal.hidden_at else str(proposal),
        related=("process",),
    ),
    "participation.comment": Thing(
        lambda comment: reverse("moderation:desk", args=["comment", comment.pk]),
        may_open=lambda user, comment: may_read_reports(user),
        title=_numbered,
    ),
    "participation.user": Thing(lambda person: "", title=str),
    "participation.identity": Thing(lambda identity: "", title=_numbered),
    "participation.censusupload": Thing(
        lambda upload: reverse("census:index"),
        may_open=lambda user, upload: may_upload_census(user) or may_look(user),
        title=_numbered,
    ),
    "participation.area": Thing(_list("areas")),
    "participation.category": Thing(_list("categories")),
    "participation.houserule": Thing(_list("house-rules")),
    "budgeting.round": Thing(lambda round: reverse("rounds:desk", args=[round.pk]), related=("process",)),
    "budgeting.codebatch": Thing(lambda batch: reverse("rounds:codes", args=[batch.round_id])),
    "budgeting.assessment": Thing(
        lambda check: reverse("assessments:desk", args=[check.pk]),
        may_open=lambda user, check: may_read_checks(user),
        title=lambda check: _numbered(check) if check.proposal.hidden_at else str(check),
        related=("proposal",),
    ),
    "budgeting.project": Thing(lambda project: reverse("rounds:desk", args=[project.round_id])),
    "budgeting.result": Thing(
        lambda result: reverse("rounds:desk", args=[result.round_id]),
        related=("round__process",),
        unread=("document",),
    ),
    "budgeting.annulment": Thing(
        lambda annulment: reverse("rounds:desk", args=[annulment.round_id]), title=_numbered
    ),
    "budgeting.objection": Thing(
        lambda objection: reverse("rounds:desk", args=[objection.result.round_id]),
        title=_numbered,
        related=("result",),
        unread=("result__document",),
    ),
    "budgeting.pot": Thing(lambda pot: reverse("money:pot", args=[pot.pk])),
    "budgeting.bankstatement": Thing(lambda statement: reverse("money:bank")),
    "budgeting.pledge": Thing(lambda pledge: reverse("money:campaign", args=[pledge.campaign_id])),
    "budgeting.transfer": Thing(lambda transfer: reverse("money:index")),
    "budgeting.campaign": Thing(lambda campaign: reverse("campaigns:desk", args=[campaign.pk])),
    "budgeting.matchfund": Thing(lambda fund: reverse("match-funds:desk", args=[fund.pk])),
}


def things_of(events: Iterable[AuditEvent]) -> dict[Key, Model]:
    """The things that these entries are about, in one query a model; what is gone is left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.target_label:
            wanted[event.target_label].add(event.target_id)
    return {
        (label, str(pk)): thing for label, pks in wanted.items() for pk, thing in _read(label, pks).items()
    }


def _read(label: str, pks: set[str]) -> dict[Any, Model]:
    try:
        rows = apps.get_model(label)._default_manager.all()
    except LookupError:
        return {}
    shown = THINGS.get(label)
    if shown is not None:
        rows = rows.select_related(*shown.related) if shown.related else rows
        rows = rows.defer(*shown.unread)
    return rows.in_bulk(pks)


def thing_words(event: AuditEvent, things: dict[Key, Model]) -> str:
    if not event.target_label:
        return ""
    thing = things.get((event.target_label, event.target_id))
    if thing is None:
        words = _("%(kind)s %(number)s, which is gone")
        return words % {"kind": kind_words(event.target_label), "number": event.target_id}
    shown = THINGS.get(event.target_label)
    return shown.title(thing) if shown else _numbered(thing)


def thing_address(event: AuditEvent, things: dict[Key, Model], user: Any) -> str:
    """The page of the thing, "" where there is none or this reader may not open it."""
    thing, shown = things.get((event.target_label, event.target_id)), THINGS.get(event.target_label)
    if thing is None or shown is None or not shown.may_open(user, thing):
        return ""
    return shown.address(thing)


def kind_words(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label
