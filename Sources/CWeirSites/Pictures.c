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

// MARK: rows

// Takes rows of a picture in, and makes it smaller on the way where it has more pixels than may be kept: each pixel that
// is kept is the mean of a square of them.
struct rows {
    weir_picture *picture;
    uint32_t *sums;
    long source_width;
    long source_height;
    long row;
    int factor;
};

static enum weir_picture_result begin_rows(struct rows *rows, weir_picture *picture, long width, long height,
                                           const weir_picture_bounds *bounds) {
    memset(rows, 0, sizeof *rows);
    if (width <= 0 || height <= 0) return WEIR_PICTURE_BROKEN;
    if (width > bounds->source_pixels / height) return WEIR_PICTURE_BIG;
    int factor = 1;
    while ((width / factor) * (height / factor) > bounds->pixels) factor++;
    if (width < factor || height < factor) return WEIR_PICTURE_BIG;
    rows->picture = picture;
    rows->source_width = width;
    rows->source_height = height;
    rows->factor = factor;
    picture->width = (int)(width / factor);
    picture->height = (int)(height / factor);
    picture->source_pixels = width * height;
    picture->rgb = malloc((size_t)picture->width * (size_t)picture->height * 3);
    if (!picture->rgb) return WEIR_PICTURE_BIG;
    memset(picture->rgb, bounds->background, (size_t)picture->width * (size_t)picture->height * 3);
    if (factor > 1) {
        rows->sums = calloc((size_t)picture->width * 3, sizeof *rows->sums);
        if (!rows->sums) return WEIR_PICTURE_BIG;
    }
    return WEIR_PICTURE_OK;
}

// The next row, of `source_width` pixels of three bytes.
static void take_row(struct rows *rows, const uint8_t *rgb) {
    weir_picture *picture = rows->picture;
    long y = rows->row++ / rows->factor;
    if (y >= picture->height) return;
    uint8_t *out = picture->rgb + (size_t)y * (size_t)picture->width * 3;
    if (rows->factor == 1) {
        memcpy(out, rgb, (size_t)picture->width * 3);
        return;
    }
    for (long x = 0; x < (long)picture->width * rows->factor; x++) {
        uint32_t *sum = rows->sums + (x / rows->factor) * 3;
        for (int c = 0; c < 3; c++) sum[c] += rgb[x * 3 + c];
    }
    if (rows->row % rows->factor != 0) return;
    uint32_t count = (uint32_t)(rows->factor * rows->factor);
    for (long i = 0; i < (long)picture->width * 3; i++) out[i] = (uint8_t)(rows->sums[i] / count);
    memset(rows->sums, 0, (size_t)picture->width * 3 * sizeof *rows->sums);
}

static void end_rows(struct rows *rows) {
    free(rows->sums);
    rows->sums = NULL;
}

// A pixel laid over the ground.
static void lay(const uint8_t *rgba, uint8_t *rgb, int background) {
    unsigned alpha = rgba[3];
    for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)((rgba[c] * alpha + (unsigned)background * (255 - alpha)) / 255);
}

void weir_picture_free(weir_picture *picture) {
    free(picture->rgb);
    picture->rgb = NULL;
}

// MARK: PNG

struct png_bytes {
    const uint8_t *bytes;
    size_t count;
    size_t at;
};

static void read_png_bytes(png_structp png, png_bytep out, size_t wanted) {
    struct png_bytes *source = png_get_io_ptr(png);
    if (wanted > source->count - source->at) png_error(png, "cut off");
    memcpy(out, source->bytes + source->at, wanted);
    source->at += wanted;
}

