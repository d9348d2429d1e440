/* veche-cli-inbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mentions and replies: inbox, done, reopen, snooze, reply, outbox.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "analysis/veche-triage.h"
#include "connectors/veche-connector.h"
#include "model/veche-edit.h"
#include "model/veche-query.h"
#include "model/veche-text.h"
#include "store/veche-files-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-inbox-views.h"
#include "store/veche-labels-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-sources-table.h"

#define MORNING 9 /* the hour at which "tomorrow" and "monday" come back */
#define LATER_HOURS 3

static char *state, *source, *until, *order, *view, *words, *mood, *message_kind, *owner, *author, *label, *since, *earlier;
static int limit, delay;
static gboolean with_done, exact;
static char **files, **descriptions;

/*** Reading ***/

static void
print_judged (JsonBuilder *json, VecheMention *mention, VecheTriageWhy *why)
{
  veche_cli_int (json, "priority", why != NULL ? why->priority : mention->priority);
  veche_cli_text (json, "why", why != NULL ? why->line : NULL);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (guint i = 0; why != NULL && i < why->reasons->len; i++)
    {
      const VechePriorityReason *reason = why->reasons->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "what", reason->what);
      veche_cli_int (json, "points", reason->points);
      veche_cli_text (json, "text", reason->text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  veche_cli_text (json, "mood", *mention->mood != '\0' ? mention->mood : NULL);
  veche_cli_text (json, "kind", *mention->message_kind != '\0' ? mention->message_kind : NULL);
  veche_cli_bool (json, "overdue", mention->overdue);
  veche_cli_int (json, "waiting_minutes", mention->answered == 0 ? mention->waited / 60 : 0);
  veche_cli_person (json, "owner", mention->owner_uid, mention->owner_name);
  veche_cli_time (json, "owner_due", mention->owner_due);
  veche_cli_text (json, "owner_note", mention->owner_note);
}

static void
print_mention (VecheCli *cli, VecheMention *mention)
{
  gboolean woken = strcmp (mention->state, "snoozed") == 0 && mention->snoozed_until <= veche_now ();
  g_autofree char *day = veche_cli_day (mention->at);
  g_autofree char *text = veche_cli_clip (mention->text, 200);
  g_autoptr (VecheTriageWhy) why = veche_triage_explain (cli->db, mention->parent.id, 0, NULL);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %s: %s", mention->parent.uid, day,
                      mention->channel_name != NULL ? mention->channel_name : "–",
                      mention->author_name != NULL ? mention->author_name : "–", text);
      if (why != NULL && why->line != NULL)
        veche_cli_line ("  %d: %s", why->priority, why->line);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", mention->parent.uid);
  veche_cli_text (json, "source", mention->source_name);
  veche_cli_text (json, "channel", mention->channel_name);
  veche_cli_person (json, "author", mention->author_uid, mention->author_name);
  veche_cli_time (json, "at", mention->at);
  veche_cli_text (json, "text", mention->text);
  veche_cli_text (json, "url", mention->url);
  veche_cli_text (json, "state", woken ? "open" : mention->state);
  veche_cli_time (json, "due", mention->answer_by);
  veche_cli_text (json, "reason", mention->reason);
  veche_cli_time (json, "snoozed_until", woken ? 0 : mention->snoozed_until);
  veche_cli_time (json, "answered", mention->answered);
  print_judged (json, mention, why);
  veche_cli_print_json (json);
}

/* To the words of a view that is not there: those that are. */
static void
add_views (GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  char *message;

  if (error == NULL || *error == NULL)
    return;
  for (VecheInboxView i = VECHE_INBOX_OPEN; i < VECHE_N_INBOX_VIEWS; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", veche_inbox_view_nick (i));
  message = g_strdup_printf ("%s. There are %s, and those that you save", (*error)->message, names->str);
  g_free ((*error)->message);
  (*error)->message = message;
}

/* A view of the program, or a saved one. (transfer full) (nullable) */
static VecheQuery *
find_view (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSavedView) saved = NULL;
  VecheQuery *query = veche_query_new (VECHE_QUERY_INBOX);

  query->state = g_strdup (state != NULL ? state : "open");
  if (view == NULL)
    return query;
  query->sort = VECHE_SORT_PRIORITY;
  if (veche_inbox_view_parse (view, &query->view))
    return query;

  veche_query_unref (query);
  saved = veche_saved_views_find (cli->db, view, error);
  if (saved == NULL)
    add_views (error);

  return saved != NULL ? veche_query_ref (saved->query) : NULL;
}

