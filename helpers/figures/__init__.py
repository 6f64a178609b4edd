"""Figures: `charts`, `maps`, `diagrams` take a tidy table and return a figure; `theme` is their look, `pieces` what they share."""