static void on_png_error(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

static void on_png_warning(png_structp png, png_const_charp message) { (void)png, (void)message; }

// What outlives the jump out of libpng.
struct png_work {
    struct rows rows;
    uint8_t *rgba;
    uint8_t *rgb;
    enum weir_picture_result result;
};

// Eight bits a channel and an alpha, whatever is stored.
static void read_png_rows(png_structp png, png_infop info, struct png_work *work, const weir_picture_bounds *bounds,
                          weir_picture *picture) {
    png_read_info(png, info);
    long width = (long)png_get_image_width(png, info), height = (long)png_get_image_height(png, info);
    int colours = png_get_color_type(png, info);
    picture->is_clear = (colours & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    work->result = begin_rows(&work->rows, picture, width, height, bounds);
    // One that comes interlaced has to be kept as a whole.
    int is_interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
    if (work->result == WEIR_PICTURE_OK && is_interlaced && work->rows.factor > 1) work->result = WEIR_PICTURE_BIG;
    if (work->result != WEIR_PICTURE_OK) return;
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    size_t stride = png_get_rowbytes(png, info);
    size_t kept = passes > 1 ? (size_t)height : 1;
    work->result = WEIR_PICTURE_BROKEN;
    if (stride != (size_t)width * 4) return;
    work->rgba = calloc(kept, stride);
    work->rgb = malloc((size_t)width * 3);
    if (!work->rgba || !work->rgb) return;
    for (int pass = 0; pass < passes; pass++) {
        for (long y = 0; y < height; y++) {
            uint8_t *row = work->rgba + (passes > 1 ? (size_t)y * stride : 0);
            png_read_row(png, row, NULL);
            if (pass + 1 < passes) continue;
            for (long x = 0; x < width; x++) lay(row + x * 4, work->rgb + x * 3, bounds->background);
            take_row(&work->rows, work->rgb);
        }
    }
    work->result = WEIR_PICTURE_OK;
}

static enum weir_picture_result read_png(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
                                         weir_picture *picture) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_png_error, on_png_warning);
    if (!png) return WEIR_PICTURE_BROKEN;
    png_infop info = png_create_info_struct(png);
    struct png_bytes source = {bytes, count, 0};
    struct png_work *work = calloc(1, sizeof *work);
    if (!info || !work) {
        free(work);
        png_destroy_read_struct(&png, info ? &info : NULL, NULL);
        return WEIR_PICTURE_BROKEN;
    }
    if (!setjmp(png_jmpbuf(png))) {
        png_set_read_fn(png, &source, read_png_bytes);
        // Bounds of its own for what surrounds the pixels.
        png_set_user_limits(png, 1 << 20, 1 << 20);
        png_set_chunk_cache_max(png, 16);
        png_set_chunk_malloc_max(png, 4 << 20);
        read_png_rows(png, info, work, bounds, picture);
    } else {
        work->result = WEIR_PICTURE_BROKEN;
    }
    enum weir_picture_result result = work->result;
    free(work->rgba);
    free(work->rgb);
    end_rows(&work->rows);
    free(work);
    png_destroy_read_struct(&png, &info, NULL);
    return result;
}

// MARK: JPEG

struct jpeg_trouble {
    struct jpeg_error_mgr base;
    jmp_buf back;
};

static void on_jpeg_error(j_common_ptr info) { longjmp(((struct jpeg_trouble *)info->err)->back, 1); }
static void on_jpeg_message(j_common_ptr info) { (void)info; }

// The library makes a picture smaller by itself, by 2, 4 or 8. One in several scans is kept whole until the last of
// them: a large one is refused.
static enum weir_picture_result begin_jpeg(struct jpeg_decompress_struct *info, const weir_picture_bounds *bounds,
                                           weir_picture *picture) {
    long width = info->image_width, height = info->image_height;
    if (width <= 0 || height <= 0) return WEIR_PICTURE_BROKEN;
    if (width > bounds->source_pixels / height) return WEIR_PICTURE_BIG;
    unsigned denominator = 1;
    while (denominator < 8 && (width / denominator) * (height / denominator) > bounds->pixels) denominator *= 2;
    if (denominator > 1 && jpeg_has_multiple_scans(info)) return WEIR_PICTURE_BIG;
    info->scale_num = 1;
    info->scale_denom = denominator;
    jpeg_calc_output_dimensions(info);
    struct rows rows;
    // The rounding of the library is its own: a pixel more in each direction is meant.
    weir_picture_bounds own = *bounds;
    own.pixels += (long)info->output_width + (long)info->output_height;
    enum weir_picture_result result =
        begin_rows(&rows, picture, info->output_width, info->output_height, &own);
    int is_whole = rows.factor == 1;
    end_rows(&rows);
    picture->source_pixels = width * height;
    return result == WEIR_PICTURE_OK && !is_whole ? WEIR_PICTURE_BIG : result;
}

