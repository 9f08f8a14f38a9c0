"""What the room keeps: recipients with their figures, the runs that give shares, and what is asked of a share."""

from hamtaraz.grants.models.county_split import CountyMachinery, CountySplit
from hamtaraz.grants.models.machinery import DepositSlip, MachinePrice, MachineRequest
from hamtaraz.grants.models.recipients import FIGURES, Recipient, RecipientFigure, RecipientKind
from hamtaraz.grants.models.shares import Part, Share, ShareRun

__all__ = [
    "FIGURES",
    "CountyMachinery",
    "CountySplit",
    "DepositSlip",
    "MachinePrice",
    "MachineRequest",
    "Part",
    "Recipient",
    "RecipientFigure",
    "RecipientKind",
    "Share",
    "ShareRun",
]
