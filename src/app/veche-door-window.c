/* veche-door-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-door-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-door-list.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-talk.h"
#include "app/veche-label.h"
#include "model/veche-text.h"
#include "store/veche-door-table.h"

#define MOST_HITS   50
#define MOST_LISTED 200   /* nothing typed: the beginning of the list */
#define MOST_NAME   200   /* of a walk-in */

struct _VecheDoorWindow
{
  AdwWindow       parent_instance;

  VecheSession   *session;      /* (owned) */
  char           *uid;          /* of the event */
  VecheEventCard *event;        /* (owned) (nullable): not read yet */
  GCancellable   *searching;    /* (owned) (nullable) */
  char           *answered;     /* (nullable): what the list answers; a Return before that waits */
  gboolean        let_in;       /* a Return waits for the list */
  char           *last;         /* (nullable): name of who was let in last */

  AdwWindowTitle *title;
  GtkLabel       *came, *expected, *walk_ins;
  GtkEditable    *entry;
  GtkStack       *stack;
  VecheDoorList  *list;         /* (nullable) after dispose */
  GtkWidget      *add;
  GtkWidget      *said_box;
  GtkLabel       *said;
};

G_DEFINE_FINAL_TYPE (VecheDoorWindow, veche_door_window, ADW_TYPE_WINDOW)

static void door_search (VecheDoorWindow *self);
static void door_catch_up (VecheDoorWindow *self);

static char *
door_dup_typed (VecheDoorWindow *self)
{
  return veche_text_tidy (gtk_editable_get_text (self->entry));
}

/*** Counts ***/

static void
door_show_counts (VecheDoorWindow *self)
{
  guint expected = self->event->accepted + self->event->came - MIN (self->event->walk_ins, self->event->came);
  g_autofree char *came = g_strdup_printf ("%u", self->event->came);
  g_autofree char *of = g_strdup_printf ("%u", expected), *walk_ins = g_strdup_printf ("%u", self->event->walk_ins);

  adw_window_title_set_title (self->title, self->event->title);
  gtk_label_set_text (self->came, came);
  gtk_label_set_text (self->expected, of);
  gtk_label_set_text (self->walk_ins, walk_ins);
  veche_door_list_set_total (self->list, self->event->invited + self->event->accepted + self->event->waiting + self->event->came);
}

static gpointer
door_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_events_load (db, input, error);
}

static void
door_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDoorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  VecheEventCard *event = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (event == NULL || self->list == NULL)
    {
      g_clear_pointer (&event, veche_event_card_free);
      return;
    }
  g_clear_pointer (&self->event, veche_event_card_free);
  self->event = event;
  door_show_counts (self);
  door_catch_up (self);
}

static void
door_refresh (VecheDoorWindow *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, door_load_job, g_strdup (self->uid), g_free,
                         (GDestroyNotify) veche_event_card_free, NULL, door_loaded_cb, g_object_ref (self));
  door_search (self);
}

static void
door_changed_cb (VecheDoorWindow *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & (VECHE_TABLE_PLAN | VECHE_TABLE_MEMBER))
    door_refresh (self);
}

/*** Letting in ***/

static void
door_say (VecheDoorWindow *self, const char *text, gboolean undo)
{
  GtkWidget *button = gtk_widget_get_next_sibling (GTK_WIDGET (self->said));

  gtk_label_set_text (self->said, text);
  gtk_widget_set_visible (button, undo);
  gtk_widget_set_visible (self->said_box, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->said_box), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* The next one may be let in before this one is written down. */
typedef struct
{
  VecheDoorWindow *self;    /* (owned) */
  char            *name;
  char            *typed;
} DoorArrival;

static void
door_arrival_free (DoorArrival *arrival)
{
  g_object_unref (arrival->self);
  g_free (arrival->name);
  g_free (arrival->typed);
  g_free (arrival);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DoorArrival, door_arrival_free)

static void
door_let_in_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (DoorArrival) arrival = user_data;
  VecheDoorWindow *self = arrival->self;
  g_autofree char *text = NULL;

  if (self->list == NULL)
    return;
  /* Translators: %s came to the event */
  text = g_strdup_printf (ok ? _ ("%s is in") : _ ("%s could not be written down. Try again"), arrival->name);
  door_say (self, text, ok);
  if (!ok && *gtk_editable_get_text (self->entry) == '\0')
    {
      gtk_editable_set_text (self->entry, arrival->typed);
      gtk_editable_set_position (self->entry, -1);
    }
}

