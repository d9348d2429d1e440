/* veche-pair-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-pair-view.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-pair-words.h"
#include "app/veche-profile-dates.h"
#include "model/veche-text.h"

#define MAX_VALUE  120
#define BAR_POINTS 50.0    /* a full bar: one scale for all reasons, so that they compare */

struct _VechePairView
{
  AdwBin      parent_instance;

  GtkBox     *box;
  GHashTable *radios;     /* (owned) field → GtkCheckButton of b */
};

G_DEFINE_FINAL_TYPE (VechePairView, veche_pair_view, ADW_TYPE_BIN)

static GtkWidget *
pair_label (const char *text, const char *first_class, const char *second_class)
{
  g_autofree char *clamped = veche_text_clamp (text != NULL ? text : "", 400, FALSE);

  return veche_label_new_wrapped (clamped, first_class, second_class);
}

static GtkWidget *
pair_card (int spacing)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);

  gtk_widget_add_css_class (card, "veche-flat-card");

  return card;
}

/*** Who they are ***/

static void
pair_add_fact (GtkBox *card, const char *name, const char *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = pair_label (name, "veche-second", "veche-small"), *right = pair_label (value, "veche-small", NULL);

  gtk_widget_set_hexpand (left, TRUE);
  gtk_box_append (GTK_BOX (line), left);
  gtk_box_append (GTK_BOX (line), right);
  gtk_box_append (card, line);
}

static GtkWidget *
pair_account_line (VecheProfile *profile)
{
  const VecheIdentity *account = profile->identities->len > 0 ? profile->identities->pdata[0] : NULL;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label;
  g_autofree char *text = NULL;

  if (account == NULL)
    {
      gtk_box_append (GTK_BOX (line), pair_label (_ ("No accounts known"), "veche-second", "veche-small"));
      return line;
    }
  text = account->handle != NULL ? g_strdup_printf ("%s · %s", veche_platform_name (account->platform), account->handle)
                                 : g_strdup (veche_platform_name (account->platform));
  if (profile->identities->len > 1)
    {
      char *longer = g_strdup_printf ("%s +%u", text, profile->identities->len - 1);

      g_free (text);
      text = longer;
    }
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (veche_platform_icon (account->platform)));
  label = pair_label (text, "veche-second", "veche-small");
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line), label);

  return line;
}

static GtkWidget *
pair_person_card (VecheProfile *profile)
{
  const VecheMember *member = profile->member;
  GtkWidget *card = pair_card (6), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *count = g_strdup_printf ("%u", member->interactions);
  g_autofree char *joined = member->joined > 0 ? veche_time_short (member->joined) : g_strdup ("—");
  g_autofree char *seen = member->last_seen > 0 ? veche_time_short (member->last_seen) : g_strdup ("—");

  gtk_box_append (GTK_BOX (head), veche_avatar_new (56, NULL, member->name));
  gtk_box_append (GTK_BOX (texts), pair_label (member->name, "title-4", NULL));
  gtk_box_append (GTK_BOX (texts), pair_account_line (profile));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_widget_set_margin_bottom (head, 6);
  gtk_box_append (GTK_BOX (card), head);
  pair_add_fact (GTK_BOX (card), _ ("With us since"), joined);
  pair_add_fact (GTK_BOX (card), C_ ("of one person", "Messages"), count);
  pair_add_fact (GTK_BOX (card), _ ("Last seen"), seen);
  gtk_widget_set_hexpand (card, TRUE);

  return card;
}

/*** Why ***/

