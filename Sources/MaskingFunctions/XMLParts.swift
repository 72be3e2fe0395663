internal import PostgresSyntax

extension SupportFunction {
  /// `xml_parts(…)`: a document taken apart.
  static let xmlParts = SupportFunction(
    name: "xml_parts",
    definition: """
      -- Takes a document apart: markup that stays, and after each piece of it a value that a rule masks; rule 0 is for what no
      -- path names, and the last row has none. Nothing comes of what is no XML, or declares something in its DOCTYPE.
      --   exact, patterns: paths of local names, then regular expressions of such; words: what happens to what they find, in
      --   that order: keep, remove, null, mask; ways: of elements that lead to them; rest: for what no path names.
      CREATE OR REPLACE FUNCTION understudy.xml_parts(
        document text, exact text[], patterns text[], words text[], ways text, rest text)
      RETURNS TABLE (number integer, markup text, rule integer, value text)
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        token text;
        attribute text[];
        read bigint := 0;
        markups text[] := ARRAY[]::text[];
        rules integer[] := ARRAY[]::integer[];
        contents text[] := ARRAY[]::text[];
        -- What has been kept since the last value.
        kept text := '';
        -- Open elements: their names, and the paths of those around them.
        names text[] := ARRAY[]::text[];
        paths text[] := ARRAY[]::text[];
        path text := '';
        -- Depths at which an element began that is kept whole, or whose contents go; the rule and text of a masked one.
        keep_depth integer;
        skip_depth integer;
        skip_end text;
        masked integer;
        held text;
        depth integer := 0;
        place text;
        found integer;
        word text;
        name text;
        is_single boolean;
        written text;
      BEGIN
        FOR token IN
          SELECT (pg_catalog.regexp_matches(document COLLATE "C", $regexp$[^<]+|<!--(?:[^-]|-[^-])*-->|<!\\[CDATA\\[(?:[^]]|\\]+[^]>])*\\]\\]+>|<\\?(?:[^?]|\\?+[^?>])*\\?+>|<!DOCTYPE(?:[^][<>"']|"[^"]*"|'[^']*')*>|</[^<>&"'/\\s]+\\s*>|<[^<>&"'/!?=\\s]+(?:\\s+[^<>&"'/=\\s]+\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*\\s*/?>$regexp$, 'g'))[1]
        LOOP
          read := read + pg_catalog.length(token);
          IF token LIKE '<!DOCTYPE%' THEN
            CONTINUE;
          ELSIF token LIKE '<!--%' OR token LIKE '<?%' THEN
            IF skip_depth IS NULL THEN
              place := path || CASE WHEN token LIKE '<?%' THEN '/processing-instruction()' ELSE '/comment()' END;
              found := understudy.xml_rule(place, exact, patterns);
              IF words[found] = 'keep' OR token ~ '^<\\?xml\\s' THEN
                kept := kept || token;
              END IF;
            END IF;
          ELSIF token LIKE '<![CDATA[%' OR token NOT LIKE '<%' THEN
            IF skip_depth IS NOT NULL AND masked IS NULL THEN
              CONTINUE;
            END IF;
            written := CASE WHEN token LIKE '<![CDATA[%'
              THEN pg_catalog.substr(token, 10, pg_catalog.length(token) - 12) ELSE understudy.xml_plain(token) END;
            IF masked IS NOT NULL THEN
              held := held || written;
              CONTINUE;
            END IF;
            IF written ~ '^\\s*$' THEN
              kept := kept || written;
              CONTINUE;
            END IF;
            found := understudy.xml_rule(path || '/text()', exact, patterns);
            word := coalesce(words[found], CASE WHEN keep_depth IS NOT NULL THEN 'keep' ELSE rest END);
            IF word = 'keep' THEN
              kept := kept || understudy.xml_text(written);
            ELSIF word = 'mask' THEN
              markups := markups || kept;
              rules := rules || coalesce(found, 0);
              contents := contents || written;
              kept := '';
            END IF;
          ELSIF token LIKE '</%' THEN
            name := pg_catalog.btrim(token, E'</> \\t\\r\\n');
            IF depth = 0 OR names[depth] <> name THEN
              RETURN;
            END IF;
            path := paths[depth];
            names := names[1:depth - 1];
            paths := paths[1:depth - 1];
            IF skip_depth = depth THEN
              IF masked IS NOT NULL THEN
                markups := markups || kept;
                rules := rules || masked;
                contents := contents || held;
                kept := '';
                masked := NULL;
              END IF;
              kept := kept || skip_end;
              skip_depth := NULL;
            ELSIF skip_depth IS NULL THEN
              kept := kept || '</' || name || '>';
            END IF;
            IF keep_depth = depth THEN
              keep_depth := NULL;
            END IF;
            depth := depth - 1;
          ELSE
            name := pg_catalog.substring(token, '^<([^<>&"''/!?=\\s]+)');
            is_single := token LIKE '%/>';
            place := path || '/' || pg_catalog.regexp_replace(name, '^.*:', '');
            IF skip_depth IS NULL THEN
              found := understudy.xml_rule(place, exact, patterns);
              word := coalesce(words[found], CASE
                WHEN keep_depth IS NOT NULL OR rest IN ('keep', 'mask') OR place ~ ways THEN 'open' ELSE rest END);
              IF word <> 'remove' THEN
                kept := kept || '<' || name;
                FOR attribute IN
                  SELECT pg_catalog.regexp_matches(pg_catalog.substr(token, 2 + pg_catalog.length(name)), $regexp$([^<>&"'/=\\s]+)\\s*=\\s*(?:"([^"]*)"|'([^']*)')$regexp$, 'g')
                LOOP
                  written := understudy.xml_plain(coalesce(attribute[2], attribute[3]));
                  rule := understudy.xml_rule(place || '/@' || pg_catalog.regexp_replace(attribute[1], '^.*:', ''), exact, patterns);
                  value := CASE WHEN attribute[1] ~ '^xmlns(:|$)' THEN 'keep' ELSE coalesce(words[rule],
                    CASE WHEN keep_depth IS NOT NULL OR word = 'keep' THEN 'keep' ELSE rest END) END;
                  CONTINUE WHEN value = 'remove';
                  kept := kept || ' ' || attribute[1] || '="';
                  IF value = 'keep' THEN
                    kept := kept || understudy.xml_text(written);
                  ELSIF value = 'mask' THEN
                    markups := markups || kept;
                    rules := rules || coalesce(rule, 0);
                    contents := contents || written;
                    kept := '';
                  END IF;
                  kept := kept || '"';
                END LOOP;
                kept := kept || CASE WHEN is_single THEN '/>' ELSE '>' END;
              END IF;
            END IF;
            IF NOT is_single THEN
              depth := depth + 1;
              names := names || name;
              paths := paths || path;
              path := place;
              IF skip_depth IS NULL THEN
                IF word = 'keep' THEN
                  keep_depth := coalesce(keep_depth, depth);
                ELSIF word IN ('remove', 'null', 'mask') THEN
                  skip_depth := depth;
                  skip_end := CASE word WHEN 'remove' THEN '' ELSE '</' || name || '>' END;
                  IF word = 'mask' THEN
                    masked := found;
                    held := '';
                  END IF;
                END IF;
              END IF;
            END IF;
          END IF;
        END LOOP;
        IF depth > 0 OR read <> pg_catalog.length(document) THEN
          RETURN;
        END IF;
        RETURN QUERY SELECT p.place::integer, p.markup, p.rule, p.value
          FROM ROWS FROM (pg_catalog.unnest(markups || kept), pg_catalog.unnest(rules), pg_catalog.unnest(contents))
            WITH ORDINALITY AS p(markup, rule, value, place);
      END
      $body$
      """,
    requires: [xmlRule, xmlPlain, xmlText])

