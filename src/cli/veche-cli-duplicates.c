/* veche-cli-duplicates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One person or two: duplicates, merge, split, never-same.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "analysis/veche-duplicates.h"
#include "model/veche-edit.h"
#include "store/veche-duplicates-table.h"
#include "store/veche-members-table.h"
#include "store/veche-merge-table.h"

static gboolean all;
static char **keeps;

/*** duplicates ***/

static const char *const sentences[VECHE_N_LIKES] = {
  [VECHE_LIKE_SAME_EMAIL] = "The same e-mail address",
  [VECHE_LIKE_SAME_PHONE] = "The same telephone number",
  [VECHE_LIKE_SAME_HANDLE] = "The same handle elsewhere",
  [VECHE_LIKE_NEAR_HANDLE] = "Handles nearly the same",
  [VECHE_LIKE_SAME_NAME] = "The name reads the same",
  [VECHE_LIKE_PART_NAME] = "The name agrees as far as it goes",
  [VECHE_LIKE_HANDLE_OF_NAME] = "A handle made of the name",
  [VECHE_LIKE_RARE_NAME] = "A rare name",
  [VECHE_LIKE_SAME_PATRONYMIC] = "The same patronymic",
  [VECHE_LIKE_CROSS_LINK] = "A profile names the other's account",
  [VECHE_LIKE_SAME_SITE] = "The same site",
  [VECHE_LIKE_SAME_AVATAR] = "The same picture",
  [VECHE_LIKE_SAME_CITY] = "The same city",
  [VECHE_LIKE_SAME_HOURS] = "On line at the same hours",
  [VECHE_LIKE_SAME_BIRTHDAY] = "The same birthday",
  [VECHE_LIKE_SAME_HEADLINE] = "The same headline",
  [VECHE_LIKE_COMMON_NAME] = "A very common name",
  [VECHE_LIKE_OTHER_BIRTHDAY] = "Different birthdays",
  [VECHE_LIKE_OTHER_CITY] = "Different cities",
  [VECHE_LIKE_OTHER_GENDER] = "The surname of a man and of a woman",
  [VECHE_LIKE_OTHER_EMAIL] = "Different e-mail addresses",
  [VECHE_LIKE_OTHER_PHONE] = "Different telephone numbers",
  [VECHE_LIKE_OTHER_PATRONYMIC] = "Different patronymics",
  [VECHE_LIKE_OTHER_NAME] = "Different names",
  [VECHE_LIKE_OTHER_SURNAME] = "Different surnames",
  [VECHE_LIKE_FAMILY] = "One surname, different first names",
  [VECHE_LIKE_TWINS] = "One birthday, different first names",
  [VECHE_LIKE_TALKED] = "They answered each other",
  [VECHE_LIKE_SAME_PLATFORM] = "Two accounts in one place at the same time",
  [VECHE_LIKE_NUMBERED] = "Handles that differ by a number",
  [VECHE_LIKE_SHARED] = "An account of several people",
  [VECHE_LIKE_STAFF] = "One of them is staff",
};

static char *
say_reason (const VecheLikeReason *reason)
{
  if (reason->a == NULL || reason->b == NULL || strcmp (reason->a, reason->b) == 0)
    return g_strdup_printf ("%s%s%s", sentences[reason->what], reason->a != NULL || reason->b != NULL ? ": " : "",
                            reason->a != NULL   ? reason->a
                            : reason->b != NULL ? reason->b
                                                : "");

  return g_strdup_printf ("%s: %s and %s", sentences[reason->what], reason->a, reason->b);
}

