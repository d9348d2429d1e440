/* test-competencies.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of competencies: what a person does to it, that nothing is lost in it, and that undo takes all of it back.
 */

#include <string.h>

#include "analysis/veche-coverage-map.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-seed.h"
#include "store/veche-segments-table.h"
#include "store/veche-statement.h"
#include "store/veche-tags-table.h"

static VecheDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

static gint64
apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  g_assert_true (veche_db_begin (db, &error));
  gesture = veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));

  return gesture;
}

static void
undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  g_assert_true (veche_db_begin (db, &error));
  gesture = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (gesture);
  g_assert_true (veche_db_commit (db, &error));
}

static char *
add_member (VecheDb *db, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  apply (db, edit);

  return uid;
}

static void
claim (VecheDb *db, const char *member, const char *competency, int level, const char *origin, guint n_evidence)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("competency", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_members_edit_competency (db, edit, member, competency, level, origin, &error));
  for (guint i = 0; i < n_evidence; i++)
    g_assert_true (veche_members_edit_evidence (db, edit, member, competency, "note", "seen", 10 + i, NULL, NULL, &error));
  g_assert_no_error (error);
  apply (db, edit);
}

static VecheCompetencyNode *
find (GPtrArray *tree, const char *name)
{
  for (guint i = 0; i < tree->len; i++)
    {
      VecheCompetencyNode *node = g_ptr_array_index (tree, i);

      if (strcmp (node->name, name) == 0)
        return node;
    }

  return NULL;
}

static GPtrArray *
get_tree (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *tree = veche_competencies_tree (db, &error);

  g_assert_no_error (error);

  return tree;
}

static char *
uid_of (VecheDb *db, const char *name)
{
  g_autoptr (GPtrArray) tree = get_tree (db);
  VecheCompetencyNode *node = find (tree, name);

  g_assert_nonnull (node);

  return g_strdup (node->uid);
}

static void
add (VecheDb *db, const char *name, const char *parent)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("competencies", name);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = parent != NULL ? uid_of (db, parent) : NULL;

  g_assert_true (veche_competencies_edit_add (db, edit, name, uid, &error));
  g_assert_no_error (error);
  apply (db, edit);
}

/* All rows of the tables that a merge touches, as one text. */
static char *
dump (VecheDb *db)
{
  static const char *const queries[] = {
    "SELECT c.uid || c.name || ifnull (p.uid, '') FROM competency AS c LEFT JOIN competency AS p ON p.id = c.parent_id ORDER BY c.uid",
    "SELECT a.uid || c.uid || a.alias FROM competency_alias AS a JOIN competency AS c ON c.id = a.competency_id ORDER BY a.uid",
    "SELECT l.uid || c.uid || m.uid || l.level || l.origin || l.at FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id"
    " JOIN member AS m ON m.id = l.member_id ORDER BY l.uid",
    "SELECT e.uid || l.uid || e.text || e.at FROM competency_evidence AS e JOIN member_competency AS l ON l.id = e.member_competency_id ORDER BY e.uid",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      VecheStatement *row = veche_db_prepare (db, queries[i]);

      while (veche_statement_step (row, NULL))
        g_string_append_printf (text, "%s\n", veche_statement_text (row, 0));
    }

  return g_string_free (text, FALSE);
}

static void
check_journal (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) wrong = veche_journal_verify (db, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wrong[0], ==, NULL);
}

static void
test_tree (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (GPtrArray) tree = NULL;
  g_autofree char *anna = add_member (db, "Анна"), *oleg = add_member (db, "Олег"), *gone = add_member (db, "Ушедший");
  g_autofree char *bot = add_member (db, "Бот"), *team = add_member (db, "Вера из команды");
  g_autoptr (VecheEdit) archive = veche_edit_new ("archive", NULL);

  add (db, "Данные", NULL);
  add (db, "PostgreSQL", "Данные");
  add (db, "Аналитика", "Данные");
  add (db, "Тексты", NULL);
  claim (db, anna, "PostgreSQL", 5, "confirmed", 1);
  claim (db, oleg, "PostgreSQL", 2, "self", 0);
  claim (db, gone, "PostgreSQL", 3, "confirmed", 0);
  claim (db, bot, "PostgreSQL", 3, "confirmed", 0);
  claim (db, team, "PostgreSQL", 3, "confirmed", 0);
  veche_edit_set_int (archive, "member", gone, "archived", 1);
  veche_edit_set_text (archive, "member", bot, "role", "bot");
  veche_edit_set_text (archive, "member", team, "role", "staff");
  apply (db, archive);

  tree = get_tree (db);
  g_assert_cmpuint (tree->len, ==, 4);
  g_assert_cmpstr (((VecheCompetencyNode *) tree->pdata[0])->name, ==, "Данные");
  g_assert_cmpuint (((VecheCompetencyNode *) tree->pdata[0])->below, ==, 2);
  g_assert_cmpstr (((VecheCompetencyNode *) tree->pdata[3])->name, ==, "Тексты");
  g_assert_cmpuint (find (tree, "PostgreSQL")->depth, ==, 1);
  g_assert_cmpuint (find (tree, "PostgreSQL")->members, ==, 2);
  g_assert_cmpuint (find (tree, "PostgreSQL")->confirmed, ==, 1);
  g_assert_cmpuint (find (tree, "PostgreSQL")->levels[4], ==, 1);
  g_assert_cmpuint (find (tree, "PostgreSQL")->levels[2], ==, 0);
}

