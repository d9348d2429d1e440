/* veche-cli-knowledge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The knowledge base: faq, template, tone.
 */

#include "cli/veche-cli.h"

#include <stdio.h>
#include <string.h>

#include "analysis/veche-answers.h"
#include "analysis/veche-candidates.h"
#include "analysis/veche-tone.h"
#include "connectors/veche-link-look.h"
#include "exchange/veche-articles-file.h"
#include "exchange/veche-table.h"
#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-links-table.h"
#include "store/veche-template-values.h"

#define DEFAULT_LIMIT 3
#define MOST_LINKS 500

static char *kind_nick, *body, *code, *url, *language, *owner, *review, *holding, *message_kind, *title, *for_whom, *community;
static char **phrases;
static int limit;
static gboolean all, dry_run, archive, restore, own;

/*** Printing ***/

static void
print_phrases (JsonBuilder *json, const VecheArticle *article)
{
  json_builder_set_member_name (json, "phrases");
  json_builder_begin_array (json);
  for (guint i = 0; i < article->phrases->len; i++)
    json_builder_add_string_value (json, article->phrases->pdata[i]);
  json_builder_end_array (json);
}

static void
add_article (JsonBuilder *json, const VecheArticle *article)
{
  veche_cli_text (json, "uid", article->uid);
  veche_cli_text (json, "kind", veche_article_kind_nick (article->kind));
  veche_cli_text (json, "title", article->title);
  veche_cli_text (json, "body", article->body);
  veche_cli_text (json, "code", article->code);
  veche_cli_text (json, "url", article->url);
  veche_cli_text (json, "language", article->language);
}

static void
print_article (VecheCli *cli, const VecheArticle *article)
{
  g_autofree char *clip = veche_cli_clip (article->title, 80);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %-9s %s%s%s%s  %u", article->uid, veche_article_kind_nick (article->kind), article->code != NULL ? "/" : "",
                      article->code != NULL ? article->code : "", article->code != NULL ? "  " : "", clip, article->uses);
      return;
    }
  json = veche_cli_json ();
  add_article (json, article);
  veche_cli_text (json, "holding", article->holding);
  veche_cli_text (json, "community", article->community);
  veche_cli_text (json, "message_kind", article->message_kind);
  veche_cli_text (json, "owner", article->owner);
  veche_cli_text (json, "review", article->review);
  veche_cli_bool (json, "archived", article->archived);
  veche_cli_int (json, "uses", article->uses);
  veche_cli_int (json, "helped", article->helped);
  veche_cli_time (json, "last_used", article->last_used);
  print_phrases (json, article);
  veche_cli_print_json (json);
}

/*** faq match ***/

static void
print_answer (VecheCli *cli, const VecheAnswer *answer)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%3d %%  %s%s  (%s%s)", (int) (answer->score * 100), answer->article->title, answer->sure ? "" : " ?", answer->words,
                      answer->by_use ? "; answered so before" : "");
      return;
    }
  json = veche_cli_json ();
  add_article (json, answer->article);
  json_builder_set_member_name (json, "score");
  json_builder_add_double_value (json, (int) (answer->score * 100) / 100.0);
  veche_cli_bool (json, "sure", answer->sure);
  veche_cli_bool (json, "by_use", answer->by_use);
  veche_cli_text (json, "words", answer->words);
  veche_cli_print_json (json);
}

/* uid (out) (transfer full): NULL when --community was not given, or is empty. */
static gboolean
find_community (VecheCli *cli, char **uid, GError **error)
{
  *uid = community != NULL && *community != '\0' ? veche_articles_dup_community (cli->db, community) : NULL;
  if (*uid != NULL || community == NULL || *community == '\0')
    return TRUE;

  return veche_cli_failed (error, "there is no community “%s”", community);
}

static gboolean
run_match (VecheCli *cli, GError **error)
{
  g_autoptr (VecheAnswers) answers = veche_answers_load (cli->db, error);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *community_uid = NULL;

  if (answers == NULL || !find_community (cli, &community_uid, error))
    return FALSE;
  found = veche_answers_find (answers, cli->args[0], community_uid, limit > 0 ? (guint) limit : DEFAULT_LIMIT);
  for (guint i = 0; i < found->len; i++)
    print_answer (cli, found->pdata[i]);

  return TRUE;
}

