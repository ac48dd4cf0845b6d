"""The words of polls, for search."""

from participation.text_search import TextIndex

WORDS = TextIndex("participation_poll", {"question": 8, "words": 3})
