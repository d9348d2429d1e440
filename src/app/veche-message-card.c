/* veche-message-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-faces.h"
#include "app/veche-line-layout.h"
#include "app/veche-mention-words.h"
#include "app/veche-message-card.h"
#include "app/veche-prose.h"
#include "model/veche-uid.h"

#define NAME_LEAST 12   /* characters */
#define TEXT_MOST 4000

struct _VecheMessageCard
{
  GtkWidget         parent_instance;

  VecheInteraction *interaction;   /* (owned) (nullable) */
  guint             delay;         /* seconds */
  guint             tick;          /* counts a waiting answer down */

  AdwAvatar        *avatar;
  GtkWidget        *bubble;
  GtkLabel         *name;
  GtkLabel         *answers;
  GtkLabel         *time;
  VecheProse       *text;
  GtkExpander      *edited;
  GtkLabel         *earlier;
  VecheProse       *deleted;
  GtkWidget        *delivery;
  GtkImage         *delivery_icon;
  VecheProse       *delivery_text;
  GtkButton        *first;
  GtkButton        *second;
  const char       *first_act, *second_act;   /* static */
  const char       *delivery_style;           /* static */
};

G_DEFINE_FINAL_TYPE (VecheMessageCard, veche_message_card, GTK_TYPE_WIDGET)

static guint decide_signal;

static void
veche_message_card_offer (GtkButton *button, const char **slot, const char *label, const char *act)
{
  *slot = act;
  gtk_widget_set_visible (GTK_WIDGET (button), act != NULL);
  if (act != NULL)
    gtk_button_set_label (button, label);
}

static void
veche_message_card_say (VecheMessageCard *self, const char *icon, const char *text, const char *style)
{
  if (self->delivery_style != NULL && !g_str_equal (self->delivery_style, style))
    gtk_widget_remove_css_class (self->delivery, self->delivery_style);
  self->delivery_style = style;
  gtk_widget_add_css_class (self->delivery, style);
  /* What has to be decided takes a sentence, and its buttons the line below. */
  veche_line_layout_set_folded (VECHE_LINE_LAYOUT (gtk_widget_get_layout_manager (self->delivery)),
                                !g_str_equal (style, "neutral") && !g_str_equal (style, "pos"));
  gtk_image_set_from_icon_name (self->delivery_icon, icon);
  veche_prose_set_text (self->delivery_text, text);
  gtk_widget_set_visible (self->delivery, TRUE);
}