static GtkWidget *
pair_reason_line (const VecheLikeReason *reason)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_like_icon (reason->what)), *bar = gtk_progress_bar_new (), *points;
  g_autofree char *detail = veche_like_detail (reason);
  g_autofree char *number = g_strdup_printf (reason->points < 0 ? "−%d" : "+%d", abs (reason->points));

  gtk_box_append (GTK_BOX (texts), pair_label (veche_like_sentence (reason->what), "veche-name", NULL));
  if (detail != NULL)
    gtk_box_append (GTK_BOX (texts), pair_label (detail, "veche-second", "veche-caption"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), MIN (abs (reason->points) / BAR_POINTS, 1));
  gtk_widget_set_size_request (bar, 72, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "veche-reason");
  if (reason->points < 0)
    gtk_widget_add_css_class (bar, "neg");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, veche_like_sentence (reason->what), -1);
  points = pair_label (number, "veche-fact", NULL);
  gtk_label_set_xalign (GTK_LABEL (points), 1);
  gtk_label_set_width_chars (GTK_LABEL (points), 4);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), bar);
  gtk_box_append (GTK_BOX (line), points);

  return line;
}

static GtkWidget *
pair_reasons_card (const VechePairRow *pair, int threshold)
{
  GtkWidget *card = pair_card (9), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = pair_label (_ ("Why it looks so"), "heading", NULL);
  g_autoptr (GPtrArray) reasons = veche_likeness_reasons_from_json (pair->reasons);
  g_autofree char *sum = g_strdup_printf (_ ("%d of 100"), pair->score);
  g_autofree char *from = g_strdup_printf (_ ("almost surely from %d"), threshold);
  GtkWidget *note = pair_label (from, "veche-second", "veche-caption"), *score = pair_label (sum, "heading", NULL);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_label_set_wrap (GTK_LABEL (score), FALSE);
  gtk_box_append (GTK_BOX (head), score);
  gtk_box_append (GTK_BOX (head), note);
  gtk_box_append (GTK_BOX (card), head);
  for (guint i = 0; i < reasons->len; i++)
    gtk_box_append (GTK_BOX (card), pair_reason_line (reasons->pdata[i]));

  return card;
}

/*** What to keep ***/

static gboolean
looks_like_nick (const char *name)
{
  return strchr (name, ' ') == NULL || strpbrk (name, "_0123456789") != NULL;
}

static GtkWidget *
pair_choice (const char *field, const char *value)
{
  g_autofree char *shown = value != NULL && *value != '\0' ? veche_text_clamp (value, MAX_VALUE, FALSE) : g_strdup (_ ("not known"));
  GtkWidget *button = gtk_check_button_new (), *label = pair_label (shown, NULL, NULL);
  g_autofree char *said = g_strdup_printf (C_ ("field: value", "%s: %s"), field, shown);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);

  return button;
}

static void
pair_add_choice (VechePairView *self, GtkGrid *grid, int *row, const char *field, const char *name, const char *a, const char *b)
{
  gboolean has_a = a != NULL && *a != '\0', has_b = b != NULL && *b != '\0';
  gboolean take_b = strcmp (field, "name") == 0 ? has_b && looks_like_nick (a) && !looks_like_nick (b) : !has_a;
  g_autoptr (GtkSizeGroup) columns = NULL;
  GtkWidget *first, *second;

  if (g_strcmp0 (a, b) == 0 || (!has_a && !has_b))
    return;

  first = pair_choice (name, a);
  second = pair_choice (name, b);
  columns = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_size_group_add_widget (columns, first);
  gtk_size_group_add_widget (columns, second);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (second), GTK_CHECK_BUTTON (first));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (take_b ? second : first), TRUE);
  gtk_grid_attach (grid, pair_label (name, "veche-second", "veche-small"), 0, *row, 1, 1);
  gtk_grid_attach (grid, first, 1, *row, 1, 1);
  gtk_grid_attach (grid, second, 2, (*row)++, 1, 1);
  g_hash_table_insert (self->radios, g_strdup (field), second);
}

/* With its year where that is known. (transfer full) (nullable) */
static char *
pair_birthday (VecheProfile *profile)
{
  const char *day = profile->birthday;
  g_autofree char *words = day != NULL && *day != '\0' ? veche_day_words (day) : NULL;

  if (words == NULL || strlen (day) != strlen ("1990-05-17"))
    return g_steal_pointer (&words);

  return g_strdup_printf ("%s %.4s", words, day);
}

