/* veche-tone-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-tone-view.h"

#define WAIT_MS 400

struct _VecheToneView
{
  GObject             parent_instance;

  GtkTextView        *view;           /* (unowned) (nullable): owns this */
  GtkTextTag         *tag;            /* (owned by the buffer) */
  GtkTextTag         *skip;           /* (owned by the buffer) (nullable) */
  VecheKnowledgeBase *base;           /* (owned) (nullable) */
  char               *community_uid;  /* (owned) (nullable) */
  char               *asked;          /* (owned) (nullable) */
  guint               source;
  guint               generation;     /* of the text and of what it is held against: an answer about earlier ones is dropped */
  gboolean            busy;
  GPtrArray          *marks;          /* (owned) (element-type VecheToneMark) */
  GPtrArray          *hits;           /* (owned) (element-type VecheSensitiveHit) */
  guint               n_asked;
};

G_DEFINE_FINAL_TYPE (VecheToneView, veche_tone_view, G_TYPE_OBJECT)

enum { SIGNAL_FOUND, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkTextBuffer *
tone_buffer (VecheToneView *self)
{
  return gtk_text_view_get_buffer (self->view);
}

char *
veche_tone_mark_words (const VecheToneMark *mark)
{
  if (mark->what == VECHE_TONE_MIXED)
    /* Translators: a word of the draft: "ты" and "вы" in one reply */
    return g_strdup_printf (_ ("“%s”: familiar and formal address in one reply"), mark->words);
  if (mark->what == VECHE_TONE_ADDRESS)
    /* Translators: a word of the draft that says "ты" where the guide wants "вы", or the other way round */
    return g_strdup_printf (_ ("“%s”: people are addressed otherwise here"), mark->words);
  if (mark->why != NULL)
    /* Translators: a word that the tone guide does not want, then the guide's own reason */
    return g_strdup_printf (_ ("“%s”: %s"), mark->words, mark->why);

  return g_strdup_printf (_ ("“%s”: the tone guide does not want it"), mark->words);
}

/*** Checking ***/

typedef struct
{
  VecheKnowledgeBase *base;
  char               *text, *asked, *community_uid;
  guint               generation;
  GPtrArray          *marks, *hits;
  guint               n_asked;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  veche_knowledge_base_unref (check->base);
  g_free (check->text);
  g_free (check->asked);
  g_free (check->community_uid);
  g_clear_pointer (&check->marks, g_ptr_array_unref);
  g_clear_pointer (&check->hits, g_ptr_array_unref);
  g_free (check);
}

static gboolean
has_topic (GPtrArray *hits, const VecheArticle *article)
{
  for (guint i = 0; i < hits->len; i++)
    if (g_strcmp0 (((VecheSensitiveHit *) hits->pdata[i])->article->uid, article->uid) == 0)
      return TRUE;

  return FALSE;
}

static void
check_topics (Check *check, const char *text)
{
  g_autoptr (GPtrArray) found = veche_sensitive_find (check->base->articles, text);

  while (found->len > 0)
    {
      VecheSensitiveHit *hit = g_ptr_array_steal_index (found, 0);
      const char *community = hit->article->community_uid;

      if (has_topic (check->hits, hit->article) || (community != NULL && check->community_uid != NULL && strcmp (community, check->community_uid) != 0))
        veche_sensitive_hit_free (hit);
      else
        g_ptr_array_add (check->hits, hit);
    }
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;

  check->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_sensitive_hit_free);
  check->marks = veche_tone_check (veche_knowledge_base_find_guide (check->base, check->community_uid), check->text);
  if (check->asked != NULL)
    check_topics (check, check->asked);
  check->n_asked = check->hits->len;
  check_topics (check, check->text);
  g_task_return_boolean (task, TRUE);
}

static void tone_check_soon (VecheToneView *self);

static void
tone_clear_tag (VecheToneView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (tone_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag (tone_buffer (self), self->tag, &start, &end);
}

/* Where a mark stands now. FALSE: what it was about has changed. */
static gboolean
tone_find (VecheToneView *self, const VecheToneMark *mark, const char *text, GtkTextIter *start, GtkTextIter *end)
{
  if (mark->start + mark->length > strlen (text) || memcmp (text + mark->start, mark->words, mark->length) != 0)
    return FALSE;
  gtk_text_buffer_get_iter_at_offset (tone_buffer (self), start, (int) g_utf8_pointer_to_offset (text, text + mark->start));
  *end = *start;
  gtk_text_iter_forward_chars (end, (int) g_utf8_strlen (mark->words, -1));

  return TRUE;
}

/* (transfer full): with what stands for pictures, so that offsets agree */
static char *
tone_text (VecheToneView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (tone_buffer (self), &start, &end);

  return gtk_text_buffer_get_slice (tone_buffer (self), &start, &end, TRUE);
}

/* The word at the end is still being written. */
static gboolean
tone_is_being_typed (VecheToneView *self, const GtkTextIter *end)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (tone_buffer (self), &cursor, gtk_text_buffer_get_insert (tone_buffer (self)));

  return gtk_widget_is_focus (GTK_WIDGET (self->view)) && gtk_text_iter_equal (&cursor, end) && gtk_text_iter_is_end (end);
}

