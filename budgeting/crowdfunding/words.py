"""The words of campaigns, for search."""

from participation.text_search import TextIndex

WORDS = TextIndex("budgeting_campaign", {"title": 8, "purpose": 3, "story": 1})
