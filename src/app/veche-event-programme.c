/* veche-event-programme.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-programme.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-commit-row.h"
#include "app/veche-event-words.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"
#include "app/veche-profile-parts.h"
#include "app/veche-step-keys.h"
#include "app/veche-typed.h"
#include "model/veche-text.h"
#include "model/veche-when.h"

#define USUAL_MINUTES 30

struct _VecheEventProgramme
{
  AdwBin          parent_instance;

  VecheSession   *session;   /* (owned) */
  VecheEventCard *event;     /* (unowned) (nullable) */
  GPtrArray      *items;     /* (owned) (nullable) (element-type VecheProgrammeItem) */
  char           *focus;     /* (nullable): uid of the item that gets the keyboard when its card is there */
  const char     *field;     /* (nullable): which of its answers */

  GtkWidget      *cards;
  GtkWidget      *hint;      /* while there is nothing */
  GtkLabel       *length;
  VecheCommitRow *add_row;
};

G_DEFINE_FINAL_TYPE (VecheEventProgramme, veche_event_programme, ADW_TYPE_BIN)

static const char *const kinds[] = { "talk", "workshop", "discussion", "break", "other", NULL };

static GtkStringList *
kind_names (void)
{
  const char *const names[] = { C_ ("programme", "Talk"),  C_ ("programme", "Workshop"),       C_ ("programme", "Discussion"),
                                C_ ("programme", "Break"), C_ ("programme", "Something else"), NULL };

  return gtk_string_list_new (names);
}

/*** Times ***/

/* When each item starts: its own time, or where the one before it ends. (transfer full) (element-type utf8) */
static GPtrArray *
programme_times (VecheEventProgramme *self)
{
  GPtrArray *times = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *at = g_strdup (self->event->starts);

  for (guint i = 0; i < self->items->len; i++)
    {
      const VecheProgrammeItem *item = self->items->pdata[i];
      char *next;

      if (item->starts != NULL)
        {
          g_free (at);
          at = g_strdup (item->starts);
        }
      g_ptr_array_add (times, g_strdup (at));
      next = at != NULL ? veche_when_add_minutes (at, item->minutes) : NULL;
      g_free (at);
      at = next;
    }
  g_ptr_array_add (times, g_strdup (at));

  return times;
}

static void
programme_show_length (VecheEventProgramme *self, GPtrArray *times)
{
  const char *end = times->pdata[self->items->len];
  g_autofree char *text = NULL;

  if (self->items->len == 0 || end == NULL || veche_clock_of (end) == NULL)
    text = g_strdup ("");
  else if (self->event->ends != NULL && strcmp (end, self->event->ends) > 0)
    /* Translators: the programme lasts longer than the event; both are times of day */
    text = g_strdup_printf (_ ("It ends at %s, later than the event (%s)"), veche_clock_of (end), veche_clock_of (self->event->ends));
  else
    text = g_strdup_printf (_ ("It ends at %s"), veche_clock_of (end));
  gtk_label_set_text (self->length, text);
}

/*** Saving ***/

static const VecheProgrammeItem *
programme_item_of (VecheEventProgramme *self, GtkWidget *widget, guint *position)
{
  GtkWidget *card = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);

  for (guint i = 0; card != NULL && self->items != NULL && i < self->items->len; i++)
    if (strcmp (gtk_widget_get_name (card), ((VecheProgrammeItem *) self->items->pdata[i])->uid) == 0)
      {
        *position = i;
        return self->items->pdata[i];
      }

  return NULL;
}

static void
programme_save (VecheEventProgramme *self, VecheEdit *edit, GtkWidget *typed)
{
  veche_session_edit (self->session, edit, NULL, veche_typed_saved_cb, veche_typed_hold (typed, NULL));
}

static void
programme_text_cb (VecheEventProgramme *self, const char *text, GtkWidget *row)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, row, &position);
  const char *field = g_object_get_data (G_OBJECT (row), "field");
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL || (*text == '\0' && strcmp (field, "title") == 0))
    return;
  edit = veche_edit_new ("programme", item->title);
  veche_edit_set_text (edit, "event_item", item->uid, field, *text != '\0' ? text : NULL);
  programme_save (self, edit, row);
}

static void
programme_time_cb (VecheEventProgramme *self, const char *text, VecheCommitRow *row)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, GTK_WIDGET (row), &position);
  g_autofree char *clock = veche_clock_read (text), *starts = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL)
    return;
  veche_commit_row_set_problem (row, *text != '\0' && clock == NULL ? _ ("Write the time like 19:00, or nothing: it follows the one before") : NULL);
  if (*text != '\0' && clock == NULL)
    return;
  starts = clock != NULL ? g_strdup_printf ("%.10sT%s", item->starts != NULL ? item->starts : self->event->starts, clock) : NULL;
  edit = veche_edit_new ("programme", item->title);
  veche_edit_set_text (edit, "event_item", item->uid, "starts", starts);
  programme_save (self, edit, GTK_WIDGET (row));
}

