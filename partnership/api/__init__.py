"""The record for programs: read only, the same filters and documents as the pages, under `/api/v1/`."""
