"""Pictures and documents change after publication, so versions keep what they showed and were called.

Versions from before get what stands there now: until here nothing of it could change. A picture that stood on
top alone becomes one of the proposal's pictures, so that its authors can change it as any other.
"""

from django.db import migrations, models


def describe(apps, editor):
    names = ("Attachment", "ProposalVersion", "Proposal")
    attachments, versions, proposals = (apps.get_model("participation", name).objects for name in names)
    on_top = proposals.exclude(picture="").exclude(
        pk__in=attachments.exclude(picture="").exclude(proposal=None).values("proposal")
    )
    for proposal in on_top.iterator():
        attachments.create(
            proposal=proposal,
            picture=proposal.picture.name,
            picture_small=proposal.picture_small.name,
            words=proposal.picture_alt or proposal.title,
        )
    for pk in versions.order_by().values_list("proposal", flat=True).distinct():
        rows = list(attachments.filter(proposal=pk).order_by("pk").values_list("picture", "words"))
        versions.filter(proposal=pk).update(
            pictures="\n".join(words for picture, words in rows if picture),
            documents="\n".join(words for picture, words in rows if not picture),
        )


class Migration(migrations.Migration):
    dependencies = [("participation", "0029_words_of_talk")]
    operations = [
        migrations.AddField("proposalversion", "pictures", models.TextField(blank=True, default="")),
        migrations.AddField("proposalversion", "documents", models.TextField(blank=True, default="")),
        migrations.RunPython(describe, migrations.RunPython.noop),
    ]
