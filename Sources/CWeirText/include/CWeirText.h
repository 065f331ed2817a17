// What Weir uses of ICU, behind one function, so that Swift does not see ICU's versioned names.
#pragma once

#include <stddef.h>
#include <stdint.h>

// NFKC with case folding (Unicode: NFKC_Casefold) from UTF-8 to UTF-8. Also removes default-ignorable code points such
// as zero-width spaces. Returns the length, or -1 when the result does not fit or the input is not UTF-8.
// `origin[i]` becomes the offset in the input of the character that output byte i came from.
int32_t weir_nfkc_casefold(const uint8_t *in, int32_t in_count, uint8_t *out, int32_t *origin, int32_t out_capacity);
