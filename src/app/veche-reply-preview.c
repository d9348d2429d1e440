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

#define TEXT_MOST 60000

struct _VecheReplyPreview
{
  AdwBin    parent_instance;

  GtkLabel *head;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (VecheReplyPreview, veche_reply_preview, ADW_TYPE_BIN)

static void
veche_reply_preview_class_init (VecheReplyPreviewClass *klass)
{
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

void
veche_reply_preview_show (VecheReplyPreview *self, const char *platform, const VecheReply *reply)
{
  g_autoptr (VechePreview) preview = veche_preview_new (platform, reply);
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  /* Translators: %s is a platform such as Telegram */
  g_autofree char *head = g_strdup_printf (_ ("As people will see it in %s"), veche_platform_name (platform));
  g_autofree char *text = g_utf8_make_valid (preview->text, (gssize) MIN (strlen (preview->text), TEXT_MOST));

  for (guint i = 0; i < preview->spans->len; i++)
    preview_mark (self, list, &g_array_index (preview->spans, VecheSpan, i));
  gtk_label_set_text (self->head, head);
  gtk_label_set_text (self->text, *text != '\0' ? text : _ ("Nothing yet"));
  gtk_label_set_attributes (self->text, list);
}
