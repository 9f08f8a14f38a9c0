"""Why the house does not take a boundary file, or does not do with it what was asked."""

from hamtaraz.kernel.refusals import N_, Refused


class BoundaryFileTooLarge(Refused):
    """Outlines are drawn small; a file that is too large or too detailed is not read at all."""

    key = "boundary_file_too_large"
    sentence = N_("The file is larger or more detailed than is read: %(most_mib)s megabytes, %(most_points)s points.")
    remedy = N_("Simplify the outlines in the program they come from, or send the counties of this province only.")


class NotABoundaryFile(Refused):
    """The file is no GeoJSON and no TopoJSON."""

    key = "not_a_boundary_file"
    sentence = N_("“%(name)s” is not a GeoJSON or TopoJSON file that can be read.")
    remedy = N_("Export the outlines as GeoJSON or TopoJSON (UTF-8), and send that file.")


class NoOutlinesInIt(Refused):
    """There is no area in the file."""

    key = "no_outlines_in_it"
    sentence = N_("There is no outline in “%(name)s”: it holds no polygon.")
    remedy = N_("Export the counties as areas (polygons), not as points or lines.")


class OffTheGlobe(Refused):
    """A coordinate is no longitude and latitude in degrees."""

    key = "off_the_globe"
    sentence = N_("A coordinate of “%(name)s” is not a longitude and latitude in degrees.")
    remedy = N_("Export the outlines in degrees (WGS 84, EPSG:4326).")


class OutlinesNotThere(Refused):
    """A boundary file was used, set aside or discarded by somebody else meanwhile."""

    key = "outlines_not_there"
    sentence = N_("These outlines do not wait and are not in use any more.")
    remedy = N_("Look at the list of outlines; send the file again if need be.")


class NoCountyMatched(Refused):
    """Outlines are used for counties; none has been found for any."""

    key = "no_county_matched"
    sentence = N_("None of these outlines belongs to a county of this province.")
    remedy = N_("Choose the outline of at least one county, or send another file.")


class OutlineChosenTwice(Refused):
    """One outline is one county's."""

    key = "outline_chosen_twice"
    sentence = N_("The outline “%(outline)s” is chosen for two counties.")
    remedy = N_("Choose each outline for one county only.")