static gboolean
fill_label (VecheCli *cli, VecheQuery *query, GError **error)
{
  g_autoptr (GPtrArray) labels = label != NULL ? veche_labels_list (cli->db, NULL, error) : NULL;
  g_autofree char *folded = label != NULL ? veche_text_fold (label) : NULL;

  if (label == NULL)
    return TRUE;
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      VecheMentionLabel *one = labels->pdata[i];
      g_autofree char *name = veche_text_fold (one->name);

      if (strcmp (name, folded) != 0)
        continue;
      g_free (query->label_uid);
      query->label_uid = g_strdup (one->uid);
      return TRUE;
    }
  if (labels != NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no label “%s”", label);

  return FALSE;
}

static gboolean
fill_days (VecheQuery *query, GError **error)
{
  gint64 at;

  if ((since != NULL && !veche_inbox_day_parse (since, veche_now (), &at)) || (earlier != NULL && !veche_inbox_day_parse (earlier, veche_now (), &at)))
    return veche_cli_usage (error, "--since and --before take a day such as 2026-11-22, or 7d for seven days ago");
  if (since != NULL)
    {
      g_free (query->since);
      query->since = g_strdup (since);
    }
  if (earlier != NULL)
    {
      g_free (query->until);
      query->until = g_strdup (earlier);
    }

  return TRUE;
}

static gboolean
fill_people (VecheCli *cli, VecheQuery *query, GError **error)
{
  guint sign = veche_author_sign_parse (author);

  if (author != NULL && sign == 0)
    return veche_cli_usage (error, "--author takes newcomer, important, critic, expert or ours");
  query->author |= sign;
  if (!fill_label (cli, query, error))
    return FALSE;
  if (owner == NULL)
    return TRUE;
  g_free (query->owner_uid);
  query->owner_uid = strcmp (owner, "nobody") == 0 ? g_strdup ("") : veche_cli_member_uid (cli, owner, NULL, error);

  return query->owner_uid != NULL;
}

static gboolean
fill_query (VecheCli *cli, VecheQuery *query, GError **error)
{
  static const char *const states[] = { "open", "snoozed", "done", NULL };
  int sort = (int) query->sort;

  if (state != NULL && (view != NULL || !g_strv_contains (states, state)))
    return veche_cli_usage (error, view != NULL ? "either --state or --view" : "--state takes open, snoozed or done");
  if (order != NULL && !veche_inbox_sort_parse (order, &sort))
    return veche_cli_usage (error, "--sort takes newest, oldest or priority");
  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number; 0 is all");

  query->sort = (VecheSort) sort;
  query->limit = (guint)limit;
  if (words != NULL)
    query->text = g_strdup (words);
  if (mood != NULL)
    query->mood = g_strdup (mood);
  if (message_kind != NULL)
    query->message_kind = g_strdup (message_kind);
  if (source != NULL)
    {
      g_autoptr (VecheSource) found = veche_sources_load (cli->db, source, error);

      if (found == NULL)
        return FALSE;
      query->source_uid = g_strdup (found->uid);
    }

  return fill_days (query, error) && fill_people (cli, query, error);
}

static gboolean
run_inbox (VecheCli *cli, GError **error)
{
  g_autoptr (VecheQuery) found = NULL, query = NULL;
  g_autoptr (GArray) ids = NULL;

  veche_cli_judge (cli);
  found = find_view (cli, error);
  if (found == NULL)
    return FALSE;
  query = veche_query_copy (found);
  if (!fill_query (cli, query, error))
    return FALSE;

  ids = veche_query_ids (cli->db, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i += 500)
    {
      g_autoptr (GPtrArray) records = veche_query_records (cli->db, query, &g_array_index (ids, gint64, i),
                                                           MIN (500, ids->len - i), error);

      if (records == NULL)
        return FALSE;
      for (guint r = 0; r < records->len; r++)
        if (records->pdata[r] != NULL)
          print_mention (cli, records->pdata[r]);
    }

  return ids != NULL;
}

/*** Saved views ***/

static gboolean
build_view (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheSavedView) before = veche_saved_views_find (cli->db, cli->args[0], NULL);

  if (before == NULL)
    return veche_saved_views_edit_add (cli->db, edit, cli->args[0], data, NULL, error);
  veche_saved_views_edit_query (edit, before->uid, data);

  return TRUE;
}

