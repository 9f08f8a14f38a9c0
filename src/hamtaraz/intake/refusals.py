"""What the room refuses: files that are no workbook of the house, and cells that do not say what they must."""

from hamtaraz.kernel.refusals import N_, Refused

# --- whole files -------------------------------------------------------------------------------


class NotOurTemplate(Refused):
    """The workbook lacks the mark of a template of the house."""

    key = "intake.not_our_template"
    sentence = N_("“%(name)s” was not made from a template of this system.")
    remedy = N_("Fetch the template on this page and copy your rows into it.")


class OtherTemplate(Refused):
    """The mark is that of another template."""

    key = "intake.other_template"
    sentence = N_("This is the template “%(found)s”, and you are loading “%(wanted)s”.")
    remedy = N_("Load it under its own title.")


class OldTemplate(Refused):
    """The template was changed after this workbook was made."""

    key = "intake.old_template"
    sentence = N_("The template has changed since this file was made.")
    remedy = N_("Fetch the template anew and copy your rows into it.")


class OtherProvince(Refused):
    """The template was made for another province."""

    key = "intake.other_province"
    sentence = N_("This template was made for another province.")
    remedy = N_("Fetch the template here and copy your rows into it.")


class OtherYear(Refused):
    """The template was made for another fiscal year."""

    key = "intake.other_year"
    sentence = N_("This template was made for the year %(found)s, and you act in the year %(wanted)s.")
    remedy = N_("Change the fiscal year at the top of the page, or fetch the template of this year.")

    def __init__(self, *, found: str, wanted: str) -> None:
        super().__init__(found=found, wanted=wanted)


class NothingInside(Refused):
    """No sheet has any row."""

    key = "intake.nothing_inside"
    sentence = N_("No sheet of “%(name)s” has a row.")
    remedy = N_("Write your rows under the headers, and send the file again.")


class HasFaults(Refused):
    """Nothing is half recorded: one fault keeps the whole file out."""

    key = "intake.has_faults"
    sentence = N_("%(count)s cells of the file are not right; nothing of it can be recorded.")
    remedy = N_("Correct the cells that are named, and send the file again.")


class NothingToRecord(Refused):
    """Every row is kept already, with the same values."""

    key = "intake.nothing_to_record"
    sentence = N_("Everything in this file is here already, with the same values.")
    remedy = N_("Nothing needs to be done; you may discard the file.")


class NotWaiting(Refused):
    """The file was recorded or discarded."""

    key = "intake.not_waiting"
    sentence = N_("This file no longer waits to be recorded.")
    remedy = N_("Look at its page; send the file again if it is still needed.")


class Expired(Refused):
    """A file waits a few days only, since what it is held against moves on."""

    key = "intake.expired"
    sentence = N_("This file has waited since %(since_on)s, longer than it may.")
    remedy = N_("Send the file again.")


# --- sheets and columns ------------------------------------------------------------------------


class SheetMissing(Refused):
    """A sheet of the template was deleted or renamed."""

    key = "intake.sheet_missing"
    sentence = N_("The sheet “%(sheet)s” is missing.")
    remedy = N_("Put it back with its name and its headers; it may stay empty.")


class ColumnMissing(Refused):
    """A column that must be filled was deleted or renamed."""

    key = "intake.column_missing"
    sentence = N_("The column “%(column)s” is missing.")
    remedy = N_("Put it back with its header as in the template.")


class ColumnUnknown(Refused):
    """A header the template does not have."""

    key = "intake.column_unknown"
    sentence = N_("The template has no column “%(column)s”.")
    remedy = N_("Write the header as in the template, or delete this column.")


class ColumnTwice(Refused):
    """Two columns with the same header."""

    key = "intake.column_twice"
    sentence = N_("The column “%(column)s” is there twice; the other is %(other)s.")
    remedy = N_("Keep one of the two.")


class Hidden(Refused):
    """What the person who sends the file does not see is not taken in."""

    key = "intake.hidden"
    sentence = N_("This is hidden, and it holds something.")
    remedy = N_("Clear the filter and show it, or delete it.")


class Merged(Refused):
    """A merged cell belongs to several rows or columns at once."""

    key = "intake.merged"
    sentence = N_("These cells are merged.")
    remedy = N_("Unmerge them and write every cell by itself.")


class OutsideTheTable(Refused):
    """A cell without a header above it."""

    key = "intake.outside_the_table"
    sentence = N_("This cell has no header above it.")
    remedy = N_("Delete it, or write it into a column of the template.")


class TwiceInTheFile(Refused):
    """The same thing stands in two rows."""

    key = "intake.twice_in_the_file"
    sentence = N_("“%(what)s” is in row %(other)s already.")
    remedy = N_("Keep one of the two rows.")


# --- cells -------------------------------------------------------------------------------------


class Empty(Refused):
    """A cell that must be filled."""

    key = "intake.empty"
    sentence = N_("The cell is empty.")
    remedy = N_("“%(column)s” must be filled in every row.")


class Formula(Refused):
    """What a formula shows today it may not show tomorrow."""

    key = "intake.formula"
    sentence = N_("The cell holds a formula.")
    remedy = N_("Copy it and paste it as a value.")


class SheetError(Refused):
    """A cell that shows an error of the spreadsheet."""

    key = "intake.sheet_error"
    sentence = N_("The cell shows an error of Excel.")
    remedy = N_("Write the value itself.")


