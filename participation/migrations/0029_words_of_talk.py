"""Debates, polls and processes are searched as proposals are: by word forms and with any accents."""

from django.db import migrations

from participation.text_search import TextIndex

# As they are at this step; the slices' own lists may grow later.
DEBATES = TextIndex("participation_debate", {"title": 8, "words": 3})
POLLS = TextIndex("participation_poll", {"question": 8, "words": 3})
PROCESSES = TextIndex("participation_process", {"title": 8, "purpose": 3, "rules": 1})


class Migration(migrations.Migration):
    dependencies = [("participation", "0028_no_statement_without_talk")]
    operations = [DEBATES.operation(), POLLS.operation(), PROCESSES.operation()]
