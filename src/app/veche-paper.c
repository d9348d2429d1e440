/* veche-paper.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-paper.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <string.h>

#include "model/veche-text.h"

#define FONT       "Cantarell, Sans"
#define SIZE       10.0     /* points of a row's text */
#define SMALLEST   0.66     /* of all sizes, where it has to stand on one page */
#define STEP       0.04
#define LEFT       0.17     /* of the width: the column of days and times */
#define RIGHT      0.27
#define GAP        8.0
#define BOX        9.0
#define GUTTER     24.0     /* between two columns */
#define FOOT       22.0
#define A4_WIDTH   595.0
#define A4_HEIGHT  842.0
#define MARGIN     48.0

typedef enum { PAPER_TITLE, PAPER_HEADING, PAPER_TEXT, PAPER_ROW, PAPER_CHECK } PaperKind;

typedef struct
{
  PaperKind kind;
  char     *left, *text, *right;   /* (nullable) but for text */
  double    height;                /* with the space before it */
  guint     page;
  double    x, y, width;
  gboolean  first;                 /* of its column, or of its kind there: no line above it */
} PaperBlock;

struct _VechePaper
{
  char         *title;
  GPtrArray    *blocks;
  gboolean      single, columns;
  PangoContext *context;           /* (owned) (nullable) */
  double        width, height, scale;
  guint         n_pages;
};

static void
paper_block_free (gpointer data)
{
  PaperBlock *block = data;

  g_free (block->left);
  g_free (block->text);
  g_free (block->right);
  g_free (block);
}

VechePaper *
veche_paper_new (const char *title)
{
  VechePaper *self = g_new0 (VechePaper, 1);

  self->title = g_strdup (title);
  self->blocks = g_ptr_array_new_with_free_func (paper_block_free);
  self->scale = 1;

  return self;
}

void
veche_paper_free (VechePaper *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  g_clear_object (&self->context);
  g_free (self);
}

void
veche_paper_set_single (VechePaper *self, gboolean single)
{
  self->single = single;
}

void
veche_paper_set_columns (VechePaper *self, gboolean columns)
{
  self->columns = columns;
}

/*** What stands on it ***/

static void
add (VechePaper *self, PaperKind kind, const char *left, const char *text, const char *right)
{
  PaperBlock *block = g_new0 (PaperBlock, 1);

  block->kind = kind;
  block->left = g_strdup (left);
  block->text = g_strdup (text != NULL ? text : "");
  block->right = g_strdup (right);
  g_ptr_array_add (self->blocks, block);
}

void
veche_paper_add_title (VechePaper *self, const char *text)
{
  add (self, PAPER_TITLE, NULL, text, NULL);
}

void
veche_paper_add_heading (VechePaper *self, const char *text)
{
  add (self, PAPER_HEADING, NULL, text, NULL);
}

void
veche_paper_add_text (VechePaper *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      add (self, PAPER_TEXT, NULL, lines[i], NULL);
}

void
veche_paper_add_row (VechePaper *self, const char *left, const char *text, const char *right)
{
  add (self, PAPER_ROW, left, text, right);
}

void
veche_paper_add_check (VechePaper *self, const char *text, const char *right)
{
  add (self, PAPER_CHECK, NULL, text, right);
}

/*** Layout ***/

static double
size_of (PaperKind kind)
{
  return kind == PAPER_TITLE ? 20 : kind == PAPER_HEADING ? 12 : SIZE;
}

static double
space_before (const PaperBlock *block)
{
  return block->kind == PAPER_TITLE ? 0 : block->kind == PAPER_HEADING ? 14 : block->kind == PAPER_CHECK ? 7 : 4;
}

