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
    # The language of the last log-in, for mail; "" is the site's own.
    language = models.CharField(_("language"), max_length=10, blank=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    blocked_at = models.DateTimeField(_("blocked at"), null=True, blank=True)
    # Until then the person reads and votes, but does not write; they are shown the reason.
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True, editable=False)
    pause_reason = models.TextField(_("reason of the pause"), blank=True, editable=False)
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
            models.CheckConstraint(
                condition=models.Q(paused_until__isnull=True) | ~models.Q(pause_reason=""),
                name="a_pause_has_a_reason",
            ),
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
            # Groups that were fetched with many people at once are not asked for again.
            self._role_names = (
                frozenset(group.name for group in self.groups.all()) if self.pk else frozenset()
            )
        return self._role_names


class SecondWay(models.TextChoices):
    SMS = "sms", _("a code by text message")
    LETTER = "letter", _("a code by post")
    PROVIDER = "provider", _("an account elsewhere that the council trusts")
    DESK = "desk", _("checked at a desk")


class Identity(models.Model):
    """One verified person, with or without a log-in. Unique on a keyed hash of what was verified."""

    class Way(models.TextChoices):
        CENSUS = "census", _("matched to the council's register")
        DESK = "desk", _("checked at a desk")
        CODE = "code", _("a one-time code")
        PROVIDER = "provider", _("an account elsewhere that the council trusts")
        DEMO = "demo", _("made up for the demo")

    user = models.OneToOneField(
        "participation.User", models.SET_NULL, null=True, blank=True, related_name="identity"
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, blank=True, related_name="+")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    verified_at = models.DateTimeField(db_default=Now(), editable=False)
    # How it was made sure that who knows these register facts is the person; empty when only they were given.
    second_way = models.CharField(max_length=10, choices=SecondWay.choices, blank=True)
    # A keyed hash of the telephone that took the code: one telephone is one person's.
    phone_key = models.CharField(max_length=64, blank=True, editable=False)
    # Set while the person is gone and a tally that they took part in can still move: who comes back meanwhile
    # gets this identity again, with its one support and one ballot. Afterwards it is forgotten.
    erased_at = models.DateTimeField(null=True, editable=False)
    # A keyed hash of who this is to the provider: one account there is one person's.
    subject_key = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_key"], condition=~models.Q(phone_key=""), name="one_phone_one_person"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(user__isnull=True),
                name="an_erased_identity_is_nobodys",
            ),
            models.UniqueConstraint(
                fields=["subject_key"], condition=~models.Q(subject_key=""), name="one_subject_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def rests_on_register_alone(self) -> bool:
        """True for who only knew what the register holds: a relative or a landlord may know that too."""
        return self.way == Identity.Way.CENSUS and not self.second_way


class Nomination(models.Model):
    """One officer puts a person forward for a role; another officer approves, and only then they hold it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        CLOSED = "closed", _("closed")

    user = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    nominated_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(state="waiting"),
                name="nomination_waits_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("nominated_by")), name="nobody_nominates_themselves"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("nominated_by"))
                & ~models.Q(decided_by=models.F("user")),
                name="nomination_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


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

    # Name, date of birth and postcode: what a person types to be found. KnownPerson says who it is.
    key = models.CharField(max_length=64, unique=True)
    upload = models.ForeignKey(CensusUpload, models.CASCADE, related_name="entries")
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, related_name="+")
    birth_year = models.PositiveSmallIntegerField(null=True)


class KnownPerson(models.Model):
    """Who a name, birthday and postcode stand for, whatever register comes: nobody becomes two people."""

    entry_key = models.CharField(max_length=64, unique=True)
    name_key = models.CharField(max_length=64, db_index=True)
    # Empty for what was uploaded before this key was kept.
    household_key = models.CharField(max_length=64, blank=True, db_index=True)
    # The key of the Identity; empty where a machine cannot know whose it is, until an officer sees papers.
    person_key = models.CharField(max_length=64, blank=True, db_index=True)


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
