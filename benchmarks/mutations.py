"""Mutants of a module: its syntax tree with one condition, cut-off, verdict or key made wrong."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
INVERTED = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
KEYED = ("fingerprints.py", "cache.py")
"""Modules whose lists and dicts are keys: each member is left out in turn."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Mutant:
    """
    One wrong version of a module.

    Attributes
    ----------
    module : path below the project's folder.
    place : qualified name of the outermost function around it, "" at the top of the module.
    name : the name that a statement at the top of the module binds, else "".
    line : where it is.
    change : what was and what is, as source.
    right, node, wrong : the module's tree, the node in it, and what stands in its place.
    """

    module: str
    place: str
    name: str
    line: int
    change: str
    right: ast.Module
    node: ast.AST
    wrong: ast.AST

    @property
    def tree(self) -> ast.Module:
        """The whole module with this change."""
        return exchanged(self.right, self.node, self.wrong)

    @property
    def key(self) -> str:
        """What it is called by, whatever is written above it."""
        return f"{self.module}: {self.place or self.name}: {self.change}"


def mutants(path: Path, root: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; two that read the same are one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: dict[str, Mutant] = {}
    for place, name, node in placed(tree):
        for wrong in variants(node, path.name, inside=bool(place)):
            change = f"{ast.unparse(node)} -> {ast.unparse(wrong)}"
            module = path.relative_to(root).as_posix()
            where = {"module": module, "place": place, "name": name, "line": node.lineno}
            made = Mutant(**where, change=change, right=tree, node=node, wrong=wrong)
            found.setdefault(f"{made.key} {made.line}", made)
    return sorted(found.values(), key=lambda mutant: mutant.line)


def placed(tree: ast.Module) -> Iterator[tuple[str, str, ast.AST]]:
    """Every node with the outermost function, and the top statement's name, that it belongs to."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield from ((statement.name, "", node) for node in within(statement))
        elif isinstance(statement, ast.ClassDef):
            methods = [part for part in statement.body if isinstance(part, ast.FunctionDef)]
            yield from ((f"{statement.name}.{m.name}", "", node) for m in methods for node in within(m))
        elif isinstance(statement, ast.Assign):
            names = "+".join(name.id for name in ast.walk(ast.Module(statement.targets, [])) if hasattr(name, "id"))
            yield from (("", names, node) for node in ast.walk(statement.value))


def within(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in function.body:
        yield from ast.walk(statement)


def variants(node: ast.AST, file: str, *, inside: bool) -> Iterator[ast.AST]:
    """What one node may wrongly be."""
    if isinstance(node, ast.Compare):
        yield from comparisons(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp | ast.BoolOp):
        yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "either":
        condition, yes, no = node.args
        yield ast.Call(node.func, [condition, no, yes], [])
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float) and not inside:
        yield from (ast.Constant(value) for value in beside(node.value))
    elif isinstance(node, ast.List | ast.Tuple | ast.Dict) and file in KEYED:
        yield from shorter(node)


def comparisons(node: ast.Compare) -> Iterator[ast.Compare]:
    """The comparison moved by its edge, inverted, and with its number moved to either side."""
    for position, operator in enumerate(node.ops):
        for table in (MOVED, INVERTED):
            if other := table.get(type(operator)):
                operators = [*node.ops[:position], other(), *node.ops[position + 1 :]]
                yield ast.Compare(node.left, operators, node.comparators)
        number = node.comparators[position]
        if isinstance(number, ast.Constant) and type(number.value) in (int, float) and type(operator) in MOVED:
            for value in beside(number.value):
                others = [*node.comparators[:position], ast.Constant(value), *node.comparators[position + 1 :]]
                yield ast.Compare(node.left, node.ops, others)


def beside(number: float) -> tuple[float, float]:
    """The numbers on both sides of a cut-off, as near as anybody would set one."""
    if isinstance(number, int):
        return number - 1, number + 1
    step = 0.001 if round(number, 2) != number else 0.01 if number < 1 else 0.1
    return round(number - step, 6), round(number + step, 6)


def shorter(node: ast.List | ast.Tuple | ast.Dict) -> Iterator[ast.AST]:
    """A list, tuple or dict without one of its members."""
    size = len(node.values if isinstance(node, ast.Dict) else node.elts)
    for position in range(size) if size > 1 else ():
        kept = [other for other in range(size) if other != position]
        if isinstance(node, ast.Dict):
            yield ast.Dict([node.keys[i] for i in kept], [node.values[i] for i in kept])
        elif isinstance(getattr(node, "ctx", None), ast.Load):
            yield type(node)([node.elts[i] for i in kept], node.ctx)


def exchanged(tree: ast.Module, node: ast.AST, wrong: ast.AST) -> ast.Module:
    """A copy of the tree with `wrong` where `node` is."""
    memo = {id(node): ast.copy_location(copy.copy(wrong), node)}
    return ast.fix_missing_locations(copy.deepcopy(tree, memo))
