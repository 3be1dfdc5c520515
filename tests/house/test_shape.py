"""Modules and functions can be read at a sitting, and are named for what they are."""

import ast

from tests.house.project_files import modules

MODULE_CEILING = 300
FUNCTION_CEILING = 40
NAMES_THAT_SAY_NOTHING = frozenset(
    ("base", "common", "helper", "helpers", "manager", "misc", "util", "utils")
)


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _lines(place: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From the name to the end; of a door's function its body alone.

    A command's parameters are its options with their help, and as many as its contract says.
    """
    at_a_door = place.startswith(("app/api/", "app/cli/"))
    begins = node.body[0].lineno if at_a_door else node.lineno
    return (node.end_lineno or begins) - begins + 1


def test_a_module_is_at_most_three_hundred_lines() -> None:
    long = {
        place: lines
        for place, text, _ in modules("app", "tests", "benchmarks")
        if (lines := len(text.splitlines())) > MODULE_CEILING
    }
    assert not long


def test_a_function_is_at_most_forty_lines() -> None:
    long = {
        f"{place}:{node.lineno} {node.name}": lines
        for place, _, tree in modules("app")
        for node in _functions(tree)
        if (lines := _lines(place, node)) > FUNCTION_CEILING
    }
    assert not long


def test_no_room_or_module_has_a_name_that_says_nothing() -> None:
    named = [
        place
        for place, _, _ in modules("app", "tests", "benchmarks")
        if NAMES_THAT_SAY_NOTHING.intersection(place.removesuffix(".py").split("/"))
    ]
    assert not named


def test_every_module_with_words_in_it_says_first_why_it_exists() -> None:
    silent = [
        place
        for place, text, tree in modules("app", "tests", "migrations", "benchmarks")
        if text.strip() and not ast.get_docstring(tree)
    ]
    assert not silent


def test_no_exception_is_swallowed_without_a_word() -> None:
    swallowed = [
        f"{place}:{node.lineno}"
        for place, _, tree in modules("app")
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and all(isinstance(line, ast.Pass) for line in node.body)
    ]
    assert not swallowed
