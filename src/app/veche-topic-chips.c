/* veche-topic-chips.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-experts.h"
#include "app/veche-mention-words.h"
#include "app/veche-name-entry.h"
#include "app/veche-topic-chips.h"
#include "app/veche-wrap-layout.h"
#include "store/veche-members-table.h"

struct _VecheTopicChips
{
  AdwBin          parent_instance;

  VecheSession   *session;          /* (owned) (nullable) */
  GPtrArray      *names;            /* (owned) (nullable) (element-type VecheCount): all competencies */
  GPtrArray      *added, *removed;  /* (owned) (element-type utf8): uids */

  GtkBox         *box;
  GtkWidget      *add;              /* the last chip */
  GtkPopover     *popover;
  VecheNameEntry *entry;
};

G_DEFINE_FINAL_TYPE (VecheTopicChips, veche_topic_chips, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
drop_uid (GPtrArray *uids, const char *uid)
{
  guint index;

  return g_ptr_array_find_with_equal_func (uids, uid, g_str_equal, &index) && g_ptr_array_remove_index (uids, index);
}

static void
topic_chips_remove_cb (GtkButton *chip, VecheTopicChips *self)
{
  g_autofree char *uid = g_strdup (g_object_get_data (G_OBJECT (chip), "uid"));

  if (!drop_uid (self->added, uid))
    g_ptr_array_add (self->removed, g_steal_pointer (&uid));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
topic_chips_added_cb (VecheTopicChips *self, const char *name)
{
  gtk_popover_popdown (self->popover);
  for (guint i = 0; self->names != NULL && i < self->names->len; i++)
    {
      VecheCount *count = g_ptr_array_index (self->names, i);

      if (strcmp (count->name, name) != 0)
        continue;
      if (!drop_uid (self->removed, count->uid))
        g_ptr_array_add (self->added, g_strdup (count->uid));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }
  veche_session_toast (self->session, _ ("There is no such competency yet: add it in the table"));
}

static gpointer
topic_chips_names_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_members_list_competencies (db, error);
}

static void
topic_chips_names_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTopicChips) self = user_data;
  GPtrArray *names = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (names == NULL)
    return;
  g_clear_pointer (&self->names, g_ptr_array_unref);
  self->names = names;
  for (guint i = 0; i < names->len; i++)
    g_strv_builder_add (builder, ((VecheCount *) g_ptr_array_index (names, i))->name);
  list = g_strv_builder_end (builder);
  if (self->entry != NULL)
    veche_name_entry_set_names (self->entry, (const char *const *) list);
}

static void
topic_chips_opened_cb (VecheTopicChips *self)
{
  if (self->session == NULL)
    return;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, topic_chips_names_job, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, topic_chips_names_cb, g_object_ref (self));
  gtk_widget_child_focus (GTK_WIDGET (self->entry), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
topic_chip_new (VecheTopicChips *self, const VecheTopic *topic)
{
  GtkWidget *chip = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *icon = gtk_image_new_from_icon_name ("veche-competency-symbolic"), *cross = gtk_image_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = veche_words_clean (topic->name, 60, FALSE);
  g_autofree char *spoken = g_strdup_printf (_ ("Take off the topic “%s”"), name);
  GtkWidget *label = gtk_label_new (name);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 13);
  gtk_image_set_pixel_size (GTK_IMAGE (cross), 11);
  gtk_widget_add_css_class (cross, "veche-hint");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cross);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "veche-topic");
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (chip), "uid", g_strdup (topic->uid), g_free);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (topic_chips_remove_cb), self, 0);

  return chip;
}

static GtkWidget *
topic_chips_add_new (VecheTopicChips *self)
{
  GtkWidget *add = gtk_menu_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic"), *label = gtk_label_new (_ ("topic"));
  GtkWidget *popover = gtk_popover_new ();

  self->entry = g_object_new (VECHE_TYPE_NAME_ENTRY, "placeholder-text", _ ("Competency"), NULL);
  g_signal_connect_object (self->entry, "chosen", G_CALLBACK (topic_chips_added_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_size_request (GTK_WIDGET (self->entry), 220, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->entry));
  g_signal_connect_object (popover, "show", G_CALLBACK (topic_chips_opened_cb), self, G_CONNECT_SWAPPED);
  self->popover = GTK_POPOVER (popover);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (add), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), popover);
  gtk_widget_add_css_class (add, "veche-topic");
  gtk_widget_add_css_class (add, "veche-second");
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a topic"), -1);

  return add;
}

static void
veche_topic_chips_dispose (GObject *object)
{
  VecheTopicChips *self = VECHE_TOPIC_CHIPS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  self->entry = NULL;
  G_OBJECT_CLASS (veche_topic_chips_parent_class)->dispose (object);
}

static void
veche_topic_chips_class_init (VecheTopicChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_topic_chips_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VECHE_TYPE_TOPIC_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_topic_chips_init (VecheTopicChips *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->added = g_ptr_array_new_with_free_func (g_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  self->box = GTK_BOX (box);
  gtk_widget_set_layout_manager (box, veche_wrap_layout_new (8, 6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Topics of the question"), -1);
  self->add = topic_chips_add_new (self);
  gtk_box_append (self->box, self->add);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
veche_topic_chips_set_session (VecheTopicChips *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_TOPIC_CHIPS (self));

  g_set_object (&self->session, session);
}

void
veche_topic_chips_set_topics (VecheTopicChips *self, GPtrArray *topics)
{
  GtkWidget *child, *after = NULL;

  g_return_if_fail (VECHE_IS_TOPIC_CHIPS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != self->add)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < topics->len; i++)
    {
      GtkWidget *chip = topic_chip_new (self, g_ptr_array_index (topics, i));

      gtk_box_insert_child_after (self->box, chip, after);
      after = chip;
    }
}

void
veche_topic_chips_reset (VecheTopicChips *self)
{
  g_return_if_fail (VECHE_IS_TOPIC_CHIPS (self));

  g_ptr_array_set_size (self->added, 0);
  g_ptr_array_set_size (self->removed, 0);
}

gboolean
veche_topic_chips_has_added (VecheTopicChips *self)
{
  return self->added->len > 0;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

GPtrArray *
veche_topic_chips_dup_added (VecheTopicChips *self)
{
  return g_ptr_array_copy (self->added, copy_text, NULL);
}

GPtrArray *
veche_topic_chips_dup_removed (VecheTopicChips *self)
{
  return g_ptr_array_copy (self->removed, copy_text, NULL);
}
