#include "CWeirText.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

int32_t weir_fold(uint32_t character, uint32_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) return -1;
    UChar source[2], folded[64];
    int32_t source_count = 0;
    U16_APPEND_UNSAFE(source, source_count, character);
    int32_t length = unorm2_normalize(normalizer, source, source_count, folded, 64, &status);
    if (U_FAILURE(status)) return -1;
    int32_t count = 0;
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(folded, i, length, c);
        if (count == capacity) return -1;
        out[count++] = (uint32_t)c;
    }
    return count;
}

// The one ASCII letter or digit that a text comes down to without its marks; 0 for anything else.
static uint32_t only_letter(const UChar *text, int32_t length) {
    UErrorCode status = U_ZERO_ERROR;
    UChar apart[64];
    int32_t count = unorm2_normalize(unorm2_getNFKDInstance(&status), text, length, apart, 64, &status);
    if (U_FAILURE(status)) return 0;
    uint32_t letter = 0;
    for (int32_t i = 0; i < count;) {
        UChar32 c;
        U16_NEXT(apart, i, count, c);
        if (u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_ENCLOSING_MARK) continue;
        c = u_tolower(c);
        if (letter != 0 || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return 0;
        letter = (uint32_t)c;
    }
    return letter;
}

static uint32_t skeleton(const USpoofChecker *checker, UChar32 character) {
    UErrorCode status = U_ZERO_ERROR;
    UChar source[2], result[64];
    int32_t count = 0;
    U16_APPEND_UNSAFE(source, count, character);
    uint32_t plain = only_letter(source, count);
    if (plain != 0) return plain;
    int32_t length = uspoof_getSkeleton(checker, 0, source, count, result, 64, &status);
    return U_FAILURE(status) ? 0 : only_letter(result, length);
}

uint32_t weir_look_alike(uint32_t character) {
    // Opened once, by the first caller, while the tables are built on one thread.
    static USpoofChecker *checker = NULL;
    UErrorCode status = U_ZERO_ERROR;
    if (checker == NULL) checker = uspoof_open(&status);
    if (checker == NULL || U_FAILURE(status)) return 0;
    UChar32 c = (UChar32)character;
    uint32_t small = skeleton(checker, c);
    if (small != 0) return small;
    UChar32 capital = u_toupper(c);
    return capital == c ? 0 : skeleton(checker, capital);
}

int32_t weir_kind(uint32_t character) {
    if (u_hasBinaryProperty((UChar32)character, UCHAR_IDEOGRAPHIC)) return WEIR_HAN;
    switch (u_charType((UChar32)character)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_OTHER_LETTER: return WEIR_LETTER;
    case U_DECIMAL_DIGIT_NUMBER: return WEIR_DIGIT;
    case U_UNASSIGNED:
    case U_SURROGATE:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
    case U_COMBINING_SPACING_MARK: return WEIR_OTHER;
    default: return WEIR_SYMBOL;
    }
}

static UTransliterator *open_transliterator(const char *name) {
    UErrorCode status = U_ZERO_ERROR;
    UChar id[64];
    u_charsToUChars(name, id, (int32_t)strlen(name) + 1);
    UTransliterator *opened = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    return U_FAILURE(status) ? NULL : opened;
}

// How many characters go through a transliterator at once. Replacing moves what follows, so that long texts cost their
// square.
enum { BATCH = 128, BATCH_TEXT = BATCH * 16 };

// Transliterates `count` characters, one line each, so that neighbours cannot touch each other. The result, in `text`,
// has as many lines. Returns its length, or -1.
static int32_t transliterate(UTransliterator *by, const uint32_t *characters, int32_t count, UChar *text) {
    int32_t length = count * 2;
    for (int32_t i = 0; i < count; i++) {
        text[i * 2] = (UChar)characters[i];
        text[i * 2 + 1] = '\n';
    }
    UErrorCode status = U_ZERO_ERROR;
    int32_t limit = length;
    utrans_transUChars(by, text, &length, BATCH_TEXT, 0, &limit, &status);
    return U_FAILURE(status) ? -1 : length;
}

// A line as ASCII letters and a zero; empty where it holds anything else.
static int32_t read_sound(const UChar *text, int32_t at, int32_t length, char sound[8]) {
    int32_t letters = 0;
    int32_t is_ascii = 1;
    memset(sound, 0, 8);
    for (; at < length && text[at] != '\n'; at++) {
        if (text[at] < 'a' || text[at] > 'z' || letters == 7) is_ascii = 0;
        if (is_ascii) sound[letters++] = (char)text[at];
    }
    if (!is_ascii) memset(sound, 0, 8);
    return at + 1;
}

static int32_t read_batch(
    UTransliterator *simplify, UTransliterator *speak, uint32_t *characters, int32_t count, char (*sounds)[8]) {
    UChar text[BATCH_TEXT];
    if (transliterate(simplify, characters, count, text) != count * 2) return -1;
    for (int32_t i = 0; i < count; i++) characters[i] = text[i * 2];
    int32_t length = transliterate(speak, characters, count, text);
    if (length < 0) return -1;
    int32_t at = 0;
    for (int32_t i = 0; i < count; i++) at = read_sound(text, at, length, sounds[i]);
    return 0;
}

int32_t weir_han(uint32_t first, uint32_t last, uint32_t *simplified, char (*sounds)[8]) {
    if (last < first || last > 0xFFFF) return -1;
    int32_t count = (int32_t)(last - first + 1);
    UTransliterator *simplify = open_transliterator("Traditional-Simplified");
    UTransliterator *speak = open_transliterator("Han-Latin; NFD; [:Mn:] Remove; Lower");
    int32_t result = simplify == NULL || speak == NULL ? -1 : 0;
    for (int32_t i = 0; i < count; i++) simplified[i] = first + (uint32_t)i;
    for (int32_t i = 0; result == 0 && i < count; i += BATCH) {
        int32_t size = count - i < BATCH ? count - i : BATCH;
        result = read_batch(simplify, speak, simplified + i, size, sounds + i);
    }
    if (simplify != NULL) utrans_close(simplify);
    if (speak != NULL) utrans_close(speak);
    return result;
}
