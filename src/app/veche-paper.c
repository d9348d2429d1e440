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

#define AT_ONCE    (8 * G_TIME_SPAN_MILLISECOND)
#define FONT       "Cantarell, Sans"
#define SIZE       10.0     /* points of a row's text */
#define SMALLEST   0.66     /* of all sizes, where it has to stand on one page */
#define STEP       0.04
#define MOST_TEXT  100000   /* letters of one block */
#define BESIDE     120      /* letters that stand beside others; more stand below them */
#define LEFT       0.17     /* of the width: the column of days and times */
#define RIGHT      0.27
#define GAP        8.0
#define BOX        9.0
#define GUTTER     24.0     /* between two columns */
#define FOOT       22.0
#define HEAD       26.0     /* from the second page on */
#define SMALL      8.0      /* points of head and foot */
#define LEAST      96.0     /* of what is cut in two: below that it begins overleaf */
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
  gboolean  goes_on;               /* from the page before */
} PaperBlock;

/* Where the next block goes; head: where its page begins, before (nullable): what stands last. */
typedef struct { guint page, column; double y, head, top, deepest; const PaperBlock *before; } PaperPlace;

struct _VechePaper
{
  char         *title;
  GPtrArray    *blocks;            /* as they were added */
  GPtrArray    *laid;              /* as they stand: what is higher than a page in parts */
  gboolean      single, columns;
  PangoContext *context;           /* (owned) (nullable) */
  double        width, height, scale;

  PaperPlace    at;                /* while it is broken into pages */
  guint         placed, n_pages;   /* n_pages 0: not yet */
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
  self->laid = g_ptr_array_new_with_free_func (paper_block_free);
  self->scale = 1;

  return self;
}

void
veche_paper_free (VechePaper *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->laid);
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

static PaperBlock *
paper_block_new (PaperKind kind, const char *left, const char *text, const char *right)
{
  PaperBlock *block = g_new0 (PaperBlock, 1);

  block->kind = kind;
  block->left = g_strdup (left);
  block->text = g_strdup (text != NULL ? text : "");
  block->right = g_strdup (right);

  return block;
}

