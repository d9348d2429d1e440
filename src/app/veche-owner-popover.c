/* veche-owner-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-day-button.h"
#include "app/veche-faces.h"
#include "app/veche-inbox-bulk-run.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-owner-popover.h"
#include "model/veche-record.h"
#include "model/veche-uid.h"
#include "store/veche-hand-overs.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"

#define MOST_PAST    3
#define MOST_AT_ONCE 200   /* mentions that are changed without showing how far it is */

struct _VecheOwnerPopover
{
  GtkPopover    parent_instance;

  VecheSession *session;        /* (owned) (nullable) */
  GStrv         mentions;       /* (owned) (nullable) */
  GPtrArray    *owners;         /* (owned) (nullable) (element-type VecheMember) */
  VecheHours   *hours;          /* (owned) (nullable): of the community, from the same look */

  GtkListBox   *list;
  GtkWidget    *request;        /* until when, and a word */
  GtkWidget    *day;
  GtkWidget    *note;
  GtkWidget    *empty;
  GtkBox       *past;           /* whose one mention was before */
};

G_DEFINE_FINAL_TYPE (VecheOwnerPopover, veche_owner_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_GIVEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  GStrv   mentions;
  char   *member, *note;   /* (nullable) */
  gint64  due;
} Giving;

static void
giving_free (gpointer data)
{
  Giving *giving = data;

  g_strfreev (giving->mentions);
  g_free (giving->member);
  g_free (giving->note);
  g_free (giving);
}

static gboolean
give_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Giving *giving = input;

  for (guint i = 0; giving->mentions[i] != NULL; i++)
    if (!veche_inbox_edit_own (db, edit, giving->mentions[i], giving->member, giving->due, giving->note, error))
      return FALSE;

  return TRUE;
}

/* When work ends on that day. */
static gint64
owner_due (VecheOwnerPopover *self)
{
  const char *day = veche_day_button_get_day (VECHE_DAY_BUTTON (self->day));

  return self->hours != NULL ? veche_hours_closing (self->hours, day) : 0;
}

/* A note that was not handed over stands there again, as it was typed. */
static void
owner_done_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheOwnerPopover) self = user_data;

  if (!ok && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_popover_popup (GTK_POPOVER (self));
}

/* Takes giving. */
static void
owner_give_many (VecheOwnerPopover *self, Giving *giving, const char *name, const char *toast)
{
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (VECHE_INBOX_BULK_OWN, "own");

  bulk->subject = g_strdup (name);
  bulk->uids = g_steal_pointer (&giving->mentions);
  bulk->text = g_steal_pointer (&giving->member);
  bulk->note = g_steal_pointer (&giving->note);
  bulk->number = giving->due;
  giving_free (giving);
  veche_inbox_bulk_run (self->session, bulk, toast, NULL, NULL, NULL);
}

/* member (nullable): nobody */
static void
owner_give (VecheOwnerPopover *self, VecheMember *member, gboolean me)
{
  g_autofree char *name = member != NULL ? veche_words_clean (member->name, 60, FALSE) : NULL;
  g_autofree char *toast = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("own", name);
  Giving *giving = g_new0 (Giving, 1);
  guint n = g_strv_length (self->mentions);

  giving->mentions = g_strdupv (self->mentions);
  if (member != NULL)
    giving->member = g_strdup (member->parent.uid);
  if (member != NULL && !me)
    {
      giving->due = owner_due (self);
      giving->note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
      if (*giving->note == '\0')
        g_clear_pointer (&giving->note, g_free);
    }
  if (member == NULL)
    toast = g_strdup_printf (ngettext ("%u mention is nobody’s now", "%u mentions are nobody’s now", n), n);
  else if (me)
    toast = g_strdup_printf (ngettext ("%u mention is yours now", "%u mentions are yours now", n), n);
  else
    /* Translators: the name of a colleague */
    toast = g_strdup_printf (_ ("Handed over: %s"), name);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_GIVEN], 0);
  if (n > MOST_AT_ONCE)
    {
      owner_give_many (self, giving, name, toast);
      return;
    }
  veche_session_build_edit (self->session, edit, give_build, giving, giving_free, toast, owner_done_cb, g_object_ref (self));
}

static void
owner_activated_cb (VecheOwnerPopover *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (self->owners == NULL || index > self->owners->len)
    return;
  if (index == self->owners->len)
    owner_give (self, NULL, FALSE);
  else
    owner_give (self, self->owners->pdata[index], ((VecheMember *) self->owners->pdata[index])->me);
}

