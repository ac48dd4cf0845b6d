"""The one queue: what readers reported, what the site raised, and what waits to be read first."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from cms.backoffice.refusals import refuse
from cms.backoffice.report_lists import PER_PAGE, ReportScreen, line_about, things_of
from participation.kinds import registry
from participation.moderation.actions import decide_many
from participation.moderation.claims import holders
from participation.moderation.duty import on_duty
from participation.moderation.forms import ManyForm
from participation.moderation.models import Decision, Report
from participation.moderation.rules import may_moderate, moderate_refusal
from participation.moderation.verdicts import check_rule

LONGEST_NUMBER = 18
WEIGHING = Decision.AGAINST
SHOWN = {
    "people": Q(source=Report.Source.PERSON),
    "site": Q(source=Report.Source.MACHINE) & ~Q(reason=Report.Signal.HELD),
    "new": Q(reason=Report.Signal.HELD),
}


class QueueView(ReportScreen, FormView):
    """Things without a decision, longest waiting first."""

    template_name = "cms/backoffice/reports.html"
    page_title = gettext_lazy("Reports")
    form_class = ManyForm

    def get_context_data(self, **kwargs):
        shown = self.request.GET.get("show", "")
        waiting = Report.objects.filter(SHOWN.get(shown, Q())).open_targets()
        page = Paginator(waiting, PER_PAGE).get_page(self.request.GET.get("p"))
        keys = [(row["target_type_id"], row["target_id"]) for row in page]
        things, reasons, held = things_of(keys), self._reasons(keys), holders(keys)
        earlier = earlier_decisions(things)
        chosen = set(self.request.POST.getlist("thing"))
        rows = [
            line_about(*key, things.get(key))
            | {"count": row["count"], "first_at": row["first_at"], "reasons": reasons[key]}
            | {
                "holder": held.get(key),
                "key": self._key(*key, things),
                "chosen": self._key(*key, things) in chosen,
                "waits": waits(things.get(key)),
                "earlier": earlier.get(key, 0),
            }
            for key, row in zip(keys, page, strict=True)
        ]
        may_act = may_moderate(self.request.user)
        own = {
            "rows": rows,
            "page": page,
            "may_act": may_act,
            "tabs": tabs(shown),
            "shown": shown,
            "on_duty": on_duty(),
        }
        return {**super().get_context_data(**kwargs), **own}

    @staticmethod
    def _key(type_id: int, pk: int, things: dict[tuple[int, int], Any]) -> str:
        """As the box of a row sends it: "comment:12"."""
        thing = things.get((type_id, pk))
        kind = registry.kind_of(thing) if thing is not None else None
        return f"{kind.key}:{pk}" if kind else ""

    @staticmethod
    def _reasons(keys: list[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
        """What is said of each thing, once each, and whether a reader or the site says it."""
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        for each in Report.objects.open().filter(target_id__in=[pk for _type, pk in keys]):
            sentences = found[each.target_type_id, each.target_id]
            if (sentence := each.sentence) not in sentences:
                sentences.append(sentence)
        return found

    def post(self, request, *args, **kwargs):
        refuse(moderate_refusal(request.user))
        if "through" in request.POST:
            return self._let_through(_thing(request.POST["through"]))
        return super().post(request, *args, **kwargs)

    def _let_through(self, thing: Any):
        """What waited and is fine needs no form: one button."""
        if not waits(thing):
            messages.error(self.request, _("This waits no more: someone else was faster."))
            return redirect("moderation:index")
        reason = _("A facilitator read it first. It can stand.")
        _decided, refused = decide_many(
            actor=self.request.user, targets=[thing], verdict=Decision.Verdict.KEEP, reason=reason
        )
        if refused:
            messages.error(self.request, refused[0][1])
        else:
            messages.success(self.request, _("Everyone can read it now."))
        return redirect("moderation:index")

    def form_valid(self, form):
        targets = [thing for thing in map(_thing, self.request.POST.getlist("thing")) if thing is not None]
        if not targets:
            form.add_error(None, _("Mark what you decide on."))
            return self.form_invalid(form)
        try:
            check_rule(form.cleaned_data["verdict"], form.cleaned_data["rule"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        decided, refused = decide_many(actor=self.request.user, targets=targets, **form.cleaned_data)
        if decided:
            words = ngettext("%(n)d thing is decided.", "%(n)d things are decided.", decided) % {"n": decided}
            messages.success(self.request, words)
        for thing, sentence in refused:
            kind = registry.kind_of(thing)
            title = kind.title(thing) if kind else str(thing)
            words = _("“%(title)s” was not decided. %(why)s") % {"title": title, "why": sentence}
            messages.error(self.request, words)
        return redirect("moderation:index")


def waits(thing: Any) -> bool:
    """Does it wait until a facilitator has read it?"""
    kind = registry.kind_of(thing) if thing is not None else None
    return kind is not None and kind.waits(thing)


def tabs(shown: str) -> list[dict[str, Any]]:
    labels = {"": _("All"), "people": _("From readers"), "site": _("Raised by the site"), "new": _("Waiting")}
    return [{"key": key, "label": label, "current": key == shown} for key, label in labels.items()]


def earlier_decisions(things: dict[tuple[int, int], Any]) -> dict[tuple[int, int], int]:
    """How many decisions took something from the author of each thing before; one query."""
    authors = {key: getattr(thing, "author_id", None) for key, thing in things.items()}
    against = Decision.objects.filter(author__in={pk for pk in authors.values() if pk}, verdict__in=WEIGHING)
    counted = against.order_by().values("author").annotate(n=Count("pk"))
    counts = dict(counted.values_list("author", "n"))
    return {key: counts.get(pk, 0) for key, pk in authors.items()}


def _thing(key: str) -> Any:
    """The thing of a box of the list, None for nonsense."""
    name, _colon, number = key.partition(":")
    kind = registry.kind(name)
    if kind is None or kind.hide is None or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    return kind.model._default_manager.filter(pk=int(number)).first()
