"""What the councils room refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class NoQuorum(Refused):
    """More than half of the voting seats have to be present."""

    key = "councils.no_quorum"
    sentence = N_(
        "The session has no quorum: %(present)s of %(members)s voting members are present, %(lacking)s more are needed."
    )
    remedy = N_("Record the attendance of those who came, or cancel the session and convene another.")


class NothingOnTheAgenda(Refused):
    """A session decides something."""

    key = "councils.nothing_on_the_agenda"
    sentence = N_("The agenda of this session is empty.")
    remedy = N_("Put at least one item on the agenda.")


class ItemsPending(Refused):
    """A session is concluded when every item of its agenda is decided."""

    key = "councils.items_pending"
    sentence = N_("%(count)s item of the agenda is not decided yet, first “%(text)s”.")
    remedy = N_("Record what was decided on each item, then conclude the session.")


class AlreadyDecided(Refused):
    """A decision is recorded once."""

    key = "councils.already_decided"
    sentence = N_("“%(text)s” was already decided.")
    remedy = N_("A decided matter comes back as an item of another session.")


class DistributionNotEndorsed(Refused):
    """The Council takes up a distribution after the Budget Deputy endorsed it (S0-42)."""

    key = "councils.distribution_not_endorsed"
    sentence = N_("The distribution “%(title)s” is not endorsed for the Council.")
    remedy = N_("Have the Budget Deputy endorse it first.")


class NotByMajority(Refused):
    """A resolution has more than half of the voting members present behind it."""

    key = "councils.not_by_majority"
    sentence = N_("%(votes_for)s votes for are not more than half of the %(present)s voting members present.")
    remedy = N_("Check the votes, or record that the item was returned.")


class MoreVotesThanVoters(Refused):
    """Nobody votes twice."""

    key = "councils.more_votes_than_voters"
    sentence = N_("%(votes)s votes were counted, but %(present)s voting members are present.")
    remedy = N_("Check the votes and the attendance.")


class ListIsEmpty(Refused):
    """A committee approves a list of projects."""

    key = "councils.list_is_empty"
    sentence = N_("The list of projects is empty.")
    remedy = N_("Give at least one project of the county its credit of this year.")


class BeyondNotice(Refused):
    """The projects of a cell exceed what was notified to the county (INV-02)."""

    key = "councils.beyond_notice"
    sentence = N_(
        "The projects of “%(programme)s” from source “%(source)s” exceed what was notified to the county by %(over_by_rial)s rial (notified: %(available_rial)s rial)."
    )
    remedy = N_("Lower the credit of the projects of this programme and source by %(over_by_rial)s rial.")


class TooLittleForNew(Refused):
    """A new project begins with at least its total cost divided by its years (INV-03)."""

    key = "councils.too_little_for_new"
    sentence = N_(
        "The new project “%(title)s” gets %(credit_rial)s rial in its first year; %(total_rial)s rial over %(years)s years need at least %(least_rial)s."
    )
    remedy = N_("Give it at least %(least_rial)s rial, or leave it for another year.")


class NoteOnUnfinished(Refused):
    """New projects come with a recorded note that the unfinished ones are funded (INV-04)."""

    key = "councils.note_on_unfinished"
    sentence = N_("The list has %(new)s new project; unfinished projects of the county without credit: %(without)s.")
    remedy = N_("Fund the unfinished projects first, or write in the note how they are provided for.")


class NotAProjectOfTheCounty(Refused):
    """A committee gives credit to projects of its own county (S0-43)."""

    key = "councils.not_a_project_of_the_county"
    sentence = N_("“%(title)s” is not a project this county's committee decides on.")
    remedy = N_("Choose a project of the county; province-wide projects go to the Council.")


class AlreadyNoticed(Refused):
    """Minutes are returned before their credit has gone on to agencies."""

    key = "councils.already_noticed"
    sentence = N_("Credit of these minutes was already notified to agencies.")
    remedy = N_("Correct the notice first; then the minutes can be returned.")
