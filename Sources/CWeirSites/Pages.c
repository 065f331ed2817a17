#include "CWeirSites.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

long weir_to_utf8(const char *charset, const uint8_t *in, size_t count, uint8_t *out, size_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = ucnv_convert("UTF-8", charset, (char *)out, (int32_t)capacity, (const char *)in, (int32_t)count,
                                  &status);
    return U_FAILURE(status) ? -1 : length;
}

struct reader {
    weir_html_handler handler;
    void *user;
    htmlParserCtxtPtr context;
    int is_deep;
    int greatest_depth;
    long events;
    long greatest_events;
    enum weir_html_result result;
};

static int may_go_on(struct reader *reader) {
    if (reader->result != WEIR_HTML_OK) return 0;
    if (++reader->events > reader->greatest_events) {
        reader->result = WEIR_HTML_LONG;
        xmlStopParser(reader->context);
        return 0;
    }
    return 1;
}

static long line(const struct reader *reader) { return reader->context->input ? reader->context->input->line : 0; }

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes) {
    struct reader *reader = data;
    if (!may_go_on(reader)) return;
    // What nests deeper takes its parent's place: its own end is found, and the parser's searches stay short.
    htmlParserCtxtPtr context = reader->context;
    if (context->nameNr > reader->greatest_depth) {
        reader->is_deep = 1;
        context->nameNr = reader->greatest_depth;
        context->nameTab[context->nameNr - 1] = context->name;
    }
    size_t pairs = 0;
    if (attributes)
        while (attributes[2 * pairs]) pairs++;
    reader->handler.start(reader->user, (const char *)name, (const char *const *)attributes, pairs, line(reader));
}

static void on_end(void *data, const xmlChar *name) {
    struct reader *reader = data;
    if (may_go_on(reader)) reader->handler.end(reader->user, (const char *)name, line(reader));
}

static void on_text(void *data, const xmlChar *bytes, int count) {
    struct reader *reader = data;
    if (count > 0 && may_go_on(reader))
        reader->handler.text(reader->user, (const char *)bytes, (size_t)count, line(reader));
}

static void on_raw(void *data, const xmlChar *bytes, int count) {
    struct reader *reader = data;
    if (count > 0 && may_go_on(reader))
        reader->handler.raw(reader->user, (const char *)bytes, (size_t)count, line(reader));
}

static void on_comment(void *data, const xmlChar *bytes) {
    struct reader *reader = data;
    if (may_go_on(reader)) reader->handler.comment(reader->user, (const char *)bytes, line(reader));
}

static void on_error(void *data, const char *format, ...) { (void)data, (void)format; }

enum weir_html_result weir_html_read(const uint8_t *bytes, size_t count, weir_html_handler handler, void *user,
                                     int greatest_depth, long greatest_events) {
    if (count == 0 || count > INT32_MAX / 2) return count == 0 ? WEIR_HTML_OK : WEIR_HTML_BROKEN;
    struct reader reader = {handler, user, NULL, 0, greatest_depth, 0, greatest_events, WEIR_HTML_OK};
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.startElement = on_start;
    sax.endElement = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_raw;
    sax.comment = on_comment;
    sax.error = on_error;
    sax.fatalError = on_error;
    sax.warning = on_error;
    reader.context = htmlCreateMemoryParserCtxt((const char *)bytes, (int)count);
    if (!reader.context) return WEIR_HTML_BROKEN;
    // The handler becomes the context's own, which frees it.
    memcpy(reader.context->sax, &sax, sizeof sax);
    reader.context->userData = &reader;
    htmlCtxtUseOptions(reader.context, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                           HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(reader.context, XML_CHAR_ENCODING_UTF8);
    // In one go: fed in pieces, the parser ends with the first </html>, which browsers do not.
    htmlParseDocument(reader.context);
    if (reader.context->myDoc) xmlFreeDoc(reader.context->myDoc);
    htmlFreeParserCtxt(reader.context);
    return reader.result == WEIR_HTML_OK && reader.is_deep ? WEIR_HTML_DEEP : reader.result;
}
