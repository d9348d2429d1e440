/* veche-knowledge-desk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-knowledge-desk.h"

#include "model/veche-text.h"

#define RELOAD_MS 200

struct _VecheKnowledgeDesk
{
  GObject             parent_instance;

  VecheSession       *session;   /* (unowned) (nullable): owns this */
  VecheKnowledgeBase *base;      /* (owned) (nullable) */
  guint               reload;    /* source id */
  gboolean            reading, again;
};

G_DEFINE_FINAL_TYPE (VecheKnowledgeDesk, veche_knowledge_desk, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/*** What is read ***/

VecheKnowledgeBase *
veche_knowledge_base_ref (VecheKnowledgeBase *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_knowledge_base_unref (VecheKnowledgeBase *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_clear_pointer (&self->answers, veche_answers_unref);
  g_clear_pointer (&self->guides, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheKnowledgeBase) self = g_new0 (VecheKnowledgeBase, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->articles = veche_articles_list (db, FALSE, error);
  self->answers = self->articles != NULL ? veche_answers_load (db, error) : NULL;
  self->guides = self->answers != NULL ? veche_tone_list (db, error) : NULL;

  return self->guides != NULL ? g_steal_pointer (&self) : NULL;
}

static void
base_free (gpointer base)
{
  veche_knowledge_base_unref (base);
}

/* What was typed on a Russian keyboard by who meant a Latin code, and the other way round. (transfer full) */
static char *
on_the_other_layout (const char *code)
{
  static const char *const russian[] = { "й", "ц", "у", "к", "е", "н", "г", "ш", "щ", "з", "ф", "ы", "в",
                                         "а", "п", "р", "о", "л", "д", "я", "ч", "с", "м", "и", "т", "ь" };
  static const char latin[] = "qwertyuiopasdfghjklzxcvbnm";
  g_autoptr (GString) other = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *key = *p > 0 ? strchr (latin, *p) : NULL;
      guint i;

      if (key != NULL)
        {
          g_string_append (other, russian[key - latin]);
          continue;
        }
      for (i = 0; i < G_N_ELEMENTS (russian) && g_utf8_get_char (p) != g_utf8_get_char (russian[i]); i++)
        ;
      if (i < G_N_ELEMENTS (russian))
        g_string_append_c (other, latin[i]);
      else
        g_string_append_unichar (other, g_utf8_get_char (p));
    }

  return g_string_free (g_steal_pointer (&other), FALSE);
}

static VecheArticle *
find_folded (VecheKnowledgeBase *self, const char *code)
{
  for (guint i = 0; i < self->articles->len; i++)
    {
      VecheArticle *article = self->articles->pdata[i];
      g_autofree char *folded = article->code != NULL ? veche_text_fold (article->code) : NULL;

      if (folded != NULL && strcmp (folded, code) == 0)
        return article;
    }

  return NULL;
}

VecheArticle *
veche_knowledge_base_find_code (VecheKnowledgeBase *self, const char *code)
{
  g_autofree char *folded = veche_text_fold (code), *other = on_the_other_layout (folded);
  VecheArticle *found = find_folded (self, folded);

  return found != NULL ? found : find_folded (self, other);
}

VecheArticle *
veche_knowledge_base_find_uid (VecheKnowledgeBase *self, const char *uid)
{
  for (guint i = 0; i < self->articles->len; i++)
    if (g_strcmp0 (((VecheArticle *) self->articles->pdata[i])->uid, uid) == 0)
      return self->articles->pdata[i];

  return NULL;
}

const VecheToneGuide *
veche_knowledge_base_find_guide (VecheKnowledgeBase *self, const char *community_uid)
{
  const VecheToneGuide *for_all = NULL;

  for (guint i = 0; i < self->guides->len; i++)
    {
      const VecheToneGuide *guide = self->guides->pdata[i];

      if (guide->community_uid == NULL)
        for_all = for_all != NULL ? for_all : guide;
      else if (g_strcmp0 (guide->community_uid, community_uid) == 0)
        return guide;
    }

  return for_all;
}

/*** Who has it ***/

static void desk_read (VecheKnowledgeDesk *self);

static void
desk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheKnowledgeDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheKnowledgeBase) base = veche_store_run_finish (VECHE_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (base == NULL)
    g_warning ("The knowledge base could not be read: %s", error->message);
  if (self->again)
    desk_read (self);
  if (base == NULL)
    return;
  g_clear_pointer (&self->base, veche_knowledge_base_unref);
  self->base = g_steal_pointer (&base);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
desk_read (VecheKnowledgeDesk *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, read_job, NULL, NULL, base_free, NULL, desk_read_cb,
                         g_object_ref (self));
}

static gboolean
desk_reload_cb (gpointer user_data)
{
  VecheKnowledgeDesk *self = user_data;

  self->reload = 0;
  if (self->session != NULL)
    desk_read (self);

  return G_SOURCE_REMOVE;
}

static void
desk_store_changed_cb (VecheKnowledgeDesk *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & (VECHE_TABLE_ARTICLE | VECHE_TABLE_COMMUNITY)) != 0 && self->session != NULL && self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, desk_reload_cb, self);
}

/* Its session goes: an answer that is still on its way finds nobody. */
static void
desk_let_go (gpointer data)
{
  VecheKnowledgeDesk *self = data;

  self->session = NULL;
  g_clear_handle_id (&self->reload, g_source_remove);
  g_object_unref (self);
}

static void
veche_knowledge_desk_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_KNOWLEDGE_DESK (object)->base, veche_knowledge_base_unref);
  G_OBJECT_CLASS (veche_knowledge_desk_parent_class)->finalize (object);
}

static void
veche_knowledge_desk_class_init (VecheKnowledgeDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_knowledge_desk_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_knowledge_desk_init (VecheKnowledgeDesk *self)
{
}

VecheKnowledgeDesk *
veche_knowledge_desk_get (VecheSession *session)
{
  VecheKnowledgeDesk *self = g_object_get_data (G_OBJECT (session), "veche-knowledge-desk");

  if (self != NULL)
    return self;
  self = g_object_new (VECHE_TYPE_KNOWLEDGE_DESK, NULL);
  self->session = session;
  g_object_set_data_full (G_OBJECT (session), "veche-knowledge-desk", self, desk_let_go);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (desk_store_changed_cb), self, G_CONNECT_SWAPPED);
  desk_read (self);

  return self;
}

VecheKnowledgeBase *
veche_knowledge_desk_peek (VecheKnowledgeDesk *self)
{
  g_return_val_if_fail (VECHE_IS_KNOWLEDGE_DESK (self), NULL);

  return self->base;
}
