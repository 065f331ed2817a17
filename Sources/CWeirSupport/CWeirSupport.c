#define _GNU_SOURCE
#include "CWeirSupport.h"

#include <errno.h>
#include <fcntl.h>
#if defined(__linux__)
#include <malloc.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Tables for eight bytes a step: table[k][b] is the checksum of byte b followed by k zero bytes.
static uint32_t table[8][256];

// Before main, so that no call ever has to ask whether the tables are there.
__attribute__((constructor)) static void fill_tables(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1)));
        }
        table[0][i] = crc;
    }
    for (int k = 1; k < 8; k++) {
        for (int i = 0; i < 256; i++) {
            table[k][i] = (table[k - 1][i] >> 8) ^ table[0][table[k - 1][i] & 0xFF];
        }
    }
}

static uint64_t load64(const uint8_t *at) {
    uint64_t value;
    memcpy(&value, at, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

uint32_t weir_crc32c_portable(uint32_t seed, const void *bytes, size_t count) {
    const uint8_t *at = bytes;
    uint32_t crc = ~seed;
    for (; count >= 8; at += 8, count -= 8) {
        uint64_t w = load64(at) ^ crc;
        crc = table[7][w & 0xFF] ^ table[6][(w >> 8) & 0xFF] ^ table[5][(w >> 16) & 0xFF] ^ table[4][(w >> 24) & 0xFF]
            ^ table[3][(w >> 32) & 0xFF] ^ table[2][(w >> 40) & 0xFF] ^ table[1][(w >> 48) & 0xFF] ^ table[0][w >> 56];
    }
    for (; count > 0; at++, count--) {
        crc = (crc >> 8) ^ table[0][(crc ^ *at) & 0xFF];
    }
    return ~crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t crc32c_instruction(uint32_t seed, const uint8_t *at, size_t count) {
    uint64_t crc = (uint32_t)~seed;
    for (; count >= 8; at += 8, count -= 8) {
        crc = _mm_crc32_u64(crc, load64(at));
    }
    for (; count > 0; at++, count--) {
        crc = _mm_crc32_u8((uint32_t)crc, *at);
    }
    return ~(uint32_t)crc;
}

static int has_instruction(void) { return __builtin_cpu_supports("sse4.2"); }

#elif defined(__aarch64__) && defined(__linux__)
#include <arm_acle.h>
#include <sys/auxv.h>

#define WEIR_HWCAP_CRC32 (1ul << 7)

__attribute__((target("crc"))) static uint32_t crc32c_instruction(uint32_t seed, const uint8_t *at, size_t count) {
    uint32_t crc = ~seed;
    for (; count >= 8; at += 8, count -= 8) {
        crc = __crc32cd(crc, load64(at));
    }
    for (; count > 0; at++, count--) {
        crc = __crc32cb(crc, *at);
    }
    return ~crc;
}

static int instruction_found;

__attribute__((constructor)) static void look_for_instruction(void) {
    instruction_found = (getauxval(AT_HWCAP) & WEIR_HWCAP_CRC32) != 0;
}

static int has_instruction(void) { return instruction_found; }

#else

static uint32_t crc32c_instruction(uint32_t seed, const uint8_t *at, size_t count) {
    return weir_crc32c_portable(seed, at, count);
}

static int has_instruction(void) { return 0; }

#endif

uint32_t weir_crc32c(uint32_t seed, const void *bytes, size_t count) {
    return has_instruction() ? crc32c_instruction(seed, bytes, count) : weir_crc32c_portable(seed, bytes, count);
}

int weir_preallocate(int file, int64_t bytes) {
    int result;
    // The C library writes the blocks itself on file systems that cannot reserve them.
    do {
        result = posix_fallocate(file, 0, (off_t)bytes);
    } while (result == EINTR);
    return result;
}

void weir_frugal_heap(void) {
#if defined(__GLIBC__)
    // Set, it no longer rises with what is freed: up to 32 MiB by itself, and then holes in the heap are kept.
    (void)mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    (void)mallopt(M_TRIM_THRESHOLD, 512 * 1024);
    (void)mallopt(M_ARENA_MAX, 2);
#endif
}

void weir_keep_memory(void) {
#if defined(__GLIBC__)
    (void)mallopt(M_MMAP_THRESHOLD, 16 << 20);
    (void)mallopt(M_TRIM_THRESHOLD, 1 << 30);
    // One heap for all threads, whose room is reserved at once: then large pages fit into it.
    (void)mallopt(M_ARENA_MAX, 1);
    (void)mallopt(M_TOP_PAD, 512 << 20);
    void *first = malloc(8 << 20);
    const uintptr_t end = (uintptr_t)sbrk(0);
    (void)mallopt(M_TOP_PAD, 16 << 20);
    if (first && end > (uintptr_t)first && end - (uintptr_t)first < (uintptr_t)1 << 30) {
        weir_huge_pages(first, end - (uintptr_t)first);
    }
    free(first);
#endif
}

void weir_huge_pages(void *address, size_t bytes) {
    // Only whole pages inside the range; a refusal costs nothing but speed.
    const uintptr_t page = 4096;
    uintptr_t first = ((uintptr_t)address + page - 1) & ~(page - 1);
    uintptr_t end = ((uintptr_t)address + bytes) & ~(page - 1);
    if (end > first) (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
}

// Sixty-four bytes at once: a bit for each quote, for each byte that is not ASCII, and for each that no plain line has.
struct block_marks {
    uint64_t quotes;
    uint64_t beyond;
    uint64_t foreign;
};

#if defined(__SSE2__)
#include <emmintrin.h>

static inline uint64_t mask(__m128i a, __m128i b, __m128i c, __m128i d) {
    return (uint64_t)(uint32_t)_mm_movemask_epi8(a) | (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16
        | (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 | (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
}

static inline __m128i foreign(__m128i v) {
    // As signed numbers the bytes above 127 are below 32 too; they are taken out again.
    __m128i low = _mm_andnot_si128(_mm_cmplt_epi8(v, _mm_setzero_si128()), _mm_cmplt_epi8(v, _mm_set1_epi8(32)));
    low = _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8(127)));
    return _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
}

static inline struct block_marks marks_of(const uint8_t *at) {
    const __m128i *words = (const __m128i *)at;
    const __m128i a = _mm_loadu_si128(words), b = _mm_loadu_si128(words + 1), c = _mm_loadu_si128(words + 2),
                  d = _mm_loadu_si128(words + 3), q = _mm_set1_epi8('"');
    return (struct block_marks){
        mask(_mm_cmpeq_epi8(a, q), _mm_cmpeq_epi8(b, q), _mm_cmpeq_epi8(c, q), _mm_cmpeq_epi8(d, q)),
        mask(a, b, c, d),
        mask(foreign(a), foreign(b), foreign(c), foreign(d)),
    };
}

#else

static inline struct block_marks marks_of(const uint8_t *at) {
    struct block_marks marks = {0, 0, 0};
    for (int i = 0; i < 64; i++) {
        const uint64_t bit = UINT64_C(1) << i;
        if (at[i] == '"') marks.quotes |= bit;
        if (at[i] > 127) marks.beyond |= bit;
        if (at[i] < 32 || at[i] == 127 || at[i] == '\\') marks.foreign |= bit;
    }
    return marks;
}

#endif

// A line's next 64 bytes, never one beyond the line: what is missing are spaces, which mean nothing.
static inline const uint8_t *whole_block(const uint8_t *line, size_t start, size_t count, uint8_t last[64]) {
    if (count - start >= 64) return line + start;
    memset(last, ' ', 64);
    memcpy(last, line + start, count - start);
    return last;
}

static inline void note_beyond(uint64_t bits, size_t start, int32_t beyond[2]) {
    if (bits == 0) return;
    if (beyond[1] < 0) beyond[0] = (int32_t)start + __builtin_ctzll(bits);
    beyond[1] = (int32_t)start + 63 - __builtin_clzll(bits);
}

static int narrow_quotes(const void *line, size_t count, uint16_t *places, int most, int32_t beyond[2]) {
    const uint8_t *at = line;
    uint8_t last[64];
    int found = 0;
    beyond[0] = INT32_MAX;
    beyond[1] = -1;
    for (size_t start = 0; start < count; start += 64) {
        const uint8_t *block = whole_block(at, start, count, last);
        struct block_marks marks = marks_of(block);
        if (marks.foreign != 0) return -1;
        note_beyond(marks.beyond, start, beyond);
        while (marks.quotes != 0) {
            if (found == most) return -1;
            places[found++] = (uint16_t)(start + (size_t)__builtin_ctzll(marks.quotes));
            marks.quotes &= marks.quotes - 1;
        }
    }
    return found;
}

#if defined(__x86_64__)
#include <immintrin.h>

// The same by thirty-two bytes, where the processor has the instructions.
__attribute__((target("avx2,bmi,popcnt"))) static inline struct block_marks wide_marks_of(const uint8_t *at) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)at), b = _mm256_loadu_si256((const __m256i *)at + 1);
    const __m256i q = _mm256_set1_epi8('"'), back = _mm256_set1_epi8('\\'), del = _mm256_set1_epi8(127);
    // Without a sign bytes below 32 are those that stay as they are beside 31.
    const __m256i low = _mm256_set1_epi8(31);
    const __m256i fa = _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(a, low), a),
        _mm256_or_si256(_mm256_cmpeq_epi8(a, back), _mm256_cmpeq_epi8(a, del)));
    const __m256i fb = _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(b, low), b),
        _mm256_or_si256(_mm256_cmpeq_epi8(b, back), _mm256_cmpeq_epi8(b, del)));
    const __m256i qa = _mm256_cmpeq_epi8(a, q), qb = _mm256_cmpeq_epi8(b, q);
