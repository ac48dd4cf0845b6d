"""Gives a role at the machine's console: how the first two officers come to be."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from participation.accounts.actions import grant_at_console, revoke_role
from participation.accounts.models import User
from participation.accounts.rules import STAFF_ROLES


class Command(BaseCommand):
    help = "Gives a registered person a role (or takes it away with --revoke). The act is in the audit log."

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address the person registered with")
        parser.add_argument("role", metavar="ROLE", choices=STAFF_ROLES, help=", ".join(STAFF_ROLES))
        parser.add_argument("--revoke", action="store_true", help="take the role away instead")

    def handle(self, *, email: str, role: str, revoke: bool, **options) -> None:
        user = User.objects.with_email(email).first()
        if user is None:
            raise CommandError(f"Nobody is registered with {email}: register on the site first.")
        try:
            if revoke:
                revoke_role(actor=None, user=user, role=role)
            else:
                grant_at_console(user=user, role=role)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages))
        done = "is no longer" if revoke else "is now"
        self.stdout.write(f"{email} {done} {role}. Staff give a second factor at each log-in.")
