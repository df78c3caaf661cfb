"""What keeps a peer from running on this machine."""

from __future__ import annotations

import importlib.util
import shutil


def commands(*names: str) -> str:
    return ", ".join(f"no command {name}" for name in names if shutil.which(name) is None)


def modules(*names: str) -> str:
    return ", ".join(f"no Python module {name}" for name in names if importlib.util.find_spec(name) is None)