static gboolean
run_save (VecheCli *cli, GError **error)
{
  g_autoptr (VecheQuery) found = find_view (cli, error), query = NULL;

  if (found == NULL)
    return FALSE;
  query = veche_query_copy (found);
  if (query->view == VECHE_INBOX_ANY)
    query->view = VECHE_INBOX_OPEN;

  return fill_query (cli, query, error) && veche_cli_edit (cli, "view", NULL, build_view, query, error);
}

static gboolean
build_forget (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheSavedView) found = veche_saved_views_find (cli->db, cli->args[0], error);

  if (found == NULL)
    return FALSE;
  veche_saved_views_edit_remove (edit, found->uid);

  return TRUE;
}

static gboolean
run_forget (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "view", NULL, build_forget, NULL, error);
}

static void
print_reply (VecheCli *cli, VecheOutboxRow *row)
{
  g_autofree char *text = veche_cli_clip (row->text, 200);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s%s%s  %s: %s", row->uid, row->state, row->error_text != NULL ? " · " : "",
                      row->error_text != NULL ? row->error_text : "", row->source_name, text);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", row->uid);
  veche_cli_text (json, "in_reply_to", row->in_reply_to);
  veche_cli_text (json, "text", row->text);
  veche_cli_text (json, "state", row->state);
  veche_cli_int (json, "attempts", row->attempts);
  veche_cli_text (json, "error", row->error);
  veche_cli_text (json, "remote_id", row->remote_id);
  veche_cli_text (json, "source", row->source_name);
  veche_cli_time (json, "at", row->at);
  veche_cli_time (json, "sent", row->sent);
  veche_cli_print_json (json);
}

static gboolean
run_outbox (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_outbox_list (cli->db, TRUE, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    print_reply (cli, rows->pdata[i]);

  return rows != NULL;
}

/*** Acting ***/

/* The triage row's uid, whatever of the two was given. (transfer full) (nullable) */
static char *
find_mention (VecheCli *cli, gint64 *id, GError **error)
{
  *id = veche_inbox_find (cli->db, cli->args[0], error);

  return *id != 0 ? veche_db_uid_for_id (cli->db, "triage", *id) : NULL;
}

static gboolean
finish (VecheCli *cli, gint64 id, GError **error)
{
  VecheMention *mention;

  if (!cli->json)
    return TRUE;

  mention = veche_inbox_load (cli->db, id, error);
  if (mention == NULL)
    return FALSE;
  print_mention (cli, mention);
  veche_record_unref (mention);

  return TRUE;
}

static gboolean
build_done (VecheCli *cli, VecheEdit *edit, gpointer uid, GError **error)
{
  veche_inbox_edit_done (edit, uid);

  return TRUE;
}

static gboolean
build_open (VecheCli *cli, VecheEdit *edit, gpointer uid, GError **error)
{
  veche_inbox_edit_open (edit, uid);

  return TRUE;
}

static gboolean
run_done (VecheCli *cli, GError **error)
{
  gint64 id;
  g_autofree char *uid = find_mention (cli, &id, error);

  return uid != NULL && veche_cli_edit (cli, "done", NULL, build_done, uid, error) && finish (cli, id, error);
}

static gboolean
run_reopen (VecheCli *cli, GError **error)
{
  gint64 id;
  g_autofree char *uid = find_mention (cli, &id, error);

  return uid != NULL && veche_cli_edit (cli, "reopen", NULL, build_open, uid, error) && finish (cli, id, error);
}

/* "later", "tomorrow", "monday", or a time. */
static gboolean
parse_until (gint64 *at, GError **error)
{
  const char *when = until != NULL ? until : "tomorrow";
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = NULL, morning = NULL;
  int days;

  if (strcmp (when, "later") == 0)
    {
      *at = veche_now () + LATER_HOURS * G_TIME_SPAN_HOUR;
      return TRUE;
    }
  if (strcmp (when, "tomorrow") != 0 && strcmp (when, "monday") != 0)
    return veche_cli_parse_time (when, at, error) &&
           (*at > veche_now () || veche_cli_usage (error, "“%s” is already past", when));

  days = strcmp (when, "tomorrow") == 0 ? 1 : 8 - g_date_time_get_day_of_week (now);
  day = g_date_time_add_days (now, days);
  morning = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                   g_date_time_get_day_of_month (day), MORNING, 0, 0);
  *at = g_date_time_to_unix (morning) * G_USEC_PER_SEC;

  return TRUE;
}

