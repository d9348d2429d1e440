/* veche-event-guests.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-guests.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-event-edits.h"
#include "app/veche-event-letters.h"
#include "app/veche-event-thanks.h"
#include "app/veche-event-words.h"
#include "app/veche-guest-opinion.h"
#include "app/veche-guest-row.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"
#include "app/veche-plan-words.h"
#include "app/veche-selection.h"
#include "app/veche-single-keys.h"
#include "app/veche-wrap-layout.h"
#include "app/veche-write-to.h"
#include "model/veche-text.h"
#include "store/veche-segments-table.h"

struct _VecheEventGuests
{
  AdwBin          parent_instance;

  VecheSession   *session;    /* (owned) */
  VecheEventCard *event;      /* (unowned) (nullable) */
  GPtrArray      *all;        /* (owned) (element-type VecheItem) */
  GListStore     *items;      /* (owned): those of them that are shown */
  VecheSelection *selection;  /* (owned) */
  gboolean        filling;

  GtkLabel       *seats;
  GtkSearchEntry *search;
  GtkDropDown    *filter;
  GMenu          *segments;   /* (owned) */
  GtkStack       *stack;
  GtkListView    *list;
  GtkWidget      *bar;
  GtkLabel       *chosen;
  GtkDropDown    *status, *role;
};

G_DEFINE_FINAL_TYPE (VecheEventGuests, veche_event_guests, ADW_TYPE_BIN)

static VecheGuestRecord *
guests_get_chosen (VecheEventGuests *self)
{
  g_autoptr (VecheItem) item = veche_selection_get_item (self->selection);

  return item != NULL ? (VecheGuestRecord *) veche_item_get_record (item) : NULL;
}

/*** The list ***/

static guint
index_of (const char *const *nicks, const char *nick)
{
  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;

  return 0;
}

static void
guests_follow_selection (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);

  gtk_widget_set_visible (self->bar, guest != NULL);
  if (guest == NULL)
    return;

  self->filling = TRUE;
  gtk_label_set_text (self->chosen, guest->name);
  gtk_drop_down_set_selected (self->status, index_of (veche_attendances, guest->guest->status));
  gtk_drop_down_set_selected (self->role, index_of (veche_event_roles, guest->guest->role));
  self->filling = FALSE;
}

static gboolean
guests_wants (VecheEventGuests *self, VecheGuestRecord *guest, const char *typed)
{
  guint filter = gtk_drop_down_get_selected (self->filter);

  if (filter > 0 && strcmp (guest->guest->status, veche_attendances[filter - 1]) != 0)
    return FALSE;

  return *typed == '\0' || g_str_match_string (typed, guest->name, TRUE);
}

static void
guests_refilter (VecheEventGuests *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));

  for (guint i = 0; i < self->all->len; i++)
    if (guests_wants (self, (VecheGuestRecord *) veche_item_get_record (self->all->pdata[i]), typed))
      g_ptr_array_add (wanted, self->all->pdata[i]);
  veche_item_fill_list (self->items, wanted);
  gtk_stack_set_visible_child_name (self->stack, wanted->len > 0 ? "list" : self->all->len > 0 ? "nothing" : "empty");
  guests_follow_selection (self);
}

