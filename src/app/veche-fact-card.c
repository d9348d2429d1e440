/* veche-fact-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-fact-card.h"

#include "app/veche-typed.h"

struct _VecheFactCard
{
  AdwBin       parent_instance;

  char        *title;
  char        *hint;
  VecheTyped  *typed;      /* (unowned): lives with the card */

  GtkLabel    *heading;
  GtkOverlay  *overlay;
  GtkLabel    *hint_label;
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (VecheFactCard, veche_fact_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_HINT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
fact_card_read (GtkWidget *widget)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (VECHE_FACT_CARD (widget)->view);
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

  return g_strstrip (text);
}

static void
fact_card_show (GtkWidget *widget, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (VECHE_FACT_CARD (widget)->view);

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
}

static void
fact_card_say (GtkWidget *widget, const char *text)
{
  g_signal_emit (widget, signals[SIGNAL_COMMITTED], 0, text);
}

static GtkWidget *
fact_card_spoken (GtkWidget *widget)
{
  return GTK_WIDGET (VECHE_FACT_CARD (widget)->view);
}

static const VecheTypedField fact_card_field = { fact_card_read, fact_card_show, fact_card_say, fact_card_spoken, NULL };

static void
fact_card_changed_cb (VecheFactCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label),
                          gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0);
  veche_typed_touch (self->typed);
}

static gboolean
fact_card_key_cb (VecheFactCard *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK))
    {
      veche_fact_card_commit (self);
      return GDK_EVENT_STOP;
    }
  /* Tab leaves the card: these texts have no use for one. */
  if (keyval == GDK_KEY_Escape)
    {
      veche_fact_card_commit (self);
      gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
veche_fact_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheFactCard *self = VECHE_FACT_CARD (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_HINT:
      g_value_set_string (value, self->hint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_fact_card_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VecheFactCard *self = VECHE_FACT_CARD (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      gtk_label_set_label (self->heading, self->title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
      break;
    case PROP_HINT:
      g_free (self->hint);
      self->hint = g_value_dup_string (value);
      gtk_label_set_label (self->hint_label, self->hint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_fact_card_finalize (GObject *object)
{
  VecheFactCard *self = VECHE_FACT_CARD (object);

  g_free (self->title);
  g_free (self->hint);

  G_OBJECT_CLASS (veche_fact_card_parent_class)->finalize (object);
}

static void
veche_fact_card_class_init (VecheFactCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = veche_fact_card_get_property;
  object_class->set_property = veche_fact_card_set_property;
  object_class->finalize = veche_fact_card_finalize;

  properties[PROP_TITLE]
    = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_COMMITTED] = g_signal_new ("committed", VECHE_TYPE_FACT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-fact-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheFactCard, heading);
  gtk_widget_class_bind_template_child (widget_class, VecheFactCard, overlay);
  gtk_widget_class_bind_template_child (widget_class, VecheFactCard, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VecheFactCard, view);
  gtk_widget_class_bind_template_callback (widget_class, fact_card_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_fact_card_commit);
}

static void
veche_fact_card_init (VecheFactCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->typed = veche_typed_new (GTK_WIDGET (self), &fact_card_field);

  /* An empty text view has no height until it has been looked at: the hint holds a line for it. */
  gtk_overlay_set_measure_overlay (self->overlay, GTK_WIDGET (self->hint_label), TRUE);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (fact_card_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
veche_fact_card_set_text (VecheFactCard *self, const char *text)
{
  g_return_if_fail (VECHE_IS_FACT_CARD (self));

  veche_typed_set_stored (self->typed, text);
}

void
veche_fact_card_commit (VecheFactCard *self)
{
  g_return_if_fail (VECHE_IS_FACT_CARD (self));

  veche_typed_commit (self->typed);
}
