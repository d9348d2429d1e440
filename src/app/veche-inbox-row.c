/* veche-inbox-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-faces.h"
#include "app/veche-inbox-page.h"
#include "app/veche-inbox-row.h"
#include "app/veche-mention-words.h"
#include "model/veche-query.h"
#include "model/veche-uid.h"

/* Measures of the design language, at a font of 18 px; all are multiplied by the font's scale. */
#define ROW_HEIGHT     96
#define HEADING_HEIGHT 34
#define TEXT_X         68
#define END_MARGIN     16
#define MOST_LABELS    3

struct _VecheInboxRow
{
  VecheRow     parent_instance;

  char        *snippet;  /* (owned) (nullable): the safe text of `of` */
  VecheRecord *of;       /* (owned) (nullable): the record drawn last */
};

G_DEFINE_FINAL_TYPE (VecheInboxRow, veche_inbox_row, VECHE_TYPE_ROW)

static const char *
veche_inbox_row_snippet (VecheInboxRow *self, VecheMention *mention)
{
  if (self->of != &mention->parent)
    {
      g_clear_pointer (&self->of, veche_record_unref);
      self->of = veche_record_ref (mention);
      g_free (self->snippet);
      self->snippet = veche_words_clean (mention->text, 500, FALSE);
    }
  return self->snippet;
}

static void
veche_inbox_row_draw_face (VecheInboxRow *self, GtkSnapshot *snapshot, VecheMention *mention, float s)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *page = gtk_widget_get_ancestor (widget, VECHE_TYPE_INBOX_PAGE);
  const char *mark = veche_platform_icon (mention->platform);

  if (page != NULL && veche_inbox_page_is_ticked (VECHE_INBOX_PAGE (page), mention->parent.id))
    {
      veche_draw_box (widget, snapshot, VECHE_INK_ACCENT_BG, 1, &GRAPHENE_RECT_INIT (20 * s, 12 * s, 36 * s, 36 * s), 18 * s);
      veche_draw_icon (widget, snapshot, "veche-check-symbolic", VECHE_INK_WINDOW_BG, 30 * s, 22 * s, 16 * s);
      return;
    }
  if (!mention->seen && g_strcmp0 (mention->state, "open") == 0)
    veche_draw_box (widget, snapshot, VECHE_INK_ACCENT_BG, 1, &GRAPHENE_RECT_INIT (10 * s, 27 * s, 6 * s, 6 * s), 3 * s);
  veche_faces_draw (widget, snapshot, mention->author_uid, veche_mention_who (mention), 20 * s, 12 * s, 36 * s);
  if (mark == NULL)
    return;
  veche_draw_box (widget, snapshot, VECHE_INK_WINDOW_BG, 1, &GRAPHENE_RECT_INIT (43 * s, 35 * s, 18 * s, 18 * s), 9 * s);
  veche_draw_icon (widget, snapshot, mark, VECHE_INK_70, 46 * s, 38 * s, 12 * s);
}

/* Colours say nothing that the name does not. */
static VecheInk
label_ink (const char *colour)
{
  static const struct { const char *colour; VecheInk ink; } inks[] = {
    { "blue", VECHE_INK_ACC }, { "green", VECHE_INK_POS }, { "yellow", VECHE_INK_WARN }, { "orange", VECHE_INK_WARN }, { "red", VECHE_INK_NEG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (inks); i++)
    if (g_str_has_prefix (colour, inks[i].colour))
      return inks[i].ink;

  return VECHE_INK_55;
}

/* Behind the badge as many labels as there is room for. Returns where they end. */
static float
veche_inbox_row_draw_labels (VecheInboxRow *self, GtkSnapshot *snapshot, VecheMention *mention, float x, float right, float s)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_auto (GStrv) lines = mention->labels != NULL ? g_strsplit (mention->labels, "\n", MOST_LABELS + 1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL && i < MOST_LABELS; i++)
    {
      const char *tab = strchr (lines[i], '\t');
      g_autofree char *name = veche_words_clean (tab != NULL ? tab + 1 : lines[i], 40, FALSE);
      g_autoptr (PangoLayout) layout = NULL;
      int width;

      if (right - x - 24 * s < 30 * s)
        break;
      layout = veche_draw_layout (widget, name, 9, 400, (int) (right - x - 24 * s), 1, FALSE);
      pango_layout_get_pixel_size (layout, &width, NULL);
      veche_draw_box (widget, snapshot, label_ink (lines[i]), 1, &GRAPHENE_RECT_INIT (x + 8 * s, 74 * s, 7 * s, 7 * s), 3.5f * s);
      veche_draw_text (widget, snapshot, layout, VECHE_INK_70, x + 19 * s, 70 * s);
      x += 19 * s + (float) width;
    }

  return x;
}

