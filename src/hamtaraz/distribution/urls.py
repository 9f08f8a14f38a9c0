"""The addresses of the distribution room."""

from django.urls import path

from hamtaraz.distribution.views import earlier, editing, pages, roundtrip, scenarios, studio

app_name = "distribution"
urlpatterns = [
    path("", pages.list_all, name="list"),
    path("start/", editing.start, name="start"),
    path("figures/", roundtrip.figures, name="figures"),
    path("last-year/", earlier.earlier, name="earlier"),
    path("<int:pk>/", studio.studio, name="distribution"),
    path("<int:pk>/attempt/", studio.attempt, name="attempt"),
    path("<int:pk>/compare/", studio.compare, name="compare"),
    path("<int:pk>/why/<str:county>/", studio.why, name="why"),
    path("<int:pk>/scenarios/<int:scenario>/parameters/", scenarios.parameters, name="parameters"),
    path("<int:pk>/scenarios/<int:scenario>/copy/", scenarios.create, name="copy_scenario"),
    path("<int:pk>/scenarios/<int:scenario>/rename/", scenarios.rename, name="rename_scenario"),
    path("<int:pk>/scenarios/<int:scenario>/delete/", scenarios.delete, name="delete_scenario"),
    path("<int:pk>/scenarios/<int:scenario>/bring-back/", scenarios.bring_back, name="bring_back_scenario"),
    path("<int:pk>/scenarios/<int:scenario>/choose/", scenarios.choose, name="choose_scenario"),
    path("<int:pk>/scenarios/<int:scenario>/directive/", scenarios.directive, name="scenario_directive"),
    path("<int:pk>/scenarios/<int:scenario>/figure/", scenarios.figure, name="scenario_figure"),
    path("<int:pk>/matrix/", pages.matrix, name="matrix"),
    path("<int:pk>/matrix/workbook/", roundtrip.matrix, name="matrix_workbook"),
    path("<int:pk>/lines/", editing.lines, name="lines"),
    path("<int:pk>/projects/", editing.projects, name="projects"),
    path("<int:pk>/adjust/", editing.adjust, name="adjust"),
    path("<int:pk>/restore/", editing.restore, name="restore"),
    path("<int:pk>/restore/cell/", editing.restore_one, name="restore_cell"),
    path("<int:pk>/history/", pages.history, name="history"),
    path("<int:pk>/archive/", pages.archive, name="archive"),
]
