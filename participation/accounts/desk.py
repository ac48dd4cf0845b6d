"""The desk: an officer who saw papers says who someone is, where the register does not say it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.desk_code import new_desk_code
from participation.accounts.models import CensusEntry, Identity, KnownPerson, SecondWay, User
from participation.accounts.papers import Finding, Papers, Who, entry_of, look_up, others_at
from participation.accounts.register import fresh_person_key, hold_register
from participation.accounts.verification import claim
from participation.areas.models import Area
from participation.audit.actions import record


@dataclass(frozen=True, slots=True)
class Decision:
    """The officer's answer, with a reason that stays in the audit log.

    `former_postcode` goes with "moved"; `area` is asked for where the register holds no ward.
    """

    who: str
    reason: str
    former_postcode: str = ""
    area: Area | None = None


@transaction.atomic
def verify_at_desk(*, actor: User, user: User, papers: Papers, decision: Decision | None = None) -> Identity:
    """Verify a person whose papers an officer saw: as the person whom the register means.

    Where it does not say, `decision` does; without one ValidationError "undecided" is raised.
    """
    if refusal := rules.verify_at_desk_refusal(actor, user):
        raise PermissionDenied(refusal)
    User.objects.select_for_update().get(pk=user.pk)
    own = Identity.objects.filter(user=user).first()
    if own is not None and not own.rests_on_register_alone:
        raise ValidationError({"email": _("This person is verified already.")})
    hold_register()
    key, decision = _person(papers, decision, may_be=own)
    if own is None:
        identity = claim(user, key, Identity.Way.DESK, _area(papers, decision), papers.birth_date.year)
    else:
        identity = _confirmed(own, key)
    if identity is None:
        raise _taken()
    _remember(papers, key)
    _record("verify_person", actor, identity, decision)
    return identity


@transaction.atomic
def hand_out_code(*, actor: User, papers: Papers, decision: Decision | None = None) -> str:
    """A code with which the person whose papers these are verifies an account later. It is shown once.

    A new code ends the one before. Raises ValidationError as `verify_at_desk` does.
    """
    if refusal := rules.census_refusal(actor):
        raise PermissionDenied(refusal)
    hold_register()
    unsure = Identity.objects.filter(key=look_up(papers).person_key, user__isnull=False).first()
    if unsure is not None and not unsure.rests_on_register_alone:
        unsure = None
    identity, decision = _identity(papers, decision, may_be=unsure)
    code = new_desk_code(identity, actor)
    _record("hand_out_code", actor, identity, decision)
    return code


@transaction.atomic
def meet_at_desk(*, actor: User, papers: Papers, decision: Decision | None = None) -> Identity:
    """The person whose papers an officer saw, with or without an account, to give them something.

    Raises ValidationError as `verify_at_desk` does, but not because the person has an account.
    """
    if refusal := rules.census_refusal(actor):
        raise PermissionDenied(refusal)
    hold_register()
    finding = look_up(papers)
    known = None if finding.moved else Identity.objects.filter(key=finding.person_key).first()
    is_new = known is None
    identity, decision = _identity(papers, decision, may_be=known)
    if is_new:
        _record("meet_person", actor, identity, decision)
    return identity


def _identity(
    papers: Papers, decision: Decision | None, may_be: Identity | None
) -> tuple[Identity, Decision | None]:
    """The identity of the person, made where there is none yet, and the decision where one was needed."""
    key, decision = _person(papers, decision, may_be)
    identity = Identity.objects.filter(key=key).first() or Identity.objects.create(
        key=key,
        way=Identity.Way.CODE,
        area_id=_area(papers, decision),
        birth_year=papers.birth_date.year,
    )
    _remember(papers, key)
    return identity, decision


def _person(
    papers: Papers, decision: Decision | None, may_be: Identity | None
) -> tuple[str, Decision | None]:
    """The key of the person, and the officer's decision where one was needed.

    `may_be` is an identity that an account holds already and that these papers may confirm.
    """
    finding = look_up(papers)
    if finding.is_clear or (may_be is not None and finding.person_key == may_be.key):
        return finding.person_key, None
    return _decided(papers, finding, decision), decision


def _confirmed(own: Identity, key: str) -> Identity:
    if own.key != key:
        raise ValidationError({"name": _("This account is verified as another person.")})
    own.second_way = SecondWay.DESK
    own.save(update_fields=["second_way"])
    return own


def _record(verb: str, actor: User, identity: Identity, decision: Decision | None) -> None:
    record(
        verb=verb,
        actor=actor,
        acting_as=rules.OFFICER,
        target=identity,
        note=decision.reason if decision else "",
        facts={"way": identity.way, "who": decision.who if decision else "listed"},
    )


def _decided(papers: Papers, finding: Finding, decision: Decision | None) -> str:
    """The key of the person whom the officer means, or ValidationError beside the field that is amiss."""
    if finding.taken and not finding.choices:
        raise _taken()
    if decision is None:
        raise ValidationError(_("Say first who this is."), code="undecided")
    if decision.who not in finding.choices:
        raise ValidationError({"who": _("Choose one of the answers.")})
    if not decision.reason.strip():
        raise ValidationError({"reason": _("Say which papers showed it: the reason is kept.")})
    if decision.who == Who.SPELT:
        return finding.spelt_key
    if decision.who == Who.STAYS:
        return finding.person_key
    if decision.who == Who.MOVED:
        return _known_at(papers.at(decision.former_postcode), papers)
    return fresh_person_key(papers.names, papers.entry)


def _taken() -> ValidationError:
    return ValidationError({"name": _("Another account is already verified as this person.")})


def _known_at(former: Papers, papers: Papers) -> str:
    """Who lived at the former postcode: under this name, or the only one born on that day."""
    by_name = KnownPerson.objects.filter(entry_key=former.entry).exclude(person_key="").first()
    if by_name is not None:
        return by_name.person_key
    born = others_at(former).exclude(entry_key=papers.entry).exclude(person_key="")
    people = set(born.values_list("person_key", flat=True))
    if not people:
        raise ValidationError({"former_postcode": _("The register knew nobody there who was born that day.")})
    if len(people) > 1:
        raise ValidationError(
            {"former_postcode": _("Several people there were born that day. Write the name as it was then.")}
        )
    return people.pop()


def _area(papers: Papers, decision: Decision | None) -> int | None:
    entry = entry_of(papers)
    if entry is None and decision is not None and decision.who == Who.SPELT:
        entry = CensusEntry.objects.get(key__in=others_at(papers).values("entry_key"))
    if entry is not None:
        return entry.area_id
    if decision is None or decision.area is None:
        raise ValidationError({"area": _("The register does not say in which ward. Choose it.")})
    return decision.area.pk


def _remember(papers: Papers, person_key: str) -> None:
    """From now on a register with this name, birthday and postcode means this person."""
    KnownPerson.objects.update_or_create(
        entry_key=papers.entry,
        defaults={
            "name_key": papers.names,
            "household_key": papers.household,
            "person_key": person_key,
        },
    )
