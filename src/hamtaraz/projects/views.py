"""Pages of the register of projects: the list, its Excel sheet, a project, and the form that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hamtaraz.budget.models import EconomicChapter
from hamtaraz.kernel import rial, text
from hamtaraz.kernel.refusals import ChangedMeanwhile, Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import SETS_UP, Role
from hamtaraz.places.models import County
from hamtaraz.projects import operations, queries
from hamtaraz.projects.excel import MEDIA_TYPE, sheet_of
from hamtaraz.projects.forms import ProjectForm
from hamtaraz.projects.models import Origin, Project
from hamtaraz.projects.related import links_of
from hamtaraz.trail.queries import acts_of
from hamtaraz.web import clock
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.fields import complain
from hamtaraz.web.spoken import spoken_verb
from hamtaraz.web.stepping import seen_version

ROWS_A_PAGE = 30
KEPT = (
    "title", "start_year", "end_year", "total_cost_rial", "execution_method", "economic_chapter",
    "target_quantity", "target_unit",
)  # fmt: skip


@dataclass(frozen=True)
class Sieve:
    """What the list is narrowed to, as its form says it."""

    words: str
    county: str
    agency: str
    programme: str
    origin: str
    standing: str

    def narrow(self, projects: QuerySet[Project]) -> QuerySet[Project]:
        """The projects that pass."""
        projects = queries.find_in(projects, self.words)
        if self.county:
            projects = projects.filter(county__code=self.county)
        if self.agency:
            projects = projects.filter(agency__code=self.agency)
        if self.programme:
            projects = projects.filter(programme_code=self.programme)
        if self.origin:
            projects = projects.filter(origin=self.origin)
        if self.standing:
            projects = projects.filter(unfinished=self.standing == "unfinished")  # type: ignore[misc]
        return projects.order_by("sort_key", "pk")


def _sieve(request: HttpRequest) -> Sieve:
    names = {"words": "q", "county": "county", "agency": "agency", "programme": "programme", "origin": "origin",
             "standing": "standing"}  # fmt: skip
    return Sieve(**{field: text.clean(request.GET.get(name, "")) for field, name in names.items()})


@door(SIGNED_IN)
@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    """The projects one may read, narrowed by words, county, agency, programme, origin and standing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sieve = _sieve(request)
    found = sieve.narrow(queries.with_standing(queries.projects_for(actor), actor.fiscal_year))
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    names = queries.classification(actor.province, actor.fiscal_year)
    credit = queries.credit_by_project(actor.province, actor.fiscal_year, [one.code for one in page])
    for one in page:
        one.programme_name = names.programmes.get(one.programme_code, one.programme_code)  # type: ignore[attr-defined]
        one.credit_rial = credit.get(one.code)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "sieve": sieve,
        "programmes": sorted(names.programmes.items()),
        "counties": County.objects.filter(province=actor.province),
        "agencies": queries.agencies_for(actor).order_by("sort_key"),
        "origins": Origin.choices,
        "may_register": operations.may_register(actor),
    }
    return render(request, "projects/list.html", context)


