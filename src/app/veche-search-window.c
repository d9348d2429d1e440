/* veche-search-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each change of the text cancels the search before it and asks the scanner anew; the list is filled from the answer at once.  It
 * never has more than a few dozen rows, so they are ordinary widgets.
 */

#include "veche-config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/veche-article-dialog.h"
#include "app/veche-event-page.h"
#include "app/veche-label.h"
#include "app/veche-organisations-dialog.h"
#include "app/veche-search-row.h"
#include "app/veche-search-window.h"
#include "app/veche-thread-dialog.h"

#define SHOWN       4     /* of each kind */
#define SHOWN_ALONE 50    /* of one kind, asked for by its "Show all" */
#define ALL         VECHE_N_HIT_KINDS

struct _VecheSearchWindow
{
  AdwWindow       parent_instance;

  VecheSession   *session;     /* (owned) */
  GtkWindow      *parent;      /* (unowned): transient for it, so it lives longer */
  GCancellable   *running;     /* (owned) (nullable): of the search before */
  GPtrArray      *hits;        /* (owned) (nullable) (element-type VecheHit): what the rows show */
  VecheHitKind    only;        /* ALL, or the one kind that is shown in full */

  GtkSearchEntry *entry;
  GtkBox         *chips;
  GtkStack       *stack;
  GtkScrolledWindow *scroller;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (VecheSearchWindow, veche_search_window, ADW_TYPE_WINDOW)

/*** Asking ***/

typedef struct
{
  VecheSearch *search;
  VecheHitKind only;
  GPtrArray   *sections[VECHE_N_HIT_KINDS];
  gboolean     more[VECHE_N_HIT_KINDS];
} VecheFound;

static void
found_free (gpointer data)
{
  VecheFound *found = data;

  for (guint i = 0; i < VECHE_N_HIT_KINDS; i++)
    g_clear_pointer (&found->sections[i], g_ptr_array_unref);
  veche_search_unref (found->search);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFound, found_free)

static VecheFound *
found_new (VecheSearch *search, VecheHitKind only)
{
  VecheFound *found = g_new0 (VecheFound, 1);

  found->search = veche_search_ref (search);
  found->only = only;

  return found;
}

static gpointer
search_job (VecheDb *db, gpointer input, GError **error)
{
  VecheFound *asked = input;
  g_autoptr (VecheFound) found = found_new (asked->search, asked->only);

  for (guint i = 0; i < VECHE_N_HIT_KINDS; i++)
    {
      if (asked->only != ALL && asked->only != i)
        continue;
      found->sections[i] = veche_search_section (db, asked->search, i, asked->only == ALL ? SHOWN : SHOWN_ALONE, VECHE_SEARCH_NEWEST,
                                                 &found->more[i], error);
      if (found->sections[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&found);
}

/*** Showing ***/

static void
search_window_clear (VecheSearchWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_clear_pointer (&self->hits, g_ptr_array_unref);
}

static void
search_window_add_heading (VecheSearchWindow *self, GtkWidget *row, VecheHitKind kind)
{
  g_object_set_data (G_OBJECT (row), "heading", GINT_TO_POINTER (kind + 1));
}

static void
search_window_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  int heading = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "heading"));
  GtkWidget *label;

  if (heading == 0)
    return;

  label = gtk_label_new (veche_hit_kind_title ((VecheHitKind) (heading - 1)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "veche-heading");
  gtk_widget_add_css_class (label, "veche-hit-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
search_window_add_more (VecheSearchWindow *self, VecheHitKind kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *spoken = g_strdup_printf ("%s: %s", veche_hit_kind_title (kind), _ ("Show All"));
  GtkWidget *label = gtk_label_new (_ ("Show All"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "veche-small");
  gtk_widget_add_css_class (label, "veche-second");
  gtk_widget_add_css_class (label, "veche-hit-more");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_add_css_class (row, "veche-hit");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (row), "more", GINT_TO_POINTER (kind + 1));
  gtk_list_box_append (self->list, row);
}

static void
search_window_add_section (VecheSearchWindow *self, VecheFound *found, VecheHitKind kind)
{
  GPtrArray *section = found->sections[kind];

  for (guint i = 0; section != NULL && i < section->len; i++)
    {
      VecheHit *hit = section->pdata[i];
      GtkWidget *row = veche_search_row_new (hit, found->search);

      if (i == 0)
        search_window_add_heading (self, row, kind);
      g_object_set_data (G_OBJECT (row), "hit", hit);
      gtk_list_box_append (self->list, row);
    }
  if (section == NULL)
    return;
  if (found->more[kind] && found->only == ALL)
    search_window_add_more (self, kind);
  while (section->len > 0)   /* the rows show them: they move to the window */
    g_ptr_array_add (self->hits, g_ptr_array_steal_index (section, 0));
}

static void
search_window_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSearchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheFound) found = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (found == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }

  search_window_clear (self);
  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);
  for (guint i = 0; i < VECHE_N_HIT_KINDS; i++)
    search_window_add_section (self, found, i);
  gtk_stack_set_visible_child_name (self->stack, self->hits->len > 0 ? "list" : "empty");
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
search_window_ask (VecheSearchWindow *self, VecheHitKind only)
{
  g_autoptr (VecheSearch) search = veche_search_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->only = only;
  if (veche_search_is_empty (search))
    {
      search_window_clear (self);
      gtk_stack_set_visible_child_name (self->stack, "hint");
      return;
    }

  self->running = g_cancellable_new ();
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, G_PRIORITY_HIGH, search_job,
                                  found_new (search, only), found_free, found_free, self->running, search_window_found_cb,
                                  g_object_ref (self));
}

static void
search_window_changed_cb (VecheSearchWindow *self)
{
  if (self->session != NULL)
    search_window_ask (self, ALL);
}

