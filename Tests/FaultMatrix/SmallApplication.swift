import BundleFormat
import Diagnostics
import ExternalPrograms
import FixtureValidation
import Foundation
import MaskingCompiler
import RuleSyntax
import TestServers

/// A database that is masked in a few hundred messages, and has some of everything: keys in a circle, a unique index on an
/// expression, a named statement, an emptied table, a view that is refreshed, several batches.
///
/// `visits` is the counter: its mask adds one, so that a row that was masked twice says so.
enum SmallApplication {
  static let name = "matrix"
  static let key = String(repeating: "4b", count: 32)

  static let schema = """
    CREATE TABLE public.people (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, visits integer NOT NULL, boss bigint
    );
    CREATE UNIQUE INDEX people_email ON public.people (lower(email));
    CREATE INDEX people_visits ON public.people (visits);
    COMMENT ON INDEX public.people_visits IS 'how often they came';
    CREATE TABLE public.notes (id bigint PRIMARY KEY, person_id bigint NOT NULL, body text);
    CREATE TABLE public.tokens (id bigint PRIMARY KEY, token text);
    CREATE TABLE public.settings (name text PRIMARY KEY, value text);
    CREATE MATERIALIZED VIEW public.regulars AS SELECT id, email FROM public.people WHERE visits > 100 WITH NO DATA;
    ALTER TABLE public.people ADD CONSTRAINT people_boss FOREIGN KEY (boss) REFERENCES public.people DEFERRABLE;
    ALTER TABLE public.notes ADD CONSTRAINT notes_person FOREIGN KEY (person_id) REFERENCES public.people;
    """

  static let rows = """
    INSERT INTO public.people (email, visits, boss)
      SELECT 'person' || n || '@prod.example', n, nullif(n / 2, 0) FROM generate_series(1, 240) AS n;
    INSERT INTO public.notes SELECT n, 1 + n % 240, 'Called person' || n || '@prod.example about it'
      FROM generate_series(1, 300) AS n;
    INSERT INTO public.tokens SELECT n, md5(n::text) FROM generate_series(1, 20) AS n;
    INSERT INTO public.settings VALUES ('mail', 'smtp.prod.example');
    REFRESH MATERIALIZED VIEW public.regulars;
    ANALYZE;
    """

  static let rules = """
    application: matrix
    search_path: [public]
    tables:
      people:
        columns:
          id: keep
          email: email
          visits: { mask: expression, sql: "visits + 1" }
          boss: keep
      notes:
        columns:
          id: keep
          person_id: keep
          body: { mask: scrub, keep_length: true }
      tokens: truncate
      settings: keep
    statements:
      - { name: mail goes nowhere, sql: "update settings set value = 'sink.invalid'" }
    """

  /// The files of a job around it, for the program as a process of its own, and the bundle.
  static func write(to folder: String, on server: ScratchServer) async throws -> MaskingBundle {
    let url = URL(fileURLWithPath: folder)
    func write(_ name: String, _ text: String) throws {
      let file = url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try write("rules/matrix/masking.yaml", rules)
    try write("schema.sql", schema)
    try write("key", key)
    try write("lower.agekeys", "")
    try write(
      "rules/job.yaml",
      """
      key: { file: ../key }
      defaults: { snapshot: { directory: ../snapshots, recipients: [../lower.agekeys] } }
      applications:
        matrix: { rules: matrix/masking.yaml, schema: ../schema.sql, source: { dump: ../none.sql } }
      """)
    let document = try RuleDocument.read(SourceFile(path: "matrix/masking.yaml", text: rules)) { _, _ in
      throw SourceNotFound()
    }
    let compiled = try await ScratchCompilation.compile(
      document, schema: folder + "/schema.sql", on: server.address, installation: server.installation)
    try compiled.bundle.write(to: url.appendingPathComponent("rules/matrix/bundle"))
    return compiled.bundle
  }
}
