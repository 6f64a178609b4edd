"""Figures: one module a chapter and `theme`; a tidy table in, a labelled figure with alt text out."""
