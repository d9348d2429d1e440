/* veche-chat-me.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose handle is whose?  An export does not say; names and handles usually resemble each other.
 */

#include "exchange/veche-chat-scan-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-import-table.h"

#define MIN_RESEMBLING 4      /* letters that must agree: "al" would fit half the town */
#define MAX_NAMED      5

/* "annaleb", "lebedevaa": all of one and the beginning of the other */
static gboolean
veche_chat_joins (const char *part, const char *a, const char *b)
{
  return a[0] != '\0' && g_str_has_prefix (part, a) && g_str_has_prefix (b, part + strlen (a));
}

/* "anna_leb", "anna.l", "alebedeva", "lebedeva_a", "annaleb92" against "anna lebedeva" */
static gboolean
veche_chat_resembles (const char *name, const char *handle)
{
  g_autofree char *latin = veche_text_to_latin (name);
  g_auto (GStrv) words = g_strsplit_set (latin, " .-'", -1);
  g_auto (GStrv) parts = g_strsplit_set (handle, "_.0123456789", -1);
  const char *first = words[0] != NULL ? words[0] : "", *last = words[0] != NULL && words[1] != NULL ? words[1] : "";
  const char *part = parts[0] != NULL ? parts[0] : "";
  gsize agreed = 0;

  if (strlen (part) >= MIN_RESEMBLING && strpbrk (handle, "_.") == NULL &&
      (veche_chat_joins (part, first, last) || veche_chat_joins (part, last, first) ||
       (part[0] == first[0] && g_str_has_prefix (last, part + 1))))
    return TRUE;

  for (char **one = parts; *one != NULL; one++)
    {
      gboolean fits = **one == '\0';

      for (char **word = words; !fits && *word != NULL; word++)
        fits = g_str_has_prefix (*word, *one);
      if (!fits)
        return FALSE;
      agreed += strlen (*one);
    }

  return agreed >= MIN_RESEMBLING;
}

char *
veche_chat_scan_guess_handle (VecheChatScan *self, const char *remote_id)
{
  VecheChatPerson *person = g_hash_table_lookup (self->by_id, remote_id);
  const char *best = NULL;
  guint most = 0;
  GHashTableIter iter;
  gpointer handle, times;

  if (person == NULL || person->handle != NULL || person->name == NULL)
    return person != NULL ? g_strdup (person->handle) : NULL;

  g_hash_table_iter_init (&iter, self->handles);
  while (g_hash_table_iter_next (&iter, &handle, &times))
    if (GPOINTER_TO_UINT (times) > most && veche_chat_resembles (person->name, handle))
      {
        best = handle;
        most = GPOINTER_TO_UINT (times);
      }

  return g_strdup (best);
}

static gboolean
veche_chat_me_unknown (VecheChatScan *self, GPtrArray *fitting, const char *who, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  GPtrArray *from = fitting->len > 0 ? fitting : self->people;

  for (guint i = 0; i < MIN (from->len, MAX_NAMED); i++)
    {
      VecheChatPerson *person = g_ptr_array_index (from, i);

      g_string_append_printf (names, "%s%s (%s)", i > 0 ? ", " : "",
                              person->name != NULL ? person->name : "deleted account", person->remote_id);
    }
  if (fitting->len > 0)
    g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_ME,
                 "Several people in the file are “%s”: %s. Name one by the id", who, names->str);
  else
    g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_ME,
                 "Nobody in the file is “%s”. Who wrote most: %s", who, names->len > 0 ? names->str : "nobody");

  return FALSE;
}

/* All that bear the name, whatever the case and the alphabet. */
static void
veche_chat_find_by_name (VecheChatScan *self, const char *who, GPtrArray *fitting)
{
  g_autofree char *folded = g_utf8_casefold (who, -1);

  for (guint i = 0; i < self->people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (self->people, i);
      g_autofree char *name = person->name != NULL ? g_utf8_casefold (person->name, -1) : NULL;

      if (g_strcmp0 (name, folded) == 0)
        g_ptr_array_add (fitting, person);
    }
}

static void
veche_chat_find_by_handle (VecheChatScan *self, VecheDb *db, const char *handle, GPtrArray *fitting)
{
  g_autofree char *known = db != NULL ? veche_import_by_handle (db, self->platform, self->instance, handle) : NULL;
  const char *sure = g_strcmp0 (self->owner_handle, handle) == 0 ? self->owner : known;
  VecheChatPerson *person = sure != NULL ? g_hash_table_lookup (self->by_id, sure) : NULL;

  for (guint i = 0; person == NULL && i < self->people->len; i++)
    {
      VecheChatPerson *one = g_ptr_array_index (self->people, i);

      if (one->handle != NULL && g_ascii_strcasecmp (one->handle, handle) == 0)
        person = one;
    }
  if (person != NULL)
    {
      g_ptr_array_add (fitting, person);
      return;
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      person = g_ptr_array_index (self->people, i);
      if (person->name != NULL && !person->bot && veche_chat_resembles (person->name, handle))
        g_ptr_array_add (fitting, person);
    }
}

static VecheChatPerson *
veche_chat_find_by_id (VecheChatScan *self, const char *who)
{
  g_autofree char *prefixed = g_strconcat ("user", who, NULL);
  VecheChatPerson *person = g_hash_table_lookup (self->by_id, who);

  return person != NULL ? person : g_hash_table_lookup (self->by_id, prefixed);
}

/* Who is not in this file may be in the workspace: a part of a chat in which the manager was silent. (transfer full) (nullable) */
static char *
veche_chat_find_in_workspace (VecheChatScan *self, VecheDb *db, const char *who, const char *handle)
{
  g_autofree char *prefixed = g_strconcat ("user", who, NULL);

  if (db == NULL)
    return NULL;
  if (veche_import_knows_person (db, self->platform, self->instance, who))
    return g_strdup (who);
  if (veche_import_knows_person (db, self->platform, self->instance, prefixed))
    return g_steal_pointer (&prefixed);

  return veche_import_by_handle (db, self->platform, self->instance, handle);
}

gboolean
veche_chat_scan_find_me (VecheChatScan *self, VecheDb *db, const char *who, char **remote_id, char **handle,
                             GError **error)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();
  g_autofree char *name = g_strstrip (g_utf8_make_valid (who, -1));
  g_autofree char *as_handle = g_ascii_strdown (name[0] == '@' ? name + 1 : name, -1);
  VecheChatPerson *person = veche_chat_find_by_id (self, name);
  gboolean by_handle = FALSE;

  *remote_id = *handle = NULL;
  if (person != NULL)
    g_ptr_array_add (fitting, person);
  else if (name[0] != '@')
    veche_chat_find_by_name (self, name, fitting);
  if (fitting->len == 0)
    {
      by_handle = g_hash_table_contains (self->handles, as_handle) || name[0] == '@' ||
                  g_strcmp0 (as_handle, self->owner_handle) == 0;
      veche_chat_find_by_handle (self, db, as_handle, fitting);
      by_handle = by_handle || fitting->len == 1;
    }

  if (fitting->len == 1)
    *remote_id = g_strdup (((VecheChatPerson *) g_ptr_array_index (fitting, 0))->remote_id);
  else if (fitting->len == 0)
    *remote_id = veche_chat_find_in_workspace (self, db, name, as_handle);
  if (*remote_id == NULL && !(by_handle && g_hash_table_contains (self->handles, as_handle)))
    return veche_chat_me_unknown (self, fitting, name, error);
  *handle = by_handle ? g_strdup (as_handle) : veche_chat_scan_guess_handle (self, *remote_id);

  return TRUE;
}