/* (transfer full) */
static DoorArrival *
door_begin (VecheDoorWindow *self, const char *name)
{
  DoorArrival *arrival = g_new0 (DoorArrival, 1);

  arrival->self = g_object_ref (self);
  arrival->name = g_strdup (name);
  arrival->typed = g_strdup (gtk_editable_get_text (self->entry));
  g_free (self->last);
  self->last = g_strdup (name);
  gtk_editable_set_text (self->entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return arrival;
}

static void
door_let_in (VecheDoorWindow *self)
{
  VecheGuestRecord *guest = veche_door_list_get_chosen (self->list);
  g_autoptr (VecheRecord) held = guest != NULL ? veche_record_ref ((VecheRecord *) guest) : NULL;
  g_autofree char *text = NULL;

  if (guest == NULL || self->event == NULL)
    return;
  if (strcmp (guest->guest->status, "came") == 0)
    {
      text = g_strdup_printf (_ ("%s is in already"), guest->name);
      door_say (self, text, FALSE);
      gtk_editable_select_region (self->entry, 0, -1);
      return;
    }

  veche_event_edit_check_in (self->session, self->event, guest->guest->member_uid, guest->name, door_let_in_cb, door_begin (self, guest->name));
}

static void
door_add (VecheDoorWindow *self)
{
  g_autofree char *typed = door_dup_typed (self), *name = NULL;

  if (typed == NULL || self->event == NULL)
    return;
  name = veche_text_clamp (typed, MOST_NAME, FALSE);
  veche_event_edit_walk_in (self->session, self->event, name, door_let_in_cb, door_begin (self, name));
}

static void
door_undo (VecheDoorWindow *self)
{
  g_autofree char *text = self->last != NULL ? g_strdup_printf (_ ("Taken back: %s"), self->last) : g_strdup (_ ("Taken back"));

  veche_session_undo (self->session);
  door_say (self, text, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* One who is in and was not meant: back to the list. */
static void
door_send_out (VecheDoorWindow *self)
{
  VecheGuestRecord *guest = veche_door_list_get_chosen (self->list);
  g_autoptr (VecheRecord) held = guest != NULL ? veche_record_ref ((VecheRecord *) guest) : NULL;
  g_autofree char *text = NULL;

  if (guest == NULL || self->event == NULL || strcmp (guest->guest->status, "came") != 0)
    return;
  text = g_strdup_printf (_ ("Not here after all: %s"), guest->name);
  if (guest->guest->walk_in)
    veche_event_edit_drop (self->session, self->event, guest->guest);
  else
    veche_event_edit_guest (self->session, self->event, guest->guest, NULL, "accepted");
  door_say (self, text, FALSE);
}

static void
door_talk (VecheDoorWindow *self)
{
  if (self->event != NULL)
    veche_event_talk_ask (GTK_WIDGET (self), self->session, self->event);
}

/*** Searching ***/

typedef struct
{
  char      *uid, *typed;
  GPtrArray *hits;
} DoorSearch;

static void
door_search_free (gpointer data)
{
  DoorSearch *search = data;

  g_free (search->uid);
  g_free (search->typed);
  g_clear_pointer (&search->hits, g_ptr_array_unref);
  g_free (search);
}

static gpointer
door_search_job (VecheDb *db, gpointer input, GError **error)
{
  DoorSearch *wanted = input, *found = g_new0 (DoorSearch, 1);

  found->typed = g_strdup (wanted->typed);
  found->hits = veche_door_find (db, wanted->uid, wanted->typed, wanted->typed != NULL ? MOST_HITS : MOST_LISTED, error);
  if (found->hits == NULL)
    g_clear_pointer (&found, door_search_free);

  return found;
}

static void
door_show_add (VecheDoorWindow *self, const char *typed)
{
  g_autofree char *name = typed != NULL ? veche_text_clamp (typed, 60, FALSE) : NULL;
  /* Translators: %s is a name that was typed at the door of an event */
  g_autofree char *label = name != NULL ? g_strdup_printf (_ ("“%s” is new here: let in (Ctrl+Return)"), name) : NULL;

  gtk_widget_set_visible (self->add, name != NULL);
  if (name == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->add), label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->add))), TRUE);   /* a narrow window is not made wider by a name */
  gtk_label_set_wrap_mode (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->add))), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->add))), GTK_JUSTIFY_CENTER);
}