@door(SIGNED_IN)
@require_GET
def excel(request: HttpRequest) -> HttpResponse:
    """The same list as an Excel sheet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = list(_sieve(request).narrow(queries.with_standing(queries.projects_for(actor), actor.fiscal_year)))
    names = queries.classification(actor.province, actor.fiscal_year)
    credit = queries.credit_by_project(actor.province, actor.fiscal_year, [one.code for one in found])
    answer = HttpResponse(sheet_of(found, names, credit), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="projects-{actor.fiscal_year}.xlsx"'
    return answer


@door(SIGNED_IN)
@require_GET
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project: what it is, how far this year's money has come, where it stands, what happened."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = _of(actor, pk)
    names = queries.classification(actor.province, actor.fiscal_year)
    money = queries.money_of(actor.province, actor.fiscal_year, found.code)
    acts = acts_of(actor.province, "projects.project", found.pk).order_by("-id")
    context = {
        "project": found,
        "chapter": names.chapters.get(found.chapter_code, found.chapter_code),
        "programme": names.programmes.get(found.programme_code, found.programme_code),
        "money": money,
        "may_ask_why": bool(money.approved_rial) and actor.role not in SETS_UP,
        "stages": _stages(money),
        "links": links_of(actor, found),
        "acts": [{"title": spoken_verb(act.verb), "who": act.person_name, "on": act.on_day} for act in acts],
        "may_change": _may_change(actor, found),
        "economic_chapter": EconomicChapter(found.economic_chapter).label,
        "left_rial": max(found.total_cost_rial - found.spent_before_rial, 0),  # type: ignore[attr-defined]
    }
    return render(request, "projects/project.html", context)


@door(*operations.REGISTRARS, Role.AGENCY_EXPERT)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a project."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    year = actor.fiscal_year
    begun: dict[str, Any] = {"start_year": year, "end_year": year, "spent_before_rial": 0, "progress_percent": 0,
                             "planned_percent": 0}  # fmt: skip
    form = ProjectForm(actor, _unit(request), request.POST or None, initial=begun)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.register_project(actor=actor, day=clock.today(), **_fields(form))
        except Refused as refused:
            complain(form, refused)
            status = 409
        else:
            messages.success(request, _("“%(title)s” is registered with code %(code)s.") % vars(made))
            return redirect(made)
    return render(request, "projects/form.html", {"form": form}, status=status)


@door(*operations.REGISTRARS, Role.AGENCY_EXPERT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a project; a second editor sees both versions and loses nothing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = _of(actor, pk)
    if not _may_change(actor, found):
        raise Http404
    form = ProjectForm(actor, _unit(request), request.POST or None, initial=_saved(found))
    context: dict[str, Any] = {"form": form, "project": found}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            operations.update_project(
                found, actor=actor, day=clock.today(), seen_version=seen_version(request), **_fields(form)
            )
        except Refused as refused:
            complain(form, refused)
            status = 409
            if isinstance(refused, ChangedMeanwhile):
                context["saved"] = _differing(form, actor, request)
                form.data = request.POST.copy()
                form.data["version"] = str(found.version)
        else:
            messages.success(request, _("Done; it is written in the trail."))
            return redirect(found)
    return render(request, "projects/form.html", context, status=status)


def _of(actor: Actor, pk: int) -> Project:
    """The project, for whoever may read it; 404 for others."""
    found = queries.with_standing(queries.projects_for(actor), actor.fiscal_year).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _may_change(actor: Actor, found: Project) -> bool:
    own = actor.role == Role.AGENCY_EXPERT and found.agency_id == actor.organisation_id
    return own or actor.role in operations.REGISTRARS


def _unit(request: HttpRequest) -> rial.Unit:
    return rial.Unit[request.session.get("unit", request.user.unit).upper()]  # type: ignore[union-attr]


def _fields(form: ProjectForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _saved(found: Project) -> dict[str, Any]:
    standing = {name: getattr(found, name) for name in operations.STANDING}
    return {name: getattr(found, name) for name in KEPT} | standing | {
        "agency": found.agency.code,
        "programme": found.programme_code,
        "county": found.county.code if found.county else None,
        "version": found.version,
    }  # fmt: skip


def _differing(form: ProjectForm, actor: Actor, request: HttpRequest) -> list[tuple[Any, Any]]:
    """The boxes in which what is typed differs from what is saved now: label, and the saved value as it is read."""
    fresh = ProjectForm(actor, _unit(request), initial=form.initial)
    pairs = []
    for name in form.changed_data:
        if name != "version":
            box = fresh[name]
            chosen = dict(getattr(box.field, "choices", ()) or ()).get(box.value())
            pairs.append((box.label, chosen or box.field.prepare_value(box.initial)))
    return pairs


def _stages(money: queries.Standing) -> list[dict[str, Any]]:
    """This year's money by stage, as the page's bars show it."""
    rows = [
        (_("Approved"), money.approved_rial, "teal"),
        (_("Notified to the agency"), money.noticed_rial, "teal"),
        (_("Agreed"), money.agreed_rial, "gold"),
        (_("Allotted"), money.allotted_rial, "green"),
    ]
    return [
        {"label": label, "amount_rial": amount, "parts": [{"amount": amount, "tone": tone}]}
        for label, amount, tone in rows
    ]
