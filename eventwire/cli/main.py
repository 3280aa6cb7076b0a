"""The `eventwire` command: its sub-commands, and what becomes of errors.

Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted. Errors are one or two lines on standard error that say
what to do. Nothing here or in the command modules' heads may import spaCy, Prefect, DuckDB or Arrow.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from eventwire import __version__
from eventwire.cli import actors, dates, evaluate, explain, extract, ingest, link, sql
from eventwire.cli.console import print_error
from schemas.errors import EventwireError, UsageError

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
DEBUG_VARIABLE = "EVENTWIRE_DEBUG"

app = typer.Typer(
    name="eventwire",
    help="Turns news text into event data: visits, talks, deployments, treaties and supply shares, in DuckDB.",
    epilog="Start with: eventwire ingest examples/",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(ingest.ingest)
app.command()(sql.sql)
app.command()(extract.extract)
app.command()(dates.dates)
app.command()(actors.actors)
app.command()(link.link)
app.command()(evaluate.evaluate)
app.command()(explain.explain)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"eventwire {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        with contextlib.redirect_stdout(sys.stderr):
            context.get_help()
        raise typer.Exit(WRONG_USE)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; errors are printed, never raised."""
    try:
        code = app(args=list(arguments), prog_name="eventwire", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  the reader has gone: say nothing
        return FAILED
    except typer.TyperException as error:
        context: typer.Context | None = getattr(error, "ctx", None)
        print_error(error.format_message(), hint=f"see: {context.command_path if context else 'eventwire'} --help")
        return error.exit_code
    except EventwireError as error:
        _trace()
        print_error(str(error))
        return WRONG_USE if isinstance(error, UsageError) else FAILED
    except Exception as error:
        _trace()
        print_error(
            f"unexpected {type(error).__name__}: {error}",
            hint=f"This is a bug of eventwire's; {DEBUG_VARIABLE}=1 in the environment shows where it happened.",
        )
        return FAILED
    return code if isinstance(code, int) else DONE


def _trace() -> None:
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exc()


def main() -> None:
    """The entry point of the installed command."""
    sys.exit(run(sys.argv[1:]))