static enum weir_picture_result read_jpeg(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
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
    info.out_color_space = JCS_RGB;
    enum weir_picture_result result = begin_jpeg(&info, bounds, picture);
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

// MARK: WebP

static enum weir_picture_result read_webp(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
                                          weir_picture *picture) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config) || WebPGetFeatures(bytes, count, &config.input) != VP8_STATUS_OK)
        return WEIR_PICTURE_BROKEN;
    struct rows rows;
    enum weir_picture_result result =
        begin_rows(&rows, picture, config.input.width, config.input.height, bounds);
    // One without loss (2) is kept whole while it is read.
    if (result == WEIR_PICTURE_OK && rows.factor > 1 && config.input.format == 2) result = WEIR_PICTURE_BIG;
    int is_smaller = rows.factor > 1;
    end_rows(&rows);
    if (result != WEIR_PICTURE_OK) return result;
    picture->is_clear = config.input.has_alpha;
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    uint8_t *rgba = malloc(pixels * 4);
    if (!rgba) return WEIR_PICTURE_BIG;
    config.options.use_scaling = is_smaller;
    config.options.scaled_width = picture->width;
    config.options.scaled_height = picture->height;
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = rgba;
    config.output.u.RGBA.stride = picture->width * 4;
    config.output.u.RGBA.size = pixels * 4;
    int is_read = WebPDecode(bytes, count, &config) == VP8_STATUS_OK;
    for (size_t i = 0; is_read && i < pixels; i++) lay(rgba + i * 4, picture->rgb + i * 3, bounds->background);
    WebPFreeDecBuffer(&config.output);
    free(rgba);
    return is_read ? WEIR_PICTURE_OK : WEIR_PICTURE_BROKEN;
}

// MARK: GIF

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
    int clear = -1;
    do {
        if (DGifGetRecordType(gif, &type) == GIF_ERROR) return WEIR_PICTURE_BROKEN;
        if (type == EXTENSION_RECORD_TYPE) {
            int code;
            GifByteType *block;
            if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return WEIR_PICTURE_BROKEN;
            // Which colour stands for none: behind the length come flags, a delay and its number.
            if (code == GRAPHICS_EXT_FUNC_CODE && block && block[0] >= 4 && (block[1] & 1)) clear = block[4];
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
                if (row[x] >= colours->ColorCount || row[x] == clear) continue;
                GifColorType c = colours->Colors[row[x]];
                out[0] = c.Red, out[1] = c.Green, out[2] = c.Blue;
            }
        }
    }
    free(row);
    picture->is_clear = clear >= 0;
    return result;
}

static enum weir_picture_result read_gif(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
                                         weir_picture *picture) {
    struct gif_bytes source = {bytes, count, 0};
    int error = 0;
    GifFileType *gif = DGifOpen(&source, read_gif_bytes, &error);
    if (!gif) return WEIR_PICTURE_BROKEN;
    struct rows rows;
    enum weir_picture_result result = begin_rows(&rows, picture, gif->SWidth, gif->SHeight, bounds);
    // Its parts lie anywhere, and its lines may come in any order: it is not made smaller.
    if (result == WEIR_PICTURE_OK && rows.factor > 1) result = WEIR_PICTURE_BIG;
    end_rows(&rows);
    if (result == WEIR_PICTURE_OK) result = draw_gif(gif, picture);
    DGifCloseFile(gif, &error);
    return result;
}

