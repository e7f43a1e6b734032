"""Size limits of Python files and functions."""

import ast

from .paths import ROOT

MAX_FILE = 250
MAX_FUNCTION = 45


def complaints(files):
    """Return one line per Python file or function that is too long."""
    found = []
    for name in files:
        if name.endswith(".py"):
            found += _file_complaints(name)
    return found


def _file_complaints(name):
    """Return the complaints about one file."""
    text = (ROOT / name).read_text()
    lines = text.count("\n")
    found = []
    if lines > MAX_FILE:
        found.append(f"{name}: {lines} lines, at most {MAX_FILE}")
    for item in ast.walk(ast.parse(text)):
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(item)
            if length > MAX_FUNCTION:
                place = f"{name}:{item.lineno}: {item.name}"
                found.append(f"{place} has {length} lines, at most {MAX_FUNCTION}")
    return found


def _length(function):
    """Return the lines of a function without its docstring and decorators."""
    length = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        length -= first.end_lineno - first.lineno + 1
    return length
