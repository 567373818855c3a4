"""`python -m tests.docstrings`: numpydoc's rules over every public docstring of the packages.

The rules and their exceptions stand in pyproject.toml under `tool.numpydoc_validation`.
"""

import importlib
import inspect
import pkgutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from numpydoc.validate import validate

PACKAGES = ("gazetteer", "geo", "maps", "seeds")


def public_names() -> Iterator[str]:
    """Names of the modules, and of what each lists in `__all__` and defines itself."""
    for package in PACKAGES:
        paths = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(paths, f"{package}."):
            if found.name.rsplit(".", 1)[-1].startswith("_"):
                continue
            module = importlib.import_module(found.name)
            for name in getattr(module, "__all__", ()):
                member = getattr(module, name)
                documented = inspect.isclass(member) or inspect.isfunction(member)
                if not documented or member.__module__ != found.name:
                    continue
                yield f"{found.name}.{name}"
                if inspect.isclass(member):
                    yield from (
                        f"{found.name}.{name}.{method}"
                        for method, value in vars(member).items()
                        if not method.startswith("_") and inspect.isfunction(value)
                    )


def main() -> int:
    """Print what breaks a rule; the exit code says whether anything did."""
    config = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    excluded = set(config["tool"]["numpydoc_validation"]["checks"]) - {"all"}
    faults = 0
    names = list(public_names())
    for name in names:
        for code, message in validate(name)["errors"]:
            if code not in excluded:
                faults += 1
                sys.stdout.write(f"{name}: {code} {message}\n")
    sys.stdout.write(f"{len(names)} docstrings checked, {faults} faults\n")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
