/* veche-chat-questions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-chat-questions.h"

#include <string.h>

#define NEAR_MESSAGES 8
#define NEAR_TIME     G_TIME_SPAN_HOUR
#define MAX_WORDS     96
#define MAX_LISTENED  600        /* bytes of a message that are looked at */
#define MIN_LETTERS   5          /* shorter words tell nothing */
#define STEM_LETTERS  6          /* "переносил" and "переносили" are one */

typedef struct
{
  gint64  number, at;
  char   *author;
  char   *name;        /* (nullable) first word, lower case */
  GStrv   words;       /* telling ones, cut to their stems */
  guint   seen;        /* messages since */
} VecheChatQuestion;

struct _VecheChatQuestions
{
  GHashTable *open;    /* number → question (owned) */
  GQueue      order;   /* all open ones by time, (element-type gint64 *): keys that may be gone from open */
  GPtrArray  *near;    /* (unowned) of open: still listening for an answer without a link */
};

static void
veche_chat_question_free (gpointer data)
{
  VecheChatQuestion *self = data;

  g_free (self->author);
  g_free (self->name);
  g_strfreev (self->words);
  g_free (self);
}

VecheChatQuestions *
veche_chat_questions_new (void)
{
  VecheChatQuestions *self = g_new0 (VecheChatQuestions, 1);

  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, veche_chat_question_free);
  self->near = g_ptr_array_new ();
  g_queue_init (&self->order);

  return self;
}

void
veche_chat_questions_free (VecheChatQuestions *self)
{
  g_queue_clear_full (&self->order, g_free);
  g_ptr_array_unref (self->near);
  g_hash_table_unref (self->open);
  g_free (self);
}

