"""The site notices things by declared signals: it raises them with a reason, and decides nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

from participation.clock import database_now
from participation.debate.actions import edit_comment, remove_comment, write_comment
from participation.models import AuditEvent, Comment, Decision, Report, TextMark, WatchList
from participation.moderation.actions import decide, report
from participation.moderation.house import change_watch_list
from participation.moderation.machine import LETTERS_OF_A_SHOUT, MANY_LINKS, MANY_REPORTS, SIGNALS
from participation.proposals.actions import change_proposal
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory
from tests.participation.moderation.test_reports import comment_on_proposal

pytestmark = pytest.mark.django_db
LONG = "The council should plant forty lime trees along the quay this spring."
LINK = "https://example.org/a "


@pytest.fixture
def thread(harbour):
    return ProposalFactory().thread


@pytest.fixture
def regular(db):
    """Somebody who registered long ago."""
    return UserFactory(joined_at=database_now() - timedelta(days=400))


def signals(target) -> dict[str, str]:
    return dict(Report.objects.about(target).filter(source="machine").values_list("reason", "note"))


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        (LINK * MANY_LINKS, {"links": "3"}),
        (LINK * (MANY_LINKS - 1), {}),
        ("Ask me: otto@example.org", {"contact": "email address"}),
        ("Ring 020 7946 0991 at night", {"contact": "telephone number"}),
        ("Ring +44 20 7946 0991 at night", {"contact": "telephone number"}),
        ("She lives in SW1A 2AA", {"contact": "postcode"}),
        ("He lives at 12 Quay Street", {"contact": "house and street"}),
        ("It costs £250,000 in 2026, 40 trees, 12 benches", {}),
        ("STOP THIS NONSENSE AT ONCE, ALL OF YOU", {"shouting": ""}),
        ("NO " * (LETTERS_OF_A_SHOUT // 2 - 1), {}),
        ("The MP of the BBC in the UK", {}),
        ("What a Dunder Head he is", {"watched": "dunder head"}),
        ("What a dunderheaded plan", {}),
        (LONG, {}),
    ],
)
def test_each_signal_raises_with_its_reason_and_hides_nothing(text, raised, thread, regular):
    WatchList.objects.create(pk=1, words="dunder  head\nblockhead\n\n")

    comment = write_comment(author=regular, thread=thread, text=text)

    assert signals(comment) == raised
    assert Comment.objects.visible().filter(pk=comment.pk).exists()
    assert not Decision.objects.exists()


def test_link_of_a_newcomer_is_raised(thread, regular):
    newcomer = UserFactory(joined_at=database_now())
    assert signals(write_comment(author=newcomer, thread=thread, text=LINK)) == {"newcomer": "", "held": ""}
    assert signals(write_comment(author=regular, thread=thread, text=LINK)) == {}


def test_same_words_in_another_place_by_anyone_are_raised(thread, regular, charlie, alice):
    first = write_comment(author=regular, thread=thread, text=LONG)
    other = ProposalFactory()
    second = write_comment(author=charlie, thread=other.thread, text=LONG.upper().lower() + " !")
    assert (signals(first), signals(second)) == ({}, {"repeated": "1"})
    assert LONG not in str(TextMark.objects.values())
    own = edit_comment(author=regular, comment=first, text=LONG + ".")
    assert signals(own) == {"repeated": "1"}
    assert signals(write_comment(author=alice, thread=thread, text="I agree.")) == {}


def test_words_of_a_proposal_are_looked_at_when_they_change(regular):
    proposal = ProposalFactory(author=regular)

    change_proposal(editor=regular, proposal=proposal, base=1, what="Write to otto@example.org")

    assert signals(proposal) == {"contact": "email address"}


def test_what_staff_write_is_not_looked_at(thread, bob):
    assert signals(write_comment(author=bob, thread=thread, text=LINK * 5)) == {}


def test_several_reports_in_a_short_time_are_a_signal(charlie):
    comment = comment_on_proposal()
    for _each in range(MANY_REPORTS - 1):
        report(reporter=UserFactory(), target=comment, reason="abuse")
    Report.objects.update(reported_at=database_now() - timedelta(hours=2))
    for number in range(MANY_REPORTS):
        assert signals(comment) == {}, number
        report(reporter=UserFactory(), target=comment, reason="abuse")

    assert signals(comment) == {"many": ""}
    comment.refresh_from_db()
    assert comment.hidden_at is None


def test_what_was_looked_at_is_not_raised_again_for_the_same(thread, regular, bob):
    comment = write_comment(author=regular, thread=thread, text=LINK * 3)
    decide(actor=bob, target=comment, verdict="keep", reason="Good sources.")

    edit_comment(author=regular, comment=comment, text=LINK * 3 + "See there.")
    assert not Report.objects.open().exists()

    edit_comment(author=regular, comment=comment, text=LINK * 9)
    assert Report.objects.open().get().note == "9"


def test_a_signal_keeps_nobody_from_taking_words_back(thread, regular):
    comment = write_comment(author=regular, thread=thread, text=LONG + LINK * 3)

    remove_comment(author=regular, comment=comment)

    assert not Report.objects.exists()
    assert not TextMark.objects.exists()


def test_tick_forgets_old_marks_and_what_is_about_things_that_are_gone(thread, regular):
    comment = write_comment(author=regular, thread=thread, text=LONG + LINK * 3)
    TextMark.objects.update(made_at=database_now() - timedelta(days=31))
    stays = write_comment(author=regular, thread=thread, text="WHO PAYS FOR ALL OF THIS, I ASK")
    Comment.objects.filter(pk=comment.pk).delete()

    call_command("tick", verbosity=0)

    assert Report.objects.get().target == stays
    assert not TextMark.objects.exists()


def test_every_signal_has_words():
    labels = dict(Report.Signal.choices)
    assert set(SIGNALS) <= set(labels)


def test_database_keeps_one_list_of_words(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchList.objects.create(pk=2)


def test_officer_changes_the_list_and_the_log_says_how_many(carol):
    change_watch_list(actor=carol, words="fool\n\nold  fool")

    assert WatchList.current().phrases == ["fool", "old fool"]
    event = AuditEvent.objects.get(verb="change_watch_list")
    assert event.facts == {"words": 2}


@pytest.mark.parametrize("who", ["alice", "charlie", "bob", "fiona", "audrey"])
def test_list_of_words_is_the_officers(who, request):
    with pytest.raises(PermissionDenied):
        change_watch_list(actor=request.getfixturevalue(who), words="fool")
