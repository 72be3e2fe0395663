// A new diagnostic needs a page: write Docs/diagnostics/ID.md (what, `## Why`, `## Example`, `## Mend`) and add its line
// to the table below. The folder Pages is a link to Docs/diagnostics, and its files are compiled into the program. A
// test compares table and folder, another one reads the examples of the rule language's own pages.

/// The manual page of a diagnostic: what it means, why it is one, an example, how to mend it.
public struct DiagnosticPage: Sendable {
  public let id: String
  /// Markdown.
  public let text: String

  /// The page of an id, for `understudy explain ID`.
  public static func page(_ id: String) -> DiagnosticPage? {
    table[id].map { DiagnosticPage(id: id, text: String(decoding: $0, as: UTF8.self)) }
  }

  /// All ids with a page, sorted.
  public static var ids: [String] { table.keys.sorted() }

  private static let table: [String: [UInt8]] = [
    "bundle-outdated": PackageResources.bundle_outdated_md,
    "check-unproven": PackageResources.check_unproven_md,
    "check-violated": PackageResources.check_violated_md,
    "collision-probability": PackageResources.collision_probability_md,
    "column-without-decision": PackageResources.column_without_decision_md,
    "conflicting-keys": PackageResources.conflicting_keys_md,
    "copy-kept": PackageResources.copy_kept_md,
    "definition-holds-data": PackageResources.definition_holds_data_md,
    "duplicate-key": PackageResources.duplicate_key_md,
    "duplicate-name": PackageResources.duplicate_name_md,
    "duplicate-table": PackageResources.duplicate_table_md,
    "event-trigger": PackageResources.event_trigger_md,
    "except-on-referenced": PackageResources.except_on_referenced_md,
    "exclusion-unproven": PackageResources.exclusion_unproven_md,
    "expectation-failed": PackageResources.expectation_failed_md,
    "expectation-unchecked": PackageResources.expectation_unchecked_md,
    "expectation-without-key": PackageResources.expectation_without_key_md,
    "expression-changes-meaning": PackageResources.expression_changes_meaning_md,
    "expression-refused": PackageResources.expression_refused_md,
    "expression-syntax": PackageResources.expression_syntax_md,
    "expression-type": PackageResources.expression_type_md,
    "fold-coarser-than-index": PackageResources.fold_coarser_than_index_md,
    "fold-finer-than-column": PackageResources.fold_finer_than_column_md,
    "foreign-key-broken": PackageResources.foreign_key_broken_md,
    "foreign-key-disagrees": PackageResources.foreign_key_disagrees_md,
    "foreign-server": PackageResources.foreign_server_md,
    "foreign-table": PackageResources.foreign_table_md,
    "generated-column": PackageResources.generated_column_md,
    "include-cycle": PackageResources.include_cycle_md,
    "include-not-found": PackageResources.include_not_found_md,
    "inheritance-disagrees": PackageResources.inheritance_disagrees_md,
    "json-path": PackageResources.json_path_md,
    "large-object": PackageResources.large_object_md,
    "link-function": PackageResources.link_function_md,
    "live-subscription": PackageResources.live_subscription_md,
    "mask-argument": PackageResources.mask_argument_md,
    "mask-enum": PackageResources.mask_enum_md,
    "mask-not-null": PackageResources.mask_not_null_md,
    "mask-place": PackageResources.mask_place_md,
    "mask-type": PackageResources.mask_type_md,
    "mask-width": PackageResources.mask_width_md,
    "masked-partition-key": PackageResources.masked_partition_key_md,
    "masked-sequence": PackageResources.masked_sequence_md,
    "missing-key": PackageResources.missing_key_md,
    "mutant-survived": PackageResources.mutant_survived_md,
    "no-identity": PackageResources.no_identity_md,
    "not-a-table": PackageResources.not_a_table_md,
    "not-unique": PackageResources.not_unique_md,
    "null-unproven": PackageResources.null_unproven_md,
    "partition-rule": PackageResources.partition_rule_md,
    "replica-identity": PackageResources.replica_identity_md,
    "row-security": PackageResources.row_security_md,
    "rows-referenced": PackageResources.rows_referenced_md,
    "rule-side-effect": PackageResources.rule_side_effect_md,
    "scheduled-job": PackageResources.scheduled_job_md,
    "secret-in-rule": PackageResources.secret_in_rule_md,
    "statement-kind": PackageResources.statement_kind_md,
    "statement-syntax": PackageResources.statement_syntax_md,
    "statement-target": PackageResources.statement_target_md,
    "table-claimed-twice": PackageResources.table_claimed_twice_md,
    "trigger-side-effect": PackageResources.trigger_side_effect_md,
    "unique-unproven": PackageResources.unique_unproven_md,
    "unknown-column": PackageResources.unknown_column_md,
    "unknown-function": PackageResources.unknown_function_md,
    "unknown-key": PackageResources.unknown_key_md,
    "unknown-link": PackageResources.unknown_link_md,
    "unknown-parameter": PackageResources.unknown_parameter_md,
    "unknown-table": PackageResources.unknown_table_md,
    "unused-accept": PackageResources.unused_accept_md,
    "unused-parameter": PackageResources.unused_parameter_md,
    "unused-pattern": PackageResources.unused_pattern_md,
    "view-not-unique": PackageResources.view_not_unique_md,
    "view-reads-outside": PackageResources.view_reads_outside_md,
    "update-strategy": PackageResources.update_strategy_md,
    "volatile-expression": PackageResources.volatile_expression_md,
    "wrong-type": PackageResources.wrong_type_md,
    "wrong-value": PackageResources.wrong_value_md,
    "xml-path": PackageResources.xml_path_md,
    "yaml-alias": PackageResources.yaml_alias_md,
    "yaml-character": PackageResources.yaml_character_md,
    "yaml-encoding": PackageResources.yaml_encoding_md,
    "yaml-key": PackageResources.yaml_key_md,
    "yaml-merge-key": PackageResources.yaml_merge_key_md,
    "yaml-several-documents": PackageResources.yaml_several_documents_md,
    "yaml-syntax": PackageResources.yaml_syntax_md,
    "yaml-tab": PackageResources.yaml_tab_md,
    "yaml-tag": PackageResources.yaml_tag_md,
  ]
}