/*** faq list, show ***/

static gboolean
run_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  VecheArticleKind kind = VECHE_N_ARTICLE_KINDS;

  if (kind_nick != NULL && !veche_article_kind_parse (kind_nick, &kind))
    return veche_cli_usage (error, "--kind takes faq, link, template, objection, sensitive, glossary or playbook");
  list = veche_articles_list (cli->db, all, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (kind == VECHE_N_ARTICLE_KINDS || ((VecheArticle *) list->pdata[i])->kind == kind)
      print_article (cli, list->pdata[i]);

  return list != NULL;
}

static gboolean
run_show (VecheCli *cli, GError **error)
{
  g_autoptr (VecheArticle) article = veche_articles_find (cli->db, cli->args[0], error);
  g_autoptr (GPtrArray) revisions = article != NULL && all ? veche_articles_list_revisions (cli->db, article->uid, 100, error) : NULL;

  if (article == NULL || (all && revisions == NULL))
    return FALSE;
  print_article (cli, article);
  if (!cli->json)
    printf ("%s\n", article->body);
  for (guint i = 0; revisions != NULL && i < revisions->len; i++)
    {
      VecheArticleRevision *revision = revisions->pdata[i];
      g_autofree char *day = veche_cli_day (revision->until), *clip = veche_cli_clip (revision->body, 100);
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("until %s (%s): %s — %s", day, revision->actor, revision->title, clip);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_time (json, "until", revision->until);
      veche_cli_text (json, "actor", revision->actor);
      veche_cli_text (json, "title", revision->title);
      veche_cli_text (json, "body", revision->body);
      veche_cli_print_json (json);
    }

  return TRUE;
}

/*** faq add, edit, remove ***/

static void
take_text (char **field, const char *text)
{
  if (text != NULL)
    veche_article_set (field, text);
}

static gboolean
take_community (VecheCli *cli, VecheArticle *article, GError **error)
{
  g_autofree char *uid = NULL;

  if (!find_community (cli, &uid, error))
    return FALSE;
  take_text (&article->community, community);
  if (community != NULL)
    veche_article_set (&article->community_uid, uid);

  return TRUE;
}

static gboolean
take_options (VecheCli *cli, VecheArticle *article, GError **error)
{
  if (kind_nick != NULL && !veche_article_kind_parse (kind_nick, &article->kind))
    return veche_cli_usage (error, "--kind takes faq, link, template, objection, sensitive, glossary or playbook");
  if (title != NULL)
    {
      g_free (article->title);
      article->title = g_strstrip (g_strdup (title));
    }
  if (body != NULL)
    {
      g_free (article->body);
      article->body = g_strstrip (g_strdup (body));
    }
  if (code != NULL)
    {
      g_free (article->code);
      article->code = veche_article_code (code);
      if (article->code == NULL && *code != '\0')
        return veche_cli_usage (error, "a short code is made of letters, digits, dashes and underscores");
    }
  take_text (&article->url, url);
  take_text (&article->language, language);
  take_text (&article->owner, owner);
  take_text (&article->review, review);
  take_text (&article->holding, holding);
  take_text (&article->message_kind, message_kind);
  for (guint i = 0; phrases != NULL && phrases[i] != NULL; i++)
    veche_article_add_phrase (article, phrases[i]);

  return take_community (cli, article, error);
}

static gboolean
build_add (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheArticle) article = veche_article_new (VECHE_ARTICLE_FAQ, cli->args[0], NULL);
  char **uid = data;

  if (!take_options (cli, article, error))
    return FALSE;
  if (*article->body == '\0' && article->kind != VECHE_ARTICLE_LINK)
    return veche_cli_usage (error, "what does it say? Give its --body");
  if (!veche_articles_check (cli->db, article, error))
    return FALSE;
  *uid = g_strdup (veche_articles_edit_save (edit, NULL, article));

  return TRUE;
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;

  if (!veche_cli_edit (cli, "article", cli->args[0], build_add, &uid, error))
    return FALSE;
  veche_cli_print_uid (cli, uid);

  return TRUE;
}

