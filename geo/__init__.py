"""Incidents in space and time: the model, the store, border facts and export."""
