"""Registers the trail room with Django."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "hamtaraz.trail"
    label = "trail"
