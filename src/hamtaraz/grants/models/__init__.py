"""What the room keeps: recipients with their figures, the runs that give shares, and what is asked of a share."""

from hamtaraz.grants.models.bitumen import BitumenAid, BitumenRun, CompactionCheck
from hamtaraz.grants.models.county_split import CountyMachinery, CountySplit
from hamtaraz.grants.models.deposits import DepositSlip
from hamtaraz.grants.models.evidence import PHOTOS, Evidence, Moment
from hamtaraz.grants.models.machinery import MachinePrice, MachineRequest
from hamtaraz.grants.models.plans import Aims, Plan, PlanLine
from hamtaraz.grants.models.projects import (
    PROJECT_KINDS,
    AidedProject,
    CodeOfPractice,
    DehyariProject,
    MunicipalProject,
    ProjectPayment,
    RealisedAllotment,
    SiteVisit,
)
from hamtaraz.grants.models.purchases import BitumenRate, BitumenReport, JointPurchase
from hamtaraz.grants.models.recipients import FIGURES, Recipient, RecipientFigure, RecipientKind
from hamtaraz.grants.models.shares import Part, Share, ShareRun
from hamtaraz.grants.models.village_machines import DehyariMachine
from hamtaraz.grants.models.villages import AidKind, VillageChoice
from hamtaraz.grants.models.waivers import Waiver

__all__ = [
    "FIGURES",
    "PHOTOS",
    "PROJECT_KINDS",
    "AidKind",
    "AidedProject",
    "Aims",
    "BitumenAid",
    "BitumenRate",
    "BitumenReport",
    "BitumenRun",
    "CodeOfPractice",
    "CompactionCheck",
    "CountyMachinery",
    "CountySplit",
    "DehyariMachine",
    "DehyariProject",
    "DepositSlip",
    "Evidence",
    "JointPurchase",
    "MachinePrice",
    "MachineRequest",
    "Moment",
    "MunicipalProject",
    "Part",
    "Plan",
    "PlanLine",
    "ProjectPayment",
    "RealisedAllotment",
    "Recipient",
    "RecipientFigure",
    "RecipientKind",
    "Share",
    "ShareRun",
    "SiteVisit",
    "VillageChoice",
    "Waiver",
]