#define WEIR_BITS(x, y) \
    ((uint64_t)(uint32_t)_mm256_movemask_epi8(x) | (uint64_t)(uint32_t)_mm256_movemask_epi8(y) << 32)
    return (struct block_marks){WEIR_BITS(qa, qb), WEIR_BITS(a, b), WEIR_BITS(fa, fb)};
#undef WEIR_BITS
}

// Sixteen places are written at once, whether there are as many or not: that takes no branch.
__attribute__((target("avx2,bmi,popcnt"))) static int wide_quotes(
    const void *line, size_t count, uint16_t *places, int most, int32_t beyond[2]) {
    const uint8_t *at = line;
    uint8_t last[64];
    uint64_t foreign = 0;
    int found = 0;
    beyond[0] = INT32_MAX;
    beyond[1] = -1;
    for (size_t start = 0; start < count; start += 64) {
        const uint8_t *block = whole_block(at, start, count, last);
        const struct block_marks marks = wide_marks_of(block);
        foreign |= marks.foreign;
        note_beyond(marks.beyond, start, beyond);
        const int here = __builtin_popcountll(marks.quotes);
        if (found + here > most) return -1;
        uint64_t quotes = marks.quotes;
        for (int i = 0; i < 16; i++) {
            places[found + i] = (uint16_t)(start + _tzcnt_u64(quotes));
            quotes &= quotes - 1;
        }
        for (int i = 16; i < here; i++) {
            places[found + i] = (uint16_t)(start + _tzcnt_u64(quotes));
            quotes &= quotes - 1;
        }
        found += here;
    }
    return foreign == 0 ? found : -1;
}