typedef struct
{
  char *uid;
  gint64 at;
} VecheCliSnooze;

static gboolean
build_snooze (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliSnooze *snooze = data;

  veche_inbox_edit_snooze (edit, snooze->uid, snooze->at);

  return TRUE;
}

static gboolean
run_snooze (VecheCli *cli, GError **error)
{
  VecheCliSnooze snooze = { 0 };
  g_autofree char *uid = NULL;
  gint64 id;

  if (!parse_until (&snooze.at, error))
    return FALSE;
  uid = find_mention (cli, &id, error);
  if (uid == NULL)
    return FALSE;

  snooze.uid = uid;

  return veche_cli_edit (cli, "snooze", NULL, build_snooze, &snooze, error) && finish (cli, id, error);
}

/* With the names that a reply begins with on its platform, unless it names somebody itself. (transfer full) */
static char *
dup_reply_text (VecheCli *cli)
{
  VecheMention *mention = veche_inbox_load (cli->db, veche_inbox_find (cli->db, cli->args[0], NULL), NULL);
  VecheAnswered answered = { 0 };
  const VecheConnectorInfo *info;
  g_autofree char *opening = NULL;

  veche_sources_answered (cli->db, mention != NULL ? mention->interaction_id : 0, &answered);
  info = veche_connectors_find (answered.type);
  if (!exact && *cli->args[1] != '\0' && info != NULL && info->opening != NULL && strchr (cli->args[1], '@') == NULL)
    opening = info->opening (answered.meta, answered.author, answered.me);
  veche_answered_clear (&answered);
  g_clear_pointer (&mention, veche_record_unref);

  return g_strconcat (opening != NULL ? opening : "", cli->args[1], NULL);
}

static gboolean
build_reply (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  char **outbox_uid = data;
  g_autofree char *text = dup_reply_text (cli);
  g_autoptr (GPtrArray) kept = veche_cli_keep_files (cli, files, descriptions, error);

  if (kept == NULL || !veche_inbox_edit_reply (cli->db, edit, cli->args[0], text, (guint)delay, outbox_uid, error))
    return FALSE;
  veche_outbox_files_edit_add (edit, *outbox_uid, kept);
  if (with_done)
    {
      gint64 id = veche_inbox_find (cli->db, cli->args[0], error);
      g_autofree char *uid = veche_db_uid_for_id (cli->db, "triage", id);

      veche_inbox_edit_done (edit, uid);
    }

  return TRUE;
}