static void
programme_minutes_cb (VecheEventProgramme *self, const char *text, VecheCommitRow *row)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, GTK_WIDGET (row), &position);
  guint64 minutes = 0;
  gboolean valid = *text == '\0' || g_ascii_string_to_unsigned (text, 10, 0, 24 * 60, &minutes, NULL);
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL)
    return;
  veche_commit_row_set_problem (row, valid ? NULL : _ ("How many minutes does it last?"));
  if (!valid)
    return;
  edit = veche_edit_new ("programme", item->title);
  veche_edit_set_int (edit, "event_item", item->uid, "minutes", (gint64) minutes);
  programme_save (self, edit, GTK_WIDGET (row));
}

static void
programme_kind_cb (VecheEventProgramme *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint position, selected = adw_combo_row_get_selected (row);
  const VecheProgrammeItem *item = programme_item_of (self, GTK_WIDGET (row), &position);
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL || selected >= g_strv_length ((char **) kinds) || strcmp (kinds[selected], item->kind) == 0)
    return;
  edit = veche_edit_new ("programme", item->title);
  veche_edit_set_text (edit, "event_item", item->uid, "kind", kinds[selected]);
  programme_save (self, edit, NULL);
}

static void
programme_speaker_cb (VecheEventProgramme *self, VecheRecord *member, GtkWidget *picker)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, picker, &position);
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL)
    return;
  for (guint i = 0; i < item->speakers->len; i++)
    if (g_strcmp0 (((VecheSpeaker *) item->speakers->pdata[i])->member_uid, member->uid) == 0)
      return;
  edit = veche_edit_new ("programme", ((VecheMember *) member)->name);
  veche_events_edit_add_speaker (edit, item->uid, member->uid, NULL);
  programme_save (self, edit, NULL);
}

static void
programme_unspeak_cb (VecheEventProgramme *self, GtkWidget *button)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, button, &position);
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL)
    return;
  edit = veche_edit_new ("programme", item->title);
  veche_edit_delete (edit, "event_speaker", gtk_widget_get_name (button));
  programme_save (self, edit, NULL);
}

static void
programme_remove_cb (VecheEventProgramme *self, GtkWidget *button)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, button, &position);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;

  if (item == NULL)
    return;
  edit = veche_edit_new ("programme", item->title);
  toast = g_strdup_printf (_ ("Off the programme: %s"), item->title);
  veche_edit_delete (edit, "event_item", item->uid);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

/* All positions are written: those of a calendar or of another program may all be the same. */
static void
programme_move (VecheEventProgramme *self, GtkWidget *widget, int by)
{
  guint position;
  const VecheProgrammeItem *item = programme_item_of (self, widget, &position);
  g_autoptr (VecheEdit) edit = NULL;

  if (item == NULL || (by < 0 && position == 0) || (by > 0 && position + 1 == self->items->len))
    return;
  edit = veche_edit_new ("programme", item->title);
  for (guint i = 0; i < self->items->len; i++)
    {
      guint to = i == position ? position + (guint) by : i == position + (guint) by ? position : i;

      veche_edit_set_int (edit, "event_item", ((VecheProgrammeItem *) self->items->pdata[i])->uid, "position", to);
    }
  g_free (self->focus);
  self->focus = g_strdup (item->uid);
  programme_save (self, edit, NULL);
}

static void
programme_up_cb (VecheEventProgramme *self, GtkWidget *button)
{
  programme_move (self, button, -1);
}

static void
programme_down_cb (VecheEventProgramme *self, GtkWidget *button)
{
  programme_move (self, button, 1);
}

static gboolean
programme_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    return FALSE;
  programme_move (VECHE_EVENT_PROGRAMME (user_data), focus, g_variant_get_int32 (args));

  return TRUE;
}

static void
programme_add_cb (VecheEventProgramme *self, const char *text)
{
  g_autofree char *title = veche_text_tidy (text);
  g_autoptr (VecheEdit) edit = NULL;

  if (title == NULL || self->event == NULL)
    return;
  edit = veche_edit_new ("programme", title);
  veche_events_edit_add_item (edit, self->event->uid, NULL, title, NULL, USUAL_MINUTES, self->items != NULL ? self->items->len : 0);
  programme_save (self, edit, GTK_WIDGET (self->add_row));
}

/*** The cards ***/

static GtkWidget *
programme_field_new (VecheEventProgramme *self, const VecheProgrammeItem *item, const char *title, const char *text, GCallback committed, const char *field)
{
  GtkWidget *row = veche_commit_row_new (title);
  g_autofree char *key = g_strconcat (item->uid, "/", field, NULL);

  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  veche_typed_set_key (row, key);
  veche_commit_row_set_text (VECHE_COMMIT_ROW (row), text);
  g_signal_connect_swapped (row, "committed", committed, self);

  return row;
}

