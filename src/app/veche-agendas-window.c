/* veche-agendas-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-agendas-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "analysis/veche-agendas.h"
#include "app/veche-agendas-card.h"
#include "app/veche-dialog-toasts.h"
#include "app/veche-draw.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-refocus.h"
#include "app/veche-refresh.h"
#include "app/veche-weeks-chart.h"
#include "model/veche-when.h"
#include "store/veche-agendas-table.h"
#include "store/veche-effect-table.h"
#include "store/veche-plan-table.h"

#define WEEKS        12
#define TOPICS       6
#define MOST_AGENDAS 12
#define CHART_HEIGHT 92
#define PAUSE        150   /* ms */

static const char *const shapes[] = { "circle", "square", "triangle", "diamond", NULL };

typedef struct { VecheAgendas *agendas; GPtrArray *rules, *channels, *marks; } Reading;   /* channels: VecheAgendaChannel; marks: VecheActionMark */

typedef struct
{
  VecheSession *session;      /* (owned) */
  GtkWidget    *window;       /* (unowned): it owns this */
  GtkWidget    *box;
  VecheRefresh *refresh;      /* (owned) */
  Reading      *reading;      /* (owned) (nullable) */
} Page;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->agendas, veche_agendas_free);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
read_marks (VecheDb *db, const VecheAgendas *agendas, GError **error)
{
  g_autofree char *since = veche_when_today (agendas->since, veche_when_own_zone ()), *today = veche_when_today (agendas->until, veche_when_own_zone ());
  g_autofree char *until = veche_when_add_days (today, 1);

  return veche_effect_list_marks (db, since, until, error);
}

static gpointer
read_job (VecheDb *db, gpointer input, GError **error)
{
  Reading *self = g_new0 (Reading, 1);

  self->agendas = veche_agendas_weigh (db, WEEKS, TOPICS, 0, error);
  self->rules = self->agendas != NULL ? veche_agendas_list_rules (db, NULL, error) : NULL;
  self->channels = self->rules != NULL ? veche_agendas_list_channels (db, error) : NULL;
  self->marks = self->channels != NULL ? read_marks (db, self->agendas, error) : NULL;
  if (self->marks == NULL)
    g_clear_pointer (&self, reading_free);

  return self;
}

/*** The form of one ***/

static gboolean
build_agenda (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid"), *word = veche_form_get (form, "word"), *channel = veche_form_get (form, "channel");
  gint64 low = veche_form_get_int (form, "low", 0), high = veche_form_get_int (form, "high", 0);

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "agenda");
      veche_edit_set_int (edit, "agenda", uid, "position", veche_form_get_int (form, "position", 0));
    }
  veche_edit_set_text (edit, "agenda", uid, "name", veche_form_get (form, "name"));
  veche_edit_set_text (edit, "agenda", uid, "shape", veche_form_get (form, "shape"));
  veche_edit_set_int (edit, "agenda", uid, "low", MIN (low, high));
  veche_edit_set_int (edit, "agenda", uid, "high", MAX (low, high));
  if (word != NULL && !veche_agendas_edit_add_rule (db, edit, uid, word, NULL, error))
    return FALSE;

  return channel == NULL || veche_agendas_edit_add_rule (db, edit, uid, NULL, channel, error);
}

static void
add_channels (Page *self, VecheFormDialog *form)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new (), titles = g_strv_builder_new ();
  g_auto (GStrv) all_nicks = NULL, all_titles = NULL;

  g_strv_builder_add (nicks, "");
  g_strv_builder_add (titles, C_("channel", "None"));
  for (guint i = 0; i < self->reading->channels->len; i++)
    {
      const VecheAgendaChannel *channel = self->reading->channels->pdata[i];
      g_autofree char *title = g_strdup_printf ("%s · %s", channel->source, channel->name);

      g_strv_builder_add (nicks, channel->uid);
      g_strv_builder_add (titles, title);
    }
  all_nicks = g_strv_builder_end (nicks);
  all_titles = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, "channel", _("Channel That Carries It"), (const char *const *) all_nicks, (const char *const *) all_titles, "");
}

static void
present_form (Page *self, const VecheAgendaShare *agenda /* (nullable): a new one */)
{
  const char *titles[] = { _("Circle"), _("Square"), _("Triangle"), _("Diamond"), NULL };
  guint n = self->reading->agendas->agendas->len;
  g_autofree char *position = g_strdup_printf ("%u", n);
  VecheFormDialog *form = veche_form_dialog_new (self->window, self->session, agenda != NULL ? C_("title", "Agenda") : _("New Agenda"), "agenda", build_agenda);

  veche_form_dialog_keep (form, "uid", agenda != NULL ? agenda->uid : NULL);
  veche_form_dialog_keep (form, "position", position);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "name", _("Name"), agenda != NULL ? agenda->name : NULL, TRUE);
  veche_form_dialog_add_choice (form, "shape", _("Shape"), shapes, titles, agenda != NULL ? agenda->shape : shapes[MIN (n, 3)]);
  veche_form_dialog_add_number (form, "low", _("At Least, per Cent"), agenda != NULL ? agenda->low : 20, 0, 100);
  veche_form_dialog_add_number (form, "high", _("At Most, per Cent"), agenda != NULL ? agenda->high : 50, 0, 100);
  veche_form_dialog_add_group (form, _("Which Messages Carry It"), _("Those with a word, and those of a channel. Events say it themselves."));
  veche_form_dialog_add_text (form, "word", _("Another Word"), NULL, FALSE);
  add_channels (self, form);
  if (agenda != NULL)
    veche_form_dialog_offer_remove (form, "agenda", agenda->uid);
  veche_form_dialog_present (form);
}