static gboolean
build_edit (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheArticle) before = veche_articles_find (cli->db, cli->args[0], error);
  g_autoptr (VecheArticle) after = before != NULL ? veche_article_copy (before) : NULL;

  if (before == NULL || !take_options (cli, after, error))
    return FALSE;
  after->archived = archive || (before->archived && !restore);
  if (!veche_articles_check (cli->db, after, error))
    return FALSE;
  veche_articles_edit_save (edit, before, after);

  return TRUE;
}

static gboolean
run_edit (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "article", cli->args[0], build_edit, NULL, error);
}

static gboolean
build_remove (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheArticle) article = veche_articles_find (cli->db, cli->args[0], error);

  if (article == NULL)
    return FALSE;
  veche_edit_delete (edit, "article", article->uid);

  return TRUE;
}

static gboolean
run_remove (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "article", cli->args[0], build_remove, NULL, error);
}

/*** faq import, export ***/

static void
print_plan (VecheCli *cli, VecheArticlesPlan *plan)
{
  static const char *const words[] = { "new", "changed", "same", "wrong" };
  JsonBuilder *json = cli->json ? veche_cli_json () : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (json != NULL)
      veche_cli_int (json, words[i], plan->counts[i]);
    else
      veche_cli_line ("%s: %u", words[i], plan->counts[i]);
  if (json != NULL)
    veche_cli_print_json (json);
  for (guint i = 0; i < plan->rows->len; i++)
    {
      VecheArticleRow *row = plan->rows->pdata[i];

      if (row->problem != NULL)
        fprintf (stderr, "line %u: %s\n", row->line, row->problem);
    }
}

static gboolean
build_import (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_articles_plan_edit (data, edit);

  return TRUE;
}

static gboolean
run_import (VecheCli *cli, GError **error)
{
  g_autoptr (GBytes) bytes = veche_table_read_file (cli->args[0], NULL, error);
  g_autofree char *name = g_path_get_basename (cli->args[0]);
  g_autoptr (VecheArticlesPlan) plan = bytes != NULL ? veche_articles_plan_new (cli->db, bytes, name, error) : NULL;

  if (plan == NULL || (!dry_run && !veche_cli_edit (cli, "article", name, build_import, plan, error)))
    return FALSE;
  print_plan (cli, plan);

  return TRUE;
}

static gboolean
run_export (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = veche_articles_list (cli->db, TRUE, error);
  g_autofree char *text = NULL;

  if (list == NULL)
    return FALSE;
  text = strcmp (cli->args[0], "-") == 0 ? veche_articles_to_jsonl (list) : veche_articles_to_text (list, cli->args[0]);
  if (strcmp (cli->args[0], "-") == 0)
    return fputs (text, stdout) >= 0;

  return g_file_set_contents (cli->args[0], text, -1, error);
}

/*** faq check ***/

static void
print_check (VecheCli *cli, const VecheLinkCheck *check)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%-6s  %3u  %s  %s", veche_link_state_nick (check->state), check->status, check->url, check->title);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "title", check->title);
  veche_cli_text (json, "url", check->url);
  veche_cli_text (json, "state", veche_link_state_nick (check->state));
  veche_cli_int (json, "status", check->status);
  veche_cli_time (json, "at", check->at);
  veche_cli_print_json (json);
}

static void
check_progress (gint64 done, gint64 total, gpointer user_data)
{
  veche_cli_progress (done, total, "links");
}

static gboolean
run_check (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) checks = veche_links_list (cli->db, MOST_LINKS, error);

  if (checks == NULL)
    return FALSE;
  veche_link_look (checks, own, check_progress, NULL, NULL);
  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (!veche_links_save (cli->db, checks, error) || !veche_db_commit (cli->db, error))
    {
      if (veche_db_in_transaction (cli->db))
        veche_db_rollback (cli->db);
      return FALSE;
    }
  for (guint i = 0; i < checks->len; i++)
    print_check (cli, checks->pdata[i]);

  return TRUE;
}

/*** faq candidates ***/

