"""`grade SLUG...` from targets to an exit code: judge, show, keep; once, or at every save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from grader.details import Coaching
from grader.errors import ContentError, GraderError, HistoryError, SubmissionError
from grader.jsonform import run_form
from grader.sitting import Graded, Sitting, Target, exit_code
from grader.verdict import Verdict
from grader.voice import Voice
from grader.watch import Saves, ms_since_saved

#: What is wrong with one target and leaves the others alone.
_OF_ONE = (SubmissionError, ContentError)


class Judging:
    """Judges targets and shows what comes of it.

    Args:
        voice: speaks.
        sitting: judges and keeps.
        seed: replays a run; None has one drawn, which then holds for all that follows, so that
            numbers can be compared from one save to the next.
        onward: what else is done with a verdict once it was shown. Not while watching: there one
            mistake comes with many saves.
    """

    def __init__(
        self,
        voice: Voice,
        sitting: Sitting,
        seed: int | None = None,
        onward: Callable[[Verdict], None] | None = None,
    ) -> None:
        self._voice = voice
        self._sitting = sitting
        self._seed = seed
        self._onward = onward
        self._shown_ms: float | None = None  # from the save to the verdict on screen
        self._cold = True
        self._watching = False

    def once(self, targets: Sequence[Target]) -> int:
        """Judge every target.

        Returns:
            the exit code.

        Raises:
            GraderError: if nothing can be judged.
        """
        graded: list[Graded] = []
        problems: list[tuple[str, GraderError]] = []
        for i, target in enumerate(targets):
            slug = target.exercise.slug
            if i and not self._voice.as_json:
                self._voice.print("")
            try:
                graded.append(self._judge(target))
            except _OF_ONE as error:
                if len(targets) == 1:
                    raise
                problems.append((slug, error))
                if not self._voice.as_json:
                    self._voice.warn(error)
                continue
            problems += [(slug, lost) for lost in self._keep(graded[-1])]
            if self._onward is not None:
                self._onward(graded[-1].verdict)
        self._conclude(graded, problems)
        bad_file = any(isinstance(error, _OF_ONE) for _, error in problems)
        return max(exit_code([each.verdict for each in graded]), 2 if bad_file else 0)

    def _conclude(
        self, graded: Sequence[Graded], problems: Sequence[tuple[str, GraderError]]
    ) -> None:
        if self._voice.as_json:
            verdicts = [(each.verdict, each.content) for each in graded]
            self._voice.document(run_form(verdicts, problems))
        elif len(graded) > 1:
            self._voice.print("", self._voice.report.summary([each.verdict for each in graded]))

    def at_every_save(self, targets: Sequence[Target]) -> int:
        """Judge targets now and whenever one of their files is saved, until Ctrl-C.

        Returns:
            the exit code: 0, for it was the learner who ended it.
        """
        self._watching = True
        by_file = {file: target for target in targets for file in target.files()}
        known: set[Path] = set()
        with suppress(KeyboardInterrupt):
            for file in Saves(list(by_file)):
                saved = file in known  # else it was there from the start
                known.add(file)
                if saved or len(targets) == 1:
                    self._clear()
                self._after_save(by_file[file], file if saved else None)
        self._voice.say("watch_ended")
        return 0

    def _after_save(self, target: Target, saved: Path | None) -> None:
        self._shown_ms = None
        try:
            graded = self._judge(target, saved)
        except _OF_ONE as error:
            self._voice.warn(error)
        else:
            self._keep(graded)
        fields = {"path": target.path, "time": f"{datetime.now():%H:%M:%S}", "ms": self._shown_ms}
        key = "watching" if self._shown_ms is None else "watching_saved"
        self._voice.say(key, "dim", **fields)

    def _clear(self) -> None:
        if self._voice.out.is_terminal:
            self._voice.out.clear()
        else:
            self._voice.print("")

    def _judge(self, target: Target, saved: Path | None = None) -> Graded:
        """Judge one target and show it: the checks at once, the races when they are run."""
        if self._voice.as_json:
            graded = self._sitting.grade(target, self._seed)
        else:
            graded = self._judge_aloud(target, saved)
        self._seed = graded.verdict.seed
        return graded

    def _judge_aloud(self, target: Target, saved: Path | None) -> Graded:
        voice, early = self._voice, list[Graded]()
        waiting = voice.out.status(voice.texts("starting"))
        if self._cold:  # importing torch takes seconds; later verdicts come at once
            waiting.start()

        def show(so_far: Graded) -> None:
            waiting.stop()
            early.append(so_far)
            voice.print(voice.report.early(so_far.verdict, self._coaching(so_far)))
            self._note_time(saved)
            waiting.update(voice.texts("races_running"))
            waiting.start()

        try:
            on_checks = show if voice.out.is_terminal else None
            graded = self._sitting.grade(target, self._seed, on_checks)
        finally:
            waiting.stop()
        self._cold = False
        coaching = self._coaching(graded)
        if early:
            voice.print(voice.report.late(graded.verdict, early[0].verdict, coaching))
        else:
            voice.print(voice.report.whole(graded.verdict, coaching))
            self._note_time(saved)
        return graded

    def _coaching(self, graded: Graded) -> Coaching:
        return replace(graded.coaching, watched=self._watching)

    def _note_time(self, saved: Path | None) -> None:
        self._shown_ms = None if saved is None else ms_since_saved(saved)

    def _keep(self, graded: Graded) -> list[HistoryError]:
        """Add a verdict to the log; what stands in the way is said, and returned."""
        try:
            self._sitting.keep(graded)
        except HistoryError as error:
            if not self._voice.as_json:
                self._voice.warn(error)
            return [error]
        return []
