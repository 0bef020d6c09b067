"""One call on its way: carries out what the state machine commands, and gives every wait a deadline."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncGenerator, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from interlock.analysis.analyze import INTERPRETED_INPUT
from interlock.analysis.builder import resolve
from interlock.enforcement import lifecycle as lc
from interlock.enforcement.call import ApprovalRequired, Call, Closed, Decided, Denied, Refused
from interlock.enforcement.footprint import NOTHING, footprint
from interlock.enforcement.obligations import bounds
from interlock.enforcement.records import summary
from interlock.enforcement.sessions import LiveSession, written
from interlock.enforcement.tally import Tally
from interlock.errors import (
    AnalysisError,
    AuditError,
    DecisionPointError,
    DependencyError,
    InterlockError,
    InvalidRequest,
    LimitReached,
    RequestError,
    SandboxLost,
    SandboxUnavailable,
    WrongState,
)
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.attributes import Attributes, SessionAttributes
from interlock.model.decision import Decision, Effect
from interlock.model.output import Event, Output
from interlock.model.permit import Permit
from interlock.model.record import DecisionRecord, FactsSummary, OutcomeRecord, Receipt
from interlock.model.session import Memory, Session
from interlock.ports import Analysis, Committed, Sandbox

if TYPE_CHECKING:
    from interlock.enforcement.enforcer import Enforcer

T = TypeVar("T")


class Run:
    """One call on its way through the lifecycle."""

    def __init__(self, enforcer: Enforcer, call: Call, purpose: lc.Purpose) -> None:
        self._enforcer = enforcer
        self._call = call
        self._purpose = purpose
        self._lifecycle = lc.Lifecycle(purpose)
        self._live: LiveSession | None = None
        self._memory = Memory()
        if call.session_id and not isinstance(call.action, a.CreateSession):
            self._live = enforcer.sessions.get(call.principal, call.session_id)
            self._memory = self._live.view()
        elif purpose == "execute" and not isinstance(call.action, a.CreateSession):
            raise InvalidRequest("an execution needs a session", field="session_id")
        self.action = self._completed(call.action)
        self.created: LiveSession | None = None
        self._source = a.source_of(self.action)
        self._received_us = int(enforcer.clock.unix_s() * 1e6)
        self._began = time.perf_counter_ns()
        self._deadline = None if call.deadline_s is None else enforcer.clock.monotonic_s() + call.deadline_s
        self._decision_id = enforcer.clock.new_id()
        self.attributes = self._attributes()
        self._analysis: Analysis | None = None
        self._decision: Decision | None = None
        self._stage_us: dict[str, int] = {}
        self._commit: asyncio.Future[Committed] | None = None
        self._events: AsyncGenerator[Event, None] | None = None
        self._pulling: asyncio.Task[Event] | None = None
        self._creating: asyncio.Future[Sandbox] | None = None
        self._tally = Tally()
        self._outcome: OutcomeRecord | None = None
        self._receipt: Receipt | None = None
        enforcer.enter()
        self._inside = True

    # --- the way ------------------------------------------------------------------------------------------------------

    async def settle(self) -> Decided:
        """Through analysis, policy and the log to the answer of a check."""
        commands = self._lifecycle.receive(lc.Submitted())
        while True:
            (command,) = commands
            if isinstance(command, lc.Answer):
                return self._decided(command.decision, command.receipt)
            if isinstance(command, lc.Refuse):
                raise self._refused(command)
            commands = self._lifecycle.receive(await self._step(command))

    async def stream(self) -> AsyncGenerator[Decided | Event | Closed, None]:
        """Through the whole life."""
        commands = self._lifecycle.receive(lc.Submitted())
        failure: InterlockError | None = None
        while True:
            (command,) = commands
            match command:
                case lc.Answer(decision=decision, receipt=receipt):
                    if self._live is not None:
                        self._live.denials += 1
                    kind = ApprovalRequired if decision.effect is Effect.ASK else Denied
                    raise kind(self._decided(decision, receipt))
                case lc.Refuse():
                    raise failure if isinstance(failure, RequestError) else self._refused(command)
                case lc.Close(outcome=outcome, receipt=receipt):
                    if failure is not None:
                        raise failure
                    if outcome == "unknown" and self._outcome is not None and self._tally.exit is None:
                        raise SandboxLost(self._outcome.error or "the sandbox is gone")
                    assert self._outcome is not None  # INVARIANT: Close follows RecordOutcome, which sets it
                    count = self._tally.exit.execution_count if self._tally.exit else None
                    yield Closed(self._outcome, receipt, count)
                    return
                case lc.Start(permit=permit):
                    assert self._decision is not None  # INVARIANT: Start follows Recorded, which follows a decision
                    receipt = permit.receipt
                    if isinstance(self.action, a.CreateSession):
                        ended, failure = await self._create(permit)
                        if failure is None:
                            yield self._decided(self._decision, receipt)
                    else:
                        # Before the sandbox says anything: whoever waits for a long run knows at once that it is one.
                        yield self._decided(self._decision, receipt)
                        ended = lc.RunEnded("unknown", "the sandbox said nothing")
                        async for item in self._perform(permit):
                            match item:
                                case _Failure():
                                    ended, failure = item.ended, item.error
                                case lc.RunEnded():
                                    ended = item
                                case _:
                                    yield item
                    commands = self._lifecycle.receive(ended)
                case _:
                    commands = self._lifecycle.receive(await self._step(command))

    async def wind_up(self) -> None:
        """However the caller left: stop what runs, pair every allow with its outcome. Not interruptible itself."""
        if not self._inside:
            return
        self._inside = False
        if self._lifecycle.done:
            self._left()
            return
        work = self._enforcer.own(self._abandon())
        if self._lifecycle.running:
            await asyncio.shield(work)
        # Else it waits for nothing but the log, and whoever was refused because that is slow need not.

    def _left(self) -> None:
        if self._live is not None:
            self._live.end(self._decision_id, (), 0)
            now = self._enforcer.clock.unix_s()
            self._enforcer.ledger.end(self._decision_id, self._call.principal, self._live.account, now)
        self._enforcer.leave()

    async def _abandon(self) -> None:
        try:
            pending = list(self._lifecycle.receive(lc.Cancelled()))
            if self._commit is not None and not self._lifecycle.done and not self._lifecycle.running:
                pending += self._lifecycle.receive(await self._committed(wait=True))
            while pending:
                command = pending.pop(0)
                match command:
                    case lc.Record() | lc.RecordOutcome():
                        pending += self._lifecycle.receive(await self._step(command, abandoned=True))
                    case lc.Interrupt():
                        pending += self._lifecycle.receive(await self._interrupt())
                    case _:
                        pass  # there is nobody left to answer
        finally:
            self._left()

    # --- steps --------------------------------------------------------------------------------------------------------

    async def _step(self, command: lc.Command, *, abandoned: bool = False) -> lc.Event:
        """Carry out one command that waits for something outside, and say what came of it."""
        match command:
            case lc.Analyze():
                return await self._analyze()
            case lc.Decide(analysis=analysis):
                return await self._decide(analysis)
            case lc.Record():
                record = self._decision_record(command)
                self._commit = self._enforcer.own(self._enforcer.log.commit(record, self.action))
                return await self._committed(wait=abandoned)
            case lc.RecordOutcome():
                return await self._record_outcome(command)
            case _:
                raise AssertionError(f"{command} is not a step")

    async def _analyze(self) -> lc.Event:
        began = time.perf_counter_ns()
        try:
            work = self._enforcer.analysis.analyze(self.action, self._memory, self._enforcer.settings.limits)
            self._analysis = await self._bounded(work)
        except TimeoutError:
            return lc.DeadlinePassed()
        except AnalysisError as error:
            return lc.FactsFailed(str(error))
        self._stage_us["analysis"] = (time.perf_counter_ns() - began) // 1000
        return lc.FactsReady(self._analysis)

    async def _decide(self, analysis: Analysis) -> lc.Event:
        began = time.perf_counter_ns()
        timeout_s = self._enforcer.settings.decision_timeout_s
        try:
            work = self._enforcer.decisions.decide(self.action, analysis, self.attributes, timeout_s=timeout_s)
            self._decision = await self._bounded(work)
        except TimeoutError:
            return lc.DeadlinePassed()
        except DecisionPointError as error:
            return lc.DecisionFailed(str(error))
        self._stage_us["policy"] = (time.perf_counter_ns() - began) // 1000
        return lc.DecisionReady(self._decision)

    async def _committed(self, *, wait: bool) -> lc.Event:
        """What the log says to the commit under way; `wait`: for as long as it takes (the log bounds its own waits)."""
        assert self._commit is not None  # INVARIANT: called only after a commit was started
        shielded = asyncio.shield(self._commit)
        try:
            committed = await (
                shielded if wait else asyncio.wait_for(shielded, self._enforcer.settings.record_timeout_s)
            )
        except TimeoutError:
            self._enforcer.own(self._settle_late())
            return lc.RecordLate("the audit log did not answer in time")
        except (AuditError, LimitReached) as error:
            return lc.RecordFailed(str(error))
        return lc.Recorded(committed.receipt, committed.permit)

    async def _settle_late(self) -> None:
        """The caller was refused; should the log commit an allow after all, it gets its outcome."""
        for command in self._lifecycle.receive(await self._committed(wait=True)):
            if isinstance(command, lc.RecordOutcome):
                self._lifecycle.receive(await self._record_outcome(command))

    async def _record_outcome(self, command: lc.RecordOutcome) -> lc.Event:
        self._outcome = OutcomeRecord(
            decision_id=self._decision_id,
            session_id=self._call.session_id,
            outcome=command.outcome,
            exit_code=self._tally.exit.exit_code if self._tally.exit else None,
            error=command.error[:2000],
            duration_us=self._tally.duration_us(),
            stdout_bytes=self._tally.bytes["stdout"],
            stderr_bytes=self._tally.bytes["stderr"],
            output_sha256=self._tally.digest.hexdigest(),
            sandbox=self._sandbox_summary(),
        )
        work = self._enforcer.own(self._enforcer.log.append(self._outcome))
        try:
            receipt = await asyncio.wait_for(asyncio.shield(work), self._enforcer.settings.record_timeout_s)
        except TimeoutError:
            work.add_done_callback(_heard)
            return lc.OutcomeFailed("the audit log did not answer in time")
        except (AuditError, LimitReached) as error:
            return lc.OutcomeFailed(str(error))
        return lc.OutcomeRecorded(receipt)

    # --- the sandbox --------------------------------------------------------------------------------------------------

    async def _create(self, permit: Permit[a.Action]) -> tuple[lc.RunEnded, InterlockError | None]:
        action = self.action
        assert isinstance(action, a.CreateSession)  # INVARIANT: stream() asks
        self._tally.start()
        enforcer = self._enforcer
        self._creating = enforcer.own(enforcer.backend.create(permit, self._call.session_id))  # type: ignore[arg-type]  # Permit is generic in the action, checked above
        try:
            sandbox = await asyncio.shield(self._creating)
        except SandboxUnavailable as error:
            return lc.RunEnded("failed", str(error), started=False), error
        except RequestError as error:
            return lc.RunEnded("failed", str(error), started=False), error
        self._adopt(sandbox, action)
        return lc.RunEnded("succeeded"), None

    def _adopt(self, sandbox: Sandbox, action: a.CreateSession) -> None:
        settings, now = self._enforcer.settings, self._enforcer.clock.unix_s()
        lifetime_s = min(action.lifetime_s or settings.session_lifetime_s, settings.most_session_lifetime_s)
        session = Session(
            id=self._call.session_id,
            principal=self._call.principal,
            state="open",
            backend=self._enforcer.backend.name,
            isolation=dict(sandbox.isolation),
            created_unix_s=now,
            expires_unix_s=now + lifetime_s,
            template=action.template,
            env=action.env,
            cwd=action.cwd,
            metadata=action.metadata,
            languages=tuple(sandbox.languages),
        )
        memory = Memory(env=action.env, cwd=action.cwd or Memory().home)
        self.created = LiveSession(session, sandbox, memory)
        self._enforcer.sessions.add(self.created)

    async def _perform(self, permit: Permit[a.Action]) -> AsyncGenerator[Event | lc.RunEnded | _Failure, None]:
        """The sandbox's events; the last item is a `RunEnded`, or a `_Failure` that carries one."""
        assert self._live is not None and self._decision is not None  # INVARIANT: an execution has a session
        bound = bounds(self._decision.obligations)
        try:
            self._begin()
        except RequestError as error:
            yield _Failure(lc.RunEnded("failed", str(error), started=False), error)
            return
        self._tally.start(bound.output_bytes)
        self._live.executions += 1
        ledger, clock, account = self._enforcer.ledger, self._enforcer.clock, self._live.account
        ledger.begin(self._decision_id, self._call.principal, account, clock.unix_s())
        self._events = self._live.sandbox.perform(permit)
        until = None if bound.time_s is None else self._enforcer.clock.monotonic_s() + bound.time_s
        try:
            while True:
                try:
                    event = await self._next(until)
                except StopAsyncIteration:
                    break
                except TimeoutError:
                    reason = "the deadline passed" if self._late() else "the policy's time limit passed"
                    for _ in self._lifecycle.receive(lc.DeadlinePassed()):
                        await self._stopped()
                    yield _Failure(lc.RunEnded("timed_out", reason), Refused("DEADLINE", reason, permit.receipt))
                    return
                kept_events = self._tally.take(event)
                if isinstance(event, Output):
                    ledger.put_out(len(event.data), self._call.principal, account, clock.unix_s())
                self._note_process()
                for kept in kept_events:
                    yield kept
            self._learn()
            ended = self._tally.exit
            if ended is None:
                yield _Failure(
                    lc.RunEnded("unknown", "no end was reported"), SandboxLost("the sandbox reported no end")
                )
            else:
                yield lc.RunEnded(ended.status, ended.detail)
        except RequestError as error:
            yield _Failure(lc.RunEnded("failed", str(error), started=False), error)
        except SandboxUnavailable as error:
            yield _Failure(lc.RunEnded("failed", str(error), started=False), None)
        except SandboxLost as error:
            yield _Failure(lc.RunEnded("unknown", str(error)), error)
        finally:
            if not self._live.sandbox.alive and not isinstance(self.action, a.CloseSession):
                # Nothing will ever run there again: its place is somebody else's.
                self._enforcer.drop(self._live)

    async def _next(self, until: float | None) -> Event:
        assert self._events is not None  # INVARIANT: set before the loop
        ends = [t for t in (until, self._deadline) if t is not None]
        timeout_s = max(0.0, min(ends) - self._enforcer.clock.monotonic_s()) if ends else None
        # A task of its own: whoever waits for it may be cancelled at any time, and only `_stopped` may cancel it.
        self._pulling = self._pulling or asyncio.ensure_future(anext(self._events))
        done, _ = await asyncio.wait({self._pulling}, timeout=timeout_s)
        if not done:
            raise TimeoutError
        pulled, self._pulling = self._pulling, None
        return pulled.result()

    async def _stopped(self) -> None:
        """Interrupt what runs, and wait until it has stopped. Raises what the sandbox raises."""
        if self._events is None:
            return
        if (pulling := self._pulling) is not None:
            pulling.cancel()
            await asyncio.wait({pulling})
            self._pulling = None
            error = None if pulling.cancelled() else pulling.exception()
            if error is not None and not isinstance(error, StopAsyncIteration):
                raise error
        await self._events.aclose()

    async def _interrupt(self) -> lc.Event:
        if self._creating is not None:
            try:
                sandbox = await self._creating
            except (DependencyError, RequestError) as error:
                return lc.RunEnded("failed", str(error), started=False)
            await sandbox.close()
            return lc.RunEnded("killed", "the caller went away")
        try:
            await self._stopped()
        except (DependencyError, RequestError) as error:
            return lc.RunEnded("unknown" if isinstance(error, SandboxLost) else "killed", str(error))
        except Exception as error:  # whatever a sandbox raises, the allow is paired with an outcome
            return lc.RunEnded("unknown", f"{type(error).__name__}: {error}")
        return lc.RunEnded("killed", "the caller went away")

    def _begin(self) -> None:
        """The session knows from here on what this action may change. Raises `WrongState`."""
        live, action = self._live, self.action
        assert live is not None and self._analysis is not None  # INVARIANT: it was decided, in a session
        if isinstance(action, a.SendInput) and action.program:
            if live.inputs.get(action.process, b"") != action.before:
                raise WrongState(f"`{action.process}` was sent something else meanwhile; ask again")
            live.inputs[action.process] = action.before + action.data
        quiet = isinstance(action, a.ReadFile | a.StatFile | a.ListFiles | a.CloseSession)
        mark = NOTHING if quiet else footprint(self._analysis.facts())
        live.begin(self._decision_id, mark, self._memory, self._analysis.learned)

    def _note_process(self) -> None:
        """Before the caller learns its id: from then on it may be sent input."""
        if isinstance(self.action, a.StartProcess) and self._tally.process and self._analysis is not None:
            assert self._live is not None  # INVARIANT: an execution has a session
            if self._tally.process not in self._live.programs:
                self._live.programs[self._tally.process] = reader_of_input(self._analysis.facts())

    def _learn(self) -> None:
        """The session remembers what this action, now that it has run, leaves for the analysis of later ones."""
        live, action = self._live, self.action
        assert live is not None  # INVARIANT: an execution has a session
        settings = self._enforcer.settings
        learned = self._analysis.learned.files if self._analysis is not None else ()
        live.end(self._decision_id, learned, settings.memory_bytes)
        match action:
            case a.WriteFile(path=path, content=content):
                # The last effect is on where the path leads; the analysis knows the links.
                effects = self._analysis.facts().files if self._analysis is not None else ()
                there = effects[-1].resolved if effects else _absolute(path, live.memory)
                if there is not None:
                    live.remember((written(there, content, settings.limits.upload_bytes),), settings.memory_bytes)
            case a.RemoveFile(path=path):
                live.forget(_absolute(path, live.memory))
            case a.MoveFile(source=source, destination=destination):
                live.rename(_absolute(source, live.memory), _absolute(destination, live.memory))
            case a.CloseSession():
                self._enforcer.sessions.remove(live.session.id)
                self._enforcer.own(live.sandbox.close())
            case _:
                pass

    # --- values -------------------------------------------------------------------------------------------------------

    def _completed(self, action: a.Action) -> a.Action:
        if isinstance(action, a.SendInput) and self._live is not None:
            # A process that nobody has heard of may read anything as a program.
            program = self._live.programs.get(action.process, "unknown")
            before = self._live.inputs.get(action.process, b"") if program else b""
            return replace(action, program=program, before=before)
        return action

    def _attributes(self) -> Attributes:
        now = self._enforcer.clock.unix_s()
        session = None
        if self._live is not None:
            session = SessionAttributes(
                id=self._live.session.id,
                backend=self._live.session.backend,
                age_s=int(now - self._live.session.created_unix_s),
                executions=self._live.executions,
                denials=self._live.denials,
                metadata=self._live.session.metadata,
            )
        return Attributes(
            principal=self._call.principal,
            profile=self._enforcer.settings.profile,
            time_unix_s=int(now),
            session=session,
            usage=self._enforcer.ledger.usage(
                self._call.principal,
                None if self._live is None else self._live.account,
                self._enforcer.sessions.held(self._call.principal),
                now,
            ),
        )

    def _decided(self, decision: Decision, receipt: Receipt) -> Decided:
        return Decided(decision, receipt, self._analysis, self._source)

    def _refused(self, command: lc.Refuse) -> Refused:
        return Refused(command.reason, command.cause, command.receipt)

    def _decision_record(self, command: lc.Record) -> DecisionRecord:
        facts = None
        if self._analysis is not None:
            document = self._analysis.document
            facts = FactsSummary(sha256=hashlib.sha256(document).hexdigest(), document=msgspec.Raw(document))
        return DecisionRecord(
            decision_id=self._decision_id,
            principal=self._call.principal,
            session_id=self._call.session_id,
            action=summary(self.action, self._source),
            verdict=command.verdict,
            purpose=self._purpose,
            decision=self._decision,
            cause=command.cause,
            facts=facts,
            attributes=self.attributes,
            received_unix_us=self._received_us,
            decided_unix_us=self._received_us + (time.perf_counter_ns() - self._began) // 1000,
            stage_us=self._stage_us,
            idempotency_key=self._call.idempotency_key,
            request_id=self._call.request_id,
        )

    def _sandbox_summary(self) -> dict[str, str]:
        live = self._live or self.created
        if live is None:
            return {"backend": self._enforcer.backend.name}
        return {"backend": live.session.backend, "id": live.sandbox.id, **live.session.isolation}

    def _late(self) -> bool:
        return self._deadline is not None and self._enforcer.clock.monotonic_s() >= self._deadline

    async def _bounded(self, work: Coroutine[Any, Any, T]) -> T:
        if self._deadline is None:
            return await work
        return await asyncio.wait_for(work, max(0.0, self._deadline - self._enforcer.clock.monotonic_s()))


