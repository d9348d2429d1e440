/* veche-usual-playbooks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-usual-playbooks.h"
#include "model/veche-uid.h"
#include "store/veche-articles-table.h"

static const struct
{
  const char *kind, *title, *body;
} usual[] = {
  { "complaint", NC_ ("playbook", "How we handle a complaint"),
    NC_ ("playbook", "- Answer where it was written, before anything else\n"
                     "- Thank for it and say back in own words what went wrong\n"
                     "- Find out what happened and who promised what\n"
                     "- Name a date and come back by then\n"
                     "- Keep it as feedback") },
  { "question", NC_ ("playbook", "How we answer a question"),
    NC_ ("playbook", "- Look whether the knowledge base has the answer\n"
                     "- Ask who knows it better and mention them\n"
                     "- Answer in the same thread, with a link\n"
                     "- If it takes time, say when the answer will be there\n"
                     "- Asked again and again: keep it as a candidate for the FAQ") },
  { "praise", NC_ ("playbook", "How we answer praise"),
    NC_ ("playbook", "- Thank by name and say what for\n"
                     "- Pass it on to whoever did it\n"
                     "- Ask whether it may be shown to others\n"
                     "- Keep it as a case when there is a story in it") },
  { "idea", NC_ ("playbook", "How we answer an idea"),
    NC_ ("playbook", "- Thank for it and ask what it is for\n"
                     "- Keep it as feedback\n"
                     "- Say honestly what happens next, and when\n"
                     "- Offer to do it together\n"
                     "- Come back when it is decided, also when it is a no") },
  { "spam", NC_ ("playbook", "How we deal with spam"),
    NC_ ("playbook", "- Do not answer in public\n"
                     "- Look whether it is a person who does not know the rules\n"
                     "- A person: explain in private; a machine: remove it and report it\n"
                     "- Comes again: make a rule for it") },
};

GPtrArray *
veche_usual_playbooks_new (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      VecheArticle *article = veche_article_new (VECHE_ARTICLE_PLAYBOOK, g_dpgettext2 (NULL, "playbook", usual[i].title),
                                                 g_dpgettext2 (NULL, "playbook", usual[i].body));

      veche_article_set (&article->message_kind, usual[i].kind);
      article->created = veche_now ();
      g_ptr_array_add (all, article);
    }

  return all;
}

void
veche_usual_playbooks_add (VecheSession *session)
{
  g_autoptr (GPtrArray) all = veche_usual_playbooks_new ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("playbooks", NULL);
  g_autofree char *toast = g_strdup_printf (ngettext ("%u playbook added", "%u playbooks added", all->len), all->len);

  g_return_if_fail (VECHE_IS_SESSION (session));

  for (guint i = 0; i < all->len; i++)
    veche_articles_edit_save (edit, NULL, all->pdata[i]);
  veche_session_edit (session, edit, toast, NULL, NULL);
}
