#include "CWeirFormats.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

// MARK: compression

struct weir_inflater {
    enum weir_compression kind;
    z_stream zlib;
    int zlib_ended;
    ZSTD_DStream *zstd;
};

weir_inflater *weir_inflater_new(enum weir_compression kind) {
    weir_inflater *inflater = calloc(1, sizeof *inflater);
    if (!inflater) return NULL;
    inflater->kind = kind;
    if (kind == WEIR_GZIP) {
        // 15 window bits, 16 more for the gzip header.
        if (inflateInit2(&inflater->zlib, 15 + 16) == Z_OK) return inflater;
    } else {
        inflater->zstd = ZSTD_createDStream();
        if (inflater->zstd && !ZSTD_isError(ZSTD_initDStream(inflater->zstd))) return inflater;
        ZSTD_freeDStream(inflater->zstd);
    }
    free(inflater);
    return NULL;
}

void weir_inflater_free(weir_inflater *inflater) {
    if (!inflater) return;
    if (inflater->kind == WEIR_GZIP) inflateEnd(&inflater->zlib);
    else ZSTD_freeDStream(inflater->zstd);
    free(inflater);
}

static enum weir_inflate_result inflate_gzip(weir_inflater *inflater, const uint8_t *in, size_t *in_count, uint8_t *out,
                                             size_t *out_count) {
    z_stream *z = &inflater->zlib;
    if (inflater->zlib_ended) {
        if (inflateReset(z) != Z_OK) return WEIR_INFLATE_BROKEN;
        inflater->zlib_ended = 0;
    }
    z->next_in = (Bytef *)in;
    z->avail_in = (uInt)*in_count;
    z->next_out = out;
    z->avail_out = (uInt)*out_count;
    int status = inflate(z, Z_NO_FLUSH);
    *in_count -= z->avail_in;
    *out_count -= z->avail_out;
    if (status == Z_STREAM_END) {
        inflater->zlib_ended = 1;
        return WEIR_INFLATE_ENDED;
    }
    return status == Z_OK || status == Z_BUF_ERROR ? WEIR_INFLATE_MORE : WEIR_INFLATE_BROKEN;
}

enum weir_inflate_result weir_inflate(weir_inflater *inflater, const uint8_t *in, size_t *in_count, uint8_t *out,
                                      size_t *out_count) {
    if (inflater->kind == WEIR_GZIP) return inflate_gzip(inflater, in, in_count, out, out_count);
    ZSTD_inBuffer input = {in, *in_count, 0};
    ZSTD_outBuffer output = {out, *out_count, 0};
    size_t hint = ZSTD_decompressStream(inflater->zstd, &output, &input);
    *in_count = input.pos;
    *out_count = output.pos;
    if (ZSTD_isError(hint)) return WEIR_INFLATE_BROKEN;
    return hint == 0 ? WEIR_INFLATE_ENDED : WEIR_INFLATE_MORE;
}

// MARK: XML

struct weir_xml {
    weir_xml_handler handler;
    void *user;
    xmlParserCtxtPtr context;
    int depth;
    int greatest_depth;
    enum weir_xml_result refusal;
};

static void stop(weir_xml *xml, enum weir_xml_result why) {
    if (xml->refusal == WEIR_XML_OK) xml->refusal = why;
    xmlStopParser(xml->context);
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **namespace_list, int attributes, int defaulted, const xmlChar **list) {
    (void)prefix, (void)uri, (void)namespaces, (void)namespace_list, (void)defaulted;
    weir_xml *xml = data;
    if (xml->refusal != WEIR_XML_OK) return;
    if (++xml->depth > xml->greatest_depth) {
        stop(xml, WEIR_XML_DEEP);
        return;
    }
    const char *ccy = NULL;
    size_t ccy_count = 0;
    for (int i = 0; i < attributes; i++) {
        if (strcmp((const char *)list[i * 5], "Ccy") == 0) {
            ccy = (const char *)list[i * 5 + 3];
            ccy_count = (size_t)(list[i * 5 + 4] - list[i * 5 + 3]);
        }
    }
    xml->handler.start(xml->user, (const char *)name, ccy, ccy_count);
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    weir_xml *xml = data;
    if (xml->refusal != WEIR_XML_OK) return;
    xml->depth--;
    xml->handler.end(xml->user, (const char *)name);
}

static void on_text(void *data, const xmlChar *bytes, int count) {
    weir_xml *xml = data;
    if (xml->refusal == WEIR_XML_OK && count > 0) xml->handler.text(xml->user, (const char *)bytes, (size_t)count);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name, (void)external, (void)system;
    stop(data, WEIR_XML_DOCTYPE);
}

static void on_error(void *data, const char *format, ...) { (void)data, (void)format; }

static xmlEntityPtr on_entity(void *data, const xmlChar *name) {
    (void)data;
    // Only the five that XML itself has.
    return xmlGetPredefinedEntity(name);
}

weir_xml *weir_xml_new(weir_xml_handler handler, void *user, int greatest_depth) {
    weir_xml *xml = calloc(1, sizeof *xml);
    if (!xml) return NULL;
    xml->handler = handler;
    xml->user = user;
    xml->greatest_depth = greatest_depth;
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.cdataBlock = on_text;
    sax.internalSubset = on_doctype;
    sax.externalSubset = on_doctype;
    sax.getEntity = on_entity;
    sax.error = on_error;
    sax.fatalError = on_error;
    sax.warning = on_error;
    xml->context = xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);
    if (!xml->context) {
        free(xml);
        return NULL;
    }
    xmlCtxtUseOptions(xml->context, XML_PARSE_NONET);
    return xml;
}

void weir_xml_free(weir_xml *xml) {
    if (!xml) return;
    if (xml->context->myDoc) xmlFreeDoc(xml->context->myDoc);
    xmlFreeParserCtxt(xml->context);
    free(xml);
}

enum weir_xml_result weir_xml_feed(weir_xml *xml, const uint8_t *bytes, int count, int is_last) {
    int status = xmlParseChunk(xml->context, (const char *)bytes, count, is_last);
    if (xml->refusal != WEIR_XML_OK) return xml->refusal;
    return status == 0 ? WEIR_XML_OK : WEIR_XML_BROKEN;
}

long weir_xml_line(const weir_xml *xml) {
    return xml->context->input ? xml->context->input->line : xml->context->lastError.line;
}

const char *weir_xml_message(const weir_xml *xml) {
    return xml->context->lastError.message ? xml->context->lastError.message : "is not well formed";
}