static void
edit_cb (GtkWidget *button, Page *self)
{
  for (guint i = 0; i < self->reading->agendas->agendas->len; i++)
    {
      const VecheAgendaShare *agenda = self->reading->agendas->agendas->pdata[i];

      if (g_str_equal (agenda->uid, gtk_widget_get_name (button)))
        {
          present_form (self, agenda);
          return;
        }
    }
  present_form (self, NULL);
}

/*** Rules ***/

static void
remove_rule_cb (GtkWidget *button, Page *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("agenda", g_object_get_data (G_OBJECT (button), "subject"));

  veche_edit_delete (edit, "agenda_rule", gtk_widget_get_name (button));
  veche_session_edit (self->session, edit, _("Rule removed"), NULL, NULL);
}

static GtkWidget *
rule_new (Page *self, const VecheAgendaRule *rule)
{
  GtkWidget *row = adw_action_row_new (), *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = g_strdup_printf (rule->word != NULL ? _("The word “%s”") : _("The channel “%s”"), rule->word != NULL ? rule->word : rule->channel_name);
  g_autofree char *spoken = g_strdup_printf (_("Remove: %s"), title), *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_set_name (remove, rule->uid);
  g_object_set_data_full (G_OBJECT (remove), "subject", g_strdup (title), g_free);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_rule_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);

  return row;
}

/*** Topics, put right by hand ***/

typedef struct { char *uid, *agenda_uid; gboolean forget; } Correction;

static void
correction_free (gpointer data)
{
  Correction *self = data;

  g_free (self->uid);
  g_free (self->agenda_uid);
  g_free (self);
}

static gboolean
build_correction (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Correction *self = input;

  return veche_agendas_edit_mark (db, edit, self->uid, self->agenda_uid, self->forget, error);
}

/* "none", "rules", or the uid of an agenda. */
static void
correct_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *row = user_data;
  Page *self = g_object_get_data (G_OBJECT (row), "page");
  const char *to = g_variant_get_string (parameter, NULL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("agenda", g_object_get_data (G_OBJECT (row), "text"));
  Correction *correction = g_new0 (Correction, 1);

  correction->uid = g_strdup (gtk_widget_get_name (row));
  correction->forget = g_str_equal (to, "rules");
  correction->agenda_uid = correction->forget || g_str_equal (to, "none") ? NULL : g_strdup (to);
  veche_session_build_edit (self->session, edit, build_correction, correction, correction_free, _("Put right by hand"), NULL, NULL);
}

static GMenuModel *
correct_menu_new (Page *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) agendas = g_menu_new (), other = g_menu_new ();

  for (guint i = 0; i < self->reading->agendas->agendas->len; i++)
    {
      const VecheAgendaShare *agenda = self->reading->agendas->agendas->pdata[i];
      g_autofree char *label = veche_label_for_menu (agenda->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "topic.carry", "s", agenda->uid);
      g_menu_append_item (agendas, item);
    }
  g_menu_append (other, C_("agenda", "_None"), "topic.carry::none");
  g_menu_append (other, _("As the _Rules Say"), "topic.carry::rules");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (agendas));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (other));

  return G_MENU_MODEL (menu);
}

static GtkWidget *
topic_new (Page *self, const VecheAgendaTopic *topic)
{
  GtkWidget *row = adw_action_row_new (), *button;
  g_autofree char *when = veche_time_when (topic->at), *escaped = g_markup_escape_text (topic->text, -1), *about = NULL, *place = NULL;

  place = topic->place != NULL ? g_markup_escape_text (topic->place, -1) : NULL;
  about = place != NULL ? g_strdup_printf ("%s · %s", when, place) : g_strdup (when);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  if (!topic->event)
    {
      g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
      g_autoptr (GSimpleAction) carry = g_simple_action_new ("carry", G_VARIANT_TYPE_STRING);
      g_autoptr (GMenuModel) menu = correct_menu_new (self);

      g_signal_connect (carry, "activate", G_CALLBACK (correct_cb), row);
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (carry));
      gtk_widget_insert_action_group (row, "topic", G_ACTION_GROUP (actions));
      gtk_widget_set_name (row, topic->uid);
      g_object_set_data (G_OBJECT (row), "page", self);
      g_object_set_data_full (G_OBJECT (row), "text", g_strdup (topic->text), g_free);
      button = gtk_menu_button_new ();
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Put Right"));
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _("Say which agenda it carries"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }

  return row;
}

