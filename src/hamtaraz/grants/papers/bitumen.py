"""The letters of bitumen: the aid that is announced, the introduction letter, a joint purchase, a periodic report."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.grants.models import BitumenAid, BitumenReport, JointPurchase
from hamtaraz.grants.queries.bitumen import tanker_kilograms, uses_of
from hamtaraz.grants.queries.bitumen_reports import FIGURES
from hamtaraz.grants.queries.weights import tonnes
from hamtaraz.kernel import jalali, rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.kernel.words import in_words
from hamtaraz.law.directive import Directive


def announced_words(aid: BitumenAid) -> tuple[str, list[str]]:
    """Subject and paragraphs of the letter of the aid, in Persian (S4-041, S4-042, S4-045)."""
    with translation.override("fa"):
        told = {
            "name": aid.recipient.name, "aid": rial.show(aid.announced_rial), "aid_words": in_words(aid.announced_rial),
            "due": rial.show(aid.due_rial), "due_words": in_words(aid.due_rial),
            "account": persian_digits(aid.account_number),
        }  # fmt: skip
        return _("Announcement of the bitumen aid") , [
            _("The bitumen aid of the municipality of %(name)s is %(aid)s rial (%(aid_words)s rial), out of its announced share.") % told,
            _("After the resolution of the Islamic City Council, half of it, %(due)s rial (%(due_words)s rial), is paid into the account %(account)s and its slip is presented.") % told,
            _("Bitumen of three times the deposit is delivered at the day rate of the Iran Mercantile Exchange, for asphalt of urban streets alone."),
        ]  # fmt: skip


def introduction_words(aid: BitumenAid, rules: Directive) -> tuple[str, list[str]]:
    """Subject and paragraphs of the introduction letter, in Persian (S4-046, S4-047, S4-049)."""
    assert aid.kilograms is not None
    assert aid.delivered_rial is not None
    assert aid.tonne_price_rial is not None
    assert aid.ordered_on is not None
    assert aid.rate_on is not None
    with translation.override("fa"):
        uses = uses_of(rules)
        told = {
            "name": aid.recipient.name, "county": aid.recipient.county.name, "supplier": aid.supplier,
            "tonnes": tonnes(aid.kilograms), "value": rial.show(aid.delivered_rial), "words": in_words(aid.delivered_rial),
            "price": rial.show(aid.tonne_price_rial), "ordered_on": jalali.show(aid.ordered_on),
            "rate_on": jalali.show(aid.rate_on), "uses": "، ".join(uses[use] for use in aid.uses), "streets": aid.streets,
        }  # fmt: skip
        return _("Introduction letter for bitumen"), [
            _("The municipality of %(name)s, %(county)s County, is introduced to %(supplier)s to receive %(tonnes)s tonnes of bitumen.") % told,
            _("The value is %(value)s rial (%(words)s rial), at %(price)s rial a tonne, the rate of the Iran Mercantile Exchange of %(rate_on)s for the order of %(ordered_on)s.") % told,
            tankers_words(aid.kilograms, tanker_kilograms(rules)),
            _("The bitumen is used only for: %(uses)s; %(streets)s.") % told,
        ]  # fmt: skip


def tankers_words(kilograms: int, tanker: int) -> str:
    """How a weight is hauled: whole tankers and what is left (S4-048)."""
    told = {
        "tankers": persian_digits(str(kilograms // tanker)),
        "each": tonnes(tanker),
        "rest": tonnes(kilograms % tanker),
    }
    return _("That is %(tankers)s full tankers of %(each)s tonnes, and %(rest)s tonnes more.") % told


def joint_words(joint: JointPurchase) -> tuple[str, list[str]]:
    """Subject and paragraphs of the letter of a joint purchase: a line a town, in Persian (S4-048)."""
    with translation.override("fa"):
        lines = [
            _("%(name)s: %(tonnes)s tonnes, alone %(tankers)s full tankers and %(rest)s tonnes")
            % {"name": row["name"], "tonnes": tonnes(row["kilograms"]), "tankers": persian_digits(str(row["tankers"])),
               "rest": tonnes(row["rest_kilograms"])}
            for row in joint.rows
        ]  # fmt: skip
        told = {"haulier": joint.haulier, "tonnes": tonnes(joint.kilograms)}
        return _("Joint purchase and haulage of bitumen"), [
            _("The municipalities below buy %(tonnes)s tonnes of bitumen jointly and have it hauled by %(haulier)s.") % told,
            *lines,
            tankers_words(joint.kilograms, joint.tanker_kilograms),
        ]  # fmt: skip


def report_words(report: BitumenReport) -> tuple[str, list[str]]:
    """Subject and paragraphs of a periodic report: its words, then the figures of the records, in Persian (S4-052)."""
    with translation.override("fa"):
        told = {"since": jalali.show(report.since), "until": jalali.show(report.until)}
        return _("Performance report of bitumen, %(since)s to %(until)s") % told, [
            *report.words.splitlines(),
            *(
                f"{FIGURES[key].label}: {FIGURES[key].shown(report.figures['period'][key])} ({_('to date')}: {FIGURES[key].shown(report.figures['to_date'][key])})"
                for key in FIGURES
            ),
        ]  # fmt: skip
