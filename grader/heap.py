"""What Python's garbage collector is kept from doing while large libraries are imported."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """Have no collections within, and none of later ones look at what was made.

    An import of torch makes objects enough to set off dozens of collections, which find next to
    nothing and take a tenth of its time; so does every full one later, and the last one at exit.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
