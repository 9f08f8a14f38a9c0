"""The house's addresses, and a bare page that asks as many questions as it is told."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from hamtaraz.web.doors import OPEN, door

PAGE = Template("<!doctype html><title>bare</title><p>{{ found }}</p>")


@door(OPEN)
def bare(request: HttpRequest, questions: int) -> HttpResponse:
    """A page of `questions` small queries by key and a line of text: what a page of so many costs at least."""
    found = None
    with connection.cursor() as cursor:
        for number in range(questions):
            cursor.execute("SELECT id, title FROM workflow_task WHERE id = %s", [number + 1])
            found = cursor.fetchone()
    return HttpResponse(PAGE.render(Context({"found": found})))


urlpatterns = [path("bare/<int:questions>/", bare), path("", include("hamtaraz.config.urls"))]
