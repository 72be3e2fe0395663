CREATE SUBSCRIPTION feed CONNECTION 'host=db.example.com password=hunter2hunter2' PUBLICATION p WITH (connect = false, slot_name = NONE);
