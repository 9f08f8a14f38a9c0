"""The facts each kind of paper is printed from: plain JSON, so that a paper can be kept, hashed and printed again.

The names of the fields say how they are printed, so a unit can never be mistaken:

* `…_rial`: whole rials written as a string of ASCII digits (or a list of such strings);
* `…_on`: a day in ISO form, printed as a Jalali day;
* `…_percent` and `…_quantity`: a decimal written with ASCII digits and a point;
* everything else is a text, printed letter by letter and never read as markup.

Sums are stated in the facts and checked by the press (`sums.py`): a paper whose rows do not add up is refused.
"""

from typing import Literal, NotRequired, TypedDict

Language = Literal["fa", "en"]
Unit = Literal["rial", "thousand_rial", "million_rial"]
Vote = Literal["for", "against", "abstain", "none"]


class Basis(TypedDict):
    """One legal basis of a paper: a law by its title, anything else by its number and day."""

    kind: Literal[
        "law",
        "central_credit_notice",
        "council_resolution",
        "committee_resolution",
        "county_notice",
        "agency_notice",
        "agreement",
        "central_allotment_notice",
        "allotment_session",
        "letter",
    ]
    title: NotRequired[str]  # of a law
    number: NotRequired[str]
    dated_on: NotRequired[str]


class Reference(TypedDict):
    """Another paper, by its number and day."""

    number: str
    dated_on: str


class Signature(TypedDict):
    """A place to sign: position and organisation always, the name once it is known, the day once it is signed."""

    position: str
    organisation: NotRequired[str]
    name: NotRequired[str]
    signed_on: NotRequired[str]


class Paper(TypedDict):
    """What every paper carries, whatever its kind."""

    language: NotRequired[Language]  # fa when absent
    demo: NotRequired[bool]  # printed across every page: of no official effect
    draft: NotRequired[bool]  # printed across every page
    unit: NotRequired[Unit]  # of the tables; rial when absent. Rials left over stand after the «٫»
    parent: NotRequired[str]  # the organisation above, first line of the letterhead
    organisation: str
    office: NotRequired[str]  # the sub-unit
    slogan: NotRequired[str]  # of the year, under «بسمه تعالی» (S4-002)
    number: NotRequired[str]  # a draft has none
    dated_on: str
    attachment: NotRequired[str]
    addressee: NotRequired[list[str]]  # one line each
    subject: NotRequired[str]  # in place of the usual title of the kind
    basis: NotRequired[list[Basis]]
    remarks: NotRequired[list[str]]
    signatures: NotRequired[list[Signature]]
    copies: NotRequired[list[str]]  # «رونوشت»
    code: str  # the short code a reader types to verify the paper
    check_address: NotRequired[str]  # where it is verified; the QR holds this, or the code alone


class SourceRow(TypedDict):
    """One credit source and its amount."""

    code: str
    source: str
    amount_rial: str


class MatrixColumn(TypedDict):
    """A column of amounts; neighbours with the same `group` stand under one head."""

    title: str
    group: NotRequired[str]


class MatrixRow(TypedDict):
    """A row of amounts with its heads, as many as `Matrix.heads` names."""

    heads: list[str]
    amounts_rial: list[str]
    total_rial: str


class Matrix(TypedDict):
    """Amounts by two dimensions, with totals both ways (S0-14, R1)."""

    heads: list[Literal["county", "chapter", "programme", "agency", "source", "title"]]
    columns: list[MatrixColumn]
    rows: list[MatrixRow]
    column_totals_rial: list[str]
    total_rial: str


class ProjectRow(TypedDict):
    """A project with the credit it is given here."""

    code: str
    title: str
    county: str
    chapter: str
    programme: str
    source: str
    amount_rial: str


class ProjectGroup(TypedDict):
    """Projects of one origin, kept apart from those of the other (S0-43)."""

    origin: Literal["county_committee", "provincial_council"]
    county: NotRequired[str]  # of the committee
    resolution: NotRequired[Reference]
    rows: list[ProjectRow]
    total_rial: str


class CreditNotice(Paper):
    """A credit notice: of the centre to the province, to a county, or to an agency (S0-11, S0-14, S0-17)."""

    notice: Literal["central", "county", "agency"]
    fiscal_year: int
    province: str
    county: NotRequired[str]  # county notice
    agency: NotRequired[str]  # agency notice
    replaces: NotRequired[Reference]  # a correction names the notice it stands in for
    sources: NotRequired[list[SourceRow]]  # central notice
    matrix: NotRequired[Matrix]  # county notice: chapter and programme by source
    groups: NotRequired[list[ProjectGroup]]  # agency notice
    total_rial: str


class Attendance(TypedDict):
    """A member at a session."""

    name: str
    title: str
    organisation: str
    present: bool
    vote: Vote


class Quorum(TypedDict):
    """How many voting members there are, how many had to come, and how many came (else all who were present)."""

    members: int
    needed: int
    present: NotRequired[int]


class ApprovedProject(ProjectRow):
    """A project as a session approved it; unfinished ones are marked and stand first (INV-04)."""

    unfinished: bool
    total_cost_rial: str


class ProjectList(TypedDict):
    """The projects a resolution approves."""

    rows: list[ApprovedProject]
    total_rial: str


