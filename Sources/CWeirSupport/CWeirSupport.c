#define _GNU_SOURCE
#include "CWeirSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

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

void weir_huge_pages(void *address, size_t bytes) {
    // Only whole pages inside the range; a refusal costs nothing but speed.
    const uintptr_t page = 4096;
    uintptr_t first = ((uintptr_t)address + page - 1) & ~(page - 1);
    uintptr_t end = ((uintptr_t)address + bytes) & ~(page - 1);
    if (end > first) (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
}
