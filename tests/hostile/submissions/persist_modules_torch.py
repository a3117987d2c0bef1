"""Runs torch in ways that want threads, compilers or files: compile, DataLoader, jit, save, load, hub."""
import io

import torch

# include: tries


def scores(q, k):
    print("attempted")
    tried("loader", lambda: list(torch.utils.data.DataLoader([1, 2], num_workers=2)))
    tried("hub", lambda: torch.hub.load_state_dict_from_url("http://127.0.0.1:1/x"))
    tried("save", torch.save, q, "/tmp/hostile-@PREFIX@.pt")
    tried("share", lambda: q.share_memory_())
    try:
        torch.load(io.BytesIO(b"not a file"), weights_only=False)
        torch.compile(lambda x: x + 1)(q)
        torch.jit.script(lambda x: x)
    except BaseException as error:
        print(type(error).__name__)
    return q


def noisy(x, generator):
    return x
