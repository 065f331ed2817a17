// What Weir uses of zlib, libzstd and libxml2, behind an interface so narrow that Swift sees none of their headers.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum weir_compression { WEIR_GZIP = 1, WEIR_ZSTD = 2 };

enum weir_inflate_result {
    WEIR_INFLATE_MORE = 0,    // wants more input, or more room
    WEIR_INFLATE_ENDED = 1,   // a member (frame) is complete; another may follow
    WEIR_INFLATE_BROKEN = -1, // the bytes are not of this format
};

typedef struct weir_inflater weir_inflater;

weir_inflater *weir_inflater_new(enum weir_compression kind);
void weir_inflater_free(weir_inflater *inflater);
// Takes from `in`, puts into `out`; both counts become what was used.
enum weir_inflate_result weir_inflate(weir_inflater *inflater, const uint8_t *in, size_t *in_count, uint8_t *out,
                                      size_t *out_count);

enum weir_xml_result {
    WEIR_XML_OK = 0,
    WEIR_XML_BROKEN = 1,
    WEIR_XML_DOCTYPE = 2,
    WEIR_XML_DEEP = 3,
};

typedef struct weir_xml weir_xml;

typedef struct {
    // An element begins: local name, and the value of its attribute Ccy (or NULL).
    void (*start)(void *user, const char *name, const char *ccy, size_t ccy_count);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *bytes, size_t count);
} weir_xml_handler;

// A streaming XML reader without DTD, entities of its own, network or files.
weir_xml *weir_xml_new(weir_xml_handler handler, void *user, int greatest_depth);
void weir_xml_free(weir_xml *xml);
enum weir_xml_result weir_xml_feed(weir_xml *xml, const uint8_t *bytes, int count, int is_last);
long weir_xml_line(const weir_xml *xml);
const char *weir_xml_message(const weir_xml *xml);
