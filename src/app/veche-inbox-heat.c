/* veche-inbox-heat.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-heat.h"
#include "app/veche-inbox-page-private.h"
#include "app/veche-mention-words.h"
#include "app/veche-thread-dialog.h"

/* What is hot: the list narrowed to it, and a chip that takes it away. */

void
veche_inbox_page_set_bars (VecheInboxPage *self, VecheSession *session)
{
  veche_noise_bar_set_session (self->noise, session);
  veche_heat_bar_set_session (self->heat, session);
}

static void
inbox_show_heat (VecheInboxPage *self, gboolean only_hot, gint64 author_id, const char *chip)
{
  g_autofree char *label = chip != NULL ? g_strdup_printf ("%s ×", chip) : NULL;

  self->only_hot = only_hot;
  self->only_author = author_id;
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->heat_chip), label);
  gtk_widget_set_visible (self->heat_chip, only_hot || author_id != 0);
}

gboolean
veche_inbox_page_is_narrowed (VecheInboxPage *self)
{
  return self->only_hot || self->only_author != 0;
}

void
veche_inbox_page_narrow_query (VecheInboxPage *self, VecheQuery *query)
{
  if (self->only_hot)      /* a saved view may be of what is hot itself */
    query->hot = TRUE;
  query->member_id = self->only_author;
}

void
veche_inbox_page_widen (VecheInboxPage *self)
{
  if (!veche_inbox_page_is_narrowed (self))
    return;
  inbox_show_heat (self, FALSE, 0, NULL);
  veche_inbox_page_requery (self);
}

void
veche_inbox_page_widen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  veche_inbox_page_widen (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* Nobody speaks to us in that thread yet: it is shown as it is. */
static void
inbox_open_thread (VecheInboxPage *self, const VecheHeatAlert *alert)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (alert->interaction_uid != NULL && GTK_IS_WINDOW (root))
    veche_thread_dialog_open (self->session, GTK_WINDOW (root), alert->interaction_uid);
}

void
veche_inbox_page_look_cb (VecheInboxPage *self, VecheHeatAlert *alert)
{
  g_autofree char *who = veche_words_clean (alert->member_name, 40, FALSE);

  if (self->session == NULL)
    return;
  if (alert->kind == VECHE_HEAT_THREAD && alert->mentions == 0)
    {
      inbox_open_thread (self, alert);
      return;
    }

  gtk_editable_set_text (self->search_entry, "");
  if (alert->kind == VECHE_HEAT_CRITIC)
    inbox_show_heat (self, FALSE, alert->member_id, who);
  else
    inbox_show_heat (self, alert->kind == VECHE_HEAT_THREAD, 0, C_ ("chip", "Fast threads"));
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "view", g_variant_new_string ("open"));
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "narrow",
                                  g_variant_new ("(ss)", "source", alert->kind == VECHE_HEAT_CRITIC || alert->source_uid == NULL ? "" : alert->source_uid));
  veche_inbox_page_requery (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
