# Two commands on a fresh machine with python3 and make: `make map` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: map test check wheel clean

map: $(VENV)/installed
	$(BIN)/incidentmap demo build

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q

# Everything that must hold beside the tests.
check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.docstrings

# The wheel alone, in an environment of its own, from another folder.
wheel: $(VENV)/installed-dev
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --constraint constraints.txt build/wheel/*.whl
	mkdir build/wheel/elsewhere
	cd build/wheel/elsewhere && ../venv/bin/incidentmap demo here
	cd build/wheel/elsewhere/here && for file in map.html map.png incidents.geojson incidents.gpkg read.html read.gpkg; do test -s $$file || exit 1; done

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf build $(VENV)
