/* veche-cli-members.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People: members, member, member add, member edit.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "cli/veche-cli-profile.h"
#include "model/veche-edit.h"
#include "model/veche-query.h"
#include "store/veche-person-words.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-segments-table.h"

static char *query_text, *tag, *competency, *platform, *stage, *community, *sort, *segment, *where;
static int limit;
static gboolean archived;

/* What --name, --city … were given; NULL: was not. */
typedef struct
{
  const char *option, *field;
  char *value;
} VecheCliField;
static VecheCliField fields[] = {
  { "name", "name", NULL },     { "address-as", "address_as", NULL }, { "headline", "headline", NULL },
  { "city", "city", NULL },     { "birthday", "birthday", NULL },     { "motives", "motives", NULL },
  { "needs", "needs", NULL },   { "likes", "likes", NULL },           { "dislikes", "dislikes", NULL },
  { "manner", "manner", NULL }, { "origin", "origin", NULL },         { "stage", "stage", NULL },
  { "role", "role", NULL },
};
enum
{
  FIELD_NAME,
  FIELD_STAGE = 11,
  FIELD_ROLE
};

static char **identities, **tags, *note;
static gboolean archive, unarchive, important, unimportant, no_contact, contact, me;

static gboolean
parse_sort (VecheQuery *query, GError **error)
{
  if (sort == NULL || strcmp (sort, "name") == 0)
    query->sort = VECHE_SORT_NAME;
  else if (strcmp (sort, "seen") == 0)
    query->sort = VECHE_SORT_LAST_SEEN;
  else if (strcmp (sort, "joined") == 0)
    query->sort = VECHE_SORT_JOINED;
  else
    return veche_cli_usage (error, "--sort takes name, seen or joined");

  return TRUE;
}

gboolean
veche_cli_print_members (VecheCli *cli, VecheQuery *query, const gint64 *ids, guint n, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (cli->json)
    {
      for (guint i = 0; i < n; i++)
        if (!veche_cli_print_profile (cli, ids[i], FALSE, error))
          return FALSE;
      return TRUE;
    }

  records = veche_query_records (cli->db, query, ids, n, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      VecheMember *member = records->pdata[i];
      g_autofree char *seen = member != NULL ? veche_cli_day (member->last_seen) : NULL;

      if (member != NULL)
        veche_cli_line ("%s  %s  %s  %s  %s  %s", member->parent.uid, member->name,
                        member->handles != NULL ? member->handles : "–", member->labels != NULL ? member->labels : "–",
                        *member->stage != '\0' ? member->stage : "–", seen);
    }

  return records != NULL;
}

/* Conditions of a saved segment, or of this call. */
static gboolean
set_filter (VecheCli *cli, VecheQuery *query, GError **error)
{
  g_autoptr (VecheSegment) found = NULL;

  if (segment != NULL && where != NULL)
    return veche_cli_usage (error, "say --segment or --where, not both");
  if (segment != NULL)
    {
      found = veche_segments_find (cli->db, segment, error);
      query->filter = found != NULL ? veche_filter_ref (found->filter) : NULL;
      return found != NULL;
    }
  if (where != NULL)
    query->filter = veche_cli_read_filter (NULL, where, error);

  return where == NULL || query->filter != NULL;
}

static gboolean
run_members (VecheCli *cli, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = NULL;

  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number; 0 is all");

  query->text = g_strdup (query_text);
  query->tag = g_strdup (tag);
  query->competency = g_strdup (competency);
  query->platform = g_strdup (platform);
  query->stage = g_strdup (stage);
  query->community = g_strdup (community);
  query->with_archived = archived;
  query->limit = (guint)limit;
  if (!parse_sort (query, error) || !set_filter (cli, query, error))
    return FALSE;

  ids = veche_query_ids (cli->db, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i += 500)
    if (!veche_cli_print_members (cli, query, &g_array_index (ids, gint64, i), MIN (500, ids->len - i), error))
      return FALSE;

  return ids != NULL;
}

static gboolean
run_member (VecheCli *cli, GError **error)
{
  gint64 id = veche_members_find (cli->db, cli->args[0], error);

  return id != 0 && veche_cli_print_profile (cli, id, TRUE, error);
}

/*** Adding and editing ***/

static gboolean
has_word (const char *word, const char *const *words)
{
  return *word == '\0' || g_strv_contains (words, word);
}

