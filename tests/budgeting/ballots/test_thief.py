"""A thief of everything that is there after the sealing finds no way from a voter to what they chose.

`python -m tests.thief` does the same on a site of its own, on SQLite and on PostgreSQL with Redis.
"""

import random
from contextlib import closing

import pytest

from tests.thief.attack import Thief, everything_logged
from tests.thief.controls import missed
from tests.thief.election import played

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path


def test_thief_finds_nothing_and_each_planted_link(folder, carol, dave):
    with closing(Thief(folder)) as thief:
        with everything_logged(folder / "site.log"):
            election = played((carol, dave), random.Random(5), between=thief.take_backup)
        thief.read_disk(election)
        assert thief.finds(election) == set()
        assert missed(thief, election) == []
