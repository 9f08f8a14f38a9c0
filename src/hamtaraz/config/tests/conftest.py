"""The year that backups are made of is the one verification is tried on."""

from hamtaraz.monitoring.tests.conftest import played_database

__all__ = ["played_database"]
