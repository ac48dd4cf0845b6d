"""Ten parallel supports of one person leave one row; the control shows that the constraint does it."""

import threading

import pytest
from django.db import connection, connections

from participation.models import Support, User
from participation.proposals.actions import give_support
from tests.factories.people import IdentityFactory
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TIMES = 10


def support_in_parallel(person, proposal) -> list[Exception]:
    """Each thread is a request of its own: own connection, own user object."""
    start, errors = threading.Barrier(TIMES), []

    def request():
        try:
            user = User.objects.get(pk=person.pk)
            start.wait(timeout=20)
            give_support(user=user, proposal=proposal)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=request) for _each in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_ten_parallel_supports_of_one_person_leave_one():
    person, proposal = IdentityFactory().user, ProposalFactory()
    assert support_in_parallel(person, proposal) == []
    assert Support.objects.filter(proposal=proposal).count() == 1


def test_without_the_constraint_the_same_race_leaves_more(monkeypatch):
    person, proposal = IdentityFactory().user, ProposalFactory()
    constraint = next(each for each in Support._meta.constraints if each.name == "one_person_one_support")
    with monkeypatch.context() as without, connection.schema_editor() as editor:
        without.setattr(Support._meta, "constraints", [])  # SQLite makes the table anew from these
        editor.remove_constraint(Support, constraint)
    try:
        assert support_in_parallel(person, proposal) == []
        assert Support.objects.filter(proposal=proposal).count() == TIMES
    finally:
        Support.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Support, constraint)
