/* veche-cli-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import csv|vcard|jsonl|monica FILE: people out of tables and cards.
 */

#include "cli/veche-cli-table.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MOST_PIPED (64 * 1024 * 1024)   /* bytes; what is too big for a table is said by who reads tables */

static gboolean dry_run;
char **veche_cli_people_maps, *veche_cli_people_on_match, *veche_cli_people_skipped;
static char *encoding, *delimiter, *dates, *header, *sheet;

static volatile sig_atomic_t stopped;

static void
on_interrupt (int signal_number)
{
  stopped = 1;
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  veche_cli_progress (done, total, "Importing");
  if (stopped)
    g_cancellable_cancel (data);
}

/*** What was said ***/

static gboolean
read_match (VechePeopleDecision *decision, GError **error)
{
  static const struct
  {
    const char *word;
    VechePeopleDecision decision;
  } words[] = { { "merge", VECHE_PEOPLE_MERGE }, { "add", VECHE_PEOPLE_ADD }, { "skip", VECHE_PEOPLE_LEAVE_OUT } };

  for (guint i = 0; veche_cli_people_on_match != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (veche_cli_people_on_match, words[i].word))
      {
        *decision = words[i].decision;
        return TRUE;
      }

  return veche_cli_people_on_match == NULL || veche_cli_usage (error, "--on-match is merge, add or skip, not “%s”", veche_cli_people_on_match);
}

static gboolean
read_delimiter (VecheTableDialect *dialect, GError **error)
{
  if (delimiter == NULL)
    return TRUE;
  if (g_str_equal (delimiter, "tab") || g_str_equal (delimiter, "\\t"))
    dialect->delimiter = '\t';
  else if (strlen (delimiter) == 1 && strchr (",;|\t", *delimiter) != NULL)
    dialect->delimiter = *delimiter;
  else
    return veche_cli_usage (error, "--delimiter is , ; | or tab, not “%s”", delimiter);

  return TRUE;
}

static gboolean
read_dialect (VecheTableDialect *dialect, gboolean is_workbook, GError **error)
{
  static const char *const orders[] = { "day", "month", "year" };
  gboolean known = dates == NULL;

  if (is_workbook && (encoding != NULL || delimiter != NULL))
    return veche_cli_usage (error, "A workbook needs neither --encoding nor --delimiter");
  if (encoding != NULL && !veche_table_encoding_parse (encoding, &dialect->encoding))
    return veche_cli_usage (error, "Veche does not know the encoding “%s”: utf-8, utf-16, cp1251, koi8-r, cp866, cp1252", encoding);
  for (guint i = 0; dates != NULL && i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (dates, orders[i]))
      {
        dialect->dates = i;
        known = TRUE;
      }
  if (!known)
    return veche_cli_usage (error, "--dates is day, month or year, whichever stands first, not “%s”", dates);
  if (header != NULL)
    {
      guint64 row;

      if (!g_ascii_string_to_unsigned (header, 10, 0, 100000, &row, NULL))
        return veche_cli_usage (error, "--header is the number of a row, 0 for none, not “%s”", header);
      dialect->header = (guint) row;
    }

  return read_delimiter (dialect, error);
}

static int
find_column (VechePeoplePlan *plan, const char *name)
{
  VecheTable *table = veche_people_plan_get_table (plan);
  g_autofree char *folded = g_utf8_casefold (name, -1);
  guint64 number;

  for (guint i = 0; i < veche_table_get_n_columns (table); i++)
    {
      g_autofree char *other = g_utf8_casefold (veche_people_plan_get_column (plan, i)->name, -1);

      if (g_str_equal (folded, other))
        return (int) i;
    }

  return g_ascii_string_to_unsigned (name, 10, 1, veche_table_get_n_columns (table), &number, NULL) ? (int) number - 1 : -1;
}

/* A nick of a field, or the name of a field of the manager's own. */
static gboolean
read_field (VechePeoplePlan *plan, const char *word, VecheTableField *field)
{
  GPtrArray *custom = veche_people_plan_get_custom_fields (plan);

  for (guint i = 0; i < custom->len; i++)
    {
      VechePeopleCustomField *one = custom->pdata[i];

      if (!g_str_equal (one->name, word) && !(g_str_has_prefix (word, "custom:") && g_str_equal (one->name, word + 7)))
        continue;
      *field = (VecheTableField){ VECHE_FIELD_CUSTOM, g_intern_string (one->uid) };
      return TRUE;
    }

  return veche_table_field_parse (word, field) && field->kind != VECHE_FIELD_CUSTOM;
}