class LooksLikeAFormula(Refused):
    """A text that a spreadsheet would run when it is opened again."""

    key = "intake.looks_like_a_formula"
    sentence = N_("“%(text)s” begins like a formula.")
    remedy = N_("Begin the text with a letter or a digit.")


class TextTooLong(Refused):
    """A text longer than its place."""

    key = "intake.text_too_long"
    sentence = N_("The text has %(length)s letters; at most %(most)s are kept.")
    remedy = N_("Shorten it.")


class NotText(Refused):
    """A date, a time or a truth value where a text belongs."""

    key = "intake.not_text"
    sentence = N_("Excel has made “%(text)s” of this cell; that is not a text.")
    remedy = N_("Set the format of the cell to “Text” and write it again.")


class CodeUnreadable(Refused):
    """A code of letters, digits and a few signs."""

    key = "intake.code_unreadable"
    sentence = N_("“%(text)s” is not a code.")
    remedy = N_("A code has letters and digits, and no spaces.")


class CountUnreadable(Refused):
    """A whole number was needed."""

    key = "intake.count_unreadable"
    sentence = N_("“%(text)s” is not a whole number.")
    remedy = N_("Write digits only, without decimals.")


class CountBeyond(Refused):
    """A whole number outside what can be."""

    key = "intake.count_beyond"
    sentence = N_("“%(text)s” is not between %(least)s and %(most)s.")
    remedy = N_("Check the number and its unit.")

    def __init__(self, *, text: str, least: str, most: str) -> None:
        super().__init__(text=text, least=least, most=most)


class DegreeUnreadable(Refused):
    """A latitude or longitude."""

    key = "intake.degree_unreadable"
    sentence = N_("“%(text)s” is not in degrees with at most four decimals.")
    remedy = N_("Write it as 31.3149.")


class DayIsADateCell(Refused):
    """A date of Excel is Gregorian; what was meant cannot be known."""

    key = "intake.day_is_a_date_cell"
    sentence = N_("Excel has made a Gregorian date (%(text)s) of this cell.")
    remedy = N_("Set the format of the cell to “Text” and write the Jalali day, such as 1405/02/14.")


class ChoiceUnknown(Refused):
    """The cell names nothing of its list."""

    key = "intake.choice_unknown"
    sentence = N_("“%(text)s” is not in the list “%(column)s”.")
    remedy = N_("Choose from the list of the cell; if it is missing there, load or add it first.")


class ZerosLost(Refused):
    """The code looks like one whose zeros Excel dropped."""

    key = "intake.zeros_lost"
    sentence = N_("“%(text)s” is not in the list; perhaps its zeros were lost and “%(meant)s” is meant.")
    remedy = N_("Set the format of the cell to “Text” and write the code with its zeros.")

    def __init__(self, *, text: str, meant: str) -> None:
        super().__init__(text=text, meant=meant)


class YesOrNo(Refused):
    """A question with two answers."""

    key = "intake.yes_or_no"
    sentence = N_("“%(text)s” is neither yes nor no.")
    remedy = N_("Write yes or no.")


# --- rows --------------------------------------------------------------------------------------


class StaysAsItIs(Refused):
    """What other rows and the book lean on is not changed by a file."""

    key = "intake.stays_as_it_is"
    sentence = N_("“%(column)s” of this row is “%(kept)s” and cannot be changed by a file.")
    remedy = N_("Write what is there, or give the row a new code.")


class ConfirmedAlready(Refused):
    """A confirmed notice changes only by a correction."""

    key = "intake.confirmed_already"
    sentence = N_("The notice %(number)s is confirmed; a file cannot change it.")
    remedy = N_("Delete the row here, and draft a correction on the notice's page.")

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


class AmountIsZero(Refused):
    """A row of a letter tells of an amount."""

    key = "intake.amount_is_zero"
    sentence = N_("The amount is zero.")
    remedy = N_("Delete the row; a source without an amount is left out.")


class LetterSaysTwoThings(Refused):
    """The rows of one letter agree about its day and subject."""

    key = "intake.letter_says_two_things"
    sentence = N_("Row %(other)s of the same letter says something else here.")
    remedy = N_("Write the same day and subject in every row of the letter.")


# --- doubts: told, not refused -----------------------------------------------------------------


class OutOfScale(Refused):
    """An amount a thousand times the usual of its column, or a thousandth of it."""

    key = "intake.out_of_scale"
    sentence = N_("This amount is a thousand times larger or smaller than most of its column: %(amount_rial)s rial.")
    remedy = N_("Check that it was written in million rial.")


class CodeWasANumber(Refused):
    """A code that the sheet holds as a number; zeros before it would be lost."""

    key = "intake.code_was_a_number"
    sentence = N_("The code %(text)s is a number in the file; zeros at its beginning would be lost.")
    remedy = N_("If it begins with zero, set the cell to “Text” and write it again.")

    def __init__(self, *, text: str) -> None:
        super().__init__(text=text)


class SheetNotRead(Refused):
    """A sheet that is not of the template."""

    key = "intake.sheet_not_read"
    sentence = N_("The sheet “%(sheet)s” is not one of the template and is not read.")
    remedy = N_("Nothing needs to be done, if it holds only notes.")
