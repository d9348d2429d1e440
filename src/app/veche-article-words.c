/* veche-article-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-mood.h"
#include "app/veche-article-words.h"
#include "app/veche-draw.h"

static const struct
{
  const char *title, *plural, *icon, *title_label, *body_label, *phrases_label;
} words[VECHE_N_ARTICLE_KINDS] = {
  [VECHE_ARTICLE_FAQ] = { NC_ ("article", "Question and Answer"), NC_ ("article", "Questions and Answers"), "veche-question-symbolic",
                          NC_ ("article", "Question"), NC_ ("article", "Answer"), NC_ ("article", "Asked in other words, one a line") },
  [VECHE_ARTICLE_LINK] = { NC_ ("article", "Link"), NC_ ("article", "Links"), "veche-sources-symbolic", NC_ ("article", "Name"),
                           NC_ ("article", "When it is of use"), NC_ ("article", "Asked in other words, one a line") },
  [VECHE_ARTICLE_TEMPLATE] = { NC_ ("article", "Reply Template"), NC_ ("article", "Reply Templates"), "veche-reply-symbolic", NC_ ("article", "Name"),
                               NC_ ("article", "Text"), NC_ ("article", "Other names, one a line") },
  [VECHE_ARTICLE_OBJECTION] = { NC_ ("article", "Objection"), NC_ ("article", "Objections"), "veche-discourse-symbolic",
                                NC_ ("article", "What is objected"), NC_ ("article", "What to say"), NC_ ("article", "Said in other words, one a line") },
  [VECHE_ARTICLE_SENSITIVE] = { NC_ ("article", "Sensitive Topic"), NC_ ("article", "Sensitive Topics"), "veche-negative-symbolic",
                                NC_ ("article", "Topic"), NC_ ("article", "Approved lines"), NC_ ("article", "Words that touch it, one a line") },
  [VECHE_ARTICLE_GLOSSARY] = { NC_ ("article", "Term"), NC_ ("article", "Glossary"), "veche-knowledge-symbolic", NC_ ("article", "Term"),
                               NC_ ("article", "What it means here"), NC_ ("article", "Other names, one a line") },
  [VECHE_ARTICLE_PLAYBOOK] = { NC_ ("article", "Playbook"), NC_ ("article", "Playbooks"), "veche-check-symbolic", NC_ ("article", "Name"),
                               NC_ ("article", "How it is handled"), NC_ ("article", "Other names, one a line") },
};

static const char *
say (const char *word)
{
  return g_dpgettext2 (NULL, "article", word);
}

const char *
veche_article_kind_title (VecheArticleKind kind)
{
  return say (words[kind].title);
}

const char *
veche_article_kind_plural (VecheArticleKind kind)
{
  return say (words[kind].plural);
}

const char *
veche_article_kind_icon (VecheArticleKind kind)
{
  return words[kind].icon;
}

const char *
veche_article_title_label (VecheArticleKind kind)
{
  return say (words[kind].title_label);
}

const char *
veche_article_body_label (VecheArticleKind kind)
{
  return say (words[kind].body_label);
}

const char *
veche_article_phrases_label (VecheArticleKind kind)
{
  return say (words[kind].phrases_label);
}

char *
veche_article_use_words (const VecheArticle *self)
{
  g_autofree char *used = NULL, *helped = NULL;

  if (self->uses == 0)
    return NULL;
  used = g_strdup_printf (ngettext ("used %u time", "used %u times", self->uses), self->uses);
  if (self->helped == 0)
    return g_steal_pointer (&used);
  helped = g_strdup_printf (ngettext ("helped %u time", "helped %u times", self->helped), self->helped);

  return g_strjoin (", ", used, helped, NULL);
}

char *
veche_article_link_words (const VecheArticle *self)
{
  g_autofree char *day = self->link_at != 0 ? veche_time_short (self->link_at) : NULL;

  if (self->link == VECHE_LINK_DEAD)
    /* Translators: of the address of an article; %s is when somebody looked */
    return g_strdup_printf (_ ("The link is dead · looked at %s"), day);
  if (self->link == VECHE_LINK_UNSURE && self->link_status == 0)
    return g_strdup_printf (_ ("The link did not answer · looked at %s"), day);
  if (self->link == VECHE_LINK_UNSURE)
    return g_strdup_printf (_ ("The link answered with an error · looked at %s"), day);

  return self->link == VECHE_LINK_GOOD ? g_strdup_printf (_ ("The link works · looked at %s"), day) : NULL;
}

char *
veche_article_second_line (const VecheArticle *self)
{
  g_autofree char *use = self->helped > 0 ? g_strdup_printf (ngettext ("helped %u time", "helped %u times", self->helped), self->helped)
                                          : veche_article_use_words (self);
  g_autofree char *code = self->code != NULL ? g_strconcat ("/", self->code, NULL) : NULL;
  gboolean plain = self->kind == VECHE_ARTICLE_FAQ && (use != NULL || code != NULL);   /* most are: what differs is of use */
  const char *parts[] = { plain ? NULL : veche_article_kind_title (self->kind), code, use };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", parts[i]);

  return g_strdup (line->str);
}

gboolean
veche_article_fits (const VecheArticle *self, VecheSearch *search)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_ptr_array_add (texts, self->title);
  g_ptr_array_add (texts, self->body);
  if (self->code != NULL)
    g_ptr_array_add (texts, self->code);
  if (self->url != NULL)
    g_ptr_array_add (texts, self->url);
  for (guint i = 0; i < self->phrases->len; i++)
    g_ptr_array_add (texts, self->phrases->pdata[i]);

  return veche_search_fits (search, (const char *const *) texts->pdata, texts->len, FALSE);
}

gboolean
veche_article_is_due_today (const VecheArticle *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  return veche_article_is_due (self, today);
}

const char *
veche_message_kind_title (guint kind)
{
  static const char *const titles[VECHE_N_MESSAGE_KINDS] = {
    [VECHE_MESSAGE_QUESTION] = NC_ ("message", "Question"), [VECHE_MESSAGE_COMPLAINT] = NC_ ("message", "Complaint"),
    [VECHE_MESSAGE_PRAISE] = NC_ ("message", "Praise"),     [VECHE_MESSAGE_IDEA] = NC_ ("message", "Idea"),
    [VECHE_MESSAGE_SPAM] = NC_ ("message", "Spam"),         [VECHE_MESSAGE_TALK] = NC_ ("message", "Talk"),
  };

  return g_dpgettext2 (NULL, "message", titles[kind]);
}
