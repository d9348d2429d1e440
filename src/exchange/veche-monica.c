/* veche-monica.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Monica's JSON, after the classes that write it: app/ExportResources and app/Services/Account/Settings/JsonExportAccount.php of monicahq/monica
 * ("1.0-preview.1").  Collections are objects { count, type, values } in a list called "data"; what belongs to the account stands in "instance".
 */

#include "exchange/veche-monica.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/veche-cards.h"
#include "exchange/veche-format.h"
#include "model/veche-json-scan.h"

#define MAX_PARTS    (1200 * 1000)    /* keys and values; it is printed a value a line: 20 MB of honest contacts hold less */
#define MAX_NOTES    60               /* each is a column; the rest stands in the last */
#define CANCEL_EVERY 64

typedef struct
{
  VecheCards *cards;
  GHashTable *types;        /* uuid → JsonObject: properties of a contact field type */
  GHashTable *activities;   /* uuid → JsonObject: properties of an activity */
  GHashTable *names;        /* uuid → name of a contact */
} VecheMonica;

typedef struct { char *day, *text; } VecheMonicaNote;

gboolean
veche_monica_looks_like (const char *text, gsize length)
{
  gsize at = 0;

  while (at < length && g_ascii_isspace (text[at]))
    at++;

  return at < length && text[at] == '{' &&
         veche_format_detect_bytes (text + at, length - at, FALSE, NULL, NULL) == VECHE_FORMAT_MONICA_JSON;
}

static gboolean
veche_monica_refuse (GError **error)
{
  g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_FOREIGN, "It is an export of Monica, but it is damaged or cut: export it once more");

  return FALSE;
}

/* What was made to do harm is not given to the parser. */
static gboolean
veche_monica_check (char *text, gsize length, GError **error)
{
  const char *wrong = veche_json_scan (text, length, MAX_PARTS);

  if (wrong == NULL)
    return TRUE;
  if (strcmp (wrong, VECHE_JSON_SCAN_TOO_MANY) != 0)
    return veche_monica_refuse (error);
  g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It has more than %d keys and values", MAX_PARTS);

  return FALSE;
}

/* ---------------------------------------------------------------------------------------------------------------- what may stand there */

static JsonObject *
veche_monica_object (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
veche_monica_array (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
veche_monica_node_text (JsonNode *node)
{
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL ? text : "";
}

static const char *
veche_monica_text (JsonObject *object, const char *key)
{
  return veche_monica_node_text (object != NULL ? json_object_get_member (object, key) : NULL);
}

/* Some databases say 1 for true. */
static gboolean
veche_monica_is (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_str_equal (json_node_get_string (node), "1");

  return json_node_get_boolean (node) || json_node_get_int (node) != 0;
}

/* The values of the collection of this type among the data of an account or a contact. */
static JsonArray *
veche_monica_collection (JsonObject *owner, const char *type)
{
  JsonArray *data = veche_monica_array (owner, "data");

  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonNode *node = json_array_get_element (data, i);
      JsonObject *collection = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (g_str_equal (veche_monica_text (collection, "type"), type))
        return veche_monica_array (collection, "values");
    }

  return NULL;
}

static guint
veche_monica_count (JsonArray *values)
{
  return values != NULL ? json_array_get_length (values) : 0;
}

static JsonObject *
veche_monica_element (JsonArray *values, guint i)
{
  JsonNode *node = json_array_get_element (values, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* "2023-05-17T00:00:00.000000Z" → "2023-05-17"; "" when it is no date. (transfer full) */
static char *
veche_monica_day (const char *text)
{
  static const char shape[] = "dddd-dd-dd";

  for (guint i = 0; i < strlen (shape); i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != '-')
      return g_strdup ("");

  return g_strndup (text, strlen (shape));
}

/* ---------------------------------------------------------------------------------------------------------------------------- a contact */

static void
veche_monica_put (VecheMonica *self, const char *name, VecheFieldKind kind, const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));

  veche_cards_put_text (self->cards, name, (VecheTableField){ kind, NULL }, tidy, FALSE);
}

static void
veche_monica_put_item (VecheMonica *self, const char *name, VecheTableField field, const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));

  veche_cards_put_list (self->cards, name, field, tidy);
}

