/* veche-cli-rules.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules and noise: rule list, show, test, add, on, off, run, undo, remove; noise, noise done.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "analysis/veche-rules.h"

#define PIECE 200
#define MOST_BYTES 65536   /* of the JSON of a rule */
#define MOST_NOISE 5000

static char *source;

/*** Showing ***/

static void
add_rule (JsonBuilder *json, const VecheRule *rule)
{
  g_autofree char *body = rule != NULL ? veche_rule_to_json (rule) : NULL;

  json_builder_set_member_name (json, "rule");
  if (body != NULL)
    json_builder_add_value (json, json_from_string (body, NULL));
  else
    json_builder_add_null_value (json);
}

static void
print_rule (VecheCli *cli, const VecheRuleRow *row)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %u%s%s", row->uid, row->active ? "on " : "off", row->name, row->n_acts, row->problem != NULL ? "  " : "",
                      row->problem != NULL ? row->problem : "");
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", row->uid);
  veche_cli_text (json, "name", row->name);
  veche_cli_bool (json, "on", row->active);
  veche_cli_int (json, "acts", row->n_acts);
  veche_cli_text (json, "problem", row->problem);
  add_rule (json, row->rule);
  veche_cli_print_json (json);
}

static gboolean
run_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) rules = veche_rules_list (cli->db, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    print_rule (cli, rules->pdata[i]);

  return rules != NULL;
}

static gboolean
run_examples (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) examples = veche_rules_examples ();

  for (guint i = 0; i < examples->len; i++)
    {
      const VecheRuleRow *row = examples->pdata[i];
      JsonBuilder *json = veche_cli_json ();

      veche_cli_text (json, "name", row->uid);
      add_rule (json, row->rule);
      veche_cli_print_json (json);
    }

  return TRUE;
}

static gboolean
run_acts (VecheCli *cli, GError **error)
{
  g_autoptr (VecheRuleRow) rule = veche_rules_find (cli->db, cli->args[0], error);
  g_autoptr (GPtrArray) acts = rule != NULL ? veche_rules_list_acts (cli->db, rule->uid, 0, error) : NULL;

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const VecheRuleAct *act = acts->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          g_autofree char *day = veche_cli_day (act->at), *text = veche_cli_clip (act->text, 120);

          veche_cli_line ("%s  %s  %s%s: %s", day, act->mention_uid, act->author_name != NULL ? act->author_name : "–", act->undone ? " (undone)" : "",
                          text);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "mention", act->mention_uid);
      veche_cli_time (json, "at", act->at);
      veche_cli_text (json, "author", act->author_name);
      veche_cli_text (json, "text", act->text);
      veche_cli_bool (json, "undone", act->undone);
      veche_cli_print_json (json);
    }

  return acts != NULL;
}

/*** What it would have done ***/

/* (transfer full) (nullable) */
static VecheRule *
read_file (const char *path, GError **error)
{
  g_autofree char *body = veche_cli_read_text (path, MOST_BYTES, NULL, error);

  return body != NULL ? veche_rule_from_json (body, error) : NULL;
}

/* The rule of a JSON file, or a rule of the workspace by its name. (transfer full) (nullable) */
static VecheRule *
read_rule (VecheCli *cli, const char *path, GError **error)
{
  g_autoptr (VecheRuleRow) row = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || strchr (path, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (path, ".json"))
    return read_file (path, error);
  row = veche_rules_find (cli->db, path, error);
  if (row != NULL && row->rule == NULL)
    veche_cli_failed (error, "%s", row->problem);

  return row != NULL && row->rule != NULL ? veche_rule_copy (row->rule) : NULL;
}

static void
add_samples (JsonBuilder *json, const VecheRulePreview *preview)
{
  json_builder_set_member_name (json, "sample");
  json_builder_begin_array (json);
  for (guint i = 0; i < preview->samples->len; i++)
    {
      const VecheRuleSample *sample = preview->samples->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "uid", sample->uid);
      veche_cli_time (json, "at", sample->at);
      veche_cli_text (json, "author", sample->author);
      veche_cli_text (json, "channel", sample->channel);
      veche_cli_text (json, "text", sample->text);
      veche_cli_text (json, "conflict", sample->conflict != VECHE_RULE_CONFLICT_NONE ? veche_rule_conflict_nick (sample->conflict) : NULL);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_preview_json (const VecheRulePreview *preview)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_int (json, "looked", preview->n_looked);
  veche_cli_int (json, "fits", preview->n_fits);
  veche_cli_int (json, "open", preview->n_open);
  veche_cli_int (json, "conflicts", preview->n_conflicts);
  json_builder_set_member_name (json, "days");
  json_builder_begin_array (json);
  for (guint d = 0; d < VECHE_RULES_DAYS; d++)
    json_builder_add_int_value (json, preview->days[d]);
  json_builder_end_array (json);
  add_samples (json, preview);
  veche_cli_print_json (json);
}

