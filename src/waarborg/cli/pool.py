"""Work shared among processes: the same answers in the same order as one process gives, whatever becomes of a worker.

A worker holds one task at a time. Where it ends before its task does, the units it had not finished are problems, a new
worker takes its place, and the rest completes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from waarborg.cli.work import Done, Refused
from waarborg.core.place import Place, Problem
from waarborg.reading.walk import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from waarborg.cli.work import Working

SIGNALS = (signal.SIGINT, signal.SIGTERM) if hasattr(signal, "pthread_sigmask") else ()
T = TypeVar("T")
TASK = 16
"""The files of one of the first tasks; a block of lines is a task of its own."""
LONG_TASK = 48
"""Those of a later one: a long run shares out evenly all the same, and hands over less often."""
AHEAD = 4
"""How many tasks for each worker may be finished before the first that is not: they are kept until it is."""


def _tasks(units: Iterable[Named | Problem | None]) -> Iterator[list[Named | Problem]]:
    """Units that are done together; an empty task says that nothing came for a moment."""
    task: list[Named | Problem] = []
    made = 0
    for unit in units:
        if unit is not None:
            task.append(unit)
        whole = len(task) >= max(TASK, min(LONG_TASK, 4 * made))
        if task and (whole or unit is None or (isinstance(unit, Named) and unit.content is not None)):
            yield task
            task, made = [], made + 1
        if unit is None:
            yield []
    if task:
        yield task


@dataclass(slots=True, eq=False, repr=False)
class _Task(Generic[T]):
    units: list[Named | Problem]
    done: list[Done[T]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return len(self.done) == len(self.units)


@dataclass(slots=True, eq=False, repr=False)
class _Worker(Generic[T]):
    process: Any
    connection: Connection
    task: _Task[T] | None = None


class Pool(Generic[T]):
    """So many processes that work on one stream of units, or as many as can be started; where none can, this one."""

    def __init__(self, bench: Working[T], jobs: int) -> None:
        self._bench = bench
        self._jobs = jobs
        self._workers: list[_Worker[T]] = []
        self._context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")

    def done(self, units: Iterable[Named | Problem | None]) -> Iterator[Done[T]]:
        """What comes of each unit, in the order of the units."""
        tasks = _tasks(units)
        queue: deque[_Task[T]] = deque()
        try:
            while self._handed_out(tasks, queue) or queue:
                self._take(block=not queue[0].complete)
                while queue and queue[0].complete:
                    self._handed_out(tasks, queue)  # nobody waits for what is done to be told
                    yield from queue.popleft().done
                    self._take(block=False)
            yield from (self._bench.done(unit) for task in tasks for unit in task)  # there is no process left for them
        finally:
            for worker in self._workers:
                worker.process.kill()
            for worker in self._workers:
                worker.process.join()

    def _handed_out(self, tasks: Iterator[list[Named | Problem]], queue: deque[_Task[T]]) -> bool:
        """Whether there were tasks for the workers that have none, which they have now.

        Where the next must be waited for, those that were given are told first.
        """
        given = False
        while len(queue) < self._jobs * AHEAD and (worker := self._idle()):
            task = next(filter(None, tasks) if not queue else tasks, None)
            if not task:
                break
            queue.append(_Task[T](task))
            self._give(worker, queue[-1])
            given = True
        return given

    def _idle(self) -> _Worker[T] | None:
        for worker in self._workers:
            if worker.task is None:
                return worker
        return self._hired() if len(self._workers) < self._jobs else None

    def _hired(self) -> _Worker[T] | None:
        """Another worker; None where no more of them can be started, and then no more are asked for."""
        try:
            here, there = self._context.Pipe()
            forked = self._context.get_start_method() == "fork"
            ours = [here, *(worker.connection for worker in self._workers)] if forked else []
            process = self._context.Process(target=_serve, args=(there, ours, self._bench), daemon=True)
            with _uninterrupted():
                process.start()
                self._workers.append(_Worker[T](process, here))
        except OSError:
            self._jobs = len(self._workers)
            return None
        there.close()
        return self._workers[-1]

    def _give(self, worker: _Worker[T], task: _Task[T]) -> None:
        worker.task = task
        try:
            worker.connection.send(task.units)
        except OSError:
            self._lost(worker)

    def _take(self, *, block: bool) -> None:
        busy = {worker.connection: worker for worker in self._workers if worker.task}
        for ready in wait(list(busy), None if block else 0) if busy else ():
            worker = busy[ready]  # type: ignore[index]
            assert worker.task is not None
            try:
                worker.task.done += worker.connection.recv()
            except (EOFError, OSError):
                self._lost(worker)
                continue
            if worker.task.complete:
                worker.task = None

    def _lost(self, worker: _Worker[T]) -> None:
        """The worker is gone: what it held and had not finished is a problem each."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.kill()
        worker.process.join()
        task = worker.task
        assert task is not None
        for unit in task.units[len(task.done) :]:
            if isinstance(unit, Problem):
                task.done.append(self._bench.done(unit))
                continue
            message = "the process that checked this file ended before it was done"
            place = Place(unit.path, unit.first_line if unit.content is not None else 0, 1)
            problem = Problem("reading/worker-ended", message, place, "check it again, with --jobs 1 or more memory")
            task.done.append(Done(unit.path, (Refused(problem),)))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let no interrupt come before a process that has begun is known, nor to it before it knows what to do."""
    if not SIGNALS:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, ours: list[Connection], bench: Working[Any]) -> None:
    """Judge what is sent until nobody sends any more; the connections of the other side are not ours to keep."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if SIGNALS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    for each in ours:
        each.close()
    try:
        while True:
            connection.send([bench.done(unit) for unit in connection.recv()])
    except (EOFError, OSError, MemoryError):
        os._exit(0)  # what the parent had not flushed yet is not ours to write
