/* test-event-letters.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-zones.h"
#include "store/veche-db.h"
#include "store/veche-door-table.h"
#include "store/veche-events-letters.h"
#include "store/veche-events-voters.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-plan-templates.h"
#include "store/veche-sources-table.h"
#include "store/veche-statement.h"

/* Anna wrote, Boris never did; both came to the meeting in Moscow. */
typedef struct { VecheDb *db; char *event, *anna, *boris, *vera; } Fixture;

static void
apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  g_assert_true (veche_db_begin (db, &error));
  gesture = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static char *
read_text (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text = veche_statement_step (row, NULL) ? veche_statement_dup_text (row, 0) : NULL;

  veche_statement_reset (row);

  return text;
}

static char *
add_member (VecheDb *db, const char *name, const char *city)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_text (edit, "member", uid, "city", city);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  apply (db, edit);

  return uid;
}

/* Of a source of that type; NULL: from a file. */
static void
ingest_post (VecheDb *db, const char *type, const char *text, gint64 at)
{
  g_autoptr (VecheBatch) batch = veche_batch_new (type != NULL ? type : "chat", "here.example");
  g_autoptr (VecheEdit) edit = veche_edit_new ("source", type);
  g_autoptr (GError) error = NULL;
  const char *source = type != NULL ? veche_sources_edit_add (edit, type, type, "https://here.example", NULL, FALSE) : NULL;
  VechePost *post;
  gint64 id;

  if (source != NULL)
    apply (db, edit);
  veche_batch_add_person (batch, "2")->handle = "anna";
  veche_batch_add_channel (batch, "1");
  post = veche_batch_add_post (batch, "1", "101");
  post->kind = "post";
  post->author = "2";
  post->text = text;
  post->at = at;
  g_assert_true (veche_db_begin (db, &error));
  id = veche_ingest_begin (db, "sync", "S", NULL);
  g_assert_true (veche_ingest_batch (db, id, batch, source != NULL ? veche_db_id_for_uid (db, "source", source) : 0, 0, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (veche_ingest_finish (db, id, &error));
  g_assert_true (veche_db_commit (db, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const VecheEventNew meeting = { .title = "Встреча", .starts = "2026-11-26T19:00", .ends = "2026-11-26T20:00", .tz = "Europe/Moscow" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Встреча");

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  ingest_post (self->db, "mastodon", "Когда встреча?", G_USEC_PER_SEC);
  self->anna = read_text (self->db, "SELECT m.uid FROM member AS m JOIN interaction AS i ON i.member_id = m.id");
  self->boris = add_member (self->db, "Борис", "г. Екатеринбург");
  self->vera = add_member (self->db, "Вера", "Novosibirsk");
  self->event = g_strdup (veche_events_edit_add (self->db, edit, &meeting, &error));
  g_assert_no_error (error);
  apply (self->db, edit);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->db, veche_db_close);
  g_free (self->event);
  g_free (self->anna);
  g_free (self->boris);
  g_free (self->vera);
}

static void
set_status (Fixture *self, const char *member_uid, const char *role, const char *status)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", status);
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_events_edit_status (self->db, edit, self->event, member_uid, role, status, NULL, &error));
  g_assert_no_error (error);
  apply (self->db, edit);
}

static char *
words (const VecheEventCard *event, const VecheGuest *guest, gpointer data)
{
  return g_strdup (data);
}

static VecheLetterCount
write_letters (Fixture *self, const char *kind, char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("letters", "Встреча");
  g_autoptr (GError) error = NULL;
  static const char *const writers[] = { "discord", "mastodon", NULL };
  const VecheLetters letters = { .kind = kind, .writers = writers, .words = words, .data = text };
  VecheLetterCount count;

  g_assert_true (veche_events_edit_letters (self->db, edit, self->event, &letters, &count, &error));
  g_assert_no_error (error);
  if (!veche_edit_is_empty (edit))
    apply (self->db, edit);

  return count;
}

/* Given two who came, one of whom never wrote, the questions are one draft and one state; nobody is asked twice; undo takes the draft away, and of words
 * that stood there before only its own. */
static void
test_survey (Fixture *self, gconstpointer data)
{
  static const char draft_sql[] = "SELECT text FROM draft";
  g_autofree char *text = NULL, *after = NULL, *both = NULL, *mine = NULL;
  g_autoptr (GPtrArray) guests = NULL;
  VecheLetterCount count;
  gint64 said = 1;

  set_status (self, self->anna, NULL, "came");
  set_status (self, self->boris, NULL, "came");
  set_status (self, self->vera, NULL, "accepted");
  count = write_letters (self, "survey", (char *) "Как вам?");
  g_assert_cmpuint (count.drafts, ==, 1);
  g_assert_cmpuint (count.silent, ==, 1);
  text = read_text (self->db, draft_sql);
  g_assert_cmpstr (text, ==, "Как вам?");
  guests = veche_events_list_guests (self->db, self->event, "came", NULL);
  g_assert_cmpuint (guests->len, ==, 2);
  for (guint i = 0; i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];

      g_assert_cmpint (guest->surveyed, >, 0);
      g_assert_true (guest->survey_waits == (guest->survey_to != NULL));
      g_assert_true ((guest->survey_to != NULL) == g_str_equal (guest->member_uid, self->anna));
    }
  count = write_letters (self, "survey", (char *) "Ещё раз?");
  g_assert_cmpuint (count.drafts + count.silent, ==, 0);

  undo (self->db);
  after = read_text (self->db, draft_sql);
  g_assert_null (after);

  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_inbox_save_draft (self->db, said, "Начатое", NULL));
  g_assert_true (veche_db_commit (self->db, NULL));
  write_letters (self, "survey", (char *) "Как вам?");
  both = read_text (self->db, draft_sql);
  g_assert_cmpstr (both, ==, "Начатое\n\nКак вам?");
  undo (self->db);
  mine = read_text (self->db, draft_sql);
  g_assert_cmpstr (mine, ==, "Начатое");
}

