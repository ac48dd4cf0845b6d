"""The words of processes, for search."""

from participation.text_search import TextIndex

WORDS = TextIndex("participation_process", {"title": 8, "purpose": 3, "rules": 1})
