/* veche-person-pane.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-contact-words.h"
#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-member-edits.h"
#include "app/veche-member-words.h"
#include "app/veche-mention-words.h"
#include "app/veche-person-pane.h"
#include "app/veche-person-parts.h"
#include "app/veche-promise-list.h"
#include "app/veche-ties-view.h"
#include "app/veche-typed.h"
#include "model/veche-query.h"
#include "model/veche-profile.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-coverage.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"

#define RECENT    5
#define TIES      3
#define LOOKED_AT 20    /* among them reactions, which say little */
#define RELOAD_MS 120

struct _VechePersonPane
{
  GtkWidget     parent_instance;

  VecheSession *session;     /* (owned) (nullable) */
  gint64        member_id;
  char         *member_uid;  /* (owned) (nullable) */
  char         *member_name; /* (owned) (nullable) */
  char         *platform;    /* (owned) (nullable): where they are to be answered */
  char         *mark;        /* (owned) (nullable): what the sections say */
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
  GtkLabel     *ties;
  GtkLabel     *ties_unit;
  GtkWidget    *notice;
  GtkLabel     *notice_text;
  VecheBadge   *newcomer;
  VecheBadge   *important;
  GtkLabel     *standing;
  GtkWidget    *invitation;
  GtkLabel     *invitation_text;
  GtkMenuButton *note_button;
  GtkEditable  *manner;
  VecheTyped   *typed;      /* (unowned): lives with manner */
  GtkBox       *sections;
  VechePromiseList *promises;
};

G_DEFINE_FINAL_TYPE (VechePersonPane, veche_person_pane, GTK_TYPE_WIDGET)

typedef struct
{
  VecheProfile *profile;
  VecheContact *contact;
  GPtrArray    *recent;   /* (element-type VecheRecord) */
  GPtrArray    *ties;     /* (element-type VecheTie) strongest first, all */
  gboolean      hole;     /* something of the last thirty days is missing where they speak */
} Person;

static void
person_free (gpointer data)
{
  Person *person = data;

  g_clear_pointer (&person->profile, veche_record_unref);
  g_clear_pointer (&person->contact, veche_contact_free);
  g_clear_pointer (&person->recent, g_ptr_array_unref);
  g_clear_pointer (&person->ties, g_ptr_array_unref);
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
  if (person->profile == NULL || (person->contact = veche_members_load_contact (db, id, error)) == NULL ||
      (person->ties = veche_ties_list (db, id, 0, error)) == NULL)
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

static void
veche_person_pane_add_section (VechePersonPane *self, const char *title, const char *text)
{
  GtkWidget *section = veche_person_section_new (title, text);

  if (section != NULL)
    gtk_box_append (self->sections, section);
}

static void
veche_person_pane_add_recent (VechePersonPane *self, GPtrArray *recent)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint n = 0;

  gtk_box_append (GTK_BOX (section), veche_person_heading_new (C_ ("timeline", "Recent")));
  for (guint i = 0; i < recent->len && n < RECENT; i++)
    {
      VecheRecord *record = g_ptr_array_index (recent, i);
      if (record == NULL || record->kind != VECHE_RECORD_INTERACTION
          || g_strcmp0 (((VecheInteraction *) record)->kind, "reaction") == 0)
        continue;
      gtk_box_append (GTK_BOX (section), veche_person_recent_new (self->session, self->member_uid, (VecheInteraction *) record));
      n++;
    }
  g_object_ref_sink (section);
  if (n > 0)
    gtk_box_append (self->sections, section);
  g_object_unref (section);
}

static void
veche_person_pane_add_ties (VechePersonPane *self, GPtrArray *ties)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_box_append (GTK_BOX (section), veche_person_heading_new (_ ("Talks With")));
  for (guint i = 0; i < MIN (ties->len, TIES); i++)
    gtk_box_append (GTK_BOX (section), veche_person_tie_new (self->session, ties->pdata[i]));
  g_object_ref_sink (section);
  if (ties->len > 0)
    gtk_box_append (self->sections, section);
  g_object_unref (section);
}

