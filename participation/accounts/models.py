"""People: the account that logs in, and the verified identity that supports and votes."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.management.base import CommandError
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet):
    def with_email(self, email: str):
        return self.filter(email=email.strip().lower())


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, *args, **fields):
        raise CommandError(
            "Nobody stands above the rules here. "
            "Register on the site, then: manage.py grant_role EMAIL officer"
        )


class User(AbstractBaseUser, PermissionsMixin):
    """One log-in. What a person may do comes from roles (groups) and from their Identity."""

    email = models.EmailField(_("email address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    blocked_at = models.DateTimeField(_("blocked at"), null=True, blank=True)
    joined_at = models.DateTimeField(_("joined at"), db_default=Now(), editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    # Set by SecondFactorMiddleware for this request alone; staff predicates ask for it.
    second_factor = False

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            # A superuser would pass by every rule of Wagtail's; powers come from audited roles alone.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_superuser"),
        ]

    def __str__(self) -> str:
        return self.display_name or str(_("Someone"))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def is_staff(self) -> bool:
        return bool(self.role_names)

    @property
    def role_names(self) -> frozenset[str]:
        """Names of the person's roles, read once per object."""
        if "_role_names" not in self.__dict__:
            self._role_names = (
                frozenset(self.groups.values_list("name", flat=True)) if self.pk else frozenset()
            )
        return self._role_names


class Identity(models.Model):
    """One verified person, with or without a log-in. Unique on a keyed hash of what was verified."""

    class Way(models.TextChoices):
        CENSUS = "census", _("matched to the council's register")
        DESK = "desk", _("checked at a desk")
        CODE = "code", _("a one-time code")
        DEMO = "demo", _("made up for the demo")

    user = models.OneToOneField(
        "participation.User", models.SET_NULL, null=True, blank=True, related_name="identity"
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, blank=True, related_name="+")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    verified_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class CensusUpload(models.Model):
    """One register file that the council uploaded; only keyed hashes of its rows are kept."""

    uploaded_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("register file")
        verbose_name_plural = _("register files")


class CensusEntry(models.Model):
    """Keyed hashes of one row of the register, with the ward and year of birth it stands for."""

    # Name, date of birth and postcode: what a person types to be found.
    key = models.CharField(max_length=64, unique=True)
    # Becomes the key of the Identity. It leaves the postcode out, so that who moves house stays one person.
    person_key = models.CharField(max_length=64)
    upload = models.ForeignKey(CensusUpload, models.CASCADE, related_name="entries")
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, related_name="+")
    birth_year = models.PositiveSmallIntegerField(null=True)


class VerificationAttempt(models.Model):
    """A failed try to match the register: counted, to stop guessing; holds nothing that was typed."""

    user = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    # A keyed hash of the name and postcode tried: many accounts cannot guess at one neighbour.
    about = models.CharField(max_length=64)
    tried_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["user", "tried_at"], name="attempt_by_user"),
            models.Index(fields=["about", "tried_at"], name="attempt_by_target"),
        ]
