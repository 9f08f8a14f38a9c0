"""Registers the projects room with Django."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "hamtaraz.projects"
    label = "projects"
