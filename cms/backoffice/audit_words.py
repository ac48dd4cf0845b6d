"""What the audit log's entries say in plain words: one sentence end a verb, one label a fact.

Whoever writes a new verb into the log gives it words here; a test of the house finds those without.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.ballots.annulments import Annulment
from budgeting.ballots.paper.models import PaperEntry
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.rounds.assessing.questions import Answer, Question
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.links import ProjectLink
from budgeting.rounds.models import Round
from budgeting.rounds.rule_words import rule_name
from budgeting.treasury.models import MoneyAct
from cms.backoffice.audit_rules import rule_fact
from participation.accounts.models import Identity, SecondWay
from participation.accounts.papers import Who
from participation.accounts.rules import AUDITOR, FACILITATOR, FINANCE, OFFICER
from participation.moderation.models import Decision
from participation.money import format_money
from participation.proposals.models import Proposal
from participation.votes.models import Poll
from participation.when import when_words

VERBS = {
    "add_cost_line": gettext_lazy("added a line to the cost of a proposal"),
    "answer_questions": gettext_lazy("answered the questions of a check"),
    "assign_assessment": gettext_lazy("gave a check to an officer"),
    "decide_feasible": gettext_lazy("found that a proposal can be done"),
    "decide_infeasible": gettext_lazy("found that a proposal cannot be done"),
    "move_assessment": gettext_lazy("moved a check along with a merged proposal"),
    "name_area_officer": gettext_lazy("said who checks the proposals of an area"),
    "remove_cost_line": gettext_lazy("took a line out of the cost of a proposal"),
    "reopen_assessment": gettext_lazy("took back the decision of a check"),
    "split_assessment": gettext_lazy("began a check for the second part of a split proposal"),
    "start_assessment": gettext_lazy("began to check a proposal"),
    "write_assessment_note": gettext_lazy("wrote an internal note in a check"),
    "add_milestone": gettext_lazy("set a milestone of a proposal"),
    "add_project": gettext_lazy("put a project on the list"),
    "agree_first": gettext_lazy("agreed to an act that takes two officers"),
    "annul_ballot": gettext_lazy("annulled a ballot"),
    "answer_objection": gettext_lazy("answered an objection to a result"),
    "answer_proposal": gettext_lazy("answered a proposal officially"),
    "approve_reclaim": gettext_lazy("gave an identity back to its true owner"),
    "ask_money": gettext_lazy("asked finance about a project's money"),
    "begin_paper_entry": gettext_lazy("began to enter a box of paper ballots"),
    "enter_paper_box_again": gettext_lazy("had a box of paper ballots entered again"),
    "explain_paper": gettext_lazy("said why the figures of the paper ballots do not fit"),
    "finish_paper_entry": gettext_lazy("finished entering a box of paper ballots"),
    "give_up_project": gettext_lazy("declared that a project that won cannot be built"),
    "grant_money": gettext_lazy("approved a request about a project's money"),
    "refuse_money": gettext_lazy("refused a request about a project's money"),
    "give_paper_ballot": gettext_lazy("gave out a paper ballot"),
    "meet_person": gettext_lazy("saw the papers of a resident without an account"),
    "open_paper_box": gettext_lazy("opened and counted a box of paper ballots"),
    "approve_sealing": gettext_lazy("agreed to seal the ballot box"),
    "ask_reclaim": gettext_lazy("asked that an identity go back to its true owner"),
    "block_person": gettext_lazy("blocked a person"),
    "cancel_codes": gettext_lazy("cancelled a batch of voting codes"),
    "certify_result": gettext_lazy("certified the result"),
    "change_area": gettext_lazy("changed an area"),
    "change_category": gettext_lazy("changed a category"),
    "change_house_rule": gettext_lazy("changed a house rule"),
    "change_poll": gettext_lazy("changed the plan of a poll"),
    "change_debate": gettext_lazy("changed a debate"),
    "change_process": gettext_lazy("changed the words of a process"),
    "change_project": gettext_lazy("changed a project"),
    "change_status": gettext_lazy("gave the council's word on a proposal"),
    "change_watch_list": gettext_lazy("changed the words that the site looks out for"),
    "change_verification": gettext_lazy("changed what residents must show before they vote"),
    "change_rules": gettext_lazy("changed the rules of a round"),
    "review_campaign": gettext_lazy("reviewed a campaign"),
    "declare_connected": gettext_lazy("declared who is connected to a campaign"),
    "begin_second_round": gettext_lazy("let a campaign go on to its second round"),
    "close_campaign": gettext_lazy("closed a campaign"),
    "take_in_statement": gettext_lazy("read a statement of the bank"),
    "count_payment": gettext_lazy("said which pledge a payment is for"),
    "count_card_money": gettext_lazy("booked what a card service passed on"),
    "send_payment_back": gettext_lazy("sent a payment back"),
    "refund_card_payment": gettext_lazy("sent money back to a backer's card"),
    "lose_dispute": gettext_lazy("booked what a payer's bank took back"),
    "explain_difference": gettext_lazy("said why a provider and the books differed"),
    "settle_campaign": gettext_lazy("ended the asking for money of a campaign"),
    "propose_money_act": gettext_lazy("proposed an act about money"),
    "approve_money_act": gettext_lazy("approved an act about money"),
    "decline_money_act": gettext_lazy("declined an act about money"),
    "close_nomination": gettext_lazy("refused a role, or took the request back"),
    "close_reclaim": gettext_lazy("refused to give an identity back, or took the request back"),
    "close_threat": gettext_lazy("closed a threat"),
    "close_thread": gettext_lazy("closed a discussion with a summary"),
    "commit_lot": gettext_lazy("announced the public lot"),
    "confirm_person": gettext_lazy("confirmed a resident in a second way"),
    "correct_result": gettext_lazy("counted again"),
    "count_poll": gettext_lazy("counted a poll and deleted its votes"),
    "count_round": gettext_lazy("counted the ballots"),
    "create_area": gettext_lazy("made an area"),
    "create_campaign": gettext_lazy("made a campaign"),
    "create_category": gettext_lazy("made a category"),
    "create_house_rule": gettext_lazy("wrote a house rule"),
    "create_match_fund": gettext_lazy("set match money aside"),
    "change_match_fund": gettext_lazy("changed the rules of match money"),
    "close_match_fund": gettext_lazy("closed a match fund"),
    "settle_match_fund": gettext_lazy("shared match money"),
    "create_poll": gettext_lazy("planned a poll"),
    "create_pot": gettext_lazy("made a pot"),
    "create_process": gettext_lazy("made a process"),
    "create_round": gettext_lazy("planned a round"),
    "declare_electorate": gettext_lazy("declared people who vote in pots of their own"),
    "drop_electorate": gettext_lazy("took back that people vote in pots of their own"),
    "edit_content": gettext_lazy("asked an author to change something"),
    "erase_idle_account": gettext_lazy("erased an account that nobody used"),
    "escalate_threat": gettext_lazy("called the officers about a threat"),
    "export_threat": gettext_lazy("downloaded the evidence of a threat"),
    "extend_phase": gettext_lazy("gave more time"),
    "extend_poll": gettext_lazy("gave a poll more time"),
    "forget_threats": gettext_lazy("deleted evidence of threats whose time was over"),
    "grant_role": gettext_lazy("gave a role"),
    "hand_out_code": gettext_lazy("handed out a code at the desk"),
    "hand_voting_code": gettext_lazy("handed out a voting code at the desk"),
    "hide_content": gettext_lazy("hid something that was reported"),
    "hold_threat": gettext_lazy("kept the evidence of a threat for longer"),
    "import_round": gettext_lazy("took in a round that was held elsewhere"),
    "keep_content": gettext_lazy("left as it is something that was reported"),
    "lift_hold": gettext_lazy("let the evidence of a threat go at its time"),
    "make_codes": gettext_lazy("made a batch of voting codes"),
    "merge_proposals": gettext_lazy("merged a proposal into another"),
    "move_vote": gettext_lazy("changed when people vote"),
    "link_projects": gettext_lazy("said how two projects hang together"),
    "unlink_projects": gettext_lazy("took back how two projects hang together"),
    "nominate": gettext_lazy("put a person forward for a role"),
    "note_threat": gettext_lazy("wrote a note about a threat"),
    "open_round": gettext_lazy("opened the round: its rules are fixed"),
    "open_debate": gettext_lazy("opened a debate for the council"),
    "overturn_decision": gettext_lazy("took a decision back after an appeal"),
    "pass_threat": gettext_lazy("passed a threat to the police"),
    "post_campaign_update": gettext_lazy("wrote news on a campaign"),
    "post_delivery_update": gettext_lazy("reported how building goes"),
    "post_letter": gettext_lazy("put a letter with a code in the post"),
    "print_letter": gettext_lazy("printed a letter with a code"),
    "publish_poll": gettext_lazy("published a poll"),
    "publish_process": gettext_lazy("published a process"),
    "publish_result": gettext_lazy("published the result"),
    "record_draw": gettext_lazy("wrote down what was drawn"),
    "redact_comment": gettext_lazy("took words out of a comment and all its versions"),
    "redact_debate": gettext_lazy("took words out of a debate"),
    "redact_content": gettext_lazy("took words out of something and of all that was said about it"),
    "redact_proposal": gettext_lazy("took words out of a proposal and all its versions"),
    "refuse_letter": gettext_lazy("sent no letter: the address was not the one in the register"),
    "release_statement": gettext_lazy("showed a statement that waited"),
    "remove_area": gettext_lazy("removed an area"),
    "remove_category": gettext_lazy("removed a category"),
    "remove_milestone": gettext_lazy("took a milestone away"),
    "remove_poll": gettext_lazy("dropped the plan of a poll"),
    "remove_project": gettext_lazy("took a project off the list"),
    "reopen_thread": gettext_lazy("let people write in a closed discussion again"),
    "restore_content": gettext_lazy("showed again what was hidden"),
    "rewrite_content": gettext_lazy("hid something until its author changes it"),
    "remove_duty": gettext_lazy("took a person off the rota"),
    "revoke_role": gettext_lazy("took a role away"),
    "set_duty": gettext_lazy("put a person on the rota"),
    "set_thread_mode": gettext_lazy("changed how open a discussion is"),
    "start_kiosk": gettext_lazy("made a device a voting kiosk"),
    "seal_box": gettext_lazy("sealed the ballot box"),
    "sign_result": gettext_lazy("signed the result"),
    "split_proposal": gettext_lazy("split a proposal into two"),
    "take_back_consent": gettext_lazy("took back a first agreement"),
    "tighten_results": gettext_lazy("let the results of a poll be seen later, or by fewer"),
    "unblock_person": gettext_lazy("let a blocked person in again"),
    "uphold_decision": gettext_lazy("let a decision stand after an appeal"),
    "upload_census": gettext_lazy("put in a new register of residents"),
    "verify_person": gettext_lazy("verified a resident"),
    "withdraw_delivery_update": gettext_lazy("took back a report on building"),
    "recost_project": gettext_lazy("gave a project on the ballot another cost"),
    "rule_out_project": gettext_lazy("ruled a project out after an objection"),
    "void_round": gettext_lazy("declared the round void"),
    "withdraw_project": gettext_lazy("withdrew a project from the ballot"),
}

ROLES = {
    FACILITATOR: gettext_lazy("facilitator"),
    OFFICER: gettext_lazy("officer"),
    FINANCE: gettext_lazy("finance"),
    AUDITOR: gettext_lazy("auditor"),
    "console": gettext_lazy("at the server's console"),
    "register": gettext_lazy("the register of residents"),
    "sms": gettext_lazy("a code by text message"),
    "letter": gettext_lazy("a code by post"),
    "provider": gettext_lazy("an account elsewhere that the council trusts"),
    "desk code": gettext_lazy("a code from the desk"),
}


def _moment(value: Any, people: Mapping[int, Any]) -> str:
    """Moments lie in the log as text or as whole seconds."""
    moment = (
        datetime.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, tz=UTC)
    )
    return when_words(moment)


def _money(value: Any, people: Mapping[int, Any]) -> str:
    return format_money(value) if isinstance(value, int) else "–"


def _person(value: Any, people: Mapping[int, Any]) -> str:
    return str(people.get(value) or _("Person %(number)d") % {"number": value})


def _yes(value: Any, people: Mapping[int, Any]) -> str:
    return _("yes") if value else _("no")


def _yes_or_number(value: Any, people: Mapping[int, Any]) -> str:
    return _yes(value, people) if isinstance(value, bool) else str(value)


def _number_of(value: Any, people: Mapping[int, Any]) -> str:
    return str(len(value)) if isinstance(value, list) else str(value)


def _names(value: Any, people: Mapping[int, Any]) -> str:
    return ", ".join(name.removesuffix("_id").replace("_", " ") for name in value)


def _answers(value: Any, people: Mapping[int, Any]) -> str:
    return "; ".join(f"{Question(question).label} {Answer(answer).label}" for question, answer in value)


def _start_of(value: Any, people: Mapping[int, Any]) -> str:
    return str(value)[:12]


def _one_of(words: Mapping[Any, Any]) -> Callable[[Any, Mapping[int, Any]], str]:
    return lambda value, people: str(words.get(value, value))


@dataclass(frozen=True)
class Fact:
    """`words(value, people)` writes the value; people by number are those whom the page has read."""

    label: Any
    words: Callable[[Any, Mapping[int, Any]], str] = lambda value, people: str(value)


STATUS = _one_of(dict(Proposal.Status.choices))
SHOWN = _one_of(dict(Poll.Shown.choices))
WAYS = {**dict(Identity.Way.choices), **dict(SecondWay.choices), **dict(Electorate.Way.choices)}
FOUND = {"listed": gettext_lazy("as the register says"), **dict(Who.choices)}
FACTS = {
    "act": Fact(gettext_lazy("Act"), lambda value, people: verb_words(value)),
    "subject": Fact(gettext_lazy("What it is about")),
    "old_cost": Fact(gettext_lazy("Cost before"), _money),
    "upheld": Fact(gettext_lazy("Found right"), _yes),
    "ground": Fact(gettext_lazy("Ground"), _one_of(dict(Annulment.Ground.choices))),
    "may_vote_again": Fact(gettext_lazy("May vote again"), _yes),
    "ballots_before": Fact(gettext_lazy("Ballots before")),
    "ballots_after": Fact(gettext_lazy("Ballots after")),
    "again": Fact(gettext_lazy("In place of an earlier one"), _yes),
    "texts": Fact(gettext_lazy("Texts that changed")),
    "new": Fact(gettext_lazy("New proposal number")),
    "into": Fact(gettext_lazy("Goes into proposal number")),
    "day": Fact(gettext_lazy("Date")),
    "carried": Fact(gettext_lazy("Supports that moved")),
    "already_there": Fact(gettext_lazy("Supported both")),
    "after": Fact(gettext_lazy("Now"), STATUS),
    "attempt": Fact(gettext_lazy("Entered for the time")),
    "form": Fact(gettext_lazy("Version of the form")),
    "found": Fact(gettext_lazy("Found in the box")),
    "mark_rule": Fact(
        gettext_lazy("If there are too many marks in a pot"), _one_of(dict(Round.MarkRule.choices))
    ),
    "not_returned": Fact(gettext_lazy("Given out and not returned")),
    "paper_rule": Fact(gettext_lazy("Online and on paper"), _one_of(dict(Round.PaperRule.choices))),
    "slips": Fact(gettext_lazy("Ballots entered")),
    "turn": Fact(gettext_lazy("Which entry"), _one_of(dict(PaperEntry.Turn.choices))),
    "unopened": Fact(gettext_lazy("Taken out unopened")),
    "amount": Fact(gettext_lazy("Amount"), _money),
    "asks_second_way": Fact(gettext_lazy("Second way before a ballot"), _yes),
    "asked_by": Fact(gettext_lazy("Asked for by"), _person),
    "ballot_type": Fact(gettext_lazy("Ballot"), _one_of(dict(Round.BallotType.choices))),
    "card": Fact(gettext_lazy("On a card of a batch"), _yes),
    "ballots": Fact(gettext_lazy("Ballots")),
    "before": Fact(gettext_lazy("Before"), STATUS),
    "codes": Fact(gettext_lazy("Codes"), _yes_or_number),
    "commitment": Fact(gettext_lazy("Promise of the lot"), _start_of),
    "cost": Fact(gettext_lazy("Cost"), _money),
    "currency": Fact(gettext_lazy("Currency")),
    "words_digest": Fact(gettext_lazy("Fingerprint of the words"), _start_of),
    "decision": Fact(gettext_lazy("Number of the decision, which holds the reason")),
    "digest": Fact(gettext_lazy("Fingerprint of the box"), _start_of),
    "draw": Fact(gettext_lazy("Draw")),
    "draw_at": Fact(gettext_lazy("Drawn at"), _moment),
    "drawn": Fact(gettext_lazy("What was drawn")),
    "electorates": Fact(gettext_lazy("People with pots of their own"), _number_of),
    "end": Fact(gettext_lazy("Voting ends"), _moment),
    "start": Fact(gettext_lazy("From"), _moment),
    "end_at": Fact(gettext_lazy("Until"), _moment),
    "evidence": Fact(gettext_lazy("Evidence")),
    "fields": Fact(gettext_lazy("What changed"), _names),
    "file": Fact(gettext_lazy("File")),
    "fingerprint": Fact(gettext_lazy("Fingerprint"), _start_of),
    "happened_on": Fact(gettext_lazy("Day")),
    "house_rule": Fact(gettext_lazy("House rule")),
    "key_id": Fact(gettext_lazy("Key of the box"), _start_of),
    "kind": Fact(gettext_lazy("How people answer"), _one_of(dict(Poll.Kind.choices))),
    "letters": Fact(gettext_lazy("Codes by post"), _yes),
    "minutes": Fact(gettext_lazy("Minutes until it forgets a voter")),
    "name": Fact(gettext_lazy("Who")),
    "max_choices": Fact(gettext_lazy("Most choices"), lambda value, people: str(value or _("any number"))),
    "measure": Fact(gettext_lazy("And the author"), _one_of(dict(Decision.Measure.choices))),
    "minimum": Fact(gettext_lazy("Needed at least"), _money),
    "new_end": Fact(gettext_lazy("New end"), _moment),
    "new_start": Fact(gettext_lazy("New start"), _moment),
    "nominated_by": Fact(gettext_lazy("Put forward by"), _person),
    "number": Fact(gettext_lazy("Number on the list")),
    "objections_end": Fact(gettext_lazy("Objections until"), _moment),
    "offers_sms": Fact(gettext_lazy("Codes by text message"), _yes),
    "offers_letter": Fact(gettext_lazy("Codes by post"), _yes),
    "offers_provider": Fact(gettext_lazy("An account elsewhere"), _yes),
    "old_end": Fact(gettext_lazy("Old end"), _moment),
    "old_start": Fact(gettext_lazy("Old start"), _moment),
    "paused_until": Fact(gettext_lazy("Paused until"), _moment),
    "phases": Fact(gettext_lazy("Phases")),
    "points": Fact(gettext_lazy("Points to share out"), lambda value, people: str(value or _("none"))),
    "pot": Fact(gettext_lazy("Number of the pot")),
    "pots": Fact(gettext_lazy("Pots"), _number_of),
    "projects": Fact(gettext_lazy("Projects"), _number_of),
    "published": Fact(gettext_lazy("Published"), _yes),
    "raised": Fact(gettext_lazy("Raised"), _money),
    "released": Fact(gettext_lazy("Left of its money"), _money),
    "request": Fact(gettext_lazy("Number of the request")),
    "successor": Fact(
        gettext_lazy("Steps in, number on the list"), lambda value, people: str(value or _("none"))
    ),
    "statement": Fact(gettext_lazy("Number of the bank statement")),
    "payment": Fact(gettext_lazy("Number of the payment")),
    "payments": Fact(gettext_lazy("New payments")),
    "counted": Fact(gettext_lazy("Paid a pledge at once")),
    "unpaid": Fact(gettext_lazy("Not paid in time"), _money),
    "money_act": Fact(gettext_lazy("Number of the act")),
    "money_kind": Fact(gettext_lazy("What"), _one_of(dict(MoneyAct.Kind.choices))),
    "asked_for": Fact(gettext_lazy("Asked for"), _one_of(dict(MoneyRequest.Kind.choices))),
    "role": Fact(gettext_lazy("Role"), _one_of(ROLES)),
    "answers": Fact(gettext_lazy("Answers"), _answers),
    "due": Fact(gettext_lazy("To be decided by")),
    "line": Fact(gettext_lazy("Line of the cost")),
    "officer": Fact(gettext_lazy("Officer"), _person),
    "yearly": Fact(gettext_lazy("Each year"), _yes),
    "other_number": Fact(gettext_lazy("Number of the other project")),
    "link": Fact(gettext_lazy("How they hang together"), _one_of(dict(ProjectLink.Kind.choices))),
    "links": Fact(gettext_lazy("Links between projects"), _number_of),
    "round": Fact(gettext_lazy("Number of the round")),
    "rows": Fact(gettext_lazy("People")),
    "rule": Fact(gettext_lazy("Counting rule"), lambda value, people: rule_name(value)),
    "shown_after": Fact(gettext_lazy("Results are shown now"), SHOWN),
    "shown_before": Fact(gettext_lazy("Results were shown"), SHOWN),
    "sms": Fact(gettext_lazy("Codes by text message"), _yes),
    "spent": Fact(gettext_lazy("Spent"), _money),
    "stage": Fact(gettext_lazy("Stage")),
    "succeeded": Fact(gettext_lazy("Reached its goal"), _yes),
    "target": Fact(gettext_lazy("Goal"), _money),
    "template": Fact(gettext_lazy("Template")),
    "tie_rule": Fact(gettext_lazy("When projects tie"), _one_of(dict(Round.TieRule.choices))),
    "turnout": Fact(gettext_lazy("People who voted")),
    "update": Fact(gettext_lazy("Number of the entry")),
    "version": Fact(gettext_lazy("Version")),
    "way": Fact(gettext_lazy("How"), _one_of(WAYS)),
    "words": Fact(gettext_lazy("Words in the list")),
    "who": Fact(gettext_lazy("Who they are by the papers"), _one_of(FOUND)),
}
# Facts that are the number of a person.
PEOPLE = ("asked_by", "nominated_by", "officer")


def verb_words(verb: str) -> str:
    return str(VERBS.get(verb) or verb.replace("_", " "))


def role_words(role: str) -> str:
    return str(ROLES.get(role, role))


def fact_lines(facts: Mapping[str, Any], people: Mapping[int, Any]) -> Iterator[str]:
    """Each fact as "label: value"; one without a label by its own name."""
    for key, value in facts.items():
        fact = FACTS.get(key) or _rule(key) or Fact(key.replace("_", " ").capitalize())
        yield _("%(label)s: %(value)s") % {"label": fact.label, "value": fact.words(value, people)}


def _rule(key: str) -> Fact | None:
    found = rule_fact(key)
    if found is None:
        return None
    label, words = found
    return Fact(label, lambda value, people: words(value))
