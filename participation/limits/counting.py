"""Counting acts in the database, which all processes share, and refusing the one that is too many."""

from django.db import connection
from django.utils.crypto import salted_hmac

from participation.limits.refusal import TooOftenError
from participation.limits.table import Limit

NOW = {
    "sqlite": "CAST(strftime('%%s', 'now') AS INTEGER)",
    "postgresql": "extract(epoch FROM statement_timestamp())::bigint",
}
# One statement, so that acts at the same moment are counted one after the other, on SQLite and on PostgreSQL.
COUNT = """
    INSERT INTO participation_actcount AS kept (key, count, ends_at) VALUES (%s, %s, {now} + %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN kept.ends_at > {now} THEN kept.count ELSE 0 END + excluded.count,
        ends_at = CASE WHEN kept.ends_at > {now} THEN kept.ends_at ELSE excluded.ends_at END
    RETURNING count, ends_at - {now}
"""


def count_act(limit: Limit, who: str, *, newcomer: bool = False, times: int = 1) -> None:
    """Count `times` acts of `who` (a person, a connection, a device) in the period that runs.

    Raises TooOftenError when that is more than the limit. Inside a transaction the refused act is not
    counted, and the row stays locked until the end: call it after the locks of the act itself.
    """
    period = int(limit.period.total_seconds())
    with connection.cursor() as cursor:
        sql = COUNT.format(now=NOW[connection.vendor])
        cursor.execute(sql, [key_of(limit, who), times, period])
        count, seconds = cursor.fetchone()
    if count > limit.most_for(newcomer):
        raise TooOftenError(limit, seconds, newcomer)


def key_of(limit: Limit, who: str) -> str:
    return salted_hmac("participation.limits", f"{limit.key}:{who}", algorithm="sha256").hexdigest()
