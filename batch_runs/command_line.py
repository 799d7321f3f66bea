"""The command line: one table of commands, one line for every mistake, and the exit status."""

from __future__ import annotations

import argparse
import difflib
import io
import os
import sys
from collections.abc import Sequence

from batch_runs.attribution import ATTRIBUTION
from batch_runs.busts import BUSTS
from batch_runs.calibrate import CALIBRATE
from batch_runs.claims import CLAIMS
from batch_runs.command import PROGRAM, CannotGoOn, Command, Parser
from batch_runs.documents import DOCS
from batch_runs.experiment import EXPERIMENT
from batch_runs.report import REPORT
from batch_runs.run import RUN
from batch_runs.sensitivity import SENSITIVITY
from batch_runs.status import STATUS
from batch_runs.sweep import SWEEP
from batch_runs.tables import TABLES
from batch_runs.twin import TWIN
from batch_runs.validate import VALIDATE
from batch_runs.wargames import WARGAMES

COMMANDS: tuple[Command, ...] = (
    RUN, TWIN, SWEEP, SENSITIVITY, BUSTS, EXPERIMENT, ATTRIBUTION, WARGAMES, CALIBRATE, VALIDATE, CLAIMS, STATUS, REPORT, *TABLES, DOCS,
)  # fmt: skip
"""What there is. A new command is one more module with its `Command`, added here."""

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Perform one command. Returns 0 when done, 1 where an economy broke down, 2 for bad input, 130 when interrupted."""
    _write_what_can_be_written()
    try:
        return _perform(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        return _complain("interrupted at once; what was saved before is kept", INTERRUPTED)
    except CannotGoOn as error:
        return _complain(str(error), FAILED)
    except BrokenPipeError:
        # Whoever read our output (head, less) has left: say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"{error.filename or 'a file'}: {error.strerror or error}", BAD_INPUT)
    except ValueError as error:
        from model.errors import BadInput

        if not isinstance(error, BadInput):
            raise
        return _complain(str(error), BAD_INPUT)


def _perform(arguments: list[str]) -> int:
    parsers, parser = {}, _parser()
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        parsers[command.name] = _command_parser(commands, command)
    _refuse_unknown_command(parser, arguments)
    asked = parsers.get(arguments[0], parser) if arguments else parser
    _refuse_odd_words(asked, arguments)
    options, strangers = parser.parse_known_args(arguments)
    if strangers:
        asked.error(_unknown_option(strangers[0], asked.options()))
    if options.command is None:
        parser.print_help()
        return 0
    performed: int = options.perform(options)
    if sys.stdout is not None:  # as where a service starts it without one
        sys.stdout.flush()  # here, and not at exit, it can still be noticed that nobody reads
    return performed


def _parser() -> Parser:
    example = "\n".join(f"  {command.example}" for command in COMMANDS)
    return Parser(
        prog=PROGRAM,
        description="Many economies: run them, and say what they are made of.",
        epilog=f"examples:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _command_parser(commands: argparse._SubParsersAction[Parser], command: Command) -> Parser:
    parser: Parser = commands.add_parser(
        command.name,
        prog=f"{PROGRAM} {command.name}",
        help=command.sentence,
        description=command.sentence,
        epilog=f"example:\n  {command.example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_options(parser)
    parser.set_defaults(perform=command.perform)
    return parser


def _refuse_unknown_command(parser: Parser, arguments: list[str]) -> None:
    names = [command.name for command in COMMANDS]
    if arguments and not arguments[0].startswith("-") and arguments[0] not in names:
        parser.error(f"{arguments[0]!r} is no command; {_nearest(arguments[0], names)}")


def _refuse_odd_words(asked: Parser, arguments: list[str]) -> None:
    """Refuse a mistyped option before what is missing without it, and a name in bytes that no table can be written under."""
    known = asked.options()
    for word in arguments:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            asked.error(f"{word!r} is no text in UTF-8; take another name")
        if word == "--":
            return
        if word.startswith("--") and " " not in word and word.partition("=")[0] not in known:
            asked.error(_unknown_option(word, known))


def _write_what_can_be_written() -> None:
    """Let a terminal that has no sign for a letter show a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _unknown_option(stranger: str, known: Sequence[str]) -> str:
    if not stranger.startswith("-"):
        return f"{stranger!r} stands where an option should"
    return f"{stranger} is no option; {_nearest(stranger.partition('=')[0], known)}"


def _nearest(name: str, known: Sequence[str]) -> str:
    """The hint of `model.errors.nearest`, without the second that importing the model takes."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"the nearest is {close[0]}" if close else f"choose one of: {', '.join(known)}"


def _complain(line: str, status: int) -> int:
    print(f"{PROGRAM}: {' '.join(line.splitlines())}", file=sys.stderr)
    return status