/* What the store keeps of an error, as a sentence. */
static const char *
veche_message_card_why (const char *error)
{
  static const struct
  {
    const char *nick, *why;
  } reasons[] = {
    { "auth", N_ ("The source asks to sign in again") },
    { "rate-limited", N_ ("The source asks for a pause") },
    { "offline", N_ ("The source can’t be reached") },
    { "rejected", N_ ("The source refused it") },
    { "not-found", N_ ("The message it answers is gone there") },
    { "protocol", N_ ("The source answered nonsense") },
    { "tls", N_ ("No trustworthy connection to the source") },
    { "private", N_ ("The address is private, and the source is not marked as your own server") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (error, reasons[i].nick) == 0)
      return _ (reasons[i].why);
  return _ ("The source did not take it");
}

static gboolean
veche_message_card_show_waiting (VecheMessageCard *self)
{
  VecheInteraction *it = self->interaction;
  gint64 left = it->at + self->delay * G_USEC_PER_SEC - veche_now ();
  guint seconds = left > 0 ? (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
  g_autofree char *text = NULL;

  veche_message_card_offer (self->first, &self->first_act, _ ("_Undo"), "withdraw");
  veche_message_card_offer (self->second, &self->second_act, NULL, NULL);
  if (it->outbox_error != NULL)
    {
      /* Translators: %s is a whole sentence without a full stop */
      text = g_strdup_printf (_ ("%s. Veche will try again by itself"), veche_message_card_why (it->outbox_error));
      veche_message_card_say (self, "veche-clock-symbolic", text, "warn");
      return FALSE;
    }
  if (seconds > 0)
    text = g_strdup_printf (ngettext ("Leaves in %u second", "Leaves in %u seconds", seconds), seconds);
  else
    text = g_strdup (_ ("Waiting to leave"));
  veche_message_card_say (self, "veche-clock-symbolic", text, "neutral");
  return seconds > 0;
}

static gboolean
veche_message_card_tick_cb (gpointer user_data)
{
  VecheMessageCard *self = user_data;

  if (veche_message_card_show_waiting (self))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
veche_message_card_show_failed (VecheMessageCard *self)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (_ ("Not sent: %s"), veche_message_card_why (self->interaction->outbox_error));
  veche_message_card_say (self, "veche-negative-symbolic", text, "neg");
  veche_message_card_offer (self->first, &self->first_act, _ ("_Retry"), "resend");
  veche_message_card_offer (self->second, &self->second_act, _ ("Back to _Draft"), "withdraw");
}

static void
veche_message_card_show_unknown (VecheMessageCard *self)
{
  veche_message_card_say (self, "veche-question-symbolic",
                          _ ("It left, but no answer came: it may have arrived. Look there before sending again"), "warn");
  veche_message_card_offer (self->first, &self->first_act, _ ("It _Arrived"), "arrived");
  veche_message_card_offer (self->second, &self->second_act, _ ("_Send Again"), "resend");
}

static void
veche_message_card_show_delivery (VecheMessageCard *self)
{
  const char *state = self->interaction->outbox_state;
  gboolean waits = g_strcmp0 (state, "queued") == 0, failed = g_strcmp0 (state, "failed") == 0, unknown = g_strcmp0 (state, "unknown") == 0;

  g_clear_handle_id (&self->tick, g_source_remove);
  if (!waits && !failed && !unknown)
    {
      veche_message_card_offer (self->first, &self->first_act, NULL, NULL);
      veche_message_card_offer (self->second, &self->second_act, NULL, NULL);
    }
  if (waits && veche_message_card_show_waiting (self))
    self->tick = g_timeout_add (500, veche_message_card_tick_cb, self);
  else if (failed)
    veche_message_card_show_failed (self);
  else if (unknown)
    veche_message_card_show_unknown (self);
  else if (g_strcmp0 (state, "sending") == 0)
    veche_message_card_say (self, "veche-out-symbolic", _ ("Sending…"), "neutral");
  else if (!waits && (state != NULL || g_strcmp0 (self->interaction->direction, "out") == 0))
    veche_message_card_say (self, "veche-check-symbolic", C_ ("reply", "Sent"), "pos");
  else if (!waits)
    gtk_widget_set_visible (self->delivery, FALSE);
}

/* On request, with its author (veche-erase.h): only its place is left. */
static gboolean
is_erased (const VecheInteraction *it)
{
  return it->deleted != 0 && it->author_uid == NULL && (it->text == NULL || *it->text == '\0');
}

static void
veche_message_card_show_history (VecheMessageCard *self)
{
  VecheInteraction *it = self->interaction;
  g_autofree char *earlier = veche_words_clean (it->earlier, TEXT_MOST, TRUE);
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->edited), it->edited != 0 && *earlier != '\0');
  if (it->edited != 0)
    {
      when = veche_time_long (it->edited);
      /* Translators: %s is a day and time */
      text = g_strdup_printf (_ ("Edited %s. What it said before"), when);
      gtk_expander_set_label (self->edited, text);
      gtk_label_set_text (self->earlier, earlier);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->deleted), it->deleted != 0);
  if (it->deleted != 0)
    {
      g_autofree char *at = veche_time_long (it->deleted);
      g_autofree char *gone = is_erased (it) ? g_strdup (_ ("Erased at the request of who wrote it"))
                                             : g_strdup_printf (_ ("Deleted there, noticed %s. The text stays here"), at);

      veche_prose_set_text (self->deleted, gone);
    }
}

