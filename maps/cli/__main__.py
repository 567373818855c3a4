"""`python -m maps.cli`, the same as `incidentmap`."""

from maps.cli import main

main()
