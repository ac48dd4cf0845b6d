"""A third officer, for what two others must not settle themselves."""

import pytest

from tests.conftest import staff


@pytest.fixture
def gwen(db):
    return staff("Gwen", "officer")
