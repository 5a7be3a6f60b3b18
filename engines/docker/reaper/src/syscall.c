#include "syscall.h"

#if defined(__x86_64__)

enum {
    NR_read = 0, NR_write = 1, NR_close = 3, NR_mmap = 9, NR_munmap = 11, NR_rt_sigaction = 13, NR_mremap = 25,
    NR_socket = 41, NR_connect = 42, NR_sendto = 44, NR_recvfrom = 45, NR_shutdown = 48, NR_bind = 49, NR_listen = 50,
    NR_setsockopt = 54, NR_chdir = 80, NR_setsid = 112, NR_clock_gettime = 228, NR_exit_group = 231, NR_ppoll = 271,
    NR_accept4 = 288
};

/* The kernel starts a program with argc and argv on the stack and nothing else prepared. */
__asm__(".globl _start\n"
        "_start:\n"
        "  xor %ebp, %ebp\n"
        "  mov %rsp, %rdi\n"
        "  and $-16, %rsp\n"
        "  call start\n");

static long call(long number, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

enum {
    NR_chdir = 49, NR_close = 57, NR_read = 63, NR_write = 64, NR_ppoll = 73, NR_exit_group = 94, NR_clock_gettime = 113,
    NR_rt_sigaction = 134, NR_setsid = 157, NR_socket = 198, NR_bind = 200, NR_listen = 201, NR_connect = 203,
    NR_sendto = 206, NR_recvfrom = 207, NR_setsockopt = 208, NR_shutdown = 210, NR_munmap = 215, NR_mremap = 216,
    NR_mmap = 222, NR_accept4 = 242
};

__asm__(".globl _start\n"
        "_start:\n"
        "  mov x29, #0\n"
        "  mov x30, #0\n"
        "  mov x0, sp\n"
        "  and sp, x0, #-16\n"
        "  bl start\n");

static long call(long number, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc #0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
}

#else
#error "the programs know amd64 and arm64"
#endif

int program_main(int argc, char **argv);

__attribute__((used)) _Noreturn void start(long *stack)
{
    sys_exit(program_main((int) stack[0], (char **) (stack + 1)));
}

long sys_read(int fd, void *to, size_t size)
{
    return call(NR_read, fd, (long) to, (long) size, 0, 0, 0);
}

long sys_write(int fd, const void *from, size_t size)
{
    return call(NR_write, fd, (long) from, (long) size, 0, 0, 0);
}

long sys_close(int fd)
{
    return call(NR_close, fd, 0, 0, 0, 0, 0);
}

void sys_detach(void)
{
    call(NR_setsid, 0, 0, 0, 0, 0, 0);
    call(NR_chdir, (long) "/", 0, 0, 0, 0, 0);
}

_Noreturn void sys_exit(int status)
{
    for (;;)
        call(NR_exit_group, status, 0, 0, 0, 0, 0);
}

struct timespec {
    int64_t seconds;
    int64_t nanoseconds;
};

long sys_connect_unix(const char *path, long timeout_ms)
{
    enum { AF_UNIX = 1, SOCK_STREAM = 1, SOL_SOCKET = 1, SO_SNDTIMEO = 21 };
    struct {
        uint16_t family;
        char path[108];
    } address = {.family = AF_UNIX};
    for (size_t i = 0; path[i]; i++) {
        if (i + 1 >= sizeof address.path)
            return -ENAMETOOLONG;
        address.path[i] = path[i];
    }
    long fd = call(NR_socket, AF_UNIX, SOCK_STREAM, 0, 0, 0, 0);
    if (fd < 0)
        return fd;
    struct timespec patience = {timeout_ms / 1000, timeout_ms % 1000 * 1000}; /* a timeval: microseconds */
    call(NR_setsockopt, fd, SOL_SOCKET, SO_SNDTIMEO, (long) &patience, sizeof patience, 0);
    long result = call(NR_connect, fd, (long) &address, sizeof address, 0, 0, 0);
    if (result >= 0)
        return fd;
    sys_close((int) fd);
    return result;
}

enum { SOL_TCP = 6, TCP_NODELAY = 1, SO_REUSEADDR = 2, SO_LINGER = 13, NONBLOCKING = 0x800 };

static void set_option(long fd, int level, int option, int value)
{
    call(NR_setsockopt, fd, level, option, (long) &value, sizeof value, 0);
}

/* Of all of this machine's addresses; the family says which of the two kinds. */
static long listen_at(int family, unsigned port)
{
    enum { SOCK_STREAM = 1, BACKLOG = 128, IPV4_SIZE = 16, IPV6_SIZE = 28, AF_INET = 2 };
    struct {
        uint16_t family;
        uint8_t port[2];
        uint8_t rest[24]; /* zeros: any address */
    } address = {.family = (uint16_t) family, .port = {(uint8_t) (port >> 8), (uint8_t) port}};
    long fd = call(NR_socket, family, SOCK_STREAM | NONBLOCKING, 0, 0, 0, 0);
    if (fd < 0)
        return fd;
    enum { SOL_SOCKET = 1 };
    set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    long result = call(NR_bind, fd, (long) &address, family == AF_INET ? IPV4_SIZE : IPV6_SIZE, 0, 0, 0);
    if (result >= 0)
        result = call(NR_listen, fd, BACKLOG, 0, 0, 0, 0);
    if (result >= 0)
        return fd;
    sys_close((int) fd);
    return result;
}

long sys_listen(unsigned port)
{
    enum { AF_INET = 2, AF_INET6 = 10 };
    long fd = listen_at(AF_INET6, port); /* takes IPv4 too */
    return fd == -EAFNOSUPPORT || fd == -EADDRNOTAVAIL ? listen_at(AF_INET, port) : fd;
}

long sys_accept(int fd)
{
    long accepted = call(NR_accept4, fd, 0, 0, NONBLOCKING, 0, 0);
    if (accepted >= 0)
        set_option(accepted, SOL_TCP, TCP_NODELAY, 1);
    return accepted;
}

void sys_end_output(int fd)
{
    enum { SHUT_WR = 1 };
    call(NR_shutdown, fd, SHUT_WR, 0, 0, 0, 0);
}

void sys_reset(int fd)
{
    enum { SOL_SOCKET = 1 };
    int linger[2] = {1, 0}; /* on, for no time */
    call(NR_setsockopt, fd, SOL_SOCKET, SO_LINGER, (long) linger, sizeof linger, 0);
    sys_close(fd);
}

enum { MSG_DONTWAIT = 0x40, MSG_NOSIGNAL = 0x4000 };

long sys_send(int fd, const void *from, size_t size)
{
    return call(NR_sendto, fd, (long) from, (long) size, MSG_DONTWAIT | MSG_NOSIGNAL, 0, 0);
}

long sys_receive(int fd, void *to, size_t size)
{
    return call(NR_recvfrom, fd, (long) to, (long) size, MSG_DONTWAIT, 0, 0);
}

long sys_poll(struct pollfd *fds, size_t count, long timeout_ms)
{
    struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000};
    return call(NR_ppoll, (long) fds, (long) count, timeout_ms < 0 ? 0 : (long) &timeout, 0, 8, 0);
}

