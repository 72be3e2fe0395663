internal import PostgresSyntax

/// The part of the preflight that holds a run to the parameters it began with: half the rows would get one value, half
/// another. Names in the manifest's order.
struct PreflightParameters {
  let names: [String]

  /// Raises UN007. The mark keeps eight bytes under the key, which tell nothing of a value. Until a step has begun, another
  /// value may still take the place of a wrong one.
  var statement: SQL {
    let listed = names.map { SQL.literal($0) }.joined(separator: ", ")
    return """
      DO $parameters$
      DECLARE
        message bytea := convert_to('understudy/1/parameters', 'UTF8');
        name text;
        digest bytea;
        known bytea;
      BEGIN
        FOREACH name IN ARRAY ARRAY[\(listed)] LOOP
          message := message || sha256(convert_to(coalesce(current_setting('understudy.parameter.' || name, true), ''), 'UTF8'));
        END LOOP;
        digest := substr(sha256(decode(current_setting('understudy.key'), 'hex') || decode(repeat('00', 32), 'hex')
          || int4send(octet_length(message)) || message), 1, 8);
        UPDATE understudy.mark AS mark SET parameter_check = digest
        WHERE mark.state = 'marked' AND NOT EXISTS (SELECT FROM understudy.step);
        SELECT mark.parameter_check INTO known FROM understudy.mark AS mark;
        IF known <> digest THEN
          RAISE EXCEPTION USING ERRCODE = 'UN007', MESSAGE = 'a parameter is not the one that this database is masked with';
        END IF;
      END
      $parameters$
      """
  }
}
