-- A journal as Troupe 0.1's third format left it: that of the second, brought to it, with a dead letter
-- that holds its key and was edited, a replay that comes late, a timer that recurs. This file never changes.
PRAGMA journal_mode = WAL;
PRAGMA application_id = 0x54727065;
PRAGMA user_version = 3;
BEGIN;
CREATE TABLE counters(
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES('last_sequence',8);
INSERT INTO counters VALUES('wall_moved',3600000000);
CREATE TABLE topics(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  last INTEGER NOT NULL,
  transient INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO topics VALUES(1,'orders.placed',2,0);
INSERT INTO topics VALUES(2,'stock.requested',4,0);
INSERT INTO topics VALUES(3,'stock.reserved',6,0);
INSERT INTO topics VALUES(4,'orders.confirmed',8,0);
CREATE TABLE events(
  sequence INTEGER PRIMARY KEY,
  id BLOB, time INTEGER, source TEXT, topic INTEGER, version INTEGER, key TEXT,
  correlation BLOB, causation BLOB, trace BLOB, payload TEXT, expires INTEGER) STRICT;
INSERT INTO events VALUES(1,X'01a204ff79277b37b05bf5c60aac3615',1795380181287702,'intake',1,1,'100',X'01a204ff79277b37b05bf5c60aac3615',NULL,X'01a204ff79277b37b05bf5c60aac3615b05bf5c60aac361503','{"order_id":"100","placed_at":"2010-12-01T08:26:00.000000Z","customer":"1","country":"France","lines":[{"sku":"A","quantity":2,"price_minor":255}],"total_minor":510}',NULL);
INSERT INTO events VALUES(2,X'01a204ff79277b688b870b5f08a31994',1795380181287713,'intake',1,1,'102',X'01a204ff79277b688b870b5f08a31994',NULL,X'01a204ff79277b688b870b5f08a319948b870b5f08a3199403','{"order_id":"102","placed_at":"2010-12-01T08:27:00.000000Z","customer":"2","country":"Norway","lines":[{"sku":"A","quantity":1,"price_minor":300}],"total_minor":300}',NULL);
INSERT INTO events VALUES(3,X'01a204ff7928753f8b6166f454bcf4b2',1795380181288328,'orders',2,1,'A',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff79277b37b05bf5c60aac36158b6166f454bcf4b203','{"sku":"A","order_id":"100","item":0,"quantity":2}',NULL);
INSERT INTO events VALUES(4,X'01a204ff79287574aba58b4c58cb6a83',1795380181288341,'orders',2,1,'A',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79277b688b870b5f08a31994aba58b4c58cb6a8303','{"sku":"A","order_id":"102","item":0,"quantity":1}',NULL);
INSERT INTO events VALUES(5,X'01a204ff79287e8bbd5fe1653f3a0c28',1795380181288909,'inventory',3,1,'100',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff7928753f8b6166f454bcf4b2',X'01a204ff79277b37b05bf5c60aac3615bd5fe1653f3a0c2803','{"order_id":"100","item":0}',NULL);
INSERT INTO events VALUES(6,X'01a204ff79287f7c8405461551b7eaef',1795380181288968,'inventory',3,1,'102',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79287574aba58b4c58cb6a83',X'01a204ff79277b688b870b5f08a319948405461551b7eaef03','{"order_id":"102","item":0}',NULL);
INSERT INTO events VALUES(7,X'01a204ff792b7ad0a5a0f62bebe74798',1795380181291676,'orders',4,1,'100',X'01a204ff79277b37b05bf5c60aac3615',X'01a204ff79287e8bbd5fe1653f3a0c28',X'01a204ff79277b37b05bf5c60aac3615a5a0f62bebe7479803','{"order_id":"100","country":"France","amount_minor":510}',NULL);
INSERT INTO events VALUES(8,X'01a204ff792b7ba9af9d1a931cbcc686',1795380181291729,'orders',4,1,'102',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79287f7c8405461551b7eaef',X'01a204ff79277b688b870b5f08a31994af9d1a931cbcc68603','{"order_id":"102","country":"Norway","amount_minor":300}',1795383781291729);
CREATE TABLE subscriptions(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  settled INTEGER NOT NULL) STRICT;
INSERT INTO subscriptions VALUES(1,'orders',6);
INSERT INTO subscriptions VALUES(2,'inventory',4);
INSERT INTO subscriptions VALUES(3,'payment',8);
INSERT INTO subscriptions VALUES(4,'shipping',0);
INSERT INTO subscriptions VALUES(5,'notification',0);
INSERT INTO subscriptions VALUES(6,'analytics',2);
INSERT INTO subscriptions VALUES(7,'intake',0);
CREATE TABLE positions(
  subscription INTEGER, partition INTEGER, epoch INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY(subscription, partition)) STRICT, WITHOUT ROWID;
INSERT INTO positions VALUES(1,0,1,0);
INSERT INTO positions VALUES(1,6,1,6);
INSERT INTO positions VALUES(1,16,1,0);
INSERT INTO positions VALUES(1,32,1,0);
INSERT INTO positions VALUES(1,42,1,5);
INSERT INTO positions VALUES(1,48,1,0);
INSERT INTO positions VALUES(2,0,2,0);
INSERT INTO positions VALUES(2,11,2,4);
INSERT INTO positions VALUES(2,16,2,0);
INSERT INTO positions VALUES(2,32,2,0);
INSERT INTO positions VALUES(2,48,2,0);
INSERT INTO positions VALUES(3,0,3,0);
INSERT INTO positions VALUES(3,6,3,8);
INSERT INTO positions VALUES(3,16,3,0);
INSERT INTO positions VALUES(3,32,3,0);
INSERT INTO positions VALUES(3,42,3,7);
INSERT INTO positions VALUES(3,48,3,0);
INSERT INTO positions VALUES(4,0,4,0);
INSERT INTO positions VALUES(4,16,4,0);
INSERT INTO positions VALUES(4,32,4,0);
INSERT INTO positions VALUES(4,48,4,0);
INSERT INTO positions VALUES(5,0,5,0);
INSERT INTO positions VALUES(5,16,5,0);
INSERT INTO positions VALUES(5,32,5,0);
INSERT INTO positions VALUES(5,48,5,0);
INSERT INTO positions VALUES(6,0,6,2);
INSERT INTO positions VALUES(6,16,6,0);
INSERT INTO positions VALUES(6,32,6,0);
INSERT INTO positions VALUES(6,48,6,0);
INSERT INTO positions VALUES(7,0,7,0);
INSERT INTO positions VALUES(7,16,7,0);
INSERT INTO positions VALUES(7,32,7,0);
INSERT INTO positions VALUES(7,48,7,0);
CREATE TABLE states(
  subscription INTEGER, key TEXT, value TEXT NOT NULL,
  PRIMARY KEY(subscription, key)) STRICT, WITHOUT ROWID;
INSERT INTO states VALUES(1,'100','{"status":"confirmed","customer":"1","country":"France","total_minor":510,"items":[{"sku":"A","quantity":2,"status":"reserved"}],"placed_at":"2026-11-22T20:43:01.287702Z","confirmed_at":"2026-11-22T20:43:01.288909Z","paid_at":null,"ended_at":null,"reason":""}');
INSERT INTO states VALUES(1,'102','{"status":"confirmed","customer":"2","country":"Norway","total_minor":300,"items":[{"sku":"A","quantity":1,"status":"reserved"}],"placed_at":"2026-11-22T20:43:01.287713Z","confirmed_at":"2026-11-22T20:43:01.288968Z","paid_at":null,"ended_at":null,"reason":""}');
INSERT INTO states VALUES(2,'A','{"known":true,"initial":1000,"taken":3,"returned":0,"adjusted":0}');
INSERT INTO states VALUES(6,'','{"orders_placed":2,"orders_shipped":0,"orders_rejected":0,"orders_declined":0,"returns":0,"adjustments":0,"captured_minor":0,"refunded_minor":0,"revenue_by_country":{}}');
INSERT INTO states VALUES(7,'','{"file":{"size":199,"hash":"32bce6c47ae51182","offset":199,"line":5,"rows_told":0},"generated":null}');
CREATE TABLE parked(
  place INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL, sequence INTEGER NOT NULL, partition INTEGER NOT NULL,
  key TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, failures TEXT NOT NULL, letter BLOB, replay INTEGER, payload TEXT,
  UNIQUE(subscription, sequence)) STRICT;
INSERT INTO parked VALUES(1,3,7,42,'100',1795384175770328,1,'[{"at":1795380181292718,"instance":"payment","error":"gateway timeout"}]',NULL,2,'{"order_id":"100","country":"France","amount_minor":400}');
INSERT INTO parked VALUES(2,3,8,6,'102',1795383989988401,1,'[{"at":1795380181292759,"instance":"payment","error":"gateway timeout"}]',X'01a204ff792c7b5caca1fde70331ce06',0,NULL);
CREATE TABLE timers(
  id BLOB PRIMARY KEY, due INTEGER NOT NULL,
  event_id BLOB, event_time INTEGER, event_source TEXT, event_topic TEXT, event_version INTEGER,
  event_key TEXT, event_correlation BLOB, event_causation BLOB, event_trace BLOB,
  event_payload TEXT, event_expires INTEGER, owner INTEGER, name TEXT, on_wall INTEGER, recurrence TEXT, missed TEXT) STRICT, WITHOUT ROWID;
INSERT INTO timers VALUES(X'01a204ff792b7ba9af9d1a931cbcc6ff',1795383781291729,X'01a204ff792b7ba9af9d1a931cbcc6fe',1795380181291729,'orders','orders.expired',1,'102',X'01a204ff79277b688b870b5f08a31994',NULL,NULL,'{}',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO timers VALUES(X'41a204ff792b8ba9af9d1a931cbcc6f0',1795392000000000,X'01a204ff792b7ba9af9d1a931cbcc6f1',1795392000000000,'orders','orders.reminded',1,'102',X'01a204ff792b7ba9af9d1a931cbcc6f1',NULL,NULL,'{}',NULL,1,'remind 102',1,'cron 0 8 * * 1-5 in Europe/Berlin','skip');
CREATE TABLE dead_letters(
  id BLOB PRIMARY KEY, reason TEXT NOT NULL, service TEXT NOT NULL, instance TEXT NOT NULL,
  error TEXT NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
  failures TEXT NOT NULL, delivery_key TEXT NOT NULL, text TEXT NOT NULL, event_sequence INTEGER,
  event_id BLOB, event_time INTEGER, event_source TEXT, event_topic TEXT, event_version INTEGER,
  event_key TEXT, event_correlation BLOB, event_causation BLOB, event_trace BLOB,
  event_payload TEXT, event_expires INTEGER, error_type TEXT, module TEXT, module_version TEXT, original TEXT) STRICT;
INSERT INTO dead_letters VALUES(X'01a204ff79277b5caca1fde70331ce05','bad_input','intake','intake','line 3, invoice 101: line 3: the Quantity "x" is not a whole number',1795380181287710,1795380181287710,'[]','','101,B,cup,x,12/1/10 8:26,2.55,1,France',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO dead_letters VALUES(X'01a204ff792c7b5caca1fde70331ce06','attempts_spent','payment','payment','gateway timeout',1795380181292759,1795380181292759,'[{"at":1795380181292759,"instance":"payment","error":"gateway timeout"}]','102','',8,X'01a204ff792b7ba9af9d1a931cbcc686',1795380181291729,'orders','orders.confirmed',1,'102',X'01a204ff79277b688b870b5f08a31994',X'01a204ff79287f7c8405461551b7eaef',X'01a204ff79277b688b870b5f08a31994af9d1a931cbcc68603','{"order_id":"102","country":"Norway","amount_minor":200}',1795383781291729,'std::runtime_error','commerce','0.1.0','{"order_id":"102","country":"Norway","amount_minor":300}');
CREATE TABLE dead_letter_audits(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, letter BLOB NOT NULL,
  service TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL,
  error TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
INSERT INTO dead_letter_audits VALUES(1,1795380181392759,'edited','anna',X'01a204ff792c7b5caca1fde70331ce06','payment','orders.confirmed','102',8,'gateway timeout','the amount was wrong');
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
COMMIT;