static GtkWidget *
pair_keep_card (VechePairView *self, VecheProfile *a, VecheProfile *b)
{
  GtkWidget *card = pair_card (9), *grid = gtk_grid_new ();
  g_autofree char *born = pair_birthday (a), *other_born = pair_birthday (b);
  int row = 0;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_box_append (GTK_BOX (card), pair_label (_ ("What to keep"), "heading", NULL));
  pair_add_choice (self, GTK_GRID (grid), &row, "name", _ ("Name"), a->member->name, b->member->name);
  pair_add_choice (self, GTK_GRID (grid), &row, "city", _ ("City"), a->member->city, b->member->city);
  pair_add_choice (self, GTK_GRID (grid), &row, "address_as", _ ("Address as"), a->member->address_as, b->member->address_as);
  pair_add_choice (self, GTK_GRID (grid), &row, "headline", _ ("Headline"), a->member->headline, b->member->headline);
  pair_add_choice (self, GTK_GRID (grid), &row, "birthday", _ ("Birthday"), born, other_born);
  pair_add_choice (self, GTK_GRID (grid), &row, "motives", _ ("Motives"), a->motives, b->motives);
  pair_add_choice (self, GTK_GRID (grid), &row, "needs", _ ("Needs"), a->needs, b->needs);
  pair_add_choice (self, GTK_GRID (grid), &row, "likes", _ ("Likes"), a->likes, b->likes);
  pair_add_choice (self, GTK_GRID (grid), &row, "dislikes", _ ("Dislikes"), a->dislikes, b->dislikes);
  pair_add_choice (self, GTK_GRID (grid), &row, "manner", _ ("Manner"), a->manner, b->manner);
  gtk_grid_attach (GTK_GRID (grid), pair_label (_ ("Handles"), "veche-second", "veche-small"), 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), pair_label (_ ("All stay: what each account said is seen apart"), NULL, NULL), 1, row, 2, 1);
  gtk_box_append (GTK_BOX (card), grid);

  return card;
}

void
veche_pair_view_show (VechePairView *self, const VechePairRow *pair, VecheProfile *a, VecheProfile *b, int threshold)
{
  GtkWidget *child, *people = gtk_flow_box_new ();

  g_hash_table_remove_all (self->radios);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (people), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (people), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (people), 9);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (people), 9);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (people), TRUE);
  gtk_flow_box_insert (GTK_FLOW_BOX (people), pair_person_card (a), -1);
  gtk_flow_box_insert (GTK_FLOW_BOX (people), pair_person_card (b), -1);
  for (GtkWidget *one = gtk_widget_get_first_child (people); one != NULL; one = gtk_widget_get_next_sibling (one))
    {
      gtk_widget_set_focusable (one, FALSE);
      gtk_widget_add_css_class (one, "veche-pair-person");
    }
  gtk_box_append (self->box, people);
  gtk_box_append (self->box, pair_reasons_card (pair, threshold));
  gtk_box_append (self->box, pair_keep_card (self, a, b));
}

GHashTable *
veche_pair_view_get_choices (VechePairView *self)
{
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer field, button;

  g_hash_table_iter_init (&iter, self->radios);
  while (g_hash_table_iter_next (&iter, &field, &button))
    g_hash_table_insert (choices, g_strdup (field), g_strdup (gtk_check_button_get_active (button) ? "b" : "a"));

  return choices;
}

static void
veche_pair_view_finalize (GObject *object)
{
  g_hash_table_unref (VECHE_PAIR_VIEW (object)->radios);

  G_OBJECT_CLASS (veche_pair_view_parent_class)->finalize (object);
}

static void
veche_pair_view_class_init (VechePairViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_pair_view_finalize;
}

static void
veche_pair_view_init (VechePairView *self)
{
  self->radios = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 15));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
