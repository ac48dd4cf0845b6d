"""The database keeps an index of the words of proposals, so that search and "similar ones" stay quick."""

from django.db import migrations

from participation.text_search import TextIndex

# As they are at this step; the slice's own list may grow later.
WORDS = TextIndex("participation_proposal", {"title": 8, "what": 3, "why": 1, "place": 3})


class Migration(migrations.Migration):
    dependencies = [("participation", "0007_helpful_and_deeper_talk")]
    operations = [WORDS.operation()]
