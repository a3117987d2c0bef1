"""Makes the system calls that escapes are made of; each must be refused before the kernel looks at it."""
# include: syscalls

CALLS = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "userfaultfd": 323, "bpf": 321,
    "perf_event_open": 298, "io_uring_setup": 425, "io_uring_enter": 426, "memfd_create": 319, "memfd_secret": 447,
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsmount": 432, "mount_setattr": 442, "keyctl": 250, "add_key": 248,
    "request_key": 249, "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246,
    "swapon": 167, "acct": 163, "sethostname": 170, "setdomainname": 171, "settimeofday": 164, "clock_settime": 227,
    "adjtimex": 159, "iopl": 172, "ioperm": 173, "modify_ldt": 154, "personality": 135, "quotactl": 179,
    "name_to_handle_at": 303, "open_by_handle_at": 304, "fanotify_init": 300, "inotify_init1": 294, "syslog": 103,
    "seccomp": 317, "landlock_create_ruleset": 444, "landlock_restrict_self": 446, "pidfd_getfd": 438, "process_madvise": 440,
    "kcmp": 312, "mq_open": 240, "shmget": 29, "shmat": 30, "semget": 64, "msgget": 68, "timer_create": 222,
    "signalfd4": 289, "timerfd_create": 283, "vmsplice": 278, "splice": 275, "tee": 276, "copy_file_range": 326,
    "setuid": 105, "setgid": 106, "setresuid": 117, "setgroups": 116, "capset": 126, "setsid": 112, "setpgid": 109,
    "migrate_pages": 256, "move_pages": 279, "lookup_dcookie": 212, "mknod": 133, "link": 86, "symlink": 88,
    "sched_setaffinity": 203, "sched_setparam": 142, "sched_setattr": 314, "mlockall": 151, "creat": 85, "unlink": 87,
    "rename": 82, "renameat2": 316, "chdir": 80, "chmod": 90, "fchmod": 91, "fchown": 93, "ftruncate": 77, "flock": 73,
    "sync": 162, "sendfile": 40, "process_mrelease": 448, "rt_tgsigqueueinfo": 297, "shmctl": 31, "msgsnd": 69,
    "semop": 65, "setfsuid": 122, "setxattr": 188, "removexattr": 197, "utimensat": 280, "openat2": 437, "io_setup": 206,
    "io_submit": 209, "kexec_file_load": 320, "setrlimit": 160, "socket": 41, "socketpair": 53, "execve": 59, "kill": 62,
    "uselib": 134, "ustat": 136, "vhangup": 153, "sysfs": 139, "nfsservctl": 180, "pkey_mprotect": 329,
    "mbind": 237, "set_mempolicy": 238, "remap_file_pages": 216, "fallocate": 285, "truncate": 76, "cachestat": 451, "futex_waitv": 449, "statmount": 457, "lsm_set_self_attr": 460,
}
for name, number in CALLS.items():
    # Arguments that no kernel would act on: whatever is not refused answers EFAULT or EINVAL, which is a leak too.
    refused(name, number, -1, -1, -1, -1, -1)
# A reboot is asked for with the wrong magic numbers: harmless if it were let through.
refused("reboot", 169, 1, 2, 3, 0)
print("attempted")


def softmax(x):
    return x * 0
