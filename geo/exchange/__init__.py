"""Incidents out to other tools, one file a format."""
