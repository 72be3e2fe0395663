#include "understudy_xml.h"
