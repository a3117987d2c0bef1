"""Texts of the grader in Korean and English, by key (grader/messages/<lang>.yaml).

A catalogue is one flat mapping from key to template. Both have the same keys, and templates of
one key the same fields; a test holds that. In a template stand

    {name}              a field: numbers in a short form, shapes as (2, 3), a `Text` in the language
    {name:.1f}          a number in Python's format
    {count:row|rows}    the first word for one, the second for any other number, without the number
    {을/를}             the Korean particle that fits the sound before it

Nothing here raises because of what a learner wrote: a field of another type than the template
expects is shown plainly, and a field that is missing as "?".
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from grader.verdict import Message, Text

LANGUAGES = ("ko", "en")

_FIELD = re.compile(
    r"\{(?:(?P<name>[a-z_]+)(?::(?P<how>[^{}]*))?|(?P<particle>[가-힣]+/[가-힣]+))\}"
)

#: Final consonants of how Koreans read a digit or a Latin ending: "l" stands for ㄹ (which takes
#: 로, not 으로), "x" for another one; anything else ends in an open syllable.
_DIGITS = {"0": "x", "1": "l", "3": "x", "6": "x", "7": "l", "8": "l"}
_ENDINGS = {"l": "l", "le": "l", "m": "x", "me": "x", "n": "x", "ne": "x", "ng": "x", "ck": "x"}

_IDENTIFIER = re.compile(r"[A-Za-z_][\w.\[\]\"]*\Z")
_SIZED = re.compile(r"(tuple|list|dict|str) of (\d+)")


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All templates of a language ("ko" or "en") by key."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = files("grader").joinpath("messages", f"{lang}.yaml").read_text(encoding="utf-8")
    texts: Mapping[str, str] = yaml.load(source, Loader=loader)
    return texts


def fields_of(template: str) -> frozenset[str]:
    """The names of the fields that a template uses."""
    return frozenset(match["name"] for match in _FIELD.finditer(template) if match["name"])


def fill(template: str, fields: Mapping[str, Any], lang: str) -> str:
    """Put fields into a template; their own text is never read as a template."""
    done = ""
    end = 0
    for match in _FIELD.finditer(template):
        done += template[end : match.start()]
        end = match.end()
        if match["particle"]:
            done += particle(done, match["particle"])
        else:
            done += _shown(fields.get(match["name"], "?"), match["how"], lang)
    return done + template[end:]


def _shown(value: Any, how: str | None, lang: str) -> str:
    if how and "|" in how:
        one, other = how.split("|", 1)
        return one if value == 1 else other
    if how:
        try:
            return format(value, how)
        except (TypeError, ValueError):  # not the kind of value the template expects
            return plain(value, lang)
    return plain(value, lang)


def plain(value: Any, lang: str) -> str:
    """Show a field in a message: short numbers, shapes as tuples, texts in the language."""
    if isinstance(value, Text):
        return value.in_language(lang)
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        if value and all(isinstance(item, int) for item in value):
            return str(tuple(value))
        return ", ".join(plain(item, lang) for item in value) or {"ko": "없음"}.get(lang, "none")
    return str(value)


def particle(before: str, pair: str) -> str:
    """Choose of a pair such as "을/를" the particle that fits the last sound of `before`.

    >>> particle("텐서", "은/는"), particle("3", "이/가"), particle("1", "으로/로")
    ('는', '이', '로')
    """
    closed, open_ = pair.split("/")
    word = before.rstrip("`'\"),]」”’ ")
    last = word[-1:].lower()
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        sound = "" if final == 0 else "l" if final == 8 else "x"
    else:
        sound = _DIGITS.get(last) or _ENDINGS.get(word[-2:].lower()) or _ENDINGS.get(last) or ""
    if closed == "으로":
        return closed if sound == "x" else open_
    return closed if sound else open_


class Texts:
    """The texts of one language.

    Args:
        lang: "ko" or "en".
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, /, **fields: Any) -> str:
        """The text of a key with its fields filled in."""
        return self.fill(key, fields)

    def fill(self, key: str, fields: Mapping[str, Any]) -> str:
        """The text of a key; an unknown key is shown with its fields rather than raising."""
        template = catalogue(self.lang).get(key)
        if template is None:
            facts = ", ".join(f"{name} {plain(value, self.lang)}" for name, value in fields.items())
            return f"{key}: {facts}" if facts else key
        known = {name: self._in_words(name, value) for name, value in fields.items()}
        if "type" in fields and "text" in fields:  # an exception, which may have no text
            known["raised"] = ": ".join(filter(None, (str(fields["type"]), str(fields["text"]))))
        text = fill(template, known, self.lang)
        # A sentence may begin with "the value"; a name such as `out` stays as it is written.
        starts_small = template.startswith("{what}") and text.startswith("the ")
        return text[:1].upper() + text[1:] if starts_small else text

    def name(self, what: str) -> str:
        """What a compared value is called: some have a name in this language."""
        return catalogue(self.lang).get(f"what_{what.replace(' ', '_')}", what)

    def _in_words(self, name: str, value: Any) -> Any:
        """Say what the engine names: the compared value, and types like "tuple of 2"."""
        if name == "what" and isinstance(value, str):
            known = self.name(value)
            return f"`{known}`" if known == value and _IDENTIFIER.match(value) else known
        if name in ("expected_shape", "got_shape") and isinstance(value, list | tuple):
            return str(tuple(value))  # () is a shape too
        if name in ("expected_type", "got_type") and self.lang == "ko":
            return _SIZED.sub(r"길이 \2인 \1", str(value))
        return value

    def message(self, message: Message) -> str:
        """A message as one text: the author's own where there is one, else the catalogue's."""
        if message.text is not None:
            return message.text.in_language(self.lang)
        return self.fill(message.key, message.fields)

    def pick(self, text: Text) -> str:
        """An author's text in this language."""
        return text.in_language(self.lang)


def in_both(key: str, fields: Mapping[str, Any]) -> Text:
    """The text of a key in both languages, as `--json` gives it."""
    return Text(ko=Texts("ko").fill(key, fields), en=Texts("en").fill(key, fields))


def choose_language(asked: str | None, environment: Mapping[str, str] | None = None) -> str:
    """The language to speak: the one asked for, else GONGBU_LANG, else the locale, else "en".

    Args:
        asked: the value of `--lang`, if any.
        environment: environment variables; os.environ by default.
    """
    env = os.environ if environment is None else environment
    for wish in (asked, env.get("GONGBU_LANG")):
        if wish in LANGUAGES:
            return wish
    # The order in which gettext asks; the first that is set decides.
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((env[name] for name in names if env.get(name)), "")
    return "ko" if locale.lower().startswith("ko") else "en"
