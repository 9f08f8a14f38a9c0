"""Registers the budget room with Django."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "hamtaraz.budget"
    label = "budget"
