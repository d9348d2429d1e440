/* veche-form-draft.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include "app/veche-form-dialog-private.h"
#include "store/veche-db.h"

#define DRAFT_SECONDS 2

typedef struct { char *name, *text; } Keep;   /* text (nullable): forget */

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  g_free (keep->name);
  g_free (keep->text);
  g_free (keep);
}

static gpointer
keep_job (VecheDb *db, gpointer input, GError **error)
{
  const Keep *keep = input;

  return veche_db_set_setting (db, keep->name, keep->text != NULL ? g_variant_new_string (keep->text) : NULL, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
read_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, input);

  return g_strdup (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "");
}

/* The same form of the same thing has the same name. (transfer full) */
static char *
draft_dup_name (VecheFormDialog *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  static const char *const what[] = { "uid", "project", "event", "quarter", "template", "slot", "member", "platform", "kind" };

  g_checksum_update (sum, (const guchar *) self->kind, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (what); i++)
    {
      const char *value = g_hash_table_lookup (self->kept, what[i]);

      g_checksum_update (sum, (const guchar *) "\1", 1);
      g_checksum_update (sum, (const guchar *) (value != NULL ? value : ""), -1);
    }
  for (guint i = 0; i < self->fields->len; i++)
    g_checksum_update (sum, (const guchar *) ((VecheFormField *) self->fields->pdata[i])->key, -1);

  return g_strconcat ("form:", g_checksum_get_string (sum), NULL);
}

static void
draft_keep (VecheFormDialog *self, const char *text)
{
  Keep *keep = g_new0 (Keep, 1);

  keep->name = g_strdup (self->draft);
  keep->text = g_strdup (text);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, keep_job, keep, keep_free, NULL, NULL, NULL, NULL);
}

/* What the fields say, by name. (transfer full) */
static char *
draft_dup_text (VecheFormDialog *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) all = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const VecheFormField *field = self->fields->pdata[i];
      g_autofree char *value = veche_form_field_dup_value (field);

      g_variant_dict_insert (&dict, field->key, "s", value != NULL ? value : "");
    }
  all = g_variant_ref_sink (g_variant_dict_end (&dict));

  return g_variant_print (all, FALSE);
}

static gboolean
draft_tick_cb (gpointer user_data)
{
  VecheFormDialog *self = user_data;
  g_autofree char *now = veche_form_dialog_fingerprint (self), *text = NULL;

  if (self->form != NULL || self->before == NULL || g_strcmp0 (now, self->drafted != NULL ? self->drafted : self->before) == 0)
    return G_SOURCE_CONTINUE;

  text = strcmp (now, self->before) != 0 ? draft_dup_text (self) : NULL;
  draft_keep (self, text);
  g_free (self->drafted);
  self->drafted = g_steal_pointer (&now);

  return G_SOURCE_CONTINUE;
}

static void
draft_give_back (VecheFormDialog *self, GVariant *all)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      VecheFormField *field = self->fields->pdata[i];
      const char *value;

      if (g_variant_lookup (all, field->key, "&s", &value))
        veche_form_field_set_value (field, *value != '\0' ? value : NULL);
    }
  g_free (self->drafted);
  self->drafted = veche_form_dialog_fingerprint (self);
  gtk_widget_set_visible (self->again, strcmp (self->drafted, self->before) != 0);
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheFormDialog) self = user_data;
  g_autofree char *text = veche_store_run_finish (VECHE_STORE (source), result, NULL), *now = NULL;
  g_autoptr (GVariant) all = text != NULL && *text != '\0' ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;

  if (self->session == NULL || self->before == NULL)
    return;
  now = veche_form_dialog_fingerprint (self);
  if (all != NULL && strcmp (now, self->before) == 0)
    draft_give_back (self, all);
  self->timer = g_timeout_add_seconds (DRAFT_SECONDS, draft_tick_cb, self);
}

void
veche_form_draft_begin (VecheFormDialog *self)
{
  self->draft = draft_dup_name (self);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, read_job, g_strdup (self->draft), g_free, g_free, NULL, draft_read_cb,
                         g_object_ref (self));
}

void
veche_form_draft_end (VecheFormDialog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->drafted != NULL)
    draft_keep (self, NULL);
  g_clear_pointer (&self->drafted, g_free);
}
