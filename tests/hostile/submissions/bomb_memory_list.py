"""Grows a list, a string and a dict until memory ends."""


def softmax(x):
    print("attempted")
    grown = [0]
    while True:
        grown = grown + grown


def solve(a, b):
    text = "x"
    while True:
        text += text


def stats(x):
    deep = {}
    while True:
        deep = {"a": deep, "b": bytes(1 << 16)}