static gint64
thanked_of (Fixture *self, const char *member_uid)
{
  g_autoptr (GPtrArray) guests = veche_events_list_guests (self->db, self->event, NULL, NULL);
  gint64 thanked = -1;

  for (guint i = 0; i < guests->len; i++)
    if (g_str_equal (((VecheGuest *) guests->pdata[i])->member_uid, member_uid))
      thanked = ((VecheGuest *) guests->pdata[i])->thanked;

  return thanked;
}

static void
run_sql (VecheDb *db, const char *sql, const char *text)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) error = NULL;

  veche_statement_bind_text (row, 1, text);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_statement_run (row, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

/* Thanks are for those who did something; who wants no letters gets none. */
static void
test_thanks (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("member", "Борис");
  VecheLetterCount count;

  set_status (self, self->anna, "speaker", "came");
  set_status (self, self->boris, "helper", "came");
  set_status (self, self->vera, NULL, "came");
  veche_edit_set_int (edit, "member", self->boris, "do_not_contact", 1);
  apply (self->db, edit);
  count = write_letters (self, "thanks", (char *) "Спасибо!");
  g_assert_cmpuint (count.drafts, ==, 1);
  g_assert_cmpuint (count.quiet, ==, 1);
  g_assert_cmpuint (count.silent, ==, 0);
  g_assert_cmpint (thanked_of (self, self->anna), ==, 0);
}

/* Who was drafted thanks is thanked once they are sent; undone they are not; a draft that was thrown away can be written again. */
static void
test_sent (Fixture *self, gconstpointer data)
{
  static const char said[] = "SELECT uid FROM interaction", mention[] = "SELECT uid FROM triage";
  g_autofree char *talk = read_text (self->db, said), *triage = NULL, *draft = NULL;
  g_autoptr (VecheEdit) reply = veche_edit_new ("reply", "Анна");
  g_autoptr (GPtrArray) waiting = NULL, dropped = NULL;
  g_autoptr (GError) error = NULL;
  VecheLetterCount count;

  set_status (self, self->anna, "speaker", "came");
  write_letters (self, "thanks", (char *) "Спасибо!");
  waiting = veche_events_list_guests (self->db, self->event, "came", NULL);
  g_assert_cmpstr (((VecheGuest *) waiting->pdata[0])->thanks_to, ==, talk);

  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_inbox_save_draft (self->db, 1, "", NULL));
  g_assert_true (veche_db_commit (self->db, NULL));
  dropped = veche_events_list_guests (self->db, self->event, "came", NULL);
  g_assert_null (((VecheGuest *) dropped->pdata[0])->thanks_to);
  count = write_letters (self, "thanks", (char *) "Спасибо тебе!");
  g_assert_cmpuint (count.drafts, ==, 1);
  draft = read_text (self->db, "SELECT text FROM draft");
  g_assert_cmpstr (draft, ==, "Спасибо тебе!");

  triage = read_text (self->db, mention);
  g_assert_true (veche_inbox_edit_reply (self->db, reply, triage, "Спасибо тебе!", 0, NULL, &error));
  g_assert_no_error (error);
  apply (self->db, reply);
  g_assert_cmpint (thanked_of (self, self->anna), >, 0);
  count = write_letters (self, "thanks", (char *) "И ещё!");
  g_assert_cmpuint (count.drafts, ==, 0);
  undo (self->db);
  g_assert_cmpint (thanked_of (self, self->anna), ==, 0);
}

