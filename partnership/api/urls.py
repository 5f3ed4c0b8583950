"""Addresses of the API: behind `/api/v1` those of the pages, wherever a page shows the same."""

from django.urls import path, re_path

from partnership.api import docs, lists, singles
from partnership.api.openapi import SchemaAnswer
from partnership.api.resource import MISSING, Missing

urlpatterns = [
    path("api/v1/", singles.Root.as_view(), name="api"),
    path("api/v1/schema/", SchemaAnswer.as_view(), name="api-schema"),
    path("api/v1/entries/", lists.EntryList.as_view(), name="api-entries"),
    path("api/v1/entries/<slug:key>/", singles.EntryByKey.as_view(), name="api-entry-key"),
    path("api/v1/agreements/tracker/", lists.Tracker.as_view(), name="api-tracker"),
    path("api/v1/statements/<slug:key>/", singles.StatementByKey.as_view(), name="api-statement"),
    path("api/v1/sources/", lists.SourceList.as_view(), name="api-sources"),
    path("api/v1/sources/<slug:slug>/", singles.SourceBySlug.as_view(), name="api-source"),
    path("api/v1/figures/", lists.FigureList.as_view(), name="api-figures"),
    path("api/v1/terms/", lists.TermList.as_view(), name="api-terms"),
    path("api/v1/places/", lists.PlaceList.as_view(), name="api-places"),
    path("api/v1/<plural:plural>/", lists.KindList.as_view(), name="api-kind"),
    path("api/v1/<plural:plural>/<slug:slug>/", singles.EntryBySlug.as_view(), name="api-entry"),
    path("api/v1/docs/", docs.Guide.as_view(), name="api-docs"),
    path("api/v1/docs/forms/", docs.Forms.as_view(), name="api-forms"),
    path("api/v1/docs/try/<slug:name>/", docs.Try.as_view(), name="api-try"),
    path("api/v1/docs/<slug:name>/", docs.OperationPage.as_view(), name="api-operation"),
    re_path(r"^api(?:/[\s\S]*)?$", Missing.as_view(), name=MISSING),
]
