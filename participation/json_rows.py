"""Small lists that belong to a row, read in the row's own query: on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime

from django.db.models import JSONField, QuerySet, Subquery
from django.utils.dateparse import parse_datetime


class JsonRows(Subquery):
    """`annotate(steps=JsonRows(Step.objects.filter(thing=OuterRef("pk")), "day", "title"))`: a list of dicts.

    Dates and times come as text: see `moment`. Keep it to rows that are few and of one owner.
    """

    output_field = JSONField()

    def __init__(self, rows: QuerySet, *names: str):
        self.names = names
        super().__init__(rows.values(*names), output_field=JSONField())

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT coalesce(jsonb_agg(to_jsonb(q)), '[]'::jsonb) FROM (%(subquery)s) q)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_sqlite(self, compiler, connection, **extra):
        pairs = ", ".join(f"'{name}', q.\"{name}\"" for name in self.names)
        template = f"(SELECT json_group_array(json_object({pairs})) FROM (%(subquery)s) q)"  # noqa: S608 (our own names)
        return self.as_sql(compiler, connection, template=template, **extra)


def moment(text: str) -> datetime:
    """A time of such a row; SQLite writes them in UTC without saying so."""
    found = parse_datetime(text)
    assert found is not None, text
    return found if found.tzinfo else found.replace(tzinfo=UTC)
