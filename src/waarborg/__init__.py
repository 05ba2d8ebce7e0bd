"""Checks proposed exchanges of police information against the safeguards of Dutch policy and law."""

__version__ = "0.1.0"
