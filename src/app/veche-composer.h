/* veche-composer.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-article.h"

G_BEGIN_DECLS

/* Where an answer is written: a card that grows from two to eight lines, keeps its draft every two seconds, and never sends by itself.
 * Signals: "send" (gboolean done): Ctrl+Return, Ctrl+Shift+Return and the button; "leave": Esc, the draft is kept. */
#define VECHE_TYPE_COMPOSER (veche_composer_get_type ())
G_DECLARE_FINAL_TYPE (VecheComposer, veche_composer, VECHE, COMPOSER, GtkWidget)

/* Saves the draft of before, then loads that of the interaction. 0: none. */
void   veche_composer_set_target (VecheComposer *self, VecheSession *session, gint64 interaction_id, const char *icon, const char *where);
char  *veche_composer_dup_text   (VecheComposer *self);                     /* stripped (transfer full) */
gboolean veche_composer_is_empty (VecheComposer *self);                     /* nothing was said yet; names that a reply begins with are nothing */
void   veche_composer_set_text   (VecheComposer *self, const char *text);   /* also the draft */
GPtrArray *veche_composer_dup_files (VecheComposer *self);                  /* what goes along (transfer full) (element-type VecheFile) */
void   veche_composer_set_files  (VecheComposer *self, GPtrArray *files);   /* also with the draft */
/* A reply left, by an edit that took its words and files out of the draft: they are shown no longer; what was typed since stays. */
void   veche_composer_forget     (VecheComposer *self, VecheSession *session, gint64 interaction_id);
void   veche_composer_look_again (VecheComposer *self);                     /* others may have changed the draft: undo, a withdrawal, a reply that left */
void   veche_composer_save       (VecheComposer *self);                     /* now, if something is unsaved */
gboolean veche_composer_is_unsaved (VecheComposer *self);                    /* the store does not have the draft of this target yet */
/* A mention, in the platform's own syntax, before the rest: one keystroke removes it whole. */
void       veche_composer_insert_mention (VecheComposer *self, const char *mention);
void       veche_composer_remove_mention (VecheComposer *self, const char *mention);
/* Who takes part in what is answered (nullable): their names are no mistakes. */
void       veche_composer_set_names  (VecheComposer *self, const char *const *names);
/* On a line of its own. */
void       veche_composer_append     (VecheComposer *self, const char *text);

/* An article of the knowledge base at the cursor, its variables filled for who is answered, a moment later; not a second time. */
void       veche_composer_insert_article (VecheComposer *self, VecheArticle *article);
gboolean   veche_composer_has_article    (VecheComposer *self, const char *uid);      /* it was put in, and most of it still stands there */
/* The same of all that was put in, on another thread: a set of uids; NULL: the text has changed since. (transfer full) */
void        veche_composer_find_articles_async  (VecheComposer *self, GAsyncReadyCallback callback, gpointer user_data);
GHashTable *veche_composer_find_articles_finish (VecheComposer *self, GAsyncResult *result);
/* Into the edit that sends this text: which articles it was written with, so that taking it back takes the use back. */
void       veche_composer_record         (VecheComposer *self, VecheEdit *edit, const char *text);

G_END_DECLS
