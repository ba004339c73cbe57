-- A journal as mirrorbox 0.1.0 left it when the plug was pulled in its second session.
-- Never edit: units in the field have such files.
PRAGMA application_id=1296190028;
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE boot (
  count INTEGER PRIMARY KEY,
  id    TEXT NOT NULL UNIQUE,
  UNIQUE (count, id)
) STRICT;
INSERT INTO "boot" VALUES(1,'boot-1');
CREATE TABLE entry (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id    INTEGER REFERENCES session (id),
  kind          TEXT NOT NULL,
  boot_id       TEXT NOT NULL,
  boot_count    INTEGER NOT NULL,
  boot_ns       INTEGER NOT NULL,
  wall_unix_ns  INTEGER NOT NULL,
  clock_quality TEXT NOT NULL,
  data          TEXT NOT NULL,
  crc           INTEGER NOT NULL,
  FOREIGN KEY (boot_count, boot_id) REFERENCES boot (count, id)
) STRICT;
INSERT INTO "entry" VALUES(1,NULL,'unit_started','boot-1',1,1000000000,1700000001000000000,'simulated','{"screen":"memory","version":"0.1.0"}',1281478061);
INSERT INTO "entry" VALUES(2,1,'started','boot-1',1,1000000000,1700000001000000000,'simulated','{"uid":"f721babf-f05f-485a-bcd6-e3fb5486b202"}',1832243793);
INSERT INTO "entry" VALUES(3,1,'rated','boot-1',1,6000000000,1700000006000000000,'simulated','{"answer":3,"rating":"pain_before","skipped":false}',2521609064);
INSERT INTO "entry" VALUES(4,1,'heartbeat','boot-1',1,6000000000,1700000006000000000,'simulated','{"exposed_s":9.0,"moved_s":5.0,"phase":"move"}',2456178919);
INSERT INTO "entry" VALUES(5,1,'moment','boot-1',1,6000000000,1700000006000000000,'simulated','{"moved_s":5.0,"number":1}',1472241949);
INSERT INTO "entry" VALUES(6,1,'ended','boot-1',1,6000000000,1700000006000000000,'simulated','{"exposed_s":70.0,"moments":1,"moved_s":60.0,"reason":"dose"}',203551035);
INSERT INTO "entry" VALUES(7,2,'started','boot-1',1,6000000000,1700000006000000000,'simulated','{"uid":"6ba97dc3-0ba3-4e61-a29b-a65ca2a455f2"}',3534881291);
INSERT INTO "entry" VALUES(8,2,'rated','boot-1',1,11000000000,1700000011000000000,'simulated','{"answer":3,"rating":"pain_before","skipped":false}',1232703485);
INSERT INTO "entry" VALUES(9,2,'heartbeat','boot-1',1,11000000000,1700000011000000000,'simulated','{"exposed_s":9.0,"moved_s":5.0,"phase":"move"}',8287071);
INSERT INTO "entry" VALUES(10,2,'moment','boot-1',1,11000000000,1700000011000000000,'simulated','{"moved_s":5.0,"number":1}',2738095982);
CREATE TABLE session (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  uid           TEXT NOT NULL UNIQUE,
  started_seq   INTEGER NOT NULL UNIQUE,
  affected_side TEXT NOT NULL CHECK (affected_side IN ('left', 'right')),
  view          TEXT NOT NULL
                CHECK (view IN ('reflection', 'both', 'overlay', 'true')),
  settings      TEXT NOT NULL,
  crc           INTEGER NOT NULL
) STRICT;
INSERT INTO "session" VALUES(1,'f721babf-f05f-485a-bcd6-e3fb5486b202',2,'left','reflection','{"language":"de","phone":"Gr\u00fc\u00dfe","version":"0.1.0"}',698608984);
INSERT INTO "session" VALUES(2,'6ba97dc3-0ba3-4e61-a29b-a65ca2a455f2',7,'left','reflection','{"language":"de","phone":"Gr\u00fc\u00dfe","version":"0.1.0"}',4079939564);
CREATE INDEX entry_of_session ON entry (session_id, kind);
CREATE UNIQUE INDEX session_ends_once ON entry (session_id)
WHERE kind = 'ended' AND session_id IS NOT NULL;
CREATE TRIGGER boot_no_update BEFORE UPDATE ON boot BEGIN SELECT RAISE(ABORT, 'boot is append-only'); END;
CREATE TRIGGER boot_no_delete BEFORE DELETE ON boot BEGIN SELECT RAISE(ABORT, 'boot is append-only'); END;
CREATE TRIGGER session_no_update BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'session is append-only'); END;
CREATE TRIGGER session_no_delete BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'session is append-only'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER boot_no_replace BEFORE INSERT ON boot WHEN EXISTS (SELECT 1 FROM boot WHERE count = NEW.count OR id = NEW.id) BEGIN SELECT RAISE(ABORT, 'boot is append-only'); END;
CREATE TRIGGER session_no_replace BEFORE INSERT ON session WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'session is append-only'); END;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('entry',10);
INSERT INTO "sqlite_sequence" VALUES('session',2);
COMMIT;