static void
owner_add_row (VecheOwnerPopover *self, const char *name, const char *icon)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      gtk_widget_set_size_request (image, 24, 24);
      gtk_box_append (GTK_BOX (box), image);
    }
  else
    gtk_box_append (GTK_BOX (box), veche_avatar_new (24, NULL, name));
  gtk_box_append (GTK_BOX (box), veche_label_new (name, NULL, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

static void
owner_show (VecheOwnerPopover *self)
{
  GtkWidget *row;
  gboolean colleagues = FALSE;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->owners->len; i++)
    {
      VecheMember *member = self->owners->pdata[i];
      g_autofree char *name = veche_words_clean (member->name, 60, FALSE);

      owner_add_row (self, member->me ? C_ ("owner", "Mine") : name, member->me ? "avatar-default-symbolic" : NULL);
      colleagues |= !member->me;
    }
  owner_add_row (self, C_ ("owner", "Nobody’s"), "edit-clear-symbolic");
  gtk_widget_set_visible (self->request, colleagues);
  gtk_widget_set_visible (self->empty, !colleagues);
  veche_day_button_set_day (VECHE_DAY_BUTTON (self->day), NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

/* Who gave it to whom, when, and until when. */
static void
owner_add_past (VecheOwnerPopover *self, const VecheHandOver *given)
{
  g_autofree char *name = veche_words_clean (given->owner, 60, FALSE), *by = veche_words_clean (given->by, 40, FALSE);
  g_autofree char *when = veche_words_when (given->at, veche_now ()), *until = given->due != 0 ? veche_words_when (given->due, veche_now ()) : NULL;
  g_autofree char *note = veche_words_clean (given->note, 300, FALSE);
  g_autofree char *how = NULL, *due = NULL;
  GtkWidget *words;

  if (g_str_has_prefix (given->by, VECHE_ACTOR_RULE))
    how = g_strdup_printf (_ ("by a rule, %s"), when);
  else
    /* Translators: who handed a mention over, then when: "today, 9:00" */
    how = g_strdup_printf (_ ("by %s, %s"), by, when);
  if (until != NULL)
    /* Translators: a day and time such as "tomorrow, 18:00" */
    due = g_strdup_printf (_ ("answer by %s"), until);
  gtk_box_append (self->past, veche_label_new (given->owner != NULL ? name : C_ ("owner", "Nobody’s"), NULL, NULL));
  gtk_box_append (self->past, veche_label_new (how, "veche-caption", "veche-second"));
  if (due != NULL)
    gtk_box_append (self->past, veche_label_new (due, "veche-caption", "veche-second"));
  if (*note == '\0')
    return;
  words = veche_label_new_wrapped (note, "veche-caption", "veche-second");
  gtk_label_set_max_width_chars (GTK_LABEL (words), 30);
  gtk_label_set_lines (GTK_LABEL (words), 3);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_box_append (self->past, words);
}

static void
owner_show_past (VecheOwnerPopover *self, GPtrArray *past)
{
  GtkWidget *line;

  while ((line = gtk_widget_get_first_child (GTK_WIDGET (self->past))) != NULL)
    gtk_box_remove (self->past, line);
  gtk_widget_set_visible (GTK_WIDGET (self->past), past->len > 0);
  if (past->len > 0)
    gtk_box_append (self->past, veche_label_new (_ ("Handed over so far"), "veche-caption", "veche-second"));
  for (guint i = 0; i < past->len; i++)
    owner_add_past (self, past->pdata[i]);
}

typedef struct { GPtrArray *owners, *past; VecheHours *hours; } Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->owners, g_ptr_array_unref);
  g_clear_pointer (&loaded->past, g_ptr_array_unref);
  g_clear_pointer (&loaded->hours, veche_hours_unref);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
owners_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->owners = veche_inbox_owners (db, error);
  loaded->hours = veche_inbox_hours_load (db);
  loaded->past = input != NULL ? veche_hand_overs_list (db, input, MOST_PAST, loaded->owners != NULL ? error : NULL)
                               : g_ptr_array_new ();

  return loaded->owners != NULL && loaded->past != NULL ? g_steal_pointer (&loaded) : NULL;
}

static void
owners_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheOwnerPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (loaded == NULL || self->list == NULL)
    {
      if (error != NULL && self->session != NULL)
        veche_session_show_error (self->session, error);
      return;
    }
  g_clear_pointer (&self->owners, g_ptr_array_unref);
  g_clear_pointer (&self->hours, veche_hours_unref);
  self->owners = g_steal_pointer (&loaded->owners);
  self->hours = g_steal_pointer (&loaded->hours);
  owner_show_past (self, loaded->past);
  owner_show (self);
}

static void
veche_owner_popover_dispose (GObject *object)
{
  VecheOwnerPopover *self = VECHE_OWNER_POPOVER (object);

  self->list = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->mentions, g_strfreev);
  g_clear_pointer (&self->owners, g_ptr_array_unref);
  g_clear_pointer (&self->hours, veche_hours_unref);
  G_OBJECT_CLASS (veche_owner_popover_parent_class)->dispose (object);
}

static void
veche_owner_popover_class_init (VecheOwnerPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_owner_popover_dispose;
  signals[SIGNAL_GIVEN] = g_signal_new ("given", VECHE_TYPE_OWNER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_owner_popover_init (VecheOwnerPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *due = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "veche-offers");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Whose it is"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (owner_activated_cb), self, G_CONNECT_SWAPPED);

  self->request = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->day = veche_day_button_new ();
  veche_day_button_set_optional (VECHE_DAY_BUTTON (self->day), TRUE);
  gtk_widget_set_hexpand (self->day, TRUE);
  gtk_box_append (GTK_BOX (due), veche_label_new (_ ("A colleague answers by"), "veche-caption", "veche-second"));
  gtk_box_append (GTK_BOX (due), self->day);
  self->note = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->note), 300);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("A word to the colleague"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A word to the colleague"), -1);
  gtk_box_append (GTK_BOX (self->request), due);
  gtk_box_append (GTK_BOX (self->request), self->note);

  self->empty = veche_label_new_wrapped (_ ("Colleagues are members marked as team or moderators"), "veche-caption", "veche-second");
  gtk_label_set_max_width_chars (GTK_LABEL (self->empty), 30);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), self->request);
  self->past = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->past));
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

void
veche_owner_popover_ask (VecheOwnerPopover *self, VecheSession *session, const char *const *mentions)
{
  g_return_if_fail (VECHE_IS_OWNER_POPOVER (self));

  g_set_object (&self->session, session);
  g_strfreev (self->mentions);
  self->mentions = g_strdupv ((GStrv) mentions);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, owners_job,
                         g_strv_length (self->mentions) == 1 ? g_strdup (self->mentions[0]) : NULL, g_free, loaded_free, NULL,
                         owners_cb, g_object_ref (self));
}
