"""The way to people known over all registers, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def at(migration):
    executor = MigrationExecutor(connection)
    executor.migrate([migration])
    return executor.loader.project_state([migration]).apps


@pytest.fixture
def steps():
    """The migration before, and this one; afterwards the database is whole again."""
    graph = MigrationExecutor(connection).loader.graph
    after = next(node for node in graph.nodes if node[1].endswith("known_people"))
    before = graph.nodes[after].dependencies[0]
    yield before, after
    MigrationExecutor(connection).migrate(graph.leaf_nodes())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
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
