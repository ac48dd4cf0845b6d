"""Asking for a change, warning, pausing, holding and citing rules; who may, and what a race leaves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from participation.accounts.rules import writing_refusal
from participation.clock import database_now
from participation.debate.actions import edit_comment, write_comment
from participation.models import AuditEvent, Claim, Decision, HouseRule, Report, User
from participation.moderation.actions import decide, decide_many, possible_verdicts, report
from participation.moderation.claims import LASTS, claim, give_back
from participation.moderation.edits import asked
from participation.moderation.house import change_house_rule, create_house_rule
from participation.proposals.actions import change_proposal
from tests.conftest import staff
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory, close_phases, house_rule
from tests.participation.moderation.test_reports import comment_on_proposal
from tests.races import race


@pytest.fixture
def author(db):
    return UserFactory(display_name="Otto", email="otto@example.org")


@pytest.fixture
def proposal(author, charlie):
    found = ProposalFactory(author=author)
    report(reporter=charlie, target=found, reason="private")
    return found


@pytest.fixture
def decision(proposal, bob):
    return ask(bob, proposal)


@pytest.fixture
def bert(db):
    return staff("Bert", "facilitator")


def ask(actor, proposal, verdict="edit"):
    return decide(
        actor=actor, target=proposal, verdict=verdict, rule=house_rule(), reason="It names a neighbour."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("verdict", "hidden"), [("edit", False), ("rewrite", True)])
def test_asked_for_change_comes_back_to_the_queue_and_is_settled(verdict, hidden, proposal, author, bob):
    decision = ask(bob, proposal, verdict)
    proposal.refresh_from_db()
    assert (proposal.hidden_at is not None) == hidden
    assert asked(proposal) == decision
    assert not Report.objects.open().exists()

    change_proposal(editor=author, proposal=proposal, base=1, what="Put two benches there.")

    signal = Report.objects.open().get()
    assert (signal.source, signal.reason, signal.reporter) == ("machine", "edited", None)
    assert asked(proposal) is None
    last = "restore" if hidden else "keep"
    decide(actor=bob, target=proposal, verdict=last, reason="Now it is fine.")
    proposal.refresh_from_db()
    assert proposal.hidden_at is None
    assert not Report.objects.open().exists()
    assert author.notices.filter(event=f"{last}-content").exists()


@pytest.mark.django_db
def test_change_that_nobody_asked_for_raises_nothing(proposal, author, bob):
    decide(actor=bob, target=proposal, verdict="keep", reason="It is fine.")

    change_proposal(editor=author, proposal=proposal, base=1, what="Put two benches there.")

    assert not Report.objects.open().exists()


@pytest.mark.django_db
def test_asked_author_changes_words_after_the_phase(proposal, author, bob):
    close_phases(proposal.process)
    with pytest.raises(PermissionDenied):
        change_proposal(editor=author, proposal=proposal, base=1, what="Put two benches there.")

    ask(bob, proposal)

    assert change_proposal(editor=author, proposal=proposal, base=1, what="Put two benches there.")


@pytest.mark.django_db
def test_frozen_proposal_and_one_without_author_are_not_asked_about(proposal, bob):
    proposal.frozen_at = database_now()
    proposal.save()
    assert possible_verdicts(proposal) == ["hide", "keep"]

    proposal.frozen_at, proposal.author = None, None
    proposal.save()
    assert possible_verdicts(proposal) == ["hide", "keep"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"verdict": "hide"}, "rule"),
        ({"verdict": "keep", "measure": "warn"}, "rule"),
        ({"verdict": "keep", "measure": "burn", "rule": "any"}, "measure"),
        ({"verdict": "keep", "measure": "pause", "rule": "any"}, "pause_days"),
        ({"verdict": "keep", "measure": "pause", "pause_days": 9999, "rule": "any"}, "pause_days"),
        ({"verdict": "hide", "rule": "old"}, "rule"),
    ],
)
def test_unfit_decision_names_what_is_missing(given, field, proposal, bob):
    old = HouseRule.objects.create(title="Old", words="Once.", in_force=False)
    if "rule" in given:
        given = {**given, "rule": old if given["rule"] == "old" else house_rule()}

    with pytest.raises(ValidationError) as refused:
        decide(actor=bob, target=proposal, reason="No.", **given)

    assert list(refused.value.message_dict) == [field]
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_paused_author_writes_nothing_until_the_time_is_over(proposal, author, bob):
    decide(
        actor=bob,
        target=proposal,
        verdict="hide",
        rule=house_rule(),
        reason="It threatens.",
        measure="pause",
        pause_days=3,
    )

    author = User.objects.get(pk=author.pk)
    other = ProposalFactory()
    assert "It threatens." in writing_refusal(author)
    with pytest.raises(PermissionDenied, match="paused"):
        write_comment(author=author, thread=other.thread, text="Still here.")
    User.objects.filter(pk=author.pk).update(paused_until=database_now() - timedelta(seconds=1))
    assert write_comment(author=User.objects.get(pk=author.pk), thread=other.thread, text="Back again.")
    facts = AuditEvent.objects.get(verb="hide_content").facts
    assert facts["measure"] == "pause"
    assert facts["house_rule"] == house_rule().title


@pytest.mark.django_db
def test_paused_person_reads_why_on_the_page_of_a_proposal(proposal, charlie, log_in):
    User.objects.filter(pk=charlie.pk).update(
        paused_until=database_now() + timedelta(days=1), pause_reason="Three insults."
    )

    page = log_in(charlie).get(proposal.get_absolute_url()).content.decode()

    assert "Three insults." in page


@pytest.mark.django_db
def test_database_keeps_pauses_whole(author, proposal):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=author.pk).update(paused_until=database_now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(target=proposal, verdict="keep", reason="x", measure="pause")


@pytest.mark.django_db
def test_staff_are_neither_warned_nor_paused(bob, carol, charlie):
    comment = comment_on_proposal(author=carol)
    with pytest.raises(ValidationError) as refused:
        decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="Rude.", measure="warn")
    assert list(refused.value.message_dict) == ["measure"]


@pytest.mark.django_db
def test_who_decides_on_what_changed_meanwhile_is_told(proposal, bob, bert):
    ask(bob, proposal)

    with pytest.raises(ValidationError, match="faster"):
        decide(actor=bert, target=proposal, verdict="hide", rule=house_rule(), reason="No.", seen=0)


@pytest.mark.django_db
def test_held_thing_is_decided_by_its_holder_alone(proposal, bob, bert):
    claim(actor=bob, target=proposal)
    with pytest.raises(ValidationError, match="looking at this"):
        claim(actor=bert, target=proposal)
    with pytest.raises(ValidationError, match="looking at this"):
        decide(actor=bert, target=proposal, verdict="keep", reason="Fine.")

    decide(actor=bob, target=proposal, verdict="keep", reason="Fine.")
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_hold_that_is_over_or_given_back_goes_to_the_next(proposal, bob, bert):
    claim(actor=bob, target=proposal)
    Claim.objects.update(until=database_now() - timedelta(seconds=1))
    assert claim(actor=bert, target=proposal).holder == bert

    give_back(actor=bob, target=proposal)
    assert Claim.objects.get().holder == bert
    give_back(actor=bert, target=proposal)
    assert claim(actor=bob, target=proposal).until <= database_now() + LASTS


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "charlie", "carol", "fiona", "audrey"])
def test_holding_is_for_facilitators(who, proposal, request):
    with pytest.raises(PermissionDenied):
        claim(actor=request.getfixturevalue(who), target=proposal)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_six_who_take_it_at_once_one_holds_it(proposal):
    people = [staff(f"Fay{number}", "facilitator") for number in range(6)]

    def take(person):
        try:
            return claim(actor=person, target=proposal).holder_id
        except ValidationError as error:
            return error.code

    outcome = race(take, people)

    assert outcome.count("taken") == 5
    assert Claim.objects.get().holder_id in outcome


@pytest.mark.django_db
def test_database_knows_one_holder(proposal, bob, bert):
    until = database_now() + LASTS
    Claim.objects.create(target=proposal, holder=bob, until=until)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(target=proposal, holder=bert, until=until)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_decide_at_once_one_decides_and_the_other_is_told(proposal, bob, bert):
    rule = house_rule()

    def act(pair):
        person, verdict = pair
        try:
            decide(actor=person, target=proposal, verdict=verdict, rule=rule, reason="So.", seen=0)
            return "decided"
        except ValidationError as error:
            return " ".join(error.messages)

    outcome = race(act, [(bob, "hide"), (bert, "keep")])

    assert sorted(outcome)[1] == "decided"
    assert "faster" in sorted(outcome)[0]
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_many_are_decided_at_once_and_those_that_cannot_be_are_named(bob, bert, charlie):
    things = [comment_on_proposal() for _number in range(3)]
    for thing in things:
        report(reporter=charlie, target=thing, reason="spam")
    claim(actor=bert, target=things[1])

    decided, refused = decide_many(
        actor=bob, targets=things, verdict="hide", rule=house_rule(), reason="Advertising."
    )

    assert decided == 2
    assert [thing for thing, _sentence in refused] == [things[1]]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_author_gets_rule_reason_and_where_to_change_it_by_mail(proposal, author, bob, settings):
    decision = ask(bob, proposal)

    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    body = next(message.body for message in mail.outbox if message.to == [author.email])
    for part in (
        house_rule().title,
        "It names a neighbour.",
        reverse("proposal_change", args=[proposal.pk]),
        settings.BASE_URL + reverse("decision", args=[decision.pk]),
    ):
        assert part in body
    assert "Bob" not in body


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["author", "bob", "carol", "audrey"])
def test_decision_is_read_by_its_author_and_those_who_answer_for_it(who, decision, request, log_in):
    response = log_in(request.getfixturevalue(who)).get(reverse("decision", args=[decision.pk]))

    page = response.content.decode()
    assert "It names a neighbour." in page
    assert "Bob" not in page or who == "bob"
    assert (reverse("proposal_change", args=[decision.target_id]) in page) == (who == "author")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["fiona", "charlie", "alice"])
def test_decision_is_not_there_for_others(who, decision, request, log_in):
    client = log_in(request.getfixturevalue(who))

    assert client.get(reverse("decision", args=[decision.pk])).status_code == 404


@pytest.mark.django_db
def test_everyone_reads_the_rules_that_hold(client):
    HouseRule.objects.create(title="Old", words="Once upon a time.", in_force=False)
    rule = house_rule()

    page = client.get(reverse("house_rules")).content.decode()

    assert rule.words in page
    assert "Once upon a time." not in page


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "charlie", "bob", "fiona", "audrey"])
def test_rules_are_changed_by_officers_alone(who, carol, request):
    rule = create_house_rule(actor=carol, title="No shouting", words="Write quietly.")
    actor = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        change_house_rule(actor=actor, rule=rule, words="Shout.")
    with pytest.raises(PermissionDenied):
        create_house_rule(actor=actor, title="Mine", words="Mine.")
    change_house_rule(actor=carol, rule=rule, in_force=False)
    assert AuditEvent.objects.filter(verb__endswith="house_rule").count() == 2


@pytest.mark.django_db
def test_hidden_comment_is_changed_on_request_and_its_first_words_stay_in_its_history(author, bob, charlie):
    comment = comment_on_proposal(author=author, text="You fool.")
    report(reporter=charlie, target=comment, reason="abuse")
    ask(bob, comment, "rewrite")

    edit_comment(author=author, comment=comment, text="I do not agree.")

    assert Report.objects.open().get().reason == "edited"
    assert comment.versions.get().text == "You fool."
    with pytest.raises(PermissionDenied):
        edit_comment(author=author, comment=comment, text="And more.")
