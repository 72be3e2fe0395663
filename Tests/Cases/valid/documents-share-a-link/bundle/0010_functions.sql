-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
-- Most texts begin with more than a blank, and a comparison is all that they take.
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
CREATE OR REPLACE FUNCTION understudy.first_name_en(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('{"James","Mary","Michael","Patricia","Robert","Jennifer","John","Linda","David","Elizabeth","William","Barbara","Richard","Susan","Joseph","Jessica","Thomas","Karen","Christopher","Sarah","Charles","Lisa","Daniel","Nancy","Matthew","Sandra","Anthony","Ashley","Mark","Emily","Steven","Kimberly","Donald","Betty","Andrew","Margaret","Joshua","Donna","Paul","Michelle","Kenneth","Carol","Kevin","Amanda","Brian","Melissa","Timothy","Deborah","Ronald","Stephanie","Jason","Rebecca","George","Sharon","Edward","Laura","Jeffrey","Cynthia","Ryan","Amy","Jacob","Kathleen","Nicholas","Angela","Gary","Shirley","Eric","Brenda","Jonathan","Emma","Stephen","Anna","Larry","Pamela","Justin","Nicole","Scott","Samantha","Brandon","Katherine","Benjamin","Christine","Samuel","Helen","Gregory","Debra","Alexander","Rachel","Patrick","Carolyn","Frank","Janet","Raymond","Maria","Jack","Catherine","Dennis","Heather","Jerry","Diane","Tyler","Olivia","Aaron","Julie","Jose","Joyce","Adam","Victoria","Nathan","Ruth","Henry","Virginia","Zachary","Lauren","Douglas","Kelly","Peter","Christina","Kyle","Joan","Noah","Evelyn","Ethan","Judith","Jeremy","Andrea","Christian","Hannah","Walter","Megan","Keith","Cheryl","Austin","Jacqueline","Roger","Martha","Terry","Madison","Sean","Teresa","Gerald","Gloria","Carl","Sara","Dylan","Janice","Harold","Ann","Jordan","Kathryn","Jesse","Abigail","Bryan","Sophia","Lawrence","Frances","Arthur","Jean","Gabriel","Alice","Bruce","Judy","Logan","Isabella","Billy","Julia","Joe","Grace","Alan","Amber","Juan","Denise","Elijah","Danielle","Willie","Marilyn","Albert","Beverly","Wayne","Charlotte","Randy","Natalie","Mason","Theresa","Vincent","Diana","Liam","Brittany","Roy","Doris","Bobby","Kayla","Caleb","Alexis","Bradley","Lori","Russell","Marie","Lucas","Oliver","Harry","Amelia","Isla","Freya","Poppy","Rosie","Daisy","Archie","Alfie","Oscar","Theo","Freddie","Edie","Florence","Ivy","Harriet","Imogen","Jasmine","Phoebe","Zara","Zoe","Lewis","Callum","Finlay","Hamish","Rory","Duncan","Euan","Fergus","Gareth","Rhys","Owen","Bronwyn","Sian","Fiona","Isobel","Morag","Shona","Neil","Nigel","Clive","Geoffrey","Graham","Ian","Malcolm","Stuart","Trevor","Leonard","Stanley","Ernest","Herbert","Cecil","Clarence","Edith","Mabel","Ethel","Hazel","Eileen","Sylvia","Muriel","Irene","Agnes","Beatrice","Cora","Della","Esther","Faith","Gemma","Hope","Iris","Josephine","Kirsty","Leah","Molly","Nora","Opal","Penelope","Quentin","Rosalind","Spencer","Tabitha","Ursula","Vera","Wesley","Yvonne"}'::name[])[1 + (draw & 2147483647)::integer % 285]::text;
CREATE OR REPLACE FUNCTION understudy.last_name_en(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('{"Smith","Johnson","Williams","Brown","Jones","Garcia","Miller","Davis","Rodriguez","Martinez","Hernandez","Lopez","Gonzalez","Wilson","Anderson","Thomas","Taylor","Moore","Jackson","Martin","Lee","Perez","Thompson","White","Harris","Sanchez","Clark","Ramirez","Lewis","Robinson","Walker","Young","Allen","King","Wright","Scott","Torres","Nguyen","Hill","Flores","Green","Adams","Nelson","Baker","Hall","Rivera","Campbell","Mitchell","Carter","Roberts","Gomez","Phillips","Evans","Turner","Diaz","Parker","Cruz","Edwards","Collins","Reyes","Stewart","Morris","Morales","Murphy","Cook","Rogers","Gutierrez","Ortiz","Morgan","Cooper","Peterson","Bailey","Reed","Kelly","Howard","Ramos","Kim","Cox","Ward","Richardson","Watson","Brooks","Chavez","Wood","James","Bennett","Gray","Mendoza","Ruiz","Hughes","Price","Alvarez","Castillo","Sanders","Patel","Myers","Long","Ross","Foster","Jimenez","Powell","Jenkins","Perry","Russell","Sullivan","Bell","Coleman","Butler","Henderson","Barnes","Gonzales","Fisher","Vasquez","Simmons","Romero","Jordan","Patterson","Alexander","Hamilton","Graham","Reynolds","Griffin","Wallace","Moreno","West","Cole","Hayes","Bryant","Herrera","Gibson","Ellis","Tran","Medina","Aguilar","Stevens","Murray","Ford","Castro","Marshall","Owens","Harrison","Fernandez","McDonald","Woods","Washington","Kennedy","Wells","Vargas","Henry","Chen","Freeman","Webb","Tucker","Guzman","Burns","Crawford","Olson","Simpson","Porter","Hunter","Gordon","Mendez","Silva","Shaw","Snyder","Mason","Dixon","Munoz","Hunt","Hicks","Holmes","Palmer","Wagner","Black","Robertson","Boyd","Rose","Stone","Salazar","Fox","Warren","Mills","Meyer","Rice","Schmidt","Garza","Daniels","Ferguson","Nichols","Stephens","Soto","Weaver","Ryan","Gardner","Payne","Grant","Dunn","Kelley","Spencer","Hawkins","Arnold","Pierce","Hansen","Peters","Santos","Hart","Bradley","Knight","Elliott","Cunningham","Duncan","Armstrong","Hudson","Carroll","Lane","Riley","Andrews","Alvarado","Ray","Delgado","Berry","Perkins","Hoffman","Johnston","Matthews","Pena","Richards","Contreras","Willis","Carpenter","Lawrence","Sandoval","Guerrero","George","Chapman","Rios","Estrada","Ortega","Watkins","Greene","Nunez","Wheeler","Valdez","Harper","Burke","Larson","Santiago","Maldonado","Morrison","Franklin","Carlson","Austin","Dominguez","Carr","Lawson","Jacobs","Obrien","Lynch","Singh","Vega","Bishop","Montgomery","Oliver","Jensen","Harvey","Williamson","Gilbert","Dean","Sims","Espinoza","Howell","Li","Wong","Reid","Hanson","Le","McCoy","Garrett","Burton","Fuller","Wang","Weber","Welch","Rojas","Lucas","Marquez","Fields","Park","Yang","Little","Banks","Padilla","Day","Walsh","Bowman","Schultz","Luna","Fowler","Mejia","Davidson","Acosta","Brewer","May","Holland","Juarez","Newman","Pearson","Curtis","Cortez","Douglas","Schneider","Joseph","Barrett","Navarro","Figueroa","Keller","Avila","Wade","Molina","Stanley","Hopkins","Campos","Barnett","Bates","Chambers","Caldwell","Beck","Lambert","Miranda","Byrd","Craig","Ayala","Lowe","Frazier","Powers","Neal","Leonard","Gregory","Carrillo","Sutton","Fleming","Rhodes","Shelton","Schwartz","Norris","Jennings","Rivas","Quinn","Brock","Baldwin","Thornton","Ball","Townsend","Mullins","Manning","Hodges","Reese","Hale","Harmon","Goodman","Cross","Blair","Hardy","Farmer","Doyle","Sharp","Page","Barker","Mcgee","Saunders","Bowen","Nash","Goodwin","Rowe","Walton","Maxwell","Higgins","Todd","Casey","Moss","Hubbard","Swanson","Patton","Pratt","Sherman","Floyd","Francis","Mann","Barber","Gill","Cobb","Parsons","Tate","Gross","Cannon","Potter","Wolfe","Glover","Blake","Stokes","Fletcher","Chandler","Hines","Osborne","Warner","Lyons","Steele","Drake","Kirby","Sparks","Bush","Marsh","Norman","Bass","Logan","Cain","Briggs","Hampton","Dawson","Conner","Poole","Newton","Bridges","Underwood","Nolan","Vaughn","Abbott","Sawyer","Holt","Ingram","Farrell","Pope","Ballard","Rowland","Copeland","Booth","Whitaker","Middleton","Pritchard","Ashworth","Atkinson","Bancroft","Barlow","Beaumont","Bentley","Birch","Blackwell","Bolton","Bramley","Brierley","Broadbent","Buckley","Cartwright","Chadwick","Clayton","Clifford","Cooke","Cotton","Crompton","Crossley","Dalton","Denton","Dewhurst","Eastwood","Eccles","Entwistle","Fairclough","Fielding","Forrester","Garside","Gledhill","Goddard","Greenwood","Hargreaves","Hartley","Haslam","Hatfield","Haworth","Heaton","Heywood","Hibbert","Holden","Hollis","Horrocks","Howarth","Hulme","Illingworth","Jarvis","Kendall","Kershaw","Kirkham","Langley","Leigh","Lockwood","Lomas","Marsden","Mather","Nuttall","Ogden","Openshaw","Ormerod","Partington","Pickering","Pilkington","Pollard","Preston","Radcliffe","Ramsden","Rawson","Redfern","Rigby","Rothwell","Royle","Schofield","Shepherd","Sugden","Sutcliffe","Sykes","Tattersall","Thorpe","Tomlinson","Turnbull","Unsworth","Wainwright","Walmsley","Wardle","Whitehead","Whittle","Wilkinson","Winterbottom","Worthington","Wrigley","Yates"}'::name[])[1 + (draw & 2147483647)::integer % 533]::text;
CREATE OR REPLACE FUNCTION understudy.email_of(digest bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.encode(pg_catalog.substring(digest, 1, 10), 'hex') || '@example.'
  || CASE pg_catalog.get_byte(digest, 10) % 3 WHEN 0 THEN 'com' WHEN 1 THEN 'org' ELSE 'net' END;
-- The address of email_of with a name before it; bytes that make it unique have no part in the name.
CREATE OR REPLACE FUNCTION understudy.email_with_name(digest bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.lower(
  understudy.first_name_en(pg_catalog.get_byte(digest, 11) * 256 + pg_catalog.get_byte(digest, 12))
  || '.' ||
  understudy.last_name_en(pg_catalog.get_byte(digest, 13) * 256 + pg_catalog.get_byte(digest, 14))
  || '.' COLLATE "C") || understudy.email_of(digest);
-- json as jsonb, whatever it holds: \u0000 goes, and what jsonb cannot hold becomes null.
CREATE OR REPLACE FUNCTION understudy.read_json(document text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
BEGIN
  RETURN document::jsonb;
EXCEPTION WHEN data_exception THEN
  BEGIN
    RETURN pg_catalog.regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g')::jsonb;
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN 'null'::jsonb;
  END;
WHEN program_limit_exceeded THEN
  RETURN 'null'::jsonb;
END
$body$;
-- A masked text as a value of a document: a number where it was one and still looks like one, else a string.
CREATE OR REPLACE FUNCTION understudy.json_value(value text, kind text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value IS NULL THEN 'null'::jsonb
  WHEN kind = 'number' AND value COLLATE "C" ~ '^-?(0|[1-9][0-9]{0,30})([.][0-9]{1,30})?$' THEN value::jsonb
  ELSE pg_catalog.to_jsonb(value) END;
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
$body$;
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
    FROM pg_catalog.regexp_matches(content, '([^&]+)|&([^;&]*);?', 'g') WITH ORDINALITY AS m(parts, place)) AS r) END;
-- Plain text as content or an attribute's value; characters that XML does not have go.
CREATE OR REPLACE FUNCTION understudy.xml_text(plain text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.translate(plain,
  E'\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f', ''),
  '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');
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
    SELECT (pg_catalog.regexp_matches(document COLLATE "C", $regexp$[^<]+|<!--(?:[^-]|-[^-])*-->|<!\[CDATA\[(?:[^]]|\]+[^]>])*\]\]+>|<\?(?:[^?]|\?+[^?>])*\?+>|<!DOCTYPE(?:[^][<>"']|"[^"]*"|'[^']*')*>|</[^<>&"'/\s]+\s*>|<[^<>&"'/!?=\s]+(?:\s+[^<>&"'/=\s]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*/?>$regexp$, 'g'))[1]
  LOOP
    read := read + pg_catalog.length(token);
    IF token LIKE '<!DOCTYPE%' THEN
      CONTINUE;
    ELSIF token LIKE '<!--%' OR token LIKE '<?%' THEN
      IF skip_depth IS NULL THEN
        place := path || CASE WHEN token LIKE '<?%' THEN '/processing-instruction()' ELSE '/comment()' END;
        found := understudy.xml_rule(place, exact, patterns);
        IF words[found] = 'keep' OR token ~ '^<\?xml\s' THEN
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
      IF written ~ '^\s*$' THEN
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
      name := pg_catalog.btrim(token, E'</> \t\r\n');
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
      name := pg_catalog.substring(token, '^<([^<>&"''/!?=\s]+)');
      is_single := token LIKE '%/>';
      place := path || '/' || pg_catalog.regexp_replace(name, '^.*:', '');
      IF skip_depth IS NULL THEN
        found := understudy.xml_rule(place, exact, patterns);
        word := coalesce(words[found], CASE
          WHEN keep_depth IS NOT NULL OR rest IN ('keep', 'mask') OR place ~ ways THEN 'open' ELSE rest END);
        IF word <> 'remove' THEN
          kept := kept || '<' || name;
          FOR attribute IN
            SELECT pg_catalog.regexp_matches(pg_catalog.substr(token, 2 + pg_catalog.length(name)), $regexp$([^<>&"'/=\s]+)\s*=\s*(?:"([^"]*)"|'([^']*)')$regexp$, 'g')
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
$body$;
-- A document as the server reads it; nothing where it does not.
CREATE OR REPLACE FUNCTION understudy.read_xml(document text) RETURNS xml
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
BEGIN
  RETURN XMLPARSE(CONTENT document);
EXCEPTION WHEN data_exception THEN
  RETURN XMLPARSE(CONTENT '');
END
$body$;
COMMIT;