static void
guests_show_filter (VecheEventGuests *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *all = g_strdup_printf (_ ("Everybody (%u)"), self->all->len);
  guint selected = gtk_drop_down_get_selected (self->filter);

  gtk_string_list_append (names, all);
  for (guint i = 0; veche_attendances[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      guint n = 0;

      for (guint k = 0; k < self->all->len; k++)
        n += strcmp (((VecheGuestRecord *) veche_item_get_record (self->all->pdata[k]))->guest->status, veche_attendances[i]) == 0;
      /* Translators: a state of guests, and how many there are in it: "Accepted (24)" */
      name = g_strdup_printf (C_ ("attendance", "%s (%u)"), veche_attendance_title (veche_attendances[i]), n);
      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->filter, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
  self->filling = FALSE;
}

static void
guests_filter_cb (VecheEventGuests *self)
{
  if (!self->filling)
    guests_refilter (self);
}

/*** What is done to them ***/

static void
guests_status_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);
  guint selected = gtk_drop_down_get_selected (self->status);

  if (self->filling || self->event == NULL || guest == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (strcmp (guest->guest->status, veche_attendances[selected]) != 0)
    veche_event_edit_guest (self->session, self->event, guest->guest, NULL, veche_attendances[selected]);
}

static void
guests_role_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);
  guint selected = gtk_drop_down_get_selected (self->role);

  if (self->filling || self->event == NULL || guest == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (strcmp (guest->guest->role, veche_event_roles[selected]) != 0)
    veche_event_edit_guest (self->session, self->event, guest->guest, veche_event_roles[selected], NULL);
}

static void
guests_drop_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);

  if (self->event != NULL && guest != NULL)
    veche_event_edit_drop (self->session, self->event, guest->guest);
}

static void
guests_open_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);

  if (guest != NULL)
    veche_session_open_member (self->session, guest->guest->member_uid);
}

static void
guests_write_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);
  const char *kind = guest != NULL && g_str_equal (guest->guest->status, "came") ? "thanks" : "invitation";
  g_autofree char *text = self->event != NULL && guest != NULL ? veche_event_letter (kind, self->event, guest->guest) : NULL;

  if (text != NULL)
    veche_write_to_guest (GTK_WIDGET (self), self->session, guest->guest, kind, text);
}

static void
guests_reward_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);

  if (self->event != NULL && guest != NULL)
    veche_event_reward_ask (GTK_WIDGET (self), self->session, guest->guest);
}

static void
guests_opinion_cb (VecheEventGuests *self)
{
  VecheGuestRecord *guest = guests_get_chosen (self);

  if (self->event != NULL && guest != NULL)
    veche_guest_opinion_ask (GTK_WIDGET (self), self->session, self->event, guest->guest);
}

static gboolean
guests_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheEventGuests *self = VECHE_EVENT_GUESTS (user_data);
  VecheGuestRecord *guest = guests_get_chosen (self);
  const char *what = g_variant_get_string (args, NULL);

  if (!veche_single_keys_are_free (widget) || guest == NULL || self->event == NULL)
    return FALSE;
  if (strcmp (what, "drop") == 0)
    guests_drop_cb (self);
  else
    veche_event_edit_guest (self->session, self->event, guest->guest, NULL, what);

  return TRUE;
}

static void
guests_picked_cb (VecheEventGuests *self, VecheRecord *member)
{
  const char *const uids[] = { member->uid, NULL };
  g_autofree char *name = veche_text_clamp (((VecheMember *) member)->name, 60, FALSE);
  g_autofree char *toast = g_strdup_printf (_ ("Invited: %s"), name);

  if (self->event != NULL)
    veche_event_edit_invite (self->session, self->event, uids, NULL, toast);
}

static void
guests_segment_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VecheEventGuests *self = VECHE_EVENT_GUESTS (widget);
  const char *uid, *name;

  g_variant_get (parameter, "(&s&s)", &uid, &name);
  if (self->event != NULL)
    veche_event_edit_invite_segment (self->session, self->event, uid, name);
}

static void
guests_letters_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VecheEventGuests *self = VECHE_EVENT_GUESTS (widget);

  if (self->event != NULL)
    veche_event_letters_write (self->session, self->event, "invitation");
}

/*** The tab ***/

