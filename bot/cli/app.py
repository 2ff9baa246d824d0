"""All commands of `passerelle`, joined."""

from __future__ import annotations

import typer

from bot.cli import bench, catalog, evaluate, rehearse, talk, train, understand, up, user

app = typer.Typer(
    name="passerelle",
    help="Guidance for adults who hesitate to go back to study: run it, train it, keep its catalog.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command()(up.up)
app.command()(train.train)
app.command()(understand.understand)
app.command()(evaluate.evaluate)
app.command()(talk.talk)
app.command()(rehearse.rehearse)
app.command()(bench.bench)
app.add_typer(catalog.app, name="catalog")
app.add_typer(user.app, name="user")
