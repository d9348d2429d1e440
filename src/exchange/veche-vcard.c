/* veche-vcard.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards → a table.  EVCard knows folding, escapes and charsets; here is only what each line means.
 */

#include "veche-config.h"

#include "exchange/veche-vcard.h"

#include <string.h>

#ifdef HAVE_LIBEBOOK_CONTACTS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"   /* its headers still speak of GTimeVal */
#include <libebook-contacts/libebook-contacts.h>
#pragma GCC diagnostic pop
#endif

#include "exchange/veche-cards.h"
#include "exchange/veche-table-private.h"

#define MAX_CARD     (4 * 1024 * 1024)
#define CANCEL_EVERY 64

gboolean
veche_vcard_is_available (void)
{
#ifdef HAVE_LIBEBOOK_CONTACTS
  return TRUE;
#else
  return FALSE;
#endif
}

gboolean
veche_vcard_looks_like (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return g_ascii_strncasecmp (text, "BEGIN:VCARD", 11) == 0;
}

#ifndef HAVE_LIBEBOOK_CONTACTS

VecheTable *
veche_vcard_read (VecheTableSource *source, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_FORMAT, "This Veche was built without libebook-contacts, so it reads no vCard");

  return NULL;
}

#else

/* All values of a line as one: what stands between them was meant as text. (transfer full) */
static char *
veche_card_text (EVCardAttribute *line, const char *glue)
{
  GString *text = g_string_new (NULL);
  gboolean first = TRUE;

  for (GList *l = e_vcard_attribute_get_values_decoded (line); l != NULL; l = l->next, first = FALSE)
    {
      GString *value = l->data;
      g_autofree char *valid = g_utf8_make_valid (value->str, (gssize) strnlen (value->str, value->len));

      g_string_append_printf (text, "%s%s", first ? "" : glue, valid);
    }

  return g_string_free (text, FALSE);
}

static char *
veche_card_part (EVCardAttribute *line, guint part)
{
  GString *value = g_list_nth_data (e_vcard_attribute_get_values_decoded (line), part);

  return g_utf8_make_valid (value != NULL ? value->str : "", value != NULL ? (gssize) strnlen (value->str, value->len) : 0);
}

static const char *
veche_card_parameter (EVCardAttribute *line, const char *name)
{
  GList *values = e_vcard_attribute_get_param (line, name);

  return values != NULL ? values->data : NULL;
}

/* ---------------------------------------------------------------------------------------------------------------------------- lines */