/* What stands in a feed, or came from a file, takes no reply: the older message that does is answered; where there is none, they said nothing. */
static void
test_feeds (Fixture *self, gconstpointer data)
{
  static const char answered[] = "SELECT c.platform FROM draft AS d JOIN interaction AS i ON i.id = d.interaction_id JOIN channel AS c ON c.id = i.channel_id";
  g_autofree char *platform = NULL;
  VecheLetterCount count;

  ingest_post (self->db, "feed", "Запись в блоге", 2 * G_USEC_PER_SEC);
  ingest_post (self->db, NULL, "Из выгрузки", 3 * G_USEC_PER_SEC);
  run_sql (self->db, "UPDATE interaction SET member_id = (SELECT id FROM member WHERE uid = ?1)", self->anna);
  set_status (self, self->anna, "speaker", "came");
  count = write_letters (self, "thanks", (char *) "Спасибо!");
  g_assert_cmpuint (count.drafts, ==, 1);
  platform = read_text (self->db, answered);
  g_assert_cmpstr (platform, ==, "mastodon");

  undo (self->db);
  run_sql (self->db, "UPDATE interaction SET direction = 'out' WHERE channel_id = (SELECT id FROM channel WHERE platform = ?1)", "mastodon");
  count = write_letters (self, "thanks", (char *) "Спасибо!");
  g_assert_cmpuint (count.drafts, ==, 0);
  g_assert_cmpuint (count.silent, ==, 1);
}

/* By the towns of the guests; before there are any, of all members. */
static void
test_elsewhere (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEventCard) before = veche_events_load (self->db, self->event, NULL), after = NULL;
  g_autoptr (GPtrArray) members = veche_events_list_elsewhere (self->db, before, NULL), guests = NULL;
  const VecheElsewhere *one;

  g_assert_cmpuint (members->len, ==, 2);
  set_status (self, self->boris, NULL, "accepted");
  after = veche_events_load (self->db, self->event, NULL);
  guests = veche_events_list_elsewhere (self->db, after, NULL);
  g_assert_cmpuint (guests->len, ==, 1);
  one = guests->pdata[0];
  g_assert_cmpstr (one->tz, ==, "Asia/Yekaterinburg");
  g_assert_cmpstr (one->local, ==, "2026-11-26T21:00");
  g_assert_cmpint (one->minutes, ==, 120);
  g_assert_cmpuint (one->people, ==, 1);
}

static void
test_zones (void)
{
  static const struct { const char *town, *zone; } towns[] = {
    { "Казань", "Europe/Moscow" },     { "г. Уфа", "Asia/Yekaterinburg" }, { "Ekb", "Asia/Yekaterinburg" }, { "питер", "Europe/Moscow" },
    { "Калининград", "Europe/Kaliningrad" }, { "Berlin", "Europe/Berlin" }, { "Катманду", "Asia/Kathmandu" }, { "Троицк", NULL }, { "Нигде", NULL }, { "", NULL },
  };
  g_autofree char *nowhere = veche_zones_city ("Etc/GMT+5"), *utc = veche_zones_city ("UTC");

  for (gsize i = 0; i < G_N_ELEMENTS (towns); i++)
    g_assert_cmpstr (veche_zones_of_town (towns[i].town), ==, towns[i].zone);
  g_assert_cmpstr (nowhere, ==, "Etc/GMT+5");
  g_assert_cmpstr (utc, ==, "UTC");
}

