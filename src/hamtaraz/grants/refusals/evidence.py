"""What is refused of photos and documents of a work."""

from hamtaraz.kernel.refusals import N_, Refused


class NotAPhoto(Refused):
    """The file is no picture, whatever its name says."""

    key = "grants.not_a_photo"
    sentence = N_("“%(name)s” is not a photo that can be opened (S4-051).")
    remedy = N_("Send the photo as JPEG or PNG, as the camera made it.")


class PhotoAhead(Refused):
    """The photo says it is from a day that has not come."""

    key = "grants.photo_ahead"
    sentence = N_("The photo is said to be of %(taken_on)s, which has not come yet.")
    remedy = N_("Enter the day on which it was taken.")


class PlaceHalfSaid(Refused):
    """Latitude without longitude, or a place that is not on the earth."""

    key = "grants.place_half_said"
    sentence = N_("%(latitude)s, %(longitude)s is not a place: latitude is from −90 to 90, longitude from −180 to 180.")
    remedy = N_("Enter both, or leave both empty.")
