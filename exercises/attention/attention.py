"""Scaled dot-product attention. The task: statement.en.md, statement.ko.md (or `grade show`)."""

import math

import torch


def attention(q, k, v, mask=None, causal=False):
    """out = softmax(q kᵀ / √d) v, and the weights.

    q: [B, h, Tq, d], k: [B, h, Tk, d], v: [B, h, Tk, dv], all float32
    mask: bool, broadcastable to [B, h, Tq, Tk], True = may attend; or None
    causal: query t may attend to keys 0..t only
    returns: out [B, h, Tq, dv], weights [B, h, Tq, Tk]
    """
    raise NotImplementedError


def attention_chunked(q, k, v, causal=False):
    """Bonus: the same out, but never a Tq x Tk matrix in memory.

    q: [B, h, Tq, d], k: [B, h, Tk, d], v: [B, h, Tk, dv], all float32
    returns: out [B, h, Tq, dv]
    """
    raise NotImplementedError
