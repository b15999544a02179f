"""A small library whose texts say from when on they may be seen; see `library.yaml`."""

from pathlib import Path

KETTLES = Path(__file__).parent
