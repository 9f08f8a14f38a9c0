"""One's own account: mandates, password, second factor, how pages are shown."""

from __future__ import annotations

import segno
from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamtaraz.kernel.refusals import Refused
from hamtaraz.people import second_factor, totp
from hamtaraz.people.models import RecoveryCode, SecondFactor
from hamtaraz.web import clock, own_account
from hamtaraz.web.doors import SIGNED_IN, door
from hamtaraz.web.fields import complain
from hamtaraz.web.pages.sign_in import CodeForm

ISSUER = "Hamtaraz"


def _password_box(manner: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": manner, "dir": "ltr", "lang": "en"})


class PasswordForm(forms.Form):
    """The present password, and the new one twice."""

    present = forms.CharField(label=_("Present password"), strip=False, widget=_password_box("current-password"))
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=_password_box("new-password"),
        help_text=_("At least ten characters; four words you can remember are better than one with signs."),
    )
    again = forms.CharField(label=_("New password once more"), strip=False, widget=_password_box("new-password"))

    def clean_again(self) -> str:
        """Hold the two against one another."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("This is not the same as the new password."))
        return again


class ProofForm(forms.Form):
    """The present password, before the account changes."""

    present = forms.CharField(label=_("Present password"), strip=False, widget=_password_box("current-password"))


@door(SIGNED_IN)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What this person may act as and how they prove who they are."""
    factor = _confirmed(request)
    left = RecoveryCode.objects.filter(person=request.user.pk, used_at__isnull=True).count() if factor else 0
    return render(request, "web/account.html", {"factor": factor, "codes_left": left})


@door(SIGNED_IN)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose a new password; other sessions of the person end, this one goes on."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = own_account.change_password(
                request.actor,  # type: ignore[attr-defined]
                clock.today(),
                present=given["present"],
                new=given["new"],
            )
        except Refused as refused:
            complain(form, refused)
        else:
            update_session_auth_hash(request, person)
            return redirect("web:account")
    must = request.user.must_change_password  # type: ignore[union-attr]
    status = 409 if form.errors else 200
    return render(request, "web/account_password.html", {"form": form, "must": must}, status=status)


@door(SIGNED_IN)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_second_factor(request: HttpRequest) -> HttpResponse:
    """Turn the second factor on (a fresh secret, then its first code) or off (the password)."""
    match request.POST.get("do") if request.method == "POST" else None:
        case "begin":
            second_factor.begin(request.user)  # type: ignore[arg-type]
            return redirect("web:account_second_factor")
        case "confirm":
            return _turn_on(request)
        case "remove":
            return _turn_off(request)
    return _show_second_factor(request, CodeForm(), ProofForm())


@door(SIGNED_IN)
@never_cache
@sensitive_post_parameters()
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, shown this once."""
    form = ProofForm(request.POST)
    if form.is_valid():
        try:
            codes = own_account.renew_recovery_codes(
                request.actor,  # type: ignore[attr-defined]
                clock.today(),
                present=form.cleaned_data["present"],
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return render(request, "web/account_codes.html", {"codes": codes})
    return _show_second_factor(request, CodeForm(), form)


def _turn_on(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            codes = own_account.turn_on_second_factor(
                request.actor,  # type: ignore[attr-defined]
                clock.today(),
                code=form.cleaned_data["code"],
                now=clock.now(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return render(request, "web/account_codes.html", {"codes": codes})
    return _show_second_factor(request, form, ProofForm())


def _turn_off(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST)
    if form.is_valid():
        try:
            own_account.turn_off_second_factor(
                request.actor,  # type: ignore[attr-defined]
                clock.today(),
                present=form.cleaned_data["present"],
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("web:account")
    return _show_second_factor(request, CodeForm(), form)


def _show_second_factor(request: HttpRequest, code_form: CodeForm, proof_form: ProofForm) -> HttpResponse:
    factor = SecondFactor.objects.filter(person=request.user.pk).first()
    context: dict[str, object] = {"factor": factor, "code_form": code_form, "proof_form": proof_form}
    if factor and not factor.confirmed_on:
        secret = second_factor.secret_of(factor)
        account_name = request.user.get_username()
        context["secret"] = _in_fours(totp.written(secret))
        context["picture"] = _picture(totp.address_of(secret, issuer=ISSUER, account=account_name))
    status = 409 if code_form.errors or proof_form.errors else 200
    return render(request, "web/account_second_factor.html", context, status=status)


def _confirmed(request: HttpRequest) -> SecondFactor | None:
    return SecondFactor.objects.filter(person=request.user.pk, confirmed_on__isnull=False).first()


def _in_fours(words: str) -> str:
    return " ".join(words[at : at + 4] for at in range(0, len(words), 4))


def _picture(address: str) -> SafeString:
    """The QR code of an address as a picture within the page, dark on light in every theme."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=3, light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308  # drawn by segno from modules alone, no text of the address is in it
