"""Registers the places room with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "hamtaraz.places"
    label = "places"
