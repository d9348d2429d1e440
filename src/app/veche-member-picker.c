/* veche-member-picker.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"
#include "app/veche-mention-words.h"
#include "store/veche-row-model.h"

#define MAX_OFFERED 200

struct _VecheMemberPicker
{
  GtkPopover          parent_instance;

  VecheSession       *session;      /* (owned) */
  char               *competency;   /* (nullable) */
  VecheRowModel      *model;        /* (owned) (nullable) */

  GtkSearchEntry     *entry;
  GtkStack           *stack;
  GtkLabel           *caption;
  GtkListView        *list;
  GtkSingleSelection *selection;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (VecheMemberPicker, veche_member_picker, GTK_TYPE_POPOVER)

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
veche_member_picker_show_state (VecheMemberPicker *self)
{
  gboolean loading = self->model != NULL && veche_row_model_get_loading (self->model);
  gboolean empty = self->model == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;

  if (!loading)
    gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static void
veche_member_picker_close_model (VecheMemberPicker *self)
{
  if (self->model == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->model, self);
  veche_row_model_close (self->model);
  g_clear_object (&self->model);
}

static void
veche_member_picker_requery (VecheMemberPicker *self)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean typed = *text != '\0';

  /* A new entry says "search-changed" by itself: nothing is read for a popover that nobody sees. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  query->text = g_strdup (text);
  query->competency = typed ? NULL : g_strdup (self->competency);
  query->limit = MAX_OFFERED;

  gtk_widget_set_visible (GTK_WIDGET (self->caption), !typed && self->competency != NULL);
  veche_member_picker_close_model (self);
  self->model = veche_row_model_new (veche_session_get_store (self->session), query);
  g_signal_connect_swapped (self->model, "notify::loading", G_CALLBACK (veche_member_picker_show_state), self);
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (veche_member_picker_show_state), self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
}

static void
veche_member_picker_pick (VecheMemberPicker *self, guint position)
{
  g_autoptr (VecheItem) item = self->model != NULL ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;

  if (record == NULL)
    return;

  g_signal_emit (self, signals[PICKED], 0, record);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
veche_member_picker_activate_cb (GtkListView *list, guint position, VecheMemberPicker *self)
{
  veche_member_picker_pick (self, position);
}

static void
veche_member_picker_entry_activate_cb (GtkSearchEntry *entry, VecheMemberPicker *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    veche_member_picker_pick (self, position);
}

static gboolean
veche_member_picker_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VecheMemberPicker *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;

  if (position == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up && position > 0)
    gtk_single_selection_set_selected (self->selection, position - 1);
  if (key == GDK_KEY_Down && position + 1 < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    gtk_single_selection_set_selected (self->selection, position + 1);

  return GDK_EVENT_STOP;
}

static void
row_record_cb (VecheItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  VecheMember *member = (VecheMember *) veche_item_get_record (item);
  GtkWidget *avatar, *labels, *name, *about;
  g_autofree char *called = NULL, *known = NULL, *spoken = NULL;

  if (row == NULL || member == NULL)
    return;

  avatar = gtk_widget_get_first_child (row);
  labels = gtk_widget_get_next_sibling (avatar);
  name = gtk_widget_get_first_child (labels);
  about = gtk_widget_get_next_sibling (name);
  veche_faces_show (ADW_AVATAR (avatar), NULL, member->name);
  called = veche_words_clean (member->name, 80, FALSE);
  known = veche_words_clean (member->labels != NULL ? member->labels : member->handles, 80, FALSE);
  gtk_label_set_text (GTK_LABEL (name), called);
  gtk_label_set_text (GTK_LABEL (about), known);
  gtk_widget_set_visible (about, *gtk_label_get_text (GTK_LABEL (about)) != '\0');

  spoken = g_strdup_printf ("%s, %s", called, known);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = veche_label_new (NULL, "plan-title", NULL);
  GtkWidget *about = veche_label_new (NULL, "plan-caption", NULL);

  gtk_box_append (GTK_BOX (labels), name);
  gtk_box_append (GTK_BOX (labels), about);
  gtk_widget_set_valign (labels, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_box_append (GTK_BOX (row), veche_avatar_new (28, NULL, NULL));
  gtk_box_append (GTK_BOX (row), labels);
  gtk_list_item_set_child (list_item, row);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  VecheItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect (item, "notify::record", G_CALLBACK (row_record_cb), list_item);
  row_record_cb (item, NULL, list_item);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item), list_item);
}

static void
veche_member_picker_map (GtkWidget *widget)
{
  VecheMemberPicker *self = VECHE_MEMBER_PICKER (widget);

  if (self->model == NULL)
    veche_member_picker_requery (self);
  GTK_WIDGET_CLASS (veche_member_picker_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
veche_member_picker_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (veche_member_picker_parent_class)->unmap (widget);
  gtk_single_selection_set_model (VECHE_MEMBER_PICKER (widget)->selection, NULL);
  veche_member_picker_close_model (VECHE_MEMBER_PICKER (widget));
}

static void
veche_member_picker_dispose (GObject *object)
{
  VecheMemberPicker *self = VECHE_MEMBER_PICKER (object);

  veche_member_picker_close_model (self);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);
  g_clear_pointer (&self->competency, g_free);

  G_OBJECT_CLASS (veche_member_picker_parent_class)->dispose (object);
}

static void
veche_member_picker_class_init (VecheMemberPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = veche_member_picker_dispose;
  widget_class->map = veche_member_picker_map;
  widget_class->unmap = veche_member_picker_unmap;

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, VECHE_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-member-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheMemberPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheMemberPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheMemberPicker, caption);
  gtk_widget_class_bind_template_child (widget_class, VecheMemberPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, veche_member_picker_requery);
  gtk_widget_class_bind_template_callback (widget_class, veche_member_picker_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_member_picker_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
veche_member_picker_init (VecheMemberPicker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (row_unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);

  self->selection = gtk_single_selection_new (NULL);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect (keys, "key-pressed", G_CALLBACK (veche_member_picker_key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

GtkWidget *
veche_member_picker_new (VecheSession *session, const char *competency)
{
  VecheMemberPicker *self = g_object_new (VECHE_TYPE_MEMBER_PICKER, NULL);

  self->session = g_object_ref (session);
  self->competency = g_strdup (competency);
  if (competency != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Able in “%s”"), competency);

      gtk_label_set_text (self->caption, text);
    }

  return GTK_WIDGET (self);
}
