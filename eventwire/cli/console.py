"""What the commands print with: one console a stream, errors in one form, a progress bar only for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

WIDE = 10_000
"""Columns of a 'terminal' that is none: a table in a file or a pipe is as wide as its cells."""
LONGEST_ERROR = 600

Item = TypeVar("Item")


def to_user() -> Console:
    """Standard output, for results."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDE)


def to_stderr() -> Console:
    """Standard error, for progress, notes and errors."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def print_error(message: str, hint: str = "") -> None:
    """Print an error as `error: ...`, on one line, with a hint on a second."""
    line = " ".join(message.split())
    shown = line if len(line) <= LONGEST_ERROR else line[: LONGEST_ERROR - 1] + "…"
    console = to_stderr()
    console.print(f"[bold red]error:[/] {escape(shown)}")
    if hint:
        console.print(escape(hint), style="dim")


def note(message: str) -> None:
    """Print a line for the user beside the result."""
    to_stderr().print(escape(message))


def bar() -> Progress:
    """A progress bar on standard error that vanishes when done; silent where that is no terminal."""
    console = to_stderr()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def watched(items: Iterable[Item], label: str) -> Iterator[Item]:
    """The items, with a bar that counts them as they pass."""
    with bar() as progress:
        task = progress.add_task(label, total=None)
        for item in items:
            yield item
            progress.advance(task)
