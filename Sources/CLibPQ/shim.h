#include <postgresql/libpq-fe.h>

/* libpq's field codes are character macros, which Swift does not import. */
static const int understudy_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int understudy_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int understudy_diag_schema_name = PG_DIAG_SCHEMA_NAME;
static const int understudy_diag_table_name = PG_DIAG_TABLE_NAME;
static const int understudy_diag_column_name = PG_DIAG_COLUMN_NAME;
static const int understudy_diag_datatype_name = PG_DIAG_DATATYPE_NAME;
static const int understudy_diag_constraint_name = PG_DIAG_CONSTRAINT_NAME;
static const int understudy_diag_statement_position = PG_DIAG_STATEMENT_POSITION;