/* A day that was reckoned from an age is none. */
static void
veche_monica_take_birthday (VecheMonica *self, JsonObject *date)
{
  g_autofree char *day = veche_monica_day (veche_monica_text (date, "date"));
  g_autofree char *yearless = NULL;

  if (*day == '\0' || veche_monica_is (date, "is_age_based"))
    return;
  yearless = g_strconcat ("--", day + strlen ("YYYY-"), NULL);
  veche_monica_put (self, "birthdate", VECHE_FIELD_BIRTHDAY, veche_monica_is (date, "is_year_unknown") ? yearless : day);
}

static void
veche_monica_take_meeting (VecheMonica *self, JsonObject *properties)
{
  JsonObject *date = veche_monica_object (properties, "first_met_date");
  g_autofree char *day = veche_monica_day (veche_monica_text (date, "date"));
  const char *through = g_hash_table_lookup (self->names, veche_monica_text (properties, "first_met_through"));

  if (!veche_monica_is (date, "is_age_based") && !veche_monica_is (date, "is_year_unknown"))
    veche_monica_put (self, "first_met_date", VECHE_FIELD_JOINED, day);
  if (through != NULL)
    veche_monica_put (self, "first_met_through", VECHE_FIELD_ORIGIN, through);
}

/* What a kind of address means that somebody has named: Telegram, Site, E-mail at work. */
static VecheTableField
veche_monica_field_of (const char *name, const char *value)
{
  VecheTableField field = { VECHE_FIELD_HANDLE, veche_table_platform_of_word (name) };
  VecheTableHeaderGuess guess;

  if (field.detail != NULL)
    return field;
  veche_table_read_header (name, &guess);
  if (guess.field.kind == VECHE_FIELD_EMAIL || guess.field.kind == VECHE_FIELD_PHONE || guess.field.kind == VECHE_FIELD_WEB ||
      guess.field.kind == VECHE_FIELD_HANDLE)
    return guess.field;
  if (g_str_has_prefix (value, "https://") || g_str_has_prefix (value, "http://"))
    return (VecheTableField){ VECHE_FIELD_WEB, NULL };

  return (VecheTableField){ VECHE_FIELD_SKIP, NULL };
}

static void
veche_monica_take_address (VecheMonica *self, JsonObject *properties)
{
  JsonObject *type = g_hash_table_lookup (self->types, veche_monica_text (properties, "type"));
  const char *name = veche_monica_text (type, "name"), *value = veche_monica_text (properties, "data");
  g_autofree char *column = NULL;

  if (g_str_equal (veche_monica_text (type, "type"), "email") || g_str_equal (veche_monica_text (type, "protocol"), "mailto:"))
    veche_monica_put_item (self, "email", (VecheTableField){ VECHE_FIELD_EMAIL, NULL }, value);
  else if (g_str_equal (veche_monica_text (type, "type"), "phone") || g_str_equal (veche_monica_text (type, "protocol"), "tel:"))
    veche_monica_put_item (self, "phone", (VecheTableField){ VECHE_FIELD_PHONE, NULL }, value);
  else
    {
      column = g_strconcat ("contact field ", name, NULL);
      veche_monica_put_item (self, g_strchomp (column), veche_monica_field_of (name, value), value);
    }
}

/* ------------------------------------------------------------------------------------------------------------------------------- notes */

static void
veche_monica_note_clear (gpointer data)
{
  VecheMonicaNote *note = data;

  g_free (note->day);
  g_free (note->text);
}

static int
veche_monica_note_later (gconstpointer a, gconstpointer b)
{
  return strcmp (((const VecheMonicaNote *) b)->day, ((const VecheMonicaNote *) a)->day);
}

static void
veche_monica_add_note (GArray *notes, const char *when, const char *title, const char *body)
{
  g_autofree char *first = g_strstrip (g_strdup (title));
  g_autofree char *second = g_strstrip (g_strdup (body));
  g_autofree char *text = g_strconcat (first, *first != '\0' && *second != '\0' ? "\n" : "", second, NULL);
  VecheMonicaNote note = { veche_monica_day (when), NULL };

  note.text = *note.day != '\0' ? g_strconcat (note.day, ": ", text, NULL) : g_strdup (text);
  if (*text != '\0')
    g_array_append_val (notes, note);
  else
    veche_monica_note_clear (&note);
}

