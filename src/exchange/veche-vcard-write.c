/* veche-vcard-write.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People → vCard 3.0, which every address book reads, or 4.0.  What has no line of its own in the standard stands in X-VECHE- lines, and the import
 * takes it back from there.
 */

#include "veche-config.h"

#include "exchange/veche-export-private.h"

#include <string.h>

#ifdef HAVE_LIBEBOOK_CONTACTS

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"   /* its headers still speak of GTimeVal */
#include <libebook-contacts/libebook-contacts.h>
#pragma GCC diagnostic pop

static void
vcard_put (EVCard *card, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    e_vcard_append_attribute_with_value (card, e_vcard_attribute_new (NULL, name), value);
}

static void
vcard_put_typed (EVCard *card, const char *name, const char *type, const char *value)
{
  EVCardAttribute *line = e_vcard_attribute_new (NULL, name);

  e_vcard_attribute_add_param_with_value (line, e_vcard_attribute_param_new (EVC_TYPE), type);
  e_vcard_append_attribute_with_value (card, line, value);
}

/* Which of its words is the family's nobody has told us: N, which 3.0 wants, holds the name whole, as it is spoken. */
static void
vcard_put_name (EVCard *card, const char *name)
{
  e_vcard_append_attribute_with_value (card, e_vcard_attribute_new (NULL, EVC_FN), name);
  e_vcard_append_attribute_with_values (card, e_vcard_attribute_new (NULL, EVC_N), "", name, "", "", "", NULL);
}

static void
vcard_put_account (EVCard *card, const char *platform, const char *word)
{
  if (g_str_equal (platform, "email"))
    vcard_put (card, EVC_EMAIL, word);
  else if (g_str_equal (platform, "phone"))
    vcard_put (card, EVC_TEL, word);
  else if (g_str_equal (platform, "web"))
    vcard_put (card, EVC_URL, word);
  else
    vcard_put_typed (card, "X-SOCIALPROFILE", platform, word);
}

static void
vcard_put_accounts (EVCard *card, VecheExportPerson *person, const VecheExportColumn *column)
{
  g_auto (GStrv) words = veche_export_words (person, column);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    vcard_put_account (card, strchr (column->key, ':') + 1, words[i]);
}

static void
vcard_put_list (EVCard *card, const char *name, VecheExportPerson *person, const VecheExportColumn *column)
{
  g_auto (GStrv) words = veche_export_words (person, column);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    vcard_put (card, name, words[i]);
}

static void
vcard_put_tags (EVCard *card, VecheExportPerson *person, const VecheExportColumn *column)
{
  g_auto (GStrv) words = veche_export_words (person, column);
  EVCardAttribute *line;

  if (words == NULL || words[0] == NULL)
    return;
  line = e_vcard_attribute_new (NULL, EVC_CATEGORIES);
  for (guint i = 0; words[i] != NULL; i++)
    e_vcard_attribute_add_value (line, words[i]);
  e_vcard_append_attribute (card, line);
}

static void
vcard_put_field (EVCard *card, VecheExportPerson *person, const VecheExportColumn *column)
{
  g_auto (GStrv) words = veche_export_words (person, column);
  g_autofree char *title = g_uri_escape_string (column->title, NULL, FALSE);
  EVCardAttribute *line;

  if (words == NULL || words[0] == NULL)
    return;
  line = e_vcard_attribute_new (NULL, "X-VECHE-FIELD");
  e_vcard_attribute_add_param_with_value (line, e_vcard_attribute_param_new ("X-NAME"), title);
  e_vcard_append_attribute_with_value (card, line, words[0]);
}

