"""The catalogues of texts, read from `<package>/messages/*.yaml`.

Reading YAML takes longer than everything else that a command does before it speaks, so what was
read is kept in the cache, by the content of the files. A cache that is missing, broken or read-only
only costs time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

from basis.places import cache_folder

#: Files by name, with their content.
Files = Mapping[str, bytes]


@cache
def catalogue(package: str, lang: str) -> Mapping[str, str]:
    """All templates of a package, and those of `basis`, in a language ("ko" or "en") by key.

    Raises:
        ValueError: if a file of messages is no mapping of texts, or two texts have one key.
    """
    own = _own_texts(package, lang)
    return own if package == "basis" else {**catalogue("basis", lang), **own}


def _own_texts(package: str, lang: str) -> Mapping[str, str]:
    files = _files(package, lang)
    state = blake2b(digest_size=16)
    for name, content in files.items():
        state.update(f"{name} {len(content)} ".encode() + content)
    digest = state.hexdigest()
    kept = cache_folder() / f"texts-{package}-{lang}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        form = json.loads(kept.read_bytes())
        if form["digest"] == digest:
            texts: dict[str, str] = form["texts"]
            return texts
    texts = read(package, files)
    with suppress(OSError):
        _write(kept, json.dumps({"digest": digest, "texts": texts}, ensure_ascii=False))
    return texts


def _files(package: str, lang: str) -> Files:
    folder = Path(next(iter(import_module(package).__path__))) / "messages"
    names = sorted(name for name in os.listdir(folder) if f".{name}".endswith(f".{lang}.yaml"))
    return {name: (folder / name).read_bytes() for name in names}


def read(package: str, files: Files) -> dict[str, str]:
    """Join the texts of some files.

    Raises:
        ValueError: if one is no mapping of texts, or two texts have one key.
    """
    from basis.yamltree import load

    found: dict[str, str] = {}
    for name, content in files.items():
        tree = load(content.decode(), Path(name))
        texts = tree.data or {}
        twice = sorted(found.keys() & texts.keys())
        if tree.faults or twice or not all(isinstance(text, str) for text in texts.values()):
            raise ValueError(f"{package}/messages/{name}", tree.faults, twice)
        found |= texts
    return found


def _write(path: Path, text: str) -> None:
    """Replace a file at once: another process may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
