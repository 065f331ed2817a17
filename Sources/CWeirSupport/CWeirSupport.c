#include "CWeirSupport.h"
