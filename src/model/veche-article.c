/* veche-article.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-article.h"

#include <stdio.h>
#include <string.h>

#include "model/veche-text.h"

#define MAX_CODE 32   /* characters */

G_DEFINE_BOXED_TYPE (VecheArticle, veche_article, veche_article_ref, veche_article_unref)

static const char *const nicks[VECHE_N_ARTICLE_KINDS] = { "faq", "link", "template", "objection", "sensitive", "glossary", "playbook" };

const char *
veche_article_kind_nick (VecheArticleKind kind)
{
  return nicks[kind];
}

gboolean
veche_article_kind_parse (const char *nick, VecheArticleKind *kind)
{
  for (guint i = 0; nick != NULL && i < VECHE_N_ARTICLE_KINDS; i++)
    if (strcmp (nicks[i], nick) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

VecheArticle *
veche_article_new (VecheArticleKind kind, const char *title, const char *body)
{
  VecheArticle *self = g_new0 (VecheArticle, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->title = g_strdup (title != NULL ? title : "");
  self->body = g_strdup (body != NULL ? body : "");
  self->phrases = g_ptr_array_new_with_free_func (g_free);
  self->phrase_uids = g_ptr_array_new_with_free_func (g_free);

  return self;
}

VecheArticle *
veche_article_copy (const VecheArticle *self)
{
  VecheArticle *copy = veche_article_new (self->kind, self->title, self->body);

  copy->id = self->id;
  copy->uid = g_strdup (self->uid);
  copy->holding = g_strdup (self->holding);
  copy->community_uid = g_strdup (self->community_uid);
  copy->community = g_strdup (self->community);
  copy->language = g_strdup (self->language);
  copy->code = g_strdup (self->code);
  copy->url = g_strdup (self->url);
  copy->message_kind = g_strdup (self->message_kind);
  copy->owner = g_strdup (self->owner);
  copy->review = g_strdup (self->review);
  copy->archived = self->archived;
  copy->created = self->created;
  copy->uses = self->uses;
  copy->helped = self->helped;
  copy->last_used = self->last_used;
  copy->link = self->link;
  copy->link_status = self->link_status;
  copy->link_at = self->link_at;
  g_ptr_array_extend (copy->phrases, self->phrases, (GCopyFunc) g_strdup, NULL);
  g_ptr_array_extend (copy->phrase_uids, self->phrase_uids, (GCopyFunc) g_strdup, NULL);

  return copy;
}

VecheArticle *
veche_article_ref (VecheArticle *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_article_unref (VecheArticle *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->uid);
  g_free (self->title);
  g_free (self->body);
  g_free (self->holding);
  g_free (self->community_uid);
  g_free (self->community);
  g_free (self->language);
  g_free (self->code);
  g_free (self->url);
  g_free (self->message_kind);
  g_free (self->owner);
  g_free (self->review);
  g_ptr_array_unref (self->phrases);
  g_ptr_array_unref (self->phrase_uids);
  g_free (self);
}

void
veche_article_set (char **field, const char *text)
{
  char *tidy = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*tidy == '\0')
    g_clear_pointer (&tidy, g_free);
  g_free (*field);
  *field = tidy;
}

void
veche_article_add_phrase (VecheArticle *self, const char *text)
{
  g_autofree char *tidy = veche_text_tidy (text);

  for (guint i = 0; tidy != NULL && i < self->phrases->len; i++)
    if (strcmp (self->phrases->pdata[i], tidy) == 0)
      return;
  if (tidy != NULL)
    g_ptr_array_add (self->phrases, g_steal_pointer (&tidy));
}

char *
veche_article_code (const char *typed)
{
  g_autofree char *folded = veche_text_fold (typed != NULL ? typed : "");
  char *code = g_strstrip (folded);

  while (*code == '/')
    code++;
  if (*code == '\0' || g_utf8_strlen (code, -1) > MAX_CODE)
    return NULL;
  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && *p != '-' && *p != '_')
      return NULL;

  return g_strdup (code);
}

gboolean
veche_article_is_day (const char *text)
{
  int year, month, day;
  char rest;

  return text != NULL && strlen (text) == 10 && text[4] == '-' && text[7] == '-' && sscanf (text, "%4d-%2d-%2d%c", &year, &month, &day, &rest) == 3
         && g_date_valid_dmy (day, month, year);
}

gboolean
veche_article_is_due (const VecheArticle *self, const char *today)
{
  return self->review != NULL && !self->archived && strcmp (self->review, today) <= 0;
}
