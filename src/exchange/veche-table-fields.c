/* veche-table-fields.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of fields, and lists in one cell.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#include "model/veche-text.h"

static const char *const nicks[] = {
  [VECHE_FIELD_SKIP] = "skip",
  [VECHE_FIELD_NAME] = "name",
  [VECHE_FIELD_FIRST_NAME] = "first_name",
  [VECHE_FIELD_LAST_NAME] = "last_name",
  [VECHE_FIELD_MIDDLE_NAME] = "middle_name",
  [VECHE_FIELD_HANDLE] = "handle",
  [VECHE_FIELD_EMAIL] = "email",
  [VECHE_FIELD_PHONE] = "phone",
  [VECHE_FIELD_WEB] = "web",
  [VECHE_FIELD_TAGS] = "tags",
  [VECHE_FIELD_COMPETENCIES] = "competencies",
  [VECHE_FIELD_CITY] = "city",
  [VECHE_FIELD_JOINED] = "joined",
  [VECHE_FIELD_BIRTHDAY] = "birthday",
  [VECHE_FIELD_HEADLINE] = "headline",
  [VECHE_FIELD_NOTE] = "note",
  [VECHE_FIELD_ORIGIN] = "origin",
  [VECHE_FIELD_STAGE] = "stage",
  [VECHE_FIELD_COMMUNITY] = "community",
  [VECHE_FIELD_ADDRESS_AS] = "address_as",
  [VECHE_FIELD_NEEDS] = "needs",
  [VECHE_FIELD_OFFERS] = "offers",
  [VECHE_FIELD_MOTIVES] = "motives",
  [VECHE_FIELD_LIKES] = "likes",
  [VECHE_FIELD_DISLIKES] = "dislikes",
  [VECHE_FIELD_MANNER] = "manner",
  [VECHE_FIELD_ORGANISATION] = "organisation",
  [VECHE_FIELD_DO_NOT_CONTACT] = "do_not_contact",
  [VECHE_FIELD_DO_NOT_MENTION] = "do_not_mention",
  [VECHE_FIELD_IMPORTANT] = "important",
  [VECHE_FIELD_LEADER] = "leader",
  [VECHE_FIELD_REACH] = "reach",
  [VECHE_FIELD_WATCHED] = "watched",
  [VECHE_FIELD_CUSTOM] = "custom",
  [VECHE_FIELD_UID] = "uid",
};
G_STATIC_ASSERT (G_N_ELEMENTS (nicks) == VECHE_N_FIELDS);

static const char *const platforms[] = { "telegram", "vk",        "mastodon", "discourse", "discord",  "slack",   "matrix", "github",
                                         "gitlab",   "instagram", "facebook", "twitter",   "linkedin", "youtube", "bluesky", "reddit",
                                         "whatsapp", "viber",     "signal",   "skype",     "xmpp",     "ok",      "max",     NULL };

const char *const *
veche_table_field_get_platforms (void)
{
  return platforms;
}

gboolean
veche_table_field_parse (const char *text, VecheTableField *field)
{
  const char *colon = strchr (text, ':');
  g_autofree char *typed = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  g_autofree char *nick = g_ascii_strdown (g_strdelimit (typed, "- ", '_'), -1);

  *field = (VecheTableField){ VECHE_FIELD_SKIP, NULL };
  for (guint i = 0; i < VECHE_N_FIELDS; i++)
    if (g_str_equal (nick, nicks[i]))
      {
        field->kind = (VecheFieldKind) i;
        if (colon != NULL && colon[1] != '\0')
          field->detail = g_intern_string (colon + 1);
        return (field->kind != VECHE_FIELD_CUSTOM || field->detail != NULL) &&
               (colon == NULL || field->kind == VECHE_FIELD_CUSTOM || field->kind == VECHE_FIELD_HANDLE);
      }
  if (colon != NULL || !g_strv_contains (platforms, nick))
    return FALSE;
  *field = (VecheTableField){ VECHE_FIELD_HANDLE, g_intern_string (nick) };

  return TRUE;
}

char *
veche_table_field_to_string (const VecheTableField *field)
{
  return field->detail != NULL ? g_strconcat (nicks[field->kind], ":", field->detail, NULL) : g_strdup (nicks[field->kind]);
}

gboolean
veche_table_has_slash (const char *item)
{
  return strstr (item, " / ") != NULL || (strchr (item, '/') != NULL && strchr (item, '.') == NULL);
}

static gboolean
veche_list_needs_quotes (const char *item)
{
  gsize length = strlen (item);

  return length == 0 || strpbrk (item, ";,|\"\n\r") != NULL || veche_table_has_slash (item) || g_ascii_isspace (item[0]) || g_ascii_isspace (item[length - 1]) ||
         g_str_has_prefix (item, "•");
}

char *
veche_table_join_list (const char *const *items)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    {
      g_string_append (list, i > 0 ? "; " : "");
      if (!veche_list_needs_quotes (items[i]))
        {
          g_string_append (list, items[i]);
          continue;
        }
      g_string_append_c (list, '"');
      for (const char *p = items[i]; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (list, '"');
          g_string_append_c (list, *p);
        }
      g_string_append_c (list, '"');
    }

  return g_string_free (list, FALSE);
}

/* A quoted item from its opening quote on; NULL when it is never closed or does not end where an item ends: then it is no quoting. */
static const char *
veche_list_read_quoted (const char *p, GString *item)
{
  for (p++; *p != '\0'; p++)
    {
      if (*p != '"')
        g_string_append_c (item, *p);
      else if (p[1] == '"')
        g_string_append_c (item, *++p);
      else
        break;
    }
  if (*p != '"')
    return NULL;
  for (p++; *p == ' '; p++)
    ;

  return *p == '\0' || strchr (";,|\n\r", *p) != NULL ? p : NULL;
}

static void
veche_list_take (GPtrArray *items, GHashTable *seen, const char *item)
{
  if (*item != '\0' && g_hash_table_add (seen, g_utf8_casefold (item, -1)))
    g_ptr_array_add (items, g_strdup (item));
}

GStrv
veche_table_split_list (const char *cell)
{
  GPtrArray *items = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *p = cell;

  while (*p != '\0')
    {
      g_autoptr (GString) item = g_string_new (NULL);
      const char *stop = NULL;

      while (*p != '\0' && (strchr (" \t;,|\n\r", *p) != NULL || veche_text_goes_on (p, "•") || veche_text_goes_on (p, "\xc2\xa0")))
        p = g_utf8_next_char (p);
      if (*p == '"' && (stop = veche_list_read_quoted (p, item)) != NULL)
        {
          veche_list_take (items, seen, item->str);
          p = stop;
          continue;
        }
      stop = p + strcspn (p, ";,|\n\r");
      g_string_truncate (item, 0);
      g_string_append_len (item, p, stop - p);
      g_strstrip (item->str);
      veche_list_take (items, seen, item->str);
      p = stop;
    }
  g_ptr_array_add (items, NULL);

  return (GStrv) g_ptr_array_free (items, FALSE);
}

GStrv
veche_table_split_quoted (const char *cell)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  if (*cell != '"')
    return NULL;
  while (cell != NULL && *cell == '"')
    {
      g_autoptr (GString) item = g_string_new (NULL);

      cell = veche_list_read_quoted (cell, item);
      if (cell == NULL)
        return NULL;
      g_strv_builder_add (items, item->str);
      while (*cell == ';' || *cell == ' ' || *cell == '\n')
        cell++;
    }

  return *cell == '\0' ? g_strv_builder_end (items) : NULL;
}
