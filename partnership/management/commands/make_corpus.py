"""`manage.py make_corpus N`: a made-up corpus to measure on, in a data folder of its own."""
