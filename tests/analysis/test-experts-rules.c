/* test-experts-rules.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is offered, who is left out, and what a word does not mean.
 */

#include "analysis/veche-experts.h"
#include "analysis/veche-mentioned.h"

#include <string.h>

#include "model/veche-batch.h"
#include "store/veche-asks-table.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"

#define DAY G_TIME_SPAN_DAY

typedef struct
{
  VecheDb *db;
  gint64   now;
} Fixture;

static void
apply (Fixture *self, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (self->db, &error));
  g_assert_cmpint (veche_journal_apply (self->db, edit, "test", &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
}

static char *
uid_of (Fixture *self, const char *name)
{
  gint64 id = veche_members_find (self->db, name, NULL);

  g_assert_cmpint (id, !=, 0);

  return veche_db_uid_for_id (self->db, "member", id);
}

/* A member with an account on the platform, and what they can do. */
static void
person (Fixture *self, const char *name, const char *platform, const char *city, const char *competency, int level)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", NULL);
  g_autofree char *uid = g_strdup (veche_edit_insert (edit, "member"));
  g_autoptr (GError) error = NULL;

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", self->now);
  if (city != NULL)
    veche_edit_set_text (edit, "member", uid, "city", city);
  g_assert_true (veche_members_edit_identity (self->db, edit, uid, platform, name, &error));
  if (competency != NULL)
    g_assert_true (veche_members_edit_competency (self->db, edit, uid, competency, level, "confirmed", &error));
  g_assert_no_error (error);
  apply (self, edit);
}

static void
set_flag (Fixture *self, const char *name, const char *field)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("flag", NULL);
  g_autofree char *uid = uid_of (self, name);

  veche_edit_set_int (edit, "member", uid, field, 1);
  apply (self, edit);
}

static void
set_parent (Fixture *self, const char *child, const char *parent)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("tree", NULL);
  g_autoptr (GPtrArray) all = veche_members_list_competencies (self->db, NULL);
  const char *child_uid = NULL, *parent_uid = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      VecheCount *count = all->pdata[i];

      if (strcmp (count->name, child) == 0)
        child_uid = count->uid;
      if (strcmp (count->name, parent) == 0)
        parent_uid = count->uid;
    }
  veche_edit_set_ref (edit, "competency", child_uid, "parent_id", parent_uid);
  apply (self, edit);
}

static VecheExperts *
ask_at (Fixture *self, const char *text, const char *platform)
{
  VecheExpertsQuery query = { .text = text, .platform = platform, .now = self->now };
  g_autoptr (GError) error = NULL;
  VecheExperts *found = veche_experts_find (self->db, &query, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->experts->len; i++)
    {
      VecheExpert *expert = found->experts->pdata[i];
      int sum = 0;

      for (guint r = 0; r < expert->reasons->len; r++)
        sum += ((VecheReason *) expert->reasons->pdata[r])->points;
      g_assert_cmpint (sum, ==, expert->score);
    }

  return found;
}

/* "anna boris": the offered ones in order. */
static void
offers (Fixture *self, const char *text, const char *wanted)
{
  g_autoptr (VecheExperts) found = ask_at (self, text, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < found->experts->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((VecheExpert *) found->experts->pdata[i])->name);
  g_test_message ("%s → %s", text, names->str);
  g_assert_cmpstr (names->str, ==, wanted);
}

static VecheExpert *
expert_called (GPtrArray *experts, const char *name)
{
  for (guint i = 0; i < experts->len; i++)
    if (strcmp (((VecheExpert *) experts->pdata[i])->name, name) == 0)
      return experts->pdata[i];

  return NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  self->now = veche_now ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_db_close (self->db);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  person (self, "gopher", "telegram", NULL, "Go", 5);
  person (self, "cee", "telegram", NULL, "C", 5);
  person (self, "jay", "telegram", NULL, "Java", 5);
  person (self, "jess", "telegram", NULL, "JavaScript", 5);
  person (self, "law", "telegram", NULL, "Право", 5);
  person (self, "net", "telegram", NULL, "Сети", 5);
  person (self, "smm", "telegram", NULL, "Соцсети", 5);
  person (self, "plus", "telegram", NULL, "C++", 5);

  offers (self, "How do I go about learning to cook?", "");
  offers (self, "Кто пишет на Go?", "gopher");
  offers (self, "Any Go developers here?", "gopher");
  offers (self, "С чего начать разговор?", "");
  offers (self, "Who writes C extensions?", "cee");
  offers (self, "Кто знает C++?", "plus");
  offers (self, "Кто знает яваскрипт или javascript?", "jess");
  offers (self, "Кто поможет с Java?", "jay");
  offers (self, "Вы правы, так и сделаем?", "");
  offers (self, "Кто разбирается в праве?", "law");
  offers (self, "Нужен юрист, кто поможет?", "law");
  offers (self, "Кто настроит сеть?", "net");
  offers (self, "Кто ведёт соцсети?", "smm");
  offers (self, "", "");
  offers (self, "???", "");
}

