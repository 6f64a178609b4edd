"""The website: the stored lessons as pages, made offline by Sphinx. ``python -m helpers.course site`` is its command.

words (all that the frame says) · outputs, lessons, live, pages (what Sphinx reads) · build (Sphinx itself) · look (checks).
"""