// MARK: BMP

static uint32_t little(const uint8_t *bytes, int count) {
    uint32_t value = 0;
    for (int i = count - 1; i >= 0; i--) value = value << 8 | bytes[i];
    return value;
}

// Without compression: palettes of 1, 4 and 8 bits, and 24 or 32 bits a pixel, blue first.
static enum weir_picture_result read_bmp(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
                                         weir_picture *picture) {
    if (count < 54) return WEIR_PICTURE_BROKEN;
    uint32_t start = little(bytes + 10, 4), head = little(bytes + 14, 4), compression = little(bytes + 30, 4);
    int32_t width = (int32_t)little(bytes + 18, 4), height = (int32_t)little(bytes + 22, 4);
    uint32_t bits = little(bytes + 28, 2), colours = little(bytes + 46, 4);
    if (head < 40 || head > 124 || 14 + (size_t)head > count || width <= 0 || height == 0 || height == INT32_MIN) return WEIR_PICTURE_BROKEN;
    int is_plain = compression == 0 || (compression == 3 && bits == 32);
    if (!is_plain || (bits != 1 && bits != 4 && bits != 8 && bits != 24 && bits != 32)) return WEIR_PICTURE_BROKEN;
    long lines = height < 0 ? -(long)height : height;
    struct rows rows;
    enum weir_picture_result result = begin_rows(&rows, picture, width, lines, bounds);
    size_t stride = ((size_t)width * bits + 31) / 32 * 4;
    const uint8_t *palette = bytes + 14 + head;
    if (bits <= 8) {
        if (colours == 0 || colours > 1u << bits) colours = 1u << bits;
        if (14 + (size_t)head + (size_t)colours * 4 > count) result = WEIR_PICTURE_BROKEN;
    }
    if (result == WEIR_PICTURE_OK && (start > count || stride > (count - start) / (size_t)lines))
        result = WEIR_PICTURE_BROKEN;
    uint8_t *rgb = result == WEIR_PICTURE_OK ? malloc((size_t)width * 3) : NULL;
    if (result == WEIR_PICTURE_OK && !rgb) result = WEIR_PICTURE_BIG;
    for (long y = 0; result == WEIR_PICTURE_OK && y < lines; y++) {
        // The last line comes first, unless the height is below nothing.
        const uint8_t *row = bytes + start + (size_t)(height < 0 ? y : lines - 1 - y) * stride;
        for (long x = 0; x < width; x++) {
            const uint8_t *pixel = row + (size_t)x * (bits / 8);
            if (bits <= 8) {
                uint32_t shift = 8 - bits - (uint32_t)((size_t)x * bits % 8);
                uint32_t index = row[(size_t)x * bits / 8] >> shift & ((1u << bits) - 1);
                pixel = palette + (size_t)(index < colours ? index : 0) * 4;
            }
            rgb[x * 3] = pixel[2], rgb[x * 3 + 1] = pixel[1], rgb[x * 3 + 2] = pixel[0];
        }
        take_row(&rows, rgb);
    }
    free(rgb);
    end_rows(&rows);
    return result;
}

enum weir_picture_result weir_picture_read(const uint8_t *bytes, size_t count, const weir_picture_bounds *bounds,
                                           weir_picture *picture) {
    memset(picture, 0, sizeof *picture);
    enum weir_picture_result result = WEIR_PICTURE_UNKNOWN;
    if (count > 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        result = read_png(bytes, count, bounds, picture);
    else if (count > 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
        result = read_jpeg(bytes, count, bounds, picture);
    else if (count > 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        result = read_webp(bytes, count, bounds, picture);
    else if (count > 6 && memcmp(bytes, "GIF8", 4) == 0)
        result = read_gif(bytes, count, bounds, picture);
    else if (count > 2 && memcmp(bytes, "BM", 2) == 0)
        result = read_bmp(bytes, count, bounds, picture);
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