static void
test_spelling (Fixture *self, gconstpointer data)
{
  person (self, "kube", "telegram", NULL, "Kubernetes", 4);
  person (self, "post", "telegram", NULL, "PostgreSQL", 4);
  person (self, "potter", "telegram", NULL, "Керамика", 3);

  offers (self, "Кубернетес падает, кто подскажет?", "kube");
  offers (self, "Kubernets pods keep dying", "kube");
  offers (self, "постгрес тормозит", "post");
  offers (self, "Кто занимается керамикой?", "potter");
  offers (self, "Кто занимается карамикой?", "potter");
}

static void
test_tree (Fixture *self, gconstpointer data)
{
  person (self, "child", "telegram", NULL, "PostgreSQL", 3);
  person (self, "parent", "telegram", NULL, "Хранилища", 5);
  person (self, "other", "telegram", NULL, "Кулинария", 5);
  set_parent (self, "PostgreSQL", "Хранилища");

  offers (self, "Кто разбирается в PostgreSQL?", "child parent");
  offers (self, "Кто знает про хранилища?", "parent child");
}

static void
test_city (Fixture *self, gconstpointer data)
{
  person (self, "here", "telegram", "Казань", "Право", 2);
  person (self, "there", "telegram", "Москва", "Право", 5);
  person (self, "nowhere", "telegram", NULL, "Право", 4);

  offers (self, "Who knows about rental law in Kazan?", "here nowhere there");
  offers (self, "Кто разбирается в праве в Казани?", "here nowhere there");
  offers (self, "Кто разбирается в праве?", "there nowhere here");
  {
    g_autoptr (VecheExperts) found = ask_at (self, "Нужен юрист в Томске", NULL);

    g_assert_cmpstr (found->city, ==, "Томск");
    g_assert_true (found->city_missed);
    g_assert_cmpuint (found->experts->len, ==, 3);
  }
}

static void
test_left_out (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheExperts) found = NULL;

  person (self, "shy", "telegram", NULL, "Право", 5);
  person (self, "away", "telegram", NULL, "Право", 5);
  person (self, "gone", "telegram", NULL, "Право", 5);
  person (self, "fine", "telegram", NULL, "Право", 1);
  set_flag (self, "shy", "do_not_mention");
  set_flag (self, "away", "do_not_contact");
  set_flag (self, "gone", "archived");
  found = ask_at (self, "Кто разбирается в праве?", NULL);

  g_assert_cmpuint (found->experts->len, ==, 1);
  g_assert_cmpuint (found->left_out->len, ==, 2);
  g_assert_cmpint (expert_called (found->left_out, "shy")->left_out, ==, VECHE_LEFT_DO_NOT_MENTION);
  g_assert_cmpint (expert_called (found->left_out, "away")->left_out, ==, VECHE_LEFT_DO_NOT_CONTACT);
}

static void
ask_once (Fixture *self, const char *name, gint64 at)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", NULL);
  g_autofree char *uid = uid_of (self, name);
  VecheAskWhat what = { .question = "?", .at = at };

  veche_asks_edit_add (edit, uid, &what);
  apply (self, edit);
}

static void
test_fatigue (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheExperts) found = NULL;
  VecheExpert *tired, *fresh, *asked;

  person (self, "tired", "telegram", NULL, "Право", 3);
  person (self, "fresh", "telegram", NULL, "Право", 3);
  person (self, "asked", "telegram", NULL, "Право", 3);
  ask_once (self, "tired", self->now - 6 * DAY);
  ask_once (self, "tired", self->now - 2 * DAY);
  ask_once (self, "asked", self->now - 20 * DAY);
  found = ask_at (self, "Кто разбирается в праве?", NULL);
  tired = expert_called (found->experts, "tired");
  fresh = expert_called (found->experts, "fresh");
  asked = expert_called (found->experts, "asked");

  g_assert_cmpint (tired->state, ==, VECHE_EXPERT_LATER);
  g_assert_cmpint (tired->free_at, ==, self->now + DAY);
  g_assert_cmpint (fresh->state, ==, VECHE_EXPERT_NEVER_ASKED);
  g_assert_cmpint (asked->state, ==, VECHE_EXPERT_MAY_ASK);
  g_assert_cmpint (tired->score, <, fresh->score);
}

