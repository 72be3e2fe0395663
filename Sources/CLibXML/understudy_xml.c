#include "understudy_xml.h"

#include <limits.h>
#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>
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

// Reading

typedef struct reading {
  const understudy_xml_events *events;
  void *context;
  xmlParserCtxtPtr parser;
  understudy_xml_outcome outcome;
  int line;
} reading;

static void stop(reading *state, understudy_xml_outcome outcome) {
  if (state->outcome != understudy_xml_done) return;
  state->outcome = outcome;
  state->line = xmlSAX2GetLineNumber(state->parser);
  xmlStopParser(state->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  reading *state = context;
  if (state->outcome != understudy_xml_done) return;
  if (state->events->start(state->context, (const char *)name, (const char *const *)attributes) != 0)
    stop(state, understudy_xml_stopped);
}

static void on_end(void *context, const xmlChar *name) {
  reading *state = context;
  if (state->outcome != understudy_xml_done) return;
  if (state->events->end(state->context, (const char *)name) != 0) stop(state, understudy_xml_stopped);
}

static void on_text(void *context, const xmlChar *bytes, int length) {
  reading *state = context;
  if (state->outcome != understudy_xml_done) return;
  if (state->events->text(state->context, (const char *)bytes, (size_t)length) != 0) stop(state, understudy_xml_stopped);
}

static void on_entity(
    void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content) {
  stop(context, understudy_xml_entity);
}

static void on_unparsed_entity(
    void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id, const xmlChar *notation) {
  stop(context, understudy_xml_entity);
}

static xmlEntityPtr on_reference(void *context, const xmlChar *name) {
  xmlEntityPtr known = xmlGetPredefinedEntity(name);
  if (known == NULL) stop(context, understudy_xml_entity);
  return known;
}

static xmlEntityPtr on_parameter_reference(void *context, const xmlChar *name) {
  stop(context, understudy_xml_entity);
  return NULL;
}

static xmlParserInputPtr on_external(void *context, const xmlChar *public_id, const xmlChar *system_id) {
  stop(context, understudy_xml_entity);
  return NULL;
}

static void on_error(void *context, const char *message, ...) {}

understudy_xml_outcome understudy_xml_read(
    const char *bytes, size_t length, const understudy_xml_events *events, void *context, int *line) {
  xmlSAXHandler handler = {0};
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  handler.entityDecl = on_entity;
  handler.unparsedEntityDecl = on_unparsed_entity;
  handler.getEntity = on_reference;
  handler.getParameterEntity = on_parameter_reference;
  handler.resolveEntity = on_external;
  handler.error = on_error;
  handler.warning = on_error;
  handler.fatalError = on_error;
  reading state = {events, context, NULL, understudy_xml_done, 0};
  state.parser = xmlCreatePushParserCtxt(&handler, &state, NULL, 0, NULL);
  if (state.parser == NULL) return understudy_xml_malformed;
  xmlCtxtUseOptions(state.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  size_t place = 0;
  while (state.outcome == understudy_xml_done && place < length) {
    size_t piece = length - place < 65536 ? length - place : 65536;
    if (xmlParseChunk(state.parser, bytes + place, (int)piece, 0) != 0) break;
    place += piece;
  }
  if (state.outcome == understudy_xml_done && (place < length || xmlParseChunk(state.parser, NULL, 0, 1) != 0)) {
    state.outcome = understudy_xml_malformed;
    state.line = xmlSAX2GetLineNumber(state.parser);
  }
  if (state.outcome == understudy_xml_done && !state.parser->wellFormed) state.outcome = understudy_xml_malformed;
  *line = state.line;
  xmlFreeParserCtxt(state.parser);
  return state.outcome;
}

static void ignore(void *context, xmlErrorPtr error) {}

int understudy_xml_is_valid(const char *bytes, size_t length, const char *schema, size_t schema_length) {
  if (length > INT_MAX || schema_length > INT_MAX) return -1;
  int answer = -1;
  xmlDocPtr document =
      xmlReadMemory(bytes, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(schema, (int)schema_length);
  xmlSchemaSetParserStructuredErrors(parser, ignore, NULL);
  xmlSchemaPtr parsed = parser == NULL ? NULL : xmlSchemaParse(parser);
  xmlSchemaValidCtxtPtr validation = parsed == NULL ? NULL : xmlSchemaNewValidCtxt(parsed);
  if (validation != NULL) {
    xmlSchemaSetValidStructuredErrors(validation, ignore, NULL);
    answer = document != NULL && xmlSchemaValidateDoc(validation, document) == 0;
  }
  if (validation != NULL) xmlSchemaFreeValidCtxt(validation);
  if (parsed != NULL) xmlSchemaFree(parsed);
  if (parser != NULL) xmlSchemaFreeParserCtxt(parser);
  if (document != NULL) xmlFreeDoc(document);
  return answer;
}
