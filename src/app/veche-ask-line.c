/* veche-ask-line.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-ask-line.h"
#include "app/veche-columns-layout.h"
#include "app/veche-expert-words.h"

struct _VecheAskLine
{
  AdwBin        parent_instance;

  char         *generated;   /* (owned) (nullable): the line as we made it; when it reads otherwise, a person has changed it */

  GtkRevealer  *revealer;
  GtkWidget    *columns, *copy, *insert;
  GtkLabel     *title, *note;
  GtkTextView  *text;
};

G_DEFINE_FINAL_TYPE (VecheAskLine, veche_ask_line, ADW_TYPE_BIN)

enum
{
  SIGNAL_COPY,
  SIGNAL_INSERT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* (transfer full) */
static char *
ask_line_text (VecheAskLine *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
ask_line_set_text (VecheAskLine *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
}

/* Some platforms tell nobody, or not by the text alone. */
static const char *
line_warning (GPtrArray *chosen)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      VecheExpert *expert = g_ptr_array_index (chosen, i);

      if (expert->mention_kind == VECHE_MENTION_NAME)
        return _ ("Only by name: the platform will not tell them");
      if (expert->mention_kind == VECHE_MENTION_LINK)
        return _ ("A link to the account: they are told when it is sent as a link");
    }

  return NULL;
}

static void
ask_line_show_title (VecheAskLine *self, GPtrArray *chosen)
{
  VecheExpert *first = chosen->len > 0 ? g_ptr_array_index (chosen, 0) : NULL;
  const char *platform = first != NULL && first->platform != NULL ? first->platform : NULL;
  const char *warning = line_warning (chosen);
  g_autofree char *title = NULL;

  /* Translators: the name of a platform */
  title = platform != NULL ? g_strdup_printf (_ ("Line for %s"), veche_platform_name (platform)) : g_strdup (_ ("Line that asks"));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->note, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), warning != NULL);
}

static void
ask_line_emit (VecheAskLine *self, guint signal)
{
  g_autofree char *text = ask_line_text (self);

  if (*text != '\0')
    g_signal_emit (self, signals[signal], 0, text);
}

static void
ask_line_copy_cb (VecheAskLine *self)
{
  ask_line_emit (self, SIGNAL_COPY);
}

static void
ask_line_insert_cb (VecheAskLine *self)
{
  ask_line_emit (self, SIGNAL_INSERT);
}

static void
veche_ask_line_finalize (GObject *object)
{
  g_free (VECHE_ASK_LINE (object)->generated);

  G_OBJECT_CLASS (veche_ask_line_parent_class)->finalize (object);
}

static void
veche_ask_line_class_init (VecheAskLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_ask_line_finalize;
  signals[SIGNAL_COPY] = g_signal_new ("copy", VECHE_TYPE_ASK_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_INSERT] = g_signal_new ("insert", VECHE_TYPE_ASK_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-ask-line.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, revealer);
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, columns);
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, title);
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, text);
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, note);
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, copy);
  gtk_widget_class_bind_template_child (widget_class, VecheAskLine, insert);
  gtk_widget_class_bind_template_callback (widget_class, ask_line_copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_line_insert_cb);
}

static void
veche_ask_line_init (VecheAskLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->columns, veche_columns_layout_new (560, 290, 12));
}

void
veche_ask_line_set_chosen (VecheAskLine *self, GPtrArray *chosen, VecheExpert *toggled, gboolean on)
{
  g_autofree char *made = veche_experts_line (chosen);
  g_autofree char *text = ask_line_text (self);
  gboolean changed = self->generated != NULL && *text != '\0' && strcmp (text, self->generated) != 0;

  if (changed && toggled != NULL && toggled->mention != NULL)
    {
      g_autofree char *with = g_strdup_printf ("%s, ", toggled->mention);
      g_autofree char *longer = on ? g_strconcat (with, text, NULL) : NULL;
      g_auto (GStrv) parts = on ? NULL : g_strsplit (text, with, 2);
      g_autofree char *shorter = on ? NULL : g_strjoinv ("", parts);

      ask_line_set_text (self, on ? longer : shorter);
    }
  else
    {
      ask_line_set_text (self, made != NULL ? made : "");
      g_free (self->generated);
      self->generated = g_steal_pointer (&made);
    }
  ask_line_show_title (self, chosen);
  gtk_revealer_set_reveal_child (self->revealer, chosen->len > 0);
}

void
veche_ask_line_clear (VecheAskLine *self)
{
  ask_line_set_text (self, "");
  g_clear_pointer (&self->generated, g_free);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

void
veche_ask_line_set_for_message (VecheAskLine *self, gboolean for_message)
{
  gtk_widget_set_visible (self->insert, for_message);
  (for_message ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (self->copy, "suggested-action");
}
