"""The commands of `quiz`."""

from __future__ import annotations

import click

from basis.texts import Texts
from basis.voice import Voice
from commands.program import Program, spoken


class Quiz(Program):
    """`quiz`: without a command, what there is to do."""

    def voice(self, lang: str, as_json: bool) -> Voice:
        """How `quiz` speaks."""
        return Voice(Texts(lang, "quiz"), as_json)


@click.group("quiz", cls=Quiz, invoke_without_command=True)
@click.version_option(package_name="gongbu")
@spoken
def quiz(voice: Voice) -> None:
    """Ask questions; for now, say that there are none yet and what there is instead."""
    from commands.grading import show_exercises
    from grader.voice import Voice as Grader

    voice.say("quiz_not_yet")
    voice.print("")
    show_exercises(Grader(voice.texts.lang))
