/* veche-export-columns.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be written of a person, and what a cell of it says.
 */

#include "exchange/veche-export-private.h"
#include "exchange/veche-table.h"

#include <string.h>

#define ACCOUNT_KEY "account:"
#define FIELD_KEY   "field:"

enum
{
  PRIVATE = 1,   /* left out unless ticked */
  ASIDE   = 2,   /* can be written, but is not at first */
};

typedef struct { const char *key, *title; VecheExportKind kind; int flags; } Known;

/* The accounts stand between these two tables, the manager's own fields after the second. */
static const Known first[] = {
  { "uid", "Veche ID", VECHE_EXPORT_TEXT, ASIDE },
  { "name", "Name", VECHE_EXPORT_TEXT, 0 },
  { "address_as", "Address as", VECHE_EXPORT_TEXT, ASIDE },
  { "headline", "Headline", VECHE_EXPORT_TEXT, 0 },
};

static const Known second[] = {
  { "city", "City", VECHE_EXPORT_TEXT, 0 },
  { "birthday", "Birthday", VECHE_EXPORT_DAY, 0 },
  { "competencies", "Competencies", VECHE_EXPORT_LIST, 0 },
  { "tags", "Tags", VECHE_EXPORT_LIST, 0 },
  { "communities", "Communities", VECHE_EXPORT_LIST, 0 },
  { "organisations", "Organisations", VECHE_EXPORT_LIST, 0 },
  { "stage", "Stage", VECHE_EXPORT_TEXT, 0 },
  { "role", "Role", VECHE_EXPORT_TEXT, ASIDE },
  { "joined", "Joined", VECHE_EXPORT_DAY, 0 },
  { "last_seen", "Last seen", VECHE_EXPORT_DAY, 0 },
  { "last_contact", "Last contact", VECHE_EXPORT_DAY, 0 },
  { "interactions", "Interactions", VECHE_EXPORT_NUMBER, 0 },
  { "origin", "Origin", VECHE_EXPORT_TEXT, ASIDE },
  { "came_through", "Came through", VECHE_EXPORT_TEXT, ASIDE },
  { "preferred_platform", "Write on", VECHE_EXPORT_TEXT, ASIDE },
  { "important", "Important", VECHE_EXPORT_YES_NO, ASIDE },
  { "leader", "Leader", VECHE_EXPORT_YES_NO, ASIDE },
  { "reach", "Has an audience", VECHE_EXPORT_YES_NO, ASIDE },
  { "watched", "Watched", VECHE_EXPORT_YES_NO, ASIDE },
  { "archived", "Archived", VECHE_EXPORT_YES_NO, ASIDE },
  { "do_not_contact", "Do not contact", VECHE_EXPORT_YES_NO, 0 },
  { "do_not_mention", "Do not mention", VECHE_EXPORT_YES_NO, 0 },
  { "contact_consent", "Consent to contact", VECHE_EXPORT_TEXT, 0 },
  { "offers", "Offers", VECHE_EXPORT_TEXT, PRIVATE },
  { "needs", "Needs", VECHE_EXPORT_TEXT, PRIVATE },
  { "motives", "Motives", VECHE_EXPORT_TEXT, PRIVATE },
  { "likes", "Likes", VECHE_EXPORT_TEXT, PRIVATE },
  { "dislikes", "Dislikes", VECHE_EXPORT_TEXT, PRIVATE },
  { "manner", "Manner", VECHE_EXPORT_TEXT, PRIVATE },
  { "consents", "Consents", VECHE_EXPORT_LIST, PRIVATE },
  { "notes", "Notes", VECHE_EXPORT_LIST, PRIVATE },
};

static void
column_free (gpointer data)
{
  VecheExportColumn *self = data;

  g_free (self->key);
  g_free (self->title);
  g_free (self);
}

static void
add_column (GPtrArray *columns, const char *key, const char *title, VecheExportKind kind, int flags)
{
  VecheExportColumn *self = g_new0 (VecheExportColumn, 1);

  self->key = g_strdup (key);
  self->title = g_strdup (title);
  self->kind = kind;
  self->is_private = (flags & PRIVATE) != 0;
  self->chosen = flags == 0;
  g_ptr_array_add (columns, self);
}

static void
add_accounts (GPtrArray *columns, GStrv platforms)
{
  for (guint i = 0; platforms[i] != NULL; i++)
    {
      g_autofree char *key = g_strconcat (ACCOUNT_KEY, platforms[i], NULL);
      g_autofree char *title = g_strdup (platforms[i]);

      *title = g_ascii_toupper (*title);
      add_column (columns, key, title, VECHE_EXPORT_LIST, g_str_equal (platforms[i], "phone") ? PRIVATE : 0);
    }
}

static void
add_fields (GPtrArray *columns, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      VecheExportField *field = fields->pdata[i];
      g_autofree char  *key = g_strconcat (FIELD_KEY, field->uid, NULL);
      VecheExportKind   kind = VECHE_EXPORT_TEXT;

      if (g_str_equal (field->kind, "number"))
        kind = VECHE_EXPORT_NUMBER;
      else if (g_str_equal (field->kind, "date"))
        kind = VECHE_EXPORT_DAY;
      else if (g_str_equal (field->kind, "yes-no"))
        kind = VECHE_EXPORT_YES_NO;
      add_column (columns, key, field->name, kind, field->is_private ? PRIVATE : 0);
    }
}