void sys_sleep(long ms)
{
    if (ms > 0)
        sys_poll(NULL, 0, ms);
}

int64_t sys_now(void)
{
    enum { CLOCK_MONOTONIC = 1 };
    struct timespec now = {0, 0};
    call(NR_clock_gettime, CLOCK_MONOTONIC, (long) &now, 0, 0, 0, 0);
    return now.seconds * 1000 + now.nanoseconds / 1000000;
}

static void *address_or_null(long result)
{
    return result < 0 && result > -4096 ? NULL : (void *) result;
}

void *sys_allocate(size_t size)
{
    enum { READ_WRITE = 3, PRIVATE_ANONYMOUS = 0x22 };
    return address_or_null(call(NR_mmap, 0, (long) size, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0));
}

void *sys_grow(void *memory, size_t size, size_t more)
{
    enum { MAY_MOVE = 1 };
    return address_or_null(call(NR_mremap, (long) memory, (long) size, (long) more, MAY_MOVE, 0, 0));
}

void sys_free(void *memory, size_t size)
{
    call(NR_munmap, (long) memory, (long) size, 0, 0, 0, 0);
}

void sys_ignore(int signal)
{
    enum { SIG_IGN = 1 };
    long action[4] = {SIG_IGN, 0, 0, 0}; /* handler, flags, restorer, mask */
    call(NR_rt_sigaction, signal, (long) action, 0, sizeof action[3], 0, 0);
}
