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
COMMIT;
