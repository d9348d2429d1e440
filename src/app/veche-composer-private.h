/* veche-composer-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-article-picker.h"
#include "app/veche-composer.h"
#include "app/veche-file-tray.h"
#include "app/veche-reply-preview.h"
#include "app/veche-sensitive-strip.h"
#include "app/veche-spell-view.h"
#include "app/veche-suggestions.h"
#include "app/veche-tone-view.h"
#include "connectors/veche-connector.h"
#include "store/veche-composing-table.h"

G_BEGIN_DECLS

/* Shared by the card (veche-composer.c), its drafts (veche-composer-draft.c) and the people it names (veche-composer-mention.c). */
struct _VecheComposer
{
  GtkWidget          parent_instance;

  VecheSession      *session;         /* (owned) (nullable) */
  gint64             interaction_id;  /* 0: no target */
  guint              generation;      /* an answer of a lane for an earlier target is dropped */
  guint              save_source;
  gboolean           dirty;           /* the text differs from the stored draft */
  char              *base;            /* (owned) (nullable): the stored draft, as far as is known here; NULL: not yet */
  guint              writes;          /* how many saves were begun: of several, the last one counts */
  guint              answered;        /* the last of them that came back */
  gboolean           settling;        /* a reply has left, and the draft does not show it yet */
  gboolean           loaded;          /* the draft of this target is here */
  gboolean           look_later;      /* others have changed it meanwhile */
  gboolean           came_along;      /* words came with it that were not seen when Send was pressed */
  gboolean           send_waits;      /* Send was pressed before the draft was here */
  gboolean           loading;
  char              *rest;            /* (owned) (nullable): of the draft, what can't be laid out at ease; stands after what the editor shows */
  guint              rest_source;
  GHashTable        *unsaved;         /* (owned) of gint64 → char *: drafts on their way to the store, newer than what it has */

  GtkWidget         *whole;
  GtkWidget         *rest_line;
  GtkLabel          *rest_words;
  GtkWidget         *hole_line;
  GtkLabel          *hole_words;
  GtkWidget         *card;
  VecheArticlePicker *picker;
  VecheSensitiveStrip *sensitive;
  GtkWidget         *tone_line;
  GtkLabel          *tone_words;
  GtkButton         *tone_use, *tone_next;
  GtkWidget         *book;
  GtkScrolledWindow *scroller;
  GtkTextView       *view;
  GtkTextTag        *mention_tag;     /* (owned by the buffer) */
  VecheSpellView    *speller;         /* (owned by the view) */
  VecheToneView     *tone;            /* (owned by the view) */
  guint              mark;            /* of the tone: that which the line speaks of */
  GtkWidget         *placeholder;
  GtkImage          *where_icon;
  GtkLabel          *where;
  GtkLabel          *limit_text;
  GtkWidget         *send;
  GtkWidget         *foot, *attach;
  VecheFileTray     *tray;
  VecheReplyPreview *preview;
  GtkToggleButton   *preview_button;

  char              *platform;        /* (owned) (nullable): the type of the source that it goes to */
  char              *opening;         /* (owned) (nullable): what a reply begins with there; alone it is no reply */
  char              *meta, *author;   /* (owned) (nullable): of the message answered, as the platform keeps it */
  VecheSuggestions  *suggestions;     /* (owned) */
  GPtrArray         *offers;          /* (owned) (nullable) (element-type VecheMentionOffer): what they are */
  guint              asked;           /* an answer about what was typed earlier is dropped */

  VecheComposing    *question;        /* (owned) (nullable): the message that is answered */
  GHashTable        *used;            /* (owned): interaction id → GPtrArray: articles that were put into the answer to it */
  GtkTextTag        *hole_tag;        /* (owned by the buffer): a variable that nothing is known for */
  gboolean           holes_seen;      /* the person sends it as it is */
  gboolean           send_done;       /* how it was sent when it was asked for what is still to be filled in */

  guint              max_length;      /* 0: none worth counting */
  VecheLengthUnit    unit;
};

/* veche-composer.c */
GtkTextBuffer *veche_composer_get_buffer     (VecheComposer *self);
void           veche_composer_show_text      (VecheComposer *self, const char *text);      /* not an edit of the user's */
void           veche_composer_set_platform   (VecheComposer *self, const char *platform, guint max_length);
void           veche_composer_weigh          (VecheComposer *self);                        /* whether it can go as it is */
void           veche_composer_send_waiting   (VecheComposer *self);                        /* the draft is here: does what was asked before */

/* veche-composer-draft.c */
void           veche_composer_save_soon      (VecheComposer *self);
void           veche_composer_load           (VecheComposer *self);
void           veche_composer_try_settle     (VecheComposer *self);

/* veche-composer-mention.c */
void           veche_composer_color_mentions (VecheComposer *self);                        /* in the accent of the present scheme */
gboolean       veche_composer_erase_mention  (VecheComposer *self);                        /* TRUE: there was one before the cursor */

/* veche-composer-rest.c */
void           veche_composer_set_rest       (VecheComposer *self, const char *rest);      /* rest (nullable) */
void           veche_composer_watch_rest     (VecheComposer *self);                        /* the text has changed */
char          *veche_composer_dup_whole      (VecheComposer *self);                        /* with the rest (transfer full) */
void           veche_composer_copy_all_cb    (VecheComposer *self);
void           veche_composer_drop_rest_cb   (VecheComposer *self);

/* veche-composer-articles.c */
gboolean       veche_composer_is_filled       (VecheComposer *self);                        /* else it asks for what is still to be filled in */
void           veche_composer_hide_holes     (VecheComposer *self);
gboolean       veche_composer_expand_code    (VecheComposer *self);                        /* "/adr" before the cursor. FALSE: there is no such article */

void           veche_composer_scroll_to_cursor (VecheComposer *self);                      /* once the card has grown */
/* As insert_article, with these words of it. */
void           veche_composer_insert_words   (VecheComposer *self, VecheArticle *article, const char *words);

/* veche-composer-tone.c */
void           veche_composer_add_tone       (VecheComposer *self);
void           veche_composer_color_tone     (VecheComposer *self);
void           veche_composer_look_up        (VecheComposer *self);                        /* the guide and the topics for what is answered */
void           veche_composer_watch_desk     (VecheComposer *self, VecheSession *before);  /* before (nullable) */
void           veche_composer_tone_use_cb    (VecheComposer *self);
void           veche_composer_tone_next_cb   (VecheComposer *self);
void           veche_composer_sensitive_cb   (VecheComposer *self, VecheArticle *article, gboolean holding);

/* veche-composer-complete.c */
void           veche_composer_add_completion  (VecheComposer *self);
void           veche_composer_drop_completion (VecheComposer *self);
void           veche_composer_complete        (VecheComposer *self);                       /* what is being typed, if it is the name of a person */

G_END_DECLS
