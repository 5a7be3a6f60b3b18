#include "syscall.h"

#if defined(__x86_64__)

enum {
    NR_read = 0, NR_write = 1, NR_close = 3, NR_mmap = 9, NR_munmap = 11, NR_rt_sigaction = 13, NR_mremap = 25,
    NR_socket = 41, NR_connect = 42, NR_sendto = 44, NR_recvfrom = 45, NR_setsockopt = 54, NR_chdir = 80, NR_setsid = 112,
    NR_clock_gettime = 228, NR_exit_group = 231, NR_ppoll = 271
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
    NR_rt_sigaction = 134, NR_setsid = 157, NR_socket = 198, NR_connect = 203, NR_sendto = 206, NR_recvfrom = 207,
    NR_setsockopt = 208, NR_munmap = 215, NR_mremap = 216, NR_mmap = 222
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
#error "the reaper knows amd64 and arm64"
#endif

int reaper_main(int argc, char **argv);

__attribute__((used)) _Noreturn void start(long *stack)
{
    sys_exit(reaper_main((int) stack[0], (char **) (stack + 1)));
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