static void
veche_cards_take_name (VecheCards *self, EVCardAttribute *line)
{
  static const struct { guint part; VecheFieldKind kind; const char *name; } parts[] = {
    { 1, VECHE_FIELD_FIRST_NAME, "N given" }, { 2, VECHE_FIELD_MIDDLE_NAME, "N additional" }, { 0, VECHE_FIELD_LAST_NAME, "N family" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = veche_card_part (line, parts[i].part);

      veche_cards_put_text (self, parts[i].name, (VecheTableField){ parts[i].kind, NULL }, g_strstrip (part), FALSE);
    }
}

static void
veche_cards_take_address (VecheCards *self, EVCardAttribute *line)
{
  g_autofree char *town = veche_card_part (line, 3);

  veche_cards_put_text (self, "ADR", (VecheTableField){ VECHE_FIELD_CITY, NULL }, g_strstrip (town), FALSE);
}

/* "19900517", "1990-05-17T00:00:00Z", "--0517" and Apple's "1604-05-17", which stands for no year. */
static void
veche_cards_take_birthday (VecheCards *self, const char *text)
{
  g_autofree char *day = g_strndup (text, strcspn (text, "T"));
  g_autofree char *plain = NULL;

  if (g_str_has_prefix (day, "--") && strlen (day) == 6)
    plain = g_strdup_printf ("--%.2s-%s", day + 2, day + 4);
  else if (g_str_has_prefix (day, "1604-"))
    plain = g_strconcat ("--", day + 5, NULL);
  else
    plain = g_strdup (day);
  veche_cards_put_text (self, "BDAY", (VecheTableField){ VECHE_FIELD_BIRTHDAY, NULL }, plain, FALSE);
}

/* An account: the line says its platform by its name, its type, its scheme or its address. */
static void
veche_cards_take_account (VecheCards *self, EVCardAttribute *line, const char *word, const char *text)
{
  static const char *const parameters[] = { "X-SERVICE-TYPE", "SERVICE-TYPE", "TYPE", NULL };
  const char *platform = word != NULL ? veche_table_platform_of_word (word) : NULL;
  const char *user = veche_card_parameter (line, "X-USER");
  const char *scheme = strchr (text, ':');
  g_autofree char *name = NULL;

  for (guint i = 0; parameters[i] != NULL && platform == NULL; i++)
    for (GList *l = e_vcard_attribute_get_param (line, parameters[i]); l != NULL && platform == NULL; l = l->next)
      platform = veche_table_platform_of_word (l->data);
  if (scheme != NULL && scheme[1] != '/' && scheme - text < 12)
    {
      g_autofree char *kind = g_strndup (text, (gsize) (scheme - text));

      if (platform == NULL)
        platform = veche_table_platform_of_word (kind);
      if (platform != NULL || g_str_equal (kind, "x-apple"))
        text = user != NULL && *user != '\0' ? user : scheme + 1;
    }
  else if (platform != NULL && user != NULL && *user != '\0' && scheme == NULL)
    text = user;
  name = g_strconcat ("IMPP ", platform != NULL ? platform : "", NULL);
  veche_cards_put_list (self, g_strchomp (name), (VecheTableField){ VECHE_FIELD_HANDLE, platform }, text);
}

static void
veche_cards_take_categories (VecheCards *self, EVCardAttribute *line)
{
  for (GList *l = e_vcard_attribute_get_values_decoded (line); l != NULL; l = l->next)
    {
      GString *value = l->data;
      g_autofree char *valid = g_utf8_make_valid (value->str, (gssize) strnlen (value->str, value->len));

      veche_cards_put_list (self, "CATEGORIES", (VecheTableField){ VECHE_FIELD_TAGS, NULL }, g_strstrip (valid));
    }
}

/* Our own lines: X-VECHE-STAGE and so on; X-VECHE-FIELD is named by its parameter and found by that name. */
static gboolean
veche_cards_take_own (VecheCards *self, EVCardAttribute *line, const char *name, const char *text)
{
  g_autofree char *nick = g_ascii_strdown (name + strlen ("X-VECHE-"), -1);
  VecheTableField field;

  if (g_str_equal (nick, "field"))
    {
      const char *title = veche_card_parameter (line, "X-NAME");

      if (title != NULL)
        {
          g_autofree char *decoded = g_uri_unescape_string (title, NULL);

          veche_cards_put_text (self, decoded != NULL ? decoded : title, (VecheTableField){ VECHE_FIELD_SKIP, NULL }, text, FALSE);
        }
      return TRUE;
    }
  if (!veche_table_field_parse (nick, &field))
    return FALSE;
  if (field.kind == VECHE_FIELD_COMPETENCIES || field.kind == VECHE_FIELD_ORGANISATION || field.kind == VECHE_FIELD_COMMUNITY)
    veche_cards_put_list (self, name, field, text);
  else
    veche_cards_put_text (self, name, field, text, field.kind == VECHE_FIELD_NOTE);

  return TRUE;
}

static void
veche_cards_take_line (VecheCards *self, EVCardAttribute *line)
{
  static const struct { const char *name; VecheFieldKind kind; gboolean list, several; } plain[] = {
    { "FN", VECHE_FIELD_NAME, FALSE, FALSE },       { "EMAIL", VECHE_FIELD_EMAIL, TRUE, TRUE }, { "TEL", VECHE_FIELD_PHONE, TRUE, TRUE },
    { "URL", VECHE_FIELD_WEB, TRUE, TRUE },         { "NOTE", VECHE_FIELD_NOTE, FALSE, TRUE },  { "TITLE", VECHE_FIELD_HEADLINE, FALSE, FALSE },
    { "NICKNAME", VECHE_FIELD_ADDRESS_AS, FALSE, FALSE }, { "ORG", VECHE_FIELD_ORGANISATION, TRUE, TRUE },
  };
  const char *name = e_vcard_attribute_get_name (line);
  g_autofree char *upper = g_ascii_strup (name != NULL ? name : "", -1);
  g_autofree char *text = veche_card_text (line, ";");

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (upper, plain[i].name))
      {
        VecheTableField field = { plain[i].kind, NULL };

        if (plain[i].list)
          veche_cards_put_list (self, upper, field, g_strstrip (text));
        else
          veche_cards_put_text (self, upper, field, text, plain[i].several);
        return;
      }
  if (g_str_equal (upper, "N"))
    veche_cards_take_name (self, line);
  else if (g_str_equal (upper, "ADR"))
    veche_cards_take_address (self, line);
  else if (g_str_equal (upper, "BDAY"))
    veche_cards_take_birthday (self, g_strstrip (text));
  else if (g_str_equal (upper, "CATEGORIES"))
    veche_cards_take_categories (self, line);
  else if (g_str_equal (upper, "UID"))
    veche_cards_put_text (self, "UID", (VecheTableField){ VECHE_FIELD_UID, NULL }, g_str_has_prefix (text, "urn:uuid:") ? text + 9 : text, FALSE);
  else if (g_str_equal (upper, "IMPP") || g_str_equal (upper, "X-SOCIALPROFILE") || g_str_equal (upper, "SOCIALPROFILE"))
    veche_cards_take_account (self, line, NULL, g_strstrip (text));
  else if (g_str_has_prefix (upper, "X-VECHE-"))
    veche_cards_take_own (self, line, upper, text);
  else if (g_str_has_prefix (upper, "X-") && veche_table_platform_of_word (upper + 2) != NULL)
    veche_cards_take_account (self, line, upper + 2, g_strstrip (text));
}

