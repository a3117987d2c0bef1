"""Opens sockets: TCP, UDP, unix (paths and abstract), netlink, packet, vsock, socketpair, name lookups."""
import socket
import urllib.request

# include: tries
# include: syscalls

for family in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG", "AF_BLUETOOTH", "AF_CAN"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        if hasattr(socket, family):
            tried(f"socket {family} {kind}", socket.socket, getattr(socket, family), kind)
tried("socketpair", socket.socketpair)
tried("getaddrinfo", socket.getaddrinfo, "localhost.example", 80)
tried("url", urllib.request.urlopen, "http://127.0.0.1:1/", None, 0.2)
tried("create_connection", socket.create_connection, ("127.0.0.1", 22), 0.2)
for number, name in ((49, "bind"), (50, "listen"), (42, "connect"), (43, "accept"), (44, "sendto"), (46, "sendmsg"),
                     (47, "recvmsg"), (45, "recvfrom"), (51, "getsockname"), (52, "getpeername"), (307, "sendmmsg")):
    if name not in ("recvfrom", "getsockname", "getpeername"):
        refused(name, number, 0, None, 0, 0, 0, 0)
print("attempted")


def softmax(x):
    return x * 0
