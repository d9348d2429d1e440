/* veche-competency-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-badge.h"
#include "app/veche-columns-layout.h"
#include "app/veche-competency-card.h"
#include "app/veche-evidence-form.h"
#include "app/veche-label.h"
#include "app/veche-level-dots.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "model/veche-uid.h"

#define DAY        (24 * G_TIME_SPAN_HOUR)
#define STALE_DAYS 365
#define SHOWN      3

struct _VecheCompetencyCard
{
  AdwBin                 parent_instance;

  VecheSession          *session;      /* (owned) */
  VecheProfile          *profile;      /* (owned) */
  const VecheCompetency *competency;   /* (unowned): of the profile */

  GtkWidget             *form;         /* (owned by the widget tree): the evidence form */
  GtkWidget             *evidence;     /* (owned by the widget tree) (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheCompetencyCard, veche_competency_card, ADW_TYPE_BIN)

/*** Words ***/

gboolean
veche_competency_is_stale (const VecheCompetency *competency, gint64 now)
{
  const VecheEvidence *newest = competency->evidence->len > 0 ? g_ptr_array_index (competency->evidence, 0) : NULL;
  gint64 at = newest != NULL ? newest->at : competency->at;

  return at > 0 && now - at > STALE_DAYS * DAY;
}

static guint
count_kind (const VecheCompetency *competency, const char *kind, const char *other)
{
  guint n = 0;

  for (guint i = 0; i < competency->evidence->len; i++)
    {
      const VecheEvidence *evidence = g_ptr_array_index (competency->evidence, i);

      n += g_strcmp0 (evidence->kind, kind) == 0 || (other != NULL && g_strcmp0 (evidence->kind, other) == 0);
    }

  return n;
}

char *
veche_competency_why (const VecheCompetency *competency, gint64 now)
{
  guint answers = count_kind (competency, "message", NULL), events = count_kind (competency, "event", NULL);
  guint notes = count_kind (competency, "note", "self");
  const VecheEvidence *newest = competency->evidence->len > 0 ? g_ptr_array_index (competency->evidence, 0) : NULL;
  g_autofree char *when = veche_time_short (newest != NULL ? newest->at : competency->at);
  g_autofree char *answer_words = g_strdup_printf (ngettext ("%u answer", "%u answers", answers), answers);
  g_autofree char *event_words = g_strdup_printf (ngettext ("%u event", "%u events", events), events);
  g_autofree char *note_words = g_strdup_printf (ngettext ("%u note", "%u notes", notes), notes);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *all = NULL;

  if (newest == NULL || answers + events == 0)
    {
      if (g_strcmp0 (competency->origin, "self") == 0)
        /* Translators: a day */
        return g_strdup_printf (_ ("Told so — %s; no evidence yet"), when);
      if (newest == NULL)
        return g_strdup (_ ("No evidence yet: add an answer, an event or a note"));
    }
  if (answers > 0)
    g_strv_builder_add (builder, answer_words);
  if (events > 0)
    g_strv_builder_add (builder, event_words);
  if (notes > 0)
    g_strv_builder_add (builder, note_words);
  parts = g_strv_builder_end (builder);
  all = g_strjoinv (", ", parts);
  if (veche_competency_is_stale (competency, now))
    /* Translators: "3 answers, 1 event", a day */
    return g_strdup_printf (_ ("%s; long ago, the last — %s: worth asking again"), all, when);

  return g_strdup_printf (_ ("%s; the last — %s"), all, when);
}

static const char *
evidence_icon (const char *kind)
{
  if (g_strcmp0 (kind, "message") == 0)
    return "veche-reply-symbolic";
  if (g_strcmp0 (kind, "event") == 0)
    return "veche-plan-symbolic";
  if (g_strcmp0 (kind, "self") == 0)
    return "veche-competency-symbolic";

  return "document-edit-symbolic";
}

/* A quotation stands in its own marks, whoever said it. (transfer full) */
static char *
evidence_words (const VecheEvidence *evidence)
{
  g_autofree char *text = veche_words_clean (evidence->text, 500, FALSE);

  if (*text != '\0' && (g_strcmp0 (evidence->kind, "message") == 0 || g_strcmp0 (evidence->kind, "self") == 0))
    /* Translators: quotation marks around somebody's words */
    return g_strdup_printf (_ ("“%s”"), text);
  if (*text == '\0')
    return veche_words_clean (evidence->where, 200, FALSE);

  return g_steal_pointer (&text);
}

/*** Verbs ***/

