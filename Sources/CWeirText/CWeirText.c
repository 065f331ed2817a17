#include "CWeirText.h"
