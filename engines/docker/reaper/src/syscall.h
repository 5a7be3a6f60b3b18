/* The kernel, called directly: neither program has a C library, so that they are small and need nothing in their image. */
#ifndef SYSCALL_H
#define SYSCALL_H

#include <stddef.h>
#include <stdint.h>

/* Every call returns what the kernel returns: a result, or minus the errno. */
enum { EINTR = 4, EAGAIN = 11, ENAMETOOLONG = 36, EAFNOSUPPORT = 97, EADDRNOTAVAIL = 99, ETIMEDOUT = 110 };

enum { POLLIN = 1, POLLOUT = 4 };
struct pollfd {
    int fd;
    short events;
    short revents;
};

enum { SIGHUP = 1, SIGPIPE = 13, SIGTERM = 15 };

long sys_read(int fd, void *to, size_t size);
long sys_write(int fd, const void *from, size_t size);
long sys_close(int fd);
/* Leaves the session, the process group and the working directory of whoever started this process. */
void sys_detach(void);
_Noreturn void sys_exit(int status);

/* Connects to a unix socket; gives up after the milliseconds when the listener does not accept. Returns the descriptor. */
long sys_connect_unix(const char *path, long timeout_ms);
/* Neither of these blocks: minus EAGAIN says "not now". */
long sys_send(int fd, const void *from, size_t size);
long sys_receive(int fd, void *to, size_t size);

/* Listens on a TCP port of all addresses; returns the descriptor. Neither it nor what it accepts blocks. */
long sys_listen(unsigned port);
long sys_accept(int fd);
/* Lets the other side read the end of what this one sends. */
void sys_end_output(int fd);
/* Closes as a crash does. */
void sys_reset(int fd);

/* Waits for a descriptor to become ready, at most so many milliseconds; for ever when negative. */
long sys_poll(struct pollfd *fds, size_t count, long timeout_ms);
void sys_sleep(long ms);
/* Milliseconds of a clock that nobody can set. */
int64_t sys_now(void);

/* Fresh zeroed memory, or what was there moved to more of it; NULL when there is none. */
void *sys_allocate(size_t size);
void *sys_grow(void *memory, size_t size, size_t more);
void sys_free(void *memory, size_t size);

void sys_ignore(int signal);

#endif
