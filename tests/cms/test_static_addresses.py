"""Addresses of static files in production: those of the manifest, and no guess for any other file."""

import json

import pytest

from cms.static_addresses import RememberedAddresses


def test_addresses_are_those_of_the_manifest(tmp_path):
    paths = {"icons/sprite.svg": "icons/sprite.0123456789ab.svg"}
    manifest = {"paths": paths, "version": "1.1", "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    storage = RememberedAddresses(location=tmp_path)
    for _time in range(2):
        assert storage.url("icons/sprite.svg") == "/static/icons/sprite.0123456789ab.svg"
        with pytest.raises(ValueError, match="missing"):
            storage.url("icons/missing.svg")