GPtrArray *
veche_export_columns (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  g_autoptr (GPtrArray) fields = veche_export_fields (db, error);
  g_auto (GStrv)        platforms = fields != NULL ? veche_export_platforms (db, error) : NULL;

  if (platforms == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    add_column (columns, first[i].key, first[i].title, first[i].kind, first[i].flags);
  add_accounts (columns, platforms);
  for (gsize i = 0; i < G_N_ELEMENTS (second); i++)
    add_column (columns, second[i].key, second[i].title, second[i].kind, second[i].flags);
  add_fields (columns, fields);

  return g_steal_pointer (&columns);
}

void
veche_export_choose_private (GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      VecheExportColumn *column = columns->pdata[i];

      column->chosen |= column->is_private;
    }
}

static VecheExportColumn *
find_column (GPtrArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    {
      VecheExportColumn *column = columns->pdata[i];
      const char        *colon = strchr (column->key, ':');

      if (g_ascii_strcasecmp (column->key, name) == 0 || g_ascii_strcasecmp (column->title, name) == 0 ||
          (colon != NULL && g_ascii_strcasecmp (colon + 1, name) == 0))
        return column;
    }

  return NULL;
}

GPtrArray *
veche_export_choose (GPtrArray *columns, const char *names, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (column_free);
  g_auto (GStrv)        words = g_strsplit (names, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      VecheExportColumn *column = find_column (columns, g_strstrip (words[i]));

      if (column == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no column “%s”", words[i]);
          return NULL;
        }
      add_column (chosen, column->key, column->title, column->kind, 0);
    }

  return g_steal_pointer (&chosen);
}

/*** Cells ***/

static GStrv
one_word (const char *word)
{
  const char *words[] = { word, NULL };

  return word != NULL && *word != '\0' ? g_strdupv ((char **) words) : NULL;
}

static GStrv
day_word (gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_local (at / G_USEC_PER_SEC) : NULL;
  g_autofree char      *day = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;

  return one_word (day);
}

static GStrv
number_word (guint number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);

  return one_word (digits);
}

/* A page of Telegram's or a line without ids knows people by their names only: that is no account anybody could find. */
static gboolean
account_is_only_a_name (VecheExportAccount *account)
{
  return (account->handle == NULL || *account->handle == '\0') && g_str_has_prefix (account->remote_id, "name:");
}

/* The handle as the platform writes it: "anna@mastodon.example", "anna_leb", "+7…", else what identifies the account there. */
static char *
account_word (VecheExportAccount *account)
{
  const char *handle = account->handle != NULL && *account->handle != '\0' ? account->handle : account->remote_id;

  if (*account->instance != '\0' && strchr (handle, '@') == NULL)
    return g_strconcat (handle, "@", account->instance, NULL);

  return g_strdup (handle);
}

static GStrv
account_words (VecheExportPerson *person, const char *platform)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < person->accounts->len; i++)
    {
      VecheExportAccount *account = person->accounts->pdata[i];
      g_autofree char    *word = NULL;

      if (account->deleted || account_is_only_a_name (account) || !g_str_equal (account->platform, platform))
        continue;
      word = account_word (account);
      g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

static GStrv
part_words (GPtrArray *parts)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < parts->len; i++)
    g_strv_builder_add (words, ((VecheExportPart *) parts->pdata[i])->name);

  return g_strv_builder_end (words);
}

/* "Python (4)" */
static GStrv
competency_words (GPtrArray *parts)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      VecheExportPart *part = parts->pdata[i];
      g_autofree char *word = g_strdup_printf ("%s (%d)", part->name, (int) part->number);

      g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

static GStrv
consent_words (GPtrArray *parts)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      VecheExportPart *part = parts->pdata[i];
      g_autofree char *word = g_strdup_printf ("%s: %s", part->name, part->about);

      g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

static const char *
find_about (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    {
      VecheExportPart *part = parts->pdata[i];

      if (g_str_equal (part->name, name))
        return part->about;
    }

  return NULL;
}

static const char *
person_text (VecheExportPerson *person, const char *key)
{
  const struct { const char *key, *text; } texts[] = {
    { "uid", person->uid },           { "name", person->name },         { "address_as", person->address_as },
    { "headline", person->headline }, { "city", person->city },         { "birthday", person->birthday },
    { "stage", person->stage },       { "role", person->role },         { "origin", person->origin },
    { "came_through", person->came_through }, { "preferred_platform", person->preferred_platform },
    { "offers", person->offers },     { "needs", person->needs },       { "motives", person->motives },
    { "likes", person->likes },       { "dislikes", person->dislikes }, { "manner", person->manner },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].key, key))
      return texts[i].text;

  return NULL;
}

