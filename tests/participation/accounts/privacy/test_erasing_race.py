"""Erased in one window while supporting in another: one person, one support, also after coming back."""

from datetime import timedelta

import pytest

from participation.accounts.privacy import forgetting
from participation.accounts.privacy.erasing import erase_person
from participation.accounts.rules import identity_of
from participation.accounts.verification import claim
from participation.models import Identity, Support, User
from participation.proposals.actions import give_support
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.talk import ProposalFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def act_of_second_window(user: User, proposal) -> None:
    try:
        give_support(user=user, proposal=proposal)
    except Exception as refused:
        assert not isinstance(refused, AssertionError)  # noqa: PT017 (refused in any way is well)


def supports_after_coming_back(key: str, proposal) -> int:
    again = UserFactory()
    claim(again, key, Identity.Way.CENSUS, None, 1980)
    give_support(user=again, proposal=proposal)
    return Support.objects.filter(proposal=proposal).count()


def test_support_beside_an_erasure_is_still_one():
    identity, proposal = IdentityFactory(), ProposalFactory()
    key, second = identity.key, User.objects.get(pk=identity.user_id)
    assert identity_of(second) is not None  # read before the erasure, as by a request under way

    def erase(_person) -> None:
        erase_person(person=identity.user, keep_words=True)
        forgetting.forget_identities()

    race(lambda act: act(None), [erase, lambda _person: act_of_second_window(second, proposal)])
    assert Identity.objects.get(key=key).user is None
    assert not User.objects.filter(pk=second.pk).exists()
    assert supports_after_coming_back(key, proposal) == 1


@pytest.mark.parametrize("rests", [True, False])
def test_identity_that_is_forgotten_at_once_would_give_a_second_support(rests, monkeypatch):
    """The control: the same acts, one after the other in the worst order, with and without the rest."""
    if not rests:
        monkeypatch.setattr(forgetting, "IDENTITY_RESTS", timedelta(0))
    identity, proposal = IdentityFactory(), ProposalFactory()
    # In a process that is over, so that a row stays in the place of the forgotten one.
    closed = ProposalFactory(process__open=(), process__closed=("propose",))
    Support.objects.create(identity=identity, proposal=closed)
    key, second = identity.key, User.objects.get(pk=identity.user_id)
    assert identity_of(second) is not None
    erase_person(person=identity.user, keep_words=True)
    forgetting.forget_identities()
    act_of_second_window(second, proposal)
    assert supports_after_coming_back(key, proposal) == (1 if rests else 2)
