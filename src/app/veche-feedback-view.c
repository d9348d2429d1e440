/* veche-feedback-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-feedback-row.h"
#include "app/veche-feedback-view.h"
#include "app/veche-mention-words.h"

#define MOST_TITLE 400
#define MOST_TEXT  20000

struct _VecheFeedbackView
{
  AdwBin      parent_instance;

  GtkWidget  *back, *more, *close, *content, *bubble, *person, *conversation;
  GtkLabel   *title, *name, *from, *words, *saved;
  AdwAvatar  *face;
  GtkImage   *platform;
  VecheBadge *badge;
};

G_DEFINE_FINAL_TYPE (VecheFeedbackView, veche_feedback_view, ADW_TYPE_BIN)

/* "Python chat · today, 9:12"; what nobody knows is left out. */
static void
feedback_view_show_person (VecheFeedbackView *self, const VecheFinding *finding)
{
  g_autofree char *who = veche_feedback_who (finding), *when = finding->said_at != 0 ? veche_time_long (finding->said_at) : NULL;
  g_autofree char *channel = veche_words_clean (finding->member_name != NULL ? finding->channel_name : NULL, 120, FALSE);
  const char *icon = finding->platform != NULL ? veche_platform_icon (finding->platform) : NULL;
  g_autofree char *from = g_strdup_printf ("%s%s%s", channel, *channel != '\0' && when != NULL ? " · " : "", when != NULL ? when : "");
  /* Translators: a button; %s is a person's name */
  g_autofree char *spoken = finding->member_uid != NULL ? g_strdup_printf (_ ("Open the profile of %s"), who) : g_strdup (who);

  veche_faces_show (self->face, finding->member_uid, who);
  gtk_label_set_text (self->name, who);
  gtk_label_set_text (self->from, from);
  gtk_widget_set_visible (GTK_WIDGET (self->from), *from != '\0');
  gtk_image_set_from_icon_name (self->platform, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->platform), icon != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* A title that nobody typed is how the words begin: they need not be read twice. */
static gboolean
begins_words (const char *title, const char *text)
{
  g_autofree char *words = veche_words_clean (text, MOST_TEXT, FALSE), *start = g_strdup (title);

  if (g_str_has_suffix (start, "…"))
    start[strlen (start) - strlen ("…")] = '\0';

  return g_str_has_prefix (words, g_strchomp (start));
}

void
veche_feedback_view_show (VecheFeedbackView *self, const VecheFinding *finding)
{
  g_autofree char *title = NULL, *words = NULL, *when = NULL, *saved = NULL;
  gboolean closed;
  const char *close;

  g_return_if_fail (VECHE_IS_FEEDBACK_VIEW (self));

  gtk_widget_set_visible (self->content, finding != NULL);
  gtk_widget_set_visible (self->more, finding != NULL);
  gtk_widget_set_visible (self->close, finding != NULL);
  if (finding == NULL)
    return;

  title = veche_words_clean (finding->title, MOST_TITLE, FALSE);
  words = veche_words_clean (finding->text, MOST_TEXT, TRUE);
  when = veche_time_long (finding->at);
  /* Translators: %s is a point in time: "today, 9:12" */
  saved = g_strdup_printf (_ ("saved: %s"), when);
  closed = veche_feedback_is_closed (finding);
  close = closed ? _ ("Open Again (E)") : _ ("Close (E)");
  veche_feedback_set_badge (self->badge, finding);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !begins_words (title, finding->text));
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->saved, saved);
  gtk_widget_set_visible (self->bubble, *words != '\0');
  gtk_button_set_icon_name (GTK_BUTTON (self->close), closed ? "edit-undo-symbolic" : "veche-check-symbolic");
  gtk_widget_set_tooltip_text (self->close, close);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close), GTK_ACCESSIBLE_PROPERTY_LABEL, closed ? _ ("Open Again") : C_ ("saved", "Close"), -1);
  feedback_view_show_person (self, finding);
}

void
veche_feedback_view_set_folded (VecheFeedbackView *self, gboolean folded)
{
  g_return_if_fail (VECHE_IS_FEEDBACK_VIEW (self));

  gtk_widget_set_visible (self->back, folded);
}

static void
veche_feedback_view_class_init (VecheFeedbackViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VECHE_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-feedback-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, back);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, more);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, close);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, content);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, bubble);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, person);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, conversation);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, title);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, name);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, from);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, words);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, saved);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, face);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, platform);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackView, badge);
}

static void
veche_feedback_view_init (VecheFeedbackView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  veche_feedback_view_show (self, NULL);
}
