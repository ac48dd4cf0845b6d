"""What officers do to a round, step by step, from opening to certifying."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.ballots.actions import seal_box
from budgeting.ballots.actions.voiding import key_is_lost
from budgeting.ballots.rules import may_annul, may_change_ballot, may_seal, may_void
from budgeting.results.actions import (
    certify_result,
    commit_lot,
    publish_result,
    record_draw,
    start_count,
)
from budgeting.results.count_runs import CountRun
from budgeting.results.models import PublicLot, Result
from budgeting.results.objections import Objection
from budgeting.results.rules import may_answer, may_certify, may_count, may_hold_lot, may_publish
from budgeting.rounds.actions import change_rules, extend_round, move_vote, open_round
from budgeting.rounds.actions.timing import phase_plans
from budgeting.rounds.models import Round
from budgeting.rounds.phase_order import phase_notes
from budgeting.rounds.rules import may_change, may_extend, may_open
from budgeting.rounds.states import State
from cms.backoffice.acts import Act
from cms.backoffice.fields import long_text, when_field
from cms.backoffice.planning.rule_form import AllRulesForm
from cms.backoffice.round_ballot_acts import ProjectReasonForm, RecostForm, recost, rule_out, withdraw
from cms.backoffice.round_fraud import AnnulForm, VoidForm, annul, void
from participation.when import deadline_words, span_words, when_words


class ExtendForm(forms.Form):
    end = when_field(gettext_lazy("New end of voting"))
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=500)


class MoveForm(forms.Form):
    start = when_field(gettext_lazy("Voting starts"))
    end = when_field(gettext_lazy("Voting ends"))


class CorrectForm(forms.Form):
    reason = long_text(gettext_lazy("Why it is counted again, which everyone can read"), max_length=1000)


class LotForm(forms.Form):
    draw_name = forms.CharField(
        label=gettext_lazy("Public draw"),
        max_length=200,
        help_text=gettext_lazy("A draw that anyone can look up, such as the national lottery of a date."),
    )
    draw_at = when_field(gettext_lazy("When it is drawn"))


class DrawForm(forms.Form):
    drawn = forms.CharField(label=gettext_lazy("What was drawn"), max_length=200)


def newest_result(round: Round) -> Result | None:
    return round.results.light().order_by("-version").first()


def lot_of(round: Round) -> PublicLot | None:
    return PublicLot.objects.filter(round=round).first()


def _open(actor: Any, round: Round, data: dict) -> str:
    opened = open_round(actor=actor, round=round)
    return _("The round is open. Voting %(when)s.") % {"when": deadline_words(opened.phase.end)}


def _extend(actor: Any, round: Round, data: dict) -> str:
    extended = extend_round(actor=actor, round=round, end=data["end"], reason=data["reason"])
    return _("Voting now ends %(when)s.") % {"when": when_words(extended.phase.end)}


def _change_rules(actor: Any, round: Round, data: dict) -> str:
    change_rules(actor=actor, round=round, **data)
    return _("Kept. The round’s page says the rules in plain words.")


def _move(actor: Any, round: Round, data: dict) -> str:
    moved = move_vote(actor=actor, round=round, **data)
    said = _("Voting now runs %(span)s.") % {"span": span_words(moved.phase.start, moved.phase.end)}
    return " ".join([said, *phase_notes(phase_plans(moved))])


def _seal(actor: Any, round: Round, data: dict) -> str:
    if seal_box(actor=actor, round=round):
        return _("The box is sealed. Its ballots can be counted now.")
    return _("Your agreement is recorded. A different officer must agree too; then the box is sealed.")


def _count(actor: Any, round: Round, data: dict) -> str:
    start_count(actor=actor, round=round)
    return _("The count has begun. This page shows how far it is.")


def _correct(actor: Any, round: Round, data: dict) -> str:
    run = start_count(actor=actor, round=round, reason=data["reason"])
    return _("Version %(version)d is being counted. This page shows how far it is.") % {
        "version": run.version
    }


def _being_counted(round: Round) -> bool:
    runs = CountRun.objects.filter(round=round)
    return runs.unfinished().exists() and not runs.cut_off().exists()


def _publish(actor: Any, round: Round, data: dict) -> str:
    result = publish_result(actor=actor, result=newest_result(round))
    return _("The result is public. People can object until %(when)s.") % {
        "when": when_words(result.objections_end)
    }


def _certify(actor: Any, round: Round, data: dict) -> str:
    if certify_result(actor=actor, result=newest_result(round)).certified_at is not None:
        return _("The result is certified and the money is promised to the winning projects.")
    return _("You have signed. A second officer must sign too.")


def _announce_lot(actor: Any, round: Round, data: dict) -> str:
    commit_lot(actor=actor, round=round, **data)
    return _("The public lot is announced.")


def _record_draw(actor: Any, round: Round, data: dict) -> str:
    record_draw(actor=actor, lot=lot_of(round), **data)
    return _("What was drawn is recorded. The round can be counted.")


def _may_announce_lot(user: Any, round: Round, now: datetime) -> bool:
    wanted = round.tie_rule == Round.TieRule.LOT and round.opened_at is not None
    counted = newest_result(round) is not None if wanted else True
    return may_hold_lot(user) and wanted and not counted and lot_of(round) is None


def _may_record_draw(user: Any, round: Round, now: datetime) -> bool:
    lot = lot_of(round) if may_hold_lot(user) and round.tie_rule == Round.TieRule.LOT else None
    return lot is not None and not lot.drawn and lot.draw_at <= now


ROUND_ACTS = {
    "open": Act(
        label=gettext_lazy("Open the round"),
        explanation=gettext_lazy(
            "Rules, pots, projects and costs are fixed from then on, and the money is reserved. "
            "Voting itself starts and ends by the clock."
        ),
        icon="lock-open",
        may=lambda user, round, now: may_open(user, round),
        perform=_open,
    ),
    "move": Act(
        label=gettext_lazy("Change when people vote"),
        explanation=gettext_lazy(
            "The phase before ends when voting starts; the phases after it move along. "
            "Once the round is open, its end can only move later."
        ),
        icon="calendar",
        may=lambda user, round, now: may_change(user, round),
        perform=_move,
        form=MoveForm,
        initial=lambda round: {"start": round.phase.start, "end": round.phase.end},
    ),
    "rules": Act(
        label=gettext_lazy("Change the rules"),
        explanation=gettext_lazy(
            "Who proposes and votes, the ballot, the count, paper, what is shown. "
            "Once the round is open they are fixed."
        ),
        icon="cog",
        may=lambda user, round, now: may_change(user, round),
        perform=_change_rules,
        form=AllRulesForm,
        form_knows_thing=True,
    ),
    "extend": Act(
        label=gettext_lazy("Give more time to vote"),
        explanation=gettext_lazy("The end of voting and all that comes after it move later."),
        icon="time",
        may=lambda user, round, now: round.opened_at is not None and may_extend(user, round, now),
        perform=_extend,
        form=ExtendForm,
        initial=lambda round: {"end": round.phase.end},
    ),
    "announce-lot": Act(
        label=gettext_lazy("Announce the public lot"),
        explanation=gettext_lazy("It decides if projects tie. Announce it before the draw takes place."),
        icon="calendar",
        may=_may_announce_lot,
        perform=_announce_lot,
        form=LotForm,
    ),
    "record-draw": Act(
        label=gettext_lazy("Record what was drawn"),
        explanation=gettext_lazy("Write it down exactly as published: it fixes the order of ties."),
        icon="edit",
        may=_may_record_draw,
        perform=_record_draw,
        form=DrawForm,
    ),
    "annul": Act(
        label=gettext_lazy("Annul a ballot for fraud"),
        explanation=gettext_lazy(
            "Two different officers do this before the box is sealed. Nobody reads the ballot. "
            "The person is told why; how many were annulled is published with the result."
        ),
        icon="cross",
        may=lambda user, round, now: (
            may_annul(user) and round.state(now) in (State.OPEN, State.ENDED, State.SCRUTINY)
        ),
        perform=annul,
        is_remedy=True,
        form=AnnulForm,
    ),
    "void": Act(
        label=gettext_lazy("Declare the round void"),
        explanation=gettext_lazy(
            "The ballot key of this round cannot be found, so nobody can ever read its ballots. "
            "Two officers free its money and tell everyone that the vote is repeated."
        ),
        icon="warning",
        may=lambda user, round, now: may_void(user) and round.state(now) != State.VOID and key_is_lost(round),
        perform=void,
        is_remedy=True,
        form=VoidForm,
    ),
    "withdraw": Act(
        label=gettext_lazy("Withdraw a project from the ballot"),
        explanation=gettext_lazy(
            "Two different officers do this, for a public reason. Everyone who voted or has a draft is told, "
            "and nobody looks into a ballot."
        ),
        icon="bin",
        may=lambda user, round, now: (
            may_change_ballot(user)
            and round.opened_at is not None
            and round.state(now) in (State.PLANNED, State.OPEN, State.ENDED, State.SCRUTINY)
        ),
        perform=withdraw,
        is_remedy=True,
        form=ProjectReasonForm,
        form_knows_thing=True,
    ),
    "recost": Act(
        label=gettext_lazy("Give a project on the ballot another cost"),
        explanation=gettext_lazy(
            "Two different officers do this while people can still change their ballots. All voters are told."
        ),
        icon="edit",
        may=lambda user, round, now: (
            may_change_ballot(user)
            and round.opened_at is not None
            and round.state(now) in (State.PLANNED, State.OPEN)
        ),
        perform=recost,
        is_remedy=True,
        form=RecostForm,
        form_knows_thing=True,
    ),
    "rule-out": Act(
        label=gettext_lazy("Rule a project out after an objection"),
        explanation=gettext_lazy(
            "Two different officers do this when an objection was found right. The project cannot win then."
        ),
        icon="cross",
        may=lambda user, round, now: (
            may_answer(user)
            and round.state(now) in (State.COUNTED, State.OBJECTIONS, State.PROVISIONAL)
            and Objection.objects.to_correct(round).exists()
        ),
        perform=rule_out,
        is_remedy=True,
        form=ProjectReasonForm,
        form_knows_thing=True,
    ),
    "seal": Act(
        label=gettext_lazy("Seal the ballot box"),
        explanation=gettext_lazy(
            "Two different officers do this. Afterwards nobody can tell who cast which ballot, "
            "and no ballot can be added or taken away."
        ),
        icon="lock",
        may=lambda user, round, now: may_seal(user) and round.state(now) == State.SCRUTINY,
        perform=_seal,
    ),
    "count": Act(
        label=gettext_lazy("Count the ballots"),
        explanation=gettext_lazy("Staff see the result first. People see it when you publish it."),
        icon="list-ol",
        may=lambda user, round, now: (
            may_count(user) and round.state(now) == State.SEALED and not _being_counted(round)
        ),
        perform=_count,
    ),
    "publish": Act(
        label=gettext_lazy("Publish the result"),
        explanation=gettext_lazy("Everyone sees it as provisional, and can object for the declared days."),
        icon="view",
        may=lambda user, round, now: may_publish(user) and round.state(now) == State.COUNTED,
        perform=_publish,
    ),
    "correct": Act(
        label=gettext_lazy("Count again"),
        explanation=gettext_lazy("Makes a new version. The version before it stays for everyone to see."),
        icon="rotate",
        may=lambda user, round, now: (
            may_count(user)
            and round.state(now) in (State.COUNTED, State.OBJECTIONS, State.PROVISIONAL)
            and not _being_counted(round)
        ),
        perform=_correct,
        is_remedy=True,
        form=CorrectForm,
    ),
    "certify": Act(
        label=gettext_lazy("Certify the result"),
        explanation=gettext_lazy(
            "Two named officers do this. Then the money is promised to the winning projects."
        ),
        icon="success",
        may=lambda user, round, now: may_certify(user) and round.state(now) == State.PROVISIONAL,
        perform=_certify,
    ),
}
