"""Full-text search over the words of one table, kept by the database itself: SQLite's FTS5 or PostgreSQL's.

    WORDS = TextIndex("participation_proposal", {"title": 8, "what": 3})
    Proposal.objects.filter(pk__in=WORDS.matching("benches quay"))   # every word; order and page as usual
    WORDS.nearest(Proposal.objects.public(), "a bench on the quay", limit=5)    # any word; keys, best first

A word finds its other forms in the language of the site ("benches" finds "bench"; SQLite knows those of
English alone), words that begin with it, and words with other accents ("cafe" finds "café"). Triggers keep
the index in step with every write, also of rows written in bulk. A migration makes it with `operation()`.
`keep_up` is connected to post_migrate: SQLite loses triggers with a table that Django makes anew, and the
site may have another language since.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.db import connection, migrations
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

MOST_WORDS = 12
CONFIGURATION = "folkmoot_words"
# Words that say nothing about what a text is about; left out on both databases alike.
EMPTY = frozenset(
    """a an and are as at be been but by for from has have in is it its of on or our should so that the their
    there they this to up was we were will with you your""".split()  # noqa: SIM905 (reads better than forty pairs of quotes)
)


# Whose word forms PostgreSQL knows.
LANGUAGES = {
    **{"ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english"},
    **{"es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi"},
    **{"hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian"},
    **{"nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian"},
    **{"pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish"},
    **{"ta": "tamil", "tr": "turkish", "yi": "yiddish"},
}


class TextIndex:
    """The words of `columns` of `table`, each with its weight (1 to 10). The table's key is `id`."""

    def __init__(self, table: str, columns: Mapping[str, int]):
        self.table, self.columns, self.name = table, dict(columns), f"{table}_words"

    def matching(self, text: str) -> RawSQL:
        """The keys of rows that hold every word of `text` (the first twelve); none when it has no word."""
        words = words_of(text)
        if not words:
            return RawSQL("SELECT 0 WHERE 1 = 0", [])
        if connection.vendor == "postgresql":
            found = f"SELECT id FROM {self.name} WHERE words @@ to_tsquery('{CONFIGURATION}', %s)"
            return RawSQL(found, [" & ".join(f"{word}:*" for word in words)])
        found = f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s"
        return RawSQL(found, [" AND ".join(f'"{word}"*' for word in words)])

    def nearest(self, rows: QuerySet, text: str, *, limit: int) -> list[int]:
        """Keys of the `limit` rows of `rows` that share most with `text`, best first; one query."""
        words = [word for word in words_of(text) if word not in EMPTY]
        if not words:
            return []
        inner, values = rows.order_by().values("pk").query.sql_with_params()
        if connection.vendor == "postgresql":
            sql = (
                f"SELECT w.id FROM {self.name} w, to_tsquery('{CONFIGURATION}', %s) q "
                f"WHERE w.words @@ q AND w.id IN ({inner}) "
                "ORDER BY ts_rank(w.words, q) DESC, w.id DESC LIMIT %s"
            )
            query = " | ".join(f"{word}:*" for word in words)
        else:
            weights = ", ".join(str(weight) for weight in self.columns.values())
            sql = (
                f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s AND rowid IN ({inner}) "
                f"ORDER BY bm25({self.name}, {weights}), rowid DESC LIMIT %s"
            )
            query = " OR ".join(f'"{word}"*' for word in words)
        with connection.cursor() as cursor:
            cursor.execute(sql, [query, *values, limit])
            return [key for (key,) in cursor.fetchall()]

    def operation(self) -> migrations.RunPython:
        """Makes the index with what the table holds already; reversible."""
        return migrations.RunPython(
            lambda apps, editor: self._run(editor.connection, "make"),
            lambda apps, editor: self._run(editor.connection, "drop"),
        )

    def keep_up(self, **signal) -> None:
        """After migrations: puts back triggers that went with a table made anew (SQLite), and makes the index
        anew when the site's language is another than the index's."""
        with connection.cursor() as cursor:
            language = self._language(cursor)
            if language is None:
                return  # not made yet
            if connection.vendor == "postgresql":
                if language != (wanted := language_of_site()):
                    self._speak(cursor, wanted)
                return
            if language != ("english" if language_of_site() == "english" else "simple"):
                self._run(connection, "drop")
                self._run(connection, "make")
                return
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [f"{self.name}_new"])
            if not cursor.fetchone():
                self._run(connection, "trigger")

    def _language(self, cursor) -> str | None:
        """Whose word forms the index holds; None when there is no index."""
        if connection.vendor == "postgresql":
            cursor.execute("SELECT to_regclass(%s)::text, obj_description(to_regclass(%s))", [self.name] * 2)
            name, said = cursor.fetchone()
            return (said or "english") if name else None
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [self.name])
        row = cursor.fetchone()
        return row and ("english" if "porter" in row[0] else "simple")

    def _speak(self, cursor, language: str) -> None:
        """PostgreSQL: the configuration takes the forms of `language`, and this index is filled anew."""
        stem = f"folkmoot_{language}"
        cursor.execute("SELECT 1 FROM pg_ts_dict WHERE dictname = %s", [stem])
        if not cursor.fetchone():
            kind = (
                "TEMPLATE = simple" if language == "simple" else f"TEMPLATE = snowball, LANGUAGE = {language}"
            )
            cursor.execute(f"CREATE TEXT SEARCH DICTIONARY {stem} ({kind})")
        cursor.execute("SELECT 1 FROM pg_ts_dict WHERE dictname = 'unaccent'")
        folded = "unaccent, " if cursor.fetchone() else ""
        cursor.execute(_STEM.format(dictionaries=folded + stem))
        cursor.execute(f"DELETE FROM {self.name}")
        cursor.execute(self._postgresql()["fill"][0])
        cursor.execute(f"COMMENT ON TABLE {self.name} IS '{language}'")

    def _run(self, database, act: str) -> None:
        statements = {"sqlite": self._sqlite, "postgresql": self._postgresql}[database.vendor]()
        with database.cursor() as cursor:
            for statement in statements[act]:
                cursor.execute(statement)
            if act == "make" and database.vendor == "postgresql":
                self._fold_accents(cursor)
                cursor.execute(statements["fill"][0])

    def _sqlite(self) -> dict[str, list[str]]:
        names = ", ".join(self.columns)
        new, old = (", ".join(f"{row}.{name}" for name in self.columns) for row in ("new", "old"))
        remove = f"INSERT INTO {self.name} ({self.name}, rowid, {names}) VALUES ('delete', old.id, {old});"
        add = f"INSERT INTO {self.name} (rowid, {names}) VALUES (new.id, {new});"
        trigger = [
            f"CREATE TRIGGER {self.name}_new AFTER INSERT ON {self.table} BEGIN {add} END",
            f"CREATE TRIGGER {self.name}_gone AFTER DELETE ON {self.table} BEGIN {remove} END",
            f"CREATE TRIGGER {self.name}_changed AFTER UPDATE OF {names} ON {self.table} "
            f"BEGIN {remove} {add} END",
            f"INSERT INTO {self.name} ({self.name}) VALUES ('rebuild')",
        ]
        forms = "porter " if language_of_site() == "english" else ""
        table = (
            f"CREATE VIRTUAL TABLE {self.name} USING fts5({names}, content='{self.table}', "
            f"content_rowid='id', tokenize='{forms}unicode61 remove_diacritics 2')"
        )
        drop = [f"DROP TRIGGER IF EXISTS {self.name}_{when}" for when in ("new", "gone", "changed")]
        return {"make": [table, *trigger], "trigger": trigger, "drop": [*drop, f"DROP TABLE {self.name}"]}

    def _postgresql(self) -> dict[str, list[str]]:
        letters = {
            name: "A" if weight >= 8 else "B" if weight >= 3 else "C" for name, weight in self.columns.items()
        }
        words = " || ".join(
            f"setweight(to_tsvector('{CONFIGURATION}', coalesce({{row}}{name}, '')), '{letter}')"
            for name, letter in letters.items()
        )
        same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in self.columns)
        function = f"""CREATE FUNCTION {self.name}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'TRUNCATE' THEN DELETE FROM {self.name}; RETURN NULL; END IF;
            IF TG_OP = 'DELETE' THEN DELETE FROM {self.name} WHERE id = OLD.id; RETURN NULL; END IF;
            IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NULL; END IF; END IF;
            INSERT INTO {self.name} (id, words) VALUES (NEW.id, {words.format(row="NEW.")})
                ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words;
            RETURN NULL; END $$"""
        make = [
            *_MAKE_CONFIGURATION,
            f"CREATE TABLE {self.name} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
            f"CREATE INDEX {self.name}_gin ON {self.name} USING gin (words)",
            function,
            f"CREATE TRIGGER {self.name}_row AFTER INSERT OR UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}_keep()",
            f"CREATE TRIGGER {self.name}_all AFTER TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}_keep()",
        ]
        drop = [
            f"DROP TRIGGER {self.name}_row ON {self.table}",
            f"DROP TRIGGER {self.name}_all ON {self.table}",
            f"DROP FUNCTION {self.name}_keep()",
            f"DROP TABLE {self.name}",
        ]
        fill = f"INSERT INTO {self.name} (id, words) SELECT id, {words.format(row='')} FROM {self.table}"
        return {"make": make, "drop": drop, "fill": [fill]}

    def _fold_accents(self, cursor) -> None:
        """Where the server brings `unaccent` (every usual package does): "café" and "cafe" are one word."""
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'unaccent'")
        if cursor.fetchone():
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
            cursor.execute(_STEM.format(dictionaries="unaccent, folkmoot_stem"))


def language_of_site() -> str:
    """The name of the language in PostgreSQL's word forms; "simple" where it knows none."""
    return LANGUAGES.get(settings.LANGUAGE_CODE.partition("-")[0].lower(), "simple")


def words_of(text: str) -> list[str]:
    """The first words of a text that say what it is about, in lower case; else all of them."""
    said = list(dict.fromkeys(re.findall(r"[^\W_]+", text.lower())))
    return ([word for word in said if word not in EMPTY] or said)[:MOST_WORDS]


_STEM = (
    f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR asciiword, word, hword, hword_part, "
    "asciihword, hword_asciipart WITH {dictionaries}"
)
# One configuration for all indexes: English word forms, no words left out.
_MAKE_CONFIGURATION = [
    f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_ts_config WHERE cfgname = '{CONFIGURATION}') THEN
            CREATE TEXT SEARCH DICTIONARY folkmoot_stem (TEMPLATE = snowball, LANGUAGE = english);
            CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = pg_catalog.english);
        END IF; END $$""",
    _STEM.format(dictionaries="folkmoot_stem"),
]
