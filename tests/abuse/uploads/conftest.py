"""Files that the tests leave open would hide those that the site leaves open."""

from tempfile import SpooledTemporaryFile

import pytest


class _Closing(SpooledTemporaryFile):
    def __del__(self):
        self.close()


@pytest.fixture(autouse=True)
def _smaller_pictures_are_closed(monkeypatch):
    """Wagtail leaves the file of each smaller picture for Python to collect."""
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", _Closing)
