"""Why the house does not let someone in."""

from hamtaraz.kernel.refusals import N_, Refused


class NotLetIn(Refused):
    """Name, password or code is wrong, or the name is closed for a while: the sentence never says which."""

    key = "not_let_in"
    sentence = N_("That is not right, or there were too many wrong tries.")
    remedy = N_("Check what you wrote. After five wrong tries the way in stays closed for fifteen minutes.")


class CodeWrong(Refused):
    """The six digits do not belong to the secret that was just shown."""

    key = "code_wrong"
    sentence = N_("These digits do not belong to the secret shown here.")
    remedy = N_("Write the six digits your authenticator shows now; check that the clock of your telephone is right.")


class SecondFactorIsOn(Refused):
    """A second factor is not replaced silently."""

    key = "second_factor_is_on"
    sentence = N_("The second factor is already on.")
    remedy = N_("Turn it off first, then on again with the new authenticator.")


class SecondFactorIsOff(Refused):
    """There is no second factor to confirm, renew or remove."""

    key = "second_factor_is_off"
    sentence = N_("The second factor is not on.")
    remedy = N_("Turn the second factor on first.")


class PasswordWrong(Refused):
    """One's own present password is asked again before the account changes."""

    key = "password_wrong"
    sentence = N_("The present password is not right.")
    remedy = N_("Write the password you signed in with.")


class PasswordWeak(Refused):
    """A password must keep the installation's rules; `faults` says which it breaks."""

    key = "password_weak"
    sentence = N_("This password is too weak: %(faults)s")
    remedy = N_("Choose at least ten characters that are neither common, nor only digits, nor like the user name.")
