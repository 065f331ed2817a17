#pragma once

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// The few things that Swift cannot say: checksum instructions, prefetch, preallocation.

// CRC32C (Castagnoli) of `count` bytes, going on from `seed`, which is 0 or the checksum of what came before:
// weir_crc32c(weir_crc32c(0, a), b) is the checksum of a followed by b. Uses the processor's instruction where it has one.
uint32_t weir_crc32c(uint32_t seed, const void *bytes, size_t count);

// The same value by tables alone; what processors without the instruction use, and what tests compare with.
uint32_t weir_crc32c_portable(uint32_t seed, const void *bytes, size_t count);

// Reserves `bytes` bytes of disk space for the file from its start and makes it at least that long; what is new reads
// as zeros. Returns 0 or an errno value (ENOSPC when the disk cannot hold it).
int weir_preallocate(int file, int64_t bytes);

// Asks for the cache line at `address` ahead of its use. Any address is allowed: a wrong one costs nothing but time.
static inline void weir_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// Asks the system to back the memory with large pages where it can; only time depends on it.
void weir_huge_pages(void *address, size_t bytes);

// Of the sixteen bytes at `address`, by bit from the first on, those that a plain JSON string cannot hold or that end
// it: quote, backslash, control characters, DEL, and all that is not ASCII.
static inline uint32_t weir_string_marks(const void *address) {
#if defined(__SSE2__)
    const __m128i v = _mm_loadu_si128((const __m128i *)address);
    // As signed numbers the bytes above 127 are below 32 too.
    __m128i marks = _mm_cmplt_epi8(v, _mm_set1_epi8(32));
    marks = _mm_or_si128(marks, _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
    marks = _mm_or_si128(marks, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
    marks = _mm_or_si128(marks, _mm_cmpeq_epi8(v, _mm_set1_epi8(127)));
    return (uint32_t)_mm_movemask_epi8(marks);
#else
    const uint8_t *bytes = (const uint8_t *)address;
    uint32_t marks = 0;
    for (int i = 0; i < 16; i++) {
        const uint8_t c = bytes[i];
        if (c < 32 || c > 126 || c == '"' || c == '\\') marks |= 1u << i;
    }
    return marks;
#endif
}