static void
test_platform (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheExperts) found = NULL;
  VecheExpert *here, *there;

  person (self, "here", "vk", NULL, "Право", 2);
  person (self, "there", "telegram", NULL, "Право", 3);
  found = ask_at (self, "Кто разбирается в праве?", "vk");
  here = expert_called (found->experts, "here");
  there = expert_called (found->experts, "there");

  g_assert_true (found->experts->pdata[0] == here);
  g_assert_cmpstr (here->mention, ==, "[here|here]");
  g_assert_cmpint (there->state, ==, VECHE_EXPERT_ELSEWHERE);
  g_assert_cmpstr (there->only_on, ==, "telegram");
  g_assert_cmpint (there->mention_kind, ==, VECHE_MENTION_NAME);
}

static void
post (VecheBatch *batch, const char *id, const char *author, const char *reply_to, gint64 at, const char *text)
{
  VechePost *added;

  veche_batch_add_person (batch, author)->name = veche_batch_intern (batch, author);
  added = veche_batch_add_post (batch, "chat", id);
  added->author = veche_batch_intern (batch, author);
  added->kind = "message";
  added->at = at;
  added->text = veche_batch_intern (batch, text);
  added->reply_to = reply_to;
}

/* Who has answered such questions is found without any competency; who asked, or has answered here, is not offered. */
static void
test_answers (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheExperts) found = NULL, again = NULL;
  VecheExpertsQuery query = { .now = self->now };
  VecheExpert *knows;
  gint64 id;

  veche_batch_add_channel (batch, "chat")->name = "Chat";
  post (batch, "1", "newbie", NULL, self->now - 9 * DAY, "Как подоить козу, если она брыкается?");
  post (batch, "2", "farmer", "1", self->now - 9 * DAY + 1, "Сначала дать ей овса и привязать покороче, потом тёплые руки");
  post (batch, "3", "newbie", "2", self->now - 9 * DAY + 2, "Спасибо, получилось!");
  post (batch, "4", "silent", "1", self->now - 9 * DAY + 3, "Мне тоже интересно, как это делают?");
  post (batch, "5", "owner", NULL, self->now - DAY, "Коза брыкается, третий день не можем подоить, кто подскажет?");
  post (batch, "6", "helper", "5", self->now - DAY + 1, "Покажите её ветеринару, может быть мастит");
  g_assert_true (veche_db_begin (self->db, &error));
  id = veche_ingest_begin (self->db, "test", "test", &error);
  g_assert_true (veche_ingest_batch (self->db, id, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (self->db, id, &error));
  g_assert_true (veche_db_commit (self->db, &error));

  found = ask_at (self, "Кто умеет доить козу?", NULL);
  knows = expert_called (found->experts, "farmer");
  g_assert_nonnull (knows);
  g_assert_true (found->experts->pdata[0] == knows);
  g_assert_null (expert_called (found->experts, "newbie"));
  g_assert_cmpint (((VecheReason *) knows->reasons->pdata[0])->kind, ==, VECHE_REASON_ANSWERS);
  g_assert_cmpuint (((VecheReason *) knows->reasons->pdata[0])->accepted, ==, 1);

  query.interaction_id = 5;
  again = veche_experts_find (self->db, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->for_name, ==, "owner");
  g_assert_cmpstr (again->platform, ==, "telegram");
  g_assert_null (expert_called (again->experts, "owner"));
  g_assert_null (expert_called (again->experts, "helper"));
  g_assert_nonnull (expert_called (again->experts, "farmer"));
}

