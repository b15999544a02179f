"""Mutation testing of the validator, `make mutate`: each mistake in it must make some test fail.

Each mutant is one module with one small mistake in it, run against the tests of the validator in a
process of its own, forked when everything else is imported. What survives is printed; some of that
changes nothing anyone could notice, the rest wants a test.
"""

import ast
import copy
import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MODULES = ["rules", "link_rules", "schema_check", "forms", "settings", "yaml_nodes"]
TESTS = ["schema_check", "rules", "renamed", "yaml_nodes"]
SECONDS = 60  # after which a mutant counts as found: it runs in circles
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """A module's name, the line that was changed, what it says now, and the whole module."""

    name: str
    line: int
    says: str
    tree: ast.AST


def wrong(node: ast.AST) -> ast.AST | None:  # noqa: PLR0911 - one way out for each kind of mistake
    """The node with a mistake in it, if one is known for its kind."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            return ast.Compare(node.left, [COMPARED[type(op)]()], node.comparators)
        case ast.BoolOp():
            return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            return node.operand
        case ast.BinOp(op=op) if type(op) in CALCULATED:
            return ast.BinOp(node.left, CALCULATED[type(op)](), node.right)
        case ast.Constant(value=bool(value)):
            return ast.Constant(not value)
        case ast.Constant(value=int(value)):
            return ast.Constant(value + 1)
        case ast.If(test=ast.Name() | ast.Call() | ast.Attribute() | ast.NamedExpr()):
            return ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            return ast.Pass()
        case ast.Break():
            return ast.Continue()
        case ast.Continue():
            return ast.Break()
        case ast.Return(value=ast.Constant(value=None | "")):
            return None  # nothing is nothing, in either form
        case ast.Return(value=ast.expr()):
            return ast.Return(ast.Constant(None))
    return None


class _Mistake(ast.NodeTransformer):
    """Makes one mistake, the one of this number, and remembers where."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.line = 0

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []  # how much is cached changes no answer
        if self.left >= 0 and (mistaken := wrong(node)):
            self.left -= 1
            if self.left < 0:
                self.line = node.lineno  # type: ignore[attr-defined]
                return ast.copy_location(mistaken, node)
        return self.generic_visit(node)


def mutants(name: str) -> Iterator[Mutant]:
    """Every mutant of a module."""
    original = ast.parse((ROOT / "xiaomi_cli/library" / f"{name}.py").read_text(encoding="utf-8"))
    number = 0
    while True:
        mistake = _Mistake(number)
        tree = ast.fix_missing_locations(mistake.visit(copy.deepcopy(original)))
        if not mistake.line:
            return
        lines = ast.unparse(tree).splitlines()
        before = _Mistake(-1).visit(copy.deepcopy(original))
        changed = [
            new
            for new, old in zip(lines, ast.unparse(before).splitlines(), strict=False)
            if new != old
        ]
        yield Mutant(name, mistake.line, changed[0].strip() if changed else "(gone)", tree)
        number += 1


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant in place of the module."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = f"xiaomi_cli.library.{mutant.name}"
        self.code = compile(ast.unparse(mutant.tree), f"{mutant.name}.py", "exec")

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        del path, target
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def survives(mutant: Mutant) -> bool:
    """Whether every test passes in spite of the mistake."""
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, _Loader(mutant))
        os._exit(_tests())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _tests() -> int:
    import pytest  # noqa: PLC0415 - after the mistake

    plugins = ["-pno:cacheprovider", "-pno:xdist", "-pno:faulthandler"]
    return int(pytest.main(["-x", "-q", *plugins, *(f"tests/library/test_{t}.py" for t in TESTS)]))


def main() -> None:
    """Try every mutant of the modules that are named (all, if none is)."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for name in ("pytest", "hypothesis", "yaml", "msgspec", "xiaomi_cli.model.records"):
        importlib.import_module(name)
    for name in sys.argv[1:] or MODULES:
        found = [_told(mutant) for mutant in mutants(name)]
        print(f"{name}.py: {sum(found)} of {len(found)} mistakes are found", flush=True)


def _told(mutant: Mutant) -> bool:
    """Whether a mistake is found; one that is not is printed."""
    found = not survives(mutant)
    if not found:
        print(f"{mutant.name}.py:{mutant.line}: survives: {mutant.says}", flush=True)
    return found


if __name__ == "__main__":
    main()
