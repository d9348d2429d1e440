/* veche-demo-keeping.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo-private.h"

#include <string.h>

#include "store/veche-consents-table.h"
#include "store/veche-fields-table.h"
#include "store/veche-journal.h"

/* (nullable) */
static const char *
veche_demo_keep_text (JsonArray *row, guint i)
{
  JsonNode *node = json_array_get_element (row, i);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Days from today as they are written in the database. (transfer full) */
static char *
veche_demo_day (VecheDemo *self, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (self->today, days);

  return g_date_time_format (day, "%Y-%m-%d");
}

static gboolean
veche_demo_add_fields (VecheDemo *self, JsonArray *rows, GError **error)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);
      g_autoptr (VecheEdit) edit = veche_edit_new ("sample", veche_demo_keep_text (row, 0));

      if (veche_fields_edit_add (self->db, edit, veche_demo_keep_text (row, 0), veche_demo_keep_text (row, 1), veche_demo_keep_text (row, 2),
                                 json_array_get_boolean_element (row, 3), error) == NULL ||
          veche_journal_apply (self->db, edit, VECHE_DEMO_ACTOR, error) == 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
veche_demo_add_value (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person, const char *name, JsonNode *value, GError **error)
{
  g_autoptr (VecheField) field = veche_fields_find (self->db, name, error);
  const char *text;

  if (field == NULL)
    return FALSE;
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    text = json_node_get_boolean (value) ? "yes" : "no";
  else if (strcmp (field->kind, "member") == 0)
    text = veche_demo_person (self, json_node_get_string (value))->uid;
  else
    text = json_node_get_string (value);

  return veche_fields_edit_value (self->db, edit, person->uid, field, text, error);
}

static gboolean
veche_demo_add_values (VecheDemo *self, VecheEdit *edit, JsonArray *row, GError **error)
{
  VecheDemoPerson *person = veche_demo_person (self, veche_demo_keep_text (row, 0));
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_array_get_object_element (row, 1));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!veche_demo_add_value (self, edit, person, name, value, error))
      return FALSE;

  return TRUE;
}

static void
veche_demo_add_organisation (VecheDemo *self, VecheEdit *edit, JsonArray *row)
{
  static const char *const fields[] = { "name", "kind", "city", "url", "about" };
  JsonArray *people = json_array_get_array_element (row, G_N_ELEMENTS (fields));
  const char *uid = veche_edit_insert (edit, "organisation");

  veche_edit_set_int (edit, "organisation", uid, "created", self->now);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (veche_demo_keep_text (row, i) != NULL)
      veche_edit_set_text (edit, "organisation", uid, fields[i], veche_demo_keep_text (row, i));
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonArray *person = json_array_get_array_element (people, i);
      const char *place = veche_edit_insert (edit, "organisation_member");

      veche_edit_set_ref (edit, "organisation_member", place, "organisation_id", uid);
      veche_edit_set_ref (edit, "organisation_member", place, "member_id", veche_demo_person (self, veche_demo_keep_text (person, 0))->uid);
      veche_edit_set_text (edit, "organisation_member", place, "role", veche_demo_keep_text (person, 1));
    }
}

static gboolean
veche_demo_add_consent (VecheDemo *self, VecheEdit *edit, JsonArray *row, GError **error)
{
  VecheDemoPerson *person = veche_demo_person (self, veche_demo_keep_text (row, 0));
  gint64 at = veche_demo_ago (self, json_array_get_double_element (row, 3));
  g_autofree char *until = json_array_get_null_element (row, 4) ? NULL : veche_demo_day (self, (int) json_array_get_int_element (row, 4));

  return veche_consents_edit_add (edit, person->uid, veche_demo_keep_text (row, 1), veche_demo_keep_text (row, 2), MAX (at, person->joined), until,
                                  veche_demo_keep_text (row, 5), error);
}

/* Whoever opens the sample finds days that come up soon. */
static void
veche_demo_add_birthday (VecheDemo *self, VecheEdit *edit, JsonArray *row)
{
  g_autofree char *day = veche_demo_day (self, (int) json_array_get_int_element (row, 1));
  g_autofree char *birthday = json_array_get_null_element (row, 2)
                                ? g_strconcat ("-", day + strlen ("2026"), NULL)
                                : g_strdup_printf ("%" G_GINT64_FORMAT "%s", json_array_get_int_element (row, 2), day + strlen ("2026"));

  /* No such day in most years. */
  if (g_str_has_suffix (birthday, "-02-29"))
    return;

  veche_edit_set_text (edit, "member", veche_demo_person (self, veche_demo_keep_text (row, 0))->uid, "birthday", birthday);
}

gboolean
veche_demo_add_keeping (VecheDemo *self, VecheEdit *edit, GError **error)
{
  JsonObject *keeping = veche_demo_object (self, "keeping.json");
  JsonArray *values = veche_demo_list (keeping, "values"), *organisations = veche_demo_list (keeping, "organisations");
  JsonArray *consents = veche_demo_list (keeping, "consents"), *birthdays = veche_demo_list (keeping, "birthdays");

  if (!veche_demo_add_fields (self, veche_demo_list (keeping, "fields"), error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (!veche_demo_add_values (self, edit, json_array_get_array_element (values, i), error))
      return FALSE;
  for (guint i = 0; i < json_array_get_length (organisations); i++)
    veche_demo_add_organisation (self, edit, json_array_get_array_element (organisations, i));
  for (guint i = 0; i < json_array_get_length (birthdays); i++)
    veche_demo_add_birthday (self, edit, json_array_get_array_element (birthdays, i));
  for (guint i = 0; i < json_array_get_length (consents); i++)
    if (!veche_demo_add_consent (self, edit, json_array_get_array_element (consents, i), error))
      return FALSE;

  return TRUE;
}
