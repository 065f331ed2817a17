#include "CWeirSites.h"

#include <gif_lib.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>
#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <zbar.h>

static enum weir_picture_result make(weir_picture *picture, long width, long height, long greatest_pixels) {
    if (width <= 0 || height <= 0) return WEIR_PICTURE_BROKEN;
    if (width > greatest_pixels / height) return WEIR_PICTURE_BIG;
    picture->width = (int)width;
    picture->height = (int)height;
    picture->rgb = malloc((size_t)width * (size_t)height * 3);
    return picture->rgb ? WEIR_PICTURE_OK : WEIR_PICTURE_BIG;
}

void weir_picture_free(weir_picture *picture) {
    free(picture->rgb);
    picture->rgb = NULL;
}

static enum weir_picture_result read_png(const uint8_t *bytes, size_t count, long greatest_pixels,
                                         weir_picture *picture) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return WEIR_PICTURE_BROKEN;
    enum weir_picture_result result = make(picture, image.width, image.height, greatest_pixels);
    if (result == WEIR_PICTURE_OK) {
        image.format = PNG_FORMAT_RGB;
        png_color white = {255, 255, 255};
        if (!png_image_finish_read(&image, &white, picture->rgb, 0, NULL)) result = WEIR_PICTURE_BROKEN;
    }
    png_image_free(&image);
    return result;
}

struct jpeg_trouble {
    struct jpeg_error_mgr base;
    jmp_buf back;
};

static void on_jpeg_error(j_common_ptr info) { longjmp(((struct jpeg_trouble *)info->err)->back, 1); }
static void on_jpeg_message(j_common_ptr info) { (void)info; }

static enum weir_picture_result read_jpeg(const uint8_t *bytes, size_t count, long greatest_pixels,
                                          weir_picture *picture) {
    struct jpeg_decompress_struct info;
    struct jpeg_trouble trouble;
    info.err = jpeg_std_error(&trouble.base);
    trouble.base.error_exit = on_jpeg_error;
    trouble.base.output_message = on_jpeg_message;
    if (setjmp(trouble.back)) {
        jpeg_destroy_decompress(&info);
        return WEIR_PICTURE_BROKEN;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    // A progressive picture may have thousands of scans over the same pixels.
    info.out_color_space = JCS_RGB;
    enum weir_picture_result result = make(picture, info.image_width, info.image_height, greatest_pixels);
    if (result != WEIR_PICTURE_OK) {
        jpeg_destroy_decompress(&info);
        return result;
    }
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = picture->rgb + (size_t)info.output_scanline * (size_t)picture->width * 3;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return WEIR_PICTURE_OK;
}

static enum weir_picture_result read_webp(const uint8_t *bytes, size_t count, long greatest_pixels,
                                          weir_picture *picture) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK) return WEIR_PICTURE_BROKEN;
    enum weir_picture_result result = make(picture, features.width, features.height, greatest_pixels);
    if (result != WEIR_PICTURE_OK) return result;
    size_t pixels = (size_t)features.width * (size_t)features.height;
    uint8_t *rgba = malloc(pixels * 4);
    if (!rgba) return WEIR_PICTURE_BIG;
    if (!WebPDecodeRGBAInto(bytes, count, rgba, pixels * 4, features.width * 4)) {
        free(rgba);
        return WEIR_PICTURE_BROKEN;
    }
    for (size_t i = 0; i < pixels; i++) {
        for (int c = 0; c < 3; c++) {
            unsigned alpha = rgba[i * 4 + 3];
            picture->rgb[i * 3 + c] = (uint8_t)((rgba[i * 4 + c] * alpha + 255 * (255 - alpha)) / 255);
        }
    }
    free(rgba);
    return WEIR_PICTURE_OK;
}

struct gif_bytes {
    const uint8_t *bytes;
    size_t count;
    size_t at;
};

static int read_gif_bytes(GifFileType *gif, GifByteType *out, int wanted) {
    struct gif_bytes *source = gif->UserData;
    size_t rest = source->count - source->at;
    size_t taken = (size_t)wanted < rest ? (size_t)wanted : rest;
    memcpy(out, source->bytes + source->at, taken);
    source->at += taken;
    return (int)taken;
}