static gboolean
run_test (VecheCli *cli, GError **error)
{
  g_autoptr (VecheRule) rule = read_rule (cli, cli->args[0], error);
  g_autoptr (VecheRulePreview) preview = rule != NULL ? veche_rules_preview (cli->db, rule, NULL, error) : NULL;

  if (preview == NULL)
    return FALSE;
  if (cli->json)
    {
      print_preview_json (preview);
      return TRUE;
    }
  veche_cli_line ("%u of %u messages of the last %u days, %u of them open; %u you handled otherwise", preview->n_fits, preview->n_looked,
                  (guint) VECHE_RULES_DAYS, preview->n_open, preview->n_conflicts);
  for (guint i = 0; i < preview->samples->len; i++)
    {
      const VecheRuleSample *sample = preview->samples->pdata[i];
      g_autofree char *day = veche_cli_day (sample->at), *text = veche_cli_clip (sample->text, 120);

      veche_cli_line ("  %s  %s%s%s: %s", day, sample->author != NULL ? sample->author : "–", sample->conflict != VECHE_RULE_CONFLICT_NONE ? "  ! " : "",
                      veche_rule_conflict_nick (sample->conflict), text);
    }

  return TRUE;
}

/*** Changing ***/

static gboolean
build_add (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_rules_edit_add (cli->db, edit, cli->args[0], data, error) != NULL;
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  g_autoptr (VecheRule) rule = read_file (cli->args[1], error);
  g_autoptr (VecheRuleRow) added = NULL;

  if (rule == NULL || !veche_cli_edit (cli, "rule-add", cli->args[0], build_add, rule, error))
    return FALSE;
  added = veche_rules_find (cli->db, cli->args[0], error);
  if (added != NULL)
    veche_cli_print_uid (cli, added->uid);

  return added != NULL;
}

typedef struct { char *uid; gboolean on; } Switch;

static gboolean
build_switch (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Switch *wanted = data;

  return veche_rules_edit_switch (cli->db, edit, wanted->uid, wanted->on, error);
}

static gboolean
turn (VecheCli *cli, gboolean on, GError **error)
{
  g_autoptr (VecheRuleRow) rule = veche_rules_find (cli->db, cli->args[0], error);
  Switch wanted = { rule != NULL ? rule->uid : NULL, on };

  return rule != NULL && veche_cli_edit (cli, on ? "rule-on" : "rule-off", rule->name, build_switch, &wanted, error);
}

static gboolean
run_on (VecheCli *cli, GError **error)
{
  return turn (cli, TRUE, error);
}

static gboolean
run_off (VecheCli *cli, GError **error)
{
  return turn (cli, FALSE, error);
}

static gboolean
build_remove (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_edit_delete (edit, "rule", data);

  return TRUE;
}

static gboolean
run_remove (VecheCli *cli, GError **error)
{
  g_autoptr (VecheRuleRow) rule = veche_rules_find (cli->db, cli->args[0], error);

  return rule != NULL && veche_cli_edit (cli, "rule-remove", rule->name, build_remove, rule->uid, error);
}

/*** Acting ***/

static gboolean
run_run (VecheCli *cli, GError **error)
{
  guint all = 0, acts = 0;
  int n;

  do
    {
      if (!veche_db_begin (cli->db, error))
        return FALSE;
      acts = 0;
      n = veche_rules_run (cli->db, PIECE, &acts, error);
      if (n < 0 || !veche_db_commit (cli->db, error))
        {
          if (n < 0)
            veche_db_rollback (cli->db);
          return FALSE;
        }
      all += acts;
    }
  while (n > 0);
  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_int (json, "acts", all);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%u", all);

  return TRUE;
}