/* TRUE: the column has a line of the standard. */
static gboolean
vcard_put_known (EVCard *card, VecheExportPerson *person, const VecheExportColumn *column)
{
  if (g_str_equal (column->key, "birthday"))
    vcard_put (card, EVC_BDAY, person->birthday);
  else if (g_str_equal (column->key, "headline"))
    vcard_put (card, EVC_TITLE, person->headline);
  else if (g_str_equal (column->key, "address_as"))
    vcard_put (card, EVC_NICKNAME, person->address_as);
  else if (g_str_equal (column->key, "tags"))
    vcard_put_tags (card, person, column);
  else if (g_str_equal (column->key, "notes"))
    vcard_put_list (card, EVC_NOTE, person, column);
  else if (g_str_equal (column->key, "city"))
    {
      if (person->city != NULL && *person->city != '\0')
        e_vcard_append_attribute_with_values (card, e_vcard_attribute_new (NULL, EVC_ADR), "", "", "", person->city, "", "", "", NULL);
    }
  else if (g_str_equal (column->key, "organisations"))
    vcard_put_list (card, EVC_ORG, person, column);
  else
    return g_str_equal (column->key, "uid") || g_str_equal (column->key, "name");

  return TRUE;
}

static void
vcard_put_column (EVCard *card, VecheExportPerson *person, const VecheExportColumn *column)
{
  static const char *const own[] = { "competencies", "communities", "stage", "joined", "origin", "offers", "needs", "motives", "likes", "dislikes",
                                     "manner", "do_not_mention", "important", "leader", "reach", "watched", NULL };
  g_autofree char *upper = NULL, *name = NULL;

  if (g_str_has_prefix (column->key, "account:"))
    vcard_put_accounts (card, person, column);
  else if (g_str_has_prefix (column->key, "field:"))
    vcard_put_field (card, person, column);
  else if (!vcard_put_known (card, person, column) && g_strv_contains (own, column->key))
    {
      upper = g_ascii_strup (g_str_equal (column->key, "communities") ? "community" : column->key, -1);
      name = g_strconcat ("X-VECHE-", upper, NULL);
      vcard_put_list (card, name, person, column);
    }
}

/* Of the lines that we write two are other in 4.0: the version, and dates without dashes between (RFC 6350, 4.3.1). */
static char *
vcard_raise (const char *three)
{
  g_auto (GStrv) lines = g_strsplit (three, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strcmp (lines[i], "VERSION:3.0") == 0)
      lines[i][strlen ("VERSION:")] = '4';
    else if (g_str_has_prefix (lines[i], "BDAY:"))
      {
        const char *day = lines[i] + strlen ("BDAY:");
        gboolean yearless = g_str_has_prefix (day, "--");
        g_auto (GStrv) parts = g_strsplit (yearless ? day + 2 : day, "-", -1);
        g_autofree char *digits = g_strjoinv ("", parts);

        g_free (lines[i]);
        lines[i] = g_strconcat ("BDAY:", yearless ? "--" : "", digits, NULL);
      }

  return g_strjoinv ("\r\n", lines);
}

static gboolean
vcard_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  EVCard *card = e_vcard_new ();
  g_autofree char *uid = g_strconcat ("urn:uuid:", person->uid, NULL);
  g_autofree char *text = NULL;

  vcard_put (card, EVC_PRODID, "-//Veche//" VECHE_VERSION "//EN");
  vcard_put (card, EVC_UID, uid);
  vcard_put_name (card, person->name);
  for (guint i = 0; i < sink->columns->len; i++)
    vcard_put_column (card, person, sink->columns->pdata[i]);
  if (veche_export_is_unwilling (person))
    vcard_put (card, "X-VECHE-DO_NOT_CONTACT", "yes");
  text = e_vcard_to_string (card, EVC_FORMAT_VCARD_30);
  if (sink->options->format == VECHE_EXPORT_VCARD_4)
    {
      g_autofree char *three = g_steal_pointer (&text);

      text = vcard_raise (three);
    }
  g_string_append (sink->out, text);
  if (!g_str_has_suffix (text, "\n"))
    g_string_append (sink->out, "\r\n");
  g_object_unref (card);

  return TRUE;
}

static gboolean
nothing_to_do (VecheExportSink *sink, GError **error)
{
  return TRUE;
}

const VecheExportWriter veche_export_vcard_writer = { nothing_to_do, vcard_person, nothing_to_do, NULL };

#endif
