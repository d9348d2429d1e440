/* veche-wish-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-wish-match.h"
#include "app/veche-badge.h"
#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "app/veche-wish-row.h"

#define MATCHES 5

struct _VecheWishRow
{
  AdwExpanderRow  parent_instance;

  VecheSession   *session;   /* (owned) (nullable) */
  char           *uid;       /* (owned) */
  char           *name;      /* (owned): whose it is */
  gboolean        need;

  GtkWidget      *badge;
};

G_DEFINE_FINAL_TYPE (VecheWishRow, veche_wish_row, ADW_TYPE_EXPANDER_ROW)

static void
wish_row_state (VecheWishRow *self, const char *state, const char *met_by_uid, const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("wish", self->name);

  veche_wishes_edit_state (edit, self->uid, state, met_by_uid);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
wish_row_met_by_cb (GtkButton *button, VecheWishRow *self)
{
  wish_row_state (self, "met", g_object_get_data (G_OBJECT (button), "uid"), _ ("Noted: they have met"));
}

static void
wish_row_met_cb (VecheWishRow *self)
{
  wish_row_state (self, "met", NULL, self->need ? _ ("Noted: the need is met") : _ ("Noted: the offer is taken"));
}

static void
wish_row_drop_cb (VecheWishRow *self)
{
  wish_row_state (self, "dropped", NULL, _ ("Taken off the board"));
}

static void
wish_row_open_cb (AdwActionRow *row, VecheWishRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  veche_session_open_member (self->session, g_object_get_data (G_OBJECT (row), "uid"));
  if (GTK_IS_WINDOW (root))
    gtk_window_close (GTK_WINDOW (root));
}

static GtkWidget *
wish_button_new (const char *label, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* Translators: a button, then the person it concerns */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), label, name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "veche-row-button");
  veche_label_speak (button, spoken);

  return button;
}

/* Why the two fit. (transfer full) */
static char *
match_words (const VecheWishMatch *match)
{
  g_autofree char *words = veche_words_clean (match->words, 160, FALSE), *shared = veche_words_clean (match->shared, 80, FALSE);
  g_autofree char *why = NULL;

  if (g_strcmp0 (match->what, "competency") == 0)
    {
      g_autofree char *level = g_utf8_strdown (veche_level_word (match->level), -1);

      /* Translators: a competency, its level */
      why = g_strdup_printf (_ ("Can do it: %s, %s"), words, level);
    }
  else if (g_strcmp0 (match->what, "offer") == 0)
    why = g_strdup_printf (_ ("Offers: “%s”"), words);
  else
    why = g_strdup_printf (_ ("Needs: “%s”"), words);
  if (*shared != '\0' && g_strcmp0 (match->what, "competency") != 0)
    {
      /* Translators: why they fit, then the words both use */
      g_autofree char *both = g_strdup_printf (_ ("%s · both speak of %s"), why, shared);

      return match->same_city ? g_strdup_printf (_ ("%s · same city"), both) : g_steal_pointer (&both);
    }

  return match->same_city ? g_strdup_printf (_ ("%s · same city"), why) : g_steal_pointer (&why);
}

static GtkWidget *
match_row_new (VecheWishRow *self, const VecheWishMatch *match)
{
  GtkWidget *row = adw_action_row_new (), *button = wish_button_new (_ ("Have Met"), match->name);
  g_autofree char *name = veche_words_clean (match->name, 80, FALSE), *why = match_words (match);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), veche_avatar_new (28, NULL, match->name));
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (match->uid), g_free);
  g_object_set_data_full (G_OBJECT (row), "uid", g_strdup (match->uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (wish_row_met_by_cb), self, 0);
  g_signal_connect_object (row, "activated", G_CALLBACK (wish_row_open_cb), self, 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

/* Who comes first is seen without opening the row. */
static void
wish_row_show_first (VecheWishRow *self, const VecheWishMatch *match)
{
  g_autofree char *name = veche_words_clean (match->name, 40, FALSE);
  /* Translators: whoever can help with a need; whoever needs what is offered */
  g_autofree char *words = g_strdup_printf (self->need ? _ ("Can help: %s") : _ ("Needs it: %s"), name);

  if (veche_session_get_folded (self->session))
    {
      g_autofree char *longer = g_strdup_printf ("%s\n%s", adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (self)), words);

      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), longer);
      return;
    }
  veche_badge_set (VECHE_BADGE (self->badge), "veche-ties-symbolic", words, VECHE_INK_POS);
}

static void
wish_row_add_verbs (VecheWishRow *self, gboolean somebody)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *met = wish_button_new (self->need ? _ ("Met") : _ ("Taken"), self->name), *drop = wish_button_new (_ ("Take Off"), self->name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), somebody ? "" : _ ("Nobody fits yet"));
  g_signal_connect_object (met, "clicked", G_CALLBACK (wish_row_met_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "clicked", G_CALLBACK (wish_row_drop_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), met);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), drop);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static gpointer
wish_row_match_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_wishes_match (db, input, MATCHES, error);
}

/* Who fits twice, by an offer and by a competency, is shown once: with what fits best, which comes first. */
static gboolean
is_shown_already (GPtrArray *matches, guint index)
{
  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (((VecheWishMatch *) matches->pdata[i])->uid, ((VecheWishMatch *) matches->pdata[index])->uid) == 0)
      return TRUE;

  return FALSE;
}

static void
wish_row_matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheWishRow) self = user_data;
  g_autoptr (GPtrArray) matches = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (self->session == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    if (!is_shown_already (matches, i))
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), match_row_new (self, g_ptr_array_index (matches, i)));
  if (matches != NULL && matches->len > 0)
    wish_row_show_first (self, g_ptr_array_index (matches, 0));
  wish_row_add_verbs (self, matches != NULL && matches->len > 0);
}

static void
veche_wish_row_dispose (GObject *object)
{
  VecheWishRow *self = VECHE_WISH_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (veche_wish_row_parent_class)->dispose (object);
}

static void
veche_wish_row_class_init (VecheWishRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_wish_row_dispose;
}

static void
veche_wish_row_init (VecheWishRow *self)
{
  self->badge = veche_badge_new ();
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->badge);
}

GtkWidget *
veche_wish_row_new (VecheSession *session, const VecheWish *wish)
{
  VecheWishRow *self = g_object_new (VECHE_TYPE_WISH_ROW, NULL);
  g_autofree char *text = veche_words_clean (wish->text, 200, FALSE), *name = veche_words_clean (wish->member_name, 80, FALSE);
  g_autofree char *city = veche_words_clean (wish->member_city, 60, FALSE), *when = veche_time_short (wish->at);
  g_autofree char *second = *city != '\0' ? g_strjoin (" · ", name, city, when, NULL) : g_strjoin (" · ", name, when, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (wish->uid);
  self->name = g_strdup (wish->member_name);
  self->need = g_strcmp0 (wish->kind, "need") == 0;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), text);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), second);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), veche_avatar_new (36, NULL, wish->member_name));
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, wish_row_match_job, g_strdup (self->uid), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, wish_row_matched_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