static VecheMemberRef
card_member (VecheCompetencyCard *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

static void
card_level_cb (VecheCompetencyCard *self, int level)
{
  VecheMemberRef member = card_member (self);

  veche_member_competency_origin (&member, self->competency->name, level, self->competency->origin);
}

static void
card_level_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  card_level_cb (user_data, g_variant_get_int32 (parameter));
}

static void
card_origin_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyCard *self = user_data;
  VecheMemberRef member = card_member (self);

  veche_member_competency_origin (&member, self->competency->name, self->competency->level, g_variant_get_string (parameter, NULL));
}

static void
card_remove_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyCard *self = user_data;
  VecheMemberRef member = card_member (self);

  veche_member_competency (&member, self->competency->name, 0);
}

static void
card_evidence_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_popover_popup (GTK_POPOVER (((VecheCompetencyCard *) user_data)->form));
}

static void
card_given_cb (VecheCompetencyCard *self, const char *kind, const char *text, gint64 at, const char *event_uid)
{
  VecheMemberRef member = card_member (self);

  veche_member_evidence (&member, self->competency->name, kind, text, at, event_uid);
}

static void
card_drop_evidence_cb (GtkButton *button, VecheCompetencyCard *self)
{
  VecheMemberRef member = card_member (self);

  veche_member_remove_evidence (&member, g_object_get_data (G_OBJECT (button), "uid"));
}

static void
card_more_cb (GtkButton *button, VecheCompetencyCard *self)
{
  for (GtkWidget *line = gtk_widget_get_first_child (self->evidence); line != NULL; line = gtk_widget_get_next_sibling (line))
    gtk_widget_set_visible (line, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

/*** Widgets ***/

static GtkWidget *
card_badge_new (const VecheCompetency *competency)
{
  GtkWidget *badge = veche_badge_new ();

  if (g_strcmp0 (competency->origin, "self") == 0)
    veche_badge_set (VECHE_BADGE (badge), NULL, _ ("by their own words"), VECHE_INK_70);
  else if (g_strcmp0 (competency->origin, "suggested") == 0)
    veche_badge_set (VECHE_BADGE (badge), NULL, _ ("suggested by answers"), VECHE_INK_ACC);
  else if (veche_competency_is_stale (competency, veche_now ()))
    veche_badge_set (VECHE_BADGE (badge), "veche-clock-symbolic", _ ("confirmed long ago"), VECHE_INK_WARN);
  else
    veche_badge_set (VECHE_BADGE (badge), "veche-check-symbolic", _ ("confirmed"), VECHE_INK_POS);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);

  return badge;
}

static GMenuModel *
card_menu_new (const VecheCompetency *competency)
{
  g_autoptr (GMenu) levels = g_menu_new (), verbs = g_menu_new (), last = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (int level = VECHE_LEVEL_MOST; level >= 1; level--)
    {
      g_autofree char *action = g_strdup_printf ("card.level(%d)", level);

      g_menu_append (levels, veche_level_word (level), action);
    }
  if (g_strcmp0 (competency->origin, "confirmed") != 0)
    g_menu_append (verbs, _ ("_Confirm"), "card.origin('confirmed')");
  else
    g_menu_append (verbs, _ ("Only by Their Own _Words"), "card.origin('self')");
  g_menu_append (verbs, _ ("Add _Evidence…"), "card.evidence");
  g_menu_append (last, _ ("_Remove"), "card.remove");
  g_menu_append_section (menu, _ ("Level"), G_MENU_MODEL (levels));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (verbs));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return G_MENU_MODEL (menu);
}