static gboolean
run_reply (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (delay < 0)
    return veche_cli_usage (error, "--delay takes a number of seconds");
  if (descriptions != NULL && g_strv_length (descriptions) > (files != NULL ? g_strv_length (files) : 0))
    return veche_cli_usage (error, "each --description belongs to a --file, in the same order");
  if (!veche_cli_edit (cli, "reply", NULL, build_reply, &uid, error))
    return FALSE;
  if (!cli->json)
    {
      veche_cli_line ("%s", uid);
      return TRUE;
    }

  rows = veche_outbox_list (cli->db, TRUE, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (strcmp (((VecheOutboxRow *)rows->pdata[i])->uid, uid) == 0)
      print_reply (cli, rows->pdata[i]);

  return rows != NULL;
}

static gboolean
run_withdraw (VecheCli *cli, GError **error)
{
  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (veche_outbox_withdraw (cli->db, cli->args[0], cli->actor, error))
    return veche_db_commit (cli->db, error);

  veche_db_rollback (cli->db);

  return FALSE;
}

static gboolean
run_resend (VecheCli *cli, GError **error)
{
  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (veche_outbox_resend (cli->db, cli->args[0], error))
    return veche_db_commit (cli->db, error);

  veche_db_rollback (cli->db);

  return FALSE;
}

static const GOptionEntry inbox_options[] = {
  { "state", 0, 0, G_OPTION_ARG_STRING, &state, "open (without it), snoozed or done", "STATE" },
  { "source", 0, 0, G_OPTION_ARG_STRING, &source, "Only what came through this source", "SOURCE" },
  { "view", 0, 0, G_OPTION_ARG_STRING, &view, "A view, by priority: see “inbox views”", "VIEW" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &words, "Only what these words are in, or whose author bears them", "WORDS" },
  { "mood", 0, 0, G_OPTION_ARG_STRING, &mood, "negative, neutral or positive", "MOOD" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &message_kind, "question, complaint, praise, idea, spam or talk", "KIND" },
  { "author", 0, 0, G_OPTION_ARG_STRING, &author, "newcomer, important, critic, expert or ours", "WHAT" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "Only what this person owns, or “nobody”", "MEMBER" },
  { "label", 0, 0, G_OPTION_ARG_STRING, &label, "Only what bears this label", "LABEL" },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "Only what was said on this day or later: 2026-11-22, or 7d for seven days ago", "DAY" },
  { "before", 0, 0, G_OPTION_ARG_STRING, &earlier, "Only what was said before this day", "DAY" },
  { "sort", 0, 0, G_OPTION_ARG_STRING, &order, "newest, oldest or priority first", "ORDER" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many", "N" },
  { NULL },
};

static const GOptionEntry save_options[] = {
  { "view", 0, 0, G_OPTION_ARG_STRING, &view, "A view to begin with", "VIEW" },
  { "source", 0, 0, G_OPTION_ARG_STRING, &source, "Only what came through this source", "SOURCE" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &words, "Only what these words are in", "WORDS" },
  { "mood", 0, 0, G_OPTION_ARG_STRING, &mood, "negative, neutral or positive", "MOOD" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &message_kind, "question, complaint, praise, idea, spam or talk", "KIND" },
  { "author", 0, 0, G_OPTION_ARG_STRING, &author, "newcomer, important, critic, expert or ours", "WHAT" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "Only what this person owns, or “nobody”", "MEMBER" },
  { "label", 0, 0, G_OPTION_ARG_STRING, &label, "Only what bears this label", "LABEL" },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "Only what was said on this day or later: 2026-11-22, or 7d for seven days ago", "DAY" },
  { "before", 0, 0, G_OPTION_ARG_STRING, &earlier, "Only what was said before this day", "DAY" },
  { "sort", 0, 0, G_OPTION_ARG_STRING, &order, "newest, oldest or priority first", "ORDER" },
  { NULL },
};

static const GOptionEntry snooze_options[] = {
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "later, tomorrow (without it), monday, or a time", "WHEN" },
  { NULL },
};

static const GOptionEntry reply_options[] = {
  { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, "A file that goes with it; may be given more than once", "PATH" },
  { "description", 0, 0, G_OPTION_ARG_STRING_ARRAY, &descriptions, "What is to be seen in the picture: one for each file, in the same order", "TEXT" },
  { "delay", 0, 0, G_OPTION_ARG_INT, &delay, "Seconds before it may leave (0)", "N" },
  { "done", 0, 0, G_OPTION_ARG_NONE, &with_done, "Mark the mention as done", NULL },
  { "exact", 0, 0, G_OPTION_ARG_NONE, &exact, "Send the words as they are, without the names of those they answer", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_inbox_commands[] = {
  { "inbox", "[--view VIEW | --state STATE] …", "List mentions", VECHE_CLI_READS, 0, 0, inbox_options, run_inbox },
  { "inbox save", "NAME …", "Save a view of the Inbox", VECHE_CLI_WRITES, 1, 1, save_options, run_save },
  { "inbox forget", "NAME", "Remove a saved view", VECHE_CLI_WRITES, 1, 1, NULL, run_forget },
  { "done", "UID", "A mention is dealt with", VECHE_CLI_WRITES, 1, 1, NULL, run_done },
  { "reopen", "UID", "It is not, after all", VECHE_CLI_WRITES, 1, 1, NULL, run_reopen },
  { "snooze", "UID [--until WHEN]", "Bring it up again later", VECHE_CLI_WRITES, 1, 1, snooze_options, run_snooze },
  { "reply", "UID TEXT", "Queue a reply; sync sends it", VECHE_CLI_WRITES, 2, 2, reply_options, run_reply },
  { "outbox", "", "List replies and how they fare", VECHE_CLI_READS, 0, 0, NULL, run_outbox },
  { "outbox resend", "UID", "Send a failed or unknown one again", VECHE_CLI_WRITES, 1, 1, NULL, run_resend },
  { "outbox withdraw", "UID", "Give one up; its text becomes the draft", VECHE_CLI_WRITES, 1, 1, NULL, run_withdraw },
  { NULL },
};
