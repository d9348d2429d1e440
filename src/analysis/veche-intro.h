/* veche-intro.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-harvest.h"
#include "analysis/veche-lexicon.h"

G_BEGIN_DECLS

/* One text of somebody about themselves → what they do, where they live, what they need and offer.  Any thread that owns the lexicon.
 *
 *   text ─▶ sentences ─▶ clauses, each with the frames of data/words/intro-frames.tsv: "I do", "I do not", "my brother", "I want to learn" …
 *        ─▶ names of skills, trades and cities in a clause whose frame makes them the speaker's own
 *
 * A frame holds from its words on to the end of its clause, and for the bare lists that follow ("I write Python, Go and Rust").  What no frame
 * makes somebody's own is left: a proposal that is wrong costs more than one that is missing.
 */
GPtrArray *veche_intro_read (VecheLexicon *lexicon, VecheCities *cities, const char *text);   /* (element-type VecheHarvestFind) (transfer full) */

/*** Between the files ***/

typedef enum
{
  VECHE_FRAME_SKILL, VECHE_FRAME_WISH, VECHE_FRAME_NEED, VECHE_FRAME_OFFER, VECHE_FRAME_HELP, VECHE_FRAME_NOT, VECHE_FRAME_PAST,
  VECHE_FRAME_LEFT, VECHE_FRAME_TASTE, VECHE_FRAME_OTHER, VECHE_FRAME_LIVES, VECHE_FRAME_BORN, VECHE_N_FRAMES
} VecheFrameKind;

typedef struct { VecheFrameKind kind; guint first, after; } VecheFrame;   /* words of the text: first … after - 1 */

typedef struct
{
  guint      first, after;      /* words of the text */
  guint      sentence;
  GArray    *frames;            /* VecheFrame, in order */
} VecheClause;

typedef struct
{
  const char *text;
  GArray     *words;            /* VecheWord */
  GArray     *clauses;          /* VecheClause */
  GArray     *sentences;        /* VecheSentence */
} VecheIntro;

typedef struct { guint start, end; gboolean question; } VecheSentence;   /* bytes, trimmed */

/* text: without quotes, of the same length. */
VecheIntro *veche_intro_split    (const char *text);
void        veche_intro_free     (VecheIntro *self);
/* A list of data/words with "label<TAB>pattern": the label of the first pattern that fits at the word, and how many words it takes. */
int         veche_intro_level_at (GArray *words, guint at, guint after);
gboolean    veche_intro_is_person (const char *word);        /* "брат": somebody else, as a subject */
gboolean    veche_intro_is_vague  (const char *word);
gboolean    veche_intro_is_land   (const char *word);     /* a country, a firm: no town, though somebody is from there */
gboolean    veche_intro_is_thing  (const char *word);    /* of a life: in a bare list no skill */

typedef struct { const char *topic; guint first, after; gboolean trade; const char *said; } VecheDeed;   /* said: as a subject */
/* Are these words a trade and how well, and nothing else? */
gboolean    veche_intro_is_trade  (GArray *words, guint first, guint after);   /* topic: a name of synonyms.tsv */
/* Verbs ("рисую") and trades ("юрист") of words[first … after - 1]. (element-type VecheDeed) (transfer full) */
GArray     *veche_intro_deeds    (GArray *words, guint first, guint after);

/* What a clause is about, after looking at what came before it. */
typedef struct
{
  gboolean       other;        /* somebody else's */
  gboolean       denied;
  gboolean       inherits;     /* has no frame of its own: goes on with the last one */
  VecheFrameKind kind;         /* of the last frame, VECHE_N_FRAMES: none */
} VecheMood;

typedef struct
{
  VecheLexicon *lexicon;
  VecheCities  *cities;
  VecheIntro   *intro;
  const char   *original;      /* the text with its quotes: what is quoted comes from here */
  gboolean      latin;
  GPtrArray    *finds;
  gboolean        settled;    /* they say where they live: a city that is only named is another one */
} VecheReading;

/* value: the same kind and value are one find. (borrowed) (nullable) */
VecheHarvestFind *veche_intro_add (VecheReading *self, const char *kind, const char *value, guint sentence, int level);
/* The mood of the clause at a word: of the last frame before it, or of the clause that it goes on with. */
VecheMood   veche_intro_mood_at  (VecheReading *self, const VecheClause *clause, const VecheMood *carried, guint at);
gboolean    veche_intro_has_frame (const VecheClause *clause, VecheFrameKind kind, guint before);
gboolean    veche_intro_is_conditional (GArray *words, const VecheClause *clause);      /* "если нужен …" */
GArray     *veche_intro_slice    (GArray *words, guint first, guint after);             /* borrows the words */
void        veche_intro_read_cities (VecheReading *self, const VecheClause *clause, const VecheMood *carried);
void        veche_intro_take_skill (VecheReading *self, const VecheClause *clause, const char *value, gboolean known, const VecheMood *mood, gboolean trade);
/* As the community calls it; else the nearest to what was said: "токарь" → "Токарное дело", "nurse" → "Nursing". (transfer full) */
char       *veche_intro_call_deed (VecheReading *self, const VecheDeed *deed, gboolean *known);
/* Crafts that no list has: what stands after "занимаюсь", "чиню", "I restore". */
void        veche_intro_read_unlisted (VecheReading *self, const VecheClause *clause, const VecheMood *carried);
/* A town that no list has, in the form of a subject: NULL when none is named. (transfer full) */
char       *veche_intro_unlisted_town (VecheReading *self, const VecheClause *clause, const VecheMood *carried);
void        veche_intro_read_wishes (VecheReading *self, guint index, const VecheMood *carried);

G_END_DECLS