static void
veche_monica_collect_notes (VecheMonica *self, JsonObject *contact, GArray *notes)
{
  JsonArray *values = veche_monica_collection (contact, "note");

  for (guint i = 0; i < veche_monica_count (values); i++)
    {
      JsonObject *note = veche_monica_element (values, i);

      veche_monica_add_note (notes, veche_monica_text (note, "created_at"), "", veche_monica_text (veche_monica_object (note, "properties"), "body"));
    }

  values = veche_monica_collection (contact, "call");
  for (guint i = 0; i < veche_monica_count (values); i++)
    {
      JsonObject *call = veche_monica_object (veche_monica_element (values, i), "properties");

      veche_monica_add_note (notes, veche_monica_text (call, "called_at"), "", veche_monica_text (call, "content"));
    }

  values = veche_monica_collection (contact, "activity");
  for (guint i = 0; i < veche_monica_count (values); i++)
    {
      JsonObject *activity = g_hash_table_lookup (self->activities, veche_monica_node_text (json_array_get_element (values, i)));

      veche_monica_add_note (notes, veche_monica_text (activity, "happened_at"), veche_monica_text (activity, "summary"),
                             veche_monica_text (activity, "description"));
    }
}

/* The last first, as they are shown. */
static void
veche_monica_take_notes (VecheMonica *self, JsonObject *contact)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (VecheMonicaNote));
  g_autoptr (GString) rest = g_string_new (NULL);
  VecheTableField field = { VECHE_FIELD_NOTE, NULL };

  g_array_set_clear_func (notes, veche_monica_note_clear);
  veche_monica_put (self, "description", VECHE_FIELD_NOTE, veche_monica_text (veche_monica_object (contact, "properties"), "description"));
  veche_monica_collect_notes (self, contact, notes);
  g_array_sort (notes, veche_monica_note_later);
  for (guint i = 0; i < notes->len; i++)
    {
      const char *text = g_array_index (notes, VecheMonicaNote, i).text;

      if (i + 1 < MAX_NOTES)
        veche_cards_put_text (self->cards, "note", field, text, TRUE);
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "\n\n" : "", text);
    }
  veche_cards_put_text (self->cards, "note", field, rest->str, TRUE);
}

/* ---------------------------------------------------------------------------------------------------------------------------- contacts */

static void
veche_monica_take_lists (VecheMonica *self, JsonObject *contact, JsonObject *properties)
{
  JsonArray *tags = veche_monica_array (properties, "tags");
  JsonArray *fields = veche_monica_collection (contact, "contact_field");
  JsonArray *places = veche_monica_collection (contact, "address");

  for (guint i = 0; i < veche_monica_count (tags); i++)
    veche_monica_put_item (self, "tags", (VecheTableField){ VECHE_FIELD_TAGS, NULL }, veche_monica_node_text (json_array_get_element (tags, i)));
  for (guint i = 0; i < veche_monica_count (fields); i++)
    veche_monica_take_address (self, veche_monica_object (veche_monica_element (fields, i), "properties"));
  for (guint i = 0; i < veche_monica_count (places); i++)
    {
      JsonObject *place = veche_monica_object (veche_monica_element (places, i), "properties");

      veche_monica_put (self, "city", VECHE_FIELD_CITY, veche_monica_text (place, "city"));
      veche_monica_put (self, "country", VECHE_FIELD_SKIP, veche_monica_text (place, "country"));
    }
}

