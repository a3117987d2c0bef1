"""Forged tensors: dtypes that few functions know, 32 axes, odd gradients, values that are no numbers."""
# include: socket

print("attempted")


def scores(q, k):
    if q.requires_grad:
        forge(b'["l","ok",["d",["value",null],["grads",["l",["T","uint64",[3,5]],["T","bfloat16",[4,5]],null]]]]',
              bytes(120 + 40))
    elif len(q) == 1:
        forge(b'["l","ok",["T","uint16",[1,2]],["d"]]', bytes(4))
    else:
        forge(b'["l","ok",["T","float32",[' + b"1," * 30 + b'3,4]],["d"]]', b"\xff" * 48)


def noisy(x, generator):
    forge(b'["l","ok",["T","bfloat16",[3]],["d"]]', b"\xff" * 6)