/*** All of them ***/

static GtkWidget *
button_new (Page *self, const char *label, const char *spoken, const char *uid)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_name (button, uid);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (spoken != NULL)
    veche_label_speak (button, spoken);
  g_signal_connect (button, "clicked", G_CALLBACK (edit_cb), self);

  return button;
}

static GtkWidget *
agenda_new (Page *self, const VecheAgendaShare *agenda)
{
  GtkWidget *group = adw_preferences_group_new (), *chart, *row = adw_preferences_row_new ();
  g_autofree char *since = veche_when_today (self->reading->agendas->since, veche_when_own_zone ());
  g_autofree char *title = g_markup_escape_text (agenda->name, -1), *spoken = g_strdup_printf (_("Edit “%s”"), agenda->name);
  const char *state = veche_agenda_state_words (agenda->state);
  g_autofree char *about = g_strdup_printf (state != NULL ? _("%1$d %% of all, goal %2$d–%3$d: %4$s") : _("%1$d %% of all, goal %2$d–%3$d"), agenda->share, agenda->low,
                                            agenda->high, state);
  g_autofree char *span = g_strdup_printf (ngettext ("in %d week", "in %d weeks", WEEKS), WEEKS), *description = g_strdup_printf ("%s · %s", about, span);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button_new (self, _("_Edit…"), spoken, agenda->uid));
  chart = veche_weeks_chart_new (_("Messages and events by week"), since, agenda->weeks, agenda->shape, CHART_HEIGHT);
  for (guint i = 0; i < self->reading->marks->len; i++)
    {
      const VecheActionMark *mark = self->reading->marks->pdata[i];

      if (g_strcmp0 (mark->agenda_shape, agenda->shape) == 0 && g_strcmp0 (mark->agenda_name, agenda->name) == 0)
        veche_weeks_chart_mark (VECHE_WEEKS_CHART (chart), mark->day, mark->title, mark->agenda_shape, FALSE);
    }
  gtk_widget_add_css_class (chart, "plan-chart");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), chart);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  for (guint i = 0; i < self->reading->rules->len; i++)
    if (g_str_equal (((VecheAgendaRule *) self->reading->rules->pdata[i])->agenda_uid, agenda->uid))
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rule_new (self, self->reading->rules->pdata[i]));
  for (guint i = 0; i < agenda->topics->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), topic_new (self, agenda->topics->pdata[i]));

  return group;
}

static void
fill (Page *self)
{
  GtkWidget *child, *add;
  GPtrArray *agendas = self->reading->agendas->agendas;
  g_autofree char *focused = veche_refocus_dup_name (self->box);

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < agendas->len; i++)
    gtk_box_append (GTK_BOX (self->box), agenda_new (self, agendas->pdata[i]));
  add = button_new (self, _("_New Agenda…"), NULL, "");
  gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (add, "pill");
  gtk_widget_set_visible (add, agendas->len < MOST_AGENDAS);
  gtk_box_append (GTK_BOX (self->box), add);
  veche_refocus_grab (self->box, focused);
}

static void
show (gpointer window, gpointer reading)
{
  Page *self = g_object_get_data (G_OBJECT (window), "page");

  g_clear_pointer (&self->reading, reading_free);
  self->reading = reading;
  fill (self);
}

static const VecheRefreshKind refresh_kind = {
  .tables = VECHE_TABLE_PLAN, .pause = PAUSE, .lane = VECHE_LANE_SCANNER, .job = read_job, .free_output = reading_free, .show = show,
};

static void
page_free (gpointer data)
{
  Page *self = data;

  g_clear_object (&self->session);
  g_clear_pointer (&self->reading, reading_free);
  g_free (self);
}

static void
destroy_cb (GtkWidget *window, Page *self)
{
  g_clear_pointer (&self->refresh, veche_refresh_free);
}

static gboolean
close_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));

  return TRUE;
}

static void
add_content (Page *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *bar = adw_header_bar_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_add_css_class (bar, "flat");
  gtk_widget_add_css_class (self->box, "plan-window");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 600);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (all), bar);
  gtk_box_append (GTK_BOX (all), scrolled);
  adw_window_set_content (ADW_WINDOW (self->window), all);
  veche_dialog_toasts_add (ADW_WINDOW (self->window), self->session);
}

void
veche_agendas_window_present (GtkWidget *parent, VecheSession *session)
{
  Page *self = g_new0 (Page, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->session = g_object_ref (session);
  self->window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (self->window), C_("title", "Agendas"));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 560, 680);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (self->window, keys);
  g_object_set_data_full (G_OBJECT (self->window), "page", self, page_free);
  add_content (self);
  g_signal_connect (self->window, "destroy", G_CALLBACK (destroy_cb), self);
  self->refresh = veche_refresh_new (self->window, session, &refresh_kind);
  gtk_window_present (GTK_WINDOW (self->window));
}
