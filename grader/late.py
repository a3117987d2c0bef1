"""What torch imports late, and how a source looks that will use it.

`import torch` leaves out half of torch: the compiler, and sympy under it. They are imported when an
optimizer is made, a transform of torch.func is run or a gradient is given a cotangent, and take a
second. Most submissions never do any of that, so a zygote starts without; a worker whose sources
mention such a thing is forked after the zygote has imported them (grader/inside/warming.py).

This is a matter of time, never of what is allowed: a source that is taken for one without, or hides
what it uses, imports them in its own worker, and in its own time.
"""

from __future__ import annotations

import re

_MENTION = re.compile(
    r"""
    \b(?: optim | func | functorch | functional_call                # optimizers and transforms
        | vmap | vjp | jvp | jacrev | jacfwd | hessian | linearize
        | checkpoint\w* | compile | compiler | fx
        | _dynamo | _inductor | _functorch | sympy
        | distributions | gradcheck | gradgradcheck | testing
        | grad_outputs | grad_tensors | is_grads_batched             # gradients with cotangents
    )\b
    | \bgrad\s*\( | \.backward\(\s*[^)\s]                           # perhaps one of those
    """,
    re.VERBOSE,
)


def mentions_late_parts(source: str) -> bool:
    """Whether a source names anything that may need the late parts; rather too often than not."""
    return _MENTION.search(source) is not None
