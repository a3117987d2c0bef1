"""Kind `truefalse`: a statement holds or does not."""

from __future__ import annotations

from collections.abc import Iterator

from basis.texts import Message, in_both
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.kinds.labels import excerpt, fold
from quiz.kinds.prompting import make_prompt, prompt_problems, remark, remark_problems
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant

#: What is taken for true and for false, without spaces. Single jamo are the keys o, t, y, x, f, n
#: on a Korean keyboard, and what people write for o and no.
_TRUE = """
    o t y true yes right correct ok
    참 참이다 참입니다 맞음 맞다 맞아 맞아요 맞습니다 옳음 옳다 옳습니다 그렇다 그렇습니다 예 네 응
    ○ ◯ 〇 ⭕ ✓ ✔ √ ㅇ ㅇㅇ ㅐ ㅅ ㅛ
"""
_FALSE = """
    x f n false no wrong incorrect nottrue
    거짓 거짓이다 거짓입니다 틀림 틀리다 틀렸다 틀려요 틀립니다 틀렸습니다 아니다 아니 아니요 아니오
    아닙니다 그렇지않다 맞지않다 옳지않다
    × ✕ ✖ ✗ ✘ ❌ ㅌ ㄹ ㅜ ㄴ ㄴㄴ
"""
_MEANT = {
    fold(word): truth for truth, words in ((True, _TRUE), (False, _FALSE)) for word in words.split()
}


class TrueFalse(Kind):
    """Key and value are truth values."""

    def prompt(self, variant: Variant) -> Prompt:
        """The statement."""
        truth = bool(variant.question.body["answer"])
        return make_prompt(
            variant,
            how=Message("how_truefalse"),
            key=truth,
            key_text=in_both("quiz", "truefalse_true" if truth else "truefalse_false", {}),
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Texts that are empty or cannot be filled."""
        yield from prompt_problems(prompt)
        yield from remark_problems(prompt.variant, prompt.question.body["why"], ("why",))

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """A word or a sign for true or false, in either language."""
        folded = fold(typed).replace(" ", "").strip(".!'\"")
        if not folded:
            raise UnreadableError("unreadable_empty", how=prompt.how)
        if folded not in _MEANT:
            raise UnreadableError("unreadable_truth", found=excerpt(typed), how=prompt.how)
        return Answer(typed, _MEANT[folded])

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """All or nothing."""
        if answer.value == prompt.key:
            return Mark(1.0)
        return Mark(0.0, remark(prompt.variant, prompt.question.body["why"], ("why",)))

    def chance(self, prompt: Prompt) -> float:
        """A coin."""
        return 0.5
