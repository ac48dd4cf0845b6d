"""The way to people known over all registers, and back."""

import pytest
from django.db import ConnectionHandler, connection, connections
from django.db.migrations.executor import MigrationExecutor

IN_MEMORY = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}


def at(migration):
    executor = MigrationExecutor(connection)
    executor.migrate([migration])
    return executor.loader.project_state([migration]).apps


@pytest.fixture
def steps(django_db_setup, django_db_blocker):
    """The migration before, and this one, in a database of its own: the others' stays whole."""
    shared = connections["default"]
    with django_db_blocker.unblock():
        connections["default"] = ConnectionHandler(IN_MEMORY)["default"]
        graph = MigrationExecutor(connection).loader.graph
        after = next(node for node in graph.nodes if node[1].endswith("known_people"))
        yield graph.nodes[after].dependencies[0], after
        connection.close()
        connections["default"] = shared


def test_migration_carries_register_and_identities_over_and_back(steps):
    before, after = steps
    apps = at(before)
    upload = apps.get_model("participation", "CensusUpload").objects.create(rows=1)
    entries = apps.get_model("participation", "CensusEntry").objects
    entries.create(key="e" * 64, person_key="p" * 64, upload=upload)
    apps.get_model("participation", "Identity").objects.create(key="d" * 64, way="desk")

    apps = at(after)

    known = apps.get_model("participation", "KnownPerson").objects
    assert set(known.values_list("entry_key", "person_key", "household_key")) == {
        ("e" * 64, "p" * 64, ""),
        ("d" * 64, "d" * 64, ""),
    }
    assert at(before).get_model("participation", "CensusEntry").objects.get().person_key == "p" * 64