static GtkWidget *
guests_make_head (VecheEventGuests *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *add = gtk_menu_button_new (), *invite = gtk_menu_button_new ();
  GtkWidget *picker = veche_member_picker_new (self->session, NULL);

  self->seats = GTK_LABEL (veche_label_new ("", "veche-second", "veche-small"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->seats), TRUE);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (guests_picked_cb), self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (add), _ ("Invite"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), picker);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Invite somebody"), -1);
  self->segments = g_menu_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (invite), "system-users-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (invite), G_MENU_MODEL (self->segments));
  gtk_widget_set_tooltip_text (invite, _ ("Invite a Whole Segment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (invite), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Invite a Whole Segment"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->seats));
  gtk_box_append (GTK_BOX (box), add);
  gtk_box_append (GTK_BOX (box), invite);

  return box;
}

static GtkWidget *
guests_make_filter (VecheEventGuests *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  g_object_set (self->search, "placeholder-text", _ ("Name"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search the guests"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (guests_filter_cb), self);
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which guests to show"), -1);
  g_signal_connect_swapped (self->filter, "notify::selected", G_CALLBACK (guests_filter_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->filter));

  return box;
}

static GtkWidget *
guests_make_list (VecheEventGuests *self)
{
  static const VecheSingleKey keys[] = {
    { GDK_KEY_a, GDK_KEY_Cyrillic_ef, "accepted" }, { GDK_KEY_d, GDK_KEY_Cyrillic_ve, "declined" },  { GDK_KEY_c, GDK_KEY_Cyrillic_es, "came" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, "excused" },   { GDK_KEY_n, GDK_KEY_Cyrillic_te, "no-show" },   { GDK_KEY_w, GDK_KEY_Cyrillic_tse, "waiting" },
    { GDK_KEY_i, GDK_KEY_Cyrillic_sha, "invited" }, { GDK_KEY_Delete, GDK_KEY_KP_Delete, "drop" },
  };
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_GUEST_ROW);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->items = g_list_store_new (VECHE_TYPE_ITEM);
  self->selection = veche_selection_new (G_LIST_MODEL (self->items));
  self->list = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), g_steal_pointer (&factory)));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "veche-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Guests"), -1);
  veche_row_leave_on_tab (self->list);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (guests_open_cb), self);
  g_signal_connect_object (self->selection, "notify::selected-id", G_CALLBACK (guests_follow_selection), self, G_CONNECT_SWAPPED);
  veche_single_keys_add (GTK_WIDGET (self->list), keys, G_N_ELEMENTS (keys), guests_key_cb, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));

  return scrolled;
}

static GtkWidget *
status_page_new (const char *icon, const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);

  return page;
}

static GtkDropDown *
guests_add_words (VecheEventGuests *self, const char *const *nicks, const char *(*title) (const char *), const char *label, GCallback changed)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; nicks[i] != NULL; i++)
    gtk_string_list_append (list, title (nicks[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (choice, "notify::selected", changed, self);
  gtk_box_append (GTK_BOX (self->bar), choice);

  return GTK_DROP_DOWN (choice);
}

static void
guests_add_act (VecheEventGuests *self, const char *icon, const char *what, void (*clicked) (VecheEventGuests *))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked), self);
  gtk_box_append (GTK_BOX (self->bar), button);
}

static void
guests_make_bar (VecheEventGuests *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_layout_manager (self->bar, veche_wrap_layout_new (6, 6));
  gtk_widget_add_css_class (self->bar, "veche-ways-out");
  gtk_widget_set_visible (self->bar, FALSE);
  self->chosen = GTK_LABEL (veche_label_new ("", "plan-title", NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->chosen), TRUE);
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->chosen));
  self->status = guests_add_words (self, veche_attendances, veche_attendance_title, _ ("Attendance"), G_CALLBACK (guests_status_cb));
  self->role = guests_add_words (self, veche_event_roles, veche_role_title, _ ("Role"), G_CALLBACK (guests_role_cb));
  guests_add_act (self, "mail-send-symbolic", _ ("Write to Them"), guests_write_cb);
  guests_add_act (self, "starred-symbolic", C_ ("reward", "Reward…"), guests_reward_cb);
  guests_add_act (self, "veche-feedback-symbolic", _ ("What They Said of It"), guests_opinion_cb);
  guests_add_act (self, "avatar-default-symbolic", _ ("Open the Profile"), guests_open_cb);
  guests_add_act (self, "list-remove-symbolic", _ ("Off the List"), guests_drop_cb);
}

