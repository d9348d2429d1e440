/* veche-reply-preview.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-mention-words.h"
#include "app/veche-reply-preview.h"
#include "connectors/veche-preview.h"
#include "model/veche-text.h"
#include "model/veche-text-weight.h"

#define TEXT_MOST 3000   /* characters: a screen and more */
#define WAIT_MS   120

struct _VecheReplyPreview
{
  AdwBin    parent_instance;

  char       *platform;     /* (owned) (nullable) */
  VecheReply *reply;        /* (owned) (nullable): what is to be shown */
  guint       source;       /* waits for a pause in typing */
  guint       generation;   /* of the reply: what was made of an earlier one is dropped */

  GtkLabel   *head;
  GtkLabel   *text;
};

G_DEFINE_FINAL_TYPE (VecheReplyPreview, veche_reply_preview, ADW_TYPE_BIN)

static void
veche_reply_preview_dispose (GObject *object)
{
  VecheReplyPreview *self = VECHE_REPLY_PREVIEW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  self->generation++;
  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->reply, veche_reply_free);
  G_OBJECT_CLASS (veche_reply_preview_parent_class)->dispose (object);
}

static void
veche_reply_preview_class_init (VecheReplyPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_reply_preview_dispose;
}

static void
veche_reply_preview_init (VecheReplyPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *head = gtk_label_new (NULL), *text = gtk_label_new (NULL);

  self->head = GTK_LABEL (head);
  self->text = GTK_LABEL (text);
  gtk_label_set_xalign (self->head, 0);
  gtk_label_set_ellipsize (self->head, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (head, "veche-caption");
  gtk_widget_add_css_class (head, "veche-second");
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (self->text, 40);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (GTK_WIDGET (self), "veche-reply-preview");
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
preview_insert (PangoAttrList *list, PangoAttribute *attribute, const VecheSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (list, attribute);
}

/* A link looks as links do here: the accent of the present scheme, and a line, for who can't tell colours apart. */
static void
preview_mark (VecheReplyPreview *self, PangoAttrList *list, const VecheSpan *span)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA accent = { 0 };

  switch (span->kind)
    {
    case VECHE_SPAN_LINK:
      if (gtk_style_context_lookup_color (style, "accent_color", &accent))
        preview_insert (list, pango_attr_foreground_new ((guint16) (accent.red * 65535), (guint16) (accent.green * 65535), (guint16) (accent.blue * 65535)), span);
      preview_insert (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
      break;
    case VECHE_SPAN_BOLD:
      preview_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
      break;
    case VECHE_SPAN_STRUCK:
      preview_insert (list, pango_attr_strikethrough_new (TRUE), span);
      break;
    case VECHE_SPAN_CODE:
      preview_insert (list, pango_attr_family_new ("monospace"), span);
      break;
    case VECHE_SPAN_SLANTED:
    case VECHE_SPAN_QUOTE:
    default:
      preview_insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), span);
      break;
    }
}

static void
preview_take (VecheReplyPreview *self, VechePreview *preview)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  for (guint i = 0; i < preview->spans->len; i++)
    preview_mark (self, list, &g_array_index (preview->spans, VecheSpan, i));
  gtk_label_set_text (self->text, *preview->text != '\0' ? preview->text : _ ("Nothing yet"));
  gtk_label_set_attributes (self->text, list);
}

typedef struct { char *platform; VecheReply *reply; } Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_free (making->platform);
  veche_reply_free (making->reply);
  g_free (making);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  const VecheReply *reply = making->reply;
  g_autoptr (VecheReply) shown = veche_reply_new ();

  shown->text = veche_text_weight_tame (reply->text, TEXT_MOST);
  shown->meta = g_strdup (reply->meta);
  shown->author_handle = reply->author_handle != NULL ? veche_text_clamp (reply->author_handle, 60, FALSE) : NULL;
  g_task_return_pointer (task, veche_preview_new (making->platform, shown), (GDestroyNotify) veche_preview_free);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheReplyPreview *self = VECHE_REPLY_PREVIEW (source);
  g_autoptr (VechePreview) preview = g_task_propagate_pointer (G_TASK (result), NULL);

  if (preview != NULL && GPOINTER_TO_UINT (user_data) == self->generation)
    preview_take (self, preview);
}

static gboolean
make_timeout_cb (gpointer user_data)
{
  VecheReplyPreview *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, NULL, made_cb, GUINT_TO_POINTER (self->generation));
  Making *making = g_new0 (Making, 1);

  self->source = 0;
  making->platform = g_strdup (self->platform);
  making->reply = veche_reply_copy (self->reply);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_thread);

  return G_SOURCE_REMOVE;
}

void
veche_reply_preview_show (VecheReplyPreview *self, const char *platform, const VecheReply *reply)
{
  /* Translators: %s is a platform such as Telegram */
  g_autofree char *head = g_strdup_printf (_ ("As people will see it in %s"), veche_platform_name (platform));

  g_return_if_fail (VECHE_IS_REPLY_PREVIEW (self));

  gtk_label_set_text (self->head, head);
  g_free (self->platform);
  self->platform = g_strdup (platform);
  g_clear_pointer (&self->reply, veche_reply_free);
  self->reply = veche_reply_copy (reply);
  self->generation++;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (WAIT_MS, make_timeout_cb, self);
}
