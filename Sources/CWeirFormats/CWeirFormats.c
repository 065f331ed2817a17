#include "CWeirFormats.h"
