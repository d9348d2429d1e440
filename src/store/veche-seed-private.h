/* veche-seed-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* The words of a made-up community (veche-seed-words.c). */
typedef struct { const char *name, *alias, *en; } VecheSeedTopic;

extern const char *const veche_seed_women[], *const veche_seed_men[], *const veche_seed_surnames[];
extern const char *const veche_seed_names[], *const veche_seed_family_names[];
extern const char *const veche_seed_cities[], *const veche_seed_tags[], *const veche_seed_motives[], *const veche_seed_notes[];
extern const char *const veche_seed_said_ru[], *const veche_seed_said_en[], *const veche_seed_asked_ru[], *const veche_seed_asked_en[];
extern const char *const veche_seed_answered_ru[], *const veche_seed_answered_en[];
extern const VecheSeedTopic veche_seed_topics[];
extern const guint veche_seed_n_topics;

#define VECHE_SEED_MANAGER "maria_sokolova"

typedef struct               /* what the posts need to know of a member */
{
  gint64  id, joined;
  guint8  platform, english, topic;
} VecheSeedPerson;

typedef struct
{
  VecheDb          *db;
  const VecheSeed  *how;
  GRand            *random;        /* (owned) */
  gint64            now;
  gint64            batch_id, community_id;
  VecheSeedPerson  *people;        /* (owned) how->members, the first is the manager */
  guint             done, total;
} VecheSeeding;

typedef struct { const char *name, *instance; } VecheSeedPlatform;
extern const VecheSeedPlatform veche_seed_platforms[];
#define VECHE_SEED_N_PLATFORMS 3

const char *veche_seed_pick     (VecheSeeding *self, const char *const *words);
gboolean    veche_seed_chance   (VecheSeeding *self, double probability);
guint       veche_seed_below    (VecheSeeding *self, guint n);
char       *veche_seed_remote   (VecheSeeding *self, guint person);            /* (transfer full): its lasting id on any platform */
gboolean    veche_seed_step     (VecheSeeding *self, guint done, GError **error);   /* commits, tells, begins again */

gboolean    veche_seed_labels   (VecheSeeding *self, GError **error);
gboolean    veche_seed_members  (VecheSeeding *self, GError **error);
gboolean    veche_seed_talk     (VecheSeeding *self, GError **error);
gboolean    veche_seed_evidence (VecheSeeding *self, GError **error);
gboolean    veche_seed_plan     (VecheSeeding *self, GError **error);

G_END_DECLS
