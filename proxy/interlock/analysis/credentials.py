"""Credentials that stand in a program text, by the forms that their issuers give them."""

from __future__ import annotations

import re

from interlock.analysis.builder import FactsBuilder
from interlock.model.facts import Span, Text

_FORMS: tuple[tuple[str, str], ...] = (
    ("aws_access_key", r"(?:AKIA|ASIA)[A-Z2-7]{16}"),
    ("github_token", r"gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,}"),
    ("gitlab_token", r"glpat-[A-Za-z0-9_-]{20,}"),
    ("slack_token", r"xox[abposr]-[A-Za-z0-9-]{10,}"),
    ("slack_webhook", r"hooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{20,}"),
    ("anthropic_key", r"sk-ant-[A-Za-z0-9_-]{20,}"),
    ("openai_key", r"sk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9]{48}"),
    ("google_api_key", r"AIza[A-Za-z0-9_-]{35}"),
    ("google_oauth_secret", r"GOCSPX-[A-Za-z0-9_-]{28}"),
    ("stripe_key", r"[sr]k_live_[A-Za-z0-9]{20,}"),
    ("npm_token", r"npm_[A-Za-z0-9]{36}"),
    ("pypi_token", r"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
    ("docker_token", r"dckr_pat_[A-Za-z0-9_-]{27}"),
    ("hugging_face_token", r"hf_[A-Za-z]{34}"),
    ("sendgrid_key", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    ("telegram_token", r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"),
    ("vault_token", r"hvs\.[A-Za-z0-9_-]{24,}"),
    ("json_web_token", r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}"),
    ("private_key", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s*(?:\\n)?[A-Za-z0-9+/=]{16,}"),
)
_ANY = re.compile(r"(?<![A-Za-z0-9_])(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS) + ")")
_HINT = re.compile(
    r"AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abposr]-|hooks\.slack|sk-|AIza|GOCSPX-|k_live_|npm_|pypi-|dckr_pat_"
    r"|hf_|SG\.|:AA|hvs\.|eyJ|PRIVATE KEY"
)
"""In every text that holds one; spares all others the long search."""
_SPARE = re.compile(r"EXAMPLE|example|(.)\1{7}|0123456789|abcdefghij|XXXX|xxxx")
"""What documentation writes instead of a credential."""


def scan(builder: FactsBuilder, text: str, unit: int) -> None:
    """Add a `text` fact for each credential; its kind, never its value. Those of documentation are left out."""
    if not _HINT.search(text):
        return
    for match in _ANY.finditer(text):
        if not _SPARE.search(match.group()):
            kind = match.lastgroup or ""
            builder.add_text(Text(unit=unit, span=Span(*match.span()), kind="credential", detail=kind))