static void
refuse (VecheDb *db, gboolean ok, GError **error)
{
  g_assert_false (ok);
  g_assert_error (*error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (error);
}

static void
test_edits (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("competencies", NULL);
  g_autoptr (VecheEdit) names = veche_edit_new ("competencies", NULL);
  g_autoptr (VecheEdit) rename = veche_edit_new ("competencies", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tree = NULL;
  g_autofree char *top = NULL, *under = NULL, *lowest = NULL;

  add (db, "Данные", NULL);
  add (db, "PostgreSQL", "Данные");
  add (db, "Репликация", "PostgreSQL");
  top = uid_of (db, "Данные");
  under = uid_of (db, "PostgreSQL");
  lowest = uid_of (db, "Репликация");

  refuse (db, veche_competencies_edit_move (db, edit, top, lowest, &error), &error);
  refuse (db, veche_competencies_edit_move (db, edit, top, top, &error), &error);
  refuse (db, veche_competencies_edit_add (db, edit, "  postgresql ", NULL, &error), &error);
  refuse (db, veche_competencies_edit_add (db, edit, " \n", NULL, &error), &error);
  refuse (db, veche_competencies_edit_rename (db, edit, top, "постгрес\nPostgreSQL" + strlen ("постгрес\n"), &error), &error);
  g_assert_true (veche_edit_is_empty (edit));

  g_assert_true (veche_competencies_edit_aliases (db, names, under, (const char *const[]){ "постгрес", "Postgres", "postgres", NULL }, &error));
  apply (db, names);
  refuse (db, veche_competencies_edit_aliases (db, edit, top, (const char *const[]){ "Постгрес", NULL }, &error), &error);
  refuse (db, veche_competencies_edit_add (db, edit, "ПОСТГРЕС", NULL, &error), &error);
  g_assert_true (veche_competencies_edit_rename (db, rename, under, "Постгрес", &error));
  apply (db, rename);
  tree = get_tree (db);
  g_assert_nonnull (find (tree, "Постгрес"));
  g_assert_cmpuint (g_strv_length (find (tree, "Постгрес")->aliases), ==, 1);
  check_journal (db);
}

static void
test_merge (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *anna = add_member (db, "Анна"), *oleg = add_member (db, "Олег");
  g_autofree char *before = NULL, *after = NULL, *back = NULL, *from = NULL, *into = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("merge-competencies", "PostgreSQL");
  g_autoptr (GPtrArray) tree = NULL;
  VecheProfile *profile;
  g_autoptr (GError) error = NULL;
  VecheCompetency *kept;

  /* Given: the one that stays lies under the one that goes. */
  add (db, "postgres (старое)", NULL);
  add (db, "Репликация", "postgres (старое)");
  add (db, "PostgreSQL", "postgres (старое)");
  claim (db, anna, "postgres (старое)", 5, "self", 2);
  claim (db, anna, "PostgreSQL", 2, "confirmed", 1);
  claim (db, oleg, "postgres (старое)", 3, "self", 1);
  before = dump (db);
  from = uid_of (db, "postgres (старое)");
  into = uid_of (db, "PostgreSQL");

  g_assert_true (veche_competencies_edit_merge (db, edit, from, into, &error));
  g_assert_no_error (error);
  apply (db, edit);
  check_journal (db);

  tree = get_tree (db);
  g_assert_cmpuint (tree->len, ==, 2);
  g_assert_cmpuint (find (tree, "PostgreSQL")->members, ==, 2);
  g_assert_cmpuint (find (tree, "PostgreSQL")->depth, ==, 0);
  g_assert_cmpstr (find (tree, "Репликация")->parent_uid, ==, into);
  g_assert_cmpstr (find (tree, "PostgreSQL")->aliases[0], ==, "postgres (старое)");
  profile = veche_members_load_profile (db, veche_db_id_for_uid (db, "member", anna), &error);
  g_assert_cmpuint (profile->competencies->len, ==, 1);
  kept = g_ptr_array_index (profile->competencies, 0);
  g_assert_cmpint (kept->level, ==, 5);
  g_assert_cmpstr (kept->origin, ==, "confirmed");
  g_assert_cmpuint (kept->evidence->len, ==, 3);

  after = dump (db);
  undo (db);
  back = dump (db);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (before, ==, back);
  check_journal (db);
  veche_record_unref (profile);
}

static void
test_delete (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *anna = add_member (db, "Анна");
  g_autofree char *before = NULL, *back = NULL, *uid = NULL, *top = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("delete-competency", "PostgreSQL");
  g_autoptr (GPtrArray) tree = NULL;
  g_autoptr (GError) error = NULL;
  VecheCompetencyUses uses;

  add (db, "Данные", NULL);
  add (db, "PostgreSQL", "Данные");
  add (db, "Репликация", "PostgreSQL");
  claim (db, anna, "PostgreSQL", 4, "confirmed", 3);
  before = dump (db);
  uid = uid_of (db, "PostgreSQL");
  top = uid_of (db, "Данные");

  g_assert_true (veche_competencies_uses (db, uid, &uses, &error));
  g_assert_cmpuint (uses.members, ==, 1);
  g_assert_cmpuint (uses.evidence, ==, 3);
  g_assert_cmpuint (uses.children, ==, 1);
  g_assert_true (veche_competencies_edit_delete (db, edit, uid, &error));
  apply (db, edit);
  tree = get_tree (db);
  g_assert_cmpuint (tree->len, ==, 2);
  g_assert_cmpstr (find (tree, "Репликация")->parent_uid, ==, top);
  undo (db);
  back = dump (db);
  g_assert_cmpstr (before, ==, back);
  g_assert_false (veche_competencies_uses (db, "no such", &uses, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
}

static void
test_coverage (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *anna = add_member (db, "Анна"), *oleg = add_member (db, "Олег"), *uid = NULL;
  g_autoptr (VecheCoverageMap) map = NULL;
  g_autoptr (GPtrArray) learners = NULL;
  g_autoptr (GError) error = NULL;

  add (db, "Данные", NULL);
  add (db, "MySQL", "Данные");
  add (db, "PostgreSQL", "Данные");
  add (db, "Видео", NULL);
  add (db, "Тексты", NULL);
  claim (db, anna, "PostgreSQL", 5, "confirmed", 0);
  claim (db, anna, "MySQL", 2, "confirmed", 0);
  claim (db, oleg, "MySQL", 3, "self", 0);
  claim (db, anna, "Тексты", 1, "self", 0);
  claim (db, oleg, "Тексты", 1, "self", 0);

  map = veche_coverage_map_new (db, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (map->n_people, ==, 2);
  g_assert_cmpuint (map->people->len, ==, 1);
  g_assert_cmpstr (((VecheHolder *) map->people->pdata[0])->name, ==, "Анна");
  g_assert_cmpint (veche_competency_gap (find (map->topics, "Данные")), ==, VECHE_GAP_NONE);
  g_assert_cmpint (veche_competency_gap (find (map->topics, "Видео")), ==, VECHE_GAP_NOBODY);
  g_assert_cmpint (veche_competency_gap (find (map->topics, "PostgreSQL")), ==, VECHE_GAP_ONE);
  g_assert_cmpint (veche_competency_gap (find (map->topics, "Тексты")), ==, VECHE_GAP_UNCONFIRMED);
  for (guint i = 0; i < map->topics->len; i++)
    if (g_str_equal (((VecheCompetencyNode *) map->topics->pdata[i])->name, "PostgreSQL"))
      g_assert_cmpint (veche_coverage_map_cell (map, 0, i), ==, 5 | VECHE_CELL_CONFIRMED);

  uid = uid_of (db, "PostgreSQL");
  learners = veche_competencies_learners (db, uid, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (learners->len, ==, 1);
  g_assert_cmpstr (((VecheHolder *) learners->pdata[0])->name, ==, "Олег");
  g_assert_cmpstr (((VecheHolder *) learners->pdata[0])->through, ==, "MySQL");
}

static char *
segment_asks_for (VecheDb *db)
{
  g_autoptr (GPtrArray) segments = veche_segments_list (db, FALSE, NULL);
  VecheSegment *segment = g_ptr_array_index (segments, 0);

  return g_strdup (veche_filter_get_condition (segment->filter, 0, 0)->value);
}

/* A saved filter follows the competency that it asks for, and comes back with it. */
static void
test_segments_follow (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheFilter) filter = veche_filter_new (VECHE_MATCH_ALL);
  g_autoptr (VecheEdit) segment = veche_edit_new ("segment", NULL), rename = veche_edit_new ("competencies", NULL), merge = veche_edit_new ("competencies", NULL);
  g_autofree char *uid = NULL, *other = NULL, *renamed = NULL, *merged = NULL, *back = NULL;
  g_autoptr (GError) error = NULL;

  add (db, "Postgres", NULL);
  add (db, "Базы данных", NULL);
  uid = uid_of (db, "Postgres");
  other = uid_of (db, "Базы данных");
  veche_filter_add (filter, 0, veche_condition_new (VECHE_BY_COMPETENCY, VECHE_OP_IS, "postgres"));
  g_assert_true (veche_segments_edit_add (db, segment, "Who keeps data", filter, NULL, &error));
  apply (db, segment);

  g_assert_true (veche_competencies_edit_rename (db, rename, uid, "PostgreSQL", &error));
  apply (db, rename);
  renamed = segment_asks_for (db);
  g_assert_cmpstr (renamed, ==, "PostgreSQL");

  g_assert_true (veche_competencies_edit_merge (db, merge, uid, other, &error));
  apply (db, merge);
  merged = segment_asks_for (db);
  g_assert_cmpstr (merged, ==, "Базы данных");
  undo (db);
  undo (db);
  back = segment_asks_for (db);
  g_assert_cmpstr (back, ==, "postgres");
  check_journal (db);
}

static char *
tag_uid (VecheDb *db, const char *name)
{
  g_autoptr (GPtrArray) tags = veche_members_list_tags (db, NULL);

  for (guint i = 0; i < tags->len; i++)
    if (strcmp (((VecheCount *) tags->pdata[i])->name, name) == 0)
      return g_strdup (((VecheCount *) tags->pdata[i])->uid);

  return NULL;
}

/* "спикеры 2, hosts 1" */
static char *
tags_worn (VecheDb *db)
{
  g_autoptr (GPtrArray) tags = veche_members_list_tags (db, NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < tags->len; i++)
    g_string_append_printf (words, "%s%s %u", i > 0 ? ", " : "", ((VecheCount *) tags->pdata[i])->name, ((VecheCount *) tags->pdata[i])->count);

  return g_string_free (words, FALSE);
}

#define assert_tags(db, worn, asked) G_STMT_START { \
  g_autofree char *got = tags_worn (db), *segment = segment_asks_for (db); \
  g_assert_cmpstr (got, ==, worn); \
  g_assert_cmpstr (segment, ==, asked); \
} G_STMT_END

static void
name_tag (VecheDb *db, const char *from, const char *to)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("rename-tag", to);
  g_autofree char *uid = tag_uid (db, from);
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_tags_edit_rename (db, edit, uid, to, &error));
  g_assert_no_error (error);
  apply (db, edit);
}

/* A tag gets another name, in another case, or that of another tag: nobody loses it, segments follow, undo takes it back. */
static void
test_tags (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheFilter) filter = veche_filter_new (VECHE_MATCH_ALL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("tags", NULL), none = veche_edit_new ("rename-tag", NULL);
  g_autofree char *anna = add_member (db, "Анна"), *boris = add_member (db, "Борис"), *uid = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_members_edit_tag (db, edit, anna, "speakers", TRUE, &error));
  g_assert_true (veche_members_edit_tag (db, edit, anna, "докладчики", TRUE, &error));
  g_assert_true (veche_members_edit_tag (db, edit, boris, "докладчики", TRUE, &error));
  veche_filter_add (filter, 0, veche_condition_new (VECHE_BY_TAG, VECHE_OP_IS, "докладчики"));
  g_assert_true (veche_segments_edit_add (db, edit, "Who speaks", filter, NULL, &error));
  apply (db, edit);
  assert_tags (db, "докладчики 2, speakers 1", "докладчики");

  name_tag (db, "докладчики", "Докладчики");
  assert_tags (db, "Докладчики 2, speakers 1", "Докладчики");
  name_tag (db, "Докладчики", " Speakers ");
  assert_tags (db, "speakers 2", "speakers");
  undo (db);
  assert_tags (db, "Докладчики 2, speakers 1", "Докладчики");
  undo (db);
  assert_tags (db, "докладчики 2, speakers 1", "докладчики");
  check_journal (db);

  uid = tag_uid (db, "speakers");
  g_assert_false (veche_tags_edit_rename (db, none, uid, " \n ", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (veche_tags_edit_rename (db, none, "no-such", "speakers", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/competencies/tree", test_tree);
  g_test_add_func ("/competencies/edits", test_edits);
  g_test_add_func ("/competencies/merge", test_merge);
  g_test_add_func ("/competencies/delete", test_delete);
  g_test_add_func ("/competencies/coverage", test_coverage);
  g_test_add_func ("/competencies/segments-follow", test_segments_follow);
  g_test_add_func ("/competencies/tags", test_tags);

  return g_test_run ();
}
