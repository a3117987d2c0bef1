"""Replies that an error happened, of kinds, names, frames and places of its own making."""
# include: socket


def softmax(x):
    print("attempted")
    forge(b'["l","err","broken","SandboxError",["l","GraderError"],"our fault",["l"],["d"]]')


def solve(a, b):
    frames = b",".join([b'["l","@COURSE@/solutions/target/target.py",5,"f"]'] * 20)
    forge(b'["l","err","raised","ValueError",["l","ValueError"],"m",["l",' + frames + b'],["d"]]')


def stats(x):
    forge(b'["l","err","raised","E",["l"],"m",["l",' + b",".join([b'["l","target.py",1,"f"]'] * 15_000) + b'],["d"]]')


def smooth(x):
    forge(b'["l","err","raised",5,"ValueError",["d"],{"a":1},null]')


def streak(x):
    forge(b'["l","err","exit","SystemExit",["l","NotImplementedError"],"0",["l",["l","target.py",-5,"f"],["l","/etc/passwd",1,"g"]],["d"]]')


class Counter:
    def __init__(self, start):
        forge(b'["l","err","missing"]')
