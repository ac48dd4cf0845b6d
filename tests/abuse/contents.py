"""What the database holds, so that a test can say that nothing changed."""

import hashlib

from django.db import connection

# What a visit may write: the session, where and when somebody was seen, and that one more search was asked.
OF_SESSIONS = {
    "django_session",
    "account_emailaddress",
    "usersessions_usersession",
    "participation_actcount",
    "participation_sharedlimit",
    "sqlite_sequence",
}


def contents() -> dict[str, str]:
    """A fingerprint of each table."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in OF_SESSIONS]
        found = {}
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = "\n".join(sorted(repr(row) for row in cursor.fetchall()))
            found[name] = hashlib.sha256(rows.encode()).hexdigest()
    return found