/* Silence costs points, the more the longer; nobody is left out for it, and who only talks does not outdo who knows. */
static void
test_silence (Fixture *self, gconstpointer data)
{
  static const struct { const char *name; int days; } people[] = { { "week", 3 }, { "season", 90 }, { "year", 365 }, { "ages", 2000 } };
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheExperts) found = NULL;
  gint64 id;
  int last = G_MAXINT;

  veche_batch_add_channel (batch, "chat")->name = "Chat";
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    post (batch, people[i].name, people[i].name, NULL, self->now - people[i].days * DAY, "Доброе утро, как дела?");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *number = g_strdup_printf ("talk-%u", i);

      post (batch, veche_batch_intern (batch, number), "talker", NULL, self->now - (i + 1) * DAY, "А что это за право такое, кто его видел?");
    }
  g_assert_true (veche_db_begin (self->db, &error));
  id = veche_ingest_begin (self->db, "test", "test", &error);
  g_assert_true (veche_ingest_batch (self->db, id, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (self->db, id, &error));
  g_assert_true (veche_db_commit (self->db, &error));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("knows", NULL);
      g_autofree char *uid = uid_of (self, people[i].name);

      g_assert_true (veche_members_edit_competency (self->db, edit, uid, "Право", 2, "self", &error));
      apply (self, edit);
    }

  found = ask_at (self, "Кто разбирается в праве?", NULL);
  g_assert_cmpuint (found->left_out->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      VecheExpert *expert = expert_called (found->experts, people[i].name);

      g_assert_nonnull (expert);
      g_assert_true (found->experts->pdata[i] == expert);
      g_assert_cmpint (expert->score, <=, last);
      g_assert_cmpint (expert->score, >, 0);
      last = expert->score;
    }
}

/* "1 anna @anna": what speaks against whom, and how they stand in the text. */
static char *
against (Fixture *self, const char *text, gint64 interaction_id, gboolean heated)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_mentioned_find (self->db, text, interaction_id, heated, self->now, &error);
  GString *words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      VecheMentioned *mentioned = found->pdata[i];

      g_string_append_printf (words, "%s%d %s %s", i > 0 ? "; " : "", mentioned->against, mentioned->name, mentioned->words);
    }

  return g_string_free (words, FALSE);
}

#define assert_against(self, text, expected) G_STMT_START { \
  g_autofree char *said = against (self, text, 1, FALSE); \
  g_assert_cmpstr (said, ==, expected); \
} G_STMT_END

/* Typed by hand, not chosen: the composer's amber line. */
static void
test_mentioned (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  gint64 id;

  veche_batch_add_channel (batch, "chat")->name = "Chat";
  post (batch, "1", "owner", NULL, self->now - DAY, "Кто подскажет?");
  g_assert_true (veche_db_begin (self->db, &error));
  id = veche_ingest_begin (self->db, "test", "test", &error);
  g_assert_true (veche_ingest_batch (self->db, id, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (self->db, id, &error));
  g_assert_true (veche_db_commit (self->db, &error));

  person (self, "anna", "telegram", NULL, NULL, 0);
  person (self, "anna_leb", "telegram", NULL, NULL, 0);
  person (self, "boris", "telegram", NULL, NULL, 0);
  person (self, "vera", "discourse", NULL, NULL, 0);
  person (self, "555", "telegram", NULL, NULL, 0);
  set_flag (self, "anna", "do_not_mention");
  set_flag (self, "555", "do_not_contact");
  ask_once (self, "boris", self->now - DAY);
  ask_once (self, "boris", self->now - 2 * DAY);
  ask_once (self, "owner", self->now - DAY);
  ask_once (self, "owner", self->now - 2 * DAY);

  assert_against (self, "Anna знает, anna@example.org тоже; https://t.me/@anna", "");
  assert_against (self, "@anna_leb, подскажете? @owner, сейчас спросим", "");
  assert_against (self, "Спросим (@ANNA).", "0 anna @ANNA");
  assert_against (self, "@vera, @boris: @anna!", "0 anna @anna; 2 boris @boris; 3 vera @vera");
  assert_against (self, "[Кто-то](tg://user?id=555), подскажете?", "1 555 [Кто-то](tg://user?id=555)");
  got = against (self, "@anna_leb, @owner, @anna", 1, TRUE);     /* not the author of the heated question */
  g_assert_cmpstr (got, ==, "0 anna @anna; 4 anna_leb @anna_leb");
  assert_against (self, "<@555> [id555|Кто-то] @vera@elsewhere.example @ @@ [ < u/", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) g_test_add ("/experts/rules/" path, Fixture, NULL, set_up, func, tear_down)
  TEST ("words", test_words);
  TEST ("spelling", test_spelling);
  TEST ("tree", test_tree);
  TEST ("city", test_city);
  TEST ("left-out", test_left_out);
  TEST ("fatigue", test_fatigue);
  TEST ("platform", test_platform);
  TEST ("answers", test_answers);
  TEST ("silence", test_silence);
  TEST ("mentioned", test_mentioned);
#undef TEST

  return g_test_run ();
}
