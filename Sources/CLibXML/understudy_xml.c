#include "understudy_xml.h"

#include <limits.h>
#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

struct understudy_xml {
  xmlBufferPtr buffer;
  xmlTextWriterPtr writer;
};

understudy_xml *understudy_xml_begin(void) {
  understudy_xml *document = calloc(1, sizeof *document);
  if (document == NULL) return NULL;
  document->buffer = xmlBufferCreate();
  document->writer = document->buffer == NULL ? NULL : xmlNewTextWriterMemory(document->buffer, 0);
  if (document->writer == NULL || xmlTextWriterSetIndent(document->writer, 1) < 0 ||
      xmlTextWriterSetIndentString(document->writer, BAD_CAST "  ") < 0 ||
      xmlTextWriterStartDocument(document->writer, NULL, "UTF-8", NULL) < 0) {
    understudy_xml_free(document);
    return NULL;
  }
  return document;
}

int understudy_xml_start(understudy_xml *document, const char *name) {
  return xmlTextWriterStartElement(document->writer, BAD_CAST name) < 0 ? -1 : 0;
}

int understudy_xml_attribute(understudy_xml *document, const char *name, const char *value) {
  return xmlTextWriterWriteAttribute(document->writer, BAD_CAST name, BAD_CAST value) < 0 ? -1 : 0;
}

int understudy_xml_text(understudy_xml *document, const char *text) {
  return xmlTextWriterWriteString(document->writer, BAD_CAST text) < 0 ? -1 : 0;
}

int understudy_xml_end(understudy_xml *document) {
  return xmlTextWriterEndElement(document->writer) < 0 ? -1 : 0;
}

const char *understudy_xml_finish(understudy_xml *document, size_t *length) {
  if (xmlTextWriterEndDocument(document->writer) < 0 || xmlTextWriterFlush(document->writer) < 0) return NULL;
  *length = (size_t)xmlBufferLength(document->buffer);
  return (const char *)xmlBufferContent(document->buffer);
}

void understudy_xml_free(understudy_xml *document) {
  if (document == NULL) return;
  if (document->writer != NULL) xmlFreeTextWriter(document->writer);
  if (document->buffer != NULL) xmlBufferFree(document->buffer);
  free(document);
}

int understudy_xml_is_well_formed(const char *bytes, size_t length) {
  if (length > INT_MAX) return 0;
  xmlDocPtr parsed =
      xmlReadMemory(bytes, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (parsed == NULL) return 0;
  xmlFreeDoc(parsed);
  return 1;
}
