-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
CREATE OR REPLACE FUNCTION understudy.permuting_round(key bytea, round integer, half bigint) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ('x' || pg_catalog.encode(pg_catalog.substring(
  understudy.prf(key, pg_catalog.int4send(round) || pg_catalog.int8send(half)), 1, 8), 'hex'))::bit(64)::bigint
  & 9223372036854775807;
-- The pair after this one in an order that the key gives: four Feistel rounds over lefts times rights pairs, one step on,
-- and the rounds back; pairs behind the last one are passed over. All pairs are on one circle, so none stays.
CREATE OR REPLACE FUNCTION understudy.permuted(
  a bigint, b bigint, lefts bigint, rights bigint, last_a bigint, last_b bigint, key bytea) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $body$
DECLARE
  x bigint := a;
  y bigint := b;
BEGIN
  LOOP
    x := (x + understudy.permuting_round(key, 1, y) % lefts) % lefts;
    y := (y + understudy.permuting_round(key, 2, x) % rights) % rights;
    x := (x + understudy.permuting_round(key, 3, y) % lefts) % lefts;
    y := (y + understudy.permuting_round(key, 4, x) % rights) % rights;
    EXIT WHEN x < last_a OR x = last_a AND y <= last_b;
  END LOOP;
  IF x = last_a AND y = last_b THEN
    x := 0;
    y := 0;
  ELSIF y = rights - 1 THEN
    x := x + 1;
    y := 0;
  ELSE
    y := y + 1;
  END IF;
  LOOP
    y := (y + rights - understudy.permuting_round(key, 4, x) % rights) % rights;
    x := (x + lefts - understudy.permuting_round(key, 3, y) % lefts) % lefts;
    y := (y + rights - understudy.permuting_round(key, 2, x) % rights) % rights;
    x := (x + lefts - understudy.permuting_round(key, 1, y) % lefts) % lefts;
    EXIT WHEN x < last_a OR x = last_a AND y <= last_b;
  END LOOP;
  RETURN ARRAY[x, y];
END
$body$;
-- Another number between low and high, or another one of its type outside.
CREATE OR REPLACE FUNCTION understudy.permute_number(
  value bigint, low bigint, high bigint, first numeric, last numeric, key bytea) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $body$
DECLARE
  size bigint := high - low + 1;
  width bigint;
  moved bigint[];
  outside numeric;
BEGIN
  IF value BETWEEN low AND high THEN
    width := pg_catalog.sqrt(size::double precision)::bigint + 1;
    moved := understudy.permuted((value - low) / width, (value - low) % width, (size - 1) / width + 1, width,
      (size - 1) / width, (size - 1) % width, key);
    RETURN low + moved[1] * width + moved[2];
  END IF;
  outside := last - first + 1 - size;
  width := pg_catalog.trunc(pg_catalog.sqrt(outside))::bigint + 1;
  outside := outside - 1;
  moved := understudy.permuted(
    pg_catalog.div(value - first - CASE WHEN value > high THEN size ELSE 0 END, width)::bigint,
    pg_catalog.mod(value - first - CASE WHEN value > high THEN size ELSE 0 END, width)::bigint,
    pg_catalog.div(outside, width)::bigint + 1, width, pg_catalog.div(outside, width)::bigint,
    pg_catalog.mod(outside, width)::bigint, understudy.prf(key, 'outside'));
  outside := first + moved[1]::numeric * width + moved[2];
  RETURN CASE WHEN outside >= low THEN outside + size ELSE outside END;
END
$body$;
-- Each digit of a script other than ASCII's becomes another one of that script; all else stays.
CREATE OR REPLACE FUNCTION understudy.other_numerals(value text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value COLLATE "C" !~ '[^\x01-\x7f]' THEN value ELSE (
  SELECT pg_catalog.string_agg(
    CASE WHEN script.zero IS NULL THEN letter.value ELSE pg_catalog.chr(script.zero + (pg_catalog.ascii(letter.value) - script.zero
      + 1 + ((pg_catalog.hashint8extended(letter.place, draw) & 9223372036854775807) % 9)::integer) % 10) END,
    '' ORDER BY letter.place)
  FROM pg_catalog.unnest(pg_catalog.string_to_array(value, NULL)) WITH ORDINALITY AS letter(value, place)
  LEFT JOIN pg_catalog.unnest('{1632,1776,1984,2406,2534,2662,2790,2918,3046,3174,3302,3430,3558,3664,3792,3872,4160,4240,6112,6160,
    6470,6608,6784,6800,6992,7088,7232,7248,42528,43216,43264,43472,43504,43600,44016,65296,66720,68912,69734,69872,69942,70096,
    70384,70736,70864,71248,71360,71472,71904,72016,72784,73040,73120,73552,92768,92864,93008,120782,120792,120802,120812,120822,
    123200,123632,124144,125264,130032}'::integer[]) AS script(zero)
    ON pg_catalog.ascii(letter.value) BETWEEN script.zero AND script.zero + 9
) END;
-- The digits of other scripts, each moved on by what its place and the key say: one for one, since places stay.
CREATE OR REPLACE FUNCTION understudy.permute_numerals(value text, key bytea, place bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN value COLLATE "C" !~ '[^\x01-\x7f]' THEN value
  ELSE understudy.other_numerals(value, understudy.permuting_round(key, 0, place)) END;
-- The digits of a text, permuted among numbers of as many digits, in pieces of 36 at most; all else stays.
CREATE OR REPLACE FUNCTION understudy.permute_digits(value text, key bytea) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $body$
DECLARE
  digits CONSTANT text := pg_catalog.regexp_replace(value COLLATE "C", '[^0-9]+', '', 'g');
  made text := '';
  piece text;
  half integer;
  lefts bigint;
  rights bigint;
  moved bigint[];
BEGIN
  IF digits = '' THEN
    RETURN understudy.permute_numerals(value, key, 0);
  END IF;
  FOR number IN 0 .. (pg_catalog.length(digits) - 1) / 36 LOOP
    piece := pg_catalog.substr(digits, 1 + number * 36, 36);
    half := pg_catalog.length(piece) / 2;
    lefts := pg_catalog.rpad('1', 1 + half, '0');
    rights := pg_catalog.rpad('1', 1 + pg_catalog.length(piece) - half, '0');
    moved := understudy.permuted(('0' || pg_catalog.left(piece, half))::bigint, pg_catalog.substr(piece, 1 + half)::bigint,
      lefts, rights, lefts - 1, rights - 1,
      understudy.prf(key, pg_catalog.int4send(number) || pg_catalog.int4send(pg_catalog.length(piece))));
    made := made || CASE half WHEN 0 THEN '' ELSE pg_catalog.lpad(moved[1]::text, half, '0') END
      || pg_catalog.lpad(moved[2]::text, pg_catalog.length(piece) - half, '0');
  END LOOP;
  IF digits = value THEN
    RETURN made;
  END IF;
  RETURN (
    SELECT pg_catalog.string_agg(coalesce(pg_catalog.substr(made, 1 + run.before::integer, pg_catalog.length(run.parts[1])),
      understudy.permute_numerals(run.parts[2], key, run.place)),
      '' ORDER BY run.place)
    FROM (
      SELECT r.parts, r.place, coalesce(pg_catalog.sum(pg_catalog.length(r.parts[1]))
        OVER (ORDER BY r.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM pg_catalog.regexp_matches(value COLLATE "C", '([0-9]+)|([^0-9]+)', 'g') WITH ORDINALITY AS r(parts, place)
    ) AS run);
END
$body$;
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
COMMIT;