/* Lower-cased words of at least min letters, each cut to cut letters. */
static GStrv
veche_chat_words (const char *text, glong min, glong cut)
{
  gsize length = strlen (text);
  g_autofree char *head = g_utf8_make_valid (text, MIN (length, MAX_LISTENED));
  g_autofree char *lower = g_utf8_strdown (head, -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start = NULL;
  guint n = 0;

  for (const char *p = lower; n < MAX_WORDS; p = g_utf8_next_char (p))
    {
      gboolean letter = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

      if (letter && start == NULL)
        start = p;
      if (!letter && start != NULL)
        {
          glong letters = g_utf8_strlen (start, p - start);

          if (letters >= min)
            {
              g_autofree char *word = g_utf8_substring (start, 0, MIN (letters, cut));

              g_strv_builder_add (words, word);
              n++;
            }
          start = NULL;
        }
      if (*p == '\0')
        break;
    }

  return g_strv_builder_end (words);
}

static void
veche_chat_questions_close (VecheChatQuestions *self, VecheChatQuestion *question)
{
  g_ptr_array_remove_fast (self->near, question);
  g_hash_table_remove (self->open, &question->number);
}

/* Nobody needs the words any more; the question stays open. */
static void
veche_chat_questions_leave (VecheChatQuestions *self, guint index)
{
  VecheChatQuestion *question = g_ptr_array_index (self->near, index);

  g_clear_pointer (&question->words, g_strfreev);
  g_clear_pointer (&question->name, g_free);
  g_ptr_array_remove_index_fast (self->near, index);
}

static gboolean
veche_chat_says_thanks (const char *const *words)
{
  static const char *const thanks[] = { "спасиб", "благод", "спс", "thanks", "thank", "thx", NULL };

  for (; *words != NULL; words++)
    if (g_strv_contains (thanks, *words))
      return TRUE;

  return FALSE;
}

static gboolean
veche_chat_answers (const VecheChatQuestion *question, const char *const *words)
{
  static const char *const openings[] = { "да",     "нет", "ага", "неа", "конечн", "можно", "нельзя", "попроб",
                                          "смотри", "yes", "no",  "yep", "nope",   "sure",  "try",    NULL };

  if (words[0] != NULL && g_strv_contains (openings, words[0]))
    return TRUE;
  for (; *words != NULL; words++)
    {
      if (question->name != NULL && strcmp (question->name, *words) == 0)
        return TRUE;
      if (g_utf8_strlen (*words, -1) >= MIN_LETTERS && g_strv_contains ((const char *const *) question->words, *words))
        return TRUE;
    }

  return FALSE;
}

static void
veche_chat_questions_listen (VecheChatQuestions *self, gint64 at, const char *author, gint64 reply_to,
                                 const char *text)
{
  g_auto (GStrv) words = NULL;
  gboolean asked = FALSE;

  for (guint i = 0; i < self->near->len; i++)
    asked |= strcmp (((VecheChatQuestion *) g_ptr_array_index (self->near, i))->author, author) == 0;
  /* Who replies to somebody else says nothing to the others. */
  words = asked || (reply_to == 0 && self->near->len > 0) ? veche_chat_words (text, 1, STEM_LETTERS)
                                                          : g_new0 (char *, 1);
  for (guint i = self->near->len; i > 0; i--)
    {
      VecheChatQuestion *question = g_ptr_array_index (self->near, i - 1);
      gboolean own = strcmp (question->author, author) == 0;
      gboolean answered = own ? veche_chat_says_thanks ((const char *const *) words) :
                                reply_to == 0 && veche_chat_answers (question, (const char *const *) words);

      if (++question->seen > NEAR_MESSAGES || at - question->at > NEAR_TIME)
        veche_chat_questions_leave (self, i - 1);
      else if (answered)
        veche_chat_questions_close (self, question);
    }
}

static void
veche_chat_questions_forget (VecheChatQuestions *self, gint64 before)
{
  gint64 *number;

  while ((number = g_queue_peek_head (&self->order)) != NULL)
    {
      VecheChatQuestion *question = g_hash_table_lookup (self->open, number);

      if (question != NULL && question->at >= before)
        return;
      if (question != NULL)
        veche_chat_questions_close (self, question);
      g_free (g_queue_pop_head (&self->order));
    }
}

static void
veche_chat_questions_ask (VecheChatQuestions *self, gint64 number, gint64 at, const char *author,
                              const char *name, const char *text)
{
  VecheChatQuestion *question;
  g_auto (GStrv) names = veche_chat_words (name != NULL ? name : "", 3, STEM_LETTERS);

  if (g_hash_table_contains (self->open, &number))
    return;

  question = g_new0 (VecheChatQuestion, 1);
  question->number = number;
  question->at = at;
  question->author = g_strdup (author);
  question->name = g_strdup (names[0]);
  question->words = veche_chat_words (text, MIN_LETTERS, STEM_LETTERS);
  g_hash_table_insert (self->open, &question->number, question);
  g_queue_push_tail (&self->order, g_memdup2 (&number, sizeof number));
  g_ptr_array_add (self->near, question);
}

void
veche_chat_questions_message (VecheChatQuestions *self, gint64 number, gint64 at, const char *author,
                                  const char *name, gint64 reply_to, const char *text, gboolean asks)
{
  VecheChatQuestion *answered = reply_to != 0 ? g_hash_table_lookup (self->open, &reply_to) : NULL;

  if (answered != NULL && strcmp (answered->author, author) != 0)
    veche_chat_questions_close (self, answered);
  veche_chat_questions_listen (self, at, author, reply_to, text);
  veche_chat_questions_forget (self, at - VECHE_CHAT_WINDOW);
  if (asks)
    veche_chat_questions_ask (self, number, at, author, name, text);
}

gboolean
veche_chat_questions_is_open (VecheChatQuestions *self, gint64 number, gint64 since)
{
  VecheChatQuestion *question = g_hash_table_lookup (self->open, &number);

  return question != NULL && question->at >= since;
}

guint
veche_chat_questions_count (VecheChatQuestions *self, gint64 since)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((VecheChatQuestion *) value)->at >= since;

  return n;
}
