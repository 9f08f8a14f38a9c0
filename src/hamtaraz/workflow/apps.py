"""Registers the workflow room with Django."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "hamtaraz.workflow"
    label = "workflow"
