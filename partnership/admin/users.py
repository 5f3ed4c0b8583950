"""Accounts and groups: Django's own pages, with the names of a record's columns left as they are."""

from django.contrib.auth.admin import GroupAdmin, UserAdmin

from partnership.admin.base import Sturdy


class AccountAdmin(Sturdy, UserAdmin):
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active", "last_login"]


class AccountGroupAdmin(Sturdy, GroupAdmin):
    pass