@dataclass(frozen=True, slots=True)
class _Failure:
    """The run ended in an error; `error` is None where the lifecycle's own refusal says it all."""

    ended: lc.RunEnded
    error: InterlockError | None


def _heard(work: asyncio.Task[Any]) -> None:
    """Its answer came too late for anybody."""
    if not work.cancelled():
        work.exception()


def _absolute(path: str, memory: Memory) -> str:
    return resolve(path, memory.cwd or memory.home) or path


def reader_of_input(facts: f.Facts) -> str:
    """Basename of the program that would read the process's standard input as program text; empty if none would.

    Where several may, and not as the same language, no language is right: their names together, which is no program's.
    """
    started = {code.child: code.by.command for code in facts.code if code.child is not None}
    readers: dict[str, str | None] = {}
    for code in facts.code:
        if code.source in ("none", "input"):
            id_: int | None = code.by.command
            unit: int | None = code.unit
            while id_ is None and unit is not None:
                # What a program of another language reads, the command reads that runs it.
                id_, unit = started.get(unit), facts.units[unit].parent
            name = (facts.commands[id_].basename if id_ is not None else None) or code.language
            readers[name] = INTERPRETED_INPUT.get(name)
    if len(set(readers.values())) > 1:
        return " or ".join(readers)
    return next(iter(readers), "")
