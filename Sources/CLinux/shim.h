// SPDX-License-Identifier: Apache-2.0
// Names of Linux that the Glibc module does not show.
//
// They stand behind _GNU_SOURCE in the system's headers. It must not be defined here: it would change
// structures that the Glibc module has too, and the compiler refuses two kinds of fd_set.
#ifndef EARSHOT_CLINUX_SHIM_H
#define EARSHOT_CLINUX_SHIM_H
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/// The number of the calling thread (gettid(2)).
extern pid_t gettid(void);

extern int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);

/// Takes a connection that does not block and is not inherited (accept4(2)).
static inline int earshot_accept(int fd) { return accept4(fd, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC); }

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

/// All groups of a Unix socket's peer (SO_PEERGROUPS, Linux 4.13); returns how many, or -1 where they do not
/// fit.
static inline int earshot_groups_of(int fd, gid_t *groups, int capacity) {
  socklen_t length = (socklen_t)(capacity * (int)sizeof *groups);
  if (getsockopt(fd, SOL_SOCKET, 59 /* SO_PEERGROUPS */, groups, &length) != 0) return -1;
  return (int)(length / sizeof *groups);
}

/// Watches a descriptor, changes for what, or watches it no more (epoll_ctl(2)).
static inline int earshot_epoll_set(int epoll, int operation, int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data = {.fd = fd}};
  return epoll_ctl(epoll, operation, fd, &event);
}

/// What has happened to a descriptor.
struct earshot_event {
  int fd;
  uint32_t events;
};

/// Waits for the first of what is watched, so many milliseconds at most, -1 for ever (epoll_wait(2)); returns how many
/// things have happened, at most 64.
static inline int earshot_epoll_wait(int epoll, struct earshot_event *happened, int capacity, int timeout) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, timeout);
  for (int n = 0; n < count; n++) happened[n] = (struct earshot_event){events[n].data.fd, events[n].events};
  return count;
}
#endif
