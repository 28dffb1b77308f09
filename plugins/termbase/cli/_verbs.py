"""The verbs of the command, each a module of this package, imported when it is used."""

from importlib import import_module
from pkgutil import iter_modules

import click


class Verbs(click.Group):
    """Offers every module of this package that has no underscore in front; `import_` is the verb `import`.

    Such a module defines `command`. To add a verb, add a module.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the verbs, sorted."""
        package = import_module("termbase.cli")
        names = (module.name for module in iter_modules(package.__path__))
        return sorted(name.removesuffix("_") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        from keyword import iskeyword

        module = import_module(f"termbase.cli.{cmd_name}_" if iskeyword(cmd_name) else f"termbase.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the verb, or suggests the one that was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            did = f" Did you mean “{near[0]}”?" if near else ""
            raise click.UsageError(
                f"There is no command “{args[0]}”.{did} Available: {', '.join(self.list_commands(ctx))}.", ctx
            ) from error
