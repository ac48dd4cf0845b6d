"""A check goes along with merged and split proposals, reminds its officer, and forgets erased authors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting.models import Assessment, AuthorReply
from budgeting.rounds.assessing.actions import answer_questions, reply_to_officer, start_assessment
from budgeting.rounds.assessing.due import run_due
from budgeting.rounds.assessing.personal import erase
from budgeting.rounds.authorship import names_of_authors
from participation.models import CoAuthor, Notice
from participation.proposals.actions import merge_proposals, split_proposal
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db

PART = {"what": "A long bench that looks over the water.", "why": "People wait there for the ferry."}


@pytest.fixture
def twin(proposal):
    return ProposalFactory(process=proposal.process, area=proposal.area, author=None)


def test_running_check_moves_with_a_merged_proposal(bob, check, twin, dave, charlie):
    proposal = check.proposal
    CoAuthor.objects.create(proposal=proposal, person=dave, state="accepted")
    CoAuthor.objects.create(proposal=twin, person=charlie, state="accepted")
    merge_proposals(actor=bob, proposal=proposal, into=twin, reason="The same idea.")
    check.refresh_from_db()
    assert (check.proposal, check.state) == (twin, "waiting")
    assert "was merged into this" in check.notes.get().text
    assert names_of_authors(twin) == ["Dave", "Charlie"] or names_of_authors(twin) == ["Charlie", "Dave"]
    told = Notice.objects.filter(event="proposal-merged").values_list("person", flat=True)
    assert {dave.pk, charlie.pk} <= set(told)


def test_check_goes_on_with_the_one_that_is_there(bob, carol, check, twin, soon):
    there = start_assessment(actor=carol, round=check.round, proposal=twin, due=soon)
    merge_proposals(actor=bob, proposal=check.proposal, into=twin, reason="The same idea.")
    check.refresh_from_db()
    assert (check.state, check.merged_into) == ("merged", there)


def test_split_proposal_gets_a_fresh_check_by_the_same_officer(bob, carol, check, proposal, dave):
    CoAuthor.objects.create(proposal=proposal, person=dave, state="accepted")
    answer_questions(actor=carol, assessment=check, answers={"land": ("yes", "")})
    new = split_proposal(
        actor=bob,
        proposal=proposal,
        first={"title": "A bench", **PART},
        second={"title": "A lamp", **PART},
        reason="Two ideas.",
    )
    fresh = Assessment.objects.get(proposal=new)
    assert (fresh.officer, fresh.due, fresh.state) == (carol, check.due, "waiting")
    assert not check.answers.exists()
    assert names_of_authors(new) == ["Dave"]
    assert Notice.objects.filter(person=dave, event="proposal-split").exists()


def test_officer_is_reminded_once_before_the_day_and_once_after(carol, check):
    assert run_due() == ""
    today = timezone.localdate()
    Assessment.objects.update(due=today + timedelta(days=2))
    assert run_due() == "1 officers reminded of checks"
    assert run_due() == ""
    assert Notice.objects.filter(person=carol, event="assessment-due").exists()
    Assessment.objects.update(due=today - timedelta(days=1), reminded_of=today - timedelta(days=3))
    assert run_due() == "1 officers reminded of checks"
    assert run_due() == ""
    assert Notice.objects.filter(person=carol, event="assessment-late").exists()


def test_answer_of_an_erased_author_goes_with_them(check, proposal, alice):
    proposal.author = alice
    proposal.save()
    reply_to_officer(by=alice, assessment=check, text="Hello.")
    erase(alice, keep_words=True)
    assert not AuthorReply.objects.exists()
