"""Registers the letters room with Django."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "hamtaraz.letters"
    label = "letters"