static GtkWidget *
programme_tools_new (VecheEventProgramme *self)
{
  const struct { const char *icon, *label; GCallback callback; } tools[] = {
    { "go-up-symbolic", _ ("Earlier (Ctrl+Shift+Up)"), G_CALLBACK (programme_up_cb) },
    { "go-down-symbolic", _ ("Later (Ctrl+Shift+Down)"), G_CALLBACK (programme_down_cb) },
    { "user-trash-symbolic", _ ("Off the Programme"), G_CALLBACK (programme_remove_cb) },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      GtkWidget *button = veche_profile_icon_button_new (tools[i].icon, tools[i].label);

      g_signal_connect_swapped (button, "clicked", tools[i].callback, self);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

static GtkWidget *
programme_speaker_new (VecheEventProgramme *self, const VecheSpeaker *speaker)
{
  g_autofree char *name = veche_text_clamp (speaker->name, 100, FALSE), *label = g_strdup_printf (_ ("%s does not speak"), name);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, "subtitle", _ ("Speaker"), "use-markup", FALSE, NULL);
  GtkWidget *button = veche_profile_icon_button_new ("list-remove-symbolic", label);

  gtk_widget_set_name (button, speaker->uid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (programme_unspeak_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static GtkWidget *
programme_speakers_new (VecheEventProgramme *self, const VecheProgrammeItem *item)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Speakers"), "use-markup", FALSE, NULL);
  GtkWidget *add = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, item->competency);

  if (item->speakers->len == 0)
    g_object_set (row, "subtitle", _ ("Nobody yet"), NULL);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (add), _ ("Add"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), picker);
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a speaker"), -1);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (programme_speaker_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), add);

  return row;
}

static GtkWidget *
programme_card_new (VecheEventProgramme *self, const VecheProgrammeItem *item, const char *at)
{
  AdwPreferencesGroup *card = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *kind = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Kind"), NULL);
  g_autofree char *minutes = item->minutes > 0 ? g_strdup_printf ("%d", item->minutes) : NULL;
  g_autofree char *title = veche_text_clamp (item->title, 100, FALSE);
  g_autofree char *head = at != NULL && veche_clock_of (at) != NULL ? g_strdup_printf ("%s · %s", veche_clock_of (at), title) : g_strdup (title);
  g_autofree char *escaped = g_markup_escape_text (head, -1);
  g_autoptr (GtkStringList) names = kind_names ();
  guint selected = 0;

  while (kinds[selected + 1] != NULL && strcmp (kinds[selected], item->kind) != 0)
    selected++;
  gtk_widget_set_name (GTK_WIDGET (card), item->uid);
  adw_preferences_group_set_title (card, escaped);
  adw_preferences_group_set_header_suffix (card, programme_tools_new (self));
  adw_combo_row_set_model (ADW_COMBO_ROW (kind), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), selected);
  adw_preferences_group_add (card, programme_field_new (self, item, _ ("Title"), item->title, G_CALLBACK (programme_text_cb), "title"));
  adw_preferences_group_add (card, kind);
  adw_preferences_group_add (card, programme_field_new (self, item, _ ("Starts at (empty: after the one before)"), veche_clock_of (item->starts),
                                                        G_CALLBACK (programme_time_cb), "starts"));
  adw_preferences_group_add (card, programme_field_new (self, item, _ ("Minutes"), minutes, G_CALLBACK (programme_minutes_cb), "minutes"));
  adw_preferences_group_add (card, programme_field_new (self, item, _ ("Room"), item->room, G_CALLBACK (programme_text_cb), "room"));
  for (guint i = 0; i < item->speakers->len; i++)
    adw_preferences_group_add (card, programme_speaker_new (self, item->speakers->pdata[i]));
  if (strcmp (item->kind, "break") != 0)
    adw_preferences_group_add (card, programme_speakers_new (self, item));
  g_signal_connect_swapped (kind, "notify::selected", G_CALLBACK (programme_kind_cb), self);

  return GTK_WIDGET (card);
}

/* Which card has the keyboard, and which of its answers: they are made anew when something else of the programme is. */
static void
programme_keep_focus (VecheEventProgramme *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *row;
  guint position;
  const VecheProgrammeItem *item;

  if (self->focus != NULL || focus == NULL || !gtk_widget_is_ancestor (focus, self->cards))
    return;
  item = programme_item_of (self, focus, &position);
  row = gtk_widget_get_ancestor (focus, VECHE_TYPE_COMMIT_ROW);
  self->focus = item != NULL ? g_strdup (item->uid) : NULL;
  self->field = row != NULL ? g_object_get_data (G_OBJECT (row), "field") : NULL;
}

