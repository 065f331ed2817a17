#define _GNU_SOURCE
#include "CWeirPatrol.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Written out here, for the system's headers may be older than its kernel.
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, TELL_VERSION = 1, RULE_PATH = 1 };

#define RUN (1ull << 0)
#define WRITE (1ull << 1)
#define READ (1ull << 2)
#define LIST (1ull << 3)
#define MAKE_CHARACTER (1ull << 6)
#define MAKE_BLOCK (1ull << 11)
#define TRUNCATE (1ull << 14)
#define CONTROL (1ull << 15)

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

int weir_landlock_version(void) {
    long version = syscall(CREATE_RULESET, NULL, 0, TELL_VERSION);
    return version > 0 ? (int)version : 0;
}

// All that this system's version knows of files.
static uint64_t all_files(int version) {
    uint64_t all = (1ull << 13) - 1;
    if (version >= 2) all |= 1ull << 13;
    if (version >= 3) all |= TRUNCATE;
    if (version >= 5) all |= CONTROL;
    return all;
}

int weir_rules_new(void) {
    const int version = weir_landlock_version();
    if (version == 0) {
        errno = ENOSYS;
        return -1;
    }
    struct ruleset set = {.files = all_files(version)};
    size_t size = sizeof set.files;
    if (version >= 4) {
        // Listening; dialling is what a patrol does.
        set.network = 1;
        size += sizeof set.network;
    }
    if (version >= 6) {
        // Sockets without a path, and signals, of those outside.
        set.scopes = 3;
        size += sizeof set.scopes;
    }
    return (int)syscall(CREATE_RULESET, &set, size, 0);
}

int weir_rules_add(int rules, const char *path, int writable) {
    const int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return errno;
    uint64_t allowed = RUN | READ | LIST;
    if (writable) allowed = all_files(weir_landlock_version()) & ~(RUN | MAKE_CHARACTER | MAKE_BLOCK | CONTROL);
    struct stat facts;
    int result = fstat(place, &facts) == 0 ? 0 : errno;
    if (!S_ISDIR(facts.st_mode)) allowed &= RUN | READ | WRITE | TRUNCATE;
    struct path_rule rule = {.allowed = allowed, .parent = place};
    if (result == 0 && syscall(ADD_RULE, rules, RULE_PATH, &rule, 0) != 0) result = errno;
    close(place);
    return result;
}

// As Linux numbers it.
enum { RIGHT_OF_PRIORITY = 23 };

void weir_step_back(int nice) {
    if (getpriority(PRIO_PROCESS, 0) < nice) setpriority(PRIO_PROCESS, 0, nice);
    prctl(PR_CAPBSET_DROP, RIGHT_OF_PRIORITY, 0, 0, 0);
}

int weir_become(int rules, uid_t user, const char *program, char *const arguments[], char *const environment[]) {
    if (user != 0) {
        const gid_t group = (gid_t)user;
        if (setgroups(0, NULL) != 0 || setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0) {
            return errno;
        }
    }
    if (rules >= 0) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(RESTRICT_SELF, rules, 0) != 0) return errno;
        close(rules);
    }
    // A worker thread has signals blocked, and what it becomes would have them blocked for ever.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program, arguments, environment);
    return errno;
}

enum { MOST_ENDS = 8 };

union control {
    struct cmsghdr header;
    char room[CMSG_SPACE(MOST_ENDS * sizeof(int))];
};

int weir_hand_over(int socket, uint8_t what, const int *ends, int count) {
    if (count < 1 || count > MOST_ENDS) return EINVAL;
    union control control;
    memset(&control, 0, sizeof control);
    struct iovec piece = {.iov_base = &what, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &piece,
        .msg_iovlen = 1,
        .msg_control = control.room,
        .msg_controllen = CMSG_SPACE((size_t)count * sizeof(int)),
    };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
    memcpy(CMSG_DATA(header), ends, (size_t)count * sizeof(int));
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == 1 ? 0 : errno;
}

int weir_take_over(int socket, uint8_t *what, int *ends, int count) {
    if (count < 1 || count > MOST_ENDS) return -1;
    union control control;
    struct iovec piece = {.iov_base = what, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    ssize_t taken;
    do {
        taken = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (taken < 0 && errno == EINTR);
    if (taken <= 0) return taken == 0 ? 0 : -1;
    int found = 0;
    int held[MOST_ENDS];
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        const size_t bytes = header->cmsg_len - CMSG_LEN(0);
        for (size_t i = 0; i < bytes / sizeof(int) && found < MOST_ENDS; i++) {
            memcpy(&held[found++], CMSG_DATA(header) + i * sizeof(int), sizeof(int));
        }
    }
    if (found != count || (message.msg_flags & (MSG_CTRUNC | MSG_TRUNC)) != 0) {
        for (int i = 0; i < found; i++) close(held[i]);
        return -1;
    }
    memcpy(ends, held, (size_t)count * sizeof(int));
    return 1;
}