/* A kind brings its tasks, its programme and its length; twice applied, nothing comes twice; undo takes all of it. */
static void
test_template (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) defaults = veche_edit_new ("template", NULL);
  g_autoptr (VecheEventCard) once = NULL, twice = NULL, undone = NULL;
  g_autofree char *template = NULL;

  g_assert_cmpint (veche_templates_edit_defaults (self->db, defaults, "ru", &error), >, 0);
  apply (self->db, defaults);
  template = veche_templates_find (self->db, "event", "webinar", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Встреча");

      g_assert_true (veche_templates_edit_apply (self->db, edit, template, self->event, &error));
      g_assert_no_error (error);
      apply (self->db, edit);
      if (i == 0)
        once = veche_events_load (self->db, self->event, NULL);
    }
  twice = veche_events_load (self->db, self->event, NULL);
  g_assert_cmpuint (once->tasks, ==, 6);
  g_assert_cmpuint (once->parts, ==, 4);
  g_assert_cmpstr (once->ends, ==, "2026-11-26T20:30");
  g_assert_cmpstr (once->kind, ==, "webinar");
  g_assert_cmpuint (twice->tasks, ==, once->tasks);
  g_assert_cmpuint (twice->parts, ==, once->parts);

  undo (self->db);
  undone = veche_events_load (self->db, self->event, NULL);
  g_assert_cmpuint (undone->tasks + undone->parts, ==, 0);
  g_assert_cmpstr (undone->ends, ==, "2026-11-26T20:00");
}

