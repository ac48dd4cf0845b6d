"""Mail of notices: when it goes, to whom, once, and how it is stopped."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from participation.clock import database_now
from participation.models import MailChoice, Notice
from participation.notices.actions import follow, mark_read, tell, tell_followers
from participation.notices.choosing import choose_mail, stop_mail
from participation.notices.digest import due, hand_over_mail, last_morning
from participation.notices.tasks import send_digest
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


def told(*people, title="A bench", days_ago=8) -> Notice:
    """As the clock would have it: told so many days ago."""
    proposal = ProposalFactory(title=title)
    tell(people=people, thing=proposal, event="proposal-status", facts={"status": "done"})
    notices = Notice.objects.filter(target_id=proposal.pk)
    notices.update(told_at=database_now() - timedelta(days=days_ago))
    return notices.first()


def work_off() -> None:
    """What the worker does with the mails that were handed to it."""
    for task in DBTaskResult.objects.ready():
        send_digest.func(*task.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def tick() -> None:
    call_command("tick", verbosity=0)
    work_off()


def test_two_notices_make_one_mail_with_text_and_html(alice):
    told(alice, title="A bench"), told(alice, title="Trees <b>")
    tick()
    letter = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert letter.subject == "2 new notices for you"
    assert "- “A bench” has a new status: Done\n  http" in letter.body
    assert "“Trees <b>”" in letter.body
    html = letter.alternatives[0]
    assert html.mimetype == "text/html"
    assert "Trees &lt;b&gt;" in html.content
    assert letter.to == [alice.email]


def test_one_notice_is_its_own_subject(alice):
    told(alice)
    tick()
    assert mail.outbox[0].subject == "“A bench” has a new status: Done"


def test_each_notice_is_mailed_once(alice):
    told(alice)
    tick(), tick()
    assert len(mail.outbox) == 1


def test_what_was_read_on_the_site_is_not_mailed(alice):
    told(alice)
    mark_read(user=alice)
    tick()
    assert mail.outbox == []


def test_what_is_read_after_it_was_handed_over_is_not_mailed(alice):
    told(alice)
    hand_over_mail()
    mark_read(user=alice)
    work_off()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("chosen", "hours_before_morning", "is_due"),
    [
        ("now", -3, True),
        ("daily", 1, True),
        ("daily", -1, False),
        ("weekly", 1, False),
        ("weekly", 24 * 8, True),
    ],
)
def test_mail_goes_when_it_was_chosen_to(alice, chosen, hours_before_morning, is_due):
    choose_mail(user=alice, how_often=chosen)
    notice = told(alice)
    tuesday = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    Notice.objects.update(told_at=last_morning(tuesday) - timedelta(hours=hours_before_morning))
    assert (notice in due(tuesday)) is is_due


def test_weekly_mail_goes_on_monday_morning(alice):
    choose_mail(user=alice, how_often="weekly")
    told(alice)
    Notice.objects.update(told_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert not due(datetime(2026, 11, 23, 6, 59, tzinfo=UTC)).exists()
    assert due(datetime(2026, 11, 23, 7, 0, tzinfo=UTC)).exists()


def test_never_means_no_mail_but_the_notice_stands(alice, log_in):
    choose_mail(user=alice, how_often="never")
    told(alice)
    tick()
    assert mail.outbox == []
    assert "A bench" in log_in(alice).get(reverse("notice_list")).content.decode()


def test_a_group_may_be_chosen_apart(alice):
    choose_mail(user=alice, how_often="never", by_group={"followed": "now"})
    told(alice)
    tick()
    assert len(mail.outbox) == 1


def test_a_new_choice_holds_for_what_waits_already(alice):
    told(alice)
    choose_mail(user=alice, how_often="never")
    tick()
    assert mail.outbox == []


def test_a_choice_made_after_handing_over_still_holds(alice):
    told(alice)
    hand_over_mail()
    stop_mail(user=alice)
    work_off()
    assert mail.outbox == []


@pytest.mark.parametrize("reason", ["blocked", "left", "unproven", "other address"])
def test_no_mail_to_those_who_cannot_have_it(alice, reason):
    told(alice)
    if reason == "blocked":
        alice.blocked_at = database_now()
    if reason == "left":
        alice.is_active = False
    if reason == "unproven":
        EmailAddress.objects.update(verified=False)
    if reason == "other address":
        alice.email = "new@example.org"
    alice.save()
    tick()
    assert mail.outbox == []


def test_what_was_hidden_since_is_not_mailed(alice):
    notice = told(alice)
    notice.target.hidden_at = database_now()
    notice.target.save()
    tick()
    assert mail.outbox == []


def test_mail_server_that_refuses_is_asked_again_and_no_address_is_logged(alice, settings, caplog):
    told(alice)
    hand_over_mail()
    task = DBTaskResult.objects.get()
    settings.EMAIL_BACKEND = "tests.participation.notices.refusing.EmailBackend"
    with caplog.at_level(logging.DEBUG):
        assert send_digest.func(*task.args_kwargs["args"]) == 0
    assert alice.email not in caplog.text
    again = DBTaskResult.objects.exclude(pk=task.pk).get()
    assert again.run_after > database_now()
    assert again.args_kwargs["args"][2] == 2
    send_digest.func(alice.pk, task.args_kwargs["args"][1], 6)
    assert DBTaskResult.objects.count() == 2


def test_mail_carries_the_headers_of_one_click_unsubscribing(alice, settings):
    told(alice)
    tick()
    headers = mail.outbox[0].message()
    link = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith(f"{settings.BASE_URL}/notices/stop/")
    assert link in mail.outbox[0].body


def test_link_in_the_mail_asks_first_and_stops_without_log_in(alice, settings):
    told(alice)
    tick()
    link = mail.outbox[0].message()["List-Unsubscribe"].strip("<>")
    program = Client(enforce_csrf_checks=True)
    path = link.removeprefix(settings.BASE_URL)
    assert "Stop these emails?" in program.get(path).content.decode()
    assert not MailChoice.objects.exists()
    answer = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert MailChoice.objects.get().how_often == "never"
    told(alice)
    tick()
    assert len(mail.outbox) == 1


def test_link_that_we_did_not_sign_stops_nothing(client, alice):
    for token in ("x", "1:abc", "MQ:1abc:deadbeef"):
        assert client.post(reverse("mail_stop", args=[token])).status_code == 404
    assert not MailChoice.objects.exists()


def test_choices_are_made_on_a_page(alice, log_in):
    client = log_in(alice)
    client.post(reverse("mail_choices"), {"how_often": "weekly", "mine": "now", "followed": "", "dates": ""})
    assert dict(MailChoice.objects.values_list("group", "how_often")) == {"": "weekly", "mine": "now"}
    page = client.get(reverse("mail_choices")).content.decode()
    assert 'value="weekly" required id="id_how_often_2" checked' in page or "checked" in page
    assert client.post(reverse("mail_choices"), {"how_often": "hourly"}).status_code == 200
    assert MailChoice.objects.count() == 2
    assert Client().get(reverse("mail_choices")).status_code == 302


def test_what_is_followed_stands_on_a_page_and_is_stopped_there(alice, charlie, log_in):
    proposal, client = ProposalFactory(title="A bench"), log_in(alice)
    follow(user=alice, thing=proposal)
    assert "A bench" in client.get(reverse("follow_list")).content.decode()
    proposal.hidden_at = database_now()
    proposal.save()
    assert "A bench" not in client.get(reverse("follow_list")).content.decode()
    address = reverse("follow_stop", args=[alice.follows.get().pk])
    assert log_in(charlie).post(address).status_code == 404
    client.post(address)
    assert not alice.follows.exists()


def test_old_notices_are_forgotten(alice):
    told(alice, days_ago=181), told(alice, days_ago=179)
    tick()
    assert Notice.objects.count() == 1


def test_news_that_gathers_is_one_notice_until_mailed(alice):
    from participation.notices import events

    events._events.setdefault(
        "test-gathers", events.Event(key="test-gathers", sentence="%(times)s about %(title)s", gathers=True)
    )
    proposal = ProposalFactory()
    follow(user=alice, thing=proposal)
    for _each in range(3):
        tell_followers(thing=proposal, event="test-gathers")
    assert Notice.objects.get().times == 3
    Notice.objects.update(waits_for="")
    tell_followers(thing=proposal, event="test-gathers")
    assert sorted(Notice.objects.values_list("times", flat=True)) == [1, 3]
    del events._events["test-gathers"]


def test_mail_is_in_the_language_of_the_last_log_in(alice, client, settings):
    from django.contrib.auth.signals import user_logged_in
    from django.utils import translation

    with translation.override("de"):
        user_logged_in.send(sender=type(alice), request=None, user=alice)
    alice.refresh_from_db()
    assert alice.language == "de"
    told(alice)
    tick()
    assert 'lang="de"' in mail.outbox[0].alternatives[0].content
