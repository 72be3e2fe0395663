#ifndef UNDERSTUDY_XML_H
#define UNDERSTUDY_XML_H
#endif