static gboolean
check_fields (GError **error)
{
  static const char *const stages[] = { "newcomer", "regular", "active", "core", "fading", "gone", NULL };
  static const char *const roles[] = { "staff", "moderator", "bot", NULL };

  if (fields[FIELD_STAGE].value != NULL && !has_word (fields[FIELD_STAGE].value, stages))
    return veche_cli_usage (error, "--stage takes newcomer, regular, active, core, fading, gone or “”");
  if (fields[FIELD_ROLE].value != NULL && !has_word (fields[FIELD_ROLE].value, roles))
    return veche_cli_usage (error, "--role takes staff, moderator, bot or “”");
  for (guint i = 0; identities != NULL && identities[i] != NULL; i++)
    if (strchr (identities[i], ':') == NULL)
      return veche_cli_usage (error, "--identity takes PLATFORM:HANDLE, for example telegram:@anna");

  return TRUE;
}

static void
set_flag (VecheEdit *edit, const char *uid, const char *field, gboolean on, gboolean off)
{
  if (on || off)
    veche_edit_set_int (edit, "member", uid, field, on);
}

static void
set_fields (VecheEdit *edit, const char *uid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gboolean word = i == FIELD_STAGE || i == FIELD_ROLE;

      if (fields[i].value != NULL)
        veche_edit_set_text (edit, "member", uid, fields[i].field,
                             *fields[i].value != '\0' || word ? fields[i].value : NULL);
    }
  set_flag (edit, uid, "archived", archive, unarchive);
  set_flag (edit, uid, "important", important, unimportant);
  set_flag (edit, uid, "do_not_contact", no_contact, contact);
  set_flag (edit, uid, "me", me, FALSE);
}

static void
add_note (VecheCli *cli, VecheEdit *edit, const char *uid)
{
  const char *row = veche_edit_insert (edit, "member_note");

  veche_edit_set_ref (edit, "member_note", row, "member_id", uid);
  veche_edit_set_int (edit, "member_note", row, "at", veche_now ());
  veche_edit_set_text (edit, "member_note", row, "author", cli->actor);
  veche_edit_set_text (edit, "member_note", row, "text", note);
}

