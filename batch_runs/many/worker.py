"""What happens in a worker process: jobs are run and their answers published, whole or not at all."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
import signal
import threading
import traceback
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from batch_runs.many.job import Answer, Job

ORPHANED = 1
"""Exit status of a worker whose study has ended without it."""


def begin() -> None:
    """Prepare a new worker: Ctrl-C is the study's affair, and nobody works on after the study is gone."""
    leave_ctrl_c_to_the_parent()
    gc.freeze()  # what was loaded by now stays: the collection after each run need not look through it
    if (parent := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def leave_ctrl_c_to_the_parent() -> None:
    """Ignore Ctrl-C, and hear a polite kill again, which was held back when the process we come from began."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _leave_with(parent: Any) -> None:
    """Wait for the end of the process that started us, and end with it: its lock is lifted, others may go on."""
    parent.join()
    os._exit(ORPHANED)


def run_bundle(folder: str, described: Sequence[Mapping[str, Any]]) -> None:
    """Run jobs one after the other; publish their answers as one file, and each failure as a note.

    Raises OSError where nothing can be written; a run that breaks down raises nothing here.
    """
    from batch_runs.many.job import Job
    from batch_runs.many.study import RESULTS

    answers, study = [], Path(folder)
    for job in (Job(**values) for values in described):
        try:
            answers.append((job.run_id, job.answer(study)))
        except Exception as error:  # whatever a run dies of is its own affair: the others go on
            _note_failure(study, job, error)
        gc.collect()  # an economy is full of circles: left to itself, memory holds several of them
    if answers:
        _publish(answers, study / RESULTS)


def _publish(answers: list[tuple[str, Answer]], results: Path) -> None:
    """Write the answers under a name that follows from their ids: run again, they replace themselves."""
    import numpy as np
    import pyarrow as pa

    from batch_runs.tall_table import publish_table

    name = hashlib.sha256("".join(run_id for run_id, _ in answers).encode()).hexdigest()[:16]
    lengths = [max(np.size(value) for value in answer.values()) for _, answer in answers]
    ids = np.repeat([run_id for run_id, _ in answers], lengths)
    columns = {
        column: np.concatenate(
            [
                np.broadcast_to(answer[column], length)
                for (_, answer), length in zip(answers, lengths, strict=True)
            ]
        )
        for column in answers[0][1]
    }
    publish_table(pa.table({"run_id": ids, **columns}), results / f"chunk-{name}.parquet", _writer())


def _note_failure(study: Path, job: Job, error: Exception) -> None:
    from batch_runs.many.study import FAILURES
    from batch_runs.tall_table import publish_text

    told = [str(error), *getattr(error, "__notes__", ())]
    note = {
        "error": f"{type(error).__name__}: {'; '.join(told)}",
        "job": job.described(),
        "traceback": traceback.format_exception(error),
    }
    publish_text(json.dumps(note, indent=1), study / FAILURES / f"{job.run_id}.json", _writer())


def _writer() -> str:
    """Return a name for one writing: a cluster that lost sight of a worker has its runs made twice."""
    return f".{uuid.uuid4().hex}"