static GtkWidget *
card_menu_button_new (VecheCompetencyCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = card_menu_new (self->competency);
  /* Translators: a competency */
  g_autofree char *spoken = g_strdup_printf (_ ("Actions for %s"), self->competency->name);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  self->form = veche_evidence_form_new (self->session);
  g_signal_connect_object (self->form, "given", G_CALLBACK (card_given_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_widget_set_valign (box, GTK_ALIGN_START);

  return box;
}

static GtkWidget *
card_head_new (VecheCompetencyCard *self)
{
  const VecheCompetency *competency = self->competency;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *level = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dots = veche_level_dots_new (competency->level);
  GtkWidget *word = veche_label_new (veche_level_word (competency->level), "veche-small", "veche-second");
  g_autofree char *name = veche_words_clean (competency->name, 200, FALSE);

  gtk_box_append (GTK_BOX (title), veche_label_new (name, "heading", NULL));
  gtk_box_append (GTK_BOX (title), card_badge_new (competency));
  gtk_label_set_xalign (GTK_LABEL (word), 1);
  gtk_widget_set_hexpand (word, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dots), GTK_ACCESSIBLE_PROPERTY_LABEL, competency->name, -1);
  g_signal_connect_object (dots, "chosen", G_CALLBACK (card_level_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (level), word);
  gtk_box_append (GTK_BOX (level), dots);

  gtk_box_append (GTK_BOX (columns), title);
  gtk_box_append (GTK_BOX (columns), level);
  gtk_widget_set_layout_manager (columns, veche_columns_layout_new (430, 216, 6));
  gtk_widget_set_hexpand (columns, TRUE);
  gtk_widget_set_valign (columns, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), columns);
  gtk_box_append (GTK_BOX (head), card_menu_button_new (self));

  return head;
}

static GtkWidget *
card_evidence_new (VecheCompetencyCard *self, const VecheEvidence *evidence)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *icon = gtk_image_new_from_icon_name (evidence_icon (evidence->kind));
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *words = evidence_words (evidence), *when = veche_time_short (evidence->at);
  g_autofree char *where = veche_words_clean (evidence->where, 60, FALSE);
  g_autofree char *source = *where != '\0' && g_strcmp0 (where, words) != 0 ? g_strdup_printf ("%s  %s", where, when) : g_strdup (when);
  GtkWidget *text = veche_label_new (words, "veche-small", "veche-quote"), *place = veche_label_new (source, "veche-caption", "veche-second");
  g_autofree char *spoken = g_strdup_printf (_ ("Remove the evidence: %s"), words);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 13);
  gtk_widget_add_css_class (icon, "veche-second");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_tooltip_text (text, words);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-tiny");
  gtk_widget_set_tooltip_text (button, _ ("Remove Evidence"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (evidence->uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (card_drop_evidence_cb), self, 0);
  gtk_widget_add_css_class (line, "veche-evidence");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (line), place);
  gtk_box_append (GTK_BOX (line), button);

  return line;
}

static void
card_add_evidence (VecheCompetencyCard *self, GtkWidget *card)
{
  GPtrArray *evidence = self->competency->evidence;

  if (evidence->len == 0)
    return;
  self->evidence = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (self->evidence, "veche-evidence-lines");
  for (guint i = 0; i < evidence->len; i++)
    {
      GtkWidget *line = card_evidence_new (self, g_ptr_array_index (evidence, i));

      gtk_widget_set_visible (line, i < SHOWN);
      gtk_box_append (GTK_BOX (self->evidence), line);
    }
  gtk_box_append (GTK_BOX (card), self->evidence);
  if (evidence->len > SHOWN)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%u more", "%u more", evidence->len - SHOWN), evidence->len - SHOWN);
      GtkWidget *more = gtk_button_new_with_label (label);

      gtk_widget_add_css_class (more, "flat");
      gtk_widget_add_css_class (more, "veche-strip-more");
      gtk_widget_set_halign (more, GTK_ALIGN_START);
      g_signal_connect_object (more, "clicked", G_CALLBACK (card_more_cb), self, 0);
      gtk_box_append (GTK_BOX (card), more);
    }
}

static void
veche_competency_card_dispose (GObject *object)
{
  VecheCompetencyCard *self = VECHE_COMPETENCY_CARD (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (veche_competency_card_parent_class)->dispose (object);
  g_clear_pointer (&self->profile, veche_record_unref);
}

static void
veche_competency_card_class_init (VecheCompetencyCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_competency_card_dispose;
}

static void
veche_competency_card_init (VecheCompetencyCard *self)
{
  static const GActionEntry entries[] = {
    { .name = "level", .activate = card_level_action, .parameter_type = "i" },
    { .name = "origin", .activate = card_origin_action, .parameter_type = "s" },
    { .name = "evidence", .activate = card_evidence_action },
    { .name = "remove", .activate = card_remove_action },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "card", G_ACTION_GROUP (actions));
}

GtkWidget *
veche_competency_card_new (VecheSession *session, VecheProfile *profile, const VecheCompetency *competency)
{
  VecheCompetencyCard *self = g_object_new (VECHE_TYPE_COMPETENCY_CARD, NULL);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *why = veche_competency_why (competency, veche_now ());
  GtkWidget *why_label = veche_label_new (why, "veche-small", "veche-second");

  self->session = g_object_ref (session);
  self->profile = veche_record_ref (profile);
  self->competency = competency;
  gtk_widget_add_css_class (card, "veche-flat-card");
  gtk_box_append (GTK_BOX (card), card_head_new (self));
  gtk_label_set_wrap (GTK_LABEL (why_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (why_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (why_label), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (card), why_label);
  card_add_evidence (self, card);
  adw_bin_set_child (ADW_BIN (self), card);

  return GTK_WIDGET (self);
}
