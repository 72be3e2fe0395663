#ifndef UNDERSTUDY_XML_H
#define UNDERSTUDY_XML_H

// A writer of XML documents. Only this target includes libxml2: its headers bring ICU's, which clash with Foundation's.

#include <stddef.h>

typedef struct understudy_xml understudy_xml;

/// Begins an indented UTF-8 document in memory; NULL without memory.
understudy_xml *understudy_xml_begin(void);
/// Opens an element. All calls return 0, or -1 on failure. Texts are UTF-8 without characters that XML forbids.
int understudy_xml_start(understudy_xml *document, const char *name);
/// Adds an attribute to the element that was just opened.
int understudy_xml_attribute(understudy_xml *document, const char *name, const char *value);
/// Adds text to the open element.
int understudy_xml_text(understudy_xml *document, const char *text);
/// Closes the innermost open element.
int understudy_xml_end(understudy_xml *document);
/// Ends the document: its bytes, which live until `understudy_xml_free`; NULL on failure.
const char *understudy_xml_finish(understudy_xml *document, size_t *length);
/// Frees the document, finished or not.
void understudy_xml_free(understudy_xml *document);

/// Whether bytes are a well-formed document; nothing is loaded from elsewhere and no entity is replaced. For tests.
int understudy_xml_is_well_formed(const char *bytes, size_t length);

#endif
