"""Writes wherever a file might be made or changed: folders, temporary files, devices, links, modes, times."""
import os
import tempfile

# include: tries

for folder in (".", "/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", os.path.expanduser("~"), "@COURSE@",
               "@COURSE@/solutions/target", "@COURSE@/exercises/target", "@REPO@", "/etc", "/usr/lib", "/mnt",
               os.path.dirname(os.__file__), "/proc/self", "/sys/fs/cgroup"):
    path = folder + "/hostile-@PREFIX@"
    tried("write " + path, open, path, "w")
    tried("append check", open, folder + "/check.py", "a")
    tried("mkdir " + path, os.mkdir, path)
    tried("symlink " + path, os.symlink, "/etc/passwd", path)
    tried("fifo " + path, os.mkfifo, path)
    tried("mknod " + path, os.mknod, path)
    tried("rename " + path, os.rename, folder, path)
    tried("chmod " + folder, os.chmod, folder, 0o777)
    tried("utime " + folder, os.utime, folder, (0, 0))
    tried("unlink", os.unlink, folder + "/target.py")
    tried("rmdir", os.rmdir, path)
    tried("tmpfile " + folder, os.open, folder, os.O_RDWR | getattr(os, "O_TMPFILE", 0), 0o600)
    tried("chdir " + folder, lambda f: open(f + "/../x", "w"), folder)
tried("mkstemp", tempfile.mkstemp)
tried("TemporaryFile", tempfile.TemporaryFile)
for device in ("/dev/tty", "/dev/ptmx", "/dev/mem", "/dev/kmsg", "/dev/full", "/dev/console", "/dev/fuse", "/dev/kvm",
               "/dev/net/tun", "/dev/shm/x", "/dev/mqueue/x"):
    tried(device, open, device, "r+b", 0)
print("attempted")


def softmax(x):
    return x * 0
