"""How acts are called where they are read: the labels of steps, and of what is not a step of any table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.workflow.tables import WORKFLOWS

SPOKEN: dict[str, Any] = {
    "people.make_administrator": _("Administrator made from the terminal"),
    "people.add_person": _("Person added"),
    "people.add_people": _("People added"),
    "people.close_account": _("Account closed"),
    "people.open_account": _("Account opened"),
    "people.reset_password": _("New first password given"),
    "people.reset_second_factor": _("Second factor removed"),
    "people.unlock": _("Let in again after wrong tries"),
    "people.change_password": _("Password changed"),
    "people.turn_on_second_factor": _("Second factor turned on"),
    "people.turn_off_second_factor": _("Second factor turned off"),
    "people.renew_recovery_codes": _("Recovery codes renewed"),
    "people.add_organisation": _("Organisation added"),
    "people.add_organisations": _("Organisations added"),
    "people.edit_organisation": _("Organisation changed"),
    "people.close_organisation": _("Organisation closed"),
    "people.reopen_organisation": _("Organisation opened again"),
    "people.give_mandate": _("Mandate given"),
    "people.give_mandates": _("Mandates given"),
    "people.end_mandate": _("Mandate ended"),
    "setup.open_fiscal_year": _("Fiscal year opened"),
    "setup.add_sources": _("Credit sources added"),
    "setup.add_chapters": _("Chapters added"),
    "setup.add_programmes": _("Programmes added"),
    "setup.add_counties": _("Counties added"),
    "setup.record_indicators": _("Figures of counties recorded"),
    "setup.use_outlines": _("Maps drawn with outlines brought in"),
    "setup.set_outlines_aside": _("Maps drawn with tiles again"),
}
"""Labels of acts that are not steps of a table; rooms add theirs when they are loaded."""


def spoken_verb(verb: str) -> str:
    """An act's verb as a person reads it: the label of its step, or of its task, or the verb itself."""
    name, _dot, short = verb.partition(".")
    if name in WORKFLOWS:
        found = next((step.label for step in WORKFLOWS[name].steps if step.verb == short), None)
        if found:
            return str(found)
    return str(SPOKEN.get(verb, verb))
