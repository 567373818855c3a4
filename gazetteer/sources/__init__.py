"""Where places come from: one module a source, each yielding `Entry` objects."""
