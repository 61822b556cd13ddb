-- A journal as Troupe 0.1's fourth format left it: that of the third, brought to it, with a subscription that
-- is paused and reads again, muted, what it had settled; all rows have their CRC. This file never changes.
PRAGMA journal_mode = WAL;
PRAGMA application_id = 0x54727065;
PRAGMA user_version = 4;
BEGIN;
CREATE TABLE counters(
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL, crc INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES('last_epoch',8,1012656613);
INSERT INTO counters VALUES('last_sequence',8,1110998605);
INSERT INTO counters VALUES('returned_by.6',8,2605313648);
INSERT INTO counters VALUES('returned_to.6',1,1937872234);
INSERT INTO counters VALUES('wall_moved',3600000000,2926211384);
CREATE TABLE topics(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  last INTEGER NOT NULL,
  transient INTEGER NOT NULL DEFAULT 0, crc INTEGER) STRICT;
INSERT INTO topics VALUES(1,'orders.placed',2,0,1880764946);
INSERT INTO topics VALUES(2,'stock.requested',4,0,2985616589);
INSERT INTO topics VALUES(3,'stock.reserved',6,0,546352171);
INSERT INTO topics VALUES(4,'orders.confirmed',8,0,2606002168);
CREATE TABLE events(
  sequence INTEGER PRIMARY KEY,
  id BLOB, time INTEGER, source TEXT, topic INTEGER, version INTEGER, key TEXT,
  correlation BLOB, causation BLOB, trace BLOB, payload TEXT, expires INTEGER, crc INTEGER) STRICT;
INSERT INTO events VALUES(1,X'01a204ff79277b37b05bf5c60aac3615',1795380181287702,'intake',1,1,'100',X'01a204ff79277b37b05bf5c60aac3615',NULL,X'01a204ff79277b37b05bf5c60aac3615b05bf5c60aac361503','{"order_id":"100","placed_at":"2010-12-01T08:26:00.000000Z","customer":"1","country":"France","lines":[{"sku":"A","quantity":2,"price_minor":255}],"total_minor":510}',NULL,2700475586);
INSERT INTO events VALUES(2,X'01a204ff79277b688b870b5f08a31994',1795380181287713,'intake',1,1,'102',X'01a204ff79277b688b870b5f08a31994',NULL,X'01a204ff79277b688b870b5f08a319948b870b5f08a3199403','{"order_id":"102","placed_at":"2010-12-01T08:27:00.000000Z","customer":"2","country":"Norway","lines":[{"sku":"A","quantity":1,"price_minor":300}],"total_minor":300}',NULL,1757138770);
INSERT INTO events VALUES(3,X'01a204ff7928753f8b6166f454bcf4b2',1795380181288328,'orders',2,1,'A',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff79277b37b05bf5c60aac36158b6166f454bcf4b203','{"sku":"A","order_id":"100","item":0,"quantity":2}',NULL,4089637523);
INSERT INTO events VALUES(4,X'01a204ff79287574aba58b4c58cb6a83',1795380181288341,'orders',2,1,'A',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79277b688b870b5f08a31994aba58b4c58cb6a8303','{"sku":"A","order_id":"102","item":0,"quantity":1}',NULL,2824022046);
INSERT INTO events VALUES(5,X'01a204ff79287e8bbd5fe1653f3a0c28',1795380181288909,'inventory',3,1,'100',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff7928753f8b6166f454bcf4b2',X'01a204ff79277b37b05bf5c60aac3615bd5fe1653f3a0c2803','{"order_id":"100","item":0}',NULL,3035914055);
INSERT INTO events VALUES(6,X'01a204ff79287f7c8405461551b7eaef',1795380181288968,'inventory',3,1,'102',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79287574aba58b4c58cb6a83',X'01a204ff79277b688b870b5f08a319948405461551b7eaef03','{"order_id":"102","item":0}',NULL,2564624205);
INSERT INTO events VALUES(7,X'01a204ff792b7ad0a5a0f62bebe74798',1795380181291676,'orders',4,1,'100',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff79287e8bbd5fe1653f3a0c28',X'01a204ff79277b37b05bf5c60aac3615a5a0f62bebe7479803','{"order_id":"100","country":"France","amount_minor":510}',NULL,37405076);
INSERT INTO events VALUES(8,X'01a204ff792b7ba9af9d1a931cbcc686',1795380181291729,'orders',4,1,'102',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79287f7c8405461551b7eaef',X'01a204ff79277b688b870b5f08a31994af9d1a931cbcc68603','{"order_id":"102","country":"Norway","amount_minor":300}',1795383781291729,868156827);
CREATE TABLE subscriptions(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  settled INTEGER NOT NULL, paused INTEGER, muted INTEGER, crc INTEGER) STRICT;
INSERT INTO subscriptions VALUES(1,'orders',6,NULL,NULL,2757185826);
INSERT INTO subscriptions VALUES(2,'inventory',4,NULL,NULL,180803292);
INSERT INTO subscriptions VALUES(3,'payment',8,NULL,NULL,3548398534);
INSERT INTO subscriptions VALUES(4,'shipping',0,NULL,NULL,3100061783);
INSERT INTO subscriptions VALUES(5,'notification',0,NULL,NULL,2284146103);
INSERT INTO subscriptions VALUES(6,'analytics',1,1,1,551861543);
INSERT INTO subscriptions VALUES(7,'intake',0,NULL,NULL,3835400445);
CREATE TABLE positions(
  subscription INTEGER, partition INTEGER, epoch INTEGER NOT NULL, position INTEGER NOT NULL, reread_to INTEGER, crc INTEGER,
  PRIMARY KEY(subscription, partition)) STRICT, WITHOUT ROWID;
INSERT INTO positions VALUES(1,0,1,0,NULL,1431974912);
INSERT INTO positions VALUES(1,6,1,6,NULL,560455483);
INSERT INTO positions VALUES(1,16,1,0,NULL,3026549773);
INSERT INTO positions VALUES(1,32,1,0,NULL,2462634731);
INSERT INTO positions VALUES(1,42,1,5,NULL,3068980856);
INSERT INTO positions VALUES(1,48,1,0,NULL,1945606886);
INSERT INTO positions VALUES(2,0,2,0,NULL,961877402);
INSERT INTO positions VALUES(2,11,2,4,NULL,2307735813);
INSERT INTO positions VALUES(2,16,2,0,NULL,3630849431);
INSERT INTO positions VALUES(2,32,2,0,NULL,4274516849);
INSERT INTO positions VALUES(2,48,2,0,NULL,536394620);
INSERT INTO positions VALUES(3,0,3,0,NULL,491784940);
INSERT INTO positions VALUES(3,6,3,8,NULL,2553519406);
INSERT INTO positions VALUES(3,16,3,0,NULL,4235150049);
INSERT INTO positions VALUES(3,32,3,0,NULL,3670207495);
INSERT INTO positions VALUES(3,42,3,7,NULL,1822304986);
INSERT INTO positions VALUES(3,48,3,0,NULL,1006478346);
INSERT INTO positions VALUES(4,0,4,0,NULL,3779810990);
INSERT INTO positions VALUES(4,16,4,0,NULL,7610019);
INSERT INTO positions VALUES(4,32,4,0,NULL,651800645);
INSERT INTO positions VALUES(4,48,4,0,NULL,3353802824);
INSERT INTO positions VALUES(5,0,5,0,NULL,3310242264);
INSERT INTO positions VALUES(5,16,5,0,NULL,611385813);
INSERT INTO positions VALUES(5,32,5,0,NULL,48017203);
INSERT INTO positions VALUES(5,48,5,0,NULL,3823363902);
INSERT INTO positions VALUES(6,0,8,1,2,3333861604);
INSERT INTO positions VALUES(6,1,8,1,2,1492938012);
INSERT INTO positions VALUES(6,2,8,1,2,4291788261);
INSERT INTO positions VALUES(6,3,8,1,2,1636147229);
INSERT INTO positions VALUES(6,4,8,1,2,3024431846);
INSERT INTO positions VALUES(6,5,8,1,2,705689374);
INSERT INTO positions VALUES(6,6,8,1,2,2369578983);
INSERT INTO positions VALUES(6,7,8,1,2,326515231);
INSERT INTO positions VALUES(6,8,8,1,2,592544992);
INSERT INTO positions VALUES(6,9,8,1,2,3172686104);
INSERT INTO positions VALUES(6,10,8,1,2,438847969);
INSERT INTO positions VALUES(6,11,8,1,2,2221052953);
INSERT INTO positions VALUES(6,12,8,1,2,1369579234);
INSERT INTO positions VALUES(6,13,8,1,2,3488138010);
INSERT INTO positions VALUES(6,14,8,1,2,1759237091);
INSERT INTO positions VALUES(6,15,8,1,2,4136701467);
INSERT INTO positions VALUES(6,16,8,1,2,143961629);
INSERT INTO positions VALUES(6,17,8,1,2,2531161061);
INSERT INTO positions VALUES(6,18,8,1,2,837640988);
INSERT INTO positions VALUES(6,19,8,1,2,2947006180);
INSERT INTO positions VALUES(6,20,8,1,2,2053583903);
INSERT INTO positions VALUES(6,21,8,1,2,3828214247);
INSERT INTO positions VALUES(6,22,8,1,2,1126103326);
INSERT INTO positions VALUES(6,23,8,1,2,3713279206);
INSERT INTO positions VALUES(6,24,8,1,2,3983776281);
INSERT INTO positions VALUES(6,25,8,1,2,1933133793);
INSERT INTO positions VALUES(6,26,8,1,2,3557447448);
INSERT INTO positions VALUES(6,27,8,1,2,1245743840);
INSERT INTO positions VALUES(6,28,8,1,2,2675965979);
INSERT INTO positions VALUES(6,29,8,1,2,30072291);
INSERT INTO positions VALUES(6,30,8,1,2,2801388826);
INSERT INTO positions VALUES(6,31,8,1,2,951259362);
INSERT INTO positions VALUES(6,32,8,1,2,1595866087);
INSERT INTO positions VALUES(6,33,8,1,2,3243517471);
INSERT INTO positions VALUES(6,34,8,1,2,1718040294);
INSERT INTO positions VALUES(6,35,8,1,2,4163758878);
INSERT INTO positions VALUES(6,36,8,1,2,770531813);
INSERT INTO positions VALUES(6,37,8,1,2,3014114333);
INSERT INTO positions VALUES(6,38,8,1,2,345287908);
INSERT INTO positions VALUES(6,39,8,1,2,2329833756);
INSERT INTO positions VALUES(6,40,8,1,2,3136933859);
INSERT INTO positions VALUES(6,41,8,1,2,615715355);
INSERT INTO positions VALUES(6,42,8,1,2,2206204642);
INSERT INTO positions VALUES(6,43,8,1,2,499834650);
INSERT INTO positions VALUES(6,44,8,1,2,3356120545);
INSERT INTO positions VALUES(6,45,8,1,2,1447069721);
INSERT INTO positions VALUES(6,46,8,1,2,4050884832);
INSERT INTO positions VALUES(6,47,8,1,2,1866024216);
INSERT INTO positions VALUES(6,48,8,1,2,2436687134);
INSERT INTO positions VALUES(6,49,8,1,2,259406054);
INSERT INTO positions VALUES(6,50,8,1,2,2823104543);
INSERT INTO positions VALUES(6,51,8,1,2,907015655);
INSERT INTO positions VALUES(6,52,8,1,2,3822026524);
INSERT INTO positions VALUES(6,53,8,1,2,2105909988);
INSERT INTO positions VALUES(6,54,8,1,2,3669406237);
INSERT INTO positions VALUES(6,55,8,1,2,1157394405);
INSERT INTO positions VALUES(6,56,8,1,2,1960562970);
INSERT INTO positions VALUES(6,57,8,1,2,3935374562);
INSERT INTO positions VALUES(6,58,8,1,2,1302469659);
INSERT INTO positions VALUES(6,59,8,1,2,3555246563);
INSERT INTO positions VALUES(6,60,8,1,2,103303960);
INSERT INTO positions VALUES(6,61,8,1,2,2556597984);
INSERT INTO positions VALUES(6,62,8,1,2,1062307353);
INSERT INTO positions VALUES(6,63,8,1,2,2702924769);
INSERT INTO positions VALUES(7,0,7,0,NULL,2370074420);
INSERT INTO positions VALUES(7,16,7,0,NULL,1820016441);
INSERT INTO positions VALUES(7,32,7,0,NULL,1255576031);
INSERT INTO positions VALUES(7,48,7,0,NULL,2884229586);
CREATE TABLE states(
  subscription INTEGER, key TEXT, value TEXT NOT NULL, crc INTEGER,
  PRIMARY KEY(subscription, key)) STRICT, WITHOUT ROWID;
INSERT INTO states VALUES(1,'100','{"status":"confirmed","customer":"1","country":"France","total_minor":510,"items":[{"sku":"A","quantity":2,"status":"reserved"}],"placed_at":"2026-11-22T20:43:01.287702Z","confirmed_at":"2026-11-22T20:43:01.288909Z","paid_at":null,"ended_at":null,"reason":""}',2756191448);
INSERT INTO states VALUES(1,'102','{"status":"confirmed","customer":"2","country":"Norway","total_minor":300,"items":[{"sku":"A","quantity":1,"status":"reserved"}],"placed_at":"2026-11-22T20:43:01.287713Z","confirmed_at":"2026-11-22T20:43:01.288968Z","paid_at":null,"ended_at":null,"reason":""}',513298730);
INSERT INTO states VALUES(2,'A','{"known":true,"initial":1000,"taken":3,"returned":0,"adjusted":0}',36961761);
INSERT INTO states VALUES(6,'','{"orders_placed":2,"orders_shipped":0,"orders_rejected":0,"orders_declined":0,"returns":0,"adjustments":0,"captured_minor":0,"refunded_minor":0,"revenue_by_country":{}}',4213953253);
INSERT INTO states VALUES(7,'','{"file":{"size":199,"hash":"32bce6c47ae51182","offset":199,"line":5,"rows_told":0},"generated":null}',3418307997);
CREATE TABLE parked(
  place INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL, sequence INTEGER NOT NULL, partition INTEGER NOT NULL,
  key TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, failures TEXT NOT NULL, letter BLOB, replay INTEGER, payload TEXT, reread INTEGER, crc INTEGER,
  UNIQUE(subscription, sequence)) STRICT;
INSERT INTO parked VALUES(1,3,7,42,'100',1795384175770328,1,'[{"at":1795380181292718,"instance":"payment","error":"gateway timeout"}]',NULL,2,'{"order_id":"100","country":"France","amount_minor":400}',NULL,2389015342);
INSERT INTO parked VALUES(2,3,8,6,'102',1795383989988401,1,'[{"at":1795380181292759,"instance":"payment","error":"gateway timeout"}]',X'01a204ff792c7b5caca1fde70331ce06',0,NULL,NULL,4091097724);
CREATE TABLE timers(
  id BLOB PRIMARY KEY, due INTEGER NOT NULL,
  event_id BLOB, event_time INTEGER, event_source TEXT, event_topic TEXT, event_version INTEGER,
  event_key TEXT, event_correlation BLOB, event_causation BLOB, event_trace BLOB,
  event_payload TEXT, event_expires INTEGER, owner INTEGER, name TEXT, on_wall INTEGER, recurrence TEXT, missed TEXT, crc INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO timers VALUES(X'01a204ff792b7ba9af9d1a931cbcc6ff',1795383781291729,X'01a204ff792b7ba9af9d1a931cbcc6fe',1795380181291729,'orders','orders.expired',1,'102',X'01a204ff79277b688b870b5f08a31994',NULL,NULL,'{}',NULL,NULL,NULL,NULL,NULL,NULL,4252380545);
INSERT INTO timers VALUES(X'41a204ff792b8ba9af9d1a931cbcc6f0',1795392000000000,X'01a204ff792b7ba9af9d1a931cbcc6f1',1795392000000000,'orders','orders.reminded',1,'102',X'01a204ff792b7ba9af9d1a931cbcc6f1',NULL,NULL,'{}',NULL,1,'remind 102',1,'cron 0 8 * * 1-5 in Europe/Berlin','skip',2367439531);
CREATE TABLE dead_letters(
  id BLOB PRIMARY KEY, reason TEXT NOT NULL, service TEXT NOT NULL, instance TEXT NOT NULL,
  error TEXT NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
  failures TEXT NOT NULL, delivery_key TEXT NOT NULL, text TEXT NOT NULL, event_sequence INTEGER,
  event_id BLOB, event_time INTEGER, event_source TEXT, event_topic TEXT, event_version INTEGER,
  event_key TEXT, event_correlation BLOB, event_causation BLOB, event_trace BLOB,
  event_payload TEXT, event_expires INTEGER, error_type TEXT, module TEXT, module_version TEXT, original TEXT, reread INTEGER, crc INTEGER) STRICT;
INSERT INTO dead_letters VALUES(X'01a204ff79277b5caca1fde70331ce05','bad_input','intake','intake','line 3, invoice 101: line 3: the Quantity "x" is not a whole number',1795380181287710,1795380181287710,'[]','','101,B,cup,x,12/1/10 8:26,2.55,1,France',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,831152594);
INSERT INTO dead_letters VALUES(X'01a204ff792c7b5caca1fde70331ce06','attempts_spent','payment','payment','gateway timeout',1795380181292759,1795380181292759,'[{"at":1795380181292759,"instance":"payment","error":"gateway timeout"}]','102','',8,X'01a204ff792b7ba9af9d1a931cbcc686',1795380181291729,'orders','orders.confirmed',1,'102',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79287f7c8405461551b7eaef',X'01a204ff79277b688b870b5f08a31994af9d1a931cbcc68603','{"order_id":"102","country":"Norway","amount_minor":200}',1795383781291729,'std::runtime_error','commerce','0.1.0','{"order_id":"102","country":"Norway","amount_minor":300}',NULL,324680827);
CREATE TABLE dead_letter_audits(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, letter BLOB NOT NULL,
  service TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL,
  error TEXT NOT NULL, reason TEXT NOT NULL, crc INTEGER) STRICT;
INSERT INTO dead_letter_audits VALUES(1,1795380181392759,'edited','anna',X'01a204ff792c7b5caca1fde70331ce06','payment','orders.confirmed','102',8,'gateway timeout','the amount was wrong',812019747);
CREATE TABLE origins(
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, time INTEGER NOT NULL,
  sequence INTEGER NOT NULL, crc INTEGER) STRICT;
CREATE TABLE rereading(
  subscription INTEGER, sequence INTEGER, partition INTEGER NOT NULL, letter INTEGER NOT NULL, crc INTEGER,
  PRIMARY KEY(subscription, sequence)) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_correlation ON events(correlation);
CREATE INDEX parked_by_key ON parked(subscription, key, place);
CREATE VIEW readable_events AS SELECT
  sequence, lower(hex(id)) AS id, strftime('%Y-%m-%dT%H:%M:%SZ', time / 1000000, 'unixepoch') AS time,
  source, topics.name AS topic, version, key, lower(hex(correlation)) AS correlation,
  lower(hex(causation)) AS causation, payload
FROM events JOIN topics ON topics.number = events.topic;
CREATE VIEW readable_dead_letters AS SELECT
  lower(hex(id)) AS id, reason, service, instance, error,
  strftime('%Y-%m-%dT%H:%M:%SZ', last_seen / 1000000, 'unixepoch') AS last_seen,
  event_topic, event_key, event_payload, text, failures
FROM dead_letters;
CREATE INDEX parked_held ON parked(letter) WHERE letter IS NOT NULL;
CREATE INDEX timers_by_measure ON timers(on_wall, due);
CREATE INDEX recurring_timers ON timers(due) WHERE recurrence IS NOT NULL;
CREATE INDEX origins_by_hash ON origins(hash);
COMMIT;
