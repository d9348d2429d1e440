/* veche-noise-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-inbox-bulk-run.h"
#include "app/veche-label.h"
#include "app/veche-noise-bar.h"
#include "store/veche-inbox-table.h"
#include "store/veche-rules-table.h"

#define LEAST 3
#define KINDS_SHOWN 3
#define SOON 200   /* ms after a change */

struct _VecheNoiseBar
{
  AdwBin        parent_instance;

  VecheSession *session;   /* (owned) (nullable) */
  guint         source;

  GtkLabel     *label;
};

G_DEFINE_FINAL_TYPE (VecheNoiseBar, veche_noise_bar, ADW_TYPE_BIN)

static char *
group_words (const VecheNoiseGroup *group)
{
  static const struct { const char *nick, *word; } words[] = {
    { "plus", NC_ ("noise", "agreement") }, { "thanks", NC_ ("noise", "thanks") }, { "greeting", NC_ ("noise", "greetings") }, { "ok", NC_ ("noise", "“OK”") },
    { "laugh", NC_ ("noise", "laughter") }, { "emoji", NC_ ("noise", "emoji") },   { "sticker", NC_ ("noise", "stickers") },
    { VECHE_INBOX_NOISE_BY_HAND, NC_ ("noise", "put here") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].nick, group->noise) == 0)
      return g_strdup_printf ("%u × %s", group->n, g_dpgettext2 (NULL, "noise", words[i].word));

  return g_strdup_printf ("%u", group->n);
}

static gpointer
digest_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_noise_digest (db, NULL, error);
}

static void
noise_bar_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheNoiseBar) self = user_data;
  g_autoptr (GPtrArray) groups = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n = 0;

  if (self->session == NULL || groups == NULL)
    return;
  for (guint i = 0; i < groups->len; i++)
    {
      g_autofree char *words = group_words (groups->pdata[i]);

      n += ((VecheNoiseGroup *) groups->pdata[i])->n;
      if (i < KINDS_SHOWN)
        g_string_append_printf (kinds, "%s%s", i > 0 ? ", " : "", words);
    }
  if (groups->len > KINDS_SHOWN)
    g_string_append (kinds, "…");
  /* Translators: messages that want no answer, then which: "7 × thanks, 3 × greetings" */
  text = g_strdup_printf (ngettext ("%u small one: %s", "%u small ones: %s", n), n, kinds->str);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self->label))), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), n >= LEAST);
}

static gboolean
noise_bar_read (gpointer user_data)
{
  VecheNoiseBar *self = user_data;

  self->source = 0;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, digest_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         noise_bar_read_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
noise_bar_changed_cb (VecheNoiseBar *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & VECHE_TABLE_TRIAGE) && self->source == 0)
    self->source = g_timeout_add (SOON, noise_bar_read, self);
}

/* However many there are. */
static void
noise_bar_done_cb (VecheNoiseBar *self)
{
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (VECHE_INBOX_BULK_DONE, "done");

  if (self->session == NULL)
    return;
  bulk->query = veche_query_new (VECHE_QUERY_INBOX);
  bulk->query->view = VECHE_INBOX_NOISE;
  veche_inbox_bulk_run (self->session, bulk, _ ("The small ones are done"), NULL, NULL, NULL);
}

void
veche_noise_bar_set_session (VecheNoiseBar *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_NOISE_BAR (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_set_object (&self->session, session);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (session == NULL)
    return;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (noise_bar_changed_cb), self, G_CONNECT_SWAPPED);
  noise_bar_read (self);
}

static void
veche_noise_bar_dispose (GObject *object)
{
  veche_noise_bar_set_session (VECHE_NOISE_BAR (object), NULL);

  G_OBJECT_CLASS (veche_noise_bar_parent_class)->dispose (object);
}

static void
veche_noise_bar_class_init (VecheNoiseBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_noise_bar_dispose;
}

static void
veche_noise_bar_init (VecheNoiseBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *button = gtk_button_new_with_mnemonic (_ ("All _Done")), *show = gtk_button_new ();

  self->label = GTK_LABEL (veche_label_new (NULL, "veche-second", NULL));
  gtk_label_set_max_width_chars (self->label, 16);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->label, 2);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (noise_bar_done_cb), self, G_CONNECT_SWAPPED);
  gtk_button_set_child (GTK_BUTTON (show), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (show, "flat");
  gtk_widget_set_hexpand (show, TRUE);
  gtk_widget_set_valign (show, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (show), "inbox.view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (show), "s", "noise");
  gtk_box_append (GTK_BOX (box), show);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "veche-noise-bar");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
