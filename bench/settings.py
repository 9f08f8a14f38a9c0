"""The application's own settings, with the calibration pages beside its addresses."""

from hamtaraz.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
