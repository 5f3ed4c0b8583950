"""What stands between the server and Django, and between Django and the servers behind it.

Outside the layers, like `wsgi.py`.
"""
