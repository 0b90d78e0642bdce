"""What several commands take, and how errors leave them."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import click
from sqlalchemy.exc import SQLAlchemyError

from procurement.db import as_known_error
from procurement.errors import KravsporError
from procurement.i18n import DEFAULT_LANGUAGE, LANGUAGES, set_language
from procurement.i18n import gettext as _

Command: TypeAlias = Callable[..., None]

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

_INTERRUPTED = 130  # the exit status that shells give a command ended by Ctrl-C


class Commands(click.Group):
    """Show our own errors as one line, with the exit status that scripts expect."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a known error becomes one sentence on standard error."""
        gc.freeze()  # what is loaded by now stays, so the collector need not look it through
        try:
            return super().invoke(ctx)
        except (KravsporError, SQLAlchemyError) as error:
            known = error if isinstance(error, KravsporError) else as_known_error(error)
            if known is None:
                raise
            click.echo(str(known), err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            click.echo("\n" + _("Stopped."), err=True)
            sys.exit(_INTERRUPTED)


def language_option(command: Command) -> Command:
    """Let a command speak another language."""
    return click.option(
        "--lang",
        type=click.Choice(list(LANGUAGES)),
        default=DEFAULT_LANGUAGE,
        expose_value=False,
        is_eager=True,
        callback=lambda _ctx, _parameter, code: set_language(code),
        help="Language of texts (nb, nn or en).",
    )(command)


def json_option(command: Command) -> Command:
    """Let a command write JSON."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Write JSON and not a text to be read."
    )(command)