static void
tone_take (VecheToneView *self, Check *check)
{
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->marks = g_steal_pointer (&check->marks);
  self->hits = g_steal_pointer (&check->hits);
  self->n_asked = check->n_asked;
  tone_clear_tag (self);
  for (guint i = self->marks->len; i-- > 0;)
    {
      GtkTextIter start, end;

      if (!tone_find (self, self->marks->pdata[i], check->text, &start, &end) || tone_is_being_typed (self, &end)
          || (self->skip != NULL && gtk_text_iter_has_tag (&start, self->skip)))
        g_ptr_array_remove_index (self->marks, i);
      else
        gtk_text_buffer_apply_tag (tone_buffer (self), self->tag, &start, &end);
    }
  g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheToneView *self = VECHE_TONE_VIEW (source);
  Check *check = g_task_get_task_data (G_TASK (result));

  self->busy = FALSE;
  if (self->view == NULL)
    return;
  if (check->generation != self->generation)
    tone_check_soon (self);
  else
    tone_take (self, check);
}

static void
tone_forget (VecheToneView *self)
{
  gboolean any = self->marks->len > 0 || self->hits->len > 0;

  g_ptr_array_set_size (self->marks, 0);
  g_ptr_array_set_size (self->hits, 0);
  self->n_asked = 0;
  tone_clear_tag (self);
  if (any)
    g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}

static gboolean
check_cb (gpointer user_data)
{
  VecheToneView *self = user_data;
  g_autoptr (GTask) task = NULL;
  Check *check;

  self->source = 0;
  if (self->base == NULL)      /* an answer on its way is of an earlier generation */
    {
      tone_forget (self);
      return G_SOURCE_REMOVE;
    }
  if (self->busy)          /* it looks again when it is back */
    {
      self->generation++;
      return G_SOURCE_REMOVE;
    }
  check = g_new0 (Check, 1);
  check->base = veche_knowledge_base_ref (self->base);
  check->text = tone_text (self);
  check->asked = g_strdup (self->asked);
  check->community_uid = g_strdup (self->community_uid);
  check->generation = self->generation;
  self->busy = TRUE;
  task = g_task_new (self, NULL, checked_cb, NULL);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_thread);

  return G_SOURCE_REMOVE;
}

static void
tone_check_soon (VecheToneView *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->view != NULL)
    self->source = g_timeout_add (WAIT_MS, check_cb, self);
}

static void
tone_changed_cb (VecheToneView *self)
{
  self->generation++;
  tone_check_soon (self);
}

/*** What is asked about a mark ***/

static gboolean
tone_tooltip_cb (VecheToneView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = NULL;
  GtkTextIter at, start, end;
  int left, top;

  if (keyboard)
    gtk_text_buffer_get_iter_at_mark (tone_buffer (self), &at, gtk_text_buffer_get_insert (tone_buffer (self)));
  else
    {
      gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, x, y, &left, &top);
      if (!gtk_text_view_get_iter_at_location (self->view, &at, left, top))
        return FALSE;
    }
  if (!gtk_text_iter_has_tag (&at, self->tag))
    return FALSE;
  text = tone_text (self);
  for (guint i = 0; i < self->marks->len; i++)
    if (tone_find (self, self->marks->pdata[i], text, &start, &end) && gtk_text_iter_in_range (&at, &start, &end))
      {
        g_autofree char *words = veche_tone_mark_words (self->marks->pdata[i]);

        gtk_tooltip_set_text (tooltip, words);
        return TRUE;
      }

  return FALSE;
}

guint
veche_tone_view_get_current (VecheToneView *self)
{
  g_autofree char *text = tone_text (self);
  GtkTextIter cursor, start, end;

  gtk_text_buffer_get_iter_at_mark (tone_buffer (self), &cursor, gtk_text_buffer_get_insert (tone_buffer (self)));
  for (guint i = 0; i < self->marks->len; i++)
    if (tone_find (self, self->marks->pdata[i], text, &start, &end)
        && (gtk_text_iter_in_range (&cursor, &start, &end) || gtk_text_iter_equal (&cursor, &end)))
      return i;

  return 0;
}