static void
veche_inbox_row_draw_words (VecheInboxRow *self, GtkSnapshot *snapshot, VecheMention *mention, float w, float s)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_auto(VecheBadgeWords) words = { 0 };
  g_autofree char *time = veche_time_short (mention->at);
  g_autofree char *name = veche_words_clean (veche_mention_who (mention), 120, FALSE);
  g_autofree char *channel = veche_words_clean (mention->channel_name, 120, FALSE), *drafted = NULL;
  g_autoptr(PangoLayout) time_layout = veche_draw_layout (widget, time, 9, 400, -1, 1, TRUE);
  g_autoptr(PangoLayout) name_layout = NULL;
  g_autoptr(PangoLayout) text_layout = NULL;
  float right = w - END_MARGIN * s, badge_end;
  int time_width;

  pango_layout_get_pixel_size (time_layout, &time_width, NULL);
  veche_draw_text (widget, snapshot, time_layout, VECHE_INK_70, right - time_width, 10 * s);
  name_layout = veche_draw_layout (widget, name, 11, mention->seen ? 600 : 700,
                                   (int) (right - time_width - 10 * s - TEXT_X * s), 1, FALSE);
  veche_draw_text (widget, snapshot, name_layout, VECHE_INK_FG, TEXT_X * s, 8 * s);
  text_layout = veche_draw_layout (widget, veche_inbox_row_snippet (self, mention), 10, 400,
                                   (int) (right - TEXT_X * s), 2, FALSE);
  veche_draw_text (widget, snapshot, text_layout, VECHE_INK_88, TEXT_X * s, 29 * s);

  veche_mention_words (mention, veche_now (), &words);
  badge_end = TEXT_X * s + veche_draw_badge (widget, snapshot, words.icon, words.text, words.ink, TEXT_X * s, 69 * s, w);
  if (mention->heat > 0)
    {
      right -= 12 * s;
      veche_draw_icon (widget, snapshot, "veche-hot-symbolic", VECHE_INK_WARN, right, 72 * s, 12 * s);
      right -= 6 * s;
    }
  if (mention->ruled)
    {
      right -= 18 * s;
      veche_draw_icon (widget, snapshot, "emblem-system-symbolic", VECHE_INK_55, right + 4 * s, 71 * s, 14 * s);
    }
  badge_end = veche_inbox_row_draw_labels (self, snapshot, mention, badge_end, right, s);
  if (mention->has_draft)
    /* Translators: in front of the channel's name: an answer was begun */
    drafted = g_strdup_printf (_ ("Draft · %s"), *channel != '\0' ? channel : "—");
  if (right - badge_end - 8 * s >= 40 * s && (drafted != NULL || *channel != '\0'))
    {
      g_autoptr(PangoLayout) layout
        = veche_draw_layout (widget, drafted != NULL ? drafted : channel, 9, 400, (int) (right - badge_end - 8 * s), 1, FALSE);
      veche_draw_text (widget, snapshot, layout, VECHE_INK_70, badge_end + 8 * s, 70 * s);
    }
}

static const char *
veche_inbox_row_heading (VecheHeading *heading)
{
  if (heading->text != NULL)
    return heading->text;

  if (heading->at == VECHE_INBOX_NOW)
    return _ ("Answer Now");

  return heading->at == VECHE_INBOX_TODAY ? C_ ("heading", "Today") : C_ ("heading", "Later");
}

static void
veche_inbox_row_draw_heading (VecheInboxRow *self, GtkSnapshot *snapshot, VecheHeading *heading, float w, float s)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *count = g_strdup_printf ("%u", heading->count);
  g_autoptr(PangoLayout) label = veche_draw_layout (widget, veche_inbox_row_heading (heading), 9, 700, -1, 1, FALSE);
  g_autoptr(PangoLayout) number = veche_draw_layout (widget, count, 9, 700, -1, 1, TRUE);
  int number_width;

  pango_layout_get_pixel_size (number, &number_width, NULL);
  veche_draw_text (widget, snapshot, label, VECHE_INK_70, 20 * s, 12 * s);
  if (heading->count > 0)
    veche_draw_text (widget, snapshot, number, VECHE_INK_70, w - END_MARGIN * s - number_width, 12 * s);
}

static void
veche_inbox_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  VecheInboxRow *self = VECHE_INBOX_ROW (row);

  if (record->kind == VECHE_RECORD_HEADING)
    veche_inbox_row_draw_heading (self, snapshot, (VecheHeading *) record, width, scale);
  if (record->kind != VECHE_RECORD_MENTION)
    return;
  veche_draw_selection (GTK_WIDGET (self), snapshot, 6 * scale, 2 * scale, width - 12 * scale, 92 * scale);
  veche_inbox_row_draw_face (self, snapshot, (VecheMention *) record, scale);
  veche_inbox_row_draw_words (self, snapshot, (VecheMention *) record, width, scale);
}

static float
veche_inbox_row_get_height (VecheRow *row, VecheRecord *record)
{
  VecheItem *item = veche_row_get_item (row);

  return item != NULL && veche_item_get_id (item) < 0 ? HEADING_HEIGHT : ROW_HEIGHT;
}

static char *
veche_inbox_row_dup_label (VecheRow *row, VecheRecord *record)
{
  if (record->kind == VECHE_RECORD_MENTION)
    return veche_mention_spoken ((VecheMention *) record, veche_now ());
  if (record->kind == VECHE_RECORD_HEADING)
    return g_strdup_printf ("%s, %u", veche_inbox_row_heading ((VecheHeading *) record), ((VecheHeading *) record)->count);
  return g_strdup ("");
}

static void
veche_inbox_row_dispose (GObject *object)
{
  VecheInboxRow *self = VECHE_INBOX_ROW (object);

  g_clear_pointer (&self->of, veche_record_unref);
  g_clear_pointer (&self->snippet, g_free);
  G_OBJECT_CLASS (veche_inbox_row_parent_class)->dispose (object);
}

static void
veche_inbox_row_class_init (VecheInboxRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_inbox_row_dispose;
  row_class->get_height = veche_inbox_row_get_height;
  row_class->draw = veche_inbox_row_draw;
  row_class->dup_label = veche_inbox_row_dup_label;
  row_class->drawn_ahead = TRUE;
}

static void
veche_inbox_row_init (VecheInboxRow *self)
{
}
