// What Weir's site scanner uses of libxml2, ICU, libpng, libjpeg, libwebp, giflib and zbar, behind an interface so narrow
// that Swift sees none of their headers. Everything here reads bytes from strangers.
#pragma once

#include <stddef.h>
#include <stdint.h>

// MARK: character sets

// Bytes in a character set as UTF-8; bytes that mean nothing become U+FFFD. Answers the length, or -1 where the set is not
// known or the room does not suffice.
long weir_to_utf8(const char *charset, const uint8_t *in, size_t count, uint8_t *out, size_t capacity);

// MARK: HTML

typedef struct {
    // `attributes` are `pairs` pairs of name and value, all with an end; a value may be NULL.
    void (*start)(void *user, const char *name, const char *const *attributes, size_t pairs, long line);
    void (*end)(void *user, const char *name, long line);
    void (*text)(void *user, const char *bytes, size_t count, long line);
    // What stands inside script and style.
    void (*raw)(void *user, const char *bytes, size_t count, long line);
    void (*comment)(void *user, const char *bytes, long line);
} weir_html_handler;

enum weir_html_result {
    WEIR_HTML_OK = 0,
    WEIR_HTML_DEEP = 1, // elements nest deeper than allowed: below that each stands beside its parent
    WEIR_HTML_LONG = 2, // more events than allowed: the rest was not read
    WEIR_HTML_BROKEN = 3,
};

// Reads HTML as a browser would, roughly; builds no tree. The bytes are UTF-8; `greatest_depth` is above 0.
enum weir_html_result weir_html_read(const uint8_t *bytes, size_t count, weir_html_handler handler, void *user,
                                     int greatest_depth, long greatest_events);

// MARK: pictures

typedef struct {
    int width;
    int height;
    long source_pixels; // as it was sent, before it was made smaller
    int is_clear;       // something of it lets the ground show
    uint8_t *rgb;       // three bytes a pixel, over the ground
} weir_picture;

typedef struct {
    long pixels;        // that are kept; a larger picture is made smaller while it is read
    long source_pixels; // that are read at all
    int background;     // grey level of the ground behind what is clear: 0 to 255
} weir_picture_bounds;

enum weir_picture_result {
    WEIR_PICTURE_OK = 0,
    WEIR_PICTURE_UNKNOWN = 1, // none of the formats
    WEIR_PICTURE_BIG = 2,     // more pixels than allowed, told by its head: nothing was read
    WEIR_PICTURE_BROKEN = 3,
};

// PNG, JPEG, WebP, plain BMP or the first picture of a GIF, told by content.
enum weir_picture_result weir_picture_read(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
                                           weir_picture *picture);
void weir_picture_free(weir_picture *picture);

// MARK: QR codes

// Looks for QR codes in a grey picture of one byte a pixel; calls `found` for each.
void weir_qr_find(const uint8_t *grey, int width, int height, void *user,
                  void (*found)(void *user, const char *bytes, size_t count));
