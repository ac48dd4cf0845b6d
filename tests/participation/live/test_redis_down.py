"""When Redis is away, what people do is still done."""

import pytest

from participation.live import wake
from participation.models import Support
from participation.proposals.actions import give_support
from tests.factories.people import IdentityFactory
from tests.factories.talk import ProposalFactory


@pytest.mark.django_db
def test_support_is_given_while_redis_is_away(settings, django_capture_on_commit_callbacks, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    wake._redis.cache_clear()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            give_support(user=IdentityFactory().user, proposal=ProposalFactory())
    finally:
        wake._redis.cache_clear()
    assert Support.objects.count() == 1
    assert "Redis did not take a message" in caplog.text
