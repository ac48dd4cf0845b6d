"""Authors appeal once; somebody else answers, with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from participation.clock import database_now
from participation.models import Appeal, AuditEvent, Decision, User
from participation.moderation.actions import decide
from participation.moderation.appeals import decide_appeal, make_appeal
from participation.moderation.edits import asked
from participation.moderation.rules import APPEAL_DAYS
from participation.notices.reading import lines
from tests.conftest import staff
from tests.factories.people import UserFactory
from tests.factories.talk import house_rule
from tests.participation.moderation.test_reports import comment_on_proposal
from tests.races import race


@pytest.fixture
def author(db):
    return UserFactory(display_name="Otto", email="otto@example.org")


@pytest.fixture
def comment(author):
    return comment_on_proposal(author=author, text="You are all fools.")


def hide(actor, comment, **more):
    return decide(
        actor=actor, target=comment, verdict="hide", rule=house_rule(), reason="It insults.", **more
    )


@pytest.fixture
def appeal(author, comment, bob):
    return make_appeal(author=author, decision=hide(bob, comment), words="It was a quote.")


@pytest.fixture
def bert(db):
    return staff("Bert", "facilitator")


@pytest.mark.django_db
def test_other_facilitator_takes_the_decision_back_and_both_hear_of_it(appeal, comment, author, bob, bert):
    decide_appeal(actor=bert, appeal=appeal, outcome="overturned", reason="It was a quote indeed.")

    comment.refresh_from_db()
    assert comment.hidden_at is None
    for person in (author, bob):
        notice = person.notices.get(event="appeal-overturned")
        assert notice.facts["reason"] == "It was a quote indeed."
    assert AuditEvent.objects.filter(verb="overturn_decision", acting_as="facilitator").exists()


@pytest.mark.django_db
def test_upheld_decision_stays(appeal, comment, author, bert):
    decide_appeal(actor=bert, appeal=appeal, outcome="upheld", reason="It insults.")

    comment.refresh_from_db()
    assert comment.hidden_at is not None
    assert author.notices.filter(event="appeal-upheld").exists()


@pytest.mark.django_db
def test_taken_back_pause_ends(author, comment, bob, bert):
    decision = hide(bob, comment, measure="pause", pause_days=7)
    found = make_appeal(author=author, decision=decision, words="No.")

    decide_appeal(actor=bert, appeal=found, outcome="overturned", reason="Too hard.")

    assert User.objects.get(pk=author.pk).paused_until is None


@pytest.mark.django_db
def test_taken_back_request_for_a_change_asks_for_nothing(author, comment, bob, bert):
    decision = decide(actor=bob, target=comment, verdict="edit", rule=house_rule(), reason="Be kinder.")
    found = make_appeal(author=author, decision=decision, words="No.")
    assert asked(comment) == decision

    decide_appeal(actor=bert, appeal=found, outcome="overturned", reason="It is kind enough.")

    assert asked(comment) is None


@pytest.mark.django_db
def test_what_a_later_decision_hid_stays_hidden(appeal, comment, bob, bert):
    decide(actor=bob, target=comment, verdict="restore", reason="Hm.")
    hide(bob, comment)

    decide_appeal(actor=bert, appeal=appeal, outcome="overturned", reason="The first was wrong.")

    comment.refresh_from_db()
    assert comment.hidden_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bob", "author", "charlie", "alice", "carol", "fiona", "audrey"])
def test_appeal_is_answered_by_no_one_else_while_there_is_another_facilitator(who, appeal, bert, request):
    with pytest.raises(PermissionDenied):
        decide_appeal(actor=request.getfixturevalue(who), appeal=appeal, outcome="overturned", reason="So.")
    assert Appeal.objects.open().exists()


@pytest.mark.django_db
def test_officer_answers_where_there_is_no_other_facilitator(appeal, carol, bert):
    bert.groups.clear()

    decide_appeal(actor=carol, appeal=appeal, outcome="upheld", reason="It insults.")

    assert AuditEvent.objects.filter(verb="uphold_decision", acting_as="officer").exists()


@pytest.mark.django_db
def test_database_refuses_an_answer_by_the_first_decider(appeal, bob):
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(outcome="upheld", reason="So.", decided_by=bob, decided_at=database_now())


@pytest.mark.django_db
def test_appeal_is_made_once_and_in_time_by_the_author(author, comment, bob, charlie):
    decision = hide(bob, comment)
    with pytest.raises(PermissionDenied):
        make_appeal(author=charlie, decision=decision, words="No.")
    with pytest.raises(ValidationError):
        make_appeal(author=author, decision=decision, words="  ")
    make_appeal(author=author, decision=decision, words="No.")
    with pytest.raises(PermissionDenied):
        make_appeal(author=author, decision=decision, words="No again.")

    old = decide(actor=bob, target=comment, verdict="restore", reason="Fine.")
    with pytest.raises(PermissionDenied):
        make_appeal(author=author, decision=old, words="I want it hidden.")
    late = hide(bob, comment)
    Decision.objects.filter(pk=late.pk).update(decided_at=database_now() - timedelta(days=APPEAL_DAYS))
    with pytest.raises(PermissionDenied, match="over"):
        make_appeal(author=author, decision=Decision.objects.get(pk=late.pk), words="No.")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_appeals_at_once_are_one(author, comment, bob):
    decision = hide(bob, comment)

    def appeal_once(words):
        try:
            return make_appeal(author=author, decision=decision, words=words).pk
        except PermissionDenied:
            return None

    made = race(appeal_once, ["a", "b", "c", "d"])

    assert [pk for pk in made if pk] == [Appeal.objects.get().pk]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_answer_at_once_one_answers(appeal, bert):
    other = staff("Bea", "facilitator")

    def answer(pair):
        actor, outcome = pair
        try:
            return decide_appeal(actor=actor, appeal=appeal, outcome=outcome, reason="So.").outcome
        except ValidationError as error:
            return next(iter(error.message_dict))

    answers = race(answer, [(bert, "upheld"), (other, "overturned")])

    assert answers.count("outcome") == 1
    assert Appeal.objects.get().outcome in answers


@pytest.mark.django_db
def test_author_appeals_on_the_page_and_the_answer_comes_there(author, comment, bob, bert, log_in):
    address = reverse("decision", args=[hide(bob, comment).pk])
    client = log_in(author)
    assert client.post(address, {"words": ""}).status_code == 422
    client.post(address, {"words": "It was a quote."})
    desk = log_in(bert)
    assert "It was a quote." in client.get(address).content.decode()
    found = Appeal.objects.get()
    answer = reverse("moderation:appeal", args=[found.pk])
    assert answer in desk.get(reverse("moderation:appeals")).content.decode()
    assert "You are all fools." in desk.get(answer).content.decode()

    desk.post(answer, {"outcome": "overturned", "reason": "A quote indeed."})

    page = client.get(address).content.decode()
    assert "A quote indeed." in page
    assert "Bert" not in page
    assert log_in(bob).post(answer, {"outcome": "upheld", "reason": "No."}).status_code in (302, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "fiona"])
def test_appeals_are_not_read_by_others(who, appeal, request, log_in):
    client = log_in(request.getfixturevalue(who))

    for address in (reverse("moderation:appeals"), reverse("moderation:appeal", args=[appeal.pk])):
        assert b"quote" not in client.get(address, follow=True).content


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_appeals_ask_as_often_for_one_row_as_for_thirty(
    count, bob, bert, log_in, django_assert_max_num_queries
):
    for _number in range(count):
        comment = comment_on_proposal()
        make_appeal(author=comment.author, decision=hide(bob, comment), words="No.")
    client = log_in(bert)
    client.get(reverse("moderation:appeals"))

    with django_assert_max_num_queries(15):
        client.get(reverse("moderation:appeals"))


@pytest.mark.django_db
def test_notices_of_decisions_and_appeals_lead_to_the_statement_of_reasons(bob, log_in):
    thing = comment_on_proposal(author=UserFactory())
    decision = decide(actor=bob, target=thing, verdict="hide", rule=house_rule(), reason="It insults.")
    appeal = make_appeal(author=thing.author, decision=decision, words="It does not.")
    decide_appeal(actor=staff("Bert", "facilitator"), appeal=appeal, outcome="upheld", reason="It does.")

    found = lines(thing.author.notices.all(), thing.author)

    assert {line.address for line in found} == {reverse("decision", args=[decision.pk])}
    assert len(found) == 2
