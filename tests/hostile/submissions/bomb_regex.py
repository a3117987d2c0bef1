"""A regular expression that backtracks for ever inside C, where no Python handler runs."""
import re


def softmax(x):
    print("attempted", flush=True)
    return re.match(r"(a|a|aa)+$", "a" * 60 + "b")