// The first picture only, which lies somewhere on the canvas. Its lines may come interlaced.
static enum weir_picture_result draw_gif(GifFileType *gif, weir_picture *picture) {
    GifRecordType type;
    do {
        if (DGifGetRecordType(gif, &type) == GIF_ERROR) return WEIR_PICTURE_BROKEN;
        if (type == EXTENSION_RECORD_TYPE) {
            int code;
            GifByteType *block;
            if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return WEIR_PICTURE_BROKEN;
            while (block)
                if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return WEIR_PICTURE_BROKEN;
        } else if (type == TERMINATE_RECORD_TYPE) {
            return WEIR_PICTURE_BROKEN;
        }
    } while (type != IMAGE_DESC_RECORD_TYPE);
    if (DGifGetImageDesc(gif) == GIF_ERROR) return WEIR_PICTURE_BROKEN;
    GifImageDesc *part = &gif->Image;
    ColorMapObject *colours = part->ColorMap ? part->ColorMap : gif->SColorMap;
    if (!colours || part->Left < 0 || part->Top < 0 || part->Width <= 0 || part->Height <= 0 ||
        part->Left + part->Width > picture->width || part->Top + part->Height > picture->height)
        return WEIR_PICTURE_BROKEN;
    GifPixelType *row = malloc((size_t)part->Width);
    if (!row) return WEIR_PICTURE_BIG;
    static const int first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    enum weir_picture_result result = WEIR_PICTURE_OK;
    for (int pass = 0; pass < (part->Interlace ? 4 : 1) && result == WEIR_PICTURE_OK; pass++) {
        int advance = part->Interlace ? step[pass] : 1;
        for (int y = part->Interlace ? first[pass] : 0; y < part->Height; y += advance) {
            if (DGifGetLine(gif, row, part->Width) == GIF_ERROR) {
                result = WEIR_PICTURE_BROKEN;
                break;
            }
            uint8_t *out = picture->rgb + ((size_t)(part->Top + y) * (size_t)picture->width + (size_t)part->Left) * 3;
            for (int x = 0; x < part->Width; x++, out += 3) {
                if (row[x] >= colours->ColorCount) continue;
                GifColorType c = colours->Colors[row[x]];
                out[0] = c.Red, out[1] = c.Green, out[2] = c.Blue;
            }
        }
    }
    free(row);
    return result;
}

static enum weir_picture_result read_gif(const uint8_t *bytes, size_t count, long greatest_pixels,
                                         weir_picture *picture) {
    struct gif_bytes source = {bytes, count, 0};
    int error = 0;
    GifFileType *gif = DGifOpen(&source, read_gif_bytes, &error);
    if (!gif) return WEIR_PICTURE_BROKEN;
    enum weir_picture_result result = make(picture, gif->SWidth, gif->SHeight, greatest_pixels);
    if (result == WEIR_PICTURE_OK) {
        memset(picture->rgb, 255, (size_t)picture->width * (size_t)picture->height * 3);
        result = draw_gif(gif, picture);
    }
    DGifCloseFile(gif, &error);
    return result;
}

enum weir_picture_result weir_picture_read(const uint8_t *bytes, size_t count, long greatest_pixels,
                                           weir_picture *picture) {
    memset(picture, 0, sizeof *picture);
    enum weir_picture_result result = WEIR_PICTURE_UNKNOWN;
    if (count > 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        result = read_png(bytes, count, greatest_pixels, picture);
    else if (count > 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
        result = read_jpeg(bytes, count, greatest_pixels, picture);
    else if (count > 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        result = read_webp(bytes, count, greatest_pixels, picture);
    else if (count > 6 && memcmp(bytes, "GIF8", 4) == 0)
        result = read_gif(bytes, count, greatest_pixels, picture);
    if (result != WEIR_PICTURE_OK) weir_picture_free(picture);
    return result;
}

void weir_qr_find(const uint8_t *grey, int width, int height, void *user,
                  void (*found)(void *user, const char *bytes, size_t count)) {
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    if (!scanner) return;
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_t *image = zbar_image_create();
    if (image) {
        zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
        zbar_image_set_size(image, (unsigned)width, (unsigned)height);
        zbar_image_set_data(image, grey, (unsigned long)width * (unsigned long)height, NULL);
        if (zbar_scan_image(scanner, image) > 0)
            for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol; symbol = zbar_symbol_next(symbol))
                found(user, zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
        zbar_image_destroy(image);
    }
    zbar_image_scanner_destroy(scanner);
}
