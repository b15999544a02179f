"""Coverage-guided fuzzing with atheris: `python -m tests.fuzz library -max_total_time=60`.

What was found is kept in the folder `.fuzz/`, and so is, as `crash-*`, what made a target fail: once
understood, it belongs into tests/fuzz/corpus.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
FOUND = Path(".fuzz")


def main() -> None:
    """Run one target with libFuzzer's options."""
    import atheris  # noqa: PLC0415 - only who fuzzes installs it

    with atheris.instrument_imports(include=["xiaomi_cli"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - what is imported is instrumented
        from xiaomi_cli.model.records import KINDS  # noqa: PLC0415 - as above

    name, *options = sys.argv[1:]
    words = {field for struct in KINDS.values() for field in struct.__struct_fields__} | {*KINDS}
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    dictionary = FOUND / f"{name}.dict"
    dictionary.write_text("".join(f'"{word}"\n' for word in sorted(words)), encoding="utf-8")
    bounds = ["-timeout=20", "-rss_limit_mb=1024", "-max_len=4096", f"-dict={dictionary}",
              f"-artifact_prefix={FOUND}/"]  # fmt: skip
    folders = [str(path) for path in (FOUND / name, HERE / "corpus" / name) if path.is_dir()]
    atheris.Setup([sys.argv[0], *bounds, *options, *folders], TARGETS[name])
    atheris.Fuzz()


main()
