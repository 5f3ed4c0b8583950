"""Carrying a whole database to another one: SQLite to PostgreSQL, and back.

No content is written here: every row goes over as `actions` left it, editions, accounts and numbers included, and both
sides are compared before anything of it stays.
"""

from partnership.moving.refusals import NotMoved
from partnership.moving.rows import Told
from partnership.moving.transfer import move

__all__ = ["NotMoved", "Told", "move"]
