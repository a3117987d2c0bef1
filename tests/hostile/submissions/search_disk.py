"""Opens the solution, the checks, other learners' files and our own source by their true paths, and looks around."""
import os

# include: tries

for path in ("@COURSE@/solutions/target/target.py", "@COURSE@/solutions/target/check.py",
             "@COURSE@/exercises/target/check.py", "@COURSE@/exercises/target/exercise.yaml", "@OTHER@",
             "@REPO@/grader/session.py", "@REPO@/grader/worker.py", "@REPO@/solutions", "@REPO@/pyproject.toml",
             "/etc/passwd", "/etc/shadow", "/root/.ssh/id_rsa", "/root/.bash_history", "/etc/hostname"):
    tried(path, open, path, "rb")
    tried("O_PATH " + path, lambda p: os.read(os.open(p, os.O_PATH), 1), path)
    tried("listdir " + path, os.listdir, path)
    tried("dotted " + path, open, "/usr/lib/../.." + path)
    tried("readlink " + path, os.readlink, path)
for folder in ("/", "/tmp", "/work", "/home", "/root", "/var", "/etc", "/run", "/dev", "/dev/shm", ".", "..", "@COURSE@"):
    tried(folder, os.listdir, folder)
for root, _, files in os.walk("/"):
    for name in files:
        if name in ("check.py", "wrong.yaml", "exercise.yaml"):
            print("LEAK walked to", root, name)
print("attempted")


def softmax(x):
    return x * 0
