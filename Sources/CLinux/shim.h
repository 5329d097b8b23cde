// SPDX-License-Identifier: Apache-2.0
// Names of Linux that the Glibc module does not show.
#ifndef EARSHOT_CLINUX_SHIM_H
#define EARSHOT_CLINUX_SHIM_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/// The credentials of a Unix socket's peer, as SO_PEERCRED gives them (struct ucred of socket(7)).
struct earshot_peer {
  pid_t pid;
  uid_t uid;
  gid_t gid;
};

static inline int earshot_peer_of(int fd, struct earshot_peer *peer) {
  socklen_t length = sizeof *peer;
  return getsockopt(fd, SOL_SOCKET, 17 /* SO_PEERCRED */, peer, &length);
}
#endif
