"""What Python's garbage collector is kept from doing while very many objects are made that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Have no collections within, and none of later ones look at what was made.

    An import of torch, or a bank of ten thousand questions, makes objects enough to set off dozens
    of collections, which find next to nothing and take a tenth of the time; so does every full one
    later, and the last one at exit.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
