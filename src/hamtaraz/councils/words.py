"""Says the room's acts that are not steps of a table, for trails and inboxes."""

from django.utils.translation import gettext_lazy as _

from hamtaraz.web.spoken import SPOKEN

CONVENED = _("Session convened")
SPOKEN.update(
    {
        "council_session.convene": CONVENED,
        "county_committee_session.convene": CONVENED,
        "councils.reschedule": _("Called for another day"),
        "councils.record_attendance": _("Attendance recorded"),
        "councils.add_matter": _("Item put on the agenda"),
        "councils.drop_matter": _("Item taken off the agenda"),
        "councils.decide": _("Item decided"),
        "councils.set_list": _("List of projects changed"),
        "councils.seat": _("Seat given"),
        "councils.change_seat": _("Seat changed"),
    }
)
