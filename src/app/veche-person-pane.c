/* veche-person-pane.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-person-pane.h"
#include "app/veche-promise-list.h"
#include "model/veche-query.h"
#include "model/veche-profile.h"
#include "model/veche-uid.h"
#include "store/veche-coverage.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"

#define RECENT    5
#define LOOKED_AT 20    /* among them reactions, which say little */
#define RELOAD_MS 120

struct _VechePersonPane
{
  GtkWidget     parent_instance;

  VecheSession *session;     /* (owned) (nullable) */
  gint64        member_id;
  char         *member_uid;  /* (owned) (nullable) */
  GCancellable *loading;     /* (owned) (nullable) */
  guint         reload;      /* source id */

  GtkWidget    *content;
  AdwAvatar    *avatar;
  GtkLabel     *name;
  GtkLabel     *about;
  GtkBox       *platforms;
  GtkLabel     *since;
  GtkLabel     *since_unit;
  GtkLabel     *messages;
  GtkLabel     *messages_unit;
  GtkLabel     *days;
  GtkLabel     *days_unit;
  GtkBox       *sections;
  VechePromiseList *promises;
};

G_DEFINE_FINAL_TYPE (VechePersonPane, veche_person_pane, GTK_TYPE_WIDGET)

typedef struct
{
  VecheProfile *profile;
  GPtrArray    *recent;   /* (element-type VecheRecord) */
  gboolean      hole;     /* something of the last thirty days is missing where they speak */
} Person;

static void
person_free (gpointer data)
{
  Person *person = data;

  g_clear_pointer (&person->profile, veche_record_unref);
  g_clear_pointer (&person->recent, g_ptr_array_unref);
  g_free (person);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Person, person_free)

static gpointer
veche_person_pane_load_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 id = *(gint64 *) input;
  g_autoptr(Person) person = g_new0 (Person, 1);
  g_autoptr(VecheQuery) query = veche_query_new (VECHE_QUERY_TIMELINE);
  g_autoptr(GArray) ids = NULL;

  person->profile = veche_members_load_profile (db, id, error);
  if (person->profile == NULL)
    return NULL;
  person->hole = veche_coverage_misses (db, id, veche_now () - 30 * G_TIME_SPAN_DAY);
  query->member_id = id;
  query->limit = LOOKED_AT;
  ids = veche_query_ids (db, query, error);
  if (ids == NULL)
    return NULL;
  person->recent = veche_query_records (db, query, (const gint64 *) (gpointer) ids->data, ids->len, error);
  return person->recent != NULL ? g_steal_pointer (&person) : NULL;
}

/* -------------------------------------------------------------------------------------------------------------------------- showing */

static void
remove_children (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
veche_person_pane_label (const char *text, const char *style)
{
  GtkWidget *label = veche_label_new_wrapped (text, style, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  return label;
}

/* A small heading and its words; nothing when there is nothing to say. */
static void
veche_person_pane_add_section (VechePersonPane *self, const char *title, const char *text)
{
  g_autofree char *clean = veche_words_clean (text, 400, TRUE);
  GtkWidget *section, *heading;

  if (*clean == '\0')
    return;
  section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  heading = veche_person_pane_label (title, "veche-heading");
  gtk_box_append (GTK_BOX (section), heading);
  gtk_box_append (GTK_BOX (section), veche_person_pane_label (clean, "veche-small"));
  gtk_box_append (self->sections, section);
}

static const char *
veche_person_pane_kind_icon (VecheInteraction *it)
{
  static const struct
  {
    const char *kind, *icon;
  } icons[] = {
    { "call", "veche-call-symbolic" },       { "dm", "veche-mail-symbolic" },     { "email", "veche-mail-symbolic" },
    { "meeting", "veche-plan-symbolic" },    { "attendance", "veche-plan-symbolic" }, { "join", "veche-newcomer-symbolic" },
    { "note", "veche-knowledge-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (it->kind, icons[i].kind) == 0)
      return icons[i].icon;
  return it->reply_to_id != 0 ? "veche-reply-symbolic" : "veche-feedback-symbolic";
}

static GtkWidget *
veche_person_pane_recent_row (VecheInteraction *it)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_person_pane_kind_icon (it));
  g_autofree char *time = veche_time_short (it->at);
  g_autofree char *text = veche_words_clean (it->text != NULL ? it->text : it->channel_name, 120, FALSE);
  GtkWidget *what = veche_label_new (text, "veche-small", NULL);
  GtkWidget *when = gtk_label_new (time);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_add_css_class (icon, "veche-second");
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_add_css_class (when, "veche-caption");
  gtk_widget_add_css_class (when, "veche-second");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), what);
  gtk_box_append (GTK_BOX (row), when);
  return row;
}

