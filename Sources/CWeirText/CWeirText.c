#include "CWeirText.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

// Characters are folded one by one, so that each output byte knows where it came from. Composition across characters is
// lost by that; the lexicon is compared in the same form, and Chinese and Latin terms have none.
int32_t weir_nfkc_casefold(const uint8_t *in, int32_t in_count, uint8_t *out, int32_t *origin, int32_t out_capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t length = 0;
    int32_t i = 0;
    while (i < in_count) {
        int32_t start = i;
        UChar32 c;
        U8_NEXT(in, i, in_count, c);
        if (c < 0) return -1;
        if (c < 0x80) {
            if (length >= out_capacity) return -1;
            origin[length] = start;
            out[length++] = (uint8_t)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        UChar source[2];
        int32_t source_count = 0;
        U16_APPEND_UNSAFE(source, source_count, c);
        UChar folded[32];
        int32_t folded_count = unorm2_normalize(normalizer, source, source_count, folded, 32, &status);
        char utf8[128];
        int32_t utf8_count = 0;
        u_strToUTF8(utf8, sizeof utf8, &utf8_count, folded, folded_count, &status);
        if (U_FAILURE(status) || length + utf8_count > out_capacity) return -1;
        memcpy(out + length, utf8, (size_t)utf8_count);
        for (int32_t k = 0; k < utf8_count; k++) origin[length + k] = start;
        length += utf8_count;
    }
    return length;
}
