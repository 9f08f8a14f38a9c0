"""What is refused of villages."""

from hamtaraz.kernel.refusals import N_, Refused


class OneAidAVillage(Refused):
    """The village uses the other aid already."""

    key = "grants.one_aid_a_village"
    sentence = N_("The village %(name)s uses the aid “%(kind)s” already; each village uses only one (S4-102).")
    remedy = N_("Leave this village out, or have its other request taken back first.")
