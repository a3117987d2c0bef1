"""Texts in Korean and English, by key: `<package>/messages/<lang>.yaml`.

The catalogue of a package (basis/catalogue.py) is one flat mapping from key to template, joined
from all files `<lang>.yaml` and `<part>.<lang>.yaml` in its folder `messages/`; what it lacks is
taken from the catalogue of `basis`. Both languages have the same keys, and templates of one key the
same fields; tests hold that. In a template stand

    {name}              a field: numbers in a short form, shapes as (2, 3), a `Text` or a `Message`
                        in the language
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
from dataclasses import dataclass, field
from typing import Any

from basis.catalogue import catalogue

LANGUAGES = ("ko", "en")

_FIELD = re.compile(
    r"\{(?:(?P<name>[a-z_]+)(?::(?P<how>[^{}]*))?|(?P<particle>[가-힣]+/[가-힣]+))\}"
)

#: Final consonants of how Koreans read a digit or a Latin ending: "l" stands for ㄹ (which takes
#: 로, not 으로), "x" for another one; anything else ends in an open syllable.
_DIGITS = {"0": "x", "1": "l", "3": "x", "6": "x", "7": "l", "8": "l"}
_ENDINGS = dict.fromkeys(["l", "le"], "l")
_ENDINGS |= dict.fromkeys(["m", "me", "n", "ne", "ng", "ck", "ic"], "x")


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    ko: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in "ko", or in English for anything else."""
        return self.ko if lang == "ko" else self.en


@dataclass(frozen=True)
class Message:
    """A text by key (messages/<lang>.yaml) and fields, or an author's own `text`."""

    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    text: Text | None = None


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
    """The texts of one package in one language.

    Args:
        lang: "ko" or "en".
        package: the package whose `messages/` they are in.
    """

    def __init__(self, lang: str, package: str) -> None:
        self.lang = lang
        self.package = package

    def __call__(self, key: str, /, **fields: Any) -> str:
        """The text of a key with its fields filled in."""
        return self.fill(key, fields)

    def template(self, key: str) -> str | None:
        """The text of a key as it stands in the catalogue; None if there is none."""
        return catalogue(self.package, self.lang).get(key)

    def fill(self, key: str, fields: Mapping[str, Any]) -> str:
        """The text of a key; an unknown key is shown with its fields rather than raising."""
        template = self.template(key)
        fields = {
            name: self.message(value) if isinstance(value, Message) else value
            for name, value in fields.items()
        }
        if template is not None:
            return fill(template, fields, self.lang)
        facts = ", ".join(f"{name} {plain(value, self.lang)}" for name, value in fields.items())
        return f"{key}: {facts}" if facts else key

    def message(self, message: Message) -> str:
        """A message as one text: the author's own where there is one, else the catalogue's."""
        if message.text is not None:
            return message.text.in_language(self.lang)
        return self.fill(message.key, message.fields)

    def pick(self, text: Text) -> str:
        """An author's text in this language."""
        return text.in_language(self.lang)


def in_both(package: str, key: str, fields: Mapping[str, Any]) -> Text:
    """The text of a key in both languages, as `--json` gives it."""
    return Text(
        ko=Texts("ko", package).fill(key, fields), en=Texts("en", package).fill(key, fields)
    )


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
