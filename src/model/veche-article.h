/* veche-article.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/veche-link-check.h"

G_BEGIN_DECLS

/* A piece of the knowledge base, as a value.  Filled in by whoever makes it, then only read: any thread. */

typedef enum
{
  VECHE_ARTICLE_FAQ,        /* title: the question; body: the answer */
  VECHE_ARTICLE_LINK,       /* title: what it is; url; body: when it is of use */
  VECHE_ARTICLE_TEMPLATE,   /* body: a reply with variables, see model/veche-template.h */
  VECHE_ARTICLE_OBJECTION,  /* title: what is objected; body: what to say */
  VECHE_ARTICLE_SENSITIVE,  /* phrases: words that touch it; body: approved lines; holding: what to say until the answer is there */
  VECHE_ARTICLE_GLOSSARY,   /* title: the term; body: what it means here */
  VECHE_ARTICLE_PLAYBOOK,   /* message_kind: what it is for; body: how such a message is handled */
  VECHE_N_ARTICLE_KINDS,
} VecheArticleKind;

const char *veche_article_kind_nick  (VecheArticleKind kind);   /* "faq", "link" …: stored, never changed */
gboolean    veche_article_kind_parse (const char *nick, VecheArticleKind *kind);

typedef struct
{
  gatomicrefcount  ref_count;
  gint64           id;             /* 0: not in a workspace */
  char            *uid;            /* (nullable) likewise */
  VecheArticleKind kind;
  char            *title, *body;
  char            *holding;        /* (nullable) from here on */
  char            *community_uid, *community;
  char            *language, *code, *url, *message_kind, *owner, *review;
  gboolean         archived;
  gint64           created;
  GPtrArray       *phrases;        /* (element-type utf8) how else it is asked, said or called */
  GPtrArray       *phrase_uids;    /* (element-type utf8) of those that are stored */
  /* counted */
  guint            uses, helped;   /* answers given with it; those that were thanked for */
  gint64           last_used;      /* 0: never */
  VecheLinkState   link;           /* what a look at its address said, as it is now */
  guint            link_status;    /* of HTTP; 0: no answer came */
  gint64           link_at;        /* 0: nobody has looked */
} VecheArticle;

#define VECHE_TYPE_ARTICLE (veche_article_get_type ())
GType         veche_article_get_type (void);
VecheArticle *veche_article_new      (VecheArticleKind kind, const char *title, const char *body);
VecheArticle *veche_article_copy     (const VecheArticle *self);   /* a new one to be changed (transfer full) */
VecheArticle *veche_article_ref      (VecheArticle *self);
void          veche_article_unref    (VecheArticle *self);

/* Takes the place of a field: trimmed, and NULL when nothing is left. */
void          veche_article_set      (char **field, const char *text);
void          veche_article_add_phrase (VecheArticle *self, const char *text);

/* "/Adr " → "adr": letters, digits, dashes and underscores; NULL: no code. (transfer full) (nullable) */
char         *veche_article_code     (const char *typed);
gboolean      veche_article_is_day   (const char *text);           /* 'YYYY-MM-DD', and there is such a day */
/* Has the day come to look whether it still holds?  today: 'YYYY-MM-DD'. */
gboolean      veche_article_is_due   (const VecheArticle *self, const char *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheArticle, veche_article_unref)

G_END_DECLS