static gboolean
run_undo (VecheCli *cli, GError **error)
{
  g_autoptr (VecheRuleRow) rule = veche_rules_find (cli->db, cli->args[0], error);
  gint64 cursor = 0;
  guint kept = 0, all = 0;
  int n;

  if (rule == NULL)
    return FALSE;
  do
    {
      if (!veche_db_begin (cli->db, error))
        return FALSE;
      n = veche_rules_undo_some (cli->db, rule->uid, PIECE, cli->actor, &cursor, &kept, error);
      if (n < 0)
        {
          veche_db_rollback (cli->db);
          return FALSE;
        }
      if (!veche_db_commit (cli->db, error))
        return FALSE;
      all += (guint) n;
    }
  while (n > 0);
  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_int (json, "undone", all - kept);
      veche_cli_int (json, "kept", kept);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%u undone, %u kept because they have been changed since", all - kept, kept);

  return TRUE;
}

/*** Noise ***/

/* The uid of the source that was named. FALSE: there is none. */
static gboolean
find_source (VecheCli *cli, char **uid, GError **error)
{
  *uid = NULL;
  if (source == NULL)
    return TRUE;
  *uid = veche_db_id_for_uid (cli->db, "source", source) != 0 ? g_strdup (source) : NULL;

  return *uid != NULL || veche_cli_failed (error, "There is no source “%s”", source);
}

static gboolean
run_noise (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;
  g_autoptr (GPtrArray) groups = find_source (cli, &uid, error) ? veche_noise_digest (cli->db, uid, error) : NULL;

  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      const VecheNoiseGroup *group = groups->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%u  %s  %s", group->n, group->noise, group->sample != NULL ? group->sample : "");
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "noise", group->noise);
      veche_cli_int (json, "count", group->n);
      veche_cli_text (json, "sample", group->sample);
      veche_cli_print_json (json);
    }

  return groups != NULL;
}

static gboolean
build_noise_done (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *uid = NULL;

  return find_source (cli, &uid, error) && veche_noise_edit_done (cli->db, edit, uid, NULL, MOST_NOISE, data, error);
}

static gboolean
run_noise_done (VecheCli *cli, GError **error)
{
  guint n = 0;

  if (!veche_cli_edit (cli, "noise", NULL, build_noise_done, &n, error))
    return FALSE;
  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_int (json, "done", n);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%u", n);

  return TRUE;
}

static const GOptionEntry noise_options[] = {
  { "source", 0, 0, G_OPTION_ARG_STRING, &source, "Of this source only", "UID" },
  { NULL },
};

const VecheCliCommand veche_cli_rules_commands[] = {
  { "rule list", "", "List the rules, whether they are on, and how often they acted", VECHE_CLI_READS, 0, 0, NULL, run_list },
  { "rule test", "FILE | NAME", "What a rule would have done in the last 90 days", VECHE_CLI_READS, 1, 1, NULL, run_test },
  { "rule add", "NAME FILE", "Save a rule; it is off", VECHE_CLI_WRITES, 2, 2, NULL, run_add },
  { "rule on", "NAME", "Switch a rule on: it acts on what comes from now on", VECHE_CLI_WRITES, 1, 1, NULL, run_on },
  { "rule off", "NAME", "Switch a rule off; what it did stays", VECHE_CLI_WRITES, 1, 1, NULL, run_off },
  { "rule run", "", "Let the rules that are on look at new mentions, and mark noise", VECHE_CLI_WRITES, 0, 0, NULL, run_run },
  { "rule acts", "NAME", "What a rule did", VECHE_CLI_READS, 1, 1, NULL, run_acts },
  { "rule undo", "NAME", "Take back all that a rule did", VECHE_CLI_WRITES, 1, 1, NULL, run_undo },
  { "rule remove", "NAME", "Remove a rule; what it did stays", VECHE_CLI_WRITES, 1, 1, NULL, run_remove },
  { "rule examples", "", "Rules to begin with, as JSON", VECHE_CLI_NONE, 0, 0, NULL, run_examples },
  { "noise", "[--source UID]", "Open mentions that say nothing, by their kinds", VECHE_CLI_READS, 0, 0, noise_options, run_noise },
  { "noise done", "[--source UID]", "Mark all of them done", VECHE_CLI_WRITES, 0, 0, noise_options, run_noise_done },
  { NULL },
};
