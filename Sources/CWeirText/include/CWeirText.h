// What Weir uses of ICU, behind few functions, so that Swift does not see ICU's versioned names. All of it is for
// building tables once at the start; nothing here is called while remarks are read.
#pragma once

#include <stddef.h>
#include <stdint.h>

// NFKC with case folding of one character (Unicode: NFKC_Casefold). Removes default-ignorable characters such as
// zero-width spaces. Returns how many characters `out` has, 0 for none, or -1 where they do not fit.
int32_t weir_fold(uint32_t character, uint32_t *out, int32_t capacity);

// The ASCII letter or digit, in lower case, that a character looks like (Unicode TS 39, skeletons of the character and
// of its capital) or is without its accents; 0 for none.
uint32_t weir_look_alike(uint32_t character);

// What a character is for reading.
enum {
    WEIR_OTHER = 0,
    WEIR_LETTER = 1,
    WEIR_DIGIT = 2,
    WEIR_SYMBOL = 3,  // spaces, punctuation, symbols, marks: what is put between the letters of a word
    WEIR_HAN = 4,
};
int32_t weir_kind(uint32_t character);

// Han characters of the Basic Multilingual Plane from `first` to `last`: the simplified form of each, and the sound of
// that in pinyin without tones, as up to seven ASCII letters and a zero. Returns 0, or -1 if ICU lacks its data.
int32_t weir_han(uint32_t first, uint32_t last, uint32_t *simplified, char (*sounds)[8]);
