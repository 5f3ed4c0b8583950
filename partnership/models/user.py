from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor's account: our own from the first migration on, so that it can grow."""
