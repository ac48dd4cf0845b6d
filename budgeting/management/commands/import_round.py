"""Makes a counted round with projects, ballots and a result page out of a published election file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from budgeting.allocation import PabulibError
from budgeting.results.actions import import_round


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.pb", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            round = import_round(content=file.read_bytes(), file_name=file.name)
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from None
        except PabulibError as fault:
            raise CommandError(f"{file}: {fault}. Nothing was imported.") from None
        except ValidationError as refusal:
            raise CommandError(f"{file}: {' '.join(refusal.messages)}") from None
        result = round.results.light().with_totals().get()
        self.stdout.write(
            _("%(title)s: %(funded)d of %(projects)d projects funded from %(ballots)d ballots.")
            % {
                "title": round.process.title,
                "funded": result.funded,
                "projects": result.projects,
                "ballots": result.ballots,
            }
        )
        self.stdout.write(reverse("result", args=[round.process.slug]))
