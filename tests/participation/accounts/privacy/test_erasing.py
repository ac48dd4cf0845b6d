"""A person is erased: nothing personal stays, what others decided with does, and nobody votes twice."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgeting.models import PollBookEntry
from participation.accounts.privacy.asking import ask_erasure, erase_by_code
from participation.accounts.privacy.erasing import erase_person, obstacles_of, what_stays
from participation.accounts.privacy.exporting import ask_export
from participation.accounts.privacy.forgetting import forget_identities
from participation.accounts.privacy.keeping import ERASURE_CODE_LASTS, IDENTITY_RESTS
from participation.accounts.privacy.models import ERASURE_CODES_A_DAY, ERASURE_TRIES
from participation.accounts.second_way import send_phone_code
from participation.accounts.tasks import make_export
from participation.accounts.verification import claim
from participation.audit.proof import prove
from participation.clock import database_now
from participation.debate.actions import write_comment
from participation.models import (
    Attachment,
    CoAuthor,
    Comment,
    ErasureRequest,
    Identity,
    Nomination,
    Notice,
    Poll,
    Proposal,
    ProposalDraft,
    ProposalVersion,
    Report,
    Support,
    Tally,
    User,
    Vote,
)
from participation.notices.actions import follow
from participation.notices.reading import lines
from participation.proposals.actions import give_support
from participation.votes.actions import count_poll
from tests.factories.campaigns import CampaignFactory, pledged
from tests.factories.people import UserFactory
from tests.factories.polls import PollFactory, vote
from tests.factories.rounds import ended, open_round
from tests.factories.talk import (
    CommentFactory,
    DebateFactory,
    ProcessFactory,
    ProposalFactory,
    SupportFactory,
    close_phases,
)
from tests.participation.accounts.privacy.traces import traces
from tests.participation.accounts.telephones import PHONE

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Zebulon Quark", "zebulon@quark.example"


@pytest.fixture
def zeb(alice):
    """Alice under a name and an address that stand nowhere else."""
    alice.display_name, alice.email = NAME, ADDRESS
    alice.save()
    EmailAddress.objects.create(user=alice, email=ADDRESS, verified=True, primary=True)
    return alice


def at_rest() -> None:
    """As the clock would have it: the erasure was long enough ago."""
    Identity.objects.filter(erased_at__isnull=False).update(erased_at=database_now() - IDENTITY_RESTS)


def newest_code() -> str:
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


# Nothing personal stays


@pytest.mark.usefixtures("sms")
def test_no_table_holds_the_person_any_more(
    zeb, charlie, log_in, settings, django_capture_on_commit_callbacks
):
    client = log_in(zeb)
    client.get("/")
    Authenticator.objects.create(user=zeb, type="recovery_codes", data={"of": ADDRESS})
    process = ProcessFactory()
    own = ProposalFactory(author=zeb, process=process, picture=ContentFile(b"p", "own.webp"))
    draft = ProposalDraft.objects.create(author=zeb, process=process, words={"title": f"By {NAME}"})
    Attachment.objects.create(draft=draft, document=ContentFile(b"%PDF-", "quark.pdf"), words=NAME)
    talk = ProposalFactory(author=charlie, process=process)
    comment = write_comment(author=zeb, thread=talk.thread, text="I would use it.")
    write_comment(author=charlie, thread=talk.thread, text=f"@{NAME} is right", parent=comment)
    write_comment(author=zeb, thread=talk.thread, text="@Charlie thank you")
    follow(user=zeb, thing=talk)
    Report.objects.create(target=talk, reporter=zeb, reason="other", note="x")
    Identity.objects.filter(user=zeb).update(second_way="")
    zeb.__dict__.pop("_identity", None)
    send_phone_code(user=zeb, phone=PHONE)
    make_export.func(ask_export(user=zeb).pk)
    Nomination.objects.create(user=zeb, role="auditor", nominated_by=charlie)
    assert traces(NAME, ADDRESS)

    with django_capture_on_commit_callbacks(execute=True):
        ask_erasure(user=zeb, keep_words=True)
    with django_capture_on_commit_callbacks(execute=True):
        erase_by_code(user=zeb, code=newest_code())

    assert traces(NAME, ADDRESS, PHONE, PHONE.replace(" ", "")) == []
    assert not User.objects.filter(pk=zeb.pk).exists()
    assert not any(settings.EXPORTS_ROOT.rglob("*.zip"))
    assert not any(settings.DOCUMENTS_ROOT.rglob("*.pdf"))
    assert client.get(reverse("my_page")).status_code == 302
    assert Proposal.objects.get(pk=own.pk).author is None


def test_last_mail_goes_to_the_old_address(zeb, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=zeb, keep_words=True)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ADDRESS], "Your account is erased")


def test_name_goes_from_what_others_were_told_and_where_they_mention_it(zeb, charlie):
    talk = ProposalFactory(author=zeb)
    comment = write_comment(author=charlie, thread=talk.thread, text=f"@{NAME}, when?")
    write_comment(author=zeb, thread=talk.thread, text="Soon.", parent=comment)
    erase_person(person=zeb, keep_words=True)
    told = Notice.objects.filter(person=charlie, event="comment-reply")
    assert next(line.sentence for line in lines(told, charlie)).startswith("Former resident replied")


def test_former_officer_leaves_an_empty_row_that_their_acts_need(carol, dave):
    Nomination.objects.create(user=UserFactory(), role="auditor", nominated_by=carol)
    carol.groups.clear()
    erase_person(person=User.objects.get(pk=carol.pk), keep_words=True)
    left = User.objects.get(pk=carol.pk)
    assert (left.display_name, left.is_active, left.last_login) == ("", False, None)
    assert traces("carol@example.org") == []
    assert prove([]).faults == ()


# Public words


def test_words_that_stay_are_a_former_residents(zeb, client):
    talk = ProposalFactory()
    CommentFactory(thread=talk.thread, author=zeb, text="I wait there each day.")
    erase_person(person=zeb, keep_words=True)
    page = client.get(talk.get_absolute_url()).content.decode()
    assert "I wait there each day." in page
    assert "Former resident" in page


def test_words_that_go_leave_a_place_for_the_talk_below(zeb, client, settings):
    own = ProposalFactory(author=zeb, title="A quartz clock", what="Two quartz faces", why="To see quartz")
    ProposalVersion.objects.create(
        proposal=own, number=1, title="quartz", what="q", why="q", area=own.area, category=own.category,
        written_by=zeb, written_at=database_now(),
    )  # fmt: skip
    support = SupportFactory(proposal=own)
    debate = DebateFactory(author=zeb, title="Whose quartz is it?")
    answered = CommentFactory(thread=own.thread, author=zeb, text="My quartz words")
    CommentFactory(thread=own.thread, parent=answered, text="A reply stays.")
    CommentFactory(thread=own.thread, author=zeb, text="Unanswered quartz")
    erase_person(person=zeb, keep_words=False)
    assert traces("quartz") == []
    page = client.get(Proposal.objects.get(pk=own.pk).get_absolute_url()).content.decode()
    assert "The author removed this." in page
    assert "Removed by its author" in page
    assert "A reply stays." in page
    assert Comment.objects.count() == 2
    assert Support.objects.filter(pk=support.pk).exists()
    assert client.get(type(debate).objects.get().get_absolute_url()).status_code == 200


def test_words_on_a_ballot_and_words_of_several_stay(zeb, charlie):
    voted = ProposalFactory(author=zeb, title="On the ballot", frozen_at=database_now())
    shared = ProposalFactory(author=zeb, title="Ours")
    CoAuthor.objects.create(proposal=shared, person=charlie, state="accepted", answered_at=database_now())
    assert len(what_stays(zeb)) == 2
    erase_person(person=zeb, keep_words=False)
    assert Proposal.objects.get(pk=voted.pk).title == "On the ballot"
    assert Proposal.objects.get(pk=shared.pk).author == charlie


def test_words_that_nobody_could_read_yet_go_in_any_case(zeb):
    ProposalFactory(author=zeb, status="submitted", published_at=None)
    CommentFactory(author=zeb, held_at=database_now())
    erase_person(person=zeb, keep_words=True)
    assert not Proposal.objects.exists()
    assert not Comment.objects.exists()


# Tallies


def test_numbers_are_the_same_before_and_after(zeb, django_capture_on_commit_callbacks):
    proposal = SupportFactory(identity=zeb.identity).proposal
    counted, running = PollFactory(closed=True), PollFactory()
    for poll in (counted, running):
        vote(poll, 1, voter=zeb.identity)
    tally = count_poll(poll=counted)
    round = open_round()
    PollBookEntry.objects.create(receipt="r", round=round, identity=zeb.identity)
    before = (Tally.objects.values().get(pk=tally.pk), running.votes.count(), round.poll_book.count())
    erase_person(person=zeb, keep_words=False)
    at_rest()
    call_command("tick", verbosity=0)
    after = (Tally.objects.values().get(pk=tally.pk), running.votes.count(), round.poll_book.count())
    assert after == before
    assert Proposal.objects.with_supports().get(pk=proposal.pk).support_count == 1


def test_who_comes_back_finds_their_support_and_cannot_give_a_second(zeb):
    proposal = SupportFactory(identity=zeb.identity).proposal
    running = PollFactory()
    vote(running, 1, voter=zeb.identity)
    key = zeb.identity.key
    erase_person(person=zeb, keep_words=True)
    at_rest()
    forget_identities()
    again = UserFactory()
    identity = claim(again, key, Identity.Way.CENSUS, None, 1980)
    assert identity.erased_at is None
    give_support(user=again, proposal=proposal)
    assert Support.objects.filter(proposal=proposal).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(poll=running, identity=identity)


def test_identity_is_forgotten_when_its_tallies_are_closed_and_not_before(zeb):
    proposal = SupportFactory(identity=zeb.identity).proposal
    key = zeb.identity.key
    erase_person(person=zeb, keep_words=True)
    at_rest()
    assert forget_identities() == 0
    assert Identity.objects.filter(key=key).exists()
    close_phases(proposal.process)
    assert forget_identities() == 1
    assert forget_identities() == 0
    left = Identity.objects.get(pk=zeb.identity.pk)
    assert (left.area, left.birth_year, left.phone_key, left.erased_at) == (None, None, "", None)
    assert traces(key) == []
    assert Proposal.objects.with_supports().get(pk=proposal.pk).support_count == 1


def test_identity_of_a_voter_waits_for_the_confirmed_result(zeb):
    round = open_round()
    PollBookEntry.objects.create(receipt="r", round=round, identity=zeb.identity)
    erase_person(person=zeb, keep_words=True)
    at_rest()
    ended(round)
    assert forget_identities() == 0


def test_identity_without_any_tally_is_gone_after_a_day(zeb):
    erase_person(person=zeb, keep_words=True)
    assert forget_identities() == 0
    at_rest()
    call_command("tick", verbosity=0)
    assert not Identity.objects.exists()


def test_voter_on_paper_is_not_forgotten(harbour):
    Identity.objects.create(key="f" * 64, way="code", area=harbour)
    assert forget_identities() == 0


def test_vote_of_an_account_goes_while_its_poll_is_open(charlie):
    poll = PollFactory(who=Poll.Who.REGISTERED)
    vote(poll, 1, voter=charlie)
    erase_person(person=charlie, keep_words=True)
    assert not poll.votes.exists()


# What stands in the way


def test_obstacles_name_the_reason_and_the_way_out(zeb, carol, charlie):
    pledged(CampaignFactory(title="A boat"), 2_000, zeb.identity)
    CampaignFactory(title="A hull", organiser=zeb)
    waiting = PollFactory(who=Poll.Who.REGISTERED, closed=True)
    vote(waiting, 1, voter=zeb)
    found = " ".join(f"{each.reason} {each.way_out}" for each in obstacles_of(zeb))
    for words in ("£20 to “A boat”", "run the campaign “A hull”", "is being counted", "Wait until it ends"):
        assert words in found
    assert "Ask another officer" in obstacles_of(carol)[0].way_out
    assert obstacles_of(charlie) == []
    for person in (zeb, carol):
        with pytest.raises(ValidationError):
            ask_erasure(user=person, keep_words=True)
        with pytest.raises(ValidationError):
            erase_person(person=person, keep_words=True)
    assert User.objects.filter(pk=zeb.pk, display_name=NAME).exists()


def test_pledge_of_a_campaign_that_is_over_is_no_obstacle_and_loses_its_name(zeb):
    campaign = CampaignFactory()
    made = pledged(campaign, 2_000, zeb.identity, named=True)
    type(campaign).objects.update(closed_at=database_now())
    erase_person(person=zeb, keep_words=True)
    made.refresh_from_db()
    assert not made.named


# The page


def test_person_erases_themselves_on_the_page(zeb, log_in, django_capture_on_commit_callbacks):
    client, address = log_in(zeb), reverse("erase_me")
    assert "What stays, and why" in client.get(address).content.decode()
    refused = client.post(address, {"words": "keep", "typed": "eraze"})
    assert refused.status_code == 422
    assert "eraze" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"words": "keep", "typed": "Erase"})
    assert User.objects.filter(pk=zeb.pk).exists()
    code = newest_code()
    wrong = client.post(address, {"code": f"{(int(code) + 1) % 10**6:06}"})
    assert "not the code" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"code": code})
    assert answer["Location"] == reverse("erased")
    assert "Your account is erased" in client.get(answer["Location"]).content.decode()
    assert not User.objects.filter(pk=zeb.pk).exists()


def test_person_who_stays_loses_nothing(zeb, log_in):
    client = log_in(zeb)
    client.post(reverse("erase_me"), {"words": "go", "typed": "erase"})
    client.post(reverse("erase_me"), {"stay": "yes"})
    assert "Send me a code" in client.get(reverse("erase_me")).content.decode()
    assert User.objects.filter(pk=zeb.pk).exists()


def test_page_with_an_obstacle_asks_for_nothing(carol, log_in):
    page = log_in(carol).get(reverse("erase_me")).content.decode()
    assert "You hold a role at the council." in page
    assert "Send me a code" not in page


def test_second_step_is_asked_of_who_has_one(zeb, log_in):
    client = log_in(zeb)
    Authenticator.objects.create(user=zeb, type="totp", data={"secret": "x"})
    answer = client.post(reverse("erase_me"), {"words": "keep", "typed": "erase"})
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not ErasureRequest.objects.exists()


def test_code_is_fresh_and_guesses_and_codes_are_counted(zeb, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_erasure(user=zeb, keep_words=True)
    code = newest_code()
    for _time in range(ERASURE_TRIES):
        with pytest.raises(ValidationError, match="not the code"):
            erase_by_code(user=zeb, code="x")
    with pytest.raises(ValidationError, match="Too many"):
        erase_by_code(user=zeb, code=code)
    for _time in range(ERASURE_CODES_A_DAY - 1):
        ask_erasure(user=zeb, keep_words=True)
    with pytest.raises(ValidationError, match="all codes"):
        ask_erasure(user=zeb, keep_words=True)
    ErasureRequest.objects.update(made_at=database_now() - ERASURE_CODE_LASTS)
    with pytest.raises(ValidationError, match="too old"):
        erase_by_code(user=zeb, code=code)
    ErasureRequest.objects.update(made_at=database_now() - timedelta(days=2))
    call_command("tick", verbosity=0)
    assert not ErasureRequest.objects.exists()


def test_erased_identity_belongs_to_nobody(zeb):
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.filter(user=zeb).update(erased_at=database_now())


def test_officer_takes_a_role_away_first(zeb):
    zeb.groups.set(Group.objects.filter(name="auditor"))
    person = User.objects.get(pk=zeb.pk)
    with pytest.raises(ValidationError):
        erase_person(person=person, keep_words=True)
    person.groups.clear()
    erase_person(person=User.objects.get(pk=zeb.pk), keep_words=True)
    assert not User.objects.filter(pk=zeb.pk).exists()
