"""A blocked person is out at once, everywhere, and is told so."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import resolve, reverse

from participation.accounts.actions import block_person, unblock_person
from participation.accounts.blocked_door import blocked_person_of
from participation.accounts.signals import person_blocked
from participation.audit.notes import digest_of
from participation.models import AuditEvent, User
from tests.participation.accounts.test_entrance import code_from_mail
from tests.participation.accounts.test_second_factor import with_email_code


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_block_ends_every_session_and_tells_live(bob, alice, log_in):
    heard = []
    person_blocked.connect(lambda user_pk, **_: heard.append(user_pk), weak=False, dispatch_uid="test")
    by_code, forced = with_email_code(alice), log_in(alice)
    assert UserSession.objects.filter(user=alice).exists()

    block_person(actor=bob, user=alice, reason="Threats.", decision=1)
    person_blocked.disconnect(dispatch_uid="test")

    for client in (by_code, forced):
        assert client.get(reverse("my_page")).url.startswith(reverse("account_login"))
    assert not UserSession.objects.filter(user=alice).exists()
    assert heard == [alice.pk]
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.target_id) == ("block_person", bob.pk, str(alice.pk))
    assert (event.said, event.facts) == ("", {"decision": 1, "words_digest": digest_of("Threats.")})


@pytest.mark.django_db
def test_blocked_person_with_a_right_code_is_told_and_stays_out(bob, alice):
    block_person(actor=bob, user=alice, reason="Threats.", decision=1)
    client = Client()
    client.post(reverse("account_login"), {"login": alice.email})

    response = client.post(reverse("account_confirm_login_code"), {"code": code_from_mail()})

    shown = resolve(response.url)
    assert shown.view_name == "blocked"
    assert blocked_person_of(**shown.kwargs) == alice
    assert client.get(response.url, follow=True).status_code == 200
    assert client.get(reverse("my_page")).status_code == 302


@pytest.mark.django_db
def test_unblocked_person_logs_in_again(bob, alice):
    block_person(actor=bob, user=alice, reason="Threats.", decision=1)
    unblock_person(actor=bob, user=User.objects.get(pk=alice.pk), reason="We talked.", decision=1)

    assert with_email_code(alice).get(reverse("my_page")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("act", [block_person, unblock_person])
@pytest.mark.parametrize("who", ["charlie", "alice", "fiona", "audrey"])
def test_blocks_are_for_facilitators_and_officers(act, who, request):
    from tests.factories.people import UserFactory

    with pytest.raises(PermissionDenied):
        act(actor=request.getfixturevalue(who), user=UserFactory(), reason="x", decision=1)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bob", "carol", "dave", "audrey"])
def test_staff_are_not_blocked_before_their_role_is_taken(who, request, bob):
    with pytest.raises(PermissionDenied):
        block_person(actor=bob, user=request.getfixturevalue(who), reason="x", decision=1)


@pytest.mark.django_db
def test_block_without_reason_is_refused(bob, alice):
    with pytest.raises(ValidationError):
        block_person(actor=bob, user=alice, reason=" ", decision=1)