class Resolution(TypedDict):
    """One resolution: its number, its words, and the amounts it approves."""

    number: str
    text: str
    matrix: NotRequired[Matrix]
    projects: NotRequired[ProjectList]


class Minutes(Paper):
    """The minutes of the Council, of a county committee or of the Allotment Committee (S0-13, S0-16, S0-22)."""

    session_number: str
    held_on: str
    held_at: NotRequired[str]  # the hour, as text
    place: str
    fiscal_year: int
    province: str
    county: NotRequired[str]  # of a county committee
    attendance: list[Attendance]
    quorum: Quorum
    agenda: list[str]
    resolutions: list[Resolution]


class DistributionTable(Paper):
    """The distribution by county and by chapter and programme, on landscape sheets (S0-12, R1)."""

    fiscal_year: int
    province: str
    matrix: Matrix


class Digest(TypedDict):
    """The SHA-256 of a text, in hexadecimal, printed in Latin digits."""

    title: str
    sha256: str


class BalanceCertificate(Paper):
    """Three levels that add up to each other; the first column of `sources` is the share of the counties (INV-01)."""

    fiscal_year: int
    province: str
    sources: Matrix
    lines: Matrix
    counties: Matrix
    digests: list[Digest]
    total_rial: str


class FundingLine(TypedDict):
    """This year's credit of a project from one source, for one chapter of spending (W24)."""

    source: str
    spending_chapter: str
    method: Literal["in_house", "contracted", "mixed"]
    amount_rial: str


class AgreementProject(TypedDict):
    """A row of form 2. Years are fiscal years; progress is physical and cumulative."""

    code: str
    title: str
    county: str
    start_year: int
    end_year: int
    progress_to_last_year_percent: str
    progress_planned_percent: str
    total_cost_rial: str
    spent_so_far_rial: str
    lines: list[FundingLine]
    credit_rial: str


class Target(TypedDict):
    """A row of form 3: what the money buys."""

    project_code: str
    title: str
    unit: str
    whole_quantity: str
    this_year_quantity: str


class Share(TypedDict):
    """A row of form 1: one source, or one chapter of spending, summed over the projects."""

    title: str
    amount_rial: str


class Agreement(Paper):
    """The agreement on the acquisition of capital assets (§2.3, R4): `number` is its exchange number."""

    fiscal_year: int
    province: str
    agency: str
    agency_code: NotRequired[str]
    chapter: str
    programme: str
    notice: Reference
    version: int
    by_source: list[Share]
    by_spending_chapter: list[Share]
    projects: list[AgreementProject]
    targets: list[Target]
    total_rial: str


class Bill(TypedDict):
    """The Islamic Treasury Bill an allotment is paid with."""

    symbol: str
    due_on: str


class Part(TypedDict):
    """What of an allotment is paid by one means, where it is paid by several."""

    means: Literal["cash", "treasury_bill", "advance", "conversion"]
    bill: NotRequired[Bill]
    amount_rial: str


class AllotmentRow(TypedDict):
    """A project and source; `cumulative_rial` is what was allotted before and now. The percent is reckoned in print."""

    code: str
    title: str
    source: str
    agreed_rial: str
    before_rial: str
    now_rial: str
    cumulative_rial: str


class AllotmentNotice(Paper):
    """The allotment notice to one agency (S0-23, R5)."""

    fiscal_year: int
    province: str
    agency: str
    replaces: NotRequired[Reference]  # a correction names the notice it stands in for
    central_notice: Reference
    session: Reference
    means: Literal["cash", "treasury_bill", "advance", "conversion", "mixed"]
    bill: NotRequired[Bill]
    parts: NotRequired[list[Part]]  # of "mixed" means
    rows: list[AllotmentRow]
    agreed_total_rial: str
    before_total_rial: str
    now_total_rial: str
    cumulative_total_rial: str


class Letter(Paper):
    """A letter in running text."""

    paragraphs: list[str]


class Asked(TypedDict):
    """One priority of a municipality: how many of which machine; a count of zero leaves the pair empty."""

    count: int
    machine: str


class AidRow(TypedDict):
    """A row of Table 1 or 2: each table has the columns the directive gives it (1.4.3, 1.4.5, 1.4.7, 1.4.8)."""

    county: str
    municipality: NotRequired[str]  # municipal tables
    asks: NotRequired[list[Asked]]  # municipal Table 1: machine first, second, equipment first, second
    district: NotRequired[str]  # dehyari Table 1
    dehyari: NotRequired[str]
    machine: NotRequired[str]
    contribution_rial: NotRequired[str]
    village: NotRequired[str]  # dehyari Table 2
    title: NotRequired[str]  # both Tables 2, of the project
    estimate_rial: NotRequired[str]
    aid_rial: NotRequired[str]  # all but municipal Table 1
    own_rial: NotRequired[str]  # both Tables 2
    province_rial: NotRequired[str]  # municipal Table 2
    starts_on: NotRequired[str]
    ends_on: NotRequired[str]
    progress_percent: NotRequired[str]  # of an unfinished project only


class AidTable(Paper):
    """Table 1 or 2 of the aid to municipalities or dehyaris (S4-031, S4-069, S4-095, S4-116).

    `totals` has the sum of every column of amounts under the name of the column; municipal Table 1 has none.
    """

    fiscal_year: int
    province: str
    rows: list[AidRow]
    totals: NotRequired[dict[str, str]]
