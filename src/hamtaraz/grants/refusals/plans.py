"""What is refused of plans and of the files their requests come from."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NothingAnnounced(Refused):
    """A plan before the shares are announced."""

    key = "grants.nothing_announced"
    sentence = N_(
        "No share of this part has been announced this year (S4-014, S4-084); there is nothing to plan under."
    )
    remedy = N_("Plan once the shares are announced.")


class ColumnLacking(Refused):
    """A file without a column every row needs."""

    key = "grants.plan_column_lacking"
    sentence = N_("The file has no column “%(column)s”.")
    remedy = N_("Begin with the example file; its first row names the columns.")


class NotOfThisPart(Refused):
    """A row for a recipient the part does not know."""

    key = "grants.not_of_this_part"
    sentence = N_("%(code)s: no recipient of this part has the code “%(recipient)s”.")
    remedy = N_("Write the code of a municipality or village of the province, of the part you plan.")


class MachineOrProject(Refused):
    """A row that asks for both a machine and a project, or for neither."""

    key = "grants.machine_or_project"
    sentence = N_("%(code)s asks for a machine and a project at once, or for neither.")
    remedy = N_("Fill either the machine or the type of project; write a second row for the other.")


class MachineUnknown(Refused):
    """A row names a machine the directive does not know for its recipient."""

    key = "grants.machine_unknown"
    sentence = N_("%(code)s: “%(machine)s” is not among the machines of this part (S4-020, S4-021, S4-090, S4-091).")
    remedy = N_("Write one of: %(known)s.")


class TypeUnknown(Refused):
    """A row names a type of project outside the closed list of the directive."""

    key = "grants.plan_type_unknown"
    sentence = N_("%(code)s: “%(type)s” is not among the types of project of this part (S4-060, S4-110).")
    remedy = N_("Write one of: %(known)s.")


class AidNotWritten(Refused):
    """A row without an amount, where none can be reckoned."""

    key = "grants.aid_not_written"
    sentence = N_("%(code)s: there is no aid, and no price from which it could be reckoned.")
    remedy = N_("Write the aid in million rial, or set the price of the machine first.")


class AidInAnotherUnit(Refused):
    """An amount that only makes sense in another unit: thousand against million rial."""

    key = "grants.aid_in_another_unit"
    sentence = N_("%(code)s: an aid of %(aid_rial)s rial is a thousand times out of range.")
    remedy = N_("Write amounts in million rial: eight hundred million is 800.")


class NoDehyari(Refused):
    """A machine for a village without a dehyari."""

    key = "grants.plan_no_dehyari"
    sentence = N_("%(code)s: the village of %(name)s has no dehyari; it gets no machine (S4-103).")
    remedy = N_("Ask for a project, or record the dehyari once it is founded.")


class LineUnknown(Refused):
    """An accepted line that is not in the plan."""

    key = "grants.line_unknown"
    sentence = N_("The plan has no line %(code)s.")
    remedy = N_("Open the plan again and choose among its lines.")


class AcceptedBeyond(Refused):
    """Accepted lines that together take more than an envelope has."""

    key = "grants.accepted_beyond"
    sentence = N_("The accepted lines take %(used_rial)s rial of “%(limit)s”, which has %(ceiling_rial)s rial.")
    remedy = N_("Leave lines worth %(beyond_rial)s rial or more out.")


class AcceptedTogether(Refused):
    """Accepted lines of one owner that may not stand together."""

    key = "grants.accepted_together"
    sentence = N_("“%(title)s” and “%(other)s” of %(name)s may not both be accepted (S4-037, S4-102, S4-111).")
    remedy = N_("Accept one of them.")