static GtkWidget *
find_field (GtkWidget *widget, const char *field)
{
  if (VECHE_IS_COMMIT_ROW (widget))
    return g_strcmp0 (g_object_get_data (G_OBJECT (widget), "field"), field) == 0 ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, field);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
programme_restore_focus (VecheEventProgramme *self)
{
  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL && self->focus != NULL; card = gtk_widget_get_next_sibling (card))
    if (strcmp (gtk_widget_get_name (card), self->focus) == 0)
      {
        GtkWidget *row = self->field != NULL ? find_field (card, self->field) : NULL;

        if (row != NULL)
          gtk_widget_grab_focus (row);
        else
          gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD);
      }
  g_clear_pointer (&self->focus, g_free);
  self->field = NULL;
}

static gboolean
same_item (const VecheProgrammeItem *a, const VecheProgrammeItem *b)
{
  if (strcmp (a->uid, b->uid) != 0 || strcmp (a->title, b->title) != 0 || strcmp (a->kind, b->kind) != 0 || g_strcmp0 (a->starts, b->starts) != 0
      || g_strcmp0 (a->room, b->room) != 0 || a->minutes != b->minutes || a->speakers->len != b->speakers->len)
    return FALSE;
  for (guint i = 0; i < a->speakers->len; i++)
    if (strcmp (((VecheSpeaker *) a->speakers->pdata[i])->name, ((VecheSpeaker *) b->speakers->pdata[i])->name) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
same_items (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a != NULL && a->len == b->len;

  for (guint i = 0; same && i < b->len; i++)
    same = same_item (a->pdata[i], b->pdata[i]);

  return same;
}

/*** The tab ***/

static void
programme_dispose (GObject *object)
{
  VecheEventProgramme *self = VECHE_EVENT_PROGRAMME (object);

  self->event = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->focus, g_free);

  G_OBJECT_CLASS (veche_event_programme_parent_class)->dispose (object);
}

static void
veche_event_programme_class_init (VecheEventProgrammeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = programme_dispose;
}

static void
veche_event_programme_init (VecheEventProgramme *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *add = adw_preferences_group_new ();
  static const VecheStepKey moves[] = { { "<Control><Shift>Up", -1 }, { "<Control><Shift>Down", 1 } };

  self->add_row = VECHE_COMMIT_ROW (veche_commit_row_new_adding (_ ("What else is on the programme")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (add), GTK_WIDGET (self->add_row));
  g_signal_connect_swapped (self->add_row, "committed", G_CALLBACK (programme_add_cb), self);
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->length = GTK_LABEL (veche_label_new_wrapped ("", "veche-second", "veche-small"));
  self->hint = veche_label_new_wrapped (_ ("Nothing is on the programme yet. Write what comes first; its length, its room and who speaks come next"), "veche-second", NULL);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_box_append (GTK_BOX (box), self->cards);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->length));
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_add_css_class (box, "event-form");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  veche_step_keys_add (GTK_WIDGET (self), moves, G_N_ELEMENTS (moves), programme_key_cb, self);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
veche_event_programme_new (VecheSession *session)
{
  VecheEventProgramme *self = g_object_new (VECHE_TYPE_EVENT_PROGRAMME, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
veche_event_programme_show (VecheEventProgramme *self, VecheEventCard *event, GPtrArray *items)
{
  g_autoptr (GPtrArray) times = NULL;
  g_autoptr (GHashTable) words = NULL;
  gboolean same = event != NULL && self->event != NULL && same_items (self->items, items);

  self->event = event;
  if (event == NULL)
    return;

  veche_typed_set_of (GTK_WIDGET (self->add_row), event->uid);
  if (!same)
    programme_keep_focus (self);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  times = programme_times (self);
  programme_show_length (self, times);
  gtk_widget_set_visible (self->hint, items->len == 0);
  gtk_widget_set_visible (self->cards, items->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->length), items->len > 0);
  if (same)
    return;
  words = veche_typed_gather (self->cards);
  veche_profile_clear (self->cards);
  for (guint i = 0; i < items->len; i++)
    gtk_box_append (GTK_BOX (self->cards), programme_card_new (self, items->pdata[i], times->pdata[i]));
  veche_typed_give_back (self->cards, words);
  programme_restore_focus (self);
}

static void
programme_commit_in (GtkWidget *widget)
{
  if (VECHE_IS_COMMIT_ROW (widget))
    veche_commit_row_commit (VECHE_COMMIT_ROW (widget));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      programme_commit_in (child);
}

void
veche_event_programme_commit (VecheEventProgramme *self)
{
  programme_commit_in (self->cards);
  veche_commit_row_commit (self->add_row);
}
