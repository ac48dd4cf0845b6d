"""The words of projects, for search."""

from participation.text_search import TextIndex

WORDS = TextIndex("budgeting_project", {"title": 8, "summary": 3})
