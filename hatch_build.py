"""Compiles data/ and seeds/ into the wheel, so that an installed copy never parses YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLibrary(BuildHookInterface[Any]):
    """Adds `xiaomi_cli/library.sqlite` to a wheel; an editable install reads data/ itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files of the wheel are gathered. A broken library fails the build."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from xiaomi_cli.build.compile import compile_folder  # noqa: PLC0415 - needs the path above

        compiled = root / "build" / "library.sqlite"
        compiled.parent.mkdir(exist_ok=True)
        compiled.unlink(missing_ok=True)
        compile_folder(root / "data", compiled).close()
        build_data["force_include"][str(compiled)] = "xiaomi_cli/library.sqlite"
