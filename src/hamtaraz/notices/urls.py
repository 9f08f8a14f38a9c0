"""The addresses of the notices room."""

from django.urls import path

from hamtaraz.notices.views import bulk, central, correction, lists, notice, rules

app_name = "notices"
urlpatterns = [
    path("", lists.notices, name="list"),
    path("prepare/", bulk.prepare, name="prepare"),
    path("issue/", bulk.issue_drafts, name="issue_drafts"),
    path("central/", lists.central, name="central"),
    path("central/new/", central.new_central, name="new_central"),
    path("<int:pk>/", notice.notice, name="notice"),
    path("<int:pk>/change/", central.change_central, name="change_central"),
    path("<int:pk>/correct/", correction.correct, name="correct"),
    path("rules/new/", rules.new_rule, name="new_rule"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/change/", rules.change_rule, name="change_rule"),
]
