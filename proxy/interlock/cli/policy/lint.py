"""`interlock policy lint`."""

from __future__ import annotations

from interlock import config
from interlock.cli.policy.shared import Output, Policies, ReportFormat, finish
from interlock.cli.settings import ConfigFile


def lint(policies: Policies = None, output: Output = ReportFormat.TABLE, settings_file: ConfigFile = None) -> None:
    """Check a library: OPA's strict check against the schema, and what OPA cannot know (metadata, samples, combiner,
    references that lead nowhere, matching on raw text)."""
    settings, _ = config.load({"policies": policies}, settings_file)
    from interlock.policy.binary import find_opa
    from interlock.workbench.lint import lint as run

    finish(run(settings.policies, find_opa(settings.opa, settings.tools_dir)), output)