/* (transfer full) (nullable): nothing was said, or an error */
static GArray *
read_maps (VechePeoplePlan *plan, GError **error)
{
  g_autoptr (GArray) fields = NULL;

  if (veche_cli_people_maps == NULL)
    return NULL;

  fields = g_array_new (FALSE, TRUE, sizeof (VecheTableField));
  for (guint i = 0; i < veche_table_get_n_columns (veche_people_plan_get_table (plan)); i++)
    g_array_append_val (fields, veche_people_plan_get_column (plan, i)->field);
  for (guint i = 0; veche_cli_people_maps[i] != NULL; i++)
    {
      const char *equal = strrchr (veche_cli_people_maps[i], '=');
      g_autofree char *name = equal != NULL ? g_strndup (veche_cli_people_maps[i], (gsize)(equal - veche_cli_people_maps[i])) : NULL;
      int column = name != NULL ? find_column (plan, name) : -1;

      if (equal == NULL)
        veche_cli_usage (error, "--map is COLUMN=FIELD, not “%s”", veche_cli_people_maps[i]);
      else if (column < 0)
        veche_cli_usage (error, "There is no column “%s” in the file", name);
      else if (!read_field (plan, equal + 1, &g_array_index (fields, VecheTableField, column)))
        veche_cli_usage (error, "There is no field “%s”: name, email, telegram, city, tags, skip …", equal + 1);
      else
        continue;
      return NULL;
    }

  return g_steal_pointer (&fields);
}

/*** What came of it ***/

static const char *
column_title (const VecheTableColumn *column, guint index, char **out)
{
  *out = *column->name != '\0' ? g_strdup (column->name) : g_strdup_printf ("%u", index + 1);

  return *out;
}

