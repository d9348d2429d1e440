-- SPDX-License-Identifier: GPL-3.0-or-later
-- A small workspace as the second schema (0002) had it: that of v1.sql, upgraded and used on by the program of its time. Never changed.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  value    ANY
) STRICT;
CREATE TABLE gesture (                      -- one act of a person: what one Ctrl+Z takes back
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,                   -- who: the manager's name, or 'rule:…'
  kind     TEXT NOT NULL,                   -- what, as a word the interface translates: 'tag', 'log', 'snooze', 'import' …
  subject  TEXT,                            -- whom or what it was about, for the undo toast
  undoes   INTEGER REFERENCES gesture (id), -- set on an undo or redo: the gesture it takes back
  state    INTEGER NOT NULL DEFAULT 0       -- 0 done, 1 taken back, 2 no longer undoable
) STRICT;
INSERT INTO gesture VALUES(1,'01a1fec5-7f6c-7000-85e9-f43674bb9ff6',1795275718507589,'root','workspace','Клуб «Маяк»',NULL,2);
INSERT INTO gesture VALUES(2,'01a1fec5-80c0-7000-bb4f-ca377a8328cf',1795275718848023,'root','import','single.json',NULL,0);
INSERT INTO gesture VALUES(3,'01a1fec5-8128-7000-a0c8-9e7ed9fb0034',1795275718934996,'root','add-member','Юлия Ёлкина',NULL,0);
INSERT INTO gesture VALUES(4,'01a1fec5-8190-7000-834b-3b48c7e8a7bf',1795275719055887,'root','competency','Юлия Ёлкина',NULL,0);
INSERT INTO gesture VALUES(5,'01a1fec5-81dc-7000-9cd9-8cefcabb1b66',1795275719131726,'root','log','Юлия Ёлкина',NULL,0);
INSERT INTO gesture VALUES(6,'01a1fec5-8228-7001-a74e-9b65242452c8',1795275719208039,'root','tag','Юлия Ёлкина',NULL,2);
INSERT INTO gesture VALUES(7,'01a1fec5-827b-7000-97ac-bf141f78db11',1795275719286488,'root','tag','Юлия Ёлкина',6,0);
INSERT INTO gesture VALUES(8,'01a1fec5-a8ff-7000-9d26-f3c93384076d',1795275729151071,'root','event','Осенний вечер',NULL,0);
INSERT INTO gesture VALUES(9,'01a1fec5-a953-7000-b978-be6f6e40d21b',1795275729234910,'root','project','Конференция',NULL,0);
INSERT INTO gesture VALUES(10,'01a1ff5d-2154-7000-abc2-315e9914d9ad',1795285655891652,'root','segment','Казанцы',NULL,0);
INSERT INTO gesture VALUES(11,'01a1ff5d-2204-7000-9e7f-d1f2c93ae314',1795285656067653,'root','field','Рост',NULL,0);
INSERT INTO gesture VALUES(12,'01a1ff5d-22c7-7000-9653-8b46e6933196',1795285656254861,'root','field-value','Ирина Гусева',NULL,0);
INSERT INTO gesture VALUES(13,'01a1ff5d-236f-7000-a8c3-b6b9a3a7ee0d',1795285656430407,'root','consent','Ирина Гусева',NULL,0);
INSERT INTO gesture VALUES(14,'01a1ff5d-2425-7001-8358-e0385f2cf8e7',1795285656613245,'root','organisation','Дом книги',NULL,0);
INSERT INTO gesture VALUES(15,'01a1ff5d-24bc-7000-9903-431a13c8c163',1795285656764126,'root','merge','Ирина Гусева',NULL,0);
INSERT INTO gesture VALUES(16,'01a1ff5d-259d-7001-9e5d-dcdb354597bf',1795285656989353,'root','log','Михаил Лебедев',NULL,0);
INSERT INTO gesture VALUES(17,'01a1ff5d-26c7-7000-bc15-ca9275f901e1',1795285657274790,'root','competency','Михаил Лебедев',NULL,0);
CREATE TABLE journal (                      -- the audit trail; replayed in order of id it rebuilds every row that a person made
  id         INTEGER PRIMARY KEY,
  gesture_id INTEGER NOT NULL REFERENCES gesture (id),
  object     TEXT NOT NULL,                 -- table
  object_uid TEXT NOT NULL,
  field      TEXT NOT NULL,                 -- column; '' is the row itself: NULL → 1 made, 1 → NULL removed
  before     ANY,                           -- a reference to another row is that row's uid
  after      ANY
) STRICT;
INSERT INTO journal VALUES(1,1,'community','01a1fec5-7f6b-7000-a83c-8a587f965ca3','',NULL,1);
INSERT INTO journal VALUES(2,1,'community','01a1fec5-7f6b-7000-a83c-8a587f965ca3','name',NULL,'Клуб «Маяк»');
INSERT INTO journal VALUES(3,1,'community','01a1fec5-7f6b-7000-a83c-8a587f965ca3','created',NULL,1795275718507572);
INSERT INTO journal VALUES(4,1,'agenda','01a1fec5-7f6b-7001-b7b2-fa66dff581aa','',NULL,1);
INSERT INTO journal VALUES(5,1,'agenda','01a1fec5-7f6b-7001-b7b2-fa66dff581aa','name',NULL,'Outside topic');
INSERT INTO journal VALUES(6,1,'agenda','01a1fec5-7f6b-7001-b7b2-fa66dff581aa','shape',NULL,'circle');
INSERT INTO journal VALUES(7,1,'agenda','01a1fec5-7f6b-7001-b7b2-fa66dff581aa','position',NULL,0);
INSERT INTO journal VALUES(8,1,'agenda','01a1fec5-7f6b-7001-b7b2-fa66dff581aa','low',NULL,25);
INSERT INTO journal VALUES(9,1,'agenda','01a1fec5-7f6b-7001-b7b2-fa66dff581aa','high',NULL,45);
INSERT INTO journal VALUES(10,1,'agenda','01a1fec5-7f6b-7002-a3ba-fd710e3845fa','',NULL,1);
INSERT INTO journal VALUES(11,1,'agenda','01a1fec5-7f6b-7002-a3ba-fd710e3845fa','name',NULL,'Inner life');
INSERT INTO journal VALUES(12,1,'agenda','01a1fec5-7f6b-7002-a3ba-fd710e3845fa','shape',NULL,'square');
INSERT INTO journal VALUES(13,1,'agenda','01a1fec5-7f6b-7002-a3ba-fd710e3845fa','position',NULL,1);
INSERT INTO journal VALUES(14,1,'agenda','01a1fec5-7f6b-7002-a3ba-fd710e3845fa','low',NULL,20);
INSERT INTO journal VALUES(15,1,'agenda','01a1fec5-7f6b-7002-a3ba-fd710e3845fa','high',NULL,40);
INSERT INTO journal VALUES(16,1,'agenda','01a1fec5-7f6b-7003-bca6-bef264f2f1c6','',NULL,1);
INSERT INTO journal VALUES(17,1,'agenda','01a1fec5-7f6b-7003-bca6-bef264f2f1c6','name',NULL,'Common work');
INSERT INTO journal VALUES(18,1,'agenda','01a1fec5-7f6b-7003-bca6-bef264f2f1c6','shape',NULL,'triangle');
INSERT INTO journal VALUES(19,1,'agenda','01a1fec5-7f6b-7003-bca6-bef264f2f1c6','position',NULL,2);
INSERT INTO journal VALUES(20,1,'agenda','01a1fec5-7f6b-7003-bca6-bef264f2f1c6','low',NULL,20);
INSERT INTO journal VALUES(21,1,'agenda','01a1fec5-7f6b-7003-bca6-bef264f2f1c6','high',NULL,50);
INSERT INTO journal VALUES(22,2,'batch','01a1fec5-80aa-7000-abda-1f5918ef943a','',NULL,1);
INSERT INTO journal VALUES(23,3,'member','01a1fec5-8116-7000-8b00-5a28bbf9a790','',NULL,1);
INSERT INTO journal VALUES(24,3,'member','01a1fec5-8116-7000-8b00-5a28bbf9a790','name',NULL,'Юлия Ёлкина');
INSERT INTO journal VALUES(25,3,'member','01a1fec5-8116-7000-8b00-5a28bbf9a790','city',NULL,'Казань');
INSERT INTO journal VALUES(26,3,'member','01a1fec5-8116-7000-8b00-5a28bbf9a790','birthday',NULL,'1990-05-17');
INSERT INTO journal VALUES(27,3,'member','01a1fec5-8116-7000-8b00-5a28bbf9a790','created',NULL,1795275718934722);
INSERT INTO journal VALUES(28,3,'member_note','01a1fec5-8116-7001-8850-b635133fd0dd','',NULL,1);
INSERT INTO journal VALUES(29,3,'member_note','01a1fec5-8116-7001-8850-b635133fd0dd','member_id',NULL,'01a1fec5-8116-7000-8b00-5a28bbf9a790');
INSERT INTO journal VALUES(30,3,'member_note','01a1fec5-8116-7001-8850-b635133fd0dd','at',NULL,1795275718934730);
INSERT INTO journal VALUES(31,3,'member_note','01a1fec5-8116-7001-8850-b635133fd0dd','author',NULL,'root');
INSERT INTO journal VALUES(32,3,'member_note','01a1fec5-8116-7001-8850-b635133fd0dd','text',NULL,'Ищет зал в аренду');
INSERT INTO journal VALUES(33,3,'member_tag','01a1fec5-8116-7002-91a1-6826367b0387','',NULL,1);
INSERT INTO journal VALUES(34,3,'member_tag','01a1fec5-8116-7002-91a1-6826367b0387','member_id',NULL,'01a1fec5-8116-7000-8b00-5a28bbf9a790');
INSERT INTO journal VALUES(35,3,'member_tag','01a1fec5-8116-7002-91a1-6826367b0387','tag_id',NULL,'01a1fec5-7fa7-7003-9a90-0213a40d2bcc');
INSERT INTO journal VALUES(36,3,'identity','01a1fec5-8116-7003-bf94-c3877e3a5a50','',NULL,1);
INSERT INTO journal VALUES(37,3,'identity','01a1fec5-8116-7003-bf94-c3877e3a5a50','member_id',NULL,'01a1fec5-8116-7000-8b00-5a28bbf9a790');
INSERT INTO journal VALUES(38,3,'identity','01a1fec5-8116-7003-bf94-c3877e3a5a50','platform',NULL,'telegram');
INSERT INTO journal VALUES(39,3,'identity','01a1fec5-8116-7003-bf94-c3877e3a5a50','instance',NULL,'');
INSERT INTO journal VALUES(40,3,'identity','01a1fec5-8116-7003-bf94-c3877e3a5a50','remote_id',NULL,'yolkina');
INSERT INTO journal VALUES(41,3,'identity','01a1fec5-8116-7003-bf94-c3877e3a5a50','handle',NULL,'yolkina');
INSERT INTO journal VALUES(42,4,'competency','01a1fec5-818f-7000-8f52-5810da9486be','',NULL,1);
INSERT INTO journal VALUES(43,4,'competency','01a1fec5-818f-7000-8f52-5810da9486be','name',NULL,'Аренда');
INSERT INTO journal VALUES(44,4,'member_competency','01a1fec5-818f-7001-8e64-bae34278fa6d','',NULL,1);
INSERT INTO journal VALUES(45,4,'member_competency','01a1fec5-818f-7001-8e64-bae34278fa6d','member_id',NULL,'01a1fec5-8116-7000-8b00-5a28bbf9a790');
INSERT INTO journal VALUES(46,4,'member_competency','01a1fec5-818f-7001-8e64-bae34278fa6d','competency_id',NULL,'01a1fec5-818f-7000-8f52-5810da9486be');
INSERT INTO journal VALUES(47,4,'member_competency','01a1fec5-818f-7001-8e64-bae34278fa6d','level',NULL,3);
INSERT INTO journal VALUES(48,4,'member_competency','01a1fec5-818f-7001-8e64-bae34278fa6d','origin',NULL,'confirmed');
INSERT INTO journal VALUES(49,4,'member_competency','01a1fec5-818f-7001-8e64-bae34278fa6d','at',NULL,1795275719055831);
INSERT INTO journal VALUES(50,4,'competency_evidence','01a1fec5-818f-7002-86bf-c69037489cad','',NULL,1);
INSERT INTO journal VALUES(51,4,'competency_evidence','01a1fec5-818f-7002-86bf-c69037489cad','member_competency_id',NULL,'01a1fec5-818f-7001-8e64-bae34278fa6d');
INSERT INTO journal VALUES(52,4,'competency_evidence','01a1fec5-818f-7002-86bf-c69037489cad','kind',NULL,'note');
INSERT INTO journal VALUES(53,4,'competency_evidence','01a1fec5-818f-7002-86bf-c69037489cad','at',NULL,1795275719055831);
INSERT INTO journal VALUES(54,4,'competency_evidence','01a1fec5-818f-7002-86bf-c69037489cad','text',NULL,'Сняла три зала');
INSERT INTO journal VALUES(55,5,'interaction','01a1fec5-81db-7000-815c-48c28472ac28','',NULL,1);
INSERT INTO journal VALUES(56,5,'interaction','01a1fec5-81db-7000-815c-48c28472ac28','kind',NULL,'call');
INSERT INTO journal VALUES(57,5,'interaction','01a1fec5-81db-7000-815c-48c28472ac28','at',NULL,1795275719126446);
INSERT INTO journal VALUES(58,5,'interaction','01a1fec5-81db-7000-815c-48c28472ac28','member_id',NULL,'01a1fec5-8116-7000-8b00-5a28bbf9a790');
INSERT INTO journal VALUES(59,5,'interaction','01a1fec5-81db-7000-815c-48c28472ac28','direction',NULL,'out');
INSERT INTO journal VALUES(60,5,'interaction','01a1fec5-81db-7000-815c-48c28472ac28','text',NULL,'Говорили про осень');
INSERT INTO journal VALUES(61,6,'tag','01a1fec5-8227-7000-9177-cb47e2a97f03','',NULL,1);
INSERT INTO journal VALUES(62,6,'tag','01a1fec5-8227-7000-9177-cb47e2a97f03','name',NULL,'Лектор');
INSERT INTO journal VALUES(63,6,'member_tag','01a1fec5-8228-7000-a3b5-d3329ceb7b8b','',NULL,1);
INSERT INTO journal VALUES(64,6,'member_tag','01a1fec5-8228-7000-a3b5-d3329ceb7b8b','member_id',NULL,'01a1fec5-8116-7000-8b00-5a28bbf9a790');
INSERT INTO journal VALUES(65,6,'member_tag','01a1fec5-8228-7000-a3b5-d3329ceb7b8b','tag_id',NULL,'01a1fec5-8227-7000-9177-cb47e2a97f03');
INSERT INTO journal VALUES(66,7,'member_tag','01a1fec5-8228-7000-a3b5-d3329ceb7b8b','member_id','01a1fec5-8116-7000-8b00-5a28bbf9a790',NULL);
INSERT INTO journal VALUES(67,7,'member_tag','01a1fec5-8228-7000-a3b5-d3329ceb7b8b','tag_id','01a1fec5-8227-7000-9177-cb47e2a97f03',NULL);
INSERT INTO journal VALUES(68,7,'member_tag','01a1fec5-8228-7000-a3b5-d3329ceb7b8b','',1,NULL);
INSERT INTO journal VALUES(69,7,'tag','01a1fec5-8227-7000-9177-cb47e2a97f03','name','Лектор',NULL);
INSERT INTO journal VALUES(70,7,'tag','01a1fec5-8227-7000-9177-cb47e2a97f03','',1,NULL);
INSERT INTO journal VALUES(71,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','',NULL,1);
INSERT INTO journal VALUES(72,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','community_id',NULL,'01a1fec5-7f6b-7000-a83c-8a587f965ca3');
INSERT INTO journal VALUES(73,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','title',NULL,'Осенний вечер');
INSERT INTO journal VALUES(74,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','kind',NULL,'meeting');
INSERT INTO journal VALUES(75,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','online',NULL,0);
INSERT INTO journal VALUES(76,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','starts',NULL,'2026-12-01T19:00');
INSERT INTO journal VALUES(77,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','tz',NULL,'Europe/Moscow');
INSERT INTO journal VALUES(78,8,'event','01a1fec5-a8fe-7000-a8e2-93efa48dee44','created',NULL,1795275729151068);
INSERT INTO journal VALUES(79,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','',NULL,1);
INSERT INTO journal VALUES(80,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','community_id',NULL,'01a1fec5-7f6b-7000-a83c-8a587f965ca3');
INSERT INTO journal VALUES(81,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','quarter',NULL,'2026Q4');
INSERT INTO journal VALUES(82,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','title',NULL,'Конференция');
INSERT INTO journal VALUES(83,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','goal',NULL,'Двести гостей');
INSERT INTO journal VALUES(84,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','status',NULL,'planned');
INSERT INTO journal VALUES(85,9,'project','01a1fec5-a952-7000-9ffd-d22cab92b6ae','created',NULL,1795275729234908);
INSERT INTO journal VALUES(86,10,'segment','01a1ff5d-2153-7000-86b4-b7dc5f637bfc','',NULL,1);
INSERT INTO journal VALUES(87,10,'segment','01a1ff5d-2153-7000-86b4-b7dc5f637bfc','name',NULL,'Казанцы');
INSERT INTO journal VALUES(88,10,'segment','01a1ff5d-2153-7000-86b4-b7dc5f637bfc','filter',NULL,'{"version":1,"match":"all","conditions":[{"field":"city","op":"is","value":"Казань"}]}');
INSERT INTO journal VALUES(89,10,'segment','01a1ff5d-2153-7000-86b4-b7dc5f637bfc','position',NULL,0);
INSERT INTO journal VALUES(90,10,'segment','01a1ff5d-2153-7000-86b4-b7dc5f637bfc','created',NULL,1795285655891650);
INSERT INTO journal VALUES(91,11,'custom_field','01a1ff5d-2203-7000-ab2f-d6dab31f987e','',NULL,1);
INSERT INTO journal VALUES(92,11,'custom_field','01a1ff5d-2203-7000-ab2f-d6dab31f987e','name',NULL,'Рост');
INSERT INTO journal VALUES(93,11,'custom_field','01a1ff5d-2203-7000-ab2f-d6dab31f987e','kind',NULL,'number');
INSERT INTO journal VALUES(94,11,'custom_field','01a1ff5d-2203-7000-ab2f-d6dab31f987e','private',NULL,0);
INSERT INTO journal VALUES(95,11,'custom_field','01a1ff5d-2203-7000-ab2f-d6dab31f987e','position',NULL,0);
INSERT INTO journal VALUES(96,12,'member_field','01a1ff5d-22be-7000-a036-be1fc4680ae3','',NULL,1);
INSERT INTO journal VALUES(97,12,'member_field','01a1ff5d-22be-7000-a036-be1fc4680ae3','member_id',NULL,'01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(98,12,'member_field','01a1ff5d-22be-7000-a036-be1fc4680ae3','field_id',NULL,'01a1ff5d-2203-7000-ab2f-d6dab31f987e');
INSERT INTO journal VALUES(99,12,'member_field','01a1ff5d-22be-7000-a036-be1fc4680ae3','value',NULL,180.0);
INSERT INTO journal VALUES(100,13,'consent','01a1ff5d-236e-7000-8663-86819b3401e5','',NULL,1);
INSERT INTO journal VALUES(101,13,'consent','01a1ff5d-236e-7000-8663-86819b3401e5','member_id',NULL,'01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(102,13,'consent','01a1ff5d-236e-7000-8663-86819b3401e5','purpose',NULL,'mention');
INSERT INTO journal VALUES(103,13,'consent','01a1ff5d-236e-7000-8663-86819b3401e5','state',NULL,'given');
INSERT INTO journal VALUES(104,13,'consent','01a1ff5d-236e-7000-8663-86819b3401e5','at',NULL,1795285656430406);
INSERT INTO journal VALUES(105,14,'organisation','01a1ff5d-2425-7000-ac53-416a0e8a7c5b','',NULL,1);
INSERT INTO journal VALUES(106,14,'organisation','01a1ff5d-2425-7000-ac53-416a0e8a7c5b','name',NULL,'Дом книги');
INSERT INTO journal VALUES(107,14,'organisation','01a1ff5d-2425-7000-ac53-416a0e8a7c5b','kind',NULL,'partner');
INSERT INTO journal VALUES(108,14,'organisation','01a1ff5d-2425-7000-ac53-416a0e8a7c5b','created',NULL,1795285656613243);
INSERT INTO journal VALUES(109,15,'identity','01a1fec5-7ff0-700a-ac77-433f6f58a7b6','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(110,15,'member_tag','01a1fec5-7ff0-700b-ba75-786fbd7656de','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(111,15,'member_competency','01a1fec5-7ff0-700c-9cbc-74f4043a0676','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(112,15,'member_competency','01a1fec5-7ff1-7000-8da3-345e823929ca','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(113,15,'member_competency','01a1fec5-7ff1-7001-ad9a-828caff80a4b','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(114,15,'project_member','01a1fec5-8021-701f-9178-95530e7765cd','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(115,15,'project_member','01a1fec5-8022-7008-a177-93490393672f','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(116,15,'event_participant','01a1fec5-8020-7010-884d-95c97fa0fee2','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(117,15,'event_participant','01a1fec5-8020-702a-a869-0caa60fa060a','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(118,15,'event_participant','01a1fec5-8020-702e-9a07-fd2dcf8ac6ad','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(119,15,'event_participant','01a1fec5-8020-7051-a57d-854ab878f0a2','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(120,15,'event_participant','01a1fec5-8020-7060-aeb5-cf412ed0cee4','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(121,15,'event_participant','01a1fec5-8021-700a-9c17-e39131bec130','status','no-show','came');
INSERT INTO journal VALUES(122,15,'event_participant','01a1fec5-8021-7033-ad32-776226f4e0d7','status','no-show','came');
INSERT INTO journal VALUES(123,15,'event_participant','01a1fec5-8021-7040-ae4d-419c27743ea5','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(124,15,'event_participant','01a1fec5-8021-7050-b9da-bfa10cf27186','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(125,15,'event_participant','01a1fec5-8021-7059-8dc8-3b9764bfe743','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(126,15,'event_participant','01a1fec5-8022-703a-8b6c-c8bb22867cb1','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(127,15,'event_participant','01a1fec5-8022-704e-b4e5-85b3d4a4465b','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(128,15,'event_participant','01a1fec5-8022-7054-80fa-d1863678eab7','member_id','01a1fec5-7ff0-7008-8e11-b81f5b155603','01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(129,15,'member','01a1fec5-7ff0-7008-8e11-b81f5b155603','archived',0,2);
INSERT INTO journal VALUES(130,15,'member','01a1fec5-7ff0-7008-8e11-b81f5b155603','merged_into_id',NULL,'01a1fec5-7fef-7000-aaa3-18f571e909d8');
INSERT INTO journal VALUES(131,16,'interaction','01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','',NULL,1);
INSERT INTO journal VALUES(132,16,'interaction','01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','kind',NULL,'call');
INSERT INTO journal VALUES(133,16,'interaction','01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','at',NULL,1795285656989000);
INSERT INTO journal VALUES(134,16,'interaction','01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','member_id',NULL,'01a1fec5-7ff0-7002-95b5-1f01d78bc669');
INSERT INTO journal VALUES(135,16,'interaction','01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','direction',NULL,'out');
INSERT INTO journal VALUES(136,16,'interaction','01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','text',NULL,'Договорились о зале');
INSERT INTO journal VALUES(137,17,'member_competency','01a1ff5d-26ba-7000-acd7-b5ca74f3c036','',NULL,1);
INSERT INTO journal VALUES(138,17,'member_competency','01a1ff5d-26ba-7000-acd7-b5ca74f3c036','member_id',NULL,'01a1fec5-7ff0-7002-95b5-1f01d78bc669');
INSERT INTO journal VALUES(139,17,'member_competency','01a1ff5d-26ba-7000-acd7-b5ca74f3c036','competency_id',NULL,'01a1fec5-7fa7-700e-ad62-135bd8d70a24');
INSERT INTO journal VALUES(140,17,'member_competency','01a1ff5d-26ba-7000-acd7-b5ca74f3c036','level',NULL,4);
INSERT INTO journal VALUES(141,17,'member_competency','01a1ff5d-26ba-7000-acd7-b5ca74f3c036','origin',NULL,'confirmed');
INSERT INTO journal VALUES(142,17,'member_competency','01a1ff5d-26ba-7000-acd7-b5ca74f3c036','at',NULL,1795285657274775);
INSERT INTO journal VALUES(143,17,'competency_evidence','01a1ff5d-26ba-7001-b411-0dd7770bd51d','',NULL,1);
INSERT INTO journal VALUES(144,17,'competency_evidence','01a1ff5d-26ba-7001-b411-0dd7770bd51d','member_competency_id',NULL,'01a1ff5d-26ba-7000-acd7-b5ca74f3c036');
INSERT INTO journal VALUES(145,17,'competency_evidence','01a1ff5d-26ba-7001-b411-0dd7770bd51d','kind',NULL,'note');
INSERT INTO journal VALUES(146,17,'competency_evidence','01a1ff5d-26ba-7001-b411-0dd7770bd51d','at',NULL,1795285657274776);
INSERT INTO journal VALUES(147,17,'competency_evidence','01a1ff5d-26ba-7001-b411-0dd7770bd51d','text',NULL,'Ведёт кружок');
CREATE TABLE batch (                        -- one bringing-in: an import or one run of a source; undoing an import removes its rows
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,                   -- 'telegram-export', 'sync', 'seed', 'demo' …
  name     TEXT,                            -- file name or source name, as a person would say it
  at       INTEGER NOT NULL,
  finished INTEGER,
  added    INTEGER NOT NULL DEFAULT 0,      -- interactions
  people   INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0,
  undone   INTEGER                          -- when it was taken back
) STRICT;
INSERT INTO batch VALUES(1,'01a1fec5-7fa6-7001-960e-058c801948bf','seed',NULL,1795275718566987,1795275718690888,60,0,1,NULL);
INSERT INTO batch VALUES(2,'01a1fec5-80aa-7000-abda-1f5918ef943a','telegram-export','single.json',1795275718826287,1795275718847961,25,7,2,NULL);
CREATE TABLE community (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL DEFAULT 'square' CHECK (kind IN ('club', 'square')),
  created  INTEGER NOT NULL
) STRICT;
INSERT INTO community VALUES(1,'01a1fec5-7f6b-7000-a83c-8a587f965ca3','Клуб «Маяк»','square',1795275718507572);
CREATE TABLE agenda (                       -- the threads of the community's life; three by default, names are the user's
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  shape    TEXT NOT NULL CHECK (shape IN ('circle', 'square', 'triangle', 'diamond')),
  position INTEGER NOT NULL DEFAULT 0,
  low      INTEGER NOT NULL DEFAULT 20,     -- the wanted share, per cent
  high     INTEGER NOT NULL DEFAULT 50
) STRICT;
INSERT INTO agenda VALUES(1,'01a1fec5-7f6b-7001-b7b2-fa66dff581aa','Outside topic','circle',0,25,45);
INSERT INTO agenda VALUES(2,'01a1fec5-7f6b-7002-a3ba-fd710e3845fa','Inner life','square',1,20,40);
INSERT INTO agenda VALUES(3,'01a1fec5-7f6b-7003-bca6-bef264f2f1c6','Common work','triangle',2,20,50);
CREATE TABLE member (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  address_as     TEXT,                      -- how to address: "Аня, на «ты»"
  headline       TEXT,                      -- who they are in three words
  city           TEXT,
  birthday       TEXT,                      -- '1990-05-17' or '--05-17'
  motives        TEXT,
  needs          TEXT,
  likes          TEXT,
  dislikes       TEXT,
  manner         TEXT,                      -- how to talk to this person
  origin         TEXT,                      -- how and through whom they came
  do_not_contact INTEGER NOT NULL DEFAULT 0,
  do_not_mention INTEGER NOT NULL DEFAULT 0,
  important      INTEGER NOT NULL DEFAULT 0,
  role           TEXT NOT NULL DEFAULT '' CHECK (role IN ('', 'staff', 'moderator', 'bot')),
  stage          TEXT NOT NULL DEFAULT '' CHECK (stage IN ('', 'newcomer', 'regular', 'active', 'core', 'fading', 'gone')),
  me             INTEGER NOT NULL DEFAULT 0,-- this is the manager
  archived       INTEGER NOT NULL DEFAULT 0,
  joined         INTEGER,
  created        INTEGER NOT NULL,
  batch_id       INTEGER REFERENCES batch (id),
  -- derived
  name_key       BLOB NOT NULL DEFAULT x'', -- ICU sort key of the name
  last_seen      INTEGER,                   -- their latest interaction
  last_contact   INTEGER,                   -- our latest contact with them
  interactions   INTEGER NOT NULL DEFAULT 0
, merged_into_id INTEGER REFERENCES member (id) ON DELETE SET NULL, came_through_id INTEGER REFERENCES member (id) ON DELETE SET NULL, offers TEXT, leader INTEGER NOT NULL DEFAULT 0, reach INTEGER NOT NULL DEFAULT 0, watched INTEGER NOT NULL DEFAULT 0, preferred_platform TEXT, quiet_from TEXT, quiet_until TEXT) STRICT;
INSERT INTO member VALUES(1,'01a1fec5-7fac-7000-b031-6e7375cafe05','Мария Соколова',NULL,'designer','Amsterdam',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'staff','core',1,0,1732147200000000,1732147200000000,1,X'2772069646f40304279c8a548a628a0e06011201dec1db0b00',NULL,1790046574952328,47,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(2,'01a1fec5-7fef-7000-aaa3-18f571e909d8','Ирина Гусева',NULL,NULL,'Пермь',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','core',0,0,1732150800000000,1732150800000000,1,X'27469646780603042710ac9c280e06011001dbc1db0900',1784043151503186,NULL,3,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(3,'01a1fec5-7ff0-7002-95b5-1f01d78bc669','Михаил Лебедев',NULL,NULL,'London',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','core',0,0,1732154400000000,1732154400000000,1,X'277246b606466203042762280c281a280e011201dec0db0a00',1795285656989000,1795285656989000,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(4,'01a1fec5-7ff0-7008-8e11-b81f5b155603','Софья Яшина',NULL,NULL,'Нижний Новгород',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','regular',0,2,1732158000000000,1732158000000000,1,X'279c8ab4e8f4030427f4da467806010f01dbc1e00800',NULL,NULL,0,2,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(5,'01a1fec5-7ff1-7003-b24d-3ddaeffab9e6','Ruth Turner',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','regular',0,0,1732161600000000,1732161600000000,1,X'4c5250380450524c44324c010f01dcc2dc0900',1770938149371985,NULL,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(6,'01a1fec5-7ff1-7008-b4fa-b93aef50f02c','Martha O’Brien',NULL,'спикер',NULL,NULL,'to meet people of the trade',NULL,NULL,NULL,NULL,NULL,0,0,0,'moderator','regular',0,0,1732165200000000,1732165200000000,1,X'422a4c50382a044609722c4c3a3244011201dcc0dcc5dc0800',NULL,NULL,0,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(7,'01a1fec5-7ff1-700f-b4f8-ee38cd0ab1e7','Айгуль Крылова',NULL,NULL,'Нижний Новгород',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','regular',0,0,1732168800000000,1732168800000000,1,X'27064e10ac62e80304275496e6628a0e06011201dbc0db0a00',NULL,NULL,0,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(8,'01a1fec5-7ff1-7013-8b26-9d9a818b5628','Leo Quinn',NULL,NULL,'Алматы',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'bot','fading',0,0,1732172400000000,1732172400000000,1,X'403246044a523a4444010d01dcc3dc0800',1785915178098082,NULL,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(9,'01a1fec5-7ff2-7000-b397-5e131d0830df','Julia Vaughn',NULL,NULL,NULL,NULL,'учиться у сильных',NULL,NULL,NULL,NULL,'друзья позвали',0,0,0,'','fading',0,0,1732176000000000,1732176000000000,1,X'3c52403a2a04542a52363844011001dcc1dc0900',NULL,NULL,0,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(10,'01a1fec5-7ff2-7005-acc3-b0d81f1a1b13','Emma Lindqvist',NULL,NULL,'Ереван',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','fading',0,0,1732179600000000,1732179600000000,1,X'3242422a04403a44304a543a4e50011201dcc2dc0c00',1794431184105268,NULL,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(11,'01a1fec5-7ff2-7009-ae0e-d32a6f2f4a91','Михаил Егоров',NULL,'спикер',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','regular',0,0,1790621842815106,1790621842815106,1,X'277246b606466203042728108a968a0e011101dec0db0900',1794957593972506,NULL,7,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(12,'01a1fec5-7ff2-700c-9aed-bfd3e1dc8c36','Лилия Лазарева',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','newcomer',0,0,1792710149798587,1792710149798587,1,X'2762466246f40304276206320696280e06011201dbc1db0b00',NULL,NULL,0,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(13,'01a1fec5-80b6-7000-bc69-1bd6b97ddb06','Вера Климова',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,1772359200000000,1795275718837189,2,X'270e289606030427546246728a0e06011001dbc2db0a00',1772529000000000,NULL,7,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(14,'01a1fec5-80b6-7002-8807-d1031661a7a3','Анна Лебедева',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,1772359200000000,1795275718837189,2,X'270678780603042762280c281a280e06011101dbc2db0b00',1772528820000000,NULL,6,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(15,'01a1fec5-80b6-7004-9659-6d3462ad0819','Олег Шубин',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,1772359500000000,1795275718837189,2,X'278a622810030427daac0c4678010e01d8c2db0800',1772454660000000,NULL,5,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(16,'01a1fec5-80b7-7001-9de3-ae2bdc57d796','user103',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,NULL,1795275718837189,2,X'524e324c151319010b010b00',1772442000000000,NULL,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(17,'01a1fec5-80b7-7003-b026-93c89dd0d72a','James Carter',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,1772529000000000,1795275718837189,2,X'3c2a42324e042e2a4c50324c011001dcc1dc0900',1772529060000000,NULL,3,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(18,'01a1fec5-80b7-7005-8102-225653f9567c','Маяк Bot',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'bot','',0,0,NULL,1795275718837189,2,X'277206f45403042c4650010c01dec2dc0600',1772528880000000,NULL,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(19,'01a1fec5-80b7-7007-8dad-49e5f24b6696','Тимур Галиев',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,NULL,1795275718837189,2,X'27a24672ac9603042710066246280e011001dec1db0900',1772611200000000,NULL,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
INSERT INTO member VALUES(20,'01a1fec5-8116-7000-8b00-5a28bbf9a790','Юлия Ёлкина',NULL,NULL,'Казань','1990-05-17',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','',0,0,NULL,1795275718934722,NULL,X'27f06246f40304272862544678060140960901dec2db0a00',1795275719126446,1795275719126446,1,NULL,NULL,NULL,0,0,0,NULL,NULL,NULL);
CREATE TABLE membership (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER NOT NULL REFERENCES community (id) ON DELETE CASCADE,
  member_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  joined       INTEGER,
  left_at      INTEGER,
  batch_id     INTEGER REFERENCES batch (id),
  UNIQUE (community_id, member_id)
) STRICT;
INSERT INTO membership VALUES(1,'01a1fec5-7fac-7001-9dad-50b84161874b',1,1,1732147200000000,NULL,1);
INSERT INTO membership VALUES(2,'01a1fec5-7fef-7001-b65d-0cfebf43537b',1,2,1732150800000000,NULL,1);
INSERT INTO membership VALUES(3,'01a1fec5-7ff0-7003-bca6-01a4abfe35f8',1,3,1732154400000000,NULL,1);
INSERT INTO membership VALUES(4,'01a1fec5-7ff0-7009-88f2-4540e1190dc0',1,4,1732158000000000,NULL,1);
INSERT INTO membership VALUES(5,'01a1fec5-7ff1-7004-b3c4-4fef084b39ec',1,5,1732161600000000,NULL,1);
INSERT INTO membership VALUES(6,'01a1fec5-7ff1-7009-8932-f2f493cf035a',1,6,1732165200000000,NULL,1);
INSERT INTO membership VALUES(7,'01a1fec5-7ff1-7010-94d1-216f90022675',1,7,1732168800000000,NULL,1);
INSERT INTO membership VALUES(8,'01a1fec5-7ff1-7014-b7ac-2fc1f8b4b417',1,8,1732172400000000,NULL,1);
INSERT INTO membership VALUES(9,'01a1fec5-7ff2-7001-ac21-a10fd3aab78a',1,9,1732176000000000,NULL,1);
INSERT INTO membership VALUES(10,'01a1fec5-7ff2-7006-aea6-a46ab9e5b4b3',1,10,1732179600000000,NULL,1);
INSERT INTO membership VALUES(11,'01a1fec5-7ff2-700a-b7f3-e687c3b317dc',1,11,1790621842815106,NULL,1);
INSERT INTO membership VALUES(12,'01a1fec5-7ff2-700d-8c28-d2f74c043b25',1,12,1792710149798587,NULL,1);
CREATE TABLE identity (                     -- one account on one platform instance; never rewritten, a merge only points it elsewhere
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  member_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  platform     TEXT NOT NULL,               -- 'telegram', 'mastodon', 'vk', 'discourse', 'email', 'phone', 'web' …
  instance     TEXT NOT NULL DEFAULT '',    -- host of a federated platform, else ''
  remote_id    TEXT NOT NULL,               -- the platform's own lasting id; the lower-cased handle where a person typed it
  handle       TEXT,                        -- without the @
  display_name TEXT,
  url          TEXT,
  avatar_url   TEXT,
  bot          INTEGER NOT NULL DEFAULT 0,
  deleted      INTEGER NOT NULL DEFAULT 0,  -- the account is gone or deactivated there
  first_seen   INTEGER,
  batch_id     INTEGER REFERENCES batch (id),
  UNIQUE (platform, instance, remote_id)
) STRICT;
INSERT INTO identity VALUES(1,'01a1fec5-7fac-7002-864c-9798c1c4b2fd',1,'telegram','','seed1-0','maria_sokolova','Мария Соколова',NULL,NULL,0,0,1732147200000000,1);
INSERT INTO identity VALUES(2,'01a1fec5-7fac-7003-93fe-2feb8e26e707',1,'mastodon','social.example','seed1-0','maria_sokolova','Мария Соколова','https://social.example/@maria_sokolova',NULL,0,0,1732147200000000,1);
INSERT INTO identity VALUES(3,'01a1fec5-7fac-7004-82e6-0bd1e258a6e7',1,'discourse','forum.example','seed1-0','maria_sokolova','Мария Соколова','https://forum.example/@maria_sokolova',NULL,0,0,1732147200000000,1);
INSERT INTO identity VALUES(4,'01a1fec5-7fef-7002-b6a6-526c52f0d290',2,'mastodon','social.example','seed1-1','irina_guseva1','Ирина Гусева','https://social.example/@irina_guseva1',NULL,0,0,1732150800000000,1);
INSERT INTO identity VALUES(5,'01a1fec5-7ff0-7004-94eb-bf19ceac44fb',3,'mastodon','social.example','seed1-2','mikhail_lebedev2','Михаил Лебедев','https://social.example/@mikhail_lebedev2',NULL,0,0,1732154400000000,1);
INSERT INTO identity VALUES(6,'01a1fec5-7ff0-700a-ac77-433f6f58a7b6',2,'mastodon','social.example','seed1-3','sofya_yashina3','Софья Яшина','https://social.example/@sofya_yashina3',NULL,0,0,1732158000000000,1);
INSERT INTO identity VALUES(7,'01a1fec5-7ff1-7005-b2e2-baf8343e6024',5,'mastodon','social.example','seed1-4','ruth_turner4','Ruth Turner','https://social.example/@ruth_turner4',NULL,0,0,1732161600000000,1);
INSERT INTO identity VALUES(8,'01a1fec5-7ff1-700a-a049-dcfcc7172eb9',6,'mastodon','social.example','seed1-5','martha_obrien5','Martha O’Brien','https://social.example/@martha_obrien5',NULL,0,0,1732165200000000,1);
INSERT INTO identity VALUES(9,'01a1fec5-7ff1-700b-96d7-b88c37fb977f',6,'discourse','forum.example','seed1-5','martha_obrien5','Martha O’Brien','https://forum.example/@martha_obrien5',NULL,0,0,1732165200000000,1);
INSERT INTO identity VALUES(10,'01a1fec5-7ff1-7011-a38d-9ad0480ca92e',7,'mastodon','social.example','seed1-6','aygul_krylova6','Айгуль Крылова','https://social.example/@aygul_krylova6',NULL,0,0,1732168800000000,1);
INSERT INTO identity VALUES(11,'01a1fec5-7ff1-7012-a077-5a37016bb829',7,'discourse','forum.example','seed1-6','aygul_krylova6','Айгуль Крылова','https://forum.example/@aygul_krylova6',NULL,0,0,1732168800000000,1);
INSERT INTO identity VALUES(12,'01a1fec5-7ff1-7015-b18c-ec8d13bcf579',8,'mastodon','social.example','seed1-7','leo_quinn7','Leo Quinn','https://social.example/@leo_quinn7',NULL,1,0,1732172400000000,1);
INSERT INTO identity VALUES(13,'01a1fec5-7ff2-7002-87e4-00185c0c77d8',9,'mastodon','social.example','seed1-8','julia_vaughn8','Julia Vaughn','https://social.example/@julia_vaughn8',NULL,0,0,1732176000000000,1);
INSERT INTO identity VALUES(14,'01a1fec5-7ff2-7003-a355-2afa4fb6bde1',9,'discourse','forum.example','seed1-8','julia_vaughn8','Julia Vaughn','https://forum.example/@julia_vaughn8',NULL,0,0,1732176000000000,1);
INSERT INTO identity VALUES(15,'01a1fec5-7ff2-7007-b826-f19af20ef9a2',10,'mastodon','social.example','seed1-9','emma_lindqvist9','Emma Lindqvist','https://social.example/@emma_lindqvist9',NULL,0,0,1732179600000000,1);
INSERT INTO identity VALUES(16,'01a1fec5-7ff2-7008-8b04-af8e2b7cb7ec',10,'discourse','forum.example','seed1-9','emma_lindqvist9','Emma Lindqvist','https://forum.example/@emma_lindqvist9',NULL,0,0,1732179600000000,1);
INSERT INTO identity VALUES(17,'01a1fec5-7ff2-700b-b808-05c3d86cc0b4',11,'telegram','','seed1-10','mikhail_yegorov10','Михаил Егоров',NULL,NULL,0,0,1790621842815106,1);
INSERT INTO identity VALUES(18,'01a1fec5-7ff2-700e-b094-4226d165f1bf',12,'mastodon','social.example','seed1-11','liliya_lazareva11','Лилия Лазарева','https://social.example/@liliya_lazareva11',NULL,0,0,1792710149798587,1);
INSERT INTO identity VALUES(19,'01a1fec5-80b6-7001-8036-69223ae9b452',13,'telegram','','user100',NULL,'Вера Климова','tg://user?id=100',NULL,0,0,1772359200000000,2);
INSERT INTO identity VALUES(20,'01a1fec5-80b6-7003-8513-162e93ba0df5',14,'telegram','','user101',NULL,'Анна Лебедева','tg://user?id=101',NULL,0,0,1772359200000000,2);
INSERT INTO identity VALUES(21,'01a1fec5-80b7-7000-82cd-15c8cd7cf641',15,'telegram','','user102',NULL,'Олег Шубин','tg://user?id=102',NULL,0,0,1772359500000000,2);
INSERT INTO identity VALUES(22,'01a1fec5-80b7-7002-ba7d-9044cf9b96fc',16,'telegram','','user103',NULL,NULL,NULL,NULL,0,1,1772442000000000,2);
INSERT INTO identity VALUES(23,'01a1fec5-80b7-7004-a424-2cf77ec3a72a',17,'telegram','','user104',NULL,'James Carter','tg://user?id=104',NULL,0,0,1772443800000000,2);
INSERT INTO identity VALUES(24,'01a1fec5-80b7-7006-9c81-08576e0d41e4',18,'telegram','','user900',NULL,'Маяк Bot','tg://user?id=900',NULL,1,0,1772528880000000,2);
INSERT INTO identity VALUES(25,'01a1fec5-80b7-7008-a1d8-e6cd7ffbec9c',19,'telegram','','user105',NULL,'Тимур Галиев','tg://user?id=105',NULL,0,0,1772611200000000,2);
INSERT INTO identity VALUES(26,'01a1fec5-8116-7003-bf94-c3877e3a5a50',20,'telegram','','yolkina','yolkina',NULL,NULL,NULL,0,0,NULL,NULL);
CREATE TABLE identity_handle (              -- earlier handles, from outside
  id          INTEGER PRIMARY KEY,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  handle      TEXT NOT NULL,
  until       INTEGER NOT NULL
, since INTEGER) STRICT;
CREATE TABLE member_note (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  author    TEXT,
  text      TEXT NOT NULL
) STRICT;
INSERT INTO member_note VALUES(1,'01a1fec5-8116-7001-8850-b635133fd0dd',20,1795275718934730,'root','Ищет зал в аренду');
CREATE TABLE tag (
  id   INTEGER PRIMARY KEY,
  uid  TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO tag VALUES(1,'01a1fec5-7fa7-7000-babb-91a7b2be28dd','спикер');
INSERT INTO tag VALUES(2,'01a1fec5-7fa7-7001-9ae7-96fb9a4ce1d7','ментор');
INSERT INTO tag VALUES(3,'01a1fec5-7fa7-7002-8892-15364ca35dad','организатор');
INSERT INTO tag VALUES(4,'01a1fec5-7fa7-7003-9a90-0213a40d2bcc','волонтёр');
INSERT INTO tag VALUES(5,'01a1fec5-7fa7-7004-b932-e7ddbf9febbe','преподаватель');
INSERT INTO tag VALUES(6,'01a1fec5-7fa7-7005-ae59-c29335e363cc','студент');
INSERT INTO tag VALUES(7,'01a1fec5-7fa7-7006-b676-74d112ee5e56','основатель');
INSERT INTO tag VALUES(8,'01a1fec5-7fa7-7007-b765-63298b48d76a','критик');
INSERT INTO tag VALUES(9,'01a1fec5-7fa7-7008-9cd9-e90237e9449e','переводчик');
INSERT INTO tag VALUES(10,'01a1fec5-7fa7-7009-8a30-b2f47ef32133','newcomer guide');
INSERT INTO tag VALUES(11,'01a1fec5-7fa7-700a-a41f-97b7d2009c1c','beta tester');
INSERT INTO tag VALUES(12,'01a1fec5-7fa7-700b-b590-5a76b304af57','writer');
INSERT INTO tag VALUES(13,'01a1fec5-7fa7-700c-b761-5d87f4b55d96','designer');
INSERT INTO tag VALUES(14,'01a1fec5-7fa7-700d-b3e1-0462947f191f','open source');
CREATE TABLE member_tag (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  tag_id    INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (member_id, tag_id)
) STRICT;
INSERT INTO member_tag VALUES(1,'01a1fec5-7fac-7005-a0f6-6fd58e9d6974',1,10);
INSERT INTO member_tag VALUES(2,'01a1fec5-7fac-7006-ab91-80b7167724cc',1,5);
INSERT INTO member_tag VALUES(3,'01a1fec5-7fef-7003-8d3b-a9b1dfd99bbb',2,4);
INSERT INTO member_tag VALUES(4,'01a1fec5-7ff0-7005-850c-08af8414efca',3,9);
INSERT INTO member_tag VALUES(5,'01a1fec5-7ff0-7006-83b4-abd7bf899fcd',3,4);
INSERT INTO member_tag VALUES(6,'01a1fec5-7ff0-700b-ba75-786fbd7656de',2,14);
INSERT INTO member_tag VALUES(7,'01a1fec5-7ff1-700c-8ad9-df8fa5318d68',6,3);
INSERT INTO member_tag VALUES(8,'01a1fec5-7ff1-700d-b58c-a852fb8a6e5b',6,14);
INSERT INTO member_tag VALUES(9,'01a1fec5-7ff2-7004-aa5d-3711409d223d',9,3);
INSERT INTO member_tag VALUES(10,'01a1fec5-8116-7002-91a1-6826367b0387',20,4);
CREATE TABLE competency (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  name      TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES competency (id) ON DELETE SET NULL,
  about     TEXT
) STRICT;
INSERT INTO competency VALUES(1,'01a1fec5-7fa7-700e-ad62-135bd8d70a24','Python',NULL,NULL);
INSERT INTO competency VALUES(2,'01a1fec5-7fab-7000-b86e-d5d496596de8','базы данных',NULL,NULL);
INSERT INTO competency VALUES(3,'01a1fec5-7fab-7002-9e10-95a38d41cc8e','дизайн интерфейсов',NULL,NULL);
INSERT INTO competency VALUES(4,'01a1fec5-7fab-7004-94c4-0a90df5b24e5','ведение встреч',NULL,NULL);
INSERT INTO competency VALUES(5,'01a1fec5-7fab-7006-af53-6fe09f856310','публичные выступления',NULL,NULL);
INSERT INTO competency VALUES(6,'01a1fec5-7fab-7008-adef-02ed18d3e3ef','аналитика',NULL,NULL);
INSERT INTO competency VALUES(7,'01a1fec5-7fab-700a-9cd0-2c78820a2f73','тестирование',NULL,NULL);
INSERT INTO competency VALUES(8,'01a1fec5-7fab-700c-99bd-472838a34a11','Kubernetes',NULL,NULL);
INSERT INTO competency VALUES(9,'01a1fec5-7fab-700e-b810-f01cd3a7c3ad','деплой',NULL,NULL);
INSERT INTO competency VALUES(10,'01a1fec5-7fab-7010-bcec-17c7ca69156f','редактура',NULL,NULL);
INSERT INTO competency VALUES(11,'01a1fec5-7fab-7012-b0a3-dea22f5f760a','видеомонтаж',NULL,NULL);
INSERT INTO competency VALUES(12,'01a1fec5-7fab-7014-af45-c6dd9b4b2750','фандрайзинг',NULL,NULL);
INSERT INTO competency VALUES(13,'01a1fec5-7fab-7016-8f38-ed0a59a33bcc','переводы',NULL,NULL);
INSERT INTO competency VALUES(14,'01a1fec5-7fab-7018-9ec9-1b63152492bf','Rust',NULL,NULL);
INSERT INTO competency VALUES(15,'01a1fec5-7fab-701a-9a64-74d92216c661','GTK',NULL,NULL);
INSERT INTO competency VALUES(16,'01a1fec5-7fab-701c-a4f6-680e61c10762','безопасность',NULL,NULL);
INSERT INTO competency VALUES(17,'01a1fec5-7fab-701e-9b41-0dad456456db','машинное обучение',NULL,NULL);
INSERT INTO competency VALUES(18,'01a1fec5-7fab-7020-8455-0688ef3970cc','управление проектами',NULL,NULL);
INSERT INTO competency VALUES(19,'01a1fec5-818f-7000-8f52-5810da9486be','Аренда',NULL,NULL);
CREATE TABLE competency_alias (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  competency_id INTEGER NOT NULL REFERENCES competency (id) ON DELETE CASCADE,
  alias         TEXT NOT NULL
) STRICT;
INSERT INTO competency_alias VALUES(1,'01a1fec5-7fa7-700f-81ae-95f0a5d98587',1,'питон');
INSERT INTO competency_alias VALUES(2,'01a1fec5-7fab-7001-9e42-d0823448f76f',2,'SQL');
INSERT INTO competency_alias VALUES(3,'01a1fec5-7fab-7003-bc44-8282ff74b3c2',3,'UX');
INSERT INTO competency_alias VALUES(4,'01a1fec5-7fab-7005-8e93-974201cf249a',4,'модерация');
INSERT INTO competency_alias VALUES(5,'01a1fec5-7fab-7007-97a6-f30e1dfef7c1',5,'доклады');
INSERT INTO competency_alias VALUES(6,'01a1fec5-7fab-7009-af4c-bfbfc9f6ecfd',6,'метрики');
INSERT INTO competency_alias VALUES(7,'01a1fec5-7fab-700b-9f6d-dcabe0f793c7',7,'QA');
INSERT INTO competency_alias VALUES(8,'01a1fec5-7fab-700d-b0eb-e1f05e04d898',8,'k8s');
INSERT INTO competency_alias VALUES(9,'01a1fec5-7fab-700f-b9ac-c1e972e6f1fc',9,'CI/CD');
INSERT INTO competency_alias VALUES(10,'01a1fec5-7fab-7011-af65-c18473ebc99a',10,'тексты');
INSERT INTO competency_alias VALUES(11,'01a1fec5-7fab-7013-b4fb-054ba1f5f077',11,'монтаж');
INSERT INTO competency_alias VALUES(12,'01a1fec5-7fab-7015-9bb5-7a068b58b6c3',12,'гранты');
INSERT INTO competency_alias VALUES(13,'01a1fec5-7fab-7017-9fc9-538516bfcef1',13,'localization');
INSERT INTO competency_alias VALUES(14,'01a1fec5-7fab-7019-a5ff-b7263c28d639',14,'раст');
INSERT INTO competency_alias VALUES(15,'01a1fec5-7fab-701b-aaf1-bfff78a6d86c',15,'GNOME');
INSERT INTO competency_alias VALUES(16,'01a1fec5-7fab-701d-9094-e4d00d41de9f',16,'security');
INSERT INTO competency_alias VALUES(17,'01a1fec5-7fab-701f-a6b2-54c81eeca1dc',17,'ML');
INSERT INTO competency_alias VALUES(18,'01a1fec5-7fab-7021-9a1b-082dfd882e4d',18,'project management');
CREATE TABLE member_competency (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  member_id     INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  competency_id INTEGER NOT NULL REFERENCES competency (id) ON DELETE CASCADE,
  level         INTEGER NOT NULL DEFAULT 1 CHECK (level BETWEEN 1 AND 5),
  origin        TEXT NOT NULL DEFAULT 'confirmed' CHECK (origin IN ('self', 'confirmed', 'suggested')),
  at            INTEGER NOT NULL,
  UNIQUE (member_id, competency_id)
) STRICT;
INSERT INTO member_competency VALUES(1,'01a1fec5-7fac-7007-868d-d783bc84ae0e',1,13,3,'self',1763683200000000);
INSERT INTO member_competency VALUES(2,'01a1fec5-7fac-7009-b3ca-f41df2f22c95',1,18,3,'confirmed',1763683200000000);
INSERT INTO member_competency VALUES(3,'01a1fec5-7fac-700a-b810-cb9b2cd15263',1,5,2,'confirmed',1763683200000000);
INSERT INTO member_competency VALUES(4,'01a1fec5-7ff0-7000-bf6f-e3b219008112',2,18,3,'self',1763685000000000);
INSERT INTO member_competency VALUES(5,'01a1fec5-7ff0-7007-b555-22e56b829791',3,10,4,'confirmed',1763686800000000);
INSERT INTO member_competency VALUES(6,'01a1fec5-7ff0-700c-9cbc-74f4043a0676',2,17,2,'confirmed',1763688600000000);
INSERT INTO member_competency VALUES(7,'01a1fec5-7ff1-7000-8da3-345e823929ca',2,4,1,'confirmed',1763688600000000);
INSERT INTO member_competency VALUES(8,'01a1fec5-7ff1-7001-ad9a-828caff80a4b',2,9,5,'self',1763688600000000);
INSERT INTO member_competency VALUES(9,'01a1fec5-7ff1-7006-b6c4-4a1ef51993a0',5,1,5,'confirmed',1763690400000000);
INSERT INTO member_competency VALUES(10,'01a1fec5-7ff1-7007-80ca-4f6050b4b462',5,6,4,'confirmed',1763690400000000);
INSERT INTO member_competency VALUES(11,'01a1fec5-7ff1-700e-96cb-b789d4893fbc',6,4,3,'confirmed',1763692200000000);
INSERT INTO member_competency VALUES(12,'01a1fec5-7ff1-7016-9bfb-294448201339',8,12,1,'self',1763695800000000);
INSERT INTO member_competency VALUES(13,'01a1fec5-7ff2-700f-868e-8a7745405074',12,12,1,'confirmed',1793964674899293);
INSERT INTO member_competency VALUES(14,'01a1fec5-818f-7001-8e64-bae34278fa6d',20,19,3,'confirmed',1795275719055831);
INSERT INTO member_competency VALUES(15,'01a1ff5d-26ba-7000-acd7-b5ca74f3c036',3,1,4,'confirmed',1795285657274775);
CREATE TABLE source (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  type        TEXT NOT NULL,                -- the connector's name: 'mastodon', 'feed', 'sample'
  name        TEXT NOT NULL,
  url         TEXT NOT NULL,
  words       TEXT,                         -- feeds: words that make an entry a mention, separated by commas; NULL is every entry
  own_server  INTEGER NOT NULL DEFAULT 0,   -- the manager said "this is my own server": private addresses are allowed
  paused      INTEGER NOT NULL DEFAULT 0,
  every       INTEGER NOT NULL DEFAULT 300, -- seconds between runs
  created     INTEGER NOT NULL,
  -- derived
  account     TEXT,                         -- our handle there
  account_id  TEXT,                         -- our remote id there
  cursor      TEXT,                         -- opaque; saved in the same transaction as the data it brought
  last_run    INTEGER,
  last_ok     INTEGER,
  next_run    INTEGER,
  failures    INTEGER NOT NULL DEFAULT 0,   -- in a row
  error       TEXT,                         -- code nick of VecheConnectorError, NULL when well
  error_text  TEXT                          -- redacted detail for the log and the curious
) STRICT;
CREATE TABLE channel (                      -- a chat, wall, topic, feed; keyed by the platform, so that sync and export meet
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  platform     TEXT NOT NULL,
  instance     TEXT NOT NULL DEFAULT '',
  remote_id    TEXT NOT NULL,
  source_id    INTEGER REFERENCES source (id) ON DELETE SET NULL,
  community_id INTEGER REFERENCES community (id) ON DELETE SET NULL,
  parent_id    INTEGER REFERENCES channel (id) ON DELETE CASCADE,   -- a topic in a forum
  name         TEXT,
  kind         TEXT,                        -- 'group', 'channel', 'personal', 'feed', 'topic' …
  url          TEXT,
  batch_id     INTEGER REFERENCES batch (id),
  UNIQUE (platform, instance, remote_id)
) STRICT;
INSERT INTO channel VALUES(1,'01a1fec5-8009-7000-8d41-e6d3eae4c2d8','telegram','','seed1-c5',NULL,1,NULL,'Флудилка','group',NULL,1);
INSERT INTO channel VALUES(2,'01a1fec5-8009-7001-86cd-b8e2bcdc130a','telegram','','seed1-c1',NULL,1,NULL,'Вопросы','group',NULL,1);
INSERT INTO channel VALUES(3,'01a1fec5-8009-7002-ba60-d14a887a2272','telegram','','seed1-c0',NULL,1,NULL,'Общий чат','group',NULL,1);
INSERT INTO channel VALUES(4,'01a1fec5-8009-7003-ad89-d8e1932bf092','telegram','','seed1-c2',NULL,1,NULL,'Новости сообщества','channel',NULL,1);
INSERT INTO channel VALUES(5,'01a1fec5-8009-7004-85db-e04dd686d1b4','telegram','','seed1-c3',NULL,1,NULL,'Python Казань','group',NULL,1);
INSERT INTO channel VALUES(6,'01a1fec5-8009-7005-b437-1f8b135a4b38','telegram','','seed1-c4',NULL,1,NULL,'Организаторы','group',NULL,1);
INSERT INTO channel VALUES(7,'01a1fec5-8010-700a-86de-8b0859e9d5c9','mastodon','social.example','seed1-c7',NULL,1,NULL,'Lists: meetups','group',NULL,1);
INSERT INTO channel VALUES(8,'01a1fec5-8010-700b-be7e-6c0ffe6a8db1','mastodon','social.example','seed1-c6',NULL,1,NULL,'Home timeline','personal',NULL,1);
INSERT INTO channel VALUES(9,'01a1fec5-80b5-7000-b7d6-0f1cd741e442','telegram','','channel1500000001',NULL,NULL,NULL,'Python-чат «Маяка»','group',NULL,2);
CREATE TABLE coverage (                     -- time ranges of a channel that are surely complete
  id         INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  batch_id   INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO coverage VALUES(1,9,1772359200000000,1772611500000000,2);
CREATE TABLE interaction (                  -- everything on a timeline, one row each
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,                -- message post reply comment reaction join leave | call dm email meeting note attendance | service
  at          INTEGER NOT NULL,
  channel_id  INTEGER REFERENCES channel (id) ON DELETE SET NULL,   -- NULL: logged by hand
  remote_id   TEXT,                         -- unique in its channel
  identity_id INTEGER REFERENCES identity (id) ON DELETE SET NULL,  -- the author's account
  member_id   INTEGER REFERENCES member (id) ON DELETE SET NULL,    -- the author; for a log by hand, the person it was with
  direction   TEXT NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'out')),  -- out: said by us
  reply_to    TEXT,                         -- remote id of what it answers, in the same channel
  reply_to_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  thread      TEXT,                         -- the platform's own thread id, when it has one
  text        TEXT,
  url         TEXT,
  edited      INTEGER,                      -- when it was last changed there
  deleted     INTEGER,                      -- when we learnt that it is gone there; the text stays
  meta        TEXT,                         -- JSON: media, reactions, forward, poll …
  batch_id    INTEGER REFERENCES batch (id),
  UNIQUE (channel_id, remote_id)
) STRICT;
INSERT INTO interaction VALUES(1,'01a1fec5-8009-7006-95e3-d0df603f56c0','message',1738297363500354,1,'1',1,1,'out',NULL,NULL,NULL,'Подскажите, с чего начать: переводы?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(2,'01a1fec5-800a-7000-bc96-4dfecf9adc53','message',1742483393631648,2,'2',1,1,'out',NULL,NULL,NULL,'В субботу показываю свой проект, там много про переводы.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(3,'01a1fec5-800a-7001-abc5-63cf3f9d44dc','message',1745365476457329,3,'3',1,1,'out',NULL,NULL,NULL,'Без шуток, переводы спасла нам релиз.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(4,'01a1fec5-800a-7002-a4a8-4998b82ea990','message',1747708137323022,4,'4',1,1,'out',NULL,NULL,NULL,'Дочитала книгу про дизайн интерфейсов: первая половина отличная, вторая так себе.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(5,'01a1fec5-800a-7003-be70-7467760ea880','message',1749733810501062,5,'5',1,1,'out',NULL,NULL,NULL,'Кажется, мы опять спорим про базы данных по кругу.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(6,'01a1fec5-800a-7004-868d-21d2cd265c3d','message',1751544341818067,3,'6',1,1,'out',NULL,NULL,NULL,'Дочитала книгу про переводы: первая половина отличная, вторая так себе.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(7,'01a1fec5-800a-7005-b0ff-2c6e16aedea7','reply',1753196488035090,3,'7',1,1,'out','6',6,NULL,'Согласен, переводы — это надолго.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(8,'01a1fec5-800a-7006-8bf6-5df16f93c21a','message',1754725724386763,2,'8',1,1,'out',NULL,NULL,NULL,'Кажется, мы опять спорим про переводы по кругу.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(9,'01a1fec5-800a-7007-8590-0e24909c1410','message',1756155979482849,4,'9',1,1,'out',NULL,NULL,NULL,'Почему у нас никто не рассказывает про безопасность?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(10,'01a1fec5-800a-7008-a3bb-172f1effacaa','reply',1757504298374623,2,'10',1,1,'out','8',8,NULL,'Согласен, переводы — это надолго.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(11,'01a1fec5-800a-7009-acd1-8c7f1c2dd235','message',1758783332031048,2,'11',1,1,'out',NULL,NULL,NULL,'Без шуток, переводы спасла нам релиз.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(12,'01a1fec5-800a-700a-acce-4fa5e0a1b968','reply',1760002776520345,1,'12',1,1,'out','1',1,NULL,'Согласен, публичные выступления — это надолго.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(13,'01a1fec5-800a-700b-bb73-a34c4ba20f27','message',1761170257501770,2,'13',1,1,'out',NULL,NULL,NULL,'Коллеги, нашла хорошую статью: переводы без лишней теории.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(14,'01a1fec5-800a-700c-9916-24d350b8af71','reply',1762291900894943,3,'14',1,1,'out','3',3,NULL,'Мы это обсуждали весной, поищите по слову «переводы».',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(15,'01a1fec5-800a-700d-9d34-c6dbf9883aa1','message',1763372715953436,2,'15',1,1,'out',NULL,NULL,NULL,'Обновили страницу сообщества, добавили раздел «переводы».',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(16,'01a1fec5-800a-700e-a1c8-5ce5b2d46cd7','reply',1764416861023968,5,'16',1,1,'out','5',5,NULL,'Мы это обсуждали весной, поищите по слову «переводы».',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(17,'01a1fec5-800a-700f-95bc-8ecf20b63574','message',1765427833124690,2,'17',1,1,'out',NULL,NULL,NULL,'Кому можно написать по теме «переводы»?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(18,'01a1fec5-800a-7010-9a8c-0d0442409b0b','message',1766408606445690,3,'18',1,1,'out',NULL,NULL,NULL,'Нашли участников для пилота, тема — видеомонтаж.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(19,'01a1fec5-800a-7011-abad-602684593c56','message',1767361735647824,3,'19',1,1,'out',NULL,NULL,NULL,'@maria_sokolova, Кажется, мы опять спорим про базы данных по кругу.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(20,'01a1fec5-800a-7012-be5d-eea33518441f','message',1768289434314106,1,'20',1,1,'out',NULL,NULL,NULL,'Нашли участников для пилота, тема — тестирование.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(21,'01a1fec5-800a-7013-9e92-96c40bbd83ea','reply',1770076039071790,3,'22',1,1,'out','19',19,NULL,'Согласен, деплой — это надолго.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(22,'01a1fec5-800b-7000-9efe-3f083bd5d064','message',1771781305246323,3,'24',1,1,'out',NULL,NULL,NULL,'Подскажите, с чего начать: переводы?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(23,'01a1fec5-800b-7001-8169-7da793759145','message',1772606704502478,4,'25',1,1,'out',NULL,NULL,NULL,'А есть запись встречи про переводы?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(24,'01a1fec5-800b-7002-bc05-f25d4de169a6','reply',1773415423866190,2,'26',1,1,'out','17',17,NULL,'Да, пробовала: для начала хватит главы про дизайн интерфейсов в нашей базе знаний.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(25,'01a1fec5-800b-7003-8cc2-29f48b4064be','message',1774986620472200,6,'28',1,1,'out',NULL,NULL,NULL,'Подскажите, с чего начать: переводы?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(26,'01a1fec5-800f-7000-9e83-38b08726f48f','reply',1775750780691547,3,'29',1,1,'out','7',7,NULL,'Мы это обсуждали весной, поищите по слову «тестирование».',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(27,'01a1fec5-800f-7001-bdb2-0f8b85d62837','message',1776501648125106,2,'30',1,1,'out',NULL,NULL,NULL,'Написал заметку про переводы, буду рад замечаниям.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(28,'01a1fec5-800f-7002-9ce6-01d38bdfa115','message',1777239893240402,2,'31',1,1,'out',NULL,NULL,NULL,'Обновили страницу сообщества, добавили раздел «Rust».',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(29,'01a1fec5-800f-7003-81f9-a01ad4cf2738','message',1777966131969066,3,'32',1,1,'out',NULL,NULL,NULL,'Кому можно написать по теме «тестирование»?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(30,'01a1fec5-800f-7004-ae61-1faae756cb4b','reply',1778680931722232,5,'33',1,1,'out','5',5,NULL,'Отличный вопрос! Соберём отдельную встречу про переводы.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(31,'01a1fec5-800f-7005-ad1f-d599da936572','message',1779384816578809,3,'34',1,1,'out',NULL,NULL,NULL,'Дочитала книгу про переводы: первая половина отличная, вторая так себе.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(32,'01a1fec5-800f-7006-8220-1621e3dc63ec','message',1780078271781539,2,'35',1,1,'out',NULL,NULL,NULL,'Дочитала книгу про публичные выступления: первая половина отличная, вторая так себе.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(33,'01a1fec5-800f-7007-ad16-b7f73b0527e7','message',1780761747650480,3,'36',1,1,'out',NULL,NULL,NULL,'Кому можно написать по теме «переводы»?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(34,'01a1fec5-800f-7008-8db1-f9b944cce2f9','reply',1781435663003587,3,'37',1,1,'out','32',29,NULL,'Согласен, переводы — это надолго.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(35,'01a1fec5-800f-7009-ba29-81afffd5fead','message',1782100408158237,5,'38',1,1,'out',NULL,NULL,NULL,'Дочитала книгу про переводы: первая половина отличная, вторая так себе.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(36,'01a1fec5-800f-700a-9e0f-dd227fb027d3','message',1782756347574755,2,'39',1,1,'out',NULL,NULL,NULL,'Подскажите, с чего начать: дизайн интерфейсов?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(37,'01a1fec5-800f-700b-a138-e0d5331c5a09','message',1783403822192809,1,'40',1,1,'out',NULL,NULL,NULL,'Нашли участников для пилота, тема — машинное обучение.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(38,'01a1fec5-800f-700c-a1ae-f716daf221a4','reply',1784674635390677,2,'42',1,1,'out','15',15,NULL,'Не согласна: видеомонтаж тут ни при чём.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(39,'01a1fec5-800f-700d-920d-6d1908e6fe00','message',1785298555778251,6,'43',1,1,'out',NULL,NULL,NULL,'Вчера разбирали переводы на встрече, запись выложу вечером.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(40,'01a1fec5-800f-700e-afe9-e7225e8cd20d','message',1786524752611222,3,'45',1,1,'out',NULL,NULL,NULL,'Полгода занимаюсь темой «переводы» и наконец вижу результат.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(41,'01a1fec5-800f-700f-b797-db1f79499e77','message',1787127515594513,4,'46',1,1,'out',NULL,NULL,NULL,'Вчера разбирали переводы на встрече, запись выложу вечером.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(42,'01a1fec5-800f-7010-ae2e-8701b29e6f4d','message',1787723690410717,1,'47',1,1,'out',NULL,NULL,NULL,'В субботу показываю свой проект, там много про переводы.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(43,'01a1fec5-800f-7011-a620-d8f2cb38ace0','message',1788313488475604,3,'48',1,1,'out',NULL,NULL,NULL,'Коллеги, нашла хорошую статью: переводы без лишней теории.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(44,'01a1fec5-800f-7012-a6e0-e349371ea680','message',1788897110133875,5,'49',1,1,'out',NULL,NULL,NULL,'Подскажите, с чего начать: редактура?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(45,'01a1fec5-8010-7000-8dc7-a9865fb7f3c1','message',1789474745454201,2,'50',1,1,'out',NULL,NULL,NULL,'Нашли участников для пилота, тема — переводы.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(46,'01a1fec5-8010-7001-9bad-531bf374952d','reply',1790046574952328,4,'51',1,1,'out','4',4,NULL,'Отличный вопрос! Соберём отдельную встречу про переводы.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(47,'01a1fec5-8010-7002-8420-790b18ef5cfc','message',1790612770250055,5,'52',1,1,'out',NULL,NULL,NULL,'Подскажите, с чего начать: переводы?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(48,'01a1fec5-8010-7003-8365-59e23e0ab272','reply',1791173494676880,4,'53',17,11,'in','25',23,NULL,'Напишите мне, расскажу про дизайн интерфейсов подробнее.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(49,'01a1fec5-8010-7004-8ba3-c42532069e2c','message',1791728903820324,6,'54',17,11,'in',NULL,NULL,NULL,'Коллеги, нашла хорошую статью: редактура без лишней теории.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(50,'01a1fec5-8010-7005-a9f4-e06f5861b9ea','message',1792279146030151,4,'55',17,11,'in',NULL,NULL,NULL,'Дочитала книгу про ведение встреч: первая половина отличная, вторая так себе.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(51,'01a1fec5-8010-7006-9813-431e170379ad','message',1792824362881155,2,'56',17,11,'in',NULL,NULL,NULL,'Кажется, мы опять спорим про GTK по кругу.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(52,'01a1fec5-8010-7007-9618-053602a057a9','reply',1793364689598569,4,'57',17,11,'in','55',50,NULL,'Отличный вопрос! Соберём отдельную встречу про безопасность.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(53,'01a1fec5-8010-7008-ac28-6de2a08325a0','message',1793900255449738,4,'58',17,11,'in',NULL,NULL,NULL,'Коллеги, нашла хорошую статью: управление проектами без лишней теории.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(54,'01a1fec5-8010-7009-a80c-be1fdac715bf','message',1794957593972506,2,'60',17,11,'in',NULL,NULL,NULL,'Собираю группу на вечер про безопасность, приходите.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(55,'01a1fec5-8010-700c-86e9-7eab07342979','message',1769193635490175,7,'21',4,2,'in',NULL,NULL,NULL,'Спасибо всем, кто помог вчера: Python теперь работает.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(56,'01a1fec5-8011-7000-bcc5-831044f67ba2','reply',1770938149371985,7,'23',7,5,'in','21',55,NULL,'We had a thread about video editing in spring, worth reading.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(57,'01a1fec5-8011-7001-80cb-b3ab3fd860a4','reply',1774208435454043,7,'27',4,2,'in','23',56,NULL,'Мы это обсуждали весной, поищите по слову «видеомонтаж».',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(58,'01a1fec5-8011-7002-81eb-d10bc91a4051','message',1784043151503186,7,'41',4,2,'in',NULL,NULL,NULL,'Вчера разбирали управление проектами на встрече, запись выложу вечером.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(59,'01a1fec5-8011-7003-a0fa-2fdbf316fc2f','message',1785915178098082,8,'44',12,8,'in',NULL,NULL,NULL,'Wrote down what I learned about fundraising, comments welcome.',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(60,'01a1fec5-8011-7004-9c09-dce849edb4b9','message',1794431184105268,8,'59',15,10,'in',NULL,NULL,NULL,'@maria_sokolova, What is the best book about translation?',NULL,NULL,NULL,NULL,1);
INSERT INTO interaction VALUES(61,'01a1fec5-80b7-7009-afd0-36df326c92b0','service',1772359200000000,9,'1',19,13,'in',NULL,NULL,NULL,'Python-чат','https://t.me/c/1500000001/1',NULL,NULL,'{"action":"create_group","members":["Вера Климова","Анна Лебедева"]}',2);
INSERT INTO interaction VALUES(62,'01a1fec5-80b7-700a-9868-c7b655afaf24','join',1772359200000000,9,'1+1',19,13,'in',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(63,'01a1fec5-80b8-7000-b763-86cd6943415e','join',1772359200000000,9,'1+2',20,14,'in',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(64,'01a1fec5-80b8-7001-9e01-c4c1edf90c0b','join',1772359500000000,9,'2',21,15,'in',NULL,NULL,NULL,NULL,'https://t.me/c/1500000001/2',NULL,NULL,'{"action":"join_group_by_link"}',2);
INSERT INTO interaction VALUES(65,'01a1fec5-80b8-7002-993e-dfaf1d15a04b','message',1772359560000000,9,'3',20,14,'in',NULL,NULL,NULL,'Всем привет! Первая встреча в четверг.','https://t.me/c/1500000001/3',NULL,NULL,'{"reactions":[{"emoji":"👍","count":3}]}',2);
INSERT INTO interaction VALUES(66,'01a1fec5-80b8-7003-9163-d1d2bff48777','reaction',1772359620000000,9,'3:user102:👍',21,15,'in','3',65,NULL,'👍',NULL,NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(67,'01a1fec5-80b8-7004-b072-f165038372d0','reaction',1772359680000000,9,'3:user100:👍',19,13,'in','3',65,NULL,'👍',NULL,NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(68,'01a1fec5-80b8-7005-8e47-8699bdeebecc','reply',1772359800000000,9,'4',21,15,'in','3',65,NULL,'Спасибо, @vera_mayak! А запись тут будет?','https://t.me/c/1500000001/4',NULL,NULL,'{"links":["https://example.org/rec"]}',2);
INSERT INTO interaction VALUES(69,'01a1fec5-80b8-7007-b6e8-7a9ca1dd108f','reply',1772359920000000,9,'5',19,13,'in','4',68,NULL,'Да, выложу в пятницу.','https://t.me/c/1500000001/5',1772359980000000,NULL,NULL,2);
INSERT INTO interaction VALUES(70,'01a1fec5-80b8-7008-a497-66cc5bc64f64','reply',1772360400000000,9,'6',21,15,'in','5',69,NULL,'Отлично','https://t.me/c/1500000001/6',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(71,'01a1fec5-80b8-7009-a2f0-cae878fa4336','message',1772442000000000,9,'7',22,16,'in',NULL,NULL,NULL,'Меня скоро не станет','https://t.me/c/1500000001/7',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(72,'01a1fec5-80b9-7000-90b1-db13f8fa64b7','message',1772443800000000,9,'8',23,17,'in',NULL,NULL,NULL,'Could somebody explain how async generators are closed?','https://t.me/c/1500000001/8',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(73,'01a1fec5-80b9-7001-8e6a-4acd7cc8f1f7','message',1772454600000000,9,'9',20,14,'in',NULL,NULL,NULL,'Кто знает хорошую площадку на 40 человек?','https://t.me/c/1500000001/9',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(74,'01a1fec5-80b9-7002-a5e3-b5c9bd21bde5','message',1772454660000000,9,'10',21,15,'in',NULL,NULL,NULL,'Площадка есть в библиотеке, дам телефон','https://t.me/c/1500000001/10',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(75,'01a1fec5-80b9-7003-9825-6f98ca591b56','message',1772528400000000,9,'11',19,13,'in',NULL,NULL,NULL,replace('Когда встречаемся?\n• Четверг\n• Суббота','\n',char(10)),'https://t.me/c/1500000001/11',NULL,NULL,'{"poll":{"voters":9,"answers":[{"text":"Четверг","voters":6},{"text":"Суббота","voters":3}]}}',2);
INSERT INTO interaction VALUES(76,'01a1fec5-80b9-7004-9c85-31826194c271','message',1772528700000000,9,'12',20,14,'in',NULL,NULL,NULL,'Зал','https://t.me/c/1500000001/12',NULL,NULL,'{"media":"photo"}',2);
INSERT INTO interaction VALUES(77,'01a1fec5-80b9-7005-9c1b-827e40e7ff48','message',1772528760000000,9,'13',20,14,'in',NULL,NULL,NULL,'🎉','https://t.me/c/1500000001/13',NULL,NULL,'{"media":"sticker","file":"sticker.webp"}',2);
INSERT INTO interaction VALUES(78,'01a1fec5-80b9-7006-9ede-175219b01f1e','message',1772528820000000,9,'14',20,14,'in',NULL,NULL,NULL,'Почему тормозит индекс?','https://t.me/c/1500000001/14',NULL,NULL,'{"forward":"Блог о базах"}',2);
INSERT INTO interaction VALUES(79,'01a1fec5-80b9-7007-af11-729d1864008d','message',1772528880000000,9,'15',24,18,'in',NULL,NULL,NULL,'Кто идёт на встречу?','https://t.me/c/1500000001/15',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(80,'01a1fec5-80b9-7008-bd71-bc3c52bfd1ba','service',1772528940000000,9,'16',19,13,'in',NULL,NULL,NULL,NULL,'https://t.me/c/1500000001/16',NULL,NULL,'{"action":"pin_message","message":15}',2);
INSERT INTO interaction VALUES(81,'01a1fec5-80b9-7009-bb55-3a0e8ce882fb','service',1772529000000000,9,'17',19,13,'in',NULL,NULL,NULL,NULL,'https://t.me/c/1500000001/17',NULL,NULL,'{"action":"invite_members","members":["James Carter","Незнакомый Человек"]}',2);
INSERT INTO interaction VALUES(82,'01a1fec5-80b9-700a-af55-ea7b0c921701','join',1772529000000000,9,'17+1',23,17,'in',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(83,'01a1fec5-80b9-700b-ad21-652ea2b0784e','leave',1772529060000000,9,'18',23,17,'in',NULL,NULL,NULL,NULL,'https://t.me/c/1500000001/18',NULL,NULL,'{"action":"remove_members","members":["James Carter"]}',2);
INSERT INTO interaction VALUES(84,'01a1fec5-80b9-700c-9515-485334475419','message',1772611200000000,9,'19',25,19,'in',NULL,NULL,NULL,'Вера, глянь договор, пожалуйста','https://t.me/c/1500000001/19',NULL,NULL,NULL,2);
INSERT INTO interaction VALUES(85,'01a1fec5-80b9-700d-9096-030395e5e388','message',1772611500000000,9,'20',NULL,NULL,'in',NULL,NULL,NULL,'Правила чата обновлены','https://t.me/c/1500000001/20',NULL,NULL,'{"signature":"Вера","author":"Python-чат «Маяка»"}',2);
INSERT INTO interaction VALUES(86,'01a1fec5-81db-7000-815c-48c28472ac28','call',1795275719126446,NULL,NULL,NULL,20,'out',NULL,NULL,NULL,'Говорили про осень',NULL,NULL,NULL,NULL,NULL);
INSERT INTO interaction VALUES(87,'01a1ff5d-259d-7000-bcbd-e6b5fe93e4ad','call',1795285656989000,NULL,NULL,NULL,3,'out',NULL,NULL,NULL,'Договорились о зале',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE interaction_version (          -- what a message said before it was edited there
  id             INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
  text           TEXT NOT NULL,
  since          INTEGER NOT NULL DEFAULT 0,  -- when this wording appeared; 0: with the message
  until          INTEGER NOT NULL
) STRICT;
CREATE TABLE triage (                       -- a mention: an interaction that speaks to or of us
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  interaction_id INTEGER NOT NULL UNIQUE REFERENCES interaction (id) ON DELETE CASCADE,
  reason         TEXT NOT NULL,             -- 'mention', 'reply', 'question', 'direct', 'word'
  at             INTEGER NOT NULL,          -- the message's time: the order of the Inbox
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'snoozed', 'done')),
  snoozed_until  INTEGER,                   -- past: it counts as open again, nothing needs to write
  due            INTEGER,
  closed         INTEGER,
  batch_id       INTEGER REFERENCES batch (id),
  -- derived
  seen           INTEGER NOT NULL DEFAULT 0,
  answered       INTEGER                    -- when our first reply went out
) STRICT;
INSERT INTO triage VALUES(1,'01a1fec5-8011-7005-9557-1de5898d477f',60,'mention',1794431184105268,'open',NULL,NULL,NULL,1,0,NULL);
INSERT INTO triage VALUES(2,'01a1fec5-80b8-7006-b4c8-5f7470a8cf8d',68,'mention',1772359800000000,'open',NULL,NULL,NULL,2,0,NULL);
INSERT INTO triage VALUES(3,'01a1fec5-80bf-7000-9255-6b8d43e1a9d5',72,'question',1772443800000000,'open',NULL,NULL,NULL,2,0,NULL);
CREATE TABLE competency_evidence (
  id                   INTEGER PRIMARY KEY,
  uid                  TEXT NOT NULL UNIQUE,
  member_competency_id INTEGER NOT NULL REFERENCES member_competency (id) ON DELETE CASCADE,
  kind                 TEXT NOT NULL CHECK (kind IN ('message', 'event', 'self', 'note')),
  at                   INTEGER NOT NULL,
  text                 TEXT,                -- the quoted words
  interaction_id       INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  event_id             INTEGER REFERENCES event (id) ON DELETE SET NULL
) STRICT;
INSERT INTO competency_evidence VALUES(1,'01a1fec5-7fac-7008-b519-0f65782c9bfe',1,'self',1763683200000000,'переводы — моя основная тема последние годы',NULL,NULL);
INSERT INTO competency_evidence VALUES(2,'01a1fec5-7ff0-7001-bdc6-370b6e6a0a5c',4,'self',1763685000000000,'управление проектами — моя основная тема последние годы',NULL,NULL);
INSERT INTO competency_evidence VALUES(3,'01a1fec5-7ff1-7002-bba6-c2e17a95c74f',8,'self',1763688600000000,'деплой — моя основная тема последние годы',NULL,NULL);
INSERT INTO competency_evidence VALUES(4,'01a1fec5-7ff1-7017-8f56-e6f62ce50c92',12,'self',1763695800000000,'фандрайзинг — моя основная тема последние годы',NULL,NULL);
INSERT INTO competency_evidence VALUES(5,'01a1fec5-801f-7000-bc8e-483877cd6609',4,'message',1784043151503186,'Вчера разбирали управление проектами на встрече, запись выложу вечером.',58,NULL);
INSERT INTO competency_evidence VALUES(6,'01a1fec5-801f-7001-a79f-7b538cfa7653',12,'message',1785915178098082,'Wrote down what I learned about fundraising, comments welcome.',59,NULL);
INSERT INTO competency_evidence VALUES(7,'01a1fec5-818f-7002-86bf-c69037489cad',14,'note',1795275719055831,'Сняла три зала',NULL,NULL);
INSERT INTO competency_evidence VALUES(8,'01a1ff5d-26ba-7001-b411-0dd7770bd51d',15,'note',1795285657274776,'Ведёт кружок',NULL,NULL);
CREATE TABLE outbox (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,      -- also the idempotency key
  source_id      INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,  -- what it answers
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL,          -- when the person pressed Send
  not_before     INTEGER NOT NULL,          -- undo send: nothing leaves earlier
  -- derived
  state          TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts       INTEGER NOT NULL DEFAULT 0,
  error          TEXT,                      -- code nick
  error_text     TEXT,
  remote_id      TEXT,
  sent           INTEGER,
  retry          INTEGER                    -- after a failure that passes: not again before this
) STRICT;
CREATE TABLE draft (                        -- saved while typing; not a gesture
  id             INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL UNIQUE REFERENCES interaction (id) ON DELETE CASCADE,
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL
) STRICT;
CREATE TABLE bad_item (                     -- one poisoned item must not stop a feed: kept raw, at most 64 kB
  id        INTEGER PRIMARY KEY,
  source_id INTEGER REFERENCES source (id) ON DELETE CASCADE,
  batch_id  INTEGER REFERENCES batch (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  raw       TEXT NOT NULL
) STRICT;
CREATE TABLE project (                      -- the quarter's one big joint work
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER REFERENCES community (id) ON DELETE CASCADE,
  agenda_id    INTEGER REFERENCES agenda (id) ON DELETE SET NULL,
  quarter      TEXT NOT NULL,               -- '2026Q4'
  title        TEXT NOT NULL,
  goal         TEXT,
  status       TEXT NOT NULL DEFAULT 'idea' CHECK (status IN ('idea', 'planned', 'active', 'done', 'dropped')),
  owner_id     INTEGER REFERENCES member (id) ON DELETE SET NULL,
  starts       TEXT,                        -- the day it culminates, '2026-12-13'
  outcome      TEXT,
  created      INTEGER NOT NULL
) STRICT;
INSERT INTO project VALUES(1,'01a1fec5-801f-7002-a2ba-87604a4a2e1f',1,NULL,'2026Q2','Community radio','Six evenings of talks, recorded, subtitled in two languages','done',8,'2026-06-20','Получилось: показали на общей встрече',1786579200000000);
INSERT INTO project VALUES(2,'01a1fec5-8020-7040-811a-66d294fcb5a2',1,NULL,'2026Q3','Школа докладчиков','Двенадцать человек впервые выступают на открытой встрече','done',8,'2026-09-19','Получилось: показали на общей встрече',1786579200000000);
INSERT INTO project VALUES(3,'01a1fec5-8021-7012-981a-7ccd71f69f46',1,NULL,'2026Q4','Карта умений','У каждого активного участника записано, чем он может помочь','active',8,'2026-12-20',NULL,1786579200000000);
INSERT INTO project VALUES(4,'01a1fec5-8021-706d-b97a-6d2889e9ac7f',1,NULL,'2027Q1','Справочник сообщества','Собрать ответы на сто частых вопросов и выпустить их одной книгой','planned',7,'2027-03-22',NULL,1786579200000000);
INSERT INTO project VALUES(5,'01a1fec5-a952-7000-9ffd-d22cab92b6ae',1,NULL,'2026Q4','Конференция','Двести гостей','planned',NULL,NULL,NULL,1795275729234908);
CREATE TABLE project_step (
  id         INTEGER PRIMARY KEY,
  uid        TEXT NOT NULL UNIQUE,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  title      TEXT NOT NULL,
  day        TEXT,                          -- '2026-12-01'
  done       INTEGER NOT NULL DEFAULT 0,
  position   INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO project_step VALUES(1,'01a1fec5-801f-7003-8ed1-dab24cf2dbb7',1,'Собрать команду','2026-04-11',1,0);
INSERT INTO project_step VALUES(2,'01a1fec5-801f-7004-9d74-202f265f5e1b',1,'Первый черновик','2026-05-05',1,1);
INSERT INTO project_step VALUES(3,'01a1fec5-801f-7005-a2d1-24d575523d30',1,'Показать сообществу','2026-05-29',1,2);
INSERT INTO project_step VALUES(4,'01a1fec5-801f-7006-896f-6f15a3e51576',1,'Выпустить','2026-06-22',1,3);
INSERT INTO project_step VALUES(5,'01a1fec5-8020-7041-991a-3e45df6d073b',2,'Собрать команду','2026-07-11',1,0);
INSERT INTO project_step VALUES(6,'01a1fec5-8020-7042-84f9-d25a53cdc9ee',2,'Первый черновик','2026-08-04',1,1);
INSERT INTO project_step VALUES(7,'01a1fec5-8020-7043-851d-a9ce915e631c',2,'Показать сообществу','2026-08-28',1,2);
INSERT INTO project_step VALUES(8,'01a1fec5-8020-7044-9b27-0d232d74dcb5',2,'Выпустить','2026-09-21',1,3);
INSERT INTO project_step VALUES(9,'01a1fec5-8021-7013-8b86-9773faf1bc37',3,'Собрать команду','2026-10-11',1,0);
INSERT INTO project_step VALUES(10,'01a1fec5-8021-7014-9ce2-f3d83e61c443',3,'Первый черновик','2026-11-04',1,1);
INSERT INTO project_step VALUES(11,'01a1fec5-8021-7015-9bdb-1f967dd64b7d',3,'Показать сообществу','2026-11-28',0,2);
INSERT INTO project_step VALUES(12,'01a1fec5-8021-7016-b43e-e536c4b45adc',3,'Выпустить','2026-12-22',0,3);
INSERT INTO project_step VALUES(13,'01a1fec5-8022-7000-9462-f44bfdb451d4',4,'Собрать команду','2027-01-11',0,0);
INSERT INTO project_step VALUES(14,'01a1fec5-8022-7001-aeaf-c0c4ed553d2d',4,'Первый черновик','2027-02-04',0,1);
INSERT INTO project_step VALUES(15,'01a1fec5-8022-7002-a411-5477a7b0b0c0',4,'Показать сообществу','2027-02-28',0,2);
INSERT INTO project_step VALUES(16,'01a1fec5-8022-7003-8275-744fc3521ad5',4,'Выпустить','2027-03-24',0,3);
CREATE TABLE project_slot (                 -- a role in the project: competency × number
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  project_id    INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  title         TEXT NOT NULL,
  about         TEXT,
  competency_id INTEGER REFERENCES competency (id) ON DELETE SET NULL,
  needed        INTEGER NOT NULL DEFAULT 1,
  position      INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO project_slot VALUES(1,'01a1fec5-801f-7007-b58a-e62b7adfbf63',1,'Kubernetes',NULL,8,2,0);
INSERT INTO project_slot VALUES(2,'01a1fec5-801f-700a-a630-c69ba2f49532',1,'видеомонтаж',NULL,11,2,1);
INSERT INTO project_slot VALUES(3,'01a1fec5-801f-700d-94fd-25556d079f17',1,'Rust',NULL,14,2,2);
INSERT INTO project_slot VALUES(4,'01a1fec5-801f-7010-ad5c-842ac6cf2724',1,'машинное обучение',NULL,17,2,3);
INSERT INTO project_slot VALUES(5,'01a1fec5-8020-7045-8045-fa8f4374de2f',2,'GTK',NULL,15,2,0);
INSERT INTO project_slot VALUES(6,'01a1fec5-8020-7048-b666-286bdb5ef545',2,'управление проектами',NULL,18,2,1);
INSERT INTO project_slot VALUES(7,'01a1fec5-8020-704b-8c96-1084ade4b0b3',2,'дизайн интерфейсов',NULL,3,2,2);
INSERT INTO project_slot VALUES(8,'01a1fec5-8020-704e-947d-1cbe9d2245be',2,'аналитика',NULL,6,2,3);
INSERT INTO project_slot VALUES(9,'01a1fec5-8021-7017-90f8-6a262d6f5f42',3,'безопасность',NULL,16,2,0);
INSERT INTO project_slot VALUES(10,'01a1fec5-8021-701a-974c-e7895fe3bc51',3,'Python',NULL,1,2,1);
INSERT INTO project_slot VALUES(11,'01a1fec5-8021-701d-820f-f62d32f4655e',3,'ведение встреч',NULL,4,2,2);
INSERT INTO project_slot VALUES(12,'01a1fec5-8021-7020-96ad-9bae7178ab75',3,'тестирование',NULL,7,2,3);
INSERT INTO project_slot VALUES(13,'01a1fec5-8022-7004-9693-c5345251e135',4,'аналитика',NULL,6,2,0);
INSERT INTO project_slot VALUES(14,'01a1fec5-8022-7007-9e33-c8439c44919e',4,'деплой',NULL,9,2,1);
INSERT INTO project_slot VALUES(15,'01a1fec5-8022-700a-ac85-1f81d3571f81',4,'фандрайзинг',NULL,12,2,2);
INSERT INTO project_slot VALUES(16,'01a1fec5-8022-700d-a555-425ceb2e8621',4,'GTK',NULL,15,2,3);
CREATE TABLE project_member (               -- who takes part, and the competency they bring
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  project_id    INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  member_id     INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  slot_id       INTEGER REFERENCES project_slot (id) ON DELETE SET NULL,
  competency_id INTEGER REFERENCES competency (id) ON DELETE SET NULL
) STRICT;
INSERT INTO project_member VALUES(1,'01a1fec5-8020-7049-b624-9c2414d64fd1',2,1,6,18);
INSERT INTO project_member VALUES(2,'01a1fec5-8020-704a-aee5-d5216a50a176',2,2,6,18);
INSERT INTO project_member VALUES(3,'01a1fec5-8021-701b-a72d-8358f728847c',3,5,10,1);
INSERT INTO project_member VALUES(4,'01a1fec5-8021-701e-8ff6-ab84194aad08',3,6,11,4);
INSERT INTO project_member VALUES(5,'01a1fec5-8021-701f-9178-95530e7765cd',3,2,11,4);
INSERT INTO project_member VALUES(6,'01a1fec5-8022-7005-b099-5e149ffd81a6',4,5,13,6);
INSERT INTO project_member VALUES(7,'01a1fec5-8022-7008-a177-93490393672f',4,2,14,9);
INSERT INTO project_member VALUES(8,'01a1fec5-8022-700b-8469-7ae24db174d3',4,8,15,12);
INSERT INTO project_member VALUES(9,'01a1fec5-8022-700c-819d-154e11988647',4,12,15,12);
CREATE TABLE event (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  community_id INTEGER REFERENCES community (id) ON DELETE CASCADE,
  project_id   INTEGER REFERENCES project (id) ON DELETE SET NULL,
  agenda_id    INTEGER REFERENCES agenda (id) ON DELETE SET NULL,
  title        TEXT NOT NULL,
  kind         TEXT NOT NULL DEFAULT 'meeting',  -- meeting webinar talk workshop contest ritual other
  online       INTEGER NOT NULL DEFAULT 0,
  place        TEXT,
  link         TEXT,
  starts       TEXT NOT NULL,               -- local to tz: '2026-12-13T19:00'
  ends         TEXT,
  tz           TEXT NOT NULL DEFAULT 'UTC', -- IANA name
  status       TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('idea', 'planned', 'active', 'done', 'cancelled')),
  notes        TEXT,
  created      INTEGER NOT NULL
) STRICT;
INSERT INTO event VALUES(1,'01a1fec5-801f-7011-9828-59da6ab18bbd',1,NULL,NULL,'Конкурс заметок','contest',1,NULL,'https://forum.example/contest','2026-04-05T18:00','2026-04-05T19:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(2,'01a1fec5-8020-700b-b060-0e81ea8cdf06',1,NULL,NULL,'Встреча сообщества','meeting',0,'Казань, библиотека на Кремлёвской',NULL,'2026-04-21T17:00','2026-04-21T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(3,'01a1fec5-8020-7018-9666-f65dd6209803',1,1,NULL,'Open mic: show your work','talk',1,NULL,'https://meet.example/open-mic','2026-05-04T19:00','2026-05-04T20:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(4,'01a1fec5-8020-7025-a2bc-5da8a91434fd',1,NULL,NULL,'Встреча сообщества','meeting',0,'Казань, библиотека на Кремлёвской',NULL,'2026-05-17T17:00','2026-05-17T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(5,'01a1fec5-8020-702c-b506-6f285db17a32',1,NULL,NULL,'Open mic: show your work','talk',1,NULL,'https://meet.example/open-mic','2026-06-02T19:00','2026-06-02T20:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(6,'01a1fec5-8020-7039-979c-139e5f2c4815',1,1,NULL,'Мастерская по текстам','workshop',0,'Москва, коворкинг «Точка»',NULL,'2026-06-15T17:00','2026-06-15T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(7,'01a1fec5-8020-704f-9a7e-427ef14cc2a1',1,NULL,NULL,'Мастерская по текстам','workshop',0,'Москва, коворкинг «Точка»',NULL,'2026-07-05T17:00','2026-07-05T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(8,'01a1fec5-8020-705e-8a1d-e465210c37ab',1,NULL,NULL,'Чай с новичками','ritual',1,NULL,'https://meet.example/tea','2026-07-19T19:00','2026-07-19T20:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(9,'01a1fec5-8020-7064-8900-3ae173f04d03',1,2,NULL,'Встреча сообщества','meeting',0,'Казань, библиотека на Кремлёвской',NULL,'2026-08-04T17:00','2026-08-04T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(10,'01a1fec5-8020-706b-94d4-87d8b6cd3d59',1,NULL,NULL,'Мастерская по текстам','workshop',0,'Москва, коворкинг «Точка»',NULL,'2026-08-19T17:00','2026-08-19T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(11,'01a1fec5-8020-707b-a133-e4eeedaba661',1,NULL,NULL,'Конкурс заметок','contest',1,NULL,'https://forum.example/contest','2026-09-03T18:00','2026-09-03T19:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(12,'01a1fec5-8021-7005-a259-d67301613742',1,2,NULL,'Мастерская по текстам','workshop',0,'Москва, коворкинг «Точка»',NULL,'2026-09-15T17:00','2026-09-15T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(13,'01a1fec5-8021-7021-933b-a1ee081a6e7c',1,NULL,NULL,'Мастерская по текстам','workshop',0,'Москва, коворкинг «Точка»',NULL,'2026-10-06T17:00','2026-10-06T18:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(14,'01a1fec5-8021-702f-a7ef-abad9df570f9',1,NULL,NULL,'Open mic: show your work','talk',1,NULL,'https://meet.example/open-mic','2026-10-21T19:00','2026-10-21T20:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(15,'01a1fec5-8021-703f-820c-dd0162e8a580',1,3,NULL,'Вебинар: как устроены наши базы данных','webinar',1,NULL,'https://meet.example/db','2026-11-06T18:00','2026-11-06T19:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(16,'01a1fec5-8021-704c-bc94-c2589acc0867',1,NULL,NULL,'Чай с новичками','ritual',1,NULL,'https://meet.example/tea','2026-11-17T19:00','2026-11-17T20:30','Europe/Moscow','done',NULL,1787443200000000);
INSERT INTO event VALUES(17,'01a1fec5-8021-7053-a302-787a4e731f5a',1,NULL,NULL,'Конкурс заметок','contest',1,NULL,'https://forum.example/contest','2026-12-01T18:00','2026-12-01T19:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(18,'01a1fec5-8021-7060-950e-405b57b1ada3',1,3,NULL,'Чай с новичками','ritual',1,NULL,'https://meet.example/tea','2026-12-15T19:00','2026-12-15T20:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(19,'01a1fec5-8022-700e-a2b2-d12c713bba6c',1,NULL,NULL,'Вебинар: как устроены наши базы данных','webinar',1,NULL,'https://meet.example/db','2027-01-08T18:00','2027-01-08T19:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(20,'01a1fec5-8022-7019-924e-6e47bc26caab',1,NULL,NULL,'Мастерская по текстам','workshop',0,'Москва, коворкинг «Точка»',NULL,'2027-01-22T17:00','2027-01-22T18:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(21,'01a1fec5-8022-7027-8771-64da5e21c645',1,4,NULL,'Встреча сообщества','meeting',0,'Казань, библиотека на Кремлёвской',NULL,'2027-02-04T17:00','2027-02-04T18:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(22,'01a1fec5-8022-7036-bd92-dc5389c89956',1,NULL,NULL,'Open mic: show your work','talk',1,NULL,'https://meet.example/open-mic','2027-02-18T19:00','2027-02-18T20:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(23,'01a1fec5-8022-7046-8320-a1f7526ed299',1,NULL,NULL,'Конкурс заметок','contest',1,NULL,'https://forum.example/contest','2027-03-06T18:00','2027-03-06T19:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(24,'01a1fec5-8022-7053-968c-2bce4af2a4ef',1,4,NULL,'Встреча сообщества','meeting',0,'Казань, библиотека на Кремлёвской',NULL,'2027-03-17T17:00','2027-03-17T18:30','Europe/Moscow','planned',NULL,1787443200000000);
INSERT INTO event VALUES(25,'01a1fec5-a8fe-7000-a8e2-93efa48dee44',1,NULL,NULL,'Осенний вечер','meeting',0,NULL,NULL,'2026-12-01T19:00',NULL,'Europe/Moscow','planned',NULL,1795275729151068);
CREATE TABLE event_participant (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  event_id  INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role      TEXT NOT NULL DEFAULT 'guest' CHECK (role IN ('host', 'speaker', 'helper', 'guest')),
  status    TEXT NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'accepted', 'declined', 'came', 'no-show')),
  UNIQUE (event_id, member_id)
) STRICT;
INSERT INTO event_participant VALUES(1,'01a1fec5-801f-7012-a15b-ab7123be80b7',1,7,'host','came');
INSERT INTO event_participant VALUES(2,'01a1fec5-8020-7000-9c07-f87663560686',1,6,'speaker','came');
INSERT INTO event_participant VALUES(3,'01a1fec5-8020-7001-aaae-a017da1afc70',1,9,'guest','no-show');
INSERT INTO event_participant VALUES(4,'01a1fec5-8020-7002-88d2-e9693a43401d',1,1,'guest','no-show');
INSERT INTO event_participant VALUES(5,'01a1fec5-8020-7004-9bae-87f89f1ab904',1,4,'guest','no-show');
INSERT INTO event_participant VALUES(6,'01a1fec5-8020-7005-9ea0-12ca0d2b8258',1,2,'guest','came');
INSERT INTO event_participant VALUES(7,'01a1fec5-8020-7006-ba3e-b9d895f4c3d3',1,5,'guest','came');
INSERT INTO event_participant VALUES(8,'01a1fec5-8020-7007-9028-8944127cfe4f',1,11,'guest','came');
INSERT INTO event_participant VALUES(9,'01a1fec5-8020-7008-9a7a-c03010de3fa2',1,12,'guest','came');
INSERT INTO event_participant VALUES(10,'01a1fec5-8020-700c-938e-0a95054f726a',2,8,'host','came');
INSERT INTO event_participant VALUES(11,'01a1fec5-8020-700e-bec6-04e84bf645fd',2,3,'guest','came');
INSERT INTO event_participant VALUES(12,'01a1fec5-8020-700f-8405-da13e8f1a71b',2,12,'guest','came');
INSERT INTO event_participant VALUES(13,'01a1fec5-8020-7010-884d-95c97fa0fee2',2,2,'guest','came');
INSERT INTO event_participant VALUES(14,'01a1fec5-8020-7019-8d27-204cb832cb41',3,9,'host','came');
INSERT INTO event_participant VALUES(15,'01a1fec5-8020-701a-9618-87d5c936e845',3,8,'speaker','came');
INSERT INTO event_participant VALUES(16,'01a1fec5-8020-701b-99fb-58eab10e5330',3,12,'guest','no-show');
INSERT INTO event_participant VALUES(17,'01a1fec5-8020-701c-bad5-bb5e6a82ab48',3,11,'guest','came');
INSERT INTO event_participant VALUES(18,'01a1fec5-8020-701d-959a-26579efa0a48',3,6,'guest','came');
INSERT INTO event_participant VALUES(19,'01a1fec5-8020-701e-88d0-2e2a6175710c',3,7,'guest','came');
INSERT INTO event_participant VALUES(20,'01a1fec5-8020-7020-bc1a-e4877749c6d7',3,5,'guest','came');
INSERT INTO event_participant VALUES(21,'01a1fec5-8020-7021-b602-803125f2b079',3,10,'guest','came');
INSERT INTO event_participant VALUES(22,'01a1fec5-8020-7026-b897-a01d11157a2f',4,9,'host','came');
INSERT INTO event_participant VALUES(23,'01a1fec5-8020-7027-b22a-699ceeb9c65b',4,7,'speaker','came');
INSERT INTO event_participant VALUES(24,'01a1fec5-8020-7028-a49f-b00ae04caf4b',4,3,'guest','came');
INSERT INTO event_participant VALUES(25,'01a1fec5-8020-7029-b9ec-a6ea02e33d4d',4,8,'guest','came');
INSERT INTO event_participant VALUES(26,'01a1fec5-8020-702a-a869-0caa60fa060a',4,2,'guest','came');
INSERT INTO event_participant VALUES(27,'01a1fec5-8020-702d-822d-29f2af2091c7',5,6,'host','came');
INSERT INTO event_participant VALUES(28,'01a1fec5-8020-702e-9a07-fd2dcf8ac6ad',5,2,'speaker','came');
INSERT INTO event_participant VALUES(29,'01a1fec5-8020-702f-8160-532471ea25ea',5,12,'guest','came');
INSERT INTO event_participant VALUES(30,'01a1fec5-8020-7030-a7f2-a8d6b5c196ef',5,5,'guest','came');
INSERT INTO event_participant VALUES(31,'01a1fec5-8020-7031-8cfd-c8f21ccadf4a',5,3,'guest','came');
INSERT INTO event_participant VALUES(32,'01a1fec5-8020-7032-a5f6-fbd1fbddd788',5,7,'guest','came');
INSERT INTO event_participant VALUES(33,'01a1fec5-8020-7033-8f93-f55031fdaa45',5,10,'guest','came');
INSERT INTO event_participant VALUES(34,'01a1fec5-8020-7034-9df8-2d5c9b468c90',5,9,'guest','came');
INSERT INTO event_participant VALUES(35,'01a1fec5-8020-703a-921a-f9f62d316ddf',6,12,'host','no-show');
INSERT INTO event_participant VALUES(36,'01a1fec5-8020-703b-9e30-7f7b7a65c622',6,1,'speaker','came');
INSERT INTO event_participant VALUES(37,'01a1fec5-8020-703c-a662-36a948627fc9',6,3,'guest','no-show');
INSERT INTO event_participant VALUES(38,'01a1fec5-8020-703d-a011-ffd5de1520c2',6,6,'guest','came');
INSERT INTO event_participant VALUES(39,'01a1fec5-8020-703e-925e-a9576d22614d',6,11,'guest','came');
INSERT INTO event_participant VALUES(40,'01a1fec5-8020-7050-a5e3-a14fffd9a857',7,5,'host','came');
INSERT INTO event_participant VALUES(41,'01a1fec5-8020-7051-a57d-854ab878f0a2',7,2,'speaker','came');
INSERT INTO event_participant VALUES(42,'01a1fec5-8020-7052-b6a3-3fc504999957',7,11,'guest','came');
INSERT INTO event_participant VALUES(43,'01a1fec5-8020-7054-afcc-90c88b9e98f4',7,12,'guest','came');
INSERT INTO event_participant VALUES(44,'01a1fec5-8020-7057-b5b7-9fdce1f52ac8',7,1,'guest','came');
INSERT INTO event_participant VALUES(45,'01a1fec5-8020-7058-9f73-e2cb4673de87',7,10,'guest','came');
INSERT INTO event_participant VALUES(46,'01a1fec5-8020-705a-ae6f-a9be7b76414f',7,3,'guest','no-show');
INSERT INTO event_participant VALUES(47,'01a1fec5-8020-705b-8141-34ca29749620',7,8,'guest','came');
INSERT INTO event_participant VALUES(48,'01a1fec5-8020-705f-b29a-774428ca11a5',8,9,'host','came');
INSERT INTO event_participant VALUES(49,'01a1fec5-8020-7060-aeb5-cf412ed0cee4',8,2,'speaker','came');
INSERT INTO event_participant VALUES(50,'01a1fec5-8020-7065-a945-c3582ca32fa0',9,8,'host','came');
INSERT INTO event_participant VALUES(51,'01a1fec5-8020-7066-8e84-fc265a9d0d31',9,6,'speaker','came');
INSERT INTO event_participant VALUES(52,'01a1fec5-8020-7067-91e8-5631464f1d1e',9,7,'guest','no-show');
INSERT INTO event_participant VALUES(53,'01a1fec5-8020-7068-b168-5dd0ebb5a9d9',9,1,'guest','came');
INSERT INTO event_participant VALUES(54,'01a1fec5-8020-7069-8c18-7e32042ae43e',9,2,'guest','came');
INSERT INTO event_participant VALUES(55,'01a1fec5-8020-706c-b425-bb430af98e96',10,1,'host','no-show');
INSERT INTO event_participant VALUES(56,'01a1fec5-8020-706e-ba6d-435fd1d698ca',10,11,'guest','no-show');
INSERT INTO event_participant VALUES(57,'01a1fec5-8020-706f-aca9-8d4a6e79c8cf',10,2,'guest','came');
INSERT INTO event_participant VALUES(58,'01a1fec5-8020-7071-af6b-56efaf3407fe',10,3,'guest','came');
INSERT INTO event_participant VALUES(59,'01a1fec5-8020-7074-9ad1-238d0466f641',10,8,'guest','came');
INSERT INTO event_participant VALUES(60,'01a1fec5-8020-7077-b4db-edb14da183e4',10,6,'guest','came');
INSERT INTO event_participant VALUES(61,'01a1fec5-8020-7078-8c48-df339921e1ba',10,7,'guest','came');
INSERT INTO event_participant VALUES(62,'01a1fec5-8021-7000-b978-c53dbe068a86',11,10,'host','came');
INSERT INTO event_participant VALUES(63,'01a1fec5-8021-7001-9ce9-519b9f5471bc',11,6,'speaker','came');
INSERT INTO event_participant VALUES(64,'01a1fec5-8021-7002-af5f-cd7127a8d729',11,1,'guest','came');
INSERT INTO event_participant VALUES(65,'01a1fec5-8021-7003-a11f-b6760e1f8c7a',11,11,'guest','came');
INSERT INTO event_participant VALUES(66,'01a1fec5-8021-7004-b168-db70315d5e8d',11,8,'guest','no-show');
INSERT INTO event_participant VALUES(67,'01a1fec5-8021-7006-9656-2f511cf17016',12,6,'host','came');
INSERT INTO event_participant VALUES(68,'01a1fec5-8021-7007-8f55-cb1c2fb6c6c6',12,7,'speaker','came');
INSERT INTO event_participant VALUES(69,'01a1fec5-8021-7008-a5ad-6e67f2e7c1c9',12,11,'guest','came');
INSERT INTO event_participant VALUES(70,'01a1fec5-8021-700a-9c17-e39131bec130',12,2,'guest','came');
INSERT INTO event_participant VALUES(71,'01a1fec5-8021-700f-8182-5c03cb67e7e4',12,4,'guest','came');
INSERT INTO event_participant VALUES(72,'01a1fec5-8021-7022-9297-4a6747399b65',13,7,'host','came');
INSERT INTO event_participant VALUES(73,'01a1fec5-8021-7023-96b3-ba8582a0e800',13,4,'speaker','came');
INSERT INTO event_participant VALUES(74,'01a1fec5-8021-7024-8fd8-ccce34e10b54',13,9,'guest','no-show');
INSERT INTO event_participant VALUES(75,'01a1fec5-8021-7025-bb1c-93c0fe8fee83',13,2,'guest','came');
INSERT INTO event_participant VALUES(76,'01a1fec5-8021-7026-9c54-602cf1d871b3',13,11,'guest','came');
INSERT INTO event_participant VALUES(77,'01a1fec5-8021-7027-8363-144648180050',13,6,'guest','came');
INSERT INTO event_participant VALUES(78,'01a1fec5-8021-702a-b56b-0dc24873872e',13,10,'guest','came');
INSERT INTO event_participant VALUES(79,'01a1fec5-8021-702b-9c04-b73740966391',13,12,'guest','came');
INSERT INTO event_participant VALUES(80,'01a1fec5-8021-702d-a526-c5fbcb5a8e0d',13,3,'guest','came');
INSERT INTO event_participant VALUES(81,'01a1fec5-8021-7030-a132-422a6a14c6b2',14,5,'host','came');
INSERT INTO event_participant VALUES(82,'01a1fec5-8021-7031-9917-feeb3a7639c3',14,4,'speaker','came');
INSERT INTO event_participant VALUES(83,'01a1fec5-8021-7032-82e6-f39f7e72311e',14,11,'guest','came');
INSERT INTO event_participant VALUES(84,'01a1fec5-8021-7033-ad32-776226f4e0d7',14,2,'guest','came');
INSERT INTO event_participant VALUES(85,'01a1fec5-8021-7034-8dec-aa531b7006de',14,8,'guest','no-show');
INSERT INTO event_participant VALUES(86,'01a1fec5-8021-7035-b41d-0f8c6ed83563',14,3,'guest','came');
INSERT INTO event_participant VALUES(87,'01a1fec5-8021-7038-880f-5e7451269321',14,10,'guest','came');
INSERT INTO event_participant VALUES(88,'01a1fec5-8021-7040-ae4d-419c27743ea5',15,2,'host','came');
INSERT INTO event_participant VALUES(89,'01a1fec5-8021-7041-b694-49e2f6158c9d',15,7,'speaker','came');
INSERT INTO event_participant VALUES(90,'01a1fec5-8021-7042-8ea2-56d5ed687ad4',15,8,'guest','no-show');
INSERT INTO event_participant VALUES(91,'01a1fec5-8021-7043-af12-8ad8e03e0548',15,6,'guest','came');
INSERT INTO event_participant VALUES(92,'01a1fec5-8021-7046-8fd7-8ed8522965b0',15,9,'guest','came');
INSERT INTO event_participant VALUES(93,'01a1fec5-8021-7047-8b5b-75063d99a9b9',15,1,'guest','no-show');
INSERT INTO event_participant VALUES(94,'01a1fec5-8021-7048-8f4a-42e0f46a66ac',15,12,'guest','no-show');
INSERT INTO event_participant VALUES(95,'01a1fec5-8021-704d-aee9-4bde7e847f24',16,3,'host','came');
INSERT INTO event_participant VALUES(96,'01a1fec5-8021-704e-82e6-b4bcf25ad7b7',16,10,'speaker','came');
INSERT INTO event_participant VALUES(97,'01a1fec5-8021-704f-9327-e702ba63ba6e',16,5,'guest','came');
INSERT INTO event_participant VALUES(98,'01a1fec5-8021-7050-b9da-bfa10cf27186',16,2,'guest','came');
INSERT INTO event_participant VALUES(99,'01a1fec5-8021-7051-ada7-2a7ce24dedd7',16,12,'guest','came');
INSERT INTO event_participant VALUES(100,'01a1fec5-8021-7052-87ad-9177d0e0986a',16,1,'guest','came');
INSERT INTO event_participant VALUES(101,'01a1fec5-8021-7054-bd5d-cd6e72129ca8',17,6,'host','accepted');
INSERT INTO event_participant VALUES(102,'01a1fec5-8021-7056-8aac-8e12b5721213',17,5,'guest','accepted');
INSERT INTO event_participant VALUES(103,'01a1fec5-8021-7057-a0e6-6648081f3a7e',17,7,'guest','accepted');
INSERT INTO event_participant VALUES(104,'01a1fec5-8021-7058-9473-b21373a06e15',17,12,'guest','accepted');
INSERT INTO event_participant VALUES(105,'01a1fec5-8021-7059-8dc8-3b9764bfe743',17,2,'guest','accepted');
INSERT INTO event_participant VALUES(106,'01a1fec5-8021-705a-844d-e6b87e863947',17,9,'guest','accepted');
INSERT INTO event_participant VALUES(107,'01a1fec5-8021-705b-b4d6-6f7b6173b859',17,1,'guest','accepted');
INSERT INTO event_participant VALUES(108,'01a1fec5-8021-7061-abec-4e38c3bc0bb6',18,8,'host','invited');
INSERT INTO event_participant VALUES(109,'01a1fec5-8021-7062-a1e7-257b94164345',18,1,'speaker','accepted');
INSERT INTO event_participant VALUES(110,'01a1fec5-8021-7064-bf85-93f9c939992a',18,9,'guest','accepted');
INSERT INTO event_participant VALUES(111,'01a1fec5-8021-7066-a427-8d3e44a7e337',18,5,'guest','invited');
INSERT INTO event_participant VALUES(112,'01a1fec5-8021-7067-82db-6c97e60a07cb',18,2,'guest','accepted');
INSERT INTO event_participant VALUES(113,'01a1fec5-8022-700f-a3bf-47411cae92aa',19,9,'host','invited');
INSERT INTO event_participant VALUES(114,'01a1fec5-8022-7010-a8d9-054d47f61c25',19,3,'speaker','accepted');
INSERT INTO event_participant VALUES(115,'01a1fec5-8022-7011-b4b9-27a28e279c6d',19,8,'guest','accepted');
INSERT INTO event_participant VALUES(116,'01a1fec5-8022-7012-83f9-355787106ae8',19,11,'guest','accepted');
INSERT INTO event_participant VALUES(117,'01a1fec5-8022-7013-bcb4-a02752a4be23',19,6,'guest','accepted');
INSERT INTO event_participant VALUES(118,'01a1fec5-8022-7014-99a5-5fe4330befaa',19,7,'guest','accepted');
INSERT INTO event_participant VALUES(119,'01a1fec5-8022-7017-ac0c-403e31831a55',19,5,'guest','accepted');
INSERT INTO event_participant VALUES(120,'01a1fec5-8022-7018-a913-a90bb3a83944',19,12,'guest','accepted');
INSERT INTO event_participant VALUES(121,'01a1fec5-8022-701a-92b5-d1f541134e2e',20,6,'host','accepted');
INSERT INTO event_participant VALUES(122,'01a1fec5-8022-701b-9cff-6b32614587d6',20,9,'speaker','accepted');
INSERT INTO event_participant VALUES(123,'01a1fec5-8022-701c-b629-b3d6804120da',20,7,'guest','accepted');
INSERT INTO event_participant VALUES(124,'01a1fec5-8022-701d-b008-684cc2c24ced',20,11,'guest','accepted');
INSERT INTO event_participant VALUES(125,'01a1fec5-8022-701e-b9ce-2f6449fb24ab',20,8,'guest','accepted');
INSERT INTO event_participant VALUES(126,'01a1fec5-8022-701f-934c-72cf5013770a',20,12,'guest','accepted');
INSERT INTO event_participant VALUES(127,'01a1fec5-8022-7026-bbee-d0a77f84d1d6',20,3,'guest','invited');
INSERT INTO event_participant VALUES(128,'01a1fec5-8022-7028-8941-c3c605ebbbac',21,2,'host','invited');
INSERT INTO event_participant VALUES(129,'01a1fec5-8022-7029-9325-2faeec9ce8c3',21,11,'speaker','accepted');
INSERT INTO event_participant VALUES(130,'01a1fec5-8022-702b-ae52-26477b8e5f14',21,6,'guest','accepted');
INSERT INTO event_participant VALUES(131,'01a1fec5-8022-702c-94c1-91293b3aa583',21,3,'guest','accepted');
INSERT INTO event_participant VALUES(132,'01a1fec5-8022-702d-9869-866d7a35b676',21,1,'guest','invited');
INSERT INTO event_participant VALUES(133,'01a1fec5-8022-702e-9dfc-5b4147f01ab9',21,10,'guest','accepted');
INSERT INTO event_participant VALUES(134,'01a1fec5-8022-7033-a524-19faf3338bc2',21,12,'guest','accepted');
INSERT INTO event_participant VALUES(135,'01a1fec5-8022-7034-b6ad-11319df156dc',21,8,'guest','accepted');
INSERT INTO event_participant VALUES(136,'01a1fec5-8022-7035-9ebd-1b93026f0f0e',21,9,'guest','accepted');
INSERT INTO event_participant VALUES(137,'01a1fec5-8022-7037-87a9-b460ae516b01',22,7,'host','accepted');
INSERT INTO event_participant VALUES(138,'01a1fec5-8022-7038-b032-e82d721a3af9',22,5,'speaker','accepted');
INSERT INTO event_participant VALUES(139,'01a1fec5-8022-7039-be35-66cb254b0a09',22,9,'guest','accepted');
INSERT INTO event_participant VALUES(140,'01a1fec5-8022-703a-8b6c-c8bb22867cb1',22,2,'guest','accepted');
INSERT INTO event_participant VALUES(141,'01a1fec5-8022-703b-b780-c580827c12c7',22,10,'guest','accepted');
INSERT INTO event_participant VALUES(142,'01a1fec5-8022-703d-8971-02b2d6812952',22,3,'guest','accepted');
INSERT INTO event_participant VALUES(143,'01a1fec5-8022-7040-a327-bac10aff1f80',22,8,'guest','accepted');
INSERT INTO event_participant VALUES(144,'01a1fec5-8022-7042-8dff-5ca82dfc48b9',22,11,'guest','accepted');
INSERT INTO event_participant VALUES(145,'01a1fec5-8022-7047-a198-bff465ce7ad4',23,3,'host','accepted');
INSERT INTO event_participant VALUES(146,'01a1fec5-8022-7048-81ec-545980cd6d44',23,5,'speaker','accepted');
INSERT INTO event_participant VALUES(147,'01a1fec5-8022-7049-aedc-086490f4f84d',23,9,'guest','invited');
INSERT INTO event_participant VALUES(148,'01a1fec5-8022-704a-9c9a-02fa38d71980',23,11,'guest','accepted');
INSERT INTO event_participant VALUES(149,'01a1fec5-8022-704e-b4e5-85b3d4a4465b',23,2,'guest','accepted');
INSERT INTO event_participant VALUES(150,'01a1fec5-8022-704f-987a-83d33c8d3c29',23,7,'guest','accepted');
INSERT INTO event_participant VALUES(151,'01a1fec5-8022-7050-abee-2852a275daa8',23,12,'guest','accepted');
INSERT INTO event_participant VALUES(152,'01a1fec5-8022-7054-80fa-d1863678eab7',24,2,'host','accepted');
INSERT INTO event_participant VALUES(153,'01a1fec5-8022-7055-a4a6-8af57a7902fd',24,3,'speaker','accepted');
INSERT INTO event_participant VALUES(154,'01a1fec5-8022-7056-99be-7f869e526bb5',24,11,'guest','accepted');
INSERT INTO event_participant VALUES(155,'01a1fec5-8022-7057-8c5e-fe27e9cefc46',24,8,'guest','accepted');
INSERT INTO event_participant VALUES(156,'01a1fec5-8022-7058-89cf-04ad161a3a4d',24,9,'guest','accepted');
INSERT INTO event_participant VALUES(157,'01a1fec5-8022-705b-919f-74180e489eb4',24,5,'guest','accepted');
INSERT INTO event_participant VALUES(158,'01a1fec5-8022-705c-92a1-e1e36c8f10d2',24,10,'guest','invited');
INSERT INTO event_participant VALUES(159,'01a1fec5-8022-705e-ba39-e9e520f559c2',24,12,'guest','accepted');
CREATE TABLE tie (                          -- derived from replies and mentions, decays
  id        INTEGER PRIMARY KEY,
  a_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  strength  REAL NOT NULL DEFAULT 0,
  at        INTEGER NOT NULL,
  UNIQUE (a_id, b_id)
) STRICT;
INSERT INTO tie VALUES(1,1,11,1.0,1791173494676880);
INSERT INTO tie VALUES(2,2,5,1.7471337911079451998,1774208435454043);
INSERT INTO tie VALUES(3,14,15,1.9999839550550975175,1772359800000000);
INSERT INTO tie VALUES(4,13,14,1.0,1772359680000000);
INSERT INTO tie VALUES(5,13,15,1.9999572140523471652,1772360400000000);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','interaction_fts','interaction_fts',0,'CREATE VIRTUAL TABLE interaction_fts USING fts5 (text, content = ''interaction'', content_rowid = ''id'', tokenize = ''veche'', prefix = ''2 3'')');
CREATE TABLE IF NOT EXISTS 'interaction_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO interaction_fts_data VALUES(1,X'508405');
INSERT INTO interaction_fts_data VALUES(10,X'000000010105060005010102020101030101040101050101');
INSERT INTO interaction_fts_data VALUES(137438953473,X'00000ee3043067746b33020701056d617269611302020104727573741c02070108736f6b6f6c6f76611302030102d0b01702020205b1d0b0d0b70502070e020905020d0702d0b518020d0702d18b0502070e02090403b5d0b70302020802020202071e0207060207040208070ad0bed0bfd0b0d181d0bd0902092b02080202071108d0bed181d182d18c0902092b02080202070304d183d0b41b02060702d1831b02060201b202020216020b1202020308d0b5d0b4d0b5d0bd3202050b04d0b8d0b53202050504d181d0bd0e02050202050a02050904d0bed0b90e02050202050a0205060587d0b5d1802702090202090d02050b04d0bed0bc2702090202090413b8d0b4d0b5d0bed0bcd0bed0bdd182d0b0d0b61202071402040601b62802080702d1832802080409bed0bfd180d0bed1811e0203100203060203030ad181d182d180d0b5d1871702050702060902060202060502060402060202060d02d0b52702060202060e01b81702050d02d1831e0206100206060206040582d0bed18004020a02020919020901020a0302090f020a0904d0b0d18f04020a02020919020901020a0302090f020a040587d0b5d1802702020202020902d0b027020202020204078bd0bbd0bed0b62702080202080b02d183270208020208050ed181d182d183d0bfd0bbd0b5d0bd0c02041402061304d0b8d18f0c02041402060207b3d0bbd0b0d0b21802070902d18b1802070308d180d183d0bfd0bf3602030b02d1833602030203b4d0b01802020502d0bd0502080e020a0706d0bdd18bd1850502080e020a0405b5d0bfd0bb1502030904d0bed0b91502030409b8d0b7d0b0d0b9d0bd0402051402090c02060c02060403bbd18f1202040202040402040d02040802040407bed0b1d0b0d0b20f02050d02050b06d0b8d0bbd0b80f02050d02050508d187d0b8d182d0b00402020202021902020102020302020f02020d04d0bbd0b00402020202021902020102020302020f02020205b5d181d1821702030702d18c170203020bb7d0b0d0bcd0b5d182d0ba1b02030d02d1831b02030a0587d0b0d0bd1b02080f06d0b8d18fd0bc1b02080607bdd0b8d0bcd0b02802030d06d18ed181d18c2802030601bf1702041002070202070706d0b8d181d18c1702041002070202070405bdd0b0d0bd18020e0904d0b8d0b918020e0201b82802060310d0bdd182d0b5d180d184d0b5d0b9d18104020614020a0c02070c02071304d0bed0b204020614020a0c02070c02070209bad0b0d0b6d0b5d1820502020302020b02042002020b04d181d18f0502020302020b02042002020405bdd0b8d0b30402030202031902030102030302030f02030902d1830402030202031902030102030302030f02030409bed0bbd0bbd0b5d0b30d02021e02020602020402020d02d0b80d02021e02020602020402020601bc1102020c02020402020702d1831102020c02020402020306d180d183d0b305020a0302090b020c2002090902d18305020a0302090b020c2002090207bbd0b8d188d0bd0d02081e02080602080402090904d0b5d0b90d02081e02080602080402090209bcd0b0d188d0b8d0bd2502070b06d0bdd0bed0b52502070403bdd0b53002030603bed0b30202082802080902d0be0202082802080405bed0b6d0bd1102030c02030402030902d0be1102030c02030402030302d18b0502030302030602020202020302050702021902030203bdd0b02702050202050d02040508d0b4d0bed0bbd0b30702050302050202060902050d02050d02d0be0702050302050202060902050d02050609bad0bed0bdd0b5d1862802070601bc0302060802060607bfd0b8d181d0b01102040a02020202040402040d02d0bb1b02020d04d182d18c1102040c02040402040a01883002020b06d0b8d182d0b53002020502d181090204060387d0b00102051502050202050102050b02050802050302050904d0bbd0b01802050904d182d18c0102051502050302050b020508020503020506018818020c0704d0b5d0b918020c0801bb0d02030502020202021102020602030202020402030402030902d0b00d02031e02030602030402030a01b81202020202021102020802020401b50902061d02020401b82602060504d0bad1820902050902d0be0902050209bed0b1d0bdd0bed0b20f02020d02020b06d0b8d0bbd0b80f02020d0202050ad181d183d0b6d0b4d0b00e02040202040a02040f04d0bbd0b80e02040202040a0204060783d187d0b5d0bd2502080d04d0b8d0b52502080403bfd18f0502040302040b02062002040704d182d18c0502040302040b0206200204030cd182d0b4d0b5d0bbd18cd0bd1e02051002050602050f04d183d18e1e02051002050602050607bbd0b8d187d0bd0402090202081802020102080102090302080b02020402090202020d04d0b0d18f0402090202081902080102090302080f02090d04d18bd0b91e02021002020602020207bfd0b5d180d0b20402070202061902060102070302060f02070904d0b0d18f0402070202061902060102070302060f02070807b5d0b2d0bed0b401020601020a01020403020501020301020702020301020402020601020901020701020901020705020601020702020602020503020801020502020701020301020504020401020501020401020a0102060202070102080102060f02d18b01020601020a01020403020501020301020702020301020402020601020901020701020901020705020601020702020602020503020801020502020701020301020504020401020501020401020a0102060202070102080102060407b8d0bbd0bed1821202050202051102050802050b02d0b01202050202051102050802050401be05020903020806020702020701020502020b070207030205040205120208050ad0b4d180d0bed0b1d0bd3002080f04d0b5d0b5300208080781d0bad0b0d0b60102021502020302020b02020802020302020f06d0b8d182d0b50102021502020302020b02020802020302020603b8d1890e02060202060a02060906d0b8d182d0b50e02060202060a0206060bbad0b0d0b7d18bd0b2d0b00202042802041102d18e0202042802040607bbd0b3d0bed0b42802020d02d0b02802020807bed0b2d0b8d0bd0402080202071902070102080302070f02080f02d0b00402080202071902070102080302070f02080502d1870902020706d0b5d0bcd1830902020304d180d0b82602070706d185d0bed0b43602080d06d0b8d182d0b53602080601be0202090202040102060102040202060102080a02080402060102080302040302070102040102040302040702090402070202050202040102060102070202060708d0b1d0bed0b2d0b01802030f04d0bbd0b01802030805b5d0bad1820202062802060b02070d06d0b0d0bcd0b8350207040b83d0b1d0bbd0b8d187d0bd0c02031402050f04d18bd0b50c02031402050106d180d0b0d0b41b02070609b7d0b1d0b8d180d0b02702030202030f04d0bbd0b82702030202030805b4d0b5d0bb0f02060d0206050ad181d181d0bad0b0d0b63002040f02d1833002040e07b7d18bd0b2d0b00902071504d0b5d182090207040db5d0b4d0b0d0bad182d183d1802c02060502061102d0b02c0206050206060db7d183d0bbd18cd182d0b0d1822802090605bbd0b8d0b70302070802070201810102031502030302030b02030802030302030304d0b2d0be0202052802050702d0b90202052802050403b5d0b104020c02020b19020b01020c03020b0f020c0702d0b504020c02020b19020b01020c03020b0f020c0405bbd0bed0b20e02080202080a02080902d1830e02080202080a02080407bed0b1d0b5d1801e02041002040602040b04d0b5d0bc1e02041002040602040805b8d180d0b03602020d02d18e3602020607b3d0bbd0b0d1810702020302020202020902020d02020d04d0b5d0bd0702020302020202020902020d02020e01bd2602030f02d0b0260203060dbed0b1d189d0b5d181d182d0b20f02040d02041302d0b00f02040d02040407bfd0b0d181d0bb0302050802050b02d0b00302050802050603bed1800502050302050b02072002050904d0b8d0bc0502050302050b02072002050306d182d0b0d1820d02051e02050602050402050904d18cd18e0d02051e0205060205040205050ad180d0b0d0bdd0b8d1860f02030d02030f02d1830f02030d0203040983d0b1d0b1d0bed1820202032802030d02d183020203280203020582d0b0d0ba04020b02020a19020a01020b03020a0f020b0601bc0202072802070403b5d0bc1102060102060202060902060402060402060302040502060702d0b01202060202061102060802060801b51102060c02060402060803bed0b92802040603bed1800d02091e020906020904020a0904d0b8d0b80d02091e020906020904020a0510d181d182d0b8d180d0bed0b2d0b0d0bd1402070602090302071504d0b8d0b51402070602090302070304d183d182260205020183090203030ed0bfd180d0b0d0b2d0bbd0b5d0bd3502061104d0b8d0b5350206030ed187d0b0d181d182d0bdd0b8d0ba1202030202031102030802031104d0bed0b2120203020203110203080203020785d0b2d0b0d1821802060904d0b8d1821802060407bed180d0bed1880d02041e02040602040402040b04d183d18e0d02041e0204060204040204020587d0b5d0b30102041502040302040b02040802040302040702d0be0102041502040302040b02040802040302040601bc260208020988d183d182d0bed0ba03020308020302038dd1820702040302040202050202030202030502040502030802040502d0be070204030204020205020203020203050204050203080204000331677433020701026d61130202010272751c02070102736f1302030104d0b1d0b0050407020e04090205040d020401b5030202060409020202020202071e020706020703040802010208010407020302d1831b0406020203b2d0b50e040502020405020a0405020d04090202040902090405020402050401b8120207140204020408020401be1e02031002030602030302d18117040502070406020904060202040602050406020402060204060204018204040a02020409021904090201040a02030409020f040a02040187270402020204020204018b0c0404021404060207040802020408020203b3d0bb180407020302d180360403020203b4d0b0050408020e040a020502020401b5150403020401b80402051402090c02060c020604080a090d0710070a17151309070c0d090f0f100c1b060714210a060d19180d0a0f0a160c0c070d07080a0e0a0917140f0e1c180a0710070a0b0c0b0c110a09061e121712191617100c0d141015120e0b080b0a100d190e19130e0915070f060b071a091806091b100f09060907110e150f0c091112170f24180f1b18635e1510210f091b1a0e11130a0c071b16070b090b0b420d09100b130c0b110c0d0f070c09150a120d150c0a1716100d120f0a0718150607150a0f0a11121412120a110a19091d100c0811121b0f090613091c120c091512191606111d1c08070707122108200d0c1f1b0b1309081007');
INSERT INTO interaction_fts_data VALUES(137438953474,X'00000c660531d0b4d0bb1202040202040402040d02040802040401be0404020202040202090405020d0405020304020201040202030402020f0402020203b5d181170403020203b7d0b0170404020408030207020c04070201040302010407020401bd18040e020203b8d0bd0404060214040a020c0407020c0407020203bad0b005040202030402020b040402200402020401bd04040302020403021904030201040302030403020f0403020401be0d040202040402020c040202040402020a04020206040202040402020302d18005040a02030409020b040c02200409020203bbd0b80d0408021e04080206040802040409020203bcd0b0250407020401bd02040802280408020602030401be110403020c040302040403020302d18b0502030302030602020202020302050702021902030203bdd0b00104050202020604040502020204010405020102060104060201040302040404020104020202040202010405020104050202080502090201040502020402020204040204040402010405020204050201040202020205010207010205020403020104050201040202020405020104020201040302040403020102040401b50902061d02020401b8090405021d02060203bed0b10e04040201040202010404020a04040202040202090408020401bf05040402030404020b040602200404020302d18204040902020408021808020205020104080201040902030408020b0802020502040409020208020205020203bfd0b50104060201040a020104040201040702020805020302010403020104070202040302010404020204060201040902010407020104090201040702050406020104070202040602020405020304080201080502030201040702010407020104030201080502030204040402010405020104040201040a0201040602020407020104080201040602030407020401b8120405020204050211040502080405020401be01040202010404020204080201020901040702020208010402020506060203020606020301020502020b03040202030402020106060203030205020407020104080201020502040702010402020404020202040402020402020304020201040802020408020102080302d180020406050202040102060102040202060102080a02080402060106030207030204030207010204010204030204030207040406050402070202050202040102060102070104070201060604020401830c040302140405020104d180d0b0090407020602060c02070102060b04030202040302070404020401b50302070802071d02090404060205040602020381d0b202040502280405020401b504040c0202040b0219040b0201040c0203040b020f040c020401bb0e040802020408020a0408020401be0704020203040202020402020304040206040202070404020204040204040202040403020804040206040402020402020401bf0304050202040502030405020304050208040702200405020302d1820d040502020403020d0403020f04050206040502040405020401830204030228040302020382d0b002020702020b02020a19020a01020b03020a07020708020b0401b50d04090204040602010406020208060203020604090203080602030204040602040406020304040203040902020406020404090204040a020302d183260205020383d0bf350406020302d18712040302020403021104030208040302020385d0b2180406020401be0d0404021e0404020604040204040402020387d0b50104040215040402030404020b0404020202080604040203040402020388d18303020308020302038dd182070404020304040202040502020403020204030205040402050403020804040200043267746b33020701036d617213020201037275731c02070103736f6b1302030106d0b1d0b0d0b7050407020e04090205040d020403b5d0b7030202060409020202020202071e020706020703040802010208010407020304d183d0b41b0406020205b2d0b5d0b4320405020502d1810e040502020405020a04050206018727040902020409020d02050403b8d0b41202071402040601b6280408020403bed0bf1e02031002030602030304d181d182170405020704060209040602020406020504060204020602040602040382d0be04040a02020409021904090201040a02030409020f040a02040387d0b5270402020204020204038bd0bb27040802020408020502d1810c040402140406020205b3d0bbd0b0180407020304d180d183360403020205b4d0b0d0bd050408020e040a020403b5d0bf150403020403b8d0b70402051402090c02060c02060403bbd18f1202040202040402040d02040802040403bed0b10f0405020d0405020502d18704040202020402021904020201040202030402020f0402020205b5d181d182170403020205b7d0b0d0bc1b08030207020601bd280403020601bf1704040210040702020407020403bdd0b018040e020205b8d0bdd1820404060214040a020c0407020c0407020205bad0b0d0b605040202030402020b040402200402020403bdd0b804040302020403021904030201040302030403020f0403020403bed0bb0d0402021e04020206040202040402020601bc110402020c040202040402020304d180d18305040a02030409020b040c02200409020205bbd0b8d1880d0408021e04080206040802040409020205bcd0b0d188250407020403bdd0b53002030601be02040802280408020403bed0b6110403020c040302040403020205bdd0b0d0b4070405020304050202040602090405020d0405020601ba2802070601bc0302060802060601bf110404020a04020202040402040404020f0402020502d181090204060187010405021504050202040502010405020b04050208040502030405020601880d040302050402020204020204040c020d040202060403020204020204040302040403020403b8d0ba090405020205bed0b1d0bd0f0402020d0402020502d1810e040402020404020a040402060183250408020403bfd18f05040402030404020b040602200404020304d182d0b41e04050210040502060405020601bb0404090202040802180402020104080201040902030408020b04020204040902020402020205bfd0b5d1800104060201040a020104040201040702020805020302010403020104070202040302010404020204060201040902010407020104090201040702050406020104070202040602020405020304080201080502030201040702010407020104030201080502030204040402010405020104040201040a0201040602020407020104080201040602030407020403b8d0bb120405020204050211040502080405020403bed0b40104020215040202030402020b0402020804020203040202010408020601b80e040602020406020a0406020601ba02040402280404020601bb0404080202040702190407020104080203040702050402020a0408020502d187090402020304d180d0b8260207100408020601be020406050202040102060102040202060102080a020804020601060302070302040302070102040102040302040704060504020702020502020401020601020701040702010206040383d0b10c040302140405020106d180d0b0d0b41b02070601b70f02060d02060b040302020403020502d18109040702270404020403b5d0b42c040602050406020601b72802090601bb030207080207020581d0b2d0be02040502280405020403b5d0b104040c0202040b0219040b0201040c0203040b020f040c020403bbd0be0e040802020408020a0408020403bed0b11e0404021004040206040402020402020601b3070402020304020202040202090402020d040202040403020601be0f0404020d0404020403bfd0b003040502080405020601be05040502030405020b040702200405020304d182d0b00d0405021e04050206040502040405020502d1800f0403020d040302040383d0b10204030228040302020582d0b0d0ba04020b02020a19020a01020b03020a0f020b0601bc0202072802070403b5d0bc11040602010406020204060209040602040406020404060203040402050406020601be0d0409021e0409020604090204040a020502d1811404070206040902030407020304d183d182260205020583d0bfd180350406020304d187d0b012040302020403021104030208040302020585d0b2d0b0180406020403bed1800d0404021e0404020604040204040402020587d0b5d0b30104040215040402030404020b04040208040402030404020601bc260208020588d183d18203020308020302058dd182d0be070204030204020205020203020203050204050203080204041523091b0715151b1f1415090e0f198100090a1d132e810f136b500b1f140d1b0f331b1c0b1d3b0709140913200b250908080814230a0b100e0b070e211d0d0d0c0b0a0f0911140d1c0b0d070f0917171d150f16170b080b111b060917071f27090f1007151227811115210f0b1f080d4a0d0b110c0d06090f1d11151b0b0d13160c0d1909251310090b160b151f060d');
INSERT INTO interaction_fts_data VALUES(274877906945,X'000005ba0230613802040204626f75743802060302070102090104626573743c020702036f6f6b3c02080107636f6d6d656e743b02090801733b02090104646f776e3b02030104656469743802080503696e67380208010866756e64726169733b02080903696e673b020801036861643802030101693b020502016e3802090201733c020501056c6561726e3b0206060265643b020601056d617269613c02020106707974686f6e37020701047265616438020c0503696e6738020c0108736f6b6f6c6f76613c020302057072696e6738020a01037468653c0206030472656164380205020772616e736c61743c020a0903696f6e3c020a0105766964656f3802070102776538020203046c636f6d3b020a0701653b020a02036861743b020401020402046f72746838020b0204726f74653b02020108d0b2d0b5d181d0bd3902050904d0bed0b9390205060587d0b5d1803a020a0b04d0bed0bc3a020a0413b8d0b4d0b5d0bed0bcd0bed0bdd182d0b0d0b63902090306d181d0b5d0bc3702030508d182d180d0b5d1873a02070d02d0b53a0207040587d0b5d1803702060302020902d0b037020603020204078bd0bbd0bed0b63a02090b02d1833a02090205b7d0b0d0bf3a02080706d0b8d181d18c3a02080205bad182d0be3702040203bcd18b3902020203bdd0b03a0206020dbed0b1d181d183d0b6d0b4d0b03902040f04d0bbd0b83902040203bfd0be3902070504d0b8d1893902060906d0b8d182d0b53902060605bcd0bed0b3370205030ad180d0bed0b5d0bad1823a02050d06d0b0d0bcd0b83a0205010cd180d0b0d0b1d0bed182d0b03702090d04d0b5d1823702090609b7d0b1d0b8d180d0b03a02030f04d0bbd0b83a0203020781d0bbd0bed0b23902080902d1833902080409bfd0b0d181d0b8d0b13702020d02d0be370202020982d0b5d0bfd0b5d1803702080b02d18c370208020f83d0bfd180d0b0d0b2d0bbd0b5d0bd3a02041104d0b8d0b53a020402038dd1823902030502d0be3902030003316162380206030207010209010262653c020702016f3c02080102636f3b0409020102646f3b02030102656438040802010266753b040802010268613802030102696e3802090201733c020501026c653b04060201026d613c0202010270793702070102726538040c020102736f3c020302017038020a010274683802050402060201723c040a02010276693802070102776538020203040a020201683b020401020402016f38020b0201723b02020104d0b2d0b53904050201040a020401b83902090302d18137020303040702040187370406020304020204018b3a0409020203b7d0b03a0408020203bad1823702040203bcd18b3902020203bdd0b03a02060203bed0b1390404020203bfd0be37020502060602030302d1803a0405020104d180d0b03704090203040302020381d0bb390408020401bf37040202020382d0b537040802020383d0bf3a04040202038dd1823904030200043261626f38020603020701020901036265733c020702026f6f3c02080103636f6d3b0409020103646f773b0203010365646938040802010366756e3b040802010368616438020301036c65613b04060201036d61723c02020103707974370207010372656138040c020103736f6b3c02030202707238020a01037468653c0206030172380205020272613c040a020103766964380207010377656c3b040a02020268613b020401020402026f7238020b0202726f3b02020106d0b2d0b5d181390405020601873a040a020403b8d0b43902090304d181d0b53702030502d1823a040702040387d0b5370406020304020204038bd0bb3a0409020205b7d0b0d0bf3a0408020205bad182d0be3702040205bed0b1d181390404020205bfd0bed0b8390406020601bc3702050304d180d0be3a0405020106d180d0b0d0b1370409020601b73a040302020581d0bbd0be390408020403bfd0b037040202020582d0b5d0bf37040802020583d0bfd1803a04040202058dd182d0be39020304060f09080c060909080d08080606060a070a0b09080d0a08090c080a0709060b09090d090a09180b0d070d0a0c070a0b0a0808120908090b0a0f0b11090e090c070e070e07140908070e0706080708080707060807070807060a07070b0906060e060b0b0709080808090d080e09070909090f0807090809090809080809080708060808090a07070c070809080d090b0a0b0b060a0c070b090b0b');
INSERT INTO interaction_fts_data VALUES(412316860417,X'000006e9033034304902070103617265480208020473796e634802060105636c6f736548020906016448020902046f756c6448020201076578706c61696e480204010767656e6572617448020708036f72734802070103686f7748020501056d6179616b4402040106707974686f6e3d02020108736f6d65626f64694802030801794802030104766572614402030102d0b04402050211b1d0b8d0b1d0bbd0b8d0bed182d0b5d0ba4a02051302d0b54a02050308d183d0b4d0b5d1824402080201b24102060402040502040304d0b5d1805402020702d0b05402020306d181d0b5d0bc4102020508d182d180d0b5d1874102050e02050d02d0b04102050a02030f08d0b5d0bcd181d18f4b02030d02d1834f020504078bd0bbd0bed0b64502030b02d1834502030207b3d0bbd18fd0bd5402030902d18c5402030203b4d0b04502020502d0bc4a0206040bbed0b3d0bed0b2d0bed1805402040205b5d181d1824a02030702d18c4a02030205b7d0b0d0bb4c02020601bf4402060706d0b8d181d18c4402060407bdd0b0d0b5d1824902030207b8d0b4d0b5d1824f02030409bdd0b4d0b5d0bad1814e02040207bad0bed0b3d0b44b02020902d0b04b02020304d182d0be4902020602020205bcd0b5d0bd4702020702d18f4702020203bdd0b04902060602040401b5470204020bbed0b1d0bdd0bed0b2d0bb5502040d06d0b5d0bdd18b550204030ad182d0bbd0b8d187d0bd4602020d02d0be4602020207bfd0b5d180d0b24102040904d0b0d18f410204040bbbd0bed189d0b0d0b4d0ba4902050102020f02d0b04a02020f02d183490205040fbed0b6d0b0d0bbd183d0b9d181d1825402051302d0b05402050502d1874e02020706d0b5d0bcd1834e02020306d180d0b0d0b25502020906d0b8d0bbd0b05502020607b8d0b2d0b5d18241020304098fd182d0bdd0b8d1864502050d02d1834502050108d181d0bad0bed1804702030902d0be4702030409bfd0b0d181d0b8d0b14402020d02d0be440202030ad182d0b0d0bdd0b5d182470205040983d0b1d0b1d0bed1824b02050d02d0b04b0205020d82d0b5d0bbd0b5d184d0bed0bd4a02070409bed180d0bcd0bed0b74e02030d04d0b8d1824e02030304d183d182440207020985d0bed180d0bed1884902040b04d183d18e490204020587d0b0d1823d02031802030702d0b0550203040bb5d0bbd0bed0b2d0b5d0ba490208050ad182d0b2d0b5d180d0b34102070a02040003313430490207010261724802080201734802060102636c4804090202016f4802020102657848020401026765480407020102686f48020501026d61440204010270793d02020102736f48040302010276654402030104d0b1d0b84a0405020302d1834402080203b2d0b5540402020302d18141060205020a0403020404050204018b450403020203b3d0bb540403020203b4d0b04502020502060401be5402040203b5d1814a0403020203b7d0b0440406020802020401bd4902030203b8d0b44f02030401bd4e02040203bad0be4b0402020302d1824902020602020203bcd0b5470402020203bdd0b04902060602040401b54702040203bed0b1550404020302d182460402020203bfd0b5410404020401bb49040502010402020401be4e040202060405020302d1804102031404020204018f450405020104d181d0ba470403020401bf440402020302d1824702050401834b040502020382d0b54a02070401be4e0403020302d183440207020385d0be49040402020387d0b03d0203180403020401b5410207080208020204000432617265480208020273794802060103636c6f4804090202026f754802020103657870480204010367656e480407020103686f7748020501036d617944020401037079743d02020103736f6d4804030201037665724402030106d0b1d0b8d0b14a0405020304d183d0b44402080205b2d0b5d180540402020304d181d0b54102020502d182410405020a0403020404050204038bd0bb450403020205b3d0bbd18f540403020205b4d0b0d0bc4a02060403bed0b35402040205b5d181d1824a0403020205b7d0b0d0bb4c02020601bf440406020403bdd0b04902030205b8d0b4d0b54f02030403bdd0b44e02040205bad0bed0b34b0402020304d182d0be4902020602020205bcd0b5d0bd470402020205bed0b1d0bd550404020304d182d0bb460402020205bfd0b5d180410404020403bbd0be49040502010402020403bed0b6540405020502d1874e0402020304d180d0b0550402020601b841020304038fd182450405020106d181d0bad0be470403020403bfd0b0440402020304d182d0b0470205040383d0b14b040502020582d0b5d0bb4a02070403bed1804e0403020304d183d182440207020585d0bed18049040402020587d0b0d1823d0203180403020403b5d0bb4902080502d1824102070a0204040708090a06090c0c08080a0b0d06090716070d0c09070b100a0d070c070c070807100a070a060b0c0c0e0c070c0a070b06100b0f070c091307071407070b0b0b0c0e070d070e070f0e07120e09090e090d0710120807060806070807070708070a07091107090b06090c060806090a090b060908090b0b0b070a070707080707090c0c09070907080908080809080c090b0910090b0a080b0a07080a080b0c0b0b0a0b0d09080a06090c0909090a09090b0e08');
INSERT INTO interaction_fts_data VALUES(549755813889,X'000000790b30d0b3d0bed0b2d0bed1805602020b06d0b8d0bbd0b85602020207bed181d0b5d0bd5602040902d18c5602040205bfd180d0be560203000531d0b3d0be560402020203bed181560404020203bfd180560203000732d0b3d0bed0b2560402020205bed181d0b5560404020205bfd180d0be560203040f0b0c070a0b09080d0b');
INSERT INTO interaction_fts_data VALUES(687194767361,X'000000690f30d0b4d0bed0b3d0bed0b2d0bed1805702020f0ad0b8d0bbd0b8d181d18c5702020205b7d0b0d0bb5702040702d0b55702040201be570203000531d0b4d0be570402020203b7d0b057040402000732d0b4d0bed0b3570402020205b7d0b0d0bb5704040204130f0a07060b090d');
CREATE TABLE IF NOT EXISTS 'interaction_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO interaction_fts_idx VALUES(1,X'',2);
INSERT INTO interaction_fts_idx VALUES(1,X'31d0b4d0bb',4);
INSERT INTO interaction_fts_idx VALUES(2,X'',2);
INSERT INTO interaction_fts_idx VALUES(3,X'',2);
INSERT INTO interaction_fts_idx VALUES(4,X'',2);
INSERT INTO interaction_fts_idx VALUES(5,X'',2);
CREATE TABLE IF NOT EXISTS 'interaction_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO interaction_fts_docsize VALUES(1,X'05');
INSERT INTO interaction_fts_docsize VALUES(2,X'09');
INSERT INTO interaction_fts_docsize VALUES(3,X'06');
INSERT INTO interaction_fts_docsize VALUES(4,X'0b');
INSERT INTO interaction_fts_docsize VALUES(5,X'09');
INSERT INTO interaction_fts_docsize VALUES(6,X'0a');
INSERT INTO interaction_fts_docsize VALUES(7,X'04');
INSERT INTO interaction_fts_docsize VALUES(8,X'08');
INSERT INTO interaction_fts_docsize VALUES(9,X'08');
INSERT INTO interaction_fts_docsize VALUES(10,X'04');
INSERT INTO interaction_fts_docsize VALUES(11,X'06');
INSERT INTO interaction_fts_docsize VALUES(12,X'05');
INSERT INTO interaction_fts_docsize VALUES(13,X'08');
INSERT INTO interaction_fts_docsize VALUES(14,X'08');
INSERT INTO interaction_fts_docsize VALUES(15,X'06');
INSERT INTO interaction_fts_docsize VALUES(16,X'08');
INSERT INTO interaction_fts_docsize VALUES(17,X'06');
INSERT INTO interaction_fts_docsize VALUES(18,X'06');
INSERT INTO interaction_fts_docsize VALUES(19,X'0b');
INSERT INTO interaction_fts_docsize VALUES(20,X'06');
INSERT INTO interaction_fts_docsize VALUES(21,X'04');
INSERT INTO interaction_fts_docsize VALUES(22,X'05');
INSERT INTO interaction_fts_docsize VALUES(23,X'06');
INSERT INTO interaction_fts_docsize VALUES(24,X'0d');
INSERT INTO interaction_fts_docsize VALUES(25,X'05');
INSERT INTO interaction_fts_docsize VALUES(26,X'08');
INSERT INTO interaction_fts_docsize VALUES(27,X'07');
INSERT INTO interaction_fts_docsize VALUES(28,X'06');
INSERT INTO interaction_fts_docsize VALUES(29,X'06');
INSERT INTO interaction_fts_docsize VALUES(30,X'07');
INSERT INTO interaction_fts_docsize VALUES(31,X'0a');
INSERT INTO interaction_fts_docsize VALUES(32,X'0b');
INSERT INTO interaction_fts_docsize VALUES(33,X'06');
INSERT INTO interaction_fts_docsize VALUES(34,X'04');
INSERT INTO interaction_fts_docsize VALUES(35,X'0a');
INSERT INTO interaction_fts_docsize VALUES(36,X'06');
INSERT INTO interaction_fts_docsize VALUES(37,X'07');
INSERT INTO interaction_fts_docsize VALUES(38,X'07');
INSERT INTO interaction_fts_docsize VALUES(39,X'08');
INSERT INTO interaction_fts_docsize VALUES(40,X'08');
INSERT INTO interaction_fts_docsize VALUES(41,X'08');
INSERT INTO interaction_fts_docsize VALUES(42,X'09');
INSERT INTO interaction_fts_docsize VALUES(43,X'08');
INSERT INTO interaction_fts_docsize VALUES(44,X'05');
INSERT INTO interaction_fts_docsize VALUES(45,X'06');
INSERT INTO interaction_fts_docsize VALUES(46,X'07');
INSERT INTO interaction_fts_docsize VALUES(47,X'05');
INSERT INTO interaction_fts_docsize VALUES(48,X'07');
INSERT INTO interaction_fts_docsize VALUES(49,X'08');
INSERT INTO interaction_fts_docsize VALUES(50,X'0b');
INSERT INTO interaction_fts_docsize VALUES(51,X'08');
INSERT INTO interaction_fts_docsize VALUES(52,X'07');
INSERT INTO interaction_fts_docsize VALUES(53,X'09');
INSERT INTO interaction_fts_docsize VALUES(54,X'07');
INSERT INTO interaction_fts_docsize VALUES(55,X'08');
INSERT INTO interaction_fts_docsize VALUES(56,X'0b');
INSERT INTO interaction_fts_docsize VALUES(57,X'08');
INSERT INTO interaction_fts_docsize VALUES(58,X'09');
INSERT INTO interaction_fts_docsize VALUES(59,X'09');
INSERT INTO interaction_fts_docsize VALUES(60,X'09');
INSERT INTO interaction_fts_docsize VALUES(61,X'02');
INSERT INTO interaction_fts_docsize VALUES(65,X'06');
INSERT INTO interaction_fts_docsize VALUES(66,X'00');
INSERT INTO interaction_fts_docsize VALUES(67,X'00');
INSERT INTO interaction_fts_docsize VALUES(68,X'07');
INSERT INTO interaction_fts_docsize VALUES(69,X'04');
INSERT INTO interaction_fts_docsize VALUES(70,X'01');
INSERT INTO interaction_fts_docsize VALUES(71,X'04');
INSERT INTO interaction_fts_docsize VALUES(72,X'08');
INSERT INTO interaction_fts_docsize VALUES(73,X'07');
INSERT INTO interaction_fts_docsize VALUES(74,X'06');
INSERT INTO interaction_fts_docsize VALUES(75,X'04');
INSERT INTO interaction_fts_docsize VALUES(76,X'01');
INSERT INTO interaction_fts_docsize VALUES(77,X'00');
INSERT INTO interaction_fts_docsize VALUES(78,X'03');
INSERT INTO interaction_fts_docsize VALUES(79,X'04');
INSERT INTO interaction_fts_docsize VALUES(84,X'04');
INSERT INTO interaction_fts_docsize VALUES(85,X'03');
INSERT INTO interaction_fts_docsize VALUES(86,X'03');
INSERT INTO interaction_fts_docsize VALUES(87,X'03');
CREATE TABLE IF NOT EXISTS 'interaction_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO interaction_fts_config VALUES('hashsize',16777216);
INSERT INTO interaction_fts_config VALUES('version',4);
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','member_fts','member_fts',0,'CREATE VIRTUAL TABLE member_fts USING fts5 (name, handles, labels, notes, keys, tokenize = ''veche'', prefix = ''2 3'')');
CREATE TABLE IF NOT EXISTS 'member_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO member_fts_data VALUES(1,X'142c45330944');
INSERT INTO member_fts_data VALUES(10,X'0000000102021100010101010001110102');
INSERT INTO member_fts_data VALUES(137438953473,X'0000021c07306578616d706c0307010105070165030701010501076c6562656465760307010403080132030d01010301040501066d696861696c03090104020403056b6861696c03070101020106707974686f6e03060102040106736f6369616c03070101040110d0b2d0bed0bbd0bed0bdd182d0b5d18003070102020209bbd0b5d0b1d0b5d0b40303030b04d0b5d0b20303030207bcd0b8d185d0b00303020904d0b8d0bb0303020213bfd0b5d180d0b5d0b2d0bed0b4d187d0b8d0ba03070102030407b8d182d0bed0bd03060102060110d180d0b5d0b4d0b0d0bad182d183d18003070102051102d0b00307010205020982d0b5d0bad181d18203070102070b02d18b0307010207000331657803090101050201026c65030f0101030104030401026d69030f010102010402040102707903060102040102736f03070101040104d0b2d0be03070102020203bbd0b5030503020203bcd0b8030502020203bfd0b503070102030401b803060102060104d180d0b5030901020502020382d0b503090102070200043265786103090101050201036c6562030f0101030104030401036d696803090104020403016b0307010102010370797403060102040103736f6303070101040106d0b2d0bed0bb03070102020205bbd0b5d0b1030503020205bcd0b8d185030502020205bfd0b5d18003070102030403b8d18203060102060106d180d0b5d0b4030901020502020582d0b5d0ba030901020702040d080e0b0e0c0d0d170e090c091a0e170910090b0d0d09090b09090a080c0b0c0e0b080a0a0d0b0b0c0a0e');
INSERT INTO member_fts_data VALUES(2336462209025,X'00000eb7043031383002060103030105616967756c07080104020402026e610e0601040202047967756c0708010102060103626f7412080301040302047269656e0602040106636172746572110803010403020164020601020e020169020601020d010665676f726f760b06010403070231300b0601040502056c6b696e6114080104030302026d610a080104020403026d610a0a0201010206020578616d706c010801010706010801010506010601010502060101050108010105060108010105060106010105010801010506010801010506020601010507016501080101070601080101050601060101050206010105010801010506010801010506010601010501080101050601080101050602060101050105666f72756d010601010a0506010108010601010802060101080106010108010567616c65761306010403020375696401060102030501650106010203030473657661020801040304070131020c010103010409010369616d1106010402040265731106010402030477696e6102060104070206010403070133020601040b020472696e61021001010201040204060204756c69610908010402040b0601040201046a616d651102020501731102020204756c6961090a020101020601076b6c696d6f76610d06010403020672696c6f7661070601040308013607060104050306796c6f766136070801010306020375696e0806010403050137080601040501086c617a61726576610c06010403090231310c0c01010301040502066562656465760306010403080132030c0101030104050801610e0601040303016f081002010102010402040204696c69610c0801040204050279610c0601010203076e646b766973740a060104030a01390a06010405050571766973740a02030a01390a080101030602046f63616c01060102060607697a6174696f6e010601020601056d6169616b120601040203036e6167010601020a01060102110605656d656e74010601020a0106010211030372696101120101020406010402040402746106080104020405026861060a02010102060205696861696c03080104020408080104020403056b6861696c0306010102080601010202016c020601020f01066e6577636f6d010601020207026572010601020201016f06020302046272656e06060104030601350606010405040469656e3506080101030602036c65670f06010402020370656e02060102030406010203010770726f6a6563740106010209010601021002057974686f6e050601020201057175696e6e080203060137080601010301037275740508010402040401680508020101020106736f6369616c0106010106010801010406010601010402060101040106010104010601010401060101040106010104010601010402060101040303666961020801040606020601040204027961020601010603066b6f6c6f7661011201010304060104030403037572630206010204040601020406016502060102040406010204010574696d75721306010402020575726e6572050803010403070134050c010103010405010775736572313033100802010402010676617567686e090803010403070138090e0101030601040502036572610d060104020105777562696e0f06010403010879617368696e61330206010107020865676f726f7631300b0601010302066f6c6b696e611406010102010ad0b0d0b9d0b3d183d0bb0702020b02d18c0702020401bd0e0202050cd0b0d0bbd0b8d182d0b8d0ba05060102041102d0b005060102040603bdd0b00e02020308d180d0b5d0bdd0b4140c0102030103050b02d0b014060102030b02d18314060103050201b214060103040308d0b5d0b4d0b5d0bd020601020504060102050b04d0b8d0b5020601020504060102050502d1800d02020702d0b00d0202040dbed0bbd0bed0bdd182d0b5d180020601020201060102031106010202030ad181d182d180d0b5d18702060102060406010206040f8bd181d182d183d0bfd0bbd0b5d0bd010601020c1304d0b8d18f010601020c0205b3d0b0d0bb1302030706d0b8d0b5d0b21302030308d180d0b0d0bdd182080601020304060102030b02d18b08060102030406010203040783d181d0b5d0b2020403040b02d0b0020403040207b4d0b5d0bfd0bb02060102070904d0bed0b902060102070409bed0bad0bbd0b0d0b4010601020d0d02d18b010601020d0207b5d0b3d0bed1800b02030904d0bed0b20b02030407bbd0bad0b8d0bd1402030b02d0b01402030205b7d0b0d0bb14060103030207b8d180d0b8d0bd020402040902d0b002040204040589d0b5d18214060103020209bad0b0d0b7d0b0d0bd14060103060b02d18c14060103060409bbd0b8d0bcd0bed0b20d02030d02d0b00d0203030ad180d18bd0bbd0bed0b20702030d02d0b0070203020dbbd0b0d0b7d0b0d180d0b5d0b20c02030f02d0b00c02030407b5d0b1d0b5d0b40302030b04d0b5d0b20302030b02030f02d0b00e02030403b8d0bb0c02020704d0b8d18f0c02020205bcd0b0d1800102020704d0b8d18f010202060588d0b8d0bd02060102080b06d0bdd0bed0b5020601020806038fd0ba1202020409b5d182d180d0b8d0ba05060102050d02d0b805060102050405b8d185d0b00302020802020904d0b8d0bb030202080202040bbed0b4d0b5d180d0b0d186020601020c04060102070f04d0b8d18f020601020c04060102070207bdd0b8d0b6d0bd04060103020904d0b8d0b90406010302040dbed0b2d0b3d0bed180d0bed0b40406010303020bbed0b1d183d187d0b5d0bd02060102090d04d0b8d0b502060102090405bbd0b5d0b30f02020314d180d0b3d0b0d0bdd0b8d0b7d0b0d182d0bed18006060102020306010202020dbfd0b5d180d0b5d0b2d0bed0b401060102050f06d187d0b8d0ba030601020210018b01060102050801bc02060103020902d18c02060103020407b8d182d0bed0bd05060102030316d180d0b5d0bfd0bed0b4d0b0d0b2d0b0d182d0b5d0bb01060102041902d18c01060102040607bed0b5d0bad1820106010208010601020b0d06d0b0d0bcd0b80106010208010601020b040b83d0b1d0bbd0b8d187d0bd010601020b0f04d18bd0b5010601020b0110d180d0b5d0b4d0b0d0bad182d183d18003060102041102d0b00306010204020d81d0bed0bad0bed0bbd0bed0b20102030f02d0b00102030502d1840202060202020704d18cd18f020206020202020982d0b5d0bad181d18203060102050b02d18b03060102050407b8d0bcd183d180130202020f83d0bfd180d0b0d0b2d0bbd0b5d0bd0106010207010601020a1104d0b8d0b50106010207010601020a021584d0b0d0bdd0b4d180d0b0d0b9d0b7d0b8d0bdd0b308060102020406010202020988d183d0b1d0b8d0bd0f020302038ed0bb1402020504d0b8d18f14020202078fd188d0b8d0bd0202070202030902d0b0020207020203000331313802060103030102616907080104020402016e0e060104020201790708010102060102626f12080301040302017206020401026361110803010403020164020601020e020169020601020d010265670b080104030402016c14080104030302016d0a12020101020601040204020178010c010107020602010c010105020602010801010502020801010502010c010105020602010c010105020602010801010502010c010105020602010c0101050206020208010105020102666f010601010a0506010108010601010802060101080106010108010267611306010403020175010801020302011001010301040304060102696102080104070602060104030d0801040202020172021001010201040204060201750908010402040b0601040201026a6111040202020175090a020101020601026b6c0d060104030201720710010103060104030402017508080104030401026c610c0e01010301040304020165030e010103010403040510020101020104020406060104030201690a12030101030601040304020e0101020104020402016f01080102060201026d61011a010102040601020a020104020401080102110204120201010206010402040c06010402020169030e01010201040204080e0101020104020402016c020601020f01026e6501080102020201026f620610010103060104030402016c0f0601040202017002060102030406010203010270720106010209010601021002017905060102020102717508080301010301027275051002010102010402040102736f011401010304030501040304011a01010404040102040201040606010601010401060104020106010104010e010104010204020106010104010601010401060101040106010104020601010401027469130601040202017505100301010301040304010275731008020104020102766109120301010306010403040201650d06010402010277750f060104030102796102060101070201650b0601010302016f14060101020104d0b0d0b9070402020401bd050801020402090402020302d180141001020302010305020203b2d0b5020801020502040801020502070402020401be0206010202010601020311060102020302d1810206010206040601020604018b010801020c020203b3d0b0130403020302d1800808010203020408010203020401830208030204020203b4d0b50208010207020401be010801020d020203b5d0b30b0403020401bb140403020203b7d0b014060103030203b8d18002080202040204018914060103020203bad0b01408010306020401bb0d0403020302d180070403020203bbd0b00c0403020401b5030403020b0403020401b80c0402020203bcd0b0010402020108010208021002020401b50508010205020401b803040202080402020401be020801020c020408010207020203bdd0b80408010302020401be04060103030203bed0b10208010209020401bb0f02020302d180060601020203060102020203bfd0b501080102050201080103020201060102020401b805060102030302d180010c010204020602010801020b02040183010801020b020104d180d0b5030801020402020381d0be010403020104060202040202020382d0b50308010205020401b8130202020383d0bf010801020702010801020a02020384d0b008060102020406010202020388d1830f020302038ed0bb14040202040a0d090c0b090e08080d090d0a0b3f3b200c0a080c0b0a091008101109060d0e0d080e0a080f0c0d0b080d0c090e080a090b0e0c0f11100a0b1311080d09060b080c0a0f130c0a080b093b1009130f0d0c0d0b0f0e0c0a0c0f0f0d0f070613090812090908141007071e16160b0a0b140e0d080e0b10090c090c070c0d080c10090e070f0712070c0c0708090a090c0d0810090d0c17100e0b14120b0a20140d0808090e1d091312120b170912070a0c10090c1b10210e08090f0a0a0a08090a060a08080a090e4b1d0913150d0e080a090d090d1b17092915080a0e080d0e080a0e50090d0a0f08090908080a0d0e15120e090910090b0909070a0b080b0708090b0712090b0f0b080b060e160812090c110b06110f08');
INSERT INTO member_fts_data VALUES(2336462209026,X'000005c00531d18fd18802040702020403020004323138300206010303010361696707080104020402026e610e06010402020279670708010102060103626f74120803010403020272690602040103636172110803010403010365676f0b080104030402026c6b14080104030302026d610a080104020403016d0a0a020101020602027861010c010107020602010c010105020602010801010502020801010502010c010105020602010c010105020602010801010502010c010105020602010c0101050206020208010105020103666f72010601010a0506010108010601010802060101080106010108010367616c13060104030202756901080102030203017302100101030104030406010369616d110801040202030177020801040706020601040302027269021001010201040204060202756c0908010402040b0601040201036a616d110402020202756c090a020101020601036b6c690d06010403020272690708010403040301790708010103060202756908080104030401036c617a0c0e0101030104030402026562030e010103010403040b0601040303016f081002010102010402040202696c0c0e0101020104020403016e0a1203010103060104030402026f6301080102060201036d6169120601040203016e010801020a02010801021102030172011201010204060104020405120201010206010402040202696803080104020408080104020403016b0306010102080601010201036e657701080102020201036f62720610010103060104030402026c650f060104020202706502060102030406010203010370726f0106010209010601021002027974050601020201037175690808030101030103727574051002010102010402040103736f63010601010601080101040601060101040206010104010601010401060101040106010104010601010401060101040206010104030166020e01010601040606020601040203016b0112010103040601040304030175020801020402040801020402010374696d13060104020202757205100301010301040304010375736510080201040201037661750912030101030601040304020265720d0601040201037775620f0601040301037961730206010107020265670b0601010302026f6c14060101020106d0b0d0b9d0b3070402020403bdd0b00508010204020601bd0e02020304d180d0b5141001020302010305020205b2d0b5d0b40208010205020408010205020502d1800d0402020403bed0bb0206010202010601020311060102020304d181d1820206010206040601020604038bd181010801020c020205b3d0b0d0bb130403020304d180d0b0080801020302040801020302040383d1810208030204020205b4d0b5d0bf0208010207020403bed0ba010801020d020205b5d0b3d0be0b0403020403bbd0ba140403020205b7d0b0d0bb14060103030205b8d180d0b8020802020402040389d0b514060103020205bad0b0d0b71408010306020403bbd0b80d0403020304d180d18b070403020205bbd0b0d0b70c0403020403b5d0b1030403020b0403020403b8d0bb0c0402020205bcd0b0d1800104020206018802080102080206018f1202020403b5d1820508010205020403b8d18503040202080402020403bed0b4020801020c020408010207020205bdd0b8d0b60408010302020403bed0b204060103030205bed0b1d1830208010209020403bbd0b50f02020304d180d0b3060601020203060102020205bfd0b5d18001080102050201080103020201060102020403b8d18205060102030304d180d0b50108010204020601be010801020802010801020b02040383d0b1010801020b020106d180d0b5d0b4030801020402020581d0bed0ba010403020502d1840204060202040202020582d0b5d0ba0308010205020403b8d0bc130202020583d0bfd180010801020702010801020a02020584d0b0d0bd08060102020406010202020588d183d0b10f020302058ed0bbd0b814020202058fd188d0b80204070202040302040e0b0b090a0b070b0b0a0a0a4c1e0a0a0d0b0e0e0f090b0a0a090a0e120d0d0e0a0a0f19100d0b0f090e0f090b0f38110e0f0a0e0b10090a0a09090c0b0610130814100b0b120b0d0b0b090c0d0a0d090a0b0d090b09060b0d110d0a0d0810180a0c0f0b0e0b0c0d0813110a0a');
CREATE TABLE IF NOT EXISTS 'member_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO member_fts_idx VALUES(1,X'',2);
INSERT INTO member_fts_idx VALUES(17,X'',2);
INSERT INTO member_fts_idx VALUES(17,X'31d18f',4);
CREATE TABLE IF NOT EXISTS 'member_fts_content'(id INTEGER PRIMARY KEY, c0, c1, c2, c3, c4);
INSERT INTO member_fts_content VALUES(1,'Мария Соколова','maria_sokolova maria_sokolova social.example maria_sokolova forum.example','newcomer guide преподаватель переводы localization управление проектами project management публичные выступления доклады',NULL,'maria sokolova maria sokolova');
INSERT INTO member_fts_content VALUES(2,'Ирина Гусева Ирина Гусева Софья Яшина','irina_guseva1 social.example sofya_yashina3 social.example','волонтёр open source ведение встреч деплой машинное обучение управление проектами модерация CI/CD ML project management','Пермь 180','irina guseva irina guseva sofia iawina irina guseva1 sofia iawina3');
INSERT INTO member_fts_content VALUES(3,'Михаил Лебедев','mikhail_lebedev2 social.example','волонтёр переводчик Python редактура питон тексты',NULL,'mihail lebedev mihail lebedev2');
INSERT INTO member_fts_content VALUES(4,'Софья Яшина',NULL,NULL,'Нижний Новгород','sofia iawina');
INSERT INTO member_fts_content VALUES(5,'Ruth Turner','ruth_turner4 social.example','Python питон аналитика метрики',NULL,'rut turner rut turner4');
INSERT INTO member_fts_content VALUES(6,'Martha O’Brien','martha_obrien5 social.example martha_obrien5 forum.example','организатор open source ведение встреч модерация',NULL,'marta obren marta obren5');
INSERT INTO member_fts_content VALUES(7,'Айгуль Крылова','aygul_krylova6 social.example aygul_krylova6 forum.example','',NULL,'aigul krilova aigul krilova6');
INSERT INTO member_fts_content VALUES(8,'Leo Quinn','leo_quinn7 social.example','фандрайзинг гранты',NULL,'leo kuin leo kuin7');
INSERT INTO member_fts_content VALUES(9,'Julia Vaughn','julia_vaughn8 social.example julia_vaughn8 forum.example','организатор',NULL,'iulia vaughn iulia vaughn8');
INSERT INTO member_fts_content VALUES(10,'Emma Lindqvist','emma_lindqvist9 social.example emma_lindqvist9 forum.example','',NULL,'ema lindkvist ema lindkvist9');
INSERT INTO member_fts_content VALUES(11,'Михаил Егоров','mikhail_yegorov10','',NULL,'mihail egorov mihail egorov10');
INSERT INTO member_fts_content VALUES(12,'Лилия Лазарева','liliya_lazareva11 social.example','фандрайзинг гранты',NULL,'lilia lazareva lilia lazareva11');
INSERT INTO member_fts_content VALUES(13,'Вера Климова',NULL,NULL,NULL,'vera klimova');
INSERT INTO member_fts_content VALUES(14,'Анна Лебедева',NULL,NULL,NULL,'ana lebedeva');
INSERT INTO member_fts_content VALUES(15,'Олег Шубин',NULL,NULL,NULL,'oleg wubin');
INSERT INTO member_fts_content VALUES(16,'user103',NULL,NULL,NULL,'user103');
INSERT INTO member_fts_content VALUES(17,'James Carter',NULL,NULL,NULL,'iames carter');
INSERT INTO member_fts_content VALUES(18,'Маяк Bot',NULL,NULL,NULL,'maiak bot');
INSERT INTO member_fts_content VALUES(19,'Тимур Галиев',NULL,NULL,NULL,'timur galev');
INSERT INTO member_fts_content VALUES(20,'Юлия Ёлкина','yolkina','волонтёр Аренда','Ищет зал в аренду Казань','iulia elkina elkina');
CREATE TABLE IF NOT EXISTS 'member_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO member_fts_docsize VALUES(1,X'020a0c0004');
INSERT INTO member_fts_docsize VALUES(2,X'060810020a');
INSERT INTO member_fts_docsize VALUES(3,X'0204060004');
INSERT INTO member_fts_docsize VALUES(4,X'0200000202');
INSERT INTO member_fts_docsize VALUES(5,X'0204040004');
INSERT INTO member_fts_docsize VALUES(6,X'0308060004');
INSERT INTO member_fts_docsize VALUES(7,X'0208000004');
INSERT INTO member_fts_docsize VALUES(8,X'0204020004');
INSERT INTO member_fts_docsize VALUES(9,X'0208010004');
INSERT INTO member_fts_docsize VALUES(10,X'0208000004');
INSERT INTO member_fts_docsize VALUES(11,X'0202000004');
INSERT INTO member_fts_docsize VALUES(12,X'0204020004');
INSERT INTO member_fts_docsize VALUES(13,X'0200000002');
INSERT INTO member_fts_docsize VALUES(14,X'0200000002');
INSERT INTO member_fts_docsize VALUES(15,X'0200000002');
INSERT INTO member_fts_docsize VALUES(16,X'0100000001');
INSERT INTO member_fts_docsize VALUES(17,X'0200000002');
INSERT INTO member_fts_docsize VALUES(18,X'0200000002');
INSERT INTO member_fts_docsize VALUES(19,X'0200000002');
INSERT INTO member_fts_docsize VALUES(20,X'0201020503');
CREATE TABLE IF NOT EXISTS 'member_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO member_fts_config VALUES('hashsize',16777216);
INSERT INTO member_fts_config VALUES('version',4);
CREATE TABLE custom_field (                 -- a field that the manager defined
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes-no', 'member')),
  choices  TEXT,                            -- of a choice: one a line
  private  INTEGER NOT NULL DEFAULT 0,      -- left out of exports unless ticked
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO custom_field VALUES(1,'01a1ff5d-2203-7000-ab2f-d6dab31f987e','Рост','number',NULL,0,0);
CREATE TABLE member_field (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  field_id  INTEGER NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE,
  value     ANY,                            -- text, number (real), date 'YYYY-MM-DD', choice as its text, yes-no 1 or 0
  ref_id    INTEGER REFERENCES member (id) ON DELETE SET NULL,  -- of kind 'member'
  UNIQUE (member_id, field_id)
) STRICT;
INSERT INTO member_field VALUES(1,'01a1ff5d-22be-7000-a036-be1fc4680ae3',2,1,180.0,NULL);
CREATE TABLE organisation (                 -- a partner, a sponsor, a befriended community; a team is our own: a council, volunteers
  id      INTEGER PRIMARY KEY,
  uid     TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL DEFAULT 'partner' CHECK (kind IN ('partner', 'sponsor', 'community', 'team', 'employer', 'other')),
  url     TEXT,
  city    TEXT,
  about   TEXT,
  created INTEGER NOT NULL
) STRICT;
INSERT INTO organisation VALUES(1,'01a1ff5d-2425-7000-ac53-416a0e8a7c5b','Дом книги','partner',NULL,NULL,NULL,1795285656613243);
CREATE TABLE organisation_member (
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL UNIQUE,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
  member_id       INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role            TEXT,                     -- "директор", "our contact there"
  UNIQUE (organisation_id, member_id)
) STRICT;
CREATE TABLE consent (                      -- what a person allowed, for one purpose; the newest of a purpose holds
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  purpose   TEXT NOT NULL CHECK (purpose IN ('contact', 'mention', 'directory', 'photo', 'talent')),
  state     TEXT NOT NULL CHECK (state IN ('asked', 'given', 'refused', 'withdrawn')),
  at        INTEGER NOT NULL,
  until     TEXT,                           -- day; NULL: for good
  evidence  TEXT                            -- where and how: a link, a quote
) STRICT;
INSERT INTO consent VALUES(1,'01a1ff5d-236e-7000-8663-86819b3401e5',2,'mention','given',1795285656430406,NULL,NULL);
CREATE TABLE segment (                      -- a saved filter; stays live
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL UNIQUE,
  filter   TEXT NOT NULL,                   -- JSON of VecheFilter
  position INTEGER NOT NULL DEFAULT 0,
  created  INTEGER NOT NULL
) STRICT;
INSERT INTO segment VALUES(1,'01a1ff5d-2153-7000-86b4-b7dc5f637bfc','Казанцы','{"version":1,"match":"all","conditions":[{"field":"city","op":"is","value":"Казань"}]}',0,1795285655891650);
CREATE TABLE pair_verdict (                 -- what a person decided about two members
  id    INTEGER PRIMARY KEY,
  uid   TEXT NOT NULL UNIQUE,
  a_id  INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id  INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind  TEXT NOT NULL CHECK (kind IN ('never', 'later')),
  at    INTEGER NOT NULL,
  until INTEGER,                            -- of 'later'
  UNIQUE (a_id, b_id)
) STRICT;
CREATE TABLE duplicate (                    -- derived: pairs that look like one person; made anew in the background
  id      INTEGER PRIMARY KEY,
  a_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  b_id    INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  score   INTEGER NOT NULL,                 -- 0 … 100
  reasons TEXT NOT NULL,                    -- JSON: what, points, detail
  at      INTEGER NOT NULL,
  UNIQUE (a_id, b_id)
) STRICT;
CREATE TABLE ask (                          -- we asked somebody to answer something
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,       -- who was asked
  for_id         INTEGER REFERENCES member (id) ON DELETE SET NULL,               -- whose question it is
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,          -- the question, where it is a message
  competency_id  INTEGER REFERENCES competency (id) ON DELETE SET NULL,           -- its main topic
  question       TEXT NOT NULL,
  platform       TEXT,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'declined', 'dropped')),
  closed         INTEGER,
  answer_id      INTEGER REFERENCES interaction (id) ON DELETE SET NULL
) STRICT;
CREATE TABLE proposal (                     -- what the program read out of people's words; nothing until a person accepts it
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('competency', 'city', 'need', 'offer')),
  value          TEXT NOT NULL,             -- name of the competency, the city, the words of the need
  level          INTEGER,                   -- of a competency
  quote          TEXT NOT NULL,             -- the very words it was read out of
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
  origin         TEXT NOT NULL CHECK (origin IN ('intro', 'answers')),
  count          INTEGER NOT NULL DEFAULT 1,-- answers: how many messages say so
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
  UNIQUE (member_id, kind, value)
) STRICT;
CREATE TABLE wish (                         -- the board of needs and offers
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  member_id      INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('need', 'offer')),
  text           TEXT NOT NULL,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'met', 'dropped')),
  met_by_id      INTEGER REFERENCES member (id) ON DELETE SET NULL,
  interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL
) STRICT;
CREATE TABLE attachment (                   -- a file or a screenshot that the manager keeps with a person
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  type      TEXT NOT NULL,                  -- 'image/png'
  size      INTEGER NOT NULL,
  hash      TEXT NOT NULL,                  -- SHA-256 of what is in it: the same file is kept once
  at        INTEGER NOT NULL
) STRICT;
CREATE TABLE attachment_part (              -- derived: what is in it, a megabyte a row; swept at opening when nothing points to it
  id   INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  part INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (hash, part)
) STRICT;
CREATE INDEX gesture_undo ON gesture (state, id) WHERE undoes IS NULL;
CREATE INDEX journal_gesture ON journal (gesture_id);
CREATE INDEX journal_object ON journal (object_uid, field);
CREATE INDEX member_by_name ON member (archived, name_key, id);
CREATE INDEX member_by_seen ON member (archived, last_seen DESC, id);
CREATE INDEX member_by_joined ON member (archived, joined DESC, id);
CREATE INDEX member_by_stage ON member (stage, archived, name_key) WHERE stage <> '';
CREATE INDEX member_me ON member (me) WHERE me = 1;
CREATE INDEX member_by_batch ON member (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX membership_member ON membership (member_id);
CREATE INDEX identity_member ON identity (member_id);
CREATE INDEX identity_handle_lookup ON identity (handle COLLATE NOCASE) WHERE handle IS NOT NULL;
CREATE INDEX identity_by_batch ON identity (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX identity_handle_identity ON identity_handle (identity_id);
CREATE INDEX member_note_member ON member_note (member_id, at DESC);
CREATE INDEX member_tag_tag ON member_tag (tag_id, member_id);
CREATE INDEX competency_parent ON competency (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX competency_alias_competency ON competency_alias (competency_id);
CREATE INDEX member_competency_competency ON member_competency (competency_id, level DESC, member_id);
CREATE INDEX channel_source ON channel (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX coverage_channel ON coverage (channel_id, since);
CREATE INDEX interaction_member ON interaction (member_id, at DESC, id DESC) WHERE member_id IS NOT NULL;
CREATE INDEX interaction_channel ON interaction (channel_id, at, id);
CREATE INDEX interaction_reply ON interaction (reply_to_id) WHERE reply_to_id IS NOT NULL;
CREATE INDEX interaction_orphan ON interaction (channel_id, reply_to) WHERE reply_to IS NOT NULL AND reply_to_id IS NULL;
CREATE INDEX interaction_identity ON interaction (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX interaction_thread ON interaction (channel_id, thread, at) WHERE thread IS NOT NULL;
CREATE INDEX interaction_by_batch ON interaction (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX interaction_version_interaction ON interaction_version (interaction_id);
CREATE INDEX triage_state ON triage (state, at DESC, id DESC);
CREATE INDEX competency_evidence_claim ON competency_evidence (member_competency_id, at DESC);
CREATE INDEX competency_evidence_interaction ON competency_evidence (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX outbox_state ON outbox (state, not_before);
CREATE INDEX outbox_interaction ON outbox (interaction_id);
CREATE TRIGGER outbox_sent_stays BEFORE DELETE ON outbox WHEN old.state IN ('sending', 'sent', 'unknown')
BEGIN SELECT RAISE (ABORT, 'veche: the reply has already been sent'); END;
CREATE INDEX project_quarter ON project (quarter);
CREATE INDEX project_step_project ON project_step (project_id, position);
CREATE INDEX project_slot_project ON project_slot (project_id, position);
CREATE INDEX project_member_project ON project_member (project_id);
CREATE INDEX project_member_member ON project_member (member_id);
CREATE INDEX event_starts ON event (starts);
CREATE INDEX event_participant_member ON event_participant (member_id);
CREATE INDEX tie_b ON tie (b_id);
CREATE INDEX member_merged ON member (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX member_came_through ON member (came_through_id) WHERE came_through_id IS NOT NULL;
CREATE INDEX member_city ON member (city, stage, archived, last_seen) WHERE city IS NOT NULL;
CREATE INDEX member_birthday ON member (substr (birthday, -5)) WHERE birthday IS NOT NULL;
CREATE INDEX member_field_value ON member_field (field_id, value, member_id);
CREATE INDEX member_field_ref ON member_field (ref_id) WHERE ref_id IS NOT NULL;
CREATE INDEX organisation_member_member ON organisation_member (member_id);
CREATE INDEX consent_member ON consent (member_id, purpose, at DESC);
CREATE INDEX consent_purpose ON consent (purpose, state, member_id);
CREATE INDEX pair_verdict_b ON pair_verdict (b_id);
CREATE INDEX duplicate_b ON duplicate (b_id);
CREATE INDEX duplicate_score ON duplicate (score DESC, id);
CREATE INDEX member_competency_count ON member_competency (competency_id, level, origin);
CREATE INDEX member_competency_claims ON member_competency (member_id, competency_id, level, origin);
CREATE INDEX ask_member ON ask (member_id, at DESC);
CREATE INDEX ask_state ON ask (state, at);
CREATE INDEX ask_interaction ON ask (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX proposal_state ON proposal (state, member_id);
CREATE INDEX proposal_interaction ON proposal (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX wish_state ON wish (state, kind, at DESC);
CREATE INDEX wish_member ON wish (member_id);
CREATE INDEX attachment_member ON attachment (member_id, at DESC);
CREATE INDEX attachment_hash ON attachment (hash);
PRAGMA writable_schema=OFF;
COMMIT;
PRAGMA application_id=1447379784;
PRAGMA user_version=2;