/* One that the same edit makes lasts as long as its kind, too, unless it says when it ends. */
static void
test_made_with_template (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) defaults = veche_edit_new ("template", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *template = NULL;

  g_assert_cmpint (veche_templates_edit_defaults (self->db, defaults, "en", &error), >, 0);
  apply (self->db, defaults);
  template = veche_templates_find (self->db, "event", "webinar", &error);
  for (guint i = 0; i < 2; i++)
    {
      const VecheEventNew made = { .title = "Webinar", .starts = "2026-12-01T19:00", .ends = i == 1 ? "2026-12-01T19:40" : NULL, .tz = "Europe/Moscow" };
      g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Webinar");
      g_autofree char *uid = g_strdup (veche_events_edit_add (self->db, edit, &made, &error));
      g_autoptr (VecheEventCard) event = NULL;

      g_assert_true (veche_templates_edit_apply (self->db, edit, template, uid, &error));
      apply (self->db, edit);
      event = veche_events_load (self->db, uid, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (event->ends, ==, i == 1 ? "2026-12-01T19:40" : "2026-12-01T20:30");
      g_assert_cmpuint (event->parts, ==, 4);
    }
}

/* A kind from before kinds brought a programme gets it once: undone it stays away, and one that somebody gave a part of their own is left as it is. */
static void
test_catch_up (Fixture *self, gconstpointer data)
{
  static const char strip[] = "DELETE FROM plan_template_item WHERE kind = ?1", old[] = "UPDATE plan_template SET minutes = NULL, behind = 1 WHERE subject = ?1";
  const VechePlanTemplateItem own = { .kind = (char *) "part", .title = (char *) "Чай", .minutes = 20, .form = (char *) "break" };
  g_autoptr (VecheEdit) defaults = veche_edit_new ("template", NULL), mine = veche_edit_new ("template", NULL), first = veche_edit_new ("template", NULL);
  g_autoptr (VecheEdit) again = veche_edit_new ("template", NULL);
  g_autofree char *meeting = NULL, *parts = NULL, *minutes = NULL, *left = NULL;
  g_autoptr (GError) error = NULL;

  veche_templates_edit_defaults (self->db, defaults, "ru", &error);
  apply (self->db, defaults);
  run_sql (self->db, strip, "part");
  run_sql (self->db, old, "event");
  meeting = veche_templates_find (self->db, "event", "meeting", &error);
  g_assert_true (veche_templates_edit_item (self->db, mine, meeting, &own, &error));
  apply (self->db, mine);

  g_assert_cmpint (veche_templates_edit_catch_up (self->db, first, &error), ==, 3);
  apply (self->db, first);
  parts = read_text (self->db, "SELECT group_concat (n) FROM (SELECT (SELECT count (*) FROM plan_template_item WHERE template_id = t.id AND kind = 'part') AS n"
                               "  FROM plan_template AS t WHERE subject = 'event' ORDER BY code)");
  g_assert_cmpstr (parts, ==, "4,1,4,5");
  minutes = read_text (self->db, "SELECT minutes FROM plan_template WHERE code = 'webinar'");
  g_assert_cmpstr (minutes, ==, "90");

  undo (self->db);
  left = read_text (self->db, "SELECT count (*) FROM plan_template_item WHERE kind = 'part'");
  g_assert_cmpstr (left, ==, "1");
  g_assert_cmpint (veche_templates_edit_catch_up (self->db, again, &error), ==, 0);
}

/* Each who voted once, by name, with all they answered. */
static void
test_voters (Fixture *self, gconstpointer data)
{
  static const char *const places[] = { "library", "café", NULL }, *const days[] = { "Tuesday", "Friday", NULL };
  g_autoptr (VecheEdit) polls = veche_edit_new ("poll", NULL), votes = veche_edit_new ("vote", NULL);
  g_autofree char *where = g_strdup (veche_events_edit_add_poll (polls, self->event, "Where?", places));
  g_autofree char *when = g_strdup (veche_events_edit_add_poll (polls, self->event, "When?", days));
  g_autoptr (GPtrArray) voters = NULL, first = NULL;
  g_autoptr (GError) error = NULL;

  apply (self->db, polls);
  g_assert_true (veche_events_edit_vote (self->db, votes, where, self->vera, 0, &error));
  g_assert_true (veche_events_edit_vote (self->db, votes, where, self->boris, 1, &error));
  g_assert_true (veche_events_edit_vote (self->db, votes, when, self->boris, 0, &error));
  apply (self->db, votes);
  voters = veche_events_list_voters (self->db, self->event, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (voters->len, ==, 2);
  g_assert_cmpstr (((VecheVoter *) voters->pdata[0])->name, ==, "Борис");
  g_assert_cmpstr (((VecheVoter *) voters->pdata[0])->answers, ==, "Where? café\nWhen? Tuesday");
  g_assert_cmpstr (((VecheVoter *) voters->pdata[1])->answers, ==, "Where? library");
  first = veche_events_list_voters (self->db, self->event, 1, &error);
  g_assert_cmpuint (first->len, ==, 1);
}

/* With nothing typed the desk shows who is expected, then who is in, though nobody expected them. */
static void
test_door (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("check-in", "Борис");
  g_autoptr (GPtrArray) hits = NULL, typed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_members_edit_identity (self->db, edit, self->boris, "telegram", "boris_two", &error));
  g_assert_true (veche_members_edit_identity (self->db, edit, self->boris, "vk", "boris_two", &error));
  g_assert_true (veche_members_edit_identity (self->db, edit, self->boris, "discord", "boris", &error));
  g_assert_true (veche_events_edit_check_in (self->db, edit, self->event, self->boris, veche_now (), &error));
  apply (self->db, edit);
  hits = veche_door_find (self->db, self->event, NULL, 50, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((VecheDoorHit *) hits->pdata[0])->name, ==, "Борис");
  g_assert_true (((VecheDoorHit *) hits->pdata[0])->walk_in);

  set_status (self, self->vera, NULL, "accepted");
  g_ptr_array_unref (hits);
  hits = veche_door_find (self->db, self->event, NULL, 50, &error);
  g_assert_cmpuint (hits->len, ==, 2);
  g_assert_cmpstr (((VecheDoorHit *) hits->pdata[0])->name, ==, "Вера");
  typed = veche_door_find (self->db, self->event, "boris", 50, &error);
  g_assert_cmpuint (typed->len, ==, 1);
  g_assert_cmpstr (((VecheDoorHit *) typed->pdata[0])->handles, ==, "@boris_two, @boris");
}

/* Of whatever script, on whichever keyboard; who is expected before who is not. */
static void
test_door_scripts (Fixture *self, gconstpointer data)
{
  static const struct { const char *name, *typed; } people[] = {
    { "გიორგი ბერიძე", "ბერ" },   { "محمد الحسن", "الحس" }, { "王小明", "王小" },       { "Пётр Щукин", "shchukin" }, { "Пётр Щукин", "petr" },
    { "Пётр Щукин", "oerby" },    { "Пётр Щукин", "ЩУКИН" }, { "Zoë Müller", "zoe" },   { "Zoë Müller", "ящу" },      { "Ελένη", "ελε" },
    { "🦊 Лиса", "🦊" },           { "🦊 Лиса", "лис" },
  };
  char *uid = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (GPtrArray) hits = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0 || strcmp (people[i].name, people[i - 1].name) != 0)
        {
          g_free (uid);
          uid = add_member (self->db, people[i].name, NULL);
          set_status (self, uid, NULL, "accepted");
        }
      hits = veche_door_find (self->db, self->event, people[i].typed, 50, &error);
      g_assert_no_error (error);
      if (hits->len == 0)
        g_error ("“%s” does not find %s", people[i].typed, people[i].name);
      g_assert_cmpstr (((VecheDoorHit *) hits->pdata[0])->name, ==, people[i].name);
      g_assert_cmpstr (((VecheDoorHit *) hits->pdata[0])->status, ==, "accepted");
    }
  g_free (uid);
}

