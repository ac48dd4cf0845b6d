"""The words of proposals, for Proposal.objects.containing(text) and for finding similar ones."""

from participation.text_search import TextIndex

WORDS = TextIndex("participation_proposal", {"title": 8, "what": 3, "why": 1, "place": 3})
