"""The people whom every test knows, and how they log in."""

import gc
import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client

from tests.database import _one_database, django_db_setup  # noqa: F401 (fixtures)
from tests.factories.people import IdentityFactory, UserFactory, ward


def pytest_configure(config):
    """Workers of one run share one Redis: each gets a database and a live channel of its own."""
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    if worker and settings.REDIS_URL:
        server, _slash, database = settings.REDIS_URL.rpartition("/")
        settings.REDIS_URL = f"{server}/{int(database) - 1 - int(worker.removeprefix('gw'))}"
        settings.CACHES["default"]["LOCATION"] = settings.REDIS_URL
        settings.SECRET_KEY += worker


def pytest_collection_finish():
    """What is loaded by now stays to the end: looking through it for rubbish again and again is dear."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 10)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Each test writes its pictures, ballot keys and mail to a folder of its own."""
    for name in ("MEDIA_ROOT", "ROUND_KEYS_DIR", "AUDIT_HEADS_DIR", "DOCUMENTS_ROOT", "EXPORTS_ROOT"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        setattr(settings, name, folder)


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    """What one test tried does not count against the next; each page is made anew, for even counts."""
    settings.CHROME_SECONDS = settings.VISITOR_SECONDS = 0
    cache.clear()


@pytest.fixture
def harbour(db):
    return ward("Harbour ward")


@pytest.fixture
def alice(harbour):
    """A verified resident of Harbour ward."""
    return IdentityFactory(user__display_name="Alice", user__email="alice@example.org", area=harbour).user


@pytest.fixture
def bob(db):
    """A facilitator with a second factor."""
    return staff("Bob", "facilitator")


@pytest.fixture
def carol(db):
    """An officer of the council with a second factor."""
    return staff("Carol", "officer")


@pytest.fixture
def dave(db):
    """Carol's colleague: the second officer where two people must act."""
    return staff("Dave", "officer")


@pytest.fixture
def fiona(db):
    """A finance officer with a second factor."""
    return staff("Fiona", "finance")


@pytest.fixture
def audrey(db):
    """An auditor with a second factor."""
    return staff("Audrey", "auditor")


@pytest.fixture
def charlie(db):
    """An outsider: registered, not verified, no role."""
    return UserFactory(display_name="Charlie", email="charlie@example.org")


def staff(name: str, *roles: str):
    user = UserFactory(display_name=name, email=f"{name.lower()}@example.org")
    user.groups.set(Group.objects.filter(name__in=roles))
    user.second_factor = True
    return user


@pytest.fixture
def log_in():
    """log_in(user) gives a client; staff come with their second factor unless it is refused."""

    def open_session(user, second_factor: bool | None = None) -> Client:
        client = Client()
        client.force_login(user)
        if user.is_staff if second_factor is None else second_factor:
            give_second_factor(client, user)
        return client

    return open_session


def give_second_factor(client: Client, user) -> None:
    """As django-allauth records it when a code from an app was right."""
    authenticator, _ = Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "JBSWY3DPEHPK3PXP"}}
    )
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "id": authenticator.pk, "at": time.time()}
    ]
    session.save()
