"""A published proposal, for rounds to take in."""

import pytest
from django.utils import timezone

from participation.models import Category, Proposal, Thread
from tests.factories.rounds import ProcessFactory


@pytest.fixture
def proposal(harbour):
    return Proposal.objects.create(
        process=ProcessFactory(),
        thread=Thread.objects.create(),
        area=harbour,
        category=Category.objects.create(name="Play", slug="play"),
        title="A bench by the harbour",
        what="A long bench that looks over the water.",
        why="People wait there for the ferry.",
        published_at=timezone.now(),
    )
