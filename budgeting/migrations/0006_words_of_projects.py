"""Projects and campaigns are searched as proposals are: by word forms and with any accents."""

from django.db import migrations

from participation.text_search import TextIndex

# As they are at this step; the slices' own lists may grow later.
PROJECTS = TextIndex("budgeting_project", {"title": 8, "summary": 3})
CAMPAIGNS = TextIndex("budgeting_campaign", {"title": 8, "purpose": 3, "story": 1})


class Migration(migrations.Migration):
    # The first index on the floor below made the words' configuration.
    dependencies = [("budgeting", "0005_talk_about_projects"), ("participation", "0008_words_of_proposals")]
    operations = [PROJECTS.operation(), CAMPAIGNS.operation()]