static void
veche_message_card_show_author (VecheMessageCard *self)
{
  VecheInteraction *it = self->interaction;
  gboolean own = g_strcmp0 (it->direction, "out") == 0;
  g_autofree char *name = veche_words_clean (it->author_name, 120, FALSE);
  g_autofree char *to = veche_words_clean (it->reply_to_name, 80, FALSE);
  g_autofree char *time = veche_time_long (it->at);
  g_autofree char *answers = NULL;

  if (*name == '\0')
    {
      g_free (name);
      name = own ? g_strdup (_ ("You")) : is_erased (it) ? g_strdup (_ ("Somebody")) : veche_words_clean (it->channel_name, 120, FALSE);
    }
  veche_faces_show (self->avatar, it->author_uid, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_width_chars (self->name, (int) MIN (g_utf8_strlen (name, -1), NAME_LEAST));     /* whom it answers gives way first */
  gtk_label_set_text (self->time, time);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), *to != '\0');
  if (*to != '\0')
    {
      /* Translators: %s is the name of the person whose message is answered */
      answers = g_strdup_printf (_ ("to %s"), to);
      gtk_label_set_text (self->answers, answers);
    }
}

static void
veche_message_card_first_cb (VecheMessageCard *self)
{
  g_signal_emit (self, decide_signal, 0, self->first_act, self->interaction->outbox_uid);
}

static void
veche_message_card_second_cb (VecheMessageCard *self)
{
  g_signal_emit (self, decide_signal, 0, self->second_act, self->interaction->outbox_uid);
}

static void
veche_message_card_dispose (GObject *object)
{
  VecheMessageCard *self = VECHE_MESSAGE_CARD (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->interaction, veche_record_unref);
  if (self->bubble != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->avatar));
  g_clear_pointer (&self->bubble, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_message_card_parent_class)->dispose (object);
}

static void
veche_message_card_class_init (VecheMessageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_message_card_dispose;
  decide_signal = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (VECHE_TYPE_LINE_LAYOUT);
  g_type_ensure (VECHE_TYPE_PROSE);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-message-card.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, VECHE_TYPE_LINE_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, bubble);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, name);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, answers);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, time);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, text);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, edited);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, earlier);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, deleted);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, delivery);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, delivery_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, delivery_text);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, first);
  gtk_widget_class_bind_template_child (widget_class, VecheMessageCard, second);
  gtk_widget_class_bind_template_callback (widget_class, veche_message_card_first_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_message_card_second_cb);
}

static void
veche_message_card_init (VecheMessageCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (gtk_widget_get_layout_manager (GTK_WIDGET (self)), "spacing", 9, NULL);
}

GtkWidget *
veche_message_card_new (void)
{
  return g_object_new (VECHE_TYPE_MESSAGE_CARD, NULL);
}

void
veche_message_card_set (VecheMessageCard *self, VecheInteraction *interaction, gboolean highlight, guint delay)
{
  g_autofree char *text = NULL;

  g_return_if_fail (VECHE_IS_MESSAGE_CARD (self));
  g_return_if_fail (interaction != NULL);

  veche_record_ref (interaction);
  g_clear_pointer (&self->interaction, veche_record_unref);
  self->interaction = interaction;
  self->delay = delay;

  if (highlight)
    gtk_widget_add_css_class (self->bubble, "highlight");
  else
    gtk_widget_remove_css_class (self->bubble, "highlight");
  text = veche_words_clean (interaction->text, TEXT_MOST, TRUE);
  veche_prose_set_text (self->text, *text != '\0' ? text : _ ("No text: a picture, a sticker or the like"));
  veche_message_card_show_author (self);
  veche_message_card_show_history (self);
  veche_message_card_show_delivery (self);
}

void
veche_message_card_put_away (VecheMessageCard *self)
{
  g_return_if_fail (VECHE_IS_MESSAGE_CARD (self));

  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
veche_message_card_make_ready (VecheMessageCard *self, VecheInteraction *interaction, gboolean highlight, guint delay, int width)
{
  GtkLayoutManager *layout;
  int height;

  g_return_if_fail (VECHE_IS_MESSAGE_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  veche_message_card_set (self, interaction, highlight, delay);
  g_clear_handle_id (&self->tick, g_source_remove);
  if (width <= 0)
    return;

  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_layout_manager_measure (layout, GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_layout_manager_allocate (layout, GTK_WIDGET (self), width, height, -1);
}

VecheInteraction *
veche_message_card_get_interaction (VecheMessageCard *self)
{
  return self->interaction;
}
