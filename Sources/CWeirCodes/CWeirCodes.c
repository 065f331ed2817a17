#include "CWeirCodes.h"

#include <qrencode.h>

int weir_qr_modules(const char *text, uint8_t *modules, int room) {
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) return 0;
    int width = code->width;
    if (width <= 0 || width * width > room) width = 0;
    for (int i = 0; i < width * width; i++) modules[i] = code->data[i] & 1;
    QRcode_free(code);
    return width;
}
