"""What fences a worker in: Landlock, seccomp, namespaces and resource limits, by ctypes alone.

Each layer closes what the others leave open (measured, one layer at a time):

    Landlock    files, /proc of other processes; leaves UDP and fork
    seccomp     sockets, fork, threads, exec, signals; leaves files
    namespaces  signals and /proc by pid, the network, and the clean kill: the zygote is the
                init of its pid namespace, so nothing outlives it
    limits      memory, output, descriptors, and CPU as a backstop

No root, no compiled extension and no third-party package is needed, because a learner's own
machine has none of these. `kernel.py` holds the few raw calls that all layers share.
"""