static gboolean
person_mark (VecheExportPerson *person, const char *key)
{
  const struct { const char *key; gboolean on; } marks[] = {
    { "important", person->important },           { "leader", person->leader },     { "reach", person->reach },
    { "watched", person->watched },               { "archived", person->archived }, { "do_not_contact", person->do_not_contact },
    { "do_not_mention", person->do_not_mention },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].key, key))
      return marks[i].on;

  return FALSE;
}

static GStrv
list_words (VecheExportPerson *person, const char *key)
{
  if (g_str_equal (key, "competencies"))
    return competency_words (person->competencies);
  if (g_str_equal (key, "tags"))
    return part_words (person->tags);
  if (g_str_equal (key, "communities"))
    return part_words (person->communities);
  if (g_str_equal (key, "organisations"))
    return part_words (person->organisations);
  if (g_str_equal (key, "notes"))
    return part_words (person->notes);

  return consent_words (person->consents);
}

GStrv
veche_export_words (VecheExportPerson *person, const VecheExportColumn *column)
{
  const char *key = column->key;

  if (g_str_has_prefix (key, ACCOUNT_KEY))
    return account_words (person, key + strlen (ACCOUNT_KEY));
  if (g_str_has_prefix (key, FIELD_KEY))
    {
      const char *value = find_about (person->fields, key + strlen (FIELD_KEY));

      return one_word (column->kind == VECHE_EXPORT_YES_NO && g_strcmp0 (value, "0") == 0 ? NULL : value);
    }
  if (column->kind == VECHE_EXPORT_YES_NO)
    return one_word (person_mark (person, key) ? "1" : NULL);
  if (column->kind == VECHE_EXPORT_LIST)
    return list_words (person, key);
  if (g_str_equal (key, "joined"))
    return day_word (person->joined);
  if (g_str_equal (key, "last_seen"))
    return day_word (person->last_seen);
  if (g_str_equal (key, "last_contact"))
    return day_word (person->last_contact);
  if (g_str_equal (key, "interactions"))
    return number_word (person->interactions);
  if (g_str_equal (key, "contact_consent"))
    return one_word (find_about (person->consents, "contact"));

  return one_word (person_text (person, key));
}

static gboolean
needs_quotes (const char *word)
{
  gsize n = strlen (word);

  return strpbrk (word, ";,|\"\r\n") != NULL || veche_table_has_slash (word) || g_str_has_prefix (word, "•") || g_ascii_isspace (word[0]) || g_ascii_isspace (word[n - 1]);
}

static void
append_quoted (GString *cell, const char *word)
{
  g_string_append_c (cell, '"');
  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (cell, '"');
      g_string_append_c (cell, *p);
    }
  g_string_append_c (cell, '"');
}

static char *
join_words (const char *const *words)
{
  GString *cell = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (cell->len > 0)
        g_string_append (cell, "; ");
      if (needs_quotes (words[i]))
        append_quoted (cell, words[i]);
      else
        g_string_append (cell, words[i]);
    }

  return g_string_free (cell, FALSE);
}

/* One note is its text; of several each is in quotes, so that the import can tell them apart. */
static char *
join_notes (const char *const *notes)
{
  GString *cell = g_string_new (NULL);

  if (notes[0] != NULL && notes[1] == NULL && *notes[0] != '"')
    g_string_append (cell, notes[0]);
  else
    for (guint i = 0; notes[i] != NULL; i++)
      {
        g_string_append (cell, i > 0 ? "\n" : "");
        append_quoted (cell, notes[i]);
      }

  return g_string_free (cell, FALSE);
}

char *
veche_export_cell (VecheExportSink *sink, VecheExportPerson *person, const VecheExportColumn *column)
{
  g_auto (GStrv) words = veche_export_words (person, column);
  const char    *word = words != NULL && words[0] != NULL ? words[0] : "";

  if (column->kind == VECHE_EXPORT_LIST && g_str_equal (column->key, "notes"))
    return words != NULL ? join_notes ((const char *const *) words) : g_strdup ("");
  if (column->kind == VECHE_EXPORT_LIST)
    return words != NULL ? join_words ((const char *const *) words) : g_strdup ("");
  if (column->kind == VECHE_EXPORT_YES_NO)
    word = *word != '\0' ? "yes" : "";
  if (sink->options->say != NULL && (column->kind == VECHE_EXPORT_YES_NO || g_str_equal (column->key, "stage") ||
                                     g_str_equal (column->key, "role") || g_str_equal (column->key, "contact_consent")))
    return g_strdup (*word != '\0' ? sink->options->say (column->key, word) : "");

  return g_strdup (word);
}

gboolean
veche_export_has (VecheExportSink *sink, const char *key)
{
  for (guint i = 0; i < sink->columns->len; i++)
    if (g_str_equal (((VecheExportColumn *) sink->columns->pdata[i])->key, key))
      return TRUE;

  return FALSE;
}

gboolean
veche_export_is_unwilling (VecheExportPerson *person)
{
  const char *state = find_about (person->consents, "contact");

  return person->do_not_contact || g_strcmp0 (state, "refused") == 0 || g_strcmp0 (state, "withdrawn") == 0;
}
