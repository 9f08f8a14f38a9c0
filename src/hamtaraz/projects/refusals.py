"""What the projects room refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class CodeTaken(Refused):
    """Two projects of a province never share a code."""

    key = "projects.code_taken"
    sentence = N_("The project code %(code)s already belongs to “%(title)s”.")
    remedy = N_("Leave the code empty to be given the next one of the programme.")


class EndsBeforeItBegins(Refused):
    """The execution period has at least one year."""

    key = "projects.ends_before_it_begins"
    sentence = N_("The project would end in %(end_year)s, before it begins in %(start_year)s.")
    remedy = N_("Correct the year of beginning or of ending.")


class CostsNothing(Refused):
    """A project has a total cost."""

    key = "projects.costs_nothing"
    sentence = N_("The total cost of a project is more than zero.")
    remedy = N_("Write the total cost of the whole execution period.")


class CreditAttached(Refused):
    """What the book knows a project by does not change while it holds credit."""

    key = "projects.credit_attached"
    sentence = N_("“%(title)s” already carries credit: its agency, programme and county stay as they are.")
    remedy = N_("Register another project, or change only its title, cost, years and progress.")


class ProgressBeyondAll(Refused):
    """Progress runs from 0 to 100 percent (INV-10)."""

    key = "projects.progress_beyond_all"
    sentence = N_("A physical progress of %(percent)s percent is more than the whole project.")
    remedy = N_("Write a whole number from 0 to 100.")