/* ---------------------------------------------------------------------------------------------------------------------------- cards */

static void
veche_cards_take_card (VecheCards *self, VecheTableCells *cells, const char *text, gsize length, guint line)
{
  g_autofree char *one = g_strndup (text, length);
  EVCard *card = e_vcard_new_from_string (one);

  for (GList *l = e_vcard_get_attributes (card); l != NULL; l = l->next)
    veche_cards_take_line (self, l->data);
  g_object_unref (card);
  veche_cards_end (self, cells, line);
}

static const char *
veche_cards_find (const char *p, const char *end, const char *word)
{
  gsize length = strlen (word);

  for (; p != NULL && p + length <= end; p = memchr (p, '\n', (gsize) (end - p)), p = p != NULL ? p + 1 : NULL)
    if (g_ascii_strncasecmp (p, word, length) == 0)
      return p;

  return NULL;
}

static gboolean
veche_cards_read (VecheCards *self, VecheTableCells *cells, const char *text, gsize length, GCancellable *cancellable, GError **error)
{
  const char *p = text, *end = text + length, *counted = text;
  guint line = 1;

  for (guint i = 0; (p = veche_cards_find (p, end, "BEGIN:VCARD")) != NULL; i++)
    {
      const char *stop = veche_cards_find (p, end, "END:VCARD");
      const char *after = stop != NULL ? stop + strlen ("END:VCARD") : end;

      for (; counted < p; counted++)
        line += *counted == '\n';
      if (after - p <= MAX_CARD)
        veche_cards_take_card (self, cells, p, (gsize) (after - p), line);
      p = after;
      if (i % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (cells->rows->len <= VECHE_TABLE_MAX_ROWS && cells->cells->len <= VECHE_TABLE_MAX_CELLS)
        continue;
      g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It has more than %d cards or %d values", VECHE_TABLE_MAX_ROWS,
                   VECHE_TABLE_MAX_CELLS);
      return FALSE;
    }
  if (cells->rows->len > 0)
    return TRUE;

  g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_FOREIGN, "There is no card in it");

  return FALSE;
}

VecheTable *
veche_vcard_read (VecheTableSource *source, GCancellable *cancellable, GError **error)
{
  GBytes *bytes = veche_table_source_get_bytes (source);
  g_autoptr (VecheTableCells) cells = veche_table_cells_new ();
  g_autoptr (VecheCards) self = veche_cards_new ();
  g_autoptr (GString) text = NULL;
  guint bad;

  text = veche_table_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), veche_table_source_get_guess (source)->encoding, &bad);
  if (!veche_cards_read (self, cells, text->str, text->len, cancellable, error))
    return NULL;

  return veche_table_new_of (source, g_steal_pointer (&cells), veche_cards_columns (self));
}

#endif