/* How long they are with us, what they said, with how many they talk. */
static void
veche_person_pane_show_facts (VechePersonPane *self, VecheMember *member, guint ties, gboolean hole)
{
  guint months = member->joined > 0 ? (guint) ((veche_now () - member->joined) / (30 * G_TIME_SPAN_DAY)) : 0;
  guint days = member->joined > 0 ? (guint) ((veche_now () - member->joined) / G_TIME_SPAN_DAY) : 0;
  g_autofree char *since = NULL;
  g_autofree char *messages = g_strdup_printf ("%'u", member->interactions);
  g_autofree char *with = g_strdup_printf ("%'u", ties);
  g_autofree char *now = veche_member_now_line (member, hole);

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
  veche_label_tip (GTK_WIDGET (self->messages), now);
  gtk_label_set_text (self->messages_unit, ngettext ("message", "messages", member->interactions));
  gtk_label_set_text (self->ties, with);
  /* Translators: with so many people somebody talks */
  gtk_label_set_text (self->ties_unit, ngettext ("tie", "ties", ties));
}

/* What they asked of those who write to them, before anything else. */
static void
veche_person_pane_show_notices (VechePersonPane *self, Person *person)
{
  g_autoptr (GPtrArray) words = veche_contact_words (person->contact, self->platform, veche_now (), TRUE);
  g_autofree char *text = NULL;

  g_ptr_array_add (words, NULL);
  text = g_strjoinv ("\n", (char **) words->pdata);
  gtk_label_set_text (self->notice_text, text);
  gtk_widget_set_visible (self->notice, *text != '\0');
}

/* What makes them special: a badge each, and what else they are here in words. */
static void
veche_person_pane_show_standing (VechePersonPane *self, VecheProfile *profile)
{
  VecheMember *member = profile->member;
  g_autofree char *standing = veche_person_standing (profile);
  guint day = member->joined > 0 ? (guint) ((veche_now () - member->joined) / G_TIME_SPAN_DAY) + 1 : 0;
  gboolean newcomer = g_strcmp0 (member->stage, "newcomer") == 0 || (day > 0 && day <= 14);
  g_autofree char *since = day > 0 && day <= 30 ? g_strdup_printf (_ ("Newcomer · day %u"), day) : g_strdup (_ ("Newcomer"));

  veche_badge_set (self->newcomer, "veche-newcomer-symbolic", newcomer ? since : NULL, VECHE_INK_ACC);
  veche_badge_set (self->important, "veche-vip-symbolic", member->important ? _ ("Important person") : NULL, VECHE_INK_70);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->important)), newcomer || member->important);
  gtk_label_set_text (self->standing, standing);
  gtk_widget_set_visible (GTK_WIDGET (self->standing), *standing != '\0');
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
      g_autofree char *handle = veche_words_clean (identity->handle != NULL ? identity->handle : identity->remote_id, 60, FALSE);
      g_autofree char *tip = g_strdup_printf ("%s: %s%s", veche_platform_name (identity->platform), identity->handle != NULL ? "@" : "", handle);

      gtk_widget_add_css_class (icon, "veche-second");
      gtk_widget_set_tooltip_text (icon, tip);
      gtk_box_append (self->platforms, icon);
    }
}

/* All that the sections below the head say, so that they are made anew only when that changes: whoever has the focus in them keeps it. */
static char *
veche_person_pane_mark (Person *person)
{
  VecheProfile *profile = person->profile;
  const char *const words[] = { profile->parent.uid, profile->member->address_as, profile->manner, profile->needs, profile->motives, profile->dislikes,
                                profile->member->labels };
  GString *mark = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (mark, "%s\x1f", words[i] != NULL ? words[i] : "");
  for (guint i = 0; i < person->recent->len; i++)
    {
      VecheInteraction *one = person->recent->pdata[i];

      if (one != NULL)
        g_string_append_printf (mark, "%" G_GINT64_FORMAT " %s\x1f", one->parent.id, one->text != NULL ? one->text : "");
    }
  for (guint i = 0; i < MIN (person->ties->len, TIES); i++)
    {
      const VecheTie *tie = person->ties->pdata[i];

      g_string_append_printf (mark, "%s %s %s %s\x1f", tie->uid, tie->name, tie->role, veche_tie_word (tie->strength));
    }

  return g_string_free (mark, FALSE);
}

static void
veche_person_pane_show_sections (VechePersonPane *self, Person *person)
{
  VecheProfile *profile = person->profile;
  VecheMember *member = profile->member;
  g_autofree char *mark = veche_person_pane_mark (person);
  g_autofree char *manner = g_strdup_printf ("%s%s%s", member->address_as != NULL ? member->address_as : "",
                                             member->address_as != NULL && profile->manner != NULL ? "\n" : "",
                                             profile->manner != NULL ? profile->manner : "");

  if (g_strcmp0 (mark, self->mark) == 0)
    return;

  g_free (self->mark);
  self->mark = g_steal_pointer (&mark);
  remove_children (self->sections);
  veche_person_pane_add_section (self, _ ("How to Talk"), manner);
  veche_person_pane_add_section (self, _ ("Wants"), profile->needs);
  veche_person_pane_add_section (self, _ ("Driven By"), profile->motives);
  veche_person_pane_add_section (self, _ ("Dislikes"), profile->dislikes);
  veche_person_pane_add_section (self, _ ("Knows"), member->labels);
  veche_person_pane_add_recent (self, person->recent);
  veche_person_pane_add_ties (self, person->ties);
}

