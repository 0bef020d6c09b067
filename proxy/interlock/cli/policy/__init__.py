"""`interlock policy …`: what a policy author and CI run.

One module a command, each a thin wrapper about a function of `interlock.workbench`; `shared` has the options that all
take, and prints reports. Exit codes: 0 nothing found; 1 something found; 2 usage or configuration; 4 a needed part is
unavailable; 5 internal error.
"""

import typer

from interlock.cli.policy import build, compare, explain, fuzz, lint, mutate, new, replay, test, traffic

app = typer.Typer(help="Write, test, attack and ship policies.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Write, test, attack and ship policies."""


app.command("build")(build.build)
app.command("lint")(lint.lint)
app.command("new")(new.new)
app.command("test")(test.test)
app.command("explain")(explain.explain)
app.command("fuzz")(fuzz.fuzz)
app.command("mutate")(mutate.mutate)
app.command("replay")(replay.replay)
app.command("compare")(compare.compare)
app.command("coverage")(traffic.coverage)
app.command("save-test")(traffic.save_test)
