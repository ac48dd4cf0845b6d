"""The words of debates, for Debate.objects.containing(text)."""

from participation.text_search import TextIndex

WORDS = TextIndex("participation_debate", {"title": 8, "words": 3})