static gboolean
run_candidates (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = veche_candidates_find (cli->db, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VecheCandidate *candidate = list->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%u questions, %u people: %s", candidate->questions, candidate->people, candidate->question);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "question", candidate->question);
      veche_cli_int (json, "questions", candidate->questions);
      veche_cli_int (json, "people", candidate->people);
      veche_cli_time (json, "last", candidate->last);
      veche_cli_print_json (json);
    }

  return list != NULL;
}

/*** template ***/

static gboolean
run_templates (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = veche_articles_list (cli->db, FALSE, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (((VecheArticle *) list->pdata[i])->kind == VECHE_ARTICLE_TEMPLATE)
      print_article (cli, list->pdata[i]);

  return list != NULL;
}

static void
print_rendered (VecheCli *cli, const char *text, GArray *holes)
{
  JsonBuilder *json = cli->json ? veche_cli_json () : NULL;

  if (json == NULL)
    printf ("%s\n", text);
  else
    {
      veche_cli_text (json, "text", text);
      veche_cli_bool (json, "whole", holes->len == 0);
      json_builder_set_member_name (json, "unknown");
      json_builder_begin_array (json);
    }
  for (guint i = 0; i < holes->len; i++)
    {
      VecheTemplateHole *hole = &g_array_index (holes, VecheTemplateHole, i);
      g_autofree char *name = g_strndup (text + hole->start, hole->length);

      if (json != NULL)
        json_builder_add_string_value (json, name);
      else
        fprintf (stderr, "%s: %s\n", name, hole->known ? "nothing is known of it here" : "there is no such variable");
    }
  if (json == NULL)
    return;
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static gboolean
run_render (VecheCli *cli, GError **error)
{
  g_autoptr (VecheArticle) article = veche_articles_find (cli->db, cli->args[0], error);
  g_autoptr (VecheTemplateValues) values = NULL;
  g_autoptr (GArray) holes = NULL;
  g_autofree char *text = NULL;
  gboolean russian;

  if (article == NULL)
    return FALSE;
  russian = article->language != NULL ? strcmp (article->language, "ru") == 0 : veche_template_is_russian (article->body);
  values = veche_template_values_load (cli->db, for_whom, cli->actor, russian, error);
  if (values == NULL)
    return FALSE;
  text = veche_template_render (article->body, (const char *const *) values->values, &holes);
  print_rendered (cli, text, holes);

  return TRUE;
}

/*** tone ***/

static gboolean
run_tone (VecheCli *cli, GError **error)
{
  static const char *const whats[] = { "address", "mixed", "banned" };
  g_autoptr (VecheToneGuide) guide = veche_tone_find (cli->db, NULL, error);
  g_autoptr (GPtrArray) marks = guide != NULL ? veche_tone_check (guide, cli->args[0]) : NULL;

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      VecheToneMark *mark = marks->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s: %s%s%s", whats[mark->what], mark->words, mark->instead != NULL ? " → " : "", mark->instead != NULL ? mark->instead : "");
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "what", whats[mark->what]);
      veche_cli_int (json, "start", mark->start);
      veche_cli_int (json, "length", mark->length);
      veche_cli_text (json, "words", mark->words);
      veche_cli_text (json, "instead", mark->instead);
      veche_cli_text (json, "why", mark->why);
      veche_cli_print_json (json);
    }

  return marks != NULL;
}

#define COMMUNITY_OPTION(what) { "community", 0, 0, G_OPTION_ARG_STRING, &community, what, "NAME" }

static const GOptionEntry match_options[] = {
  COMMUNITY_OPTION ("Asked in this community: articles of others are left out"),
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most N answers, 3 without", "N" },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_nick, "Only this kind", "KIND" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &all, "With those in the archive", NULL },
  { NULL },
};

static const GOptionEntry show_options[] = {
  { "revisions", 0, 0, G_OPTION_ARG_NONE, &all, "With its earlier wordings", NULL },
  { NULL },
};

