/// Functions that no rule may call: batches and resumed runs could not agree on what they give, or what they do happens
/// outside of the table.
public enum ForbiddenFunctions {
  public enum Reason: Sendable {
    /// A clock, chance, a sequence, a transaction.
    case changes
    /// What the session is, and the keys that its settings hold.
    case session
    /// Files, other servers, other sessions, the server itself.
    case reachesOut
  }

  /// By unqualified name, in lower case.
  public static func reason(_ name: String) -> Reason? {
    if changing.contains(name) || changingPrefixes.contains(where: name.hasPrefix) { return .changes }
    if ofSession.contains(name) { return .session }
    if outside.contains(name) || outsidePrefixes.contains(where: name.hasPrefix) { return .reachesOut }
    return nil
  }

  private static let changing: Set<String> = [
    "clock_timestamp", "current_date", "current_time", "current_timestamp", "currval", "gen_random_bytes",
    "gen_random_uuid", "gen_salt", "lastval", "localtime", "localtimestamp", "nextval", "now", "random",
    "random_normal", "setseed", "setval", "statement_timestamp", "timeofday", "transaction_timestamp",
    "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7",
  ]
  private static let changingPrefixes = ["pg_current_", "pgp_pub_encrypt", "pgp_sym_encrypt", "txid_"]

  private static let ofSession: Set<String> = [
    "current_catalog", "current_database", "current_query", "current_role", "current_schema", "current_schemas",
    "current_setting", "current_user", "inet_client_addr", "inet_client_port", "inet_server_addr", "inet_server_port",
    "pg_backend_pid", "pg_show_all_settings", "session_user", "set_config", "system_user", "user",
  ]

  private static let outside: Set<String> = [
    "http", "pg_cancel_backend", "pg_notify", "pg_promote", "pg_relation_filepath", "pg_reload_conf",
    "pg_rotate_logfile", "pg_switch_wal", "pg_terminate_backend", "set_user",
  ]
  private static let outsidePrefixes = [
    "cursor_to_xml", "database_to_xml", "dblink", "http_", "lo_", "loread", "lowrite", "pg_advisory", "pg_backup_",
    "pg_copy_", "pg_create_", "pg_drop_", "pg_export_", "pg_file_", "pg_import_", "pg_log_", "pg_logical_", "pg_ls_",
    "pg_read_", "pg_replication_", "pg_sleep", "pg_stat_file", "pg_stat_reset", "pg_try_advisory", "pg_wal_",
    "postgres_fdw_", "query_to_xml", "schema_to_xml", "table_to_xml",
  ]
}