/* Return was pressed before the desk had read what it needs. */
static void
door_catch_up (VecheDoorWindow *self)
{
  g_autofree char *typed = door_dup_typed (self);

  if (!self->let_in || self->event == NULL || g_strcmp0 (typed, self->answered) != 0)
    return;
  self->let_in = FALSE;
  door_let_in (self);
}

static void
door_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDoorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  DoorSearch *found = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autofree char *typed = NULL;

  if (found == NULL || self->list == NULL)
    {
      g_clear_pointer (&found, door_search_free);
      return;
    }

  typed = door_dup_typed (self);
  g_free (self->answered);
  self->answered = g_strdup (found->typed);
  veche_door_list_fill (self->list, found->hits, found->typed);
  gtk_stack_set_visible_child_name (self->stack, found->hits->len > 0 ? "list" : found->typed != NULL ? "nobody" : "empty");
  door_show_add (self, typed);
  door_search_free (found);
  door_catch_up (self);
}

static void
door_search (VecheDoorWindow *self)
{
  DoorSearch *wanted;

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  wanted = g_new0 (DoorSearch, 1);
  wanted->uid = g_strdup (self->uid);
  wanted->typed = door_dup_typed (self);
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_READER, G_PRIORITY_HIGH, door_search_job, wanted,
                                  door_search_free, door_search_free, self->searching, door_found_cb, g_object_ref (self));
}

static void
door_typed_cb (VecheDoorWindow *self)
{
  self->let_in = FALSE;
  door_search (self);
}

/* Who types faster than the list answers means the one it will show first. */
static void
door_enter_cb (VecheDoorWindow *self)
{
  g_autofree char *typed = door_dup_typed (self);
  gboolean answered = self->event != NULL && g_strcmp0 (typed, self->answered) == 0;

  if (answered)
    door_let_in (self);
  else
    self->let_in = typed != NULL;
}

static gboolean
door_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VecheDoorWindow *self)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    veche_door_list_move (self->list, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    veche_door_list_move (self->list, -1);
  else if (control && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    door_add (self);
  else if (control && (key == GDK_KEY_z || key == GDK_KEY_Cyrillic_ya) && *gtk_editable_get_text (self->entry) == '\0')
    door_undo (self);
  else if (control && (key == GDK_KEY_BackSpace || key == GDK_KEY_Delete))
    door_send_out (self);
  else if (control && (key == GDK_KEY_t || key == GDK_KEY_Cyrillic_ie))
    door_talk (self);
  else if (key == GDK_KEY_Escape && *gtk_editable_get_text (self->entry) != '\0')
    gtk_editable_set_text (self->entry, "");
  else if (key == GDK_KEY_Escape)
    gtk_window_close (GTK_WINDOW (self));
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/*** The window ***/

static GtkWidget *
door_number_new (const char *what, GtkLabel **number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *number = GTK_LABEL (gtk_label_new ("0"));
  gtk_widget_add_css_class (GTK_WIDGET (*number), "door-number");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*number));
  gtk_box_append (GTK_BOX (box), gtk_label_new (what));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "veche-second");
  gtk_accessible_update_property (GTK_ACCESSIBLE (*number), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);

  return box;
}

