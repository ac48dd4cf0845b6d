"""What machines do: fill in a field that nobody sees, register and put links everywhere."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from participation.debate.actions import edit_comment, write_comment
from participation.models import Comment, User
from participation.moderation.actions import decide
from tests.factories.talk import CommentFactory, ProposalFactory
from tests.participation.limits.pace import registered_now

pytestmark = pytest.mark.django_db
STYLES = settings.BASE_DIR / "cms" / "static" / "css" / "base.css"
LINK = "Look at https://casino.example for more."


@pytest.fixture
def proposal():
    return ProposalFactory()


def comments(proposal) -> str:
    return f"/threads/{proposal.thread_id}/comments/"


def trap_of(page: str):
    return BeautifulSoup(page, "html.parser").select_one(".trap")


def test_machine_that_registers_is_led_on_and_nothing_is_kept(client, caplog):
    person = Client().post(reverse("account_signup"), {"display_name": "Nell", "email": "nell@example.org"})
    before = len(mail.outbox)

    sent = {"display_name": "Cheap pills", "email": "bot@example.org", "homepage": "https://pills.example"}
    machine = client.post(reverse("account_signup"), sent)

    assert (machine.status_code, machine.url) == (person.status_code, person.url)
    assert not User.objects.filter(email="bot@example.org").exists()
    assert len(mail.outbox) == before
    assert caplog.messages == ["A machine filled in the hidden field: register"]


def test_people_neither_see_nor_reach_nor_fill_the_field(client):
    trap = trap_of(client.get(reverse("account_signup")).content.decode())

    assert trap["aria-hidden"] == "true"
    assert trap.input["tabindex"] == "-1"
    assert trap.input["autocomplete"] == "off"
    assert not trap.input.has_attr("style")
    assert "Leave this field empty" in trap.label.text
    assert re.search(r"\.trap \{ display: none; \}", STYLES.read_text())


def test_comment_form_has_the_field_for_new_accounts_alone(charlie, log_in, proposal):
    for address in (comments(proposal), proposal.get_absolute_url()):
        assert trap_of(log_in(charlie).get(address).content.decode()) is None
    registered_now(charlie)
    for address in (comments(proposal), proposal.get_absolute_url()):
        assert trap_of(log_in(charlie).get(address).content.decode())


def test_comment_with_the_field_filled_in_waits_so_that_no_words_are_lost(charlie, log_in, proposal):
    registered_now(charlie)

    log_in(charlie).post(comments(proposal), {"stance": "for", "text": "Buy pills.", "homepage": "x"})

    comment = Comment.objects.get()
    assert comment.held_at is not None
    assert comment.text == "Buy pills."


def test_link_of_a_new_account_is_read_by_a_facilitator_first(charlie, bob, log_in, client, proposal):
    registered_now(charlie)
    writer = log_in(charlie)

    answer = writer.post(comments(proposal), {"stance": "for", "text": LINK}, follow=True).content.decode()

    assert "A facilitator reads your comment first" in answer
    assert "Only you see it" in answer
    assert "casino" not in client.get(proposal.get_absolute_url()).content.decode()
    decide(actor=bob, target=Comment.objects.get(), verdict="keep", reason="A good source.")
    assert "casino" in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.parametrize("text", ["The A35/B3157 floods.", "Ask him. He knows", "Yes... no/maybe"])
def test_words_without_a_link_do_not_wait(charlie, text, proposal):
    assert write_comment(author=registered_now(charlie), thread=proposal.thread, text=text).held_at is None


@pytest.mark.parametrize("text", [LINK, "www.casino.example", "see casino.example/win", "HTTP://X.EXAMPLE"])
def test_links_of_others_do_not_wait(charlie, alice, text, proposal):
    assert write_comment(author=charlie, thread=proposal.thread, text=text).held_at is None
    assert write_comment(author=registered_now(alice), thread=proposal.thread, text=text).held_at is None
    again = f"{text} Again."
    assert (
        write_comment(author=registered_now(charlie), thread=proposal.thread, text=again).held_at is not None
    )


def test_new_account_adds_no_link_by_a_change(charlie, log_in, proposal):
    own = CommentFactory(thread=proposal.thread, author=registered_now(charlie), text="Yes.")

    with pytest.raises(ValidationError, match="account is new"):
        edit_comment(author=charlie, comment=own, text=LINK)

    page = log_in(charlie).post(f"/comments/{own.pk}/edit/", {"text": LINK}).content.decode()
    assert LINK in page
    assert Comment.objects.get().text == "Yes."
