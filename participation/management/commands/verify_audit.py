"""Proves that nobody changed, removed or reordered what the audit log says."""

from django.core.management.base import BaseCommand, CommandError

from participation.audit.proof import prove, read_head


class Command(BaseCommand):
    help = "Reads the whole audit log and names every event that was changed, removed or moved."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="FILE|HASH",
            help="a published head: a daily file from /audit/, or a hash from a result (may be repeated)",
        )

    def handle(self, *, head: list[str], **options) -> None:
        try:
            heads = [read_head(text) for text in head]
        except ValueError as error:
            raise CommandError(str(error))
        proof = prove(heads)
        for fault in proof.faults:
            self.stderr.write(fault)
        if proof.faults:
            raise CommandError(f"The log is not whole: {len(proof.faults)} faults.")
        against = f" It agrees with {len(heads)} published heads." if heads else ""
        self.stdout.write(f"The log is whole: {proof.events} events, head {proof.hash}.{against}")