static void
veche_person_pane_add_recent (VechePersonPane *self, GPtrArray *recent)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  guint n = 0;

  gtk_box_append (GTK_BOX (section), veche_person_pane_label (C_ ("timeline", "Recent"), "veche-heading"));
  for (guint i = 0; i < recent->len && n < RECENT; i++)
    {
      VecheRecord *record = g_ptr_array_index (recent, i);
      if (record == NULL || record->kind != VECHE_RECORD_INTERACTION
          || g_strcmp0 (((VecheInteraction *) record)->kind, "reaction") == 0)
        continue;
      gtk_box_append (GTK_BOX (section), veche_person_pane_recent_row ((VecheInteraction *) record));
      n++;
    }
  g_object_ref_sink (section);
  if (n > 0)
    gtk_box_append (self->sections, section);
  g_object_unref (section);
}

static void
veche_person_pane_show_facts (VechePersonPane *self, VecheMember *member, gboolean hole)
{
  guint months = member->joined > 0 ? (guint) ((veche_now () - member->joined) / (30 * G_TIME_SPAN_DAY)) : 0;
  guint days = member->joined > 0 ? (guint) ((veche_now () - member->joined) / G_TIME_SPAN_DAY) : 0;
  g_autofree char *since = NULL;
  g_autofree char *messages = g_strdup_printf ("%'u", member->interactions);
  /* Over a hole in the data it is at least so many. */
  g_autofree char *active = hole && member->days_active_30 == 0 ? g_strdup ("—")
                                                                : g_strdup_printf (hole ? "≥ %u" : "%u", member->days_active_30);

  if (member->joined == 0)
    since = g_strdup ("—");
  else if (months >= 24)
    /* Translators: how long a person is with us, short */
    since = g_strdup_printf (ngettext ("%u yr", "%u yr", months / 12), months / 12);
  else if (months > 0)
    since = g_strdup_printf (ngettext ("%u mo", "%u mo", months), months);
  else
    since = g_strdup_printf (ngettext ("%u d", "%u d", MAX (days, 1)), MAX (days, 1));
  gtk_label_set_text (self->since, since);
  gtk_label_set_text (self->messages, messages);
  gtk_label_set_text (self->messages_unit, ngettext ("message", "messages", member->interactions));
  gtk_label_set_text (self->days, active);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->days), hole ? _ ("Days of the last 30 on which they said something, at least: some of these days have not been read")
                                                             : _ ("Days of the last 30 on which they said something"));
  /* Translators: on how many days of the last thirty a person said something */
  gtk_label_set_text (self->days_unit, ngettext ("active day", "active days", member->days_active_30));
}

static void
veche_person_pane_show_head (VechePersonPane *self, VecheProfile *profile)
{
  VecheMember *member = profile->member;
  g_autofree char *name = veche_words_clean (member->name, 120, FALSE);
  g_autofree char *headline = veche_words_clean (member->headline, 80, FALSE);
  g_autofree char *city = veche_words_clean (member->city, 60, FALSE);
  g_autofree char *about = *headline != '\0' && *city != '\0' ? g_strdup_printf ("%s · %s", headline, city)
                                                             : g_strconcat (headline, city, NULL);

  veche_faces_show (self->avatar, member->parent.uid, member->name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *about != '\0');

  remove_children (self->platforms);
  for (guint i = 0; i < profile->identities->len; i++)
    {
      VecheIdentity *identity = g_ptr_array_index (profile->identities, i);
      GtkWidget *icon = gtk_image_new_from_icon_name (veche_platform_icon (identity->platform));
      g_autofree char *tip = g_strdup_printf ("%s: %s%s", veche_platform_name (identity->platform),
                                              identity->handle != NULL ? "@" : "",
                                              identity->handle != NULL ? identity->handle : identity->remote_id);
      gtk_widget_add_css_class (icon, "veche-second");
      gtk_widget_set_tooltip_text (icon, tip);
      gtk_box_append (self->platforms, icon);
    }
}

