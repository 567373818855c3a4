"""Data sets known by their header, and how each of their rows becomes an incident."""