static GtkWidget *
door_make_counts (VecheDoorWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 36);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), door_number_new (_ ("came"), &self->came));
  gtk_box_append (GTK_BOX (box), door_number_new (_ ("expected"), &self->expected));
  gtk_box_append (GTK_BOX (box), door_number_new (_ ("uninvited"), &self->walk_ins));

  return box;
}

static GtkWidget *
door_make_entry (VecheDoorWindow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name or handle"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
  gtk_widget_add_css_class (entry, "door-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Who is at the door?"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (door_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (door_typed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (door_enter_cb), self);

  return entry;
}

static GtkWidget *
door_make_said (VecheDoorWindow *self)
{
  GtkWidget *undo = gtk_button_new_with_mnemonic (_ ("_Undo"));

  self->said_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->said_box, "door-said");
  self->said = GTK_LABEL (veche_label_new ("", NULL, NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->said), TRUE);
  gtk_box_append (GTK_BOX (self->said_box), GTK_WIDGET (self->said));
  gtk_box_append (GTK_BOX (self->said_box), undo);
  gtk_widget_set_visible (self->said_box, FALSE);
  g_signal_connect_swapped (undo, "clicked", G_CALLBACK (door_undo), self);

  return self->said_box;
}

static GtkWidget *
door_status_page (const char *icon, const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);

  return page;
}

static GtkWidget *
door_make_content (VecheDoorWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (box, "door");
  gtk_box_append (GTK_BOX (box), door_make_counts (self));
  gtk_box_append (GTK_BOX (box), door_make_entry (self));
  gtk_box_append (GTK_BOX (box), door_make_said (self));
  self->add = gtk_button_new ();
  gtk_widget_add_css_class (self->add, "door-add");
  gtk_widget_set_visible (self->add, FALSE);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (door_add), self);
  self->list = VECHE_DOOR_LIST (veche_door_list_new ());
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (door_let_in), self);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (self->stack, door_status_page ("object-select-symbolic", _ ("Nobody was invited"), _ ("Type a name: whoever comes is let in")), "empty");
  gtk_stack_add_named (self->stack, door_status_page ("edit-find-symbolic", _ ("Nobody is called that"), _ ("Who is new here becomes a member")), "nobody");
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);

  return clamp;
}

static void
door_dispose (GObject *object)
{
  VecheDoorWindow *self = VECHE_DOOR_WINDOW (object);

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->event, veche_event_card_free);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->answered, g_free);
  g_clear_pointer (&self->last, g_free);
  self->list = NULL;

  G_OBJECT_CLASS (veche_door_window_parent_class)->dispose (object);
}

static void
veche_door_window_class_init (VecheDoorWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = door_dispose;
}

static void
veche_door_window_init (VecheDoorWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new (), *leave = gtk_button_new_with_mnemonic (_ ("_Leave the Door"));
  GtkWidget *talk = gtk_button_new_from_icon_name ("system-users-symbolic");

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", _ ("Door desk")));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), leave);
  gtk_widget_set_tooltip_text (talk, _ ("Who Spoke with Whom (Ctrl+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (talk), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Who Spoke with Whom"), -1);
  g_signal_connect_swapped (talk, "clicked", G_CALLBACK (door_talk), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), talk);
  gtk_widget_add_css_class (header, "flat");
  g_signal_connect_swapped (leave, "clicked", G_CALLBACK (gtk_window_close), self);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), door_make_content (self));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Door desk"));
  adw_window_set_content (ADW_WINDOW (self), box);
}

VecheDoorWindow *
veche_door_window_present (VecheSession *session, GtkWindow *parent, const char *event_uid)
{
  VecheDoorWindow *self = g_object_new (VECHE_TYPE_DOOR_WINDOW, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (event_uid);
  gtk_window_set_default_size (GTK_WINDOW (self), 360, 640);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (door_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_fullscreen (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
  door_refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return self;
}