static void
add_columns (JsonBuilder *json, VechePeoplePlan *plan)
{
  json_builder_set_member_name (json, "columns");
  json_builder_begin_array (json);
  for (guint i = 0; i < veche_table_get_n_columns (veche_people_plan_get_table (plan)); i++)
    {
      const VecheTableColumn *column = veche_people_plan_get_column (plan, i);
      g_autofree char *field = veche_table_field_to_string (&column->field);
      g_autofree char *looks = veche_table_field_to_string (&column->looks_like);

      json_builder_begin_object (json);
      veche_cli_text (json, "name", column->name);
      veche_cli_text (json, "field", field);
      veche_cli_text (json, "looks_like", looks);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_problems (JsonBuilder *json, const VechePeopleRow *row)
{
  json_builder_set_member_name (json, "problems");
  json_builder_begin_array (json);
  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      VechePeopleProblem *problem = row->problems->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "what", veche_cli_problem_nick (problem->kind));
      veche_cli_text (json, "value", problem->value);
      veche_cli_text (json, "other", problem->other);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_gains (JsonBuilder *json, const VechePeopleRow *row)
{
  static const char *const nicks[] = { "handle",   "email", "phone",     "tag",   "competency", "city",   "joined", "birthday",
                                       "headline", "note",  "community", "stage", "origin",     "custom", "words" };

  json_builder_set_member_name (json, "adds");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (row->gains & (1u << i))
      json_builder_add_string_value (json, nicks[i]);
  json_builder_end_array (json);
}

static void
add_rows (JsonBuilder *json, VechePeoplePlan *plan)
{
  json_builder_set_member_name (json, "lines");
  json_builder_begin_array (json);
  for (guint i = 0; i < veche_people_plan_get_n_rows (plan); i++)
    {
      const VechePeopleRow *row = veche_people_plan_get_row (plan, i);
      g_autofree char *text = veche_cli_row_sentence (row);

      json_builder_begin_object (json);
      veche_cli_int (json, "line", row->line);
      veche_cli_text (json, "name", row->name);
      veche_cli_text (json, "outcome", veche_cli_outcome_nick (row->outcome));
      veche_cli_text (json, "why", veche_cli_why_nick (row->why));
      veche_cli_text (json, "detail", row->detail);
      veche_cli_person (json, "member", row->member_uid, row->member_name);
      add_gains (json, row);
      add_problems (json, row);
      veche_cli_text (json, "text", text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_dialect (JsonBuilder *json, VechePeoplePlan *plan)
{
  static const char *const orders[] = { "day", "month", "year" };
  static const char *const formats[] = { "csv", "vcard", "jsonl", "monica" };
  VecheTable *table = veche_people_plan_get_table (plan);
  const VecheTableDialect *dialect = veche_table_get_dialect (table);
  char text[2] = { dialect->delimiter, '\0' };

  veche_cli_text (json, "format", formats[veche_table_source_get_format (veche_table_get_source (table))]);
  veche_cli_text (json, "encoding", veche_table_encoding_get_name (dialect->encoding));
  veche_cli_text (json, "delimiter", text);
  veche_cli_int (json, "header", dialect->header);
  veche_cli_text (json, "dates", orders[dialect->dates]);
  veche_cli_bool (json, "readable", veche_table_is_readable (table, NULL));
  veche_cli_bool (json, "remembered", veche_people_plan_is_remembered (plan));
}

static void
print_plan_json (VechePeoplePlan *plan, const VechePeopleTotals *totals)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_int (json, "rows", totals->rows);
  for (guint i = 0; i < VECHE_PEOPLE_N_OUTCOMES; i++)
    veche_cli_int (json, veche_cli_outcome_nick (i), totals->outcomes[i]);
  veche_cli_int (json, "would_add", totals->add);
  veche_cli_int (json, "would_merge", totals->merge);
  veche_cli_int (json, "would_leave_out", totals->leave_out);
  add_dialect (json, plan);
  add_columns (json, plan);
  add_rows (json, plan);
  veche_cli_print_json (json);
}

static void
print_plan (VechePeoplePlan *plan, const VechePeopleTotals *totals)
{
  for (guint i = 0; i < veche_table_get_n_columns (veche_people_plan_get_table (plan)); i++)
    {
      const VecheTableColumn *column = veche_people_plan_get_column (plan, i);
      g_autofree char *field = veche_table_field_to_string (&column->field);
      g_autofree char *looks = veche_table_field_to_string (&column->looks_like);
      g_autofree char *title = NULL;

      if (column->field.kind == column->looks_like.kind)
        veche_cli_line ("Column %s: %s", column_title (column, i, &title), field);
      else
        veche_cli_line ("Column %s: %s, though it looks like %s", column_title (column, i, &title), field, looks);
    }
  for (guint i = 0; i < veche_people_plan_get_n_rows (plan); i++)
    {
      const VechePeopleRow *row = veche_people_plan_get_row (plan, i);
      g_autofree char *text = row->outcome != VECHE_PEOPLE_NEW || row->problems != NULL ? veche_cli_row_sentence (row) : NULL;

      if (text != NULL)
        veche_cli_line ("Row %u: %s: %s%s%s", row->line, veche_cli_outcome_nick (row->outcome), row->name, *row->name != '\0' ? ": " : "", text);
    }
  veche_cli_line ("Rows: %u; new %u, update %u, check %u, skip %u", totals->rows, totals->outcomes[VECHE_PEOPLE_NEW],
                  totals->outcomes[VECHE_PEOPLE_UPDATE], totals->outcomes[VECHE_PEOPLE_CHECK], totals->outcomes[VECHE_PEOPLE_SKIP]);
}

static char *
reason_cb (const VechePeopleRow *row, gpointer user_data)
{
  return veche_cli_row_sentence (row);
}

static gboolean
write_skipped (VechePeoplePlan *plan, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  if (veche_cli_people_skipped == NULL)
    return TRUE;
  bytes = veche_people_plan_write_skipped (plan, "Veche: why not", reason_cb, NULL);
  data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (veche_cli_people_skipped, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
carry_out (VecheCli *cli, VechePeoplePlan *plan, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  VechePeopleResult result = { 0 };
  JsonBuilder *json;
  gboolean ok;

  signal (SIGINT, on_interrupt);
  ok = veche_people_plan_apply (cli->db, plan, TRUE, cli->actor, on_progress, cancellable, cancellable, &result, error);
  veche_cli_progress (1, 1, "");
  if (!ok && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      return result.gesture == 0 ? veche_cli_failed (error, "Stopped: nothing was brought in")
                                 : veche_cli_failed (error, "Stopped: added %u, updated %u before that; undo takes them back", result.added, result.merged);
    }
  if (!ok && result.gesture != 0)
    g_prefix_error (error, "Added %u, updated %u before it failed, which undo takes back. ", result.added, result.merged);
  if (!ok || !write_skipped (plan, error))
    return FALSE;
  if (!cli->json)
    {
      veche_cli_line ("Added %u, updated %u, unchanged %u, left out %u", result.added, result.merged, result.same, result.left_out);
      return TRUE;
    }

  json = veche_cli_json ();
  veche_cli_int (json, "added", result.added);
  veche_cli_int (json, "updated", result.merged);
  veche_cli_int (json, "unchanged", result.same);
  veche_cli_int (json, "left_out", result.left_out);
  veche_cli_print_json (json);

  return TRUE;
}

/*** Commands ***/

static gboolean
speaks_of_people (VechePeoplePlan *plan, GError **error)
{
  for (guint i = 0; i < veche_table_get_n_columns (veche_people_plan_get_table (plan)); i++)
    switch (veche_people_plan_get_column (plan, i)->field.kind)
      {
      case VECHE_FIELD_NAME:
      case VECHE_FIELD_FIRST_NAME:
      case VECHE_FIELD_LAST_NAME:
      case VECHE_FIELD_HANDLE:
      case VECHE_FIELD_EMAIL:
      case VECHE_FIELD_UID:
        return TRUE;
      default:
        break;
      }

  return veche_cli_failed (error, "No column looks like a name or an account: say which one is, with --map COLUMN=name");
}

/* The plan, and once more with the columns as they were said. */
static VechePeoplePlan *
make_plan (VecheCli *cli, VecheTableSource *source, GError **error)
{
  VecheTableDialect dialect = *veche_table_source_get_guess (source);
  VechePeopleOptions options = { .dialect = &dialect };
  g_autoptr (VechePeoplePlan) plan = NULL;
  g_autoptr (GArray) fields = NULL;
  GError *local = NULL;

  if (!read_dialect (&dialect, veche_table_source_get_sheets (source, NULL) != NULL, error) || !read_match (&options.on_match, error))
    return NULL;
  plan = veche_people_plan_new (cli->db, source, &options, NULL, error);
  if (plan == NULL || veche_cli_people_maps == NULL)
    return g_steal_pointer (&plan);
  fields = read_maps (plan, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  options.fields = fields;

  return veche_people_plan_new (cli->db, source, &options, NULL, error);
}

static gboolean
open_workspace (VecheCli *cli, GError **error)
{
  /* A preview of a first import: there is no workspace to compare with, so an empty one has to do. */
  if (dry_run && !g_file_test (cli->path, G_FILE_TEST_EXISTS))
    cli->db = veche_db_open (":memory:", VECHE_DB_WRITER, error);
  else
    cli->db = veche_db_open (cli->path, dry_run ? VECHE_DB_READER : VECHE_DB_WRITER | VECHE_DB_CREATE, error);

  return cli->db != NULL;
}

/* (transfer full) */
static GBytes *
read_piped (GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guchar piece[65536];

  while (all->len < MOST_PIPED)
    {
      gssize n = read (STDIN_FILENO, piece, sizeof piece);

      if (n < 0 && errno == EINTR && !stopped)
        continue;
      if (n < 0)
        {
          veche_cli_failed (error, "The standard input can't be read: %s", g_strerror (errno));
          return NULL;
        }
      if (n == 0)
        break;
      g_byte_array_append (all, piece, (guint) n);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

/* (transfer full) */
static VecheTableSource *
load_source (const char *path, GError **error)
{
  gboolean piped = g_str_equal (path, "-") || g_str_equal (path, "/dev/stdin");
  g_autoptr (GBytes) bytes = piped ? read_piped (error) : veche_table_read_file (path, NULL, error);
  g_autofree char *name = piped ? g_strdup ("-") : g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autoptr (VecheTableSource) source = bytes != NULL ? veche_table_source_new_sheet (bytes, shown, sheet, error) : NULL;
  GPtrArray *sheets = source != NULL ? veche_table_source_get_sheets (source, NULL) : NULL;
  int refused = source != NULL ? veche_table_source_get_refused (source) : -1;

  /* The sheet that was meant may well be the one that is too big. */
  if (sheet != NULL && source != NULL && sheets == NULL)
    veche_cli_usage (error, "--sheet is for workbooks");
  else if (sheet == NULL && refused >= 0)
    veche_cli_failed (error, "Its sheet “%s” is too big for a table of people: say which other one, with --sheet", (char *) sheets->pdata[refused]);
  else
    return g_steal_pointer (&source);

  return NULL;
}

static gboolean
import_people (VecheCli *cli, int format, GError **error)
{
  static const char *const formats[] = { "csv", "vcard", "jsonl", "monica" };
  g_autoptr (VecheTableSource) source = NULL;
  g_autoptr (VechePeoplePlan) plan = NULL;
  VechePeopleTotals totals;

  source = load_source (cli->args[0], error);
  if (source == NULL)
    {
      g_prefix_error (error, "“%s” can't be imported. ", cli->args[0]);
      return FALSE;
    }
  if (format >= 0 && (int)veche_table_source_get_format (source) != format)
    return veche_cli_failed (error, "“%s” is another kind of file: try “veche-cli import %s”", cli->args[0],
                             formats[veche_table_source_get_format (source)]);
  if (!open_workspace (cli, error))
    return FALSE;
  plan = make_plan (cli, source, error);
  if (plan == NULL || !speaks_of_people (plan, error))
    return FALSE;
  if (!dry_run)
    return carry_out (cli, plan, error);

  veche_people_plan_get_totals (plan, &totals);
  if (cli->json)
    print_plan_json (plan, &totals);
  else
    print_plan (plan, &totals);

  return write_skipped (plan, error);
}

static gboolean
run_csv (VecheCli *cli, GError **error)
{
  return import_people (cli, VECHE_TABLE_CSV, error);
}

static gboolean
run_vcard (VecheCli *cli, GError **error)
{
  return import_people (cli, VECHE_TABLE_VCARD, error);
}

static gboolean
run_monica (VecheCli *cli, GError **error)
{
  return import_people (cli, VECHE_TABLE_MONICA, error);
}

gboolean
veche_cli_import_people (VecheCli *cli, gboolean only_say, GError **error)
{
  dry_run = only_say;

  return import_people (cli, -1, error);
}

#define PEOPLE_OPTIONS                                                                                     \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Only say what would be brought in, row by row", NULL }, \
    VECHE_CLI_PEOPLE_OPTIONS

static const GOptionEntry csv_options[] = {
  PEOPLE_OPTIONS,
  { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, "utf-8, utf-16, cp1251, koi8-r, cp866 or cp1252", "NAME" },
  { "sheet", 0, 0, G_OPTION_ARG_STRING, &sheet, "Of a workbook: the sheet, by name or number; else the one with most rows", "NAME" },
  { "delimiter", 0, 0, G_OPTION_ARG_STRING, &delimiter, "What stands between cells: , ; | or tab", "CHARACTER" },
  { "header", 0, 0, G_OPTION_ARG_STRING, &header, "The row with the names of columns; 0: there is none", "ROW" },
  { "dates", 0, 0, G_OPTION_ARG_STRING, &dates, "What stands first in a date: day, month or year", "PART" },
  { NULL },
};

static const GOptionEntry card_options[] = {
  PEOPLE_OPTIONS,
  { NULL },
};

const VecheCliCommand veche_cli_table_commands[] = {
  { "import csv", "FILE [--dry-run] [--map COLUMN=FIELD] …", "Bring in people from a table: CSV, TSV, XLSX or ODS; - reads the standard input", VECHE_CLI_NONE, 1, 1, csv_options, run_csv },
  { "import vcard", "FILE [--dry-run] …", "Bring in people from cards", VECHE_CLI_NONE, 1, 1, card_options, run_vcard },
  { "import monica", "FILE.json [--dry-run] …", "Bring in people from an account of Monica", VECHE_CLI_NONE, 1, 1, card_options, run_monica },
  { NULL },
};