static void
veche_person_pane_show (VechePersonPane *self, Person *person)
{
  VecheProfile *profile = person->profile;
  VecheMember *member = profile->member;
  g_autofree char *manner = NULL;

  g_free (self->member_uid);
  self->member_uid = g_strdup (member->parent.uid);
  veche_person_pane_show_head (self, profile);
  veche_person_pane_show_facts (self, member, person->hole);

  remove_children (self->sections);
  if (member->do_not_contact)
    veche_person_pane_add_section (self, _ ("Please note"), _ ("Asked not to be written to"));
  else if (member->do_not_mention)
    veche_person_pane_add_section (self, _ ("Please note"), _ ("Asked not to be mentioned in public"));
  manner = g_strdup_printf ("%s%s%s", member->address_as != NULL ? member->address_as : "",
                            member->address_as != NULL && profile->manner != NULL ? "\n" : "",
                            profile->manner != NULL ? profile->manner : "");
  veche_person_pane_add_section (self, _ ("How to Talk"), manner);
  veche_person_pane_add_section (self, _ ("Wants"), profile->needs);
  veche_person_pane_add_section (self, _ ("Driven By"), profile->motives);
  veche_person_pane_add_section (self, _ ("Dislikes"), profile->dislikes);
  veche_person_pane_add_section (self, _ ("Knows"), member->labels);
  veche_person_pane_add_recent (self, person->recent);
  gtk_widget_set_visible (self->content, TRUE);
}

static void
veche_person_pane_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VechePersonPane) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Person) person = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->loading);
  if (person != NULL)
    veche_person_pane_show (self, person);
  else
    gtk_widget_set_visible (self->content, FALSE);
}

static void
veche_person_pane_load (VechePersonPane *self)
{
  g_clear_handle_id (&self->reload, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->session == NULL || self->member_id == 0)
    return;
  self->loading = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_person_pane_load_job,
                         g_memdup2 (&self->member_id, sizeof self->member_id), g_free, person_free, self->loading,
                         veche_person_pane_loaded_cb, g_object_ref (self));
}

static gboolean
veche_person_pane_reload_cb (gpointer user_data)
{
  VechePersonPane *self = user_data;

  self->reload = 0;
  veche_person_pane_load (self);
  return G_SOURCE_REMOVE;
}

static void
veche_person_pane_changed_cb (VechePersonPane *self, VecheChange *change)
{
  VecheTables mask = VECHE_TABLE_MEMBER | VECHE_TABLE_IDENTITY | VECHE_TABLE_COMPETENCY | VECHE_TABLE_INTERACTION;

  if (self->member_id != 0 && (veche_change_get_tables (change) & mask) != 0 && self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, veche_person_pane_reload_cb, self);
}

static void
veche_person_pane_profile_cb (VechePersonPane *self)
{
  if (self->session != NULL && self->member_uid != NULL)
    veche_session_open_member (self->session, self->member_uid);
}

static void
veche_person_pane_dispose (GObject *object)
{
  VechePersonPane *self = VECHE_PERSON_PANE (object);

  veche_person_pane_close (self);
  g_clear_pointer (&self->member_uid, g_free);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_person_pane_parent_class)->dispose (object);
}

static void
veche_person_pane_class_init (VechePersonPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_person_pane_dispose;
  g_type_ensure (VECHE_TYPE_PROMISE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-person-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, content);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, avatar);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, name);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, about);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, platforms);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, since);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, since_unit);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, messages);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, messages_unit);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, days);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, days_unit);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, sections);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, promises);
  gtk_widget_class_bind_template_callback (widget_class, veche_person_pane_profile_cb);
}

static void
veche_person_pane_init (VechePersonPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->content, FALSE);
}

void
veche_person_pane_set_session (VechePersonPane *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_PERSON_PANE (self));

  if (g_set_object (&self->session, session) && session != NULL)
    g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (veche_person_pane_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

void
veche_person_pane_set_member (VechePersonPane *self, gint64 member_id)
{
  g_return_if_fail (VECHE_IS_PERSON_PANE (self));

  if (self->member_id == member_id)
    return;
  self->member_id = member_id;
  veche_promise_list_set_member (self->promises, self->session, member_id);
  gtk_widget_set_visible (self->content, FALSE);
  veche_person_pane_load (self);
}

void
veche_person_pane_close (VechePersonPane *self)
{
  if (self->session == NULL)
    return;
  g_clear_handle_id (&self->reload, g_source_remove);
  if (self->promises != NULL)
    veche_promise_list_set_member (self->promises, NULL, 0);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_signal_handlers_disconnect_by_func (veche_session_get_store (self->session), veche_person_pane_changed_cb, self);
  g_clear_object (&self->session);
}
