"""One file for each program or library that the gateway meets in `peers.py`.

Each has `missing()`, which says what keeps it from running here or returns an empty text, and `check(site)`.
"""