/* A full page of hits still has those first who are expected, whatever they are called. */
static void
test_door_order (Fixture *self, gconstpointer data)
{
  g_autofree char *late = NULL, *gone = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Антон %02u", i), *uid = add_member (self->db, name, NULL);
    }
  late = add_member (self->db, "Яна Антонова", NULL);
  gone = add_member (self->db, "Антон Ушедший", NULL);
  set_status (self, late, NULL, "accepted");
  set_status (self, gone, NULL, "declined");
  hits = veche_door_find (self->db, self->event, "антон", 50, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 50);
  g_assert_cmpstr (((VecheDoorHit *) hits->pdata[0])->name, ==, "Яна Антонова");
  g_assert_cmpstr (((VecheDoorHit *) hits->pdata[1])->name, ==, "Антон Ушедший");
  g_assert_cmpstr (((VecheDoorHit *) hits->pdata[2])->name, ==, "Антон 00");
  g_assert_null (((VecheDoorHit *) hits->pdata[2])->status);
}

static void
assert_text (VecheDb *db, const char *sql, const char *wanted)
{
  g_autofree char *text = read_text (db, sql);

  g_assert_cmpstr (text, ==, wanted);
}

/* Who is not said to have come can't have spoken there, but by the word of somebody who saw it; all of it is one gesture. */
static void
test_talk (Fixture *self, gconstpointer data)
{
  static const char came[] = "SELECT count(*) FROM event_participant WHERE status = 'came'";
  static const char marks[] = "SELECT group_concat (kind, ' ') FROM (SELECT kind FROM interaction WHERE kind IN ('attendance', 'meeting') ORDER BY kind, id)";
  const VecheEventNew past = { .title = "Чай", .starts = "2026-03-01T19:00", .ends = "2026-03-01T20:00", .tz = "Europe/Moscow" };
  const char *const pair[] = { self->anna, self->boris, NULL };
  g_autoptr (VecheEdit) made = veche_edit_new ("event", "Чай"), refused = veche_edit_new ("talk", "Чай"), talk = veche_edit_new ("talk", "Чай");
  g_autoptr (GError) error = NULL;
  g_autofree char *event = g_strdup (veche_events_edit_add (self->db, made, &past, &error));
  g_auto (GStrv) absent = NULL;

  apply (self->db, made);
  absent = veche_events_list_absent (self->db, event, pair, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (absent), ==, 2);
  g_assert_cmpstr (absent[1], ==, "Борис");
  g_assert_false (veche_events_edit_talk (self->db, refused, event, pair, FALSE, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (veche_events_edit_talk (self->db, talk, event, pair, TRUE, &error));
  apply (self->db, talk);
  assert_text (self->db, came, "2");
  assert_text (self->db, marks, "attendance attendance meeting meeting");
  assert_text (self->db, "SELECT count(*) FROM tie", "1");
  undo (self->db);
  assert_text (self->db, came, "0");
  assert_text (self->db, marks, NULL);
  assert_text (self->db, "SELECT count(*) FROM tie", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-letters/zones", test_zones);
  g_test_add ("/event-letters/survey", Fixture, NULL, set_up, test_survey, tear_down);
  g_test_add ("/event-letters/thanks", Fixture, NULL, set_up, test_thanks, tear_down);
  g_test_add ("/event-letters/sent", Fixture, NULL, set_up, test_sent, tear_down);
  g_test_add ("/event-letters/feeds", Fixture, NULL, set_up, test_feeds, tear_down);
  g_test_add ("/event-letters/elsewhere", Fixture, NULL, set_up, test_elsewhere, tear_down);
  g_test_add ("/event-letters/template", Fixture, NULL, set_up, test_template, tear_down);
  g_test_add ("/event-letters/made-with-template", Fixture, NULL, set_up, test_made_with_template, tear_down);
  g_test_add ("/event-letters/catch-up", Fixture, NULL, set_up, test_catch_up, tear_down);
  g_test_add ("/event-letters/voters", Fixture, NULL, set_up, test_voters, tear_down);
  g_test_add ("/event-letters/door", Fixture, NULL, set_up, test_door, tear_down);
  g_test_add ("/event-letters/door-scripts", Fixture, NULL, set_up, test_door_scripts, tear_down);
  g_test_add ("/event-letters/door-order", Fixture, NULL, set_up, test_door_order, tear_down);
  g_test_add ("/event-letters/talk", Fixture, NULL, set_up, test_talk, tear_down);

  return g_test_run ();
}