  private static let xmlRule = SupportFunction(
    name: "xml_rule",
    definition: """
      -- The number of the rule for a place: exact paths first, then the first expression that matches.
      CREATE OR REPLACE FUNCTION understudy.xml_rule(place text, exact text[], patterns text[]) RETURNS integer
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        found integer := pg_catalog.array_position(exact, place);
      BEGIN
        IF found IS NULL THEN
          FOR candidate IN 1 .. pg_catalog.cardinality(patterns) LOOP
            IF place ~ patterns[candidate] THEN
              RETURN pg_catalog.cardinality(exact) + candidate;
            END IF;
          END LOOP;
        END IF;
        RETURN found;
      END
      $body$
      """)

  private static let xmlPlain = SupportFunction(
    name: "xml_plain",
    definition: """
      -- Text without references; those to characters that there are not, or to entities of a DOCTYPE, go.
      CREATE OR REPLACE FUNCTION understudy.xml_plain(content text) RETURNS text
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN CASE WHEN pg_catalog.strpos(content, '&') = 0 THEN content ELSE (
        SELECT pg_catalog.string_agg(CASE
            WHEN r.parts[1] IS NOT NULL THEN r.parts[1]
            WHEN r.parts[2] IN ('lt', 'gt', 'amp', 'quot', 'apos')
              THEN pg_catalog.translate(pg_catalog.left(pg_catalog.replace(r.parts[2], 'apos', '!'), 1), 'lgaq!', '<>&"''')
            WHEN r.code BETWEEN 32 AND 126 OR r.code IN (9, 10, 13) OR pg_catalog.getdatabaseencoding() = 'UTF8'
              AND (r.code BETWEEN 160 AND 55295 OR r.code BETWEEN 57344 AND 65533 OR r.code BETWEEN 65536 AND 1114111)
              THEN pg_catalog.chr(r.code)
            ELSE '' END, '' ORDER BY r.place)
        FROM (
          SELECT m.parts, m.place, CASE
            WHEN m.parts[2] ~ '^#x[0-9a-fA-F]{1,6}$' THEN ('x' || pg_catalog.lpad(pg_catalog.substr(m.parts[2], 3), 8, '0'))::bit(32)::integer
            WHEN m.parts[2] ~ '^#[0-9]{1,7}$' THEN pg_catalog.substr(m.parts[2], 2)::integer END AS code
          FROM pg_catalog.regexp_matches(content, '([^&]+)|&([^;&]*);?', 'g') WITH ORDINALITY AS m(parts, place)) AS r) END
      """)

  static let xmlText = SupportFunction(
    name: "xml_text",
    definition: """
      -- Plain text as content or an attribute's value; characters that XML does not have go.
      CREATE OR REPLACE FUNCTION understudy.xml_text(plain text) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.translate(plain,
        E'\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x0b\\x0c\\x0e\\x0f\\x10\\x11\\x12\\x13\\x14\\x15\\x16\\x17\\x18\\x19\\x1a\\x1b\\x1c\\x1d\\x1e\\x1f', ''),
        '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')
      """)

  static let readXML = SupportFunction(
    name: "read_xml",
    definition: """
      -- A document as the server reads it; nothing where it does not.
      CREATE OR REPLACE FUNCTION understudy.read_xml(document text) RETURNS xml
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      BEGIN
        RETURN XMLPARSE(CONTENT document);
      EXCEPTION WHEN data_exception THEN
        RETURN XMLPARSE(CONTENT '');
      END
      $body$
      """)
}
