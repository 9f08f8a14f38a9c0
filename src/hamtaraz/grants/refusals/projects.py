"""What is refused of projects, of Table 2, and of what the deputies approve."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NotInTypes(Refused):
    """A type of project outside the closed list."""

    key = "grants.not_in_types"
    sentence = N_("“%(project_type)s” is not among the types of project of the directive (%(clause)s).")
    remedy = N_("Choose one of the directive's list; nothing outside it is accepted.")


class AmountOfNothing(Refused):
    """An amount of zero where there must be one."""

    key = "grants.amount_of_nothing"
    sentence = N_("“%(field)s” cannot be %(amount_rial)s rial.")
    remedy = N_("Enter the amount above zero, and look at the unit beside the box.")


class CostBeyondEstimate(Refused):
    """The rest costs more than the whole."""

    key = "grants.cost_beyond_estimate"
    sentence = N_(
        "Completing it would cost %(cost_rial)s rial, more than the whole estimate of %(estimate_rial)s rial."
    )
    remedy = N_("Enter the estimate of the whole project and, for an unfinished one, what is still to be paid.")


class CostNotWhole(Refused):
    """A project that has not begun has the whole estimate before it."""

    key = "grants.cost_not_whole"
    sentence = N_("The project has not begun; what it costs to complete is its estimate of %(estimate_rial)s rial.")
    remedy = N_("Mark it as unfinished with its progress, or enter the whole estimate.")


class AidBeyondCost(Refused):
    """More aid than the project still costs."""

    key = "grants.aid_beyond_cost"
    sentence = N_("The aid of %(aid_rial)s rial is more than the %(cost_rial)s rial it costs to complete the project.")
    remedy = N_("Lower the aid, and look at the unit: thousand and million rial differ a thousand times.")


class UnitSlipped(Refused):
    """An amount that is right once it is read in another unit."""

    key = "grants.unit_slipped"
    sentence = N_("The aid of %(aid_rial)s rial looks like an amount typed in another unit (%(clause)s).")
    remedy = N_("In rial it would rather be %(meant_rial)s; correct the amount or the unit.")


class EndsBeforeItBegins(Refused):
    """An end that is not after the beginning."""

    key = "grants.ends_before_it_begins"
    sentence = N_("The project would begin on %(starts_on)s and end on %(ends_on)s.")
    remedy = N_("Enter an end after the beginning.")


class ProgressAmiss(Refused):
    """Progress that does not fit the project."""

    key = "grants.progress_amiss"
    sentence = N_(
        "A progress of %(progress_ppm)s does not fit: an unfinished project stands between 0 and 100 percent."
    )
    remedy = N_("Enter how much of it is done, or take the mark of an unfinished project away.")


class NotCovered(Refused):
    """The money together does not complete the project."""

    key = "grants.not_covered"
    sentence = N_(
        "“%(project)s” would not be completed: of %(cost_rial)s rial %(gap_rial)s rial are not covered (%(clause)s)."
    )
    remedy = N_("Raise the own contribution by the gap, or ask for as much more aid.")


class CouncilUnasked(Refused):
    """A municipal project without its council's resolution."""

    key = "grants.council_unasked"
    sentence = N_("The city council's resolution on “%(project)s” is missing (S4-066).")
    remedy = N_("Enter number and day of the resolution and attach it.")


class NotInBudget(Refused):
    """A dehyari project outside the budget."""

    key = "grants.not_in_budget"
    sentence = N_("“%(project)s” is not foreseen in the dehyari's budget, and no amendment of it is attached (S4-114).")
    remedy = N_("Mark that the budget foresees it, or have the amendment approved and attach it with number and day.")


class DocumentAhead(Refused):
    """A document of a day that has not come."""

    key = "grants.document_ahead"
    sentence = N_("The document is dated %(document_on)s, which has not come yet.")
    remedy = N_("Enter the day that stands on it.")