void
veche_tone_view_select (VecheToneView *self, guint index)
{
  g_autofree char *text = tone_text (self);
  GtkTextIter start, end;

  g_return_if_fail (VECHE_IS_TONE_VIEW (self));

  if (index < self->marks->len && tone_find (self, self->marks->pdata[index], text, &start, &end))
    gtk_text_buffer_select_range (tone_buffer (self), &end, &start);
}

/* "Юзер" → "Участник". (transfer full) */
static char *
with_its_case (const char *instead, const char *words)
{
  g_autofree char *head = NULL, *upper = NULL;

  if (!g_unichar_isupper (g_utf8_get_char (words)))
    return g_strdup (instead);
  head = g_utf8_substring (instead, 0, 1);
  upper = g_utf8_strup (head, -1);

  return g_strconcat (upper, g_utf8_next_char (instead), NULL);
}

void
veche_tone_view_replace (VecheToneView *self, guint index)
{
  g_autofree char *text = tone_text (self), *instead = NULL;
  VecheToneMark *mark;
  GtkTextIter start, end;

  g_return_if_fail (VECHE_IS_TONE_VIEW (self));

  mark = index < self->marks->len ? self->marks->pdata[index] : NULL;
  if (mark == NULL || mark->instead == NULL || *mark->instead == '\0' || !tone_find (self, mark, text, &start, &end))
    return;
  instead = with_its_case (mark->instead, mark->words);
  gtk_text_buffer_begin_user_action (tone_buffer (self));
  gtk_text_buffer_delete (tone_buffer (self), &start, &end);
  gtk_text_buffer_insert (tone_buffer (self), &start, instead, -1);
  gtk_text_buffer_place_cursor (tone_buffer (self), &start);
  gtk_text_buffer_end_user_action (tone_buffer (self));
  /* What has just been put right is said no longer; the others are found anew. */
  g_clear_handle_id (&self->source, g_source_remove);
  check_cb (self);
}

/*** Its life ***/

static void
tone_gone (gpointer data, GObject *view)
{
  VecheToneView *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  self->view = NULL;
  g_object_unref (self);
}

static void
veche_tone_view_finalize (GObject *object)
{
  VecheToneView *self = VECHE_TONE_VIEW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->base, veche_knowledge_base_unref);
  g_free (self->community_uid);
  g_free (self->asked);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->hits);
  G_OBJECT_CLASS (veche_tone_view_parent_class)->finalize (object);
}

static void
veche_tone_view_class_init (VecheToneViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_tone_view_finalize;
  signals[SIGNAL_FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_tone_view_init (VecheToneView *self)
{
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_tone_mark_free);
  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_sensitive_hit_free);
}

VecheToneView *
veche_tone_view_attach (GtkTextView *view, GtkTextTag *skip)
{
  VecheToneView *self = g_object_new (VECHE_TYPE_TONE_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  self->view = view;
  self->skip = skip;
  self->tag = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  g_object_weak_ref (G_OBJECT (view), tone_gone, self);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (tone_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect_object (view, "query-tooltip", G_CALLBACK (tone_tooltip_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
veche_tone_view_set_base (VecheToneView *self, VecheKnowledgeBase *base, const char *community_uid, const char *asked)
{
  g_return_if_fail (VECHE_IS_TONE_VIEW (self));

  if (base != NULL)
    veche_knowledge_base_ref (base);
  g_clear_pointer (&self->base, veche_knowledge_base_unref);
  self->base = base;
  g_free (self->community_uid);
  self->community_uid = g_strdup (community_uid);
  g_free (self->asked);
  self->asked = g_strdup (asked);
  self->generation++;
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->view != NULL)
    check_cb (self);
}

void
veche_tone_view_set_ink (VecheToneView *self, const GdkRGBA *ink)
{
  g_return_if_fail (VECHE_IS_TONE_VIEW (self));

  g_object_set (self->tag, "underline-rgba", ink, NULL);
}

GPtrArray *
veche_tone_view_get_marks (VecheToneView *self)
{
  return self->marks;
}

GPtrArray *
veche_tone_view_get_hits (VecheToneView *self)
{
  return self->hits;
}

guint
veche_tone_view_get_n_asked (VecheToneView *self)
{
  return self->n_asked;
}
