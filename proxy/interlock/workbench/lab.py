"""Where policies are tried: analysis and a decision point on policies of the author's choice. Nothing is recorded."""

from __future__ import annotations

from typing import Protocol

from interlock.model.action import Action
from interlock.model.attributes import Attributes
from interlock.model.decision import Decision, RuleAnswer
from interlock.model.session import Memory
from interlock.ports import Analysis


class Lab(Protocol):
    """The composition root makes it (`app.lab`); the same worker pool and OPA as the proxy's own."""

    @property
    def revision(self) -> str:
        """Of the policies that answer: `sha256:<hex>`."""
        ...

    async def analyze(self, action: Action, memory: Memory) -> Analysis:
        """Raises `AnalysisError`."""
        ...

    async def decide(self, action: Action, analysis: Analysis, attributes: Attributes) -> Decision:
        """Raises `DecisionPointError`."""
        ...

    async def decide_document(self, document: bytes) -> Decision:
        """The answer to a finished input document. Raises `DecisionPointError`."""
        ...

    async def explain(self, action: Action, analysis: Analysis, attributes: Attributes) -> tuple[RuleAnswer, ...]:
        """What each rule says. Raises `DecisionPointError`."""
        ...