#define ARTICLE_OPTIONS                                                                                                          \
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_nick, "faq, link, template, objection, sensitive, glossary or playbook", "KIND" },  \
  { "body", 0, 0, G_OPTION_ARG_STRING, &body, "The answer", "TEXT" },                                                            \
  { "phrase", 0, 0, G_OPTION_ARG_STRING_ARRAY, &phrases, "How else it is asked; may be repeated", "TEXT" },                      \
  { "code", 0, 0, G_OPTION_ARG_STRING, &code, "Short code", "CODE" },                                                            \
  { "url", 0, 0, G_OPTION_ARG_STRING, &url, "Address of a link", "URL" },                                                        \
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, "ru, en …", "LANGUAGE" },                                                  \
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "Who keeps it right", "NAME" },                                                  \
  { "review", 0, 0, G_OPTION_ARG_STRING, &review, "The day to look at it again", "DAY" },                                        \
  { "holding", 0, 0, G_OPTION_ARG_STRING, &holding, "Holding reply of a sensitive topic", "TEXT" },                              \
  { "for", 0, 0, G_OPTION_ARG_STRING, &message_kind, "Kind of message that a playbook is for", "KIND" },                         \
  COMMUNITY_OPTION ("The community it is for, all without")

static const GOptionEntry add_options[] = { ARTICLE_OPTIONS, { NULL } };

static const GOptionEntry edit_options[] = {
  ARTICLE_OPTIONS,
  { "title", 0, 0, G_OPTION_ARG_STRING, &title, "Another title", "TEXT" },
  { "archive", 0, 0, G_OPTION_ARG_NONE, &archive, "Put it into the archive", NULL },
  { "restore", 0, 0, G_OPTION_ARG_NONE, &restore, "Take it out of the archive", NULL },
  { NULL },
};

static const GOptionEntry import_options[] = {
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Only count", NULL },
  { NULL },
};

static const GOptionEntry check_options[] = {
  { "own", 0, 0, G_OPTION_ARG_NONE, &own, "Addresses of your own network, too", NULL },
  { NULL },
};

static const GOptionEntry render_options[] = {
  { "for", 0, 0, G_OPTION_ARG_STRING, &for_whom, "The message or the member that is answered", "UID" },
  { NULL },
};

const VecheCliCommand veche_cli_knowledge_commands[] = {
  { "faq match", "TEXT [--limit N]", "Articles that answer a question, and why", VECHE_CLI_READS, 1, 1, match_options, run_match },
  { "faq add", "TITLE --body TEXT [--kind KIND] …", "Add an article to the knowledge base", VECHE_CLI_WRITES, 1, 1, add_options, run_add },
  { "faq list", "[--kind KIND] [--all]", "The knowledge base", VECHE_CLI_READS, 0, 0, list_options, run_list },
  { "faq show", "ARTICLE [--revisions]", "One article, by uid, code or title", VECHE_CLI_READS, 1, 1, show_options, run_show },
  { "faq edit", "ARTICLE [--title TEXT] [--body TEXT] …", "Change an article", VECHE_CLI_WRITES, 1, 1, edit_options, run_edit },
  { "faq remove", "ARTICLE", "Remove an article", VECHE_CLI_WRITES, 1, 1, NULL, run_remove },
  { "faq import", "FILE [--dry-run]", "Articles out of a table, JSON Lines or Markdown (.md)", VECHE_CLI_WRITES, 1, 1, import_options, run_import },
  { "faq export", "FILE", "All articles as CSV, Markdown (.md) or JSON Lines (.jsonl, -)", VECHE_CLI_READS, 1, 1, NULL, run_export },
  { "faq check", "[--own]", "Do the addresses of articles still lead somewhere?", VECHE_CLI_WRITES, 0, 0, check_options, run_check },
  { "faq candidates", "", "Questions that come again without an article", VECHE_CLI_READS, 0, 0, NULL, run_candidates },
  { "template list", "", "Reply templates", VECHE_CLI_READS, 0, 0, NULL, run_templates },
  { "template", "", "The same", VECHE_CLI_READS, 0, 0, NULL, run_templates },
  { "template render", "NAME [--for UID]", "A template with its variables filled in", VECHE_CLI_READS, 1, 1, render_options, run_render },
  { "tone", "TEXT", "What in a draft is against the tone guide", VECHE_CLI_READS, 1, 1, NULL, run_tone },
  { NULL },
};
