#ifndef CWEIRCODES_H
#define CWEIRCODES_H

#include <stdint.h>

// A text as a QR code (libqrencode, level M). Writes width * width modules, row by row, 1 where it is dark, and answers
// the width; 0 where the text does not fit into `room` modules.
int weir_qr_modules(const char *text, uint8_t *modules, int room);

#endif
