"""The process that takes proposals now."""

from cms.demo.seeding.people import Cast
from cms.demo.seeding.rounds import phase_plans
from cms.demo.shapes import Process as Wording
from participation.models import Process
from participation.processes.actions import create_process

SUPPORTS_NEEDED = 25


def seed_ideas_process(wording: Wording, cast: Cast) -> Process:
    return create_process(
        actor=cast.staff("carol"),
        title=wording.title,
        slug=wording.slug,
        purpose=wording.purpose,
        intro=wording.intro,
        rules_text="\n".join(f"- {sentence}" for sentence in wording.rules),
        supports_needed=SUPPORTS_NEEDED,
        phases=phase_plans(wording.phases),
    )
