"""Escalating threats to the officers, who pass them on; the evidence stays as it was for a declared time."""

import hashlib
import json
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR, OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation import rules
from participation.moderation.evidence import KEPT_FOR, Evidence, EvidenceAct
from participation.moderation.tasks import tell_officers_about_threat

Act = EvidenceAct.Act


@transaction.atomic
def escalate(*, actor: User, target: Any, why: str) -> Evidence:
    """Keep what `target` says now and said before as evidence, and call the officers. It hides nothing.

    Raises PermissionDenied, and ValidationError naming "why", or with code "there" for the same words twice.
    """
    if refusal := rules.escalate_refusal(actor, target):
        raise PermissionDenied(refusal)
    if not why.strip():
        raise ValidationError({"why": _("Say what makes it a threat. The officers read it.")})
    target = type(target)._default_manager.select_for_update(of=("self",)).get(pk=target.pk)
    content = _content(target)
    its_type = ContentType.objects.get_for_model(target)
    kept = Evidence.objects.filter(target_type=its_type, target_id=target.pk)
    if any(each.facts["words"] == json.loads(content)["words"] for each in kept):
        raise ValidationError(_("The officers have these words already."), code="there")
    evidence: Evidence = Evidence.objects.create(
        target_type=its_type,
        target_id=target.pk,
        content=content,
        digest=digest_of(content),
        why=why.strip(),
        taken_by_number=actor.pk,
        delete_after=database_now() + KEPT_FOR,
    )
    transaction.on_commit(partial(tell_officers_about_threat.enqueue, evidence.pk))
    facts = {"digest": evidence.digest}
    record(verb="escalate_threat", actor=actor, acting_as=FACILITATOR, target=target, facts=facts)
    return evidence


def digest_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _content(target: Any) -> str:
    kind = registry.kind_of(target)
    if kind is None:
        raise PermissionDenied(_("This holds no words that can be kept."))
    author, written_at, earlier = kind.author(target), kind.written_at(target), list(kind.earlier(target))
    above = [each for each in kind.part_of(target) if each is not None]
    places = [(registry.kind_of(each), each) for each in above]
    found = {
        "kind": kind.key,
        "number": target.pk,
        "words": kind.text(target),
        "version": len(earlier) + 1,
        "earlier_versions": earlier,
        "author_number": author.pk if author else None,
        "author_name": str(author) if author else None,
        "written_at": written_at.isoformat() if written_at else None,
        "place": [its_kind.title(each) for its_kind, each in places if its_kind],
        "address": kind.address(target),
        "taken_at": database_now().isoformat(),
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def note_threat(*, actor: User, evidence: Evidence, words: str) -> EvidenceAct:
    return _act(actor, evidence, Act.NOTE, words, "note_threat")


def pass_threat(*, actor: User, evidence: Evidence, words: str) -> EvidenceAct:
    """`words` say to whom it was given and under which number."""
    return _act(actor, evidence, Act.PASSED, words, "pass_threat")


def hold_threat(*, actor: User, evidence: Evidence, words: str) -> EvidenceAct:
    """Keep it until the hold is lifted, however old it grows."""
    return _act(actor, evidence, Act.HOLD, words, "hold_threat")


def lift_hold(*, actor: User, evidence: Evidence, words: str) -> EvidenceAct:
    return _act(actor, evidence, Act.LIFT, words, "lift_hold")


def close_threat(*, actor: User, evidence: Evidence, words: str) -> EvidenceAct:
    return _act(actor, evidence, Act.CLOSED, words, "close_threat")


@transaction.atomic
def _act(actor: User, evidence: Evidence, act: str, words: str, verb: str) -> EvidenceAct:
    """Raises PermissionDenied, and ValidationError naming "words"."""
    if refusal := rules.evidence_refusal(actor):
        raise PermissionDenied(refusal)
    if not words.strip():
        raise ValidationError({"words": _("Write a few words: who reads this later was not there.")})
    made = EvidenceAct(evidence=evidence, act=act, words=words.strip(), by=actor)
    made.clean_fields(exclude=["evidence", "by"])
    made.save()
    record(verb=verb, actor=actor, acting_as=OFFICER, target=evidence)
    return made


@transaction.atomic
def export_threat(*, actor: User, evidence: Evidence) -> str:
    """The evidence as one JSON text. SHA-256 of "content" is "digest": who receives it can check that."""
    if refusal := rules.evidence_refusal(actor):
        raise PermissionDenied(refusal)
    acts = [{"act": each.act, "words": each.words, "at": each.at.isoformat()} for each in evidence.acts.all()]
    found = {
        "about": "Evidence of a threat, kept by Folkmoot. The SHA-256 of the text “content” is “digest”.",
        "content": evidence.content,
        "digest": evidence.digest,
        "why": evidence.why,
        "taken_at": evidence.taken_at.isoformat(),
        "acts": acts,
    }
    record(verb="export_threat", actor=actor, acting_as=OFFICER, target=evidence)
    return json.dumps(found, ensure_ascii=False, indent=2)


def is_held(evidence: Evidence) -> bool:
    last = evidence.acts.filter(act__in=(Act.HOLD, Act.LIFT)).last()
    return last is not None and last.act == Act.HOLD


@transaction.atomic
def forget_evidence() -> int:
    """Deletes what was kept for the declared time and is not held; how many."""
    due = Evidence.objects.filter(delete_after__lte=database_now())
    over = [each for each in due if not is_held(each)]
    for each in over:
        each.delete()
    if over:
        record(verb="forget_threats", facts={"evidence": len(over)})
    return len(over)
