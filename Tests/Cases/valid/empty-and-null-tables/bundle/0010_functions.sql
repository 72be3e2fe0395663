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
-- Letters of a text in which no name is, from a place between 0 and 479 on.
CREATE OR REPLACE FUNCTION understudy.piece(place integer, letters integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN letters <= 30
  THEN pg_catalog.encode(pg_catalog.substring('kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedopotorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultotifapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunobemogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobekopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolukotizulfep'::bytea, 1 + place, letters), 'escape')
  ELSE pg_catalog.encode(pg_catalog.substring(pg_catalog.decode(pg_catalog.repeat(
    'kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedopotorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultotifapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunobemogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobekopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolukotizulfep', 2 + letters / 510), 'escape'), 1 + place, letters), 'escape') END;
-- Each run of letters becomes a piece of a text without meaning, cut where the draw says; each digit 0; @ a full stop.
-- Runs are told apart by ASCII alone: letters of other scripts are letters whatever the collation thinks.
CREATE OR REPLACE FUNCTION understudy.words_like(value text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT pg_catalog.string_agg(
    CASE WHEN run.code BETWEEN 97 AND 122 OR run.code > 127 THEN understudy.piece(run.place, pg_catalog.length(run.letters))
      WHEN run.code BETWEEN 65 AND 90 THEN
        CASE WHEN run.letters = pg_catalog.upper(run.letters COLLATE "C")
          THEN pg_catalog.upper(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C")
          ELSE pg_catalog.initcap(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C") END
      ELSE pg_catalog.translate(run.letters, '123456789@', '000000000.') END,
    '' ORDER BY run.number)
  FROM (
    SELECT found.number, found.parts[1] AS letters, pg_catalog.ascii(found.parts[1]) AS code,
      (pg_catalog.hashint8extended(found.number, draw) & 2147483647)::integer % 480 AS place
    FROM pg_catalog.regexp_matches(
      value COLLATE "C", '[^\x01-@\[-`{-\x7f]+|[\x01-@\[-`{-\x7f]+', 'g') WITH ORDINALITY AS found(parts, number)
  ) AS run);
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
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_date(value date, days integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > date '5874897-12-31' - days THEN value - days
  WHEN days < 0 AND value < date '4714-11-24 BC' - days THEN value - days
  ELSE value + days END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamp(value timestamp, days integer) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamp '294276-12-31 23:59:59.999999' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamp '4714-11-24 00:00:00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamptz(value timestamptz, days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamptz '294276-12-31 23:59:59.999999+00' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamptz '4714-11-24 00:00:00+00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
-- An array's elements, given as a list, in the dimensions that array_dims printed of another array.
CREATE OR REPLACE FUNCTION understudy.array_in_shape(elements anyarray, dimensions text) RETURNS anyarray
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  -- Lengths, outermost first: the elements of one entry of dimension n are the product of those behind it.
  lengths CONSTANT integer[] := (
    SELECT pg_catalog.array_agg(part.bounds[2]::integer - part.bounds[1]::integer + 1 ORDER BY part.place)
    FROM pg_catalog.regexp_matches(dimensions, '(-?[0-9]+):(-?[0-9]+)', 'g') WITH ORDINALITY AS part(bounds, place));
  strides integer[] := ARRAY[]::integer[];
  stride integer := 1;
  literal text := '';
  total CONSTANT integer := pg_catalog.cardinality(elements);
BEGIN
  IF dimensions = '[1:' || total || ']' THEN
    RETURN elements;
  END IF;
  FOR level IN REVERSE pg_catalog.cardinality(lengths) .. 1 LOOP
    stride := stride * lengths[level];
    strides := strides || stride;
  END LOOP;
  FOR place IN 1 .. total LOOP
    literal := literal
      || CASE WHEN place = 1 THEN '' ELSE ',' END
      || (SELECT pg_catalog.repeat('{', pg_catalog.count(*)::integer) FROM pg_catalog.unnest(strides) AS s(size) WHERE (place - 1) % s.size = 0)
      || coalesce('"' || pg_catalog.replace(pg_catalog.replace(elements[place]::text, E'\\', E'\\\\'), '"', E'\\"') || '"', 'NULL')
      || (SELECT pg_catalog.repeat('}', pg_catalog.count(*)::integer) FROM pg_catalog.unnest(strides) AS s(size) WHERE place % s.size = 0);
  END LOOP;
  RETURN dimensions || '=' || literal;
END
$body$;
COMMIT;
