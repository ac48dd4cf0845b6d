"""One build of the test database, shared by all xdist workers: the first builds it, each copies it."""

import fcntl
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import restoring


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, tmp_path_factory, worker_id):
    if worker_id == "master":
        request.getfixturevalue("_one_database")
        yield
        return
    shared = tmp_path_factory.getbasetemp().parent
    with django_db_blocker.unblock():
        with (shared / "database.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _build_once(shared / "database.name")
            _copy_for(worker_id)
        yield
        _end_other_sessions()
        connection.creation.destroy_test_db((shared / "database.name").read_text(), verbosity=0)


@pytest.fixture(scope="session")
def _one_database(request, django_db_blocker):
    """What pytest-django does for one process: build it, or take it over with --reuse-db."""
    from django.test.utils import setup_databases, teardown_databases

    keep = request.config.getvalue("reuse_db") and not request.config.getvalue("create_db")
    if not keep:
        _forget_old_logs()
    with django_db_blocker.unblock():
        old = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        restoring.remember()
    yield
    if not request.config.getvalue("reuse_db"):
        with django_db_blocker.unblock():
            teardown_databases(old, verbosity=0)


def _build_once(marker) -> None:
    creation = connection.creation
    if not marker.exists():
        _forget_old_logs()
        built = creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        marker.write_text(str(built))
        connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = marker.read_text()


def _copy_for(worker_id: str) -> None:
    connection.creation.clone_test_db(suffix=worker_id, verbosity=0, autoclobber=True)
    copy = connection.creation.get_test_db_clone_settings(worker_id)["NAME"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = copy
    restoring.remember()


def _end_other_sessions() -> None:
    """PostgreSQL drops no database that a thread of a stopped server still holds a session of."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _forget_old_logs() -> None:
    """SQLite's write-ahead log of a test database that a killed run left would spoil the new one."""
    name = settings.DATABASES["default"].get("TEST", {}).get("NAME")
    if connection.vendor == "sqlite" and name:
        for old in Path(name).parent.glob(f"{Path(name).stem}*.sqlite3-*"):
            old.unlink()