static PangoLayout *
lay_out (VechePaper *self, const char *text, double size, gboolean bold, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  g_autofree char *shown = veche_text_clamp (text, 4000, FALSE);

  pango_font_description_set_absolute_size (font, size * self->scale * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_text (layout, shown, -1);
  pango_font_description_free (font);

  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

/* A hair, that the eye finds from the name to what is said of it. */
static void
put_line (const PaperBlock *block, cairo_t *cr, double y)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
  cairo_set_line_width (cr, 0.4);
  cairo_move_to (cr, block->x, y);
  cairo_rel_line_to (cr, block->width, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Draws it, or with cr NULL only says how high it is; y: below the space before it. */
static double
put_block (VechePaper *self, const PaperBlock *block, cairo_t *cr, double y)
{
  gboolean row = block->kind == PAPER_ROW, check = block->kind == PAPER_CHECK;
  double left = row ? block->width * LEFT : check ? BOX * self->scale + GAP : 0;
  double right = block->right != NULL ? block->width * RIGHT : 0;
  const struct { const char *text; double x, width; gboolean bold; } parts[] = {
    { block->left, 0, left - GAP, FALSE },
    { block->text, left, block->width - left - right - (right > 0 ? GAP : 0), block->kind <= PAPER_HEADING },
    { block->right, block->width - right, right, FALSE },
  };
  double most = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (PangoLayout) layout = parts[i].text != NULL ? lay_out (self, parts[i].text, size_of (block->kind), parts[i].bold, parts[i].width) : NULL;

      if (layout == NULL)
        continue;
      most = MAX (most, height_of (layout));
      if (cr == NULL)
        continue;
      cairo_move_to (cr, block->x + parts[i].x, y);
      pango_cairo_show_layout (cr, layout);
    }
  if (cr != NULL && (row || check) && !block->first)
    put_line (block, cr, y - space_before (block) * self->scale / 2);
  if (cr != NULL && check)
    {
      cairo_set_line_width (cr, 0.8);
      cairo_rectangle (cr, block->x + 0.5, y + 2.5 * self->scale, BOX * self->scale, BOX * self->scale);
      cairo_stroke (cr);
    }

  return most;
}

/* Where the next block goes. */
typedef struct { guint page, column; double y, top, deepest; } PaperPlace;

/* A list goes on beside itself before it goes on overleaf. */
static void
next_column (PaperPlace *at, gboolean columns)
{
  at->deepest = MAX (at->deepest, at->y);
  if (columns && at->column == 0)
    {
      at->column = 1;
      at->y = at->top;
      return;
    }
  at->page++;
  at->column = 0;
  at->y = at->top = at->deepest = 0;
}

static double
space_between (VechePaper *self, const PaperBlock *before, const PaperBlock *block)
{
  return (space_before (block) + (before->kind == PAPER_TITLE ? 6 : 0)) * self->scale;
}

/* Its height and that of what may not be parted from it. */
static double
needed_for (VechePaper *self, guint i)
{
  PaperBlock *block = self->blocks->pdata[i], *next = i + 1 < self->blocks->len ? self->blocks->pdata[i + 1] : NULL;

  block->height = put_block (self, block, NULL, 0);
  if (block->kind != PAPER_HEADING || next == NULL)
    return block->height;
  next->width = self->width;

  return block->height + space_before (next) * self->scale + put_block (self, next, NULL, 0);
}

/* Pages at this scale. */
static guint
break_pages (VechePaper *self)
{
  PaperPlace at = { 0 };
  double room = self->height - FOOT;
  const PaperBlock *before = NULL;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      PaperBlock *block = self->blocks->pdata[i];
      gboolean beside = self->columns && block->kind == PAPER_CHECK, begins = before == NULL || before->kind != block->kind;
      double space = before != NULL ? space_between (self, before, block) : 0, needed;

      if (begins)
        {
          at.y = MAX (at.y, at.deepest);
          at.column = 0;
          at.top = at.y + space;
        }
      block->width = beside ? (self->width - GUTTER) / 2 : self->width;
      needed = needed_for (self, i);
      if (at.y > 0 && at.y + space + needed > room)
        {
          next_column (&at, beside);
          begins = TRUE;
          space = 0;
        }
      block->first = begins;
      block->page = at.page;
      block->x = at.column * (block->width + GUTTER);
      block->y = at.y + space;
      at.y = block->y + block->height;
      before = block;
    }

  return at.page + 1;
}

guint
veche_paper_paginate (VechePaper *self, PangoContext *context, double width, double height)
{
  g_set_object (&self->context, context);
  self->width = width;
  self->height = height;
  self->scale = 1;
  self->n_pages = break_pages (self);
  while (self->single && self->n_pages > 1 && self->scale - STEP >= SMALLEST)
    {
      self->scale -= STEP;
      self->n_pages = break_pages (self);
    }

  return self->n_pages;
}

void
veche_paper_draw (VechePaper *self, cairo_t *cr, guint page)
{
  double scale = self->scale;
  g_autofree char *foot = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const PaperBlock *block = self->blocks->pdata[i];

      if (block->page == page)
        put_block (self, block, cr, block->y);
    }
  /* Translators: at the foot of a printed page: its title, its number, how many there are */
  foot = g_strdup_printf (_ ("%s · page %u of %u"), self->title, page + 1, self->n_pages);
  self->scale = 1;
  layout = lay_out (self, foot, 8, FALSE, self->width);
  self->scale = scale;
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);      /* the number stays */
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_move_to (cr, 0, self->height - 12);
  pango_cairo_show_layout (cr, layout);
}

/*** Printing ***/

typedef struct
{
  VechePaper    *paper;
  VechePaperDone done;         /* (nullable) */
  gpointer       user_data;
} PaperPrint;

static void
paper_print_free (gpointer data, GClosure *closure)
{
  PaperPrint *print = data;

  veche_paper_free (print->paper);
  g_free (print);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, PaperPrint *print)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  guint n = veche_paper_paginate (print->paper, pango, gtk_print_context_get_width (context), gtk_print_context_get_height (context));

  g_object_unref (pango);
  gtk_print_operation_set_n_pages (operation, (int) n);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, PaperPrint *print)
{
  veche_paper_draw (print->paper, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, PaperPrint *print)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  if (print->done != NULL)
    print->done (error, print->user_data);
}

void
veche_paper_print (VechePaper *self, GtkWindow *parent, VechePaperDone done, gpointer user_data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  PaperPrint *print = g_new0 (PaperPrint, 1);

  print->paper = self;
  print->done = done;
  print->user_data = user_data;
  gtk_print_operation_set_job_name (operation, self->title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), print);
  g_signal_connect_data (operation, "done", G_CALLBACK (print_done_cb), print, paper_print_free, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

gboolean
veche_paper_save (VechePaper *self, const char *path, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = pango_cairo_create_context (cr);
  cairo_status_t status;
  guint n;

  pango_cairo_context_set_resolution (context, 72);
  n = veche_paper_paginate (self, context, A4_WIDTH - 2 * MARGIN, A4_HEIGHT - 2 * MARGIN);
  for (guint page = 0; page < n; page++)
    {
      cairo_save (cr);
      cairo_translate (cr, MARGIN, MARGIN);
      veche_paper_draw (self, cr, page);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS;
}