class NoDehyari(Refused):
    """A village without a dehyari proposes a project."""

    key = "grants.no_dehyari"
    sentence = N_("The village %(name)s has no dehyari; aid for projects is each dehyari's (S4-110, S4-111).")
    remedy = N_(
        "If an exception was granted, let the office of rural affairs enter its reason; it is kept as a waiver."
    )


class NotAVillage(Refused):
    """A place too small to be a village of the directive."""

    key = "grants.not_a_village"
    sentence = N_("%(name)s is no village of the directive: fewer than %(households)s households and %(persons)s persons (S4-080).")  # fmt: skip
    remedy = N_("Choose another village, or have its census figures corrected.")


class VillageAidOutside(Refused):
    """The aid of a dehyari in the year outside its bounds."""

    key = "grants.village_aid_outside"
    sentence = N_(
        "The aid of all projects of %(name)s in the year would be %(sum_rial)s rial; it must lie between %(least_rial)s and %(most_rial)s rial (S4-111)."
    )  # fmt: skip
    remedy = N_("Change the aid so that the sum lies within these bounds.")


class OnlyInTableTwo(Refused):
    """A project is listed by itself instead of in Table 2."""

    key = "grants.only_in_table_two"
    sentence = N_("Projects are sent on together, in Table 2 (S4-069, S4-116).")
    remedy = N_("Open Table 2 and send it.")


class NothingInTableTwo(Refused):
    """Table 2 without a project."""

    key = "grants.nothing_in_table_two"
    sentence = N_("No project waits to be listed in Table 2 (S4-069, S4-116).")
    remedy = N_("Send the table once projects have been proposed.")


class BeyondProposal(Refused):
    """More is approved than Table 2 proposes."""

    key = "grants.beyond_proposal"
    sentence = N_("Table 2 proposes %(aid_rial)s rial; %(approved_rial)s rial cannot be approved (%(clause)s).")
    remedy = N_("Approve an amount from 1 rial to the proposal.")


class ShareRestsLess(Refused):
    """The aid is more than what rests of the municipality's share."""

    key = "grants.share_rests_less"
    sentence = N_("Of the share of %(name)s %(rests_rial)s rial are left; an aid of %(aid_rial)s rial is %(short_by_rial)s rial too much (S4-061).")  # fmt: skip
    remedy = N_("Approve at most what is left of the share.")


class EnvelopeRestsLess(Refused):
    """The aid is more than what rests of the county's projects."""

    key = "grants.envelope_rests_less"
    sentence = N_("For projects of the villages of %(county)s County %(rests_rial)s rial are left; an aid of %(aid_rial)s rial is %(short_by_rial)s rial too much (S4-130, S4-132).")  # fmt: skip
    remedy = N_("Approve at most what is left, or wait for the split of the county to be approved.")


class PhotosLacking(Refused):
    """Completion is declared without photos of every moment."""

    key = "grants.photos_lacking"
    sentence = N_("There is no photo yet of: %(moments)s (S4-073).")
    remedy = N_("Add photos before, during and after the work, each with its day and place.")


class ProgressTooLow(Refused):
    """The report of progress does not suffice."""

    key = "grants.progress_too_low"
    sentence = N_("The report says %(progress_ppm)s; the second stage needs more than nothing and at least %(least_ppm)s (S4-119).")  # fmt: skip
    remedy = N_("Report again once the project has come so far.")


class ProgressFell(Refused):
    """Less progress than was reported before."""

    key = "grants.progress_fell"
    sentence = N_("The report says %(progress_ppm)s, but %(before_ppm)s stood already.")
    remedy = N_("Enter the progress as it stands on the ground; it does not go back.")


class VisitAhead(Refused):
    """A visit on a day that has not come."""

    key = "grants.visit_ahead"
    sentence = N_("The visit is dated %(visited_on)s, which has not come yet.")
    remedy = N_("Enter the day of the visit.")
