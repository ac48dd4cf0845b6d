"""The process that takes proposals now."""

from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.rounds import phase_rows
from cms.demo.shapes import Process as Wording
from participation.models import Phase, Process

SUPPORTS_NEEDED = 25


def seed_ideas_process(wording: Wording) -> Process:
    process = Process.objects.create(
        title=wording.title,
        slug=wording.slug,
        purpose=wording.purpose,
        rules="\n".join(f"- {sentence}" for sentence in wording.rules),
        supports_needed=SUPPORTS_NEEDED,
        published_at=at_hour(wording.phases[0].starts_in_days, 9),
    )
    Phase.objects.bulk_create(
        Phase(process=process, kind=kind, title=title, start=start, end=end)
        for kind, title, start, end in phase_rows(wording.phases)
    )
    return process
