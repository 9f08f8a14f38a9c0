"""People and their mandates, kept by the system administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people import entering
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.trail.queries import acts_of
from hamtaraz.web import administration, clock
from hamtaraz.web.doors import door
from hamtaraz.web.fields import DayField, WordsField, complain
from hamtaraz.web.spoken import spoken_verb

ADMINISTRATOR = Role.ADMINISTRATOR


class PersonForm(forms.Form):
    """A new person: a name to sign in with and a name to be read."""

    display_name = WordsField(label=gettext_lazy("Name of the person"), max_length=120)
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en", "autocomplete": "off"}),
        help_text=gettext_lazy("Latin letters, digits, dots and hyphens, such as m.karimi"),
    )


class MandateForm(forms.Form):
    """A role in an organisation, over a county, a year and a time."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose one")), *Role.choices])
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), empty_label=gettext_lazy("Choose one")
    )
    county = forms.ModelChoiceField(
        County.objects.none(),
        label=gettext_lazy("County"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("That of the organisation, or the whole province"),
    )
    fiscal_year = forms.TypedChoiceField(
        label=gettext_lazy("Fiscal year"), required=False, coerce=int, empty_value=None
    )
    since = DayField(label=gettext_lazy("Begins"))
    until = DayField(
        label=gettext_lazy("Ends"),
        required=False,
        help_text=gettext_lazy("The first day on which it is no longer in force; empty: open"),
    )

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        province = request.actor.province
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(province=province, until__isnull=True)
        fields["county"].queryset = County.objects.filter(province=province, until__isnull=True)
        years = [(year.year, text.persian_digits(str(year.year))) for year in request.fiscal_years]
        fields["fiscal_year"].choices = [("", gettext_lazy("Every year")), *years]


@door(ADMINISTRATOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the province, with what they may act as today."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    words = text.clean(request.GET.get("q", ""))
    role = request.GET.get("role", "")
    found = _searched(administration.people_of(actor), actor, words, role)
    in_force = Mandate.objects.in_force(clock.today()).filter(province=actor.province)
    listed = found.select_related("second_factor").prefetch_related(
        Prefetch("mandates", in_force.select_related("organisation").order_by("id"), to_attr="held")
    )
    page = Paginator(listed.order_by("display_name", "id"), 50).get_page(request.GET.get("page"))
    now = clock.now()
    for person in page:
        person.closed = entering.is_closed(person, now)  # type: ignore[attr-defined]
        person.is_plain = _is_plain(person)  # type: ignore[attr-defined]
    return render(request, "web/people.html", {"page": page, "words": words, "role": role, "roles": Role.choices})


@door(ADMINISTRATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """Add a person; the first password is made up here and shown once."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = administration.first_password()
        try:
            person = administration.add_person(
                request.actor,  # type: ignore[attr-defined]
                clock.today(),
                password=password,
                **form.cleaned_data,
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return render(request, "web/people_password.html", {"whose": person, "password": password})
    status = 409 if form.errors else 200
    return render(request, "web/people_add.html", {"form": form}, status=status)


@door(ADMINISTRATOR)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: mandates of all times, how they sign in, and every act about them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    whose = get_object_or_404(administration.people_of(actor).select_related("second_factor"), pk=pk)
    today = clock.today()
    mandates = list(
        whose.mandates.filter(province=actor.province).select_related("organisation").order_by("-since", "id")
    )
    for one in mandates:
        one.standing = _standing(one, today)  # type: ignore[attr-defined]
        one.dialog = f"end-{one.pk}"  # type: ignore[attr-defined]
    acts = acts_of(actor.province, administration.PERSON, whose.pk).order_by("-id")[:50]
    told = [
        {
            "title": spoken_verb(act.verb),
            "who": act.person_name,
            "words": act.reason,
            "note": _note(act),
            "on": act.on_day,
        }
        for act in acts
    ]
    factor = getattr(whose, "second_factor", None)
    return render(request, "web/people_person.html", {
        "whose": whose,
        "given": mandates,
        "acts": told,
        "closed": entering.is_closed(whose, clock.now()),
        "has_factor": bool(factor and factor.confirmed_on),
        "oneself": whose.pk == request.user.pk,
    })  # fmt: skip


@door(ADMINISTRATOR)
@never_cache
@require_POST
def change_account(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Close, open, unlock an account; give a new password; remove a lost authenticator."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    whose = get_object_or_404(administration.people_of(actor), pk=pk)
    if verb == "reset-password":
        password = administration.first_password()
        administration.reset_password(actor, clock.today(), whose, password=password)
        return render(request, "web/people_password.html", {"whose": whose, "password": password})
    if verb not in CHANGES:
        raise Http404
    CHANGES[verb](actor, whose, request.POST.get("reason", ""))
    messages.success(request, _("Done; it is written in the trail."))
    return redirect("web:person", pk)


CHANGES: dict[str, Callable[[Actor, Person, str], object]] = {
    "close": lambda actor, whose, why: administration.close_account(actor, clock.today(), whose, reason=why),
    "open": lambda actor, whose, why: administration.open_account(actor, clock.today(), whose),
    "unlock": lambda actor, whose, why: administration.unlock(actor, clock.today(), whose),
    "reset-second-factor": lambda actor, whose, why: administration.reset_second_factor(
        actor, clock.today(), whose, reason=why
    ),
}


@door(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def give_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role in an organisation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    whose = get_object_or_404(administration.people_of(actor), pk=pk)
    form = MandateForm(request, request.POST or None, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        county = given.pop("county")
        try:
            administration.give_mandate(actor, clock.today(), whose, county=county.code if county else "", **given)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The mandate is given."))
            return redirect("web:person", pk)
    status = 409 if form.errors else 200
    return render(request, "web/people_mandate.html", {"form": form, "whose": whose}, status=status)


@door(ADMINISTRATOR)
@require_POST
def end_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """End a mandate today; whoever acts under it stops at the next page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    mandate = get_object_or_404(Mandate, province=actor.province, pk=pk)
    administration.end_mandate(actor, clock.today(), mandate, reason=request.POST.get("reason", ""))
    messages.success(request, _("The mandate has ended."))
    return redirect("web:person", mandate.person_id)


def _searched(found: QuerySet[Person], actor: Actor, words: str, role: str) -> QuerySet[Person]:
    """Those whose name, user name or organisation holds the words, and who hold the role today."""
    held = Mandate.objects.in_force(clock.today()).filter(province=actor.province)
    if words:
        sits = held.filter(organisation__search_key__contains=text.search_key(words)).values("person")
        named = Q(display_name__icontains=words) | Q(username__icontains=entering.username_of(words))
        found = found.filter(named | Q(pk__in=sits))
    if role:
        found = found.filter(pk__in=held.filter(role=role).values("person"))
    return found


def _is_plain(person: Any) -> bool:
    """Whether nothing is to be said of how this person signs in."""
    factor = getattr(person, "second_factor", None)
    said = person.closed or person.must_change_password or (factor and factor.confirmed_on)
    return bool(person.is_active and not said)


def _standing(mandate: Mandate, today: Any) -> str:
    """Whether a mandate is coming, in force or over."""
    if mandate.until is not None and mandate.until <= today:
        return "over"
    return "coming" if mandate.since > today else "now"


def _note(act: Any) -> str:
    """The role and organisation an act on a mandate was about; nothing for other acts."""
    role, organisation = act.details.get("role"), act.details.get("organisation")
    return f"{Role(role).label}، {organisation}" if role else ""
