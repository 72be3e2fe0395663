#ifndef UNDERSTUDY_XML_H
#define UNDERSTUDY_XML_H

// A writer and a reader of XML documents. Only this target includes libxml2: its headers bring ICU's, which clash with Foundation's.

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

/// What a reader is told; each call returns 0 to go on, anything else to stop.
typedef struct understudy_xml_events {
  /// An element begins. `attributes`: names and values by turns, then NULL; NULL where there is none.
  int (*start)(void *context, const char *name, const char *const *attributes);
  /// A piece of text inside the innermost element, not ended by a zero.
  int (*text)(void *context, const char *bytes, size_t length);
  /// The innermost element ends.
  int (*end)(void *context, const char *name);
} understudy_xml_events;

typedef enum understudy_xml_outcome {
  understudy_xml_done,
  /// A call has asked to stop.
  understudy_xml_stopped,
  understudy_xml_malformed,
  /// It declares or names an entity of its own.
  understudy_xml_entity,
} understudy_xml_outcome;

/// Reads a document piece by piece. Nothing is loaded from elsewhere, and no entity but XML's own five is replaced: at the
/// first declaration of one, or reference to one, the reading ends. `line`: where it ended.
understudy_xml_outcome understudy_xml_read(
    const char *bytes, size_t length, const understudy_xml_events *events, void *context, int *line);

/// Whether bytes are a well-formed document; nothing is loaded from elsewhere and no entity is replaced. For tests.
int understudy_xml_is_well_formed(const char *bytes, size_t length);

/// Whether a document is what an XML schema says: 1, 0, or -1 where the schema cannot be read. For tests.
int understudy_xml_is_valid(const char *bytes, size_t length, const char *schema, size_t schema_length);

#endif