/*** Opening ***/

/* The search goes on with only this: a tag shows who wears it. */
static void
search_window_narrow (VecheSearchWindow *self, const char *operator, const char *name)
{
  g_autofree char *text = g_strdup_printf (strchr (name, ' ') != NULL ? "%s\"%s\" " : "%s%s ", operator, name);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
search_window_open (VecheSearchWindow *self, const VecheHit *hit)
{
  g_autoptr (VecheSession) session = g_object_ref (self->session);
  GtkWindow *parent = self->parent;

  if (hit->kind == VECHE_HIT_TAG || hit->kind == VECHE_HIT_COMPETENCY)
    {
      search_window_narrow (self, hit->kind == VECHE_HIT_TAG ? _ ("tag:") : _ ("competency:"), hit->title);
      return;
    }

  if (hit->kind == VECHE_HIT_MEMBER || hit->kind == VECHE_HIT_NOTE)
    veche_session_open_member (session, hit->member_uid);
  else if (hit->kind == VECHE_HIT_MESSAGE)
    veche_thread_dialog_open (session, parent, hit->uid);
  else if (hit->kind == VECHE_HIT_EVENT)
    veche_event_page_open (GTK_WIDGET (parent), hit->uid);
  else if (hit->kind == VECHE_HIT_PROJECT)
    veche_session_open_item (session, "project", hit->uid);
  else if (hit->kind == VECHE_HIT_ORGANISATION)
    veche_organisations_dialog_present (session, parent, hit->uid);
  else if (hit->kind == VECHE_HIT_ARTICLE)
    veche_article_dialog_open (GTK_WIDGET (parent), session, hit->uid);
  gtk_window_close (GTK_WINDOW (self));
}

static void
search_window_open_cb (VecheSearchWindow *self, GtkListBoxRow *row)
{
  const VecheHit *hit = g_object_get_data (G_OBJECT (row), "hit");
  int more = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "more"));

  if (more != 0)
    search_window_ask (self, (VecheHitKind) (more - 1));
  else if (hit != NULL)
    search_window_open (self, hit);
}

static void
search_window_entry_activate_cb (VecheSearchWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    search_window_open_cb (self, row);
}

/* The row comes into sight without taking the focus from the entry. */
static void
search_window_show_row (VecheSearchWindow *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    return;
  gtk_adjustment_clamp_page (adjustment, bounds.origin.y - 40, bounds.origin.y + bounds.size.height + 6);
}

static gboolean
search_window_key_cb (VecheSearchWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1 : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? -1 : 0;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    {
      gtk_list_box_select_row (self->list, row);
      search_window_show_row (self, row);
    }

  return GDK_EVENT_STOP;
}

/*** Operators as chips ***/

static void
search_window_chip_cb (GtkButton *button, VecheSearchWindow *self)
{
  const char *insert = g_object_get_data (G_OBJECT (button), "insert");
  gboolean quotes = g_str_equal (insert, "\"\"");
  g_autofree char *text = g_strchomp (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *longer = g_strdup_printf ("%s%s%s", text, *text != '\0' ? " " : "", insert);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), longer);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), (int) g_utf8_strlen (longer, -1) - (quotes ? 1 : 0));
}

static void
search_window_add_chip (VecheSearchWindow *self, const char *label, const char *insert, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "veche-chip");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_focusable (button, TRUE);
  veche_label_speak (button, tooltip);
  g_object_set_data_full (G_OBJECT (button), "insert", g_strdup (insert), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (search_window_chip_cb), self);
  gtk_box_append (self->chips, button);
}

static void
search_window_add_chips (VecheSearchWindow *self)
{
  /* Translators: words of the search, typed with the colon: tag, competency, in, from, after, before.  Russian: тег: умение: в: от: после: до: */
  search_window_add_chip (self, _ ("tag:"), _ ("tag:"), _ ("With this tag"));
  search_window_add_chip (self, _ ("competency:"), _ ("competency:"), _ ("With this competency"));
  search_window_add_chip (self, _ ("in:"), _ ("in:"), _ ("In this channel or on this platform"));
  search_window_add_chip (self, _ ("from:"), _ ("from:"), _ ("Said by this person"));
  search_window_add_chip (self, _ ("after:"), _ ("after:"), _ ("From this day on"));
  search_window_add_chip (self, _ ("before:"), _ ("before:"), _ ("Before this day"));
  search_window_add_chip (self, _ ("“phrase”"), "\"\"", _ ("These words one after the other"));
  search_window_add_chip (self, _ ("−without"), "-", _ ("Without this word"));
}

static void
veche_search_window_dispose (GObject *object)
{
  VecheSearchWindow *self = VECHE_SEARCH_WINDOW (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->session);
  if (self->list != NULL)
    search_window_clear (self);

  G_OBJECT_CLASS (veche_search_window_parent_class)->dispose (object);
}

static void
veche_search_window_class_init (VecheSearchWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_search_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-search-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSearchWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheSearchWindow, chips);
  gtk_widget_class_bind_template_child (widget_class, VecheSearchWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheSearchWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, VecheSearchWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, search_window_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_window_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_window_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_window_open_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_search_window_init (VecheSearchWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->only = ALL;
  gtk_list_box_set_header_func (self->list, search_window_header_cb, NULL, NULL);
  search_window_add_chips (self);
}

VecheSearchWindow *
veche_search_window_present (VecheSession *session, GtkWindow *parent, const char *text)
{
  VecheSearchWindow *self = g_object_new (VECHE_TYPE_SEARCH_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->parent = parent;
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (640, MAX (gtk_widget_get_width (GTK_WIDGET (parent)), 340)),
                               MIN (600, MAX (gtk_widget_get_height (GTK_WIDGET (parent)), 300)));
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return self;
}