static void
add (VechePaper *self, PaperKind kind, const char *left, const char *text, const char *right)
{
  g_autofree char *first = left != NULL ? veche_text_clamp (left, MOST_TEXT, FALSE) : NULL, *middle = text != NULL ? veche_text_clamp (text, MOST_TEXT, FALSE) : NULL;
  g_autofree char *last = right != NULL ? veche_text_clamp (right, MOST_TEXT, FALSE) : NULL;
  g_autofree char *both = last != NULL && g_utf8_strlen (last, -1) > BESIDE ? g_strconcat (middle, "\n", last, NULL) : NULL;

  g_ptr_array_add (self->blocks, paper_block_new (kind, first, both != NULL ? both : middle, both != NULL ? NULL : last));
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

  pango_font_description_set_absolute_size (font, size * self->scale * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  /* Arabic reads from the right, and stands by its box all the same. */
  if (pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
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

typedef struct { const char *text; double x, width; gboolean bold; } PaperPart;

static void
parts_of (VechePaper *self, const PaperBlock *block, PaperPart parts[3])
{
  double left = block->kind == PAPER_ROW ? block->width * LEFT : block->kind == PAPER_CHECK ? BOX * self->scale + GAP : 0;
  double right = block->right != NULL ? block->width * RIGHT : 0;

  parts[0] = (PaperPart) { block->left, 0, left - GAP, FALSE };
  parts[1] = (PaperPart) { block->text, left, block->width - left - right - (right > 0 ? GAP : 0), block->kind <= PAPER_HEADING };
  parts[2] = (PaperPart) { block->right, block->width - right, right, FALSE };
}

/* Draws it, or with cr NULL only says how high it is; y: below the space before it. */
static double
put_block (VechePaper *self, const PaperBlock *block, cairo_t *cr, double y)
{
  gboolean row = block->kind == PAPER_ROW, check = block->kind == PAPER_CHECK;
  PaperPart parts[3];
  double most = 0;

  parts_of (self, block, parts);
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
  if (cr != NULL && check && !block->goes_on)
    {
      cairo_set_line_width (cr, 0.8);
      cairo_rectangle (cr, block->x + 0.5, y + 2.5 * self->scale, BOX * self->scale, BOX * self->scale);
      cairo_stroke (cr);
    }

  return most;
}

/*** Pages ***/

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
  at->y = at->top = at->deepest = at->head = HEAD;
}

static double
space_between (VechePaper *self, const PaperBlock *before, const PaperBlock *block)
{
  return (space_before (block) + (before->kind == PAPER_TITLE ? 6 : 0)) * self->scale;
}

/* Its height and that of what may not be parted from it. */
static double
needed_for (VechePaper *self, PaperBlock *block, PaperBlock *next)
{
  block->height = put_block (self, block, NULL, 0);
  if (block->kind != PAPER_HEADING || next == NULL)
    return block->height;
  next->width = self->width;

  return block->height + space_before (next) * self->scale + MIN (put_block (self, next, NULL, 0), LEAST);
}

/* Cuts the text where the lines that fit into room end, and gives what is left, if anything. (transfer full) (nullable) */
static char *
cut_part (VechePaper *self, const PaperBlock *block, const PaperPart *part, char **text, double room)
{
  g_autoptr (PangoLayout) layout = lay_out (self, *text, size_of (block->kind), part->bold, part->width);
  PangoLayoutIter *line = pango_layout_get_iter (layout);
  int at = 0, bottom;
  char *rest = NULL;

  do
    {
      pango_layout_iter_get_line_yrange (line, NULL, &bottom);
      at = pango_layout_iter_get_index (line);
    }
  while ((double) bottom / PANGO_SCALE <= room && pango_layout_iter_next_line (line));
  pango_layout_iter_free (line);
  if ((double) bottom / PANGO_SCALE <= room || at == 0)
    return NULL;
  rest = g_strdup (*text + at);
  (*text)[at] = '\0';

  return rest;
}

/* The lines of it that find no room any more; NULL: all do. (transfer full) (nullable) */
static PaperBlock *
cut_block (VechePaper *self, PaperBlock *block, double room)
{
  PaperBlock *rest = paper_block_new (block->kind, NULL, NULL, NULL);
  char **from[3] = { &block->left, &block->text, &block->right }, **to[3] = { &rest->left, &rest->text, &rest->right };
  PaperPart parts[3];

  g_clear_pointer (&rest->text, g_free);
  parts_of (self, block, parts);
  for (guint i = 0; i < 3; i++)
    {
      *to[i] = *from[i] != NULL ? cut_part (self, block, &parts[i], from[i], room) : NULL;
      rest->goes_on |= *to[i] != NULL;
    }
  if (!rest->goes_on)
    {
      paper_block_free (rest);
      return NULL;
    }
  for (guint i = 1; i < 3; i++)
    if (*to[i] == NULL && *from[i] != NULL)
      *to[i] = g_strdup ("");      /* the columns stay as wide as they were */
  block->height = put_block (self, block, NULL, 0);

  return rest;
}

/* Overleaf when it does not fit here, but would there; as much as fits when it would not. */
static gboolean
is_full (VechePaper *self, const PaperPlace *at, double space, double needed)
{
  double room = self->height - FOOT;

  if (at->y <= at->head || at->y + space + needed <= room)
    return FALSE;

  return needed <= room - HEAD || at->y + space + LEAST > room;
}

/* Puts it where there is room, and gives what goes on overleaf. (transfer full) (nullable) */
static PaperBlock *
place_block (VechePaper *self, PaperPlace *at, PaperBlock *block, PaperBlock *next)
{
  gboolean beside = self->columns && block->kind == PAPER_CHECK, begins = at->before == NULL || at->before->kind != block->kind;
  double space = at->before != NULL ? space_between (self, at->before, block) : 0, needed, room = self->height - FOOT;
  PaperBlock *rest;

  if (begins)
    {
      at->y = MAX (at->y, at->deepest);
      at->column = 0;
      at->top = at->y + space;
    }
  block->width = beside ? (self->width - GUTTER) / 2 : self->width;
  needed = needed_for (self, block, next);
  if (block->goes_on || is_full (self, at, space, needed))
    {
      next_column (at, beside);
      begins = TRUE;
      space = 0;
    }
  block->first = begins;
  block->page = at->page;
  block->x = at->column * (block->width + GUTTER);
  block->y = at->y + space;
  rest = block->y + block->height > room ? cut_block (self, block, room - block->y) : NULL;
  at->y = block->y + block->height;
  at->before = block;

  return rest;
}

static void
begin_at (VechePaper *self, double scale)
{
  self->scale = scale;
  self->placed = self->n_pages = 0;
  memset (&self->at, 0, sizeof self->at);
  g_ptr_array_set_size (self->laid, 0);
}

static void
place_next (VechePaper *self)
{
  const PaperBlock *added = self->blocks->pdata[self->placed++];
  PaperBlock *next = self->placed < self->blocks->len ? self->blocks->pdata[self->placed] : NULL;
  PaperBlock *block = paper_block_new (added->kind, added->left, added->text, added->right);

  while (block != NULL)
    {
      g_ptr_array_add (self->laid, block);
      block = place_block (self, &self->at, block, next);
    }
}

void
veche_paper_begin (VechePaper *self, PangoContext *context, double width, double height)
{
  g_set_object (&self->context, context);
  self->width = width;
  self->height = height;
  begin_at (self, 1);
}

guint
veche_paper_paginate (VechePaper *self, gint64 until)
{
  while (self->n_pages == 0)
    {
      while (self->placed < self->blocks->len)
        {
          place_next (self);
          if (g_get_monotonic_time () > until)
            return 0;
        }
      if (self->single && self->at.page > 0 && self->scale - STEP >= SMALLEST)
        begin_at (self, self->scale - STEP);
      else
        self->n_pages = self->at.page + 1;
    }

  return self->n_pages;
}

/* In small type, between the sheet's edges. */
static void
put_small (VechePaper *self, cairo_t *cr, const char *text, double y, PangoAlignment alignment, double width)
{
  double scale = self->scale;
  g_autoptr (PangoLayout) layout = NULL;

  self->scale = 1;
  layout = lay_out (self, text, SMALL, FALSE, width);
  self->scale = scale;
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_move_to (cr, alignment == PANGO_ALIGN_RIGHT ? self->width - width : 0, y);
  pango_cairo_show_layout (cr, layout);
}

/* What it is, and which part of it goes on here. */
static void
put_head (VechePaper *self, cairo_t *cr, guint first)
{
  const PaperBlock whole = { .width = self->width };
  const char *section = NULL;

  for (guint i = 0; i < first; i++)
    if (((PaperBlock *) self->laid->pdata[i])->kind == PAPER_HEADING)
      section = ((PaperBlock *) self->laid->pdata[i])->text;
  if (((PaperBlock *) self->laid->pdata[first])->kind == PAPER_HEADING)
    section = NULL;
  put_small (self, cr, self->title, 0, PANGO_ALIGN_LEFT, section != NULL ? self->width * 0.6 : self->width);
  if (section != NULL)
    put_small (self, cr, section, 0, PANGO_ALIGN_RIGHT, self->width * 0.36);
  put_line (&whole, cr, HEAD - 10);
}

void
veche_paper_draw (VechePaper *self, cairo_t *cr, guint page)
{
  g_autofree char *foot = NULL;
  guint first = 0;

  while (first < self->laid->len && ((PaperBlock *) self->laid->pdata[first])->page < page)
    first++;
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = first; i < self->laid->len && ((PaperBlock *) self->laid->pdata[i])->page == page; i++)
    put_block (self, self->laid->pdata[i], cr, ((PaperBlock *) self->laid->pdata[i])->y);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  if (page > 0 && first < self->laid->len)
    put_head (self, cr, first);
  /* Translators: at the foot of a printed page: its number, how many there are */
  foot = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->n_pages);
  put_small (self, cr, foot, self->height - 12, PANGO_ALIGN_CENTER, self->width);
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

  veche_paper_begin (print->paper, pango, gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  g_object_unref (pango);
}

/* Asked again until it is done: thousands of names are laid out between frames. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, PaperPrint *print)
{
  guint n = veche_paper_paginate (print->paper, g_get_monotonic_time () + AT_ONCE);

  if (n > 0)
    gtk_print_operation_set_n_pages (operation, (int) n);

  return n > 0;
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

GtkPrintOperation *
veche_paper_operation (VechePaper *self, VechePaperDone done, gpointer user_data)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  PaperPrint *print = g_new0 (PaperPrint, 1);

  print->paper = self;
  print->done = done;
  print->user_data = user_data;
  gtk_print_operation_set_job_name (operation, self->title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), print);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), print);
  g_signal_connect_data (operation, "done", G_CALLBACK (print_done_cb), print, paper_print_free, 0);

  return operation;
}

void
veche_paper_print (VechePaper *self, GtkWindow *parent, VechePaperDone done, gpointer user_data)
{
  g_autoptr (GtkPrintOperation) operation = veche_paper_operation (self, done, user_data);

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
  veche_paper_begin (self, context, A4_WIDTH - 2 * MARGIN, A4_HEIGHT - 2 * MARGIN);
  n = veche_paper_paginate (self, G_MAXINT64);
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