static void
guests_dispose (GObject *object)
{
  VecheEventGuests *self = VECHE_EVENT_GUESTS (object);

  self->event = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->items);
  g_clear_object (&self->selection);
  g_clear_object (&self->segments);
  g_clear_pointer (&self->all, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_event_guests_parent_class)->dispose (object);
}

static void
veche_event_guests_class_init (VecheEventGuestsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guests_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "guests.invite-segment", "(ss)", guests_segment_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "guests.letters", NULL, guests_letters_action);
}

static void
veche_event_guests_init (VecheEventGuests *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
}

GtkWidget *
veche_event_guests_new (VecheSession *session)
{
  VecheEventGuests *self = g_object_new (VECHE_TYPE_EVENT_GUESTS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *clamp = adw_clamp_new ();

  self->session = g_object_ref (session);
  self->filling = TRUE;
  gtk_box_append (GTK_BOX (top), guests_make_head (self));
  gtk_box_append (GTK_BOX (top), guests_make_filter (self));
  gtk_widget_add_css_class (top, "event-head");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, guests_make_list (self), "list");
  gtk_stack_add_named (self->stack, status_page_new ("system-users-symbolic", _ ("Nobody is invited yet"), _ ("Invite people one by one, or a whole segment at once")), "empty");
  gtk_stack_add_named (self->stack, status_page_new ("edit-find-symbolic", _ ("Nobody found"), _ ("Nobody on the list is like that")), "nothing");
  guests_make_bar (self);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), self->bar);
  self->filling = FALSE;
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), clamp);

  return GTK_WIDGET (self);
}

static void
guests_show_segments (VecheEventGuests *self, GPtrArray *segments)
{
  g_menu_remove_all (self->segments);
  for (guint i = 0; i < segments->len; i++)
    {
      const VecheSegment *segment = segments->pdata[i];
      g_autofree char *name = veche_text_clamp (segment->name, 60, FALSE), *label = veche_label_for_menu (name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (segment->filter == NULL)
        continue;
      g_menu_item_set_action_and_target (item, "guests.invite-segment", "(ss)", segment->uid, name);
      g_menu_append_item (self->segments, item);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (self->segments)) == 0)
    {
      /* An action that there is not: the line can be read, not chosen. */
      g_autoptr (GMenuItem) item = g_menu_item_new (_ ("No segments yet: save a filter of the members first"), "guests.none");

      g_menu_append_item (self->segments, item);
    }
  if (self->event->invited > 0)
    {
      g_autoptr (GMenu) letters = g_menu_new ();

      g_menu_append (letters, _ ("Draft Invitations for All Who Have Not Answered"), "guests.letters");
      g_menu_append_section (self->segments, NULL, G_MENU_MODEL (letters));
    }
}

void
veche_event_guests_show (VecheEventGuests *self, VecheEventCard *event, GPtrArray *guests, GPtrArray *segments)
{
  g_autofree char *seats = NULL;

  self->event = event;
  if (event == NULL)
    return;

  g_ptr_array_set_size (self->all, 0);
  g_ptr_array_set_free_func (guests, NULL);   /* the records take them */
  for (guint i = 0; i < guests->len; i++)
    {
      VecheGuestRecord *record = veche_guest_record_new (guests->pdata[i]);
      VecheItem *item = veche_item_new (record->parent.id);

      veche_item_set_record (item, (VecheRecord *) record);
      veche_record_unref (record);
      g_ptr_array_add (self->all, item);
    }
  g_ptr_array_set_size (guests, 0);
  seats = veche_event_seats (event);
  gtk_label_set_text (self->seats, seats);
  guests_show_segments (self, segments);
  guests_show_filter (self);
  guests_refilter (self);
}