static gboolean
add_identities (VecheCli *cli, VecheEdit *edit, const char *uid, GError **error)
{
  for (guint i = 0; identities != NULL && identities[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (identities[i], ":", 2);

      if (!veche_members_edit_identity (cli->db, edit, uid, parts[0], parts[1], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
build_rest (VecheCli *cli, VecheEdit *edit, const char *uid, GError **error)
{
  set_fields (edit, uid);
  if (note != NULL && *note != '\0')
    add_note (cli, edit, uid);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    if (!veche_members_edit_tag (cli->db, edit, uid, tags[i], TRUE, error))
      return FALSE;

  return add_identities (cli, edit, uid, error);
}

static gboolean
build_member (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  char **uid = data;

  if (*uid == NULL)
    {
      *uid = g_strdup (veche_edit_insert (edit, "member"));
      veche_edit_set_int (edit, "member", *uid, "created", veche_now ());
    }

  return build_rest (cli, edit, *uid, error);
}

static gboolean
print_changed (VecheCli *cli, const char *uid, GError **error)
{
  if (cli->json)
    return veche_cli_print_profile (cli, veche_db_id_for_uid (cli->db, "member", uid), TRUE, error);

  veche_cli_line ("%s", uid);

  return TRUE;
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;
  g_autofree char *name = g_strdup (cli->n_args > 0 ? cli->args[0] : fields[FIELD_NAME].value);

  if (name == NULL || *g_strstrip (name) == '\0')
    return veche_cli_usage (error, "a member needs a name: veche-cli member add NAME");
  g_free (fields[FIELD_NAME].value);
  fields[FIELD_NAME].value = g_strdup (name);

  return check_fields (error) && veche_cli_edit (cli, "add-member", name, build_member, &uid, error) &&
         print_changed (cli, uid, error);
}

static gboolean
run_edit (VecheCli *cli, GError **error)
{
  g_autofree char *uid = check_fields (error) ? veche_cli_member_uid (cli, cli->args[0], NULL, error) : NULL;

  if (uid == NULL)
    return FALSE;
  if (fields[FIELD_NAME].value != NULL && *g_strstrip (fields[FIELD_NAME].value) == '\0')
    return veche_cli_usage (error, "--name can't be empty");

  return veche_cli_edit (cli, "edit-member", cli->subject, build_member, &uid, error) &&
         print_changed (cli, uid, error);
}

static const GOptionEntry members_options[] = {
  { "query", 0, 0, G_OPTION_ARG_STRING, &query_text, "Words of name, handle, tag, competency, note; in either script",
    "TEXT" },
  { "tag", 0, 0, G_OPTION_ARG_STRING, &tag, "Only with this tag", "T" },
  { "competency", 0, 0, G_OPTION_ARG_STRING, &competency, "Only with this competency", "C" },
  { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, "Only with an account there", "P" },
  { "stage", 0, 0, G_OPTION_ARG_STRING, &stage, "Only of this stage", "S" },
  { "community", 0, 0, G_OPTION_ARG_STRING, &community, "Only of this community", "NAME" },
  { "segment", 0, 0, G_OPTION_ARG_STRING, &segment, "Only of this segment", "NAME" },
  { "where", 0, 0, G_OPTION_ARG_STRING, &where, "Only who meets these conditions; see segment add", "CONDITIONS" },
  { "archived", 0, 0, G_OPTION_ARG_NONE, &archived, "With the archived", NULL },
  { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, "name, seen or joined", "ORDER" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many", "N" },
  { NULL },
};

#define FIELD_OPTION(index, option, about)                                                                             \
  {                                                                                                                    \
    option, 0, 0, G_OPTION_ARG_STRING, &fields[index].value, about, "TEXT"                                             \
  }

static const GOptionEntry edit_options[] = {
  FIELD_OPTION (0, "name", "The name"),
  FIELD_OPTION (1, "address-as", "How to address them"),
  FIELD_OPTION (2, "headline", "Who they are in three words"),
  FIELD_OPTION (3, "city", "Where they live"),
  FIELD_OPTION (4, "birthday", "1990-05-17 or --05-17"),
  FIELD_OPTION (5, "motives", "What drives them"),
  FIELD_OPTION (6, "needs", "What they need"),
  FIELD_OPTION (7, "likes", "What they like"),
  FIELD_OPTION (8, "dislikes", "What they dislike"),
  FIELD_OPTION (9, "manner", "How to talk to them"),
  FIELD_OPTION (10, "origin", "How and through whom they came"),
  FIELD_OPTION (11, "stage", "newcomer, regular, active, core, fading, gone"),
  FIELD_OPTION (12, "role", "staff, moderator, bot"),
  { "identity", 0, 0, G_OPTION_ARG_STRING_ARRAY, &identities, "An account; may be given several times",
    "PLATFORM:HANDLE" },
  { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags, "A tag; may be given several times", "T" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, "A note with today's date", "TEXT" },
  { "archive", 0, 0, G_OPTION_ARG_NONE, &archive, "Put away", NULL },
  { "unarchive", 0, 0, G_OPTION_ARG_NONE, &unarchive, "Bring back", NULL },
  { "important", 0, 0, G_OPTION_ARG_NONE, &important, "Mark as important", NULL },
  { "not-important", 0, 0, G_OPTION_ARG_NONE, &unimportant, "Take that mark away", NULL },
  { "do-not-contact", 0, 0, G_OPTION_ARG_NONE, &no_contact, "Does not want to be written to", NULL },
  { "may-contact", 0, 0, G_OPTION_ARG_NONE, &contact, "May be written to", NULL },
  { "me", 0, 0, G_OPTION_ARG_NONE, &me, "This is the manager", NULL },
  { NULL },
};

/*** member words ***/

static gboolean
run_words (VecheCli *cli, GError **error)
{
  gint64 id = 0;
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], &id, error);
  g_autoptr (GPtrArray) list = uid != NULL ? veche_person_words_list (cli->db, id, error) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const VechePersonWords *words = list->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          g_autofree char *day = veche_cli_day (words->at), *clip = veche_cli_clip (words->text, 200);

          veche_cli_line ("%s  %s: %s", day, words->what, clip);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "what", words->what);
      veche_cli_text (json, "uid", words->uid);
      veche_cli_time (json, "at", words->at);
      veche_cli_text (json, "text", words->text);
      veche_cli_print_json (json);
    }

  return list != NULL;
}

const VecheCliCommand veche_cli_members_commands[] = {
  { "members", "[--query TEXT] [--tag T] [--competency C] …", "List members", VECHE_CLI_READS, 0, 0, members_options,
    run_members },
  { "member", "UID", "All of one profile", VECHE_CLI_READS, 1, 1, NULL, run_member },
  { "member add", "NAME [--identity PLATFORM:HANDLE] …", "Add a member", VECHE_CLI_WRITES, 0, 1, edit_options,
    run_add },
  { "member words", "MEMBER", "What was written down about somebody, or copied out of what they said", VECHE_CLI_READS, 1, 1, NULL, run_words },
  { "member edit", "UID [--name TEXT] …", "Change a member; an empty text clears", VECHE_CLI_WRITES, 1, 1, edit_options,
    run_edit },
  { NULL },
};
