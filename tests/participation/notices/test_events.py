"""What people are told of: replies, talk, decisions about their words, phases, results, campaigns."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from budgeting.crowdfunding.actions import close_campaign
from participation.areas.models import Area
from participation.clock import database_now
from participation.debate.actions import write_comment
from participation.models import Notice
from participation.moderation.actions import decide
from participation.notices.actions import follow, mark_read
from participation.processes.actions import extend_phase
from tests.factories.people import UserFactory, ward
from tests.factories.talk import CommentFactory, PhaseFactory, ProcessFactory, ProposalFactory, house_rule
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(log_in):
    """read(person): the page of their notices."""

    def page(person) -> str:
        return log_in(person).get(reverse("notice_list")).content.decode()

    return page


def tick():
    call_command("tick", verbosity=0)


def test_reply_is_told_to_whom_it_answers(alice, charlie, read):
    proposal = ProposalFactory(title="A bench")
    first = CommentFactory(thread=proposal.thread, author=alice)
    write_comment(author=charlie, thread=proposal.thread, text="True.", parent=first)
    assert "Charlie replied to your comment on “A bench”" in read(alice)


def test_reply_of_staff_is_told_by_role(alice, bob, read):
    proposal = ProposalFactory()
    first = CommentFactory(thread=proposal.thread, author=alice)
    write_comment(author=bob, thread=proposal.thread, text="True.", parent=first)
    page = read(alice)
    assert "A facilitator replied" in page
    assert "Bob" not in page


def test_nobody_is_told_of_their_own_reply(alice):
    proposal = ProposalFactory()
    first = CommentFactory(thread=proposal.thread, author=alice)
    write_comment(author=alice, thread=proposal.thread, text="And also this.", parent=first)
    assert not Notice.objects.filter(person=alice).exists()


def test_talk_about_what_one_follows_gathers_in_one_notice(alice, charlie, read):
    proposal = ProposalFactory(title="A bench")
    follow(user=alice, thing=proposal)
    for number in range(3):
        write_comment(author=charlie, thread=proposal.thread, text=f"More, {number}.")
    assert "3 new comments on “A bench”" in read(alice)
    mark_read(user=alice)
    write_comment(author=charlie, thread=proposal.thread, text="And more.")
    assert "1 new comment on “A bench”" in read(alice)


def test_followers_of_the_area_do_not_hear_of_each_comment(alice, charlie):
    proposal = ProposalFactory()
    follow(user=alice, thing=proposal.area)
    write_comment(author=charlie, thread=proposal.thread, text="More.")
    assert not Notice.objects.exists()


def test_author_is_told_what_was_hidden_and_shown_again_and_why(alice, bob, read):
    comment = CommentFactory(thread=ProposalFactory().thread, author=alice, text="He is a fool")
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="It insults.")
    assert "A facilitator hid “Comment: He is a fool”. The reason: It insults." in read(alice)
    decide(actor=bob, target=comment, verdict="restore", reason="It was a quote.")
    assert "shows “Comment: He is a fool” again. The reason: It was a quote." in read(alice)


def test_new_proposal_is_told_to_followers_of_process_and_town(alice, charlie, read):
    from participation.proposals.actions import publish_proposal
    from tests.factories.talk import category

    town = Area.objects.create(name="Quernmouth", slug="quernmouth", kind=Area.Kind.CITY)
    part, process = ward("Harbour ward"), ProcessFactory(title="Ideas")
    part.parent = town
    part.save()
    follow(user=alice, thing=town)
    publish_proposal(
        author=charlie,
        process=process,
        area=part,
        category=category(),
        title="A pond",
        what="Dig it.",
        why="For frogs.",
    )
    assert "New in “Ideas”: “A pond”" in read(alice)
    assert not Notice.objects.filter(person=charlie).exists()


def test_phase_that_opens_is_told_once(alice, read):
    process = ProcessFactory(title="Ideas", open=())
    PhaseFactory(process=process, title="Collecting")
    PhaseFactory(process=process, title="Over", ended=True)
    PhaseFactory(process=process, title="To come", coming=True)
    follow(user=alice, thing=process)
    tick(), tick()
    assert Notice.objects.get().event == "phase-opens"
    assert "“Ideas”: “Collecting” is open now, until" in read(alice)


def test_phase_that_ends_soon_is_told_once_and_again_after_more_time(alice, carol):
    process = ProcessFactory(open=())
    phase = PhaseFactory(process=process, end=database_now() + timedelta(days=4))
    follow(user=alice, thing=process)
    tick()
    Notice.objects.all().delete()
    phase.refresh_from_db()
    phase.end = database_now() + timedelta(hours=30)
    phase.save()
    tick(), tick()
    assert Notice.objects.get().event == "phase-ends-soon"
    extend_phase(actor=carol, phase=phase, end=database_now() + timedelta(hours=40), reason="Snow.")
    tick()
    told = list(Notice.objects.order_by("pk").values_list("event", flat=True))
    assert told == ["phase-ends-soon", "phase-extended", "phase-ends-soon"]


def test_phase_of_an_unpublished_process_is_not_told_of(alice):
    process = ProcessFactory()
    follow(user=alice, thing=process)
    process.published_at = None
    process.save()
    tick()
    assert not Notice.objects.exists()


def test_phase_in_which_residents_do_nothing_ends_without_a_word(alice):
    process = ProcessFactory(open=())
    PhaseFactory(process=process, kind="review", end=database_now() + timedelta(hours=3))
    follow(user=alice, thing=process)
    tick(), tick()
    assert [notice.event for notice in Notice.objects.all()] == ["phase-opens"]


def test_backers_hear_what_came_of_a_campaign(alice, charlie, read):
    from tests.factories.campaigns import CampaignFactory

    campaign = CampaignFactory(title="A kiln")
    follow(user=charlie, thing=campaign)
    now = database_now()
    type(campaign).objects.filter(pk=campaign.pk).update(
        start=now - timedelta(days=9), end=now - timedelta(days=1)
    )
    close_campaign(campaign=campaign)
    assert "“A kiln” did not reach its minimum" in read(charlie)


def test_page_of_an_area_shows_what_happens_there(client, alice, log_in):
    proposal = ProposalFactory(title="A bench")
    ProposalFactory(title="Far away", area=ward("Northgate"))
    ProcessFactory(title="Ideas for the harbour", area=proposal.area)
    ProcessFactory(title="Not yet", area=proposal.area, published_at=None)
    page = client.get(proposal.area.get_absolute_url()).content.decode()
    assert "A bench" in page
    assert "Ideas for the harbour" in page
    assert "Far away" not in page
    assert "Not yet" not in page
    log_in(alice).post(reverse("follow", args=["area", proposal.area.pk]))
    assert "Stop following" in log_in(alice).get(proposal.area.get_absolute_url()).content.decode()
    assert proposal.area.name in client.get(reverse("area_list")).content.decode()


def test_page_of_an_area_asks_the_same_for_1_and_30(client, harbour):
    ProposalFactory(area=harbour)
    client.get(harbour.get_absolute_url())
    one = queries_of(client, harbour.get_absolute_url())
    ProposalFactory.create_batch(29, area=harbour)
    ProcessFactory.create_batch(5, area=harbour)
    assert queries_of(client, harbour.get_absolute_url()) == one <= 8


def test_notices_about_comments_ask_the_same_for_1_and_20(alice, log_in):
    def reply():
        proposal = ProposalFactory()
        first = CommentFactory(thread=proposal.thread, author=alice)
        write_comment(author=UserFactory(), thread=proposal.thread, text="True.", parent=first)

    reply()
    client = log_in(alice)
    client.get(reverse("notice_list"))
    one = queries_of(client, reverse("notice_list"))
    for _each in range(19):
        reply()
    assert queries_of(client, reverse("notice_list")) == one <= 12
