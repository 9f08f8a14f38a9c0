"""What the room of directives refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class KeyDiffers(Refused):
    """A version keeps the key of the directive it is a version of."""

    key = "directives.key_differs"
    sentence = N_("The text says key “%(found)s”, but this is a version of “%(expected)s”.")
    remedy = N_('Write key = "%(expected)s" again, or begin a new directive from a text of its own.')


class KeyUnfit(Refused):
    """A new directive needs a key by which versions find one another, and a title."""

    key = "directives.key_unfit"
    sentence = N_("The text has no fit key or no title, so the directive could not be found again.")
    remedy = N_('Give it a key of small Latin letters, digits and hyphens, such as key = "small-towns", and a title.')


class TextTooLong(Refused):
    """A directive is a text that people read."""

    key = "directives.text_too_long"
    sentence = N_("The text is %(found)s characters long; a directive may have %(most)s.")
    remedy = N_("Bodies and their figures belong in a table of their own, not in the directive.")


class NotAText(Refused):
    """A file that is no UTF-8 text."""

    key = "directives.not_a_text"
    sentence = N_("“%(name)s” is not a text file in UTF-8.")
    remedy = N_("Save it as plain text in UTF-8, with the name ending in .toml.")


class NotReadable(Refused):
    """A text with faults is kept as a draft, never submitted."""

    key = "directives.not_readable"
    sentence = N_("The text has %(count)s faults; the first stands in line %(line)s.")
    remedy = N_("Open the editor, correct what it lists, save, and submit again.")


class NoExample(Refused):
    """A directive without an example has never been tried."""

    key = "directives.no_example"
    sentence = N_("The directive has no example, so nothing shows that it gives what it should.")
    remedy = N_("Write at least one [[example]] with the result you have reckoned by hand.")


class ExampleFails(Refused):
    """A version is activated only when all its examples come true."""

    key = "directives.example_fails"
    sentence = N_("The example “%(says)s” does not come true: %(of)s should be %(expected)s and is %(found)s.")
    remedy = N_("Correct the rule or the example in a new version; then that one can be activated.")


class NotYetInForce(Refused):
    """A directive that names its first day is activated from that day on."""

    key = "directives.not_yet_in_force"
    sentence = N_("The directive applies from %(since_on)s; it cannot be activated before.")
    remedy = N_("Activate it on that day, or have a version written that applies earlier.")


class NothingActive(Refused):
    """No version of that key is in force on that day."""

    key = "directives.nothing_active"
    sentence = N_("No version of the directive “%(name)s” is in force on %(day_on)s.")
    remedy = N_("Write one, or take over one that comes with Hamtaraz, and have it activated.")


class NotShipped(Refused):
    """There is no shipped directive of that key."""

    key = "directives.not_shipped"
    sentence = N_("No directive “%(name)s” comes with Hamtaraz.")
    remedy = N_("Choose one of the list.")
