"""The true owner gets an identity back: two officers, logged, both accounts told."""

import datetime
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.accounts.actions import (
    approve_reclaim,
    ask_reclaim,
    close_reclaim,
    upload_census,
    verify_by_census,
)
from participation.accounts.papers import Papers
from participation.accounts.privacy.erasing import erase_person
from participation.accounts.rules import needs_second_way
from participation.accounts.tasks import tell_of_reclaim
from participation.models import AuditEvent, Identity, PhoneCode, Reclaim, Support, User
from tests.conftest import staff
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.talk import ProposalFactory
from tests.races import race

NELL = Papers("Nell Quick", datetime.date(1980, 12, 31), "HB1 2AB")
TYPED = {"name": "Nell Quick", "birth_date": "1980-12-31", "postcode": "HB1 2AB", "reason": "Passport"}


@pytest.fixture
def thief(carol, harbour):
    """Somebody who was found in the register with Nell's details."""
    row = f"{NELL.name},{NELL.birth_date},{NELL.postcode},Harbour ward\n"
    upload_census(actor=carol, file=BytesIO(f"name,date of birth,postcode,ward\n{row}".encode()))
    user = UserFactory(email="thief@example.org")
    verify_by_census(user=user, name=NELL.name, birth_date=NELL.birth_date, postcode=NELL.postcode)
    return user


@pytest.fixture
def reclaim(thief, carol, charlie):
    return ask_reclaim(actor=carol, user=charlie, papers=NELL, reason="Passport")


@pytest.mark.django_db
def test_identity_goes_to_its_owner_with_what_it_supported(reclaim, dave, charlie, thief):
    identity = Identity.objects.get(user=thief)
    Support.objects.create(proposal=ProposalFactory(), identity=identity)

    assert approve_reclaim(actor=dave, reclaim=reclaim) == identity

    identity.refresh_from_db()
    assert identity.user == charlie
    assert not needs_second_way(identity)
    assert not Identity.objects.filter(user=thief).exists()
    assert Support.objects.get().identity == identity


@pytest.mark.django_db
def test_each_step_is_in_the_audit_log(reclaim, dave, carol):
    approve_reclaim(actor=dave, reclaim=reclaim)

    asked, approved = (AuditEvent.objects.get(verb=verb) for verb in ("ask_reclaim", "approve_reclaim"))
    assert (asked.actor_id, asked.said) == (carol.pk, "Passport")
    assert (approved.actor_id, approved.facts) == (dave.pk, {"asked_by": carol.pk})


@pytest.mark.django_db
@pytest.mark.parametrize("decide", [approve_reclaim, close_reclaim])
def test_evidence_goes_when_it_is_decided(decide, reclaim, dave, thief):
    identity = Identity.objects.get(user=thief)
    Identity.objects.filter(pk=identity.pk).update(phone_key="f" * 64)
    PhoneCode.objects.create(identity=identity, day="2026-01-01", number=1, code_key="a", phone_key="b")

    decide(actor=dave, reclaim=reclaim)

    assert Reclaim.objects.get().reason == ""
    if decide is approve_reclaim:
        assert not PhoneCode.objects.exists()
        assert Identity.objects.get(pk=identity.pk).phone_key == ""


@pytest.mark.django_db
def test_both_accounts_get_a_mail(charlie, thief):
    assert tell_of_reclaim.func(charlie.pk, True) == 1
    assert tell_of_reclaim.func(thief.pk, False) == 1

    won, lost = mail.outbox
    assert (won.to, lost.to) == ([charlie.email], [thief.email])
    assert "you are the verified resident now" in won.body
    assert "no longer verified" in lost.body
    assert "desk" in lost.body
    assert "Nell" not in won.body + lost.body


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["carol", "charlie", "alice", "bob", "fiona", "audrey"])
def test_only_another_officer_approves(who, request, reclaim, thief):
    with pytest.raises(PermissionDenied):
        approve_reclaim(actor=request.getfixturevalue(who), reclaim=reclaim)

    assert Identity.objects.get(user=thief)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_only_officers_ask_and_close(who, request, reclaim):
    actor = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        ask_reclaim(actor=actor, user=UserFactory(), papers=NELL, reason="Passport")
    with pytest.raises(PermissionDenied):
        close_reclaim(actor=actor, reclaim=reclaim)


@pytest.mark.django_db
def test_officers_do_not_decide_about_themselves(reclaim, dave, thief, carol):
    Identity.objects.filter(user=thief).update(user=dave)
    reclaim = Reclaim.objects.get()

    with pytest.raises(PermissionDenied):
        approve_reclaim(actor=dave, reclaim=reclaim)
    with pytest.raises(PermissionDenied):
        close_reclaim(actor=dave, reclaim=reclaim)
    with pytest.raises(PermissionDenied):
        ask_reclaim(actor=carol, user=carol, papers=NELL, reason="Passport")