int weir_quotes(const void *line, size_t count, uint16_t *places, int most, int32_t beyond[2]) {
    const int is_wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    return is_wide ? wide_quotes(line, count, places, most, beyond) : narrow_quotes(line, count, places, most, beyond);
}
#else
int weir_quotes(const void *line, size_t count, uint16_t *places, int most, int32_t beyond[2]) {
    return narrow_quotes(line, count, places, most, beyond);
}
#endif

static struct weir_mark *watched;
static __thread int is_watched;
static const int trap_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
static struct sigaction earlier[sizeof trap_signals / sizeof *trap_signals];

static void on_trap(int number, siginfo_t *info, void *context) {
    (void)context;
    // The processor's own signals have a code above zero; what the process sends itself (an abort) says so.
    const int own = info->si_code > 0 || (info->si_code == SI_TKILL && info->si_pid == getpid());
    if (is_watched && own && watched && watched->sequence != 0) watched->signal = (uint64_t)number;
    for (size_t i = 0; i < sizeof trap_signals / sizeof *trap_signals; i++) {
        if (trap_signals[i] == number) sigaction(number, &earlier[i], NULL);
    }
    // Whoever was asked before dies of it, and leaves whatever traces were wanted.
    raise(number);
}

struct weir_mark *weir_mark_open(const char *path) {
    const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return NULL;
    void *page = MAP_FAILED;
    if (ftruncate(file, 4096) == 0) page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    const int code = errno;
    close(file);
    errno = code;
    return page == MAP_FAILED ? NULL : page;
}

void weir_mark_watch(struct weir_mark *mark) {
    watched = mark;
    is_watched = 1;
    // A stack of its own, for when there is none left.
    stack_t stack = {.ss_size = 1 << 16};
    stack.ss_sp = malloc(stack.ss_size);
    if (stack.ss_sp) sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof trap_signals / sizeof *trap_signals; i++) {
        struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO | SA_ONSTACK};
        sigemptyset(&action.sa_mask);
        struct sigaction before;
        sigaction(trap_signals[i], &action, &before);
        // A second call must not make the handler its own successor.
        if (before.sa_sigaction != on_trap) earlier[i] = before;
    }
}

void weir_mark_unwatch(void) { is_watched = 0; }

__attribute__((noinline)) int weir_exhaust_stack(int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return room[0] + weir_exhaust_stack(depth + 1) + room[4095];
}