/* Of whom nothing is known one line asks for the first thing worth knowing. */
static void
veche_person_pane_show_invitation (VechePersonPane *self, VecheProfile *profile)
{
  VecheMember *member = profile->member;
  gboolean bare = profile->manner == NULL && member->address_as == NULL;
  gboolean nothing = bare && profile->needs == NULL && profile->motives == NULL && profile->dislikes == NULL;

  gtk_widget_set_visible (self->invitation, bare);
  gtk_label_set_text (self->invitation_text, nothing ? _ ("Nothing is written down about this person yet") : _ ("How to talk with this person is not written down yet"));
}

static void
veche_person_pane_show (VechePersonPane *self, Person *person)
{
  VecheProfile *profile = person->profile;
  VecheMember *member = profile->member;

  g_free (self->member_uid);
  self->member_uid = g_strdup (member->parent.uid);
  g_free (self->member_name);
  self->member_name = g_strdup (member->name);
  veche_person_pane_show_notices (self, person);
  veche_person_pane_show_head (self, profile);
  veche_person_pane_show_standing (self, profile);
  veche_person_pane_show_facts (self, member, person->ties->len, person->hole);
  veche_person_pane_show_invitation (self, profile);
  veche_person_pane_show_sections (self, person);
  gtk_widget_set_visible (self->content, TRUE);
}

static void
veche_person_pane_note_cb (VechePersonPane *self)
{
  gtk_menu_button_popdown (self->note_button);
  veche_typed_commit (self->typed);
}

static void
veche_person_pane_say (GtkWidget *entry, const char *words)
{
  VechePersonPane *self = VECHE_PERSON_PANE (gtk_widget_get_ancestor (entry, VECHE_TYPE_PERSON_PANE));
  VecheMemberRef member = { self->session, self->member_uid, self->member_name };
  g_autofree char *text = veche_text_tidy (words);

  if (self->session != NULL && self->member_uid != NULL && text != NULL)
    veche_member_set_words (&member, "manner", text, _ ("Written down"), veche_typed_hold (entry, NULL));
}

static void
veche_person_pane_failed (GtkWidget *entry)
{
  gtk_menu_button_popup (VECHE_PERSON_PANE (gtk_widget_get_ancestor (entry, VECHE_TYPE_PERSON_PANE))->note_button);
}

static const VecheTypedField manner_field = { .say = veche_person_pane_say, .failed = veche_person_pane_failed };

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
  g_clear_pointer (&self->member_name, g_free);
  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->mark, g_free);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_person_pane_parent_class)->dispose (object);
}

static void
veche_person_pane_class_init (VechePersonPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_person_pane_dispose;
  g_type_ensure (VECHE_TYPE_BADGE);
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
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, ties);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, ties_unit);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, notice);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, notice_text);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, newcomer);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, important);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, standing);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, invitation);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, invitation_text);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, note_button);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, manner);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, sections);
  gtk_widget_class_bind_template_child (widget_class, VechePersonPane, promises);
  gtk_widget_class_bind_template_callback (widget_class, veche_person_pane_note_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_person_pane_profile_cb);
}

static void
veche_person_pane_init (VechePersonPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->content, FALSE);
  self->typed = veche_typed_new (GTK_WIDGET (self->manner), &manner_field);
  veche_typed_set_adds (self->typed, TRUE);
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
veche_person_pane_set_member (VechePersonPane *self, gint64 member_id, const char *platform)
{
  g_autofree char *of = g_strdup_printf ("%" G_GINT64_FORMAT, member_id);

  g_return_if_fail (VECHE_IS_PERSON_PANE (self));

  if (self->member_id == member_id && g_strcmp0 (self->platform, platform) == 0)
    return;
  g_free (self->platform);
  self->platform = g_strdup (platform);
  if (self->member_id == member_id)
    {
      veche_person_pane_load (self);
      return;
    }
  gtk_menu_button_popdown (self->note_button);
  veche_typed_set_of (GTK_WIDGET (self->manner), of);
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
