"""`make bench`: how fast the site is, beside a bare Django view and Datasette on the same rows, at several sizes.

Each contestant runs on a loopback port of its own; rounds are interleaved (ours, bare, Datasette, ours …), so that
whatever else the machine does meets them all. Results are kept as JSON, one file a run.
"""
