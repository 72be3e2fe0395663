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
