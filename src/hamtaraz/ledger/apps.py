"""Registers the ledger room with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "hamtaraz.ledger"
    label = "ledger"
