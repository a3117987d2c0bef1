"""Vector-Jacobian products of a learner's function, taken where its graph lives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Path = int | Sequence[int | str]


def pullback(
    function: Callable[..., Any],
    args: Sequence[Any],
    kwargs: dict[str, Any],
    wrt: Sequence[Path],
    cotangent: Any,
) -> dict[str, Any]:
    """Call a function and pull a cotangent back to some of its inputs.

    Args:
        function: the learner's.
        args: positional inputs, nested lists, tuples and dicts of tensors.
        kwargs: inputs by name.
        wrt: which tensors: positions in `args`, or paths such as (3, 1) for args[3][1].
        cotangent: shaped like the output with None where unused; None for ones throughout.

    Returns:
        {"value": the output, "grads": one tensor for each of `wrt`, or None where no gradient
        flows}.
    """
    import torch

    inputs: Any = tuple(args)
    leaves = []
    for path in wrt:
        steps = (path,) if isinstance(path, int) else tuple(path)
        leaf = _at(inputs, steps).detach().clone().requires_grad_(True)
        leaves.append(leaf)
        inputs = _replaced(inputs, steps, leaf)
    with torch.enable_grad():
        value = function(*inputs, **kwargs)
        pairs = [
            (output, torch.ones_like(output) if given is _ONES else given)
            for output, given in _paired(value, _ONES if cotangent is None else cotangent)
            if output.requires_grad
        ]
        grads: Sequence[Any] = [None] * len(leaves)
        if pairs and leaves:
            grads = torch.autograd.grad(_pulled(pairs), leaves, allow_unused=True)
    return {"value": value, "grads": list(grads)}


def _pulled(pairs: Sequence[tuple[Any, Any]]) -> Any:
    """A scalar whose derivative by each output is, to the bit, the cotangent that goes with it.

    Autograd takes cotangents itself, but imports sympy, a quarter of a second, to compare shapes.

    Args:
        pairs: outputs and cotangents.

    Raises:
        RuntimeError: if a cotangent is not shaped like its output, or only one of them is complex.
    """
    import torch

    for output, cotangent in pairs:
        if output.shape != cotangent.shape:
            shapes = f"{tuple(cotangent.shape)} for an output of {tuple(output.shape)}"
            raise RuntimeError(f"Mismatch in shape: a gradient of {shapes}")
        if output.is_complex() != cotangent.is_complex():
            raise RuntimeError(f"a gradient of {cotangent.dtype} for an output of {output.dtype}")
    outputs, cotangents = zip(*pairs, strict=True)

    class Pull(torch.autograd.Function):
        @staticmethod
        def forward(_: Any, *__: Any) -> Any:
            return torch.zeros(())

        @staticmethod
        def backward(_: Any, *__: Any) -> Any:
            return cotangents

    return Pull.apply(*outputs)  # type: ignore[no-untyped-call]  # torch gives it no types


_ONES = object()  # stands for ones of whatever shape the output has


def _at(value: Any, steps: Sequence[int | str]) -> Any:
    for step in steps:
        value = value[step]
    return value


def _replaced(value: Any, steps: Sequence[int | str], leaf: Any) -> Any:
    """A copy of nested containers with one part replaced."""
    if not steps:
        return leaf
    step, rest = steps[0], steps[1:]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[step] = _replaced(value[step], rest, leaf)  # type: ignore[index]
    return tuple(copy) if isinstance(value, tuple) else copy


def _paired(value: Any, cotangent: Any) -> Iterator[tuple[Any, Any]]:
    """Floating tensors of an output, each with its cotangent."""
    import torch

    if cotangent is None:
        return
    if isinstance(value, torch.Tensor):
        if value.is_floating_point() or value.is_complex():
            yield value, cotangent
    elif isinstance(value, dict):
        for key, item in value.items():
            given = cotangent.get(key) if isinstance(cotangent, dict) else cotangent
            yield from _paired(item, given)
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            spread = cotangent is _ONES or not isinstance(cotangent, list | tuple)
            given = cotangent if spread else (cotangent[i] if i < len(cotangent) else None)
            yield from _paired(item, given)