static void
print_json (const VechePairRow *pair, GPtrArray *reasons)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_text (json, "a", pair->a_uid);
  veche_cli_text (json, "b", pair->b_uid);
  veche_cli_int (json, "score", pair->score);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (guint i = 0; i < reasons->len; i++)
    {
      const VecheLikeReason *reason = reasons->pdata[i];
      g_autofree char *text = say_reason (reason);

      json_builder_begin_object (json);
      veche_cli_text (json, "what", veche_like_to_nick (reason->what));
      veche_cli_int (json, "points", reason->points);
      veche_cli_text (json, "text", text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static void
print_pair (VecheCli *cli, const VechePairRow *pair)
{
  g_autoptr (GPtrArray) reasons = veche_likeness_reasons_from_json (pair->reasons);

  if (cli->json)
    {
      print_json (pair, reasons);
      return;
    }

  veche_cli_line ("%3d  %s (%s) and %s (%s)", pair->score, pair->a_name, pair->a_uid, pair->b_name, pair->b_uid);
  for (guint i = 0; i < reasons->len; i++)
    {
      g_autofree char *text = say_reason (reasons->pdata[i]);

      veche_cli_line ("     %+4d  %s", ((VecheLikeReason *) reasons->pdata[i])->points, text);
    }
}

static void
tell_progress (double fraction, gpointer user_data)
{
  veche_cli_progress ((gint64) (fraction * 100), 100, "compared");
}

static gboolean
run_duplicates (VecheCli *cli, GError **error)
{
  int least = all ? VECHE_DUPLICATES_FLOOR : veche_duplicates_get_threshold (cli->db, VECHE_DUPLICATES_THRESHOLD);
  g_autoptr (GPtrArray) found = veche_duplicates_find (cli->db, NULL, tell_progress, NULL, NULL, error);

  if (found == NULL)
    return FALSE;
  veche_cli_progress (100, 100, "compared");
  for (guint i = 0; i < found->len; i++)
    {
      const VecheDuplicate *one = found->pdata[i];
      VechePairRow *pair = one->score >= least ? veche_duplicates_describe (cli->db, one->a_id, one->b_id, one->score, one->reasons) : NULL;

      if (pair == NULL)
        continue;
      print_pair (cli, pair);
      veche_pair_row_free (pair);
    }

  return TRUE;
}

/*** merge, split, never-same ***/

typedef struct
{
  gint64      a, b;
  char       *a_uid, *b_uid;    /* (owned) */
  GHashTable *choices;          /* (owned) (nullable) */
  GPtrArray  *kept;             /* (owned) (nullable) */
} VecheCliPair;

static void
pair_clear (VecheCliPair *self)
{
  g_free (self->a_uid);
  g_free (self->b_uid);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheCliPair, pair_clear)

static gboolean
read_pair (VecheCli *cli, VecheCliPair *pair, GError **error)
{
  pair->b_uid = veche_cli_member_uid (cli, cli->args[1], &pair->b, error);
  pair->a_uid = pair->b_uid != NULL ? veche_cli_member_uid (cli, cli->args[0], &pair->a, error) : NULL;
  if (pair->a_uid == NULL)
    return FALSE;

  return pair->a != pair->b || veche_cli_failed (error, "“%s” and “%s” are one member", cli->args[0], cli->args[1]);
}

static gboolean
read_choices (VecheCliPair *pair, GError **error)
{
  pair->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; keeps != NULL && keeps[i] != NULL; i++)
    {
      char *equals = strrchr (keeps[i], '=');
      g_autofree char *field = equals != NULL ? g_strndup (keeps[i], (gsize) (equals - keeps[i])) : NULL;

      if (field == NULL || (strcmp (equals, "=a") != 0 && strcmp (equals, "=b") != 0) || !veche_merge_knows (field))
        return veche_cli_usage (error, "“%s”: --keep takes FIELD=a or FIELD=b, such as name=b or city=a", keeps[i]);
      g_hash_table_insert (pair->choices, g_steal_pointer (&field), g_strdup (equals + 1));
    }

  return TRUE;
}

static gboolean
build_merge (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliPair *pair = data;

  return veche_merge_edit (cli->db, edit, pair->a, pair->b, pair->choices, error);
}

static gboolean
run_merge (VecheCli *cli, GError **error)
{
  g_auto (VecheCliPair) pair = { 0 };

  if (!read_choices (&pair, error) || !read_pair (cli, &pair, error) || !veche_cli_edit (cli, "merge", cli->subject, build_merge, &pair, error))
    return FALSE;
  veche_cli_print_uid (cli, pair.a_uid);

  return TRUE;
}

/* Whom to take out of the member: the one that is named, or the last that went in.  A merged uid means itself here. */
static gboolean
find_merged (VecheCli *cli, VecheCliPair *pair, GError **error)
{
  gint64 exact = veche_db_id_for_uid (cli->db, "member", cli->args[0]), root = exact != 0 ? veche_merge_get_root (cli->db, exact) : 0;
  g_autoptr (GPtrArray) merged = NULL;

  pair->a_uid = veche_cli_member_uid (cli, cli->args[0], &pair->a, error);
  merged = pair->a_uid != NULL ? veche_merge_list (cli->db, pair->a, error) : NULL;
  if (merged == NULL)
    return FALSE;
  for (guint i = 0; i < merged->len && pair->b == 0; i++)
    {
      const VecheMerged *one = merged->pdata[i];

      if (cli->n_args > 1 ? strcmp (one->uid, cli->args[1]) == 0 || strcmp (one->name, cli->args[1]) == 0 : root != exact ? one->id == exact : TRUE)
        {
          pair->b = one->id;
          pair->b_uid = g_strdup (one->uid);
        }
    }

  return pair->b != 0
         || veche_cli_failed (error, cli->n_args > 1 ? "“%s” has not been merged into this member" : "Nobody has been merged into “%s”",
                              cli->args[cli->n_args - 1]);
}

static gboolean
build_split (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliPair *pair = data;

  return veche_merge_edit_split (cli->db, edit, pair->b, pair->kept, error);
}

static gboolean
run_split (VecheCli *cli, GError **error)
{
  g_auto (VecheCliPair) pair = { .kept = g_ptr_array_new_with_free_func (g_free) };

  if (!find_merged (cli, &pair, error) || !veche_cli_edit (cli, "split", cli->subject, build_split, &pair, error))
    return FALSE;
  veche_cli_print_uid (cli, pair.b_uid);
  for (guint i = 0; i < pair.kept->len; i++)
    g_printerr ("Changed since, so it stays as it is: %s\n", (char *) pair.kept->pdata[i]);

  return TRUE;
}

static gboolean
build_never (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliPair *pair = data;

  return veche_merge_edit_verdict (cli->db, edit, pair->a_uid, pair->b_uid, "never", 0, error);
}

static gboolean
run_never_same (VecheCli *cli, GError **error)
{
  g_auto (VecheCliPair) pair = { 0 };

  return read_pair (cli, &pair, error) && veche_cli_edit (cli, "never-same", cli->subject, build_never, &pair, error);
}

static const GOptionEntry duplicates_options[] = {
  { "all", 0, 0, G_OPTION_ARG_NONE, &all, "Also those that are merely possible", NULL },
  { NULL },
};

static const GOptionEntry merge_options[] = {
  { "keep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &keeps, "Whose it is to be, such as name=b; may be given several times", "FIELD=a|b" },
  { NULL },
};

const VecheCliCommand veche_cli_duplicates_commands[] = {
  { "duplicates", "[--all]", "Pairs of members that look like one person, and why", VECHE_CLI_READS, 0, 0, duplicates_options, run_duplicates },
  { "merge", "A B [--keep FIELD=a|b] …", "Make one member of two: A stays", VECHE_CLI_WRITES, 2, 2, merge_options, run_merge },
  { "split", "MEMBER [WHOM]", "Take a merged member out again; the last one, or WHOM", VECHE_CLI_WRITES, 1, 2, NULL, run_split },
  { "never-same", "A B", "These are two people: never offer the pair again", VECHE_CLI_WRITES, 2, 2, NULL, run_never_same },
  { NULL },
};