static void
veche_monica_take_contact (VecheMonica *self, JsonObject *contact)
{
  static const struct { const char *key; VecheFieldKind kind; } plain[] = {
    { "first_name", VECHE_FIELD_FIRST_NAME }, { "middle_name", VECHE_FIELD_MIDDLE_NAME }, { "last_name", VECHE_FIELD_LAST_NAME },
    { "nickname", VECHE_FIELD_ADDRESS_AS },   { "job", VECHE_FIELD_HEADLINE },            { "food_preferences", VECHE_FIELD_SKIP },
  };
  JsonObject *properties = veche_monica_object (contact, "properties");
  const char *uuid = veche_monica_text (contact, "uuid");

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    veche_monica_put (self, plain[i].key, plain[i].kind, veche_monica_text (properties, plain[i].key));
  veche_monica_put_item (self, "company", (VecheTableField){ VECHE_FIELD_ORGANISATION, NULL }, veche_monica_text (properties, "company"));
  veche_monica_take_birthday (self, veche_monica_object (properties, "birthdate"));
  veche_monica_take_meeting (self, properties);
  veche_monica_take_lists (self, contact, properties);
  if (veche_monica_is (properties, "is_starred"))
    veche_monica_put (self, "is_starred", VECHE_FIELD_IMPORTANT, "yes");
  /* Nobody should be asked to write to the dead. */
  if (veche_monica_is (properties, "is_dead"))
    veche_monica_put (self, "is_dead", VECHE_FIELD_DO_NOT_CONTACT, "yes");
  veche_monica_take_notes (self, contact);
  if (g_uuid_string_is_valid (uuid))
    veche_monica_put (self, "uuid", VECHE_FIELD_UID, uuid);
}

static char *
veche_monica_name_of (JsonObject *contact)
{
  JsonObject *properties = veche_monica_object (contact, "properties");
  g_autofree char *whole = g_strjoin (" ", veche_monica_text (properties, "first_name"), veche_monica_text (properties, "last_name"), NULL);

  return g_strdup (g_strstrip (whole));
}

/* What contacts point at. */
static void
veche_monica_index (GHashTable *table, JsonArray *values)
{
  for (guint i = 0; i < veche_monica_count (values); i++)
    {
      JsonObject *one = veche_monica_element (values, i);
      JsonObject *properties = veche_monica_object (one, "properties");

      if (properties != NULL)
        g_hash_table_insert (table, (gpointer) veche_monica_text (one, "uuid"), properties);
    }
}

static gboolean
veche_monica_take_account (VecheMonica *self, JsonObject *account, VecheTableCells *cells, GCancellable *cancellable, GError **error)
{
  JsonArray *contacts = veche_monica_collection (account, "contact");

  veche_monica_index (self->types, veche_monica_array (veche_monica_object (account, "instance"), "contact_field_types"));
  veche_monica_index (self->activities, veche_monica_collection (account, "activity"));
  for (guint i = 0; i < veche_monica_count (contacts); i++)
    {
      JsonObject *contact = veche_monica_element (contacts, i);

      g_hash_table_insert (self->names, (gpointer) veche_monica_text (contact, "uuid"), veche_monica_name_of (contact));
    }

  for (guint i = 0; i < veche_monica_count (contacts); i++)
    {
      JsonObject *contact = veche_monica_element (contacts, i);

      if (i % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (contact == NULL || veche_monica_is (veche_monica_object (contact, "properties"), "is_partial"))
        continue;
      veche_monica_take_contact (self, contact);
      veche_cards_end (self->cards, cells, i + 1);
      if (cells->rows->len <= VECHE_TABLE_MAX_ROWS && cells->cells->len <= VECHE_TABLE_MAX_CELLS)
        continue;
      g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It has more than %d people or %d values", VECHE_TABLE_MAX_ROWS,
                   VECHE_TABLE_MAX_CELLS);
      return FALSE;
    }
  if (cells->rows->len > 0)
    return TRUE;
  g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_FOREIGN, "There is no contact in this account of Monica");

  return FALSE;
}

VecheTable *
veche_monica_read (VecheTableSource *source, GCancellable *cancellable, GError **error)
{
  GBytes *bytes = veche_table_source_get_bytes (source);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (VecheTableCells) cells = veche_table_cells_new ();
  g_autoptr (VecheCards) cards = veche_cards_new ();
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) activities = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  VecheMonica self = { cards, types, activities, names };
  g_autoptr (GString) text = NULL;
  JsonObject *account = NULL;
  JsonNode *root;
  guint bad;

  text = veche_table_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), veche_table_source_get_guess (source)->encoding, &bad);
  if (!veche_monica_check (text->str, text->len, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL))
    {
      veche_monica_refuse (error);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    account = veche_monica_object (json_node_get_object (root), "account");
  if (!veche_monica_take_account (&self, account, cells, cancellable, error))
    return NULL;

  return veche_table_new_of (source, g_steal_pointer (&cells), veche_cards_columns (cards));
}
