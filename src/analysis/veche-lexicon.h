/* veche-lexicon.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-experts.h"
#include "analysis/veche-words.h"

G_BEGIN_DECLS

/* What a text is about: the competencies of the workspace by their names and aliases, and the groups of data/words/synonyms.tsv, by stems, near
 * spellings and words that belong to a topic.
 *
 *   words of a text ─▶ groups (synonyms.tsv)  ─┐
 *                  └─▶ names and aliases ──────┴─▶ topics (competencies, each with a weight), and other words for a search
 */
typedef struct _VecheLexicon VecheLexicon;

VecheLexicon *veche_lexicon_load     (VecheDb *db, GError **error);
void          veche_lexicon_free     (VecheLexicon *self);
/* An answer to an answer: thanks, or says that it is settled.  The manager's own words count. */
gboolean      veche_lexicon_has_helped (VecheLexicon *self, const char *text);

/* (element-type VecheTopic) strongest first, at most 8; least: the weight from which on a topic counts. */
GPtrArray    *veche_lexicon_topics   (VecheLexicon *self, const char *text, GArray *words, double least);
/* Other names of what these words name, ready for a full-text search. (element-type utf8) (transfer full) */
GPtrArray    *veche_lexicon_synonyms (VecheLexicon *self, const char *text, GArray *words, guint most);
/* How the phrase is called in synonyms.tsv, where it is the name of a group: "питон" → "python". (nullable) (borrowed) */
const char   *veche_lexicon_group    (VecheLexicon *self, const char *phrase);
/* Is it a name of that group, or of one below it?  Names of the list only. */
gboolean      veche_lexicon_is_within (const char *phrase, const char *broader);

/* What these words name for sure (no narrower words, no slips of the pen): the longest names, which do not overlap. */
typedef struct { char *value; gboolean known; guint start, end; } VecheSkill;   /* value: of our competency, or of synonyms.tsv */
GArray       *veche_lexicon_skills   (VecheLexicon *self, GArray *words);                    /* (element-type VecheSkill) (transfer full) */
/* May _skills() find anything?  A quick no for most texts. */
gboolean      veche_lexicon_may_name (VecheLexicon *self, GArray *words);
/* A topic of synonyms.tsv as it is called here: our competency's name, else its name in these letters. (transfer full) */
char         *veche_lexicon_call     (VecheLexicon *self, const char *topic, gboolean latin, gboolean *known);

/* All names of the group that a topic of synonyms.tsv is in, of these letters. (element-type utf8) (transfer full) */
GPtrArray    *veche_lexicon_names    (const char *topic, gboolean latin);
/* May this name stand as that of a competency?  Verbs ("шить") and adjectives do not. */
gboolean      veche_lexicon_is_noun  (const char *name);

/* The nearest above and all that are below, of a competency. */
gint64        veche_lexicon_parent   (VecheLexicon *self, gint64 competency);
void          veche_lexicon_below    (VecheLexicon *self, gint64 competency, GArray *ids);   /* (element-type gint64) appended */
const char   *veche_lexicon_get_name (VecheLexicon *self, gint64 competency);               /* (nullable) */
VecheTopic   *veche_lexicon_topic_for_uid (VecheLexicon *self, const char *uid);            /* (transfer full) (nullable): of way ADDED */

void          veche_topic_free       (VecheTopic *self);

/* Cities by all their names: those of data/words/cities.tsv and of the members. */
typedef struct _VecheCities VecheCities;
typedef struct { int city; guint start, end; guint word; } VecheCityHit;        /* word: index of its first word */
VecheCities  *veche_cities_load      (VecheDb *db, GError **error);
void          veche_cities_free      (VecheCities *self);
GArray       *veche_cities_find      (VecheCities *self, GArray *words);                     /* (element-type VecheCityHit) (transfer full) */
/* As the members write it, else as the list does, in these letters where it can. (borrowed) */
const char   *veche_cities_call      (VecheCities *self, int city, gboolean latin);
/* The city that a question asks for ("in Kazan", "в Казани"): its words become stop words. All spellings that members have, empty when no city
 * or several are named, or nobody lives there; name (out): what it is called, NULL when there is none. (transfer full) */
GStrv         veche_cities_asked     (VecheCities *self, GArray *words, char **name);
/* Do these two write the same city? */
gboolean      veche_cities_same      (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCities, veche_cities_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheLexicon, veche_lexicon_free)

G_END_DECLS