@pytest.mark.django_db
def test_closed_request_moves_nothing_and_can_be_asked_again(reclaim, carol, dave, charlie, thief):
    close_reclaim(actor=carol, reclaim=reclaim)

    assert Identity.objects.get(user=thief)
    with pytest.raises(ValidationError) as refused:
        approve_reclaim(actor=dave, reclaim=reclaim)
    assert refused.value.code == "decided"
    assert ask_reclaim(actor=dave, user=charlie, papers=NELL, reason="Passport")


@pytest.mark.django_db
def test_one_request_at_a_time(reclaim, dave):
    with pytest.raises(ValidationError, match="waits for another officer"):
        ask_reclaim(actor=dave, user=UserFactory(), papers=NELL, reason="Passport")


ANN = Papers("Ann Other", NELL.birth_date, "HB1 2AB")


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [(NELL, " ", "reason"), (ANN, "Passport", "name")])
def test_request_that_cannot_be_says_why(wrong, thief, carol, charlie):
    papers, reason, field = wrong

    with pytest.raises(ValidationError) as refused:
        ask_reclaim(actor=carol, user=charlie, papers=papers, reason=reason)

    assert list(refused.value.error_dict) == [field]


@pytest.mark.django_db
def test_verified_account_cannot_get_a_second_identity(reclaim, carol, alice, dave, charlie):
    with pytest.raises(ValidationError, match="verified already"):
        ask_reclaim(actor=carol, user=alice, papers=NELL, reason="Passport")

    Identity.objects.filter(user=alice).update(user=charlie)
    with pytest.raises(ValidationError, match="verified already"):
        approve_reclaim(actor=dave, reclaim=reclaim)


@pytest.mark.django_db
@pytest.mark.parametrize("decided_by", ["asked_by", "user", None])
def test_database_wants_two_people(decided_by, reclaim):
    decider = getattr(reclaim, decided_by) if decided_by else None

    with pytest.raises(IntegrityError), transaction.atomic():
        Reclaim.objects.update(state=Reclaim.State.APPROVED, decided_by=decider)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_officers_who_approve_at_once_move_it_once(reclaim, dave):
    officers = [dave, staff("Erica", "officer")]

    def approve(officer):
        actor = User.objects.get(pk=officer.pk)
        actor.second_factor = True
        try:
            return approve_reclaim(actor=actor, reclaim=Reclaim.objects.get())
        except ValidationError as error:
            return error.code

    outcomes = race(approve, officers)

    assert sorted(str(one) for one in outcomes)[0] == "decided"
    assert AuditEvent.objects.filter(verb="approve_reclaim").count() == 1


# The screens


@pytest.mark.django_db
def test_officers_ask_and_approve_on_screen(thief, carol, dave, charlie, log_in):
    asking = log_in(carol)
    asking.post(reverse("census:reclaims"), TYPED | {"email": charlie.email})
    reclaim = Reclaim.objects.get()
    approve = reverse("census:approve_reclaim", args=[reclaim.pk])
    page = asking.get(reverse("census:reclaims")).content.decode()
    assert approve not in page
    assert "Take back" in page

    approving = log_in(dave)
    assert approve in approving.get(reverse("census:reclaims")).content.decode()
    assert thief.email in approving.get(approve).content.decode()
    assert "identity to be given back" in approving.get(reverse("wagtailadmin_home")).content.decode()
    approving.post(approve)

    assert Identity.objects.get(user=charlie)


@pytest.mark.django_db
def test_screen_says_beside_the_field_what_is_wrong(thief, carol, charlie, log_in):
    page = log_in(carol).post(
        reverse("census:reclaims"), TYPED | {"email": charlie.email, "postcode": "ZZ1 1ZZ"}
    )

    assert "No other account is verified as this person" in page.content.decode()
    assert not Reclaim.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bob", "fiona", "audrey", "alice", "charlie", "carol"])
def test_nobody_else_approves_on_screen(who, request, reclaim, thief, log_in):
    log_in(request.getfixturevalue(who)).post(reverse("census:approve_reclaim", args=[reclaim.pk]))

    assert Identity.objects.get(user=thief)


@pytest.mark.django_db
def test_list_takes_the_same_queries_for_one_and_thirty(
    reclaim, carol, dave, log_in, django_assert_num_queries
):
    client = log_in(dave)
    client.get(reverse("census:reclaims"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("census:reclaims"))
    for _number in range(29):
        Reclaim.objects.create(identity=IdentityFactory(), user=UserFactory(), asked_by=carol)
    with django_assert_num_queries(len(one)):
        client.get(reverse("census:reclaims"))


@pytest.mark.django_db
def test_identity_comes_back_also_when_the_other_account_erased_itself(thief, reclaim, dave):
    erase_person(person=thief, keep_words=True)

    approve_reclaim(actor=dave, reclaim=reclaim)

    identity = Identity.objects.get(user=reclaim.user)
    assert identity.erased_at is None
