"""Counts the queries of a page, leaving out what finds the visitor (session, account, second factor)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

OF_THE_VISITOR = ("django_session", "participation_user_groups", "usersessions", "auth_permission")


def queries_of(client, address: str, status: int = 200) -> int:
    """How many queries GET `address` needs beyond session and user."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
    assert answer.status_code == status
    return len([query["sql"] for query in captured if not _finds_the_visitor(query["sql"])])


def _finds_the_visitor(sql: str) -> bool:
    if any(
        f'FROM "{table}' in sql or f'"{table}"' in sql.split("WHERE", maxsplit=1)[0]
        for table in OF_THE_VISITOR
    ):
        return True
    return 'FROM "participation_user" WHERE' in sql or sql.startswith(
        ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    )
