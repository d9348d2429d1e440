/* veche-source-guide.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person reads and fills in to connect a platform: the setup page is drawn from it.  One file a platform (veche-guide-X.c), one line in
 * the list of veche-source-guide.c.  All texts are msgids, translated where they are shown. */

typedef enum
{
  VECHE_GUIDE_TEXT,
  VECHE_GUIDE_SECRET,          /* never shown again, kept in the keyring */
  VECHE_GUIDE_LIST,            /* several texts, separated by commas or lines */
  VECHE_GUIDE_PLACES,          /* chosen among the channels that veche_connector_describe_async() brings; an empty list is all of them, also those
                                * that come later; with "required" at least one must be chosen */
  VECHE_GUIDE_SWITCH,          /* "yes" or nothing */
  VECHE_GUIDE_FOLDER,          /* an absolute path, typed or chosen */
  VECHE_GUIDE_COMMAND,         /* typed as in a terminal, kept as the list of its words */
} VecheGuideKind;

typedef struct
{
  const char    *key;          /* in the settings, or of the secret; "url", "words" and, for a single secret, "token" are the source's own */
  VecheGuideKind kind;
  const char    *label;
  const char    *hint;         /* (nullable): below the entry */
  gboolean       required;
} VecheGuideField;

typedef struct { const char *code, *sentence; } VecheGuideNotice;    /* sentence: with one %s for what it is about, or without */

typedef struct
{
  const char             *type;          /* the connector's name */
  const char             *title, *about; /* of the row in the list of platforms */
  const char *const      *steps;         /* how to get access there, one sentence of exact clicks each (nullable) */
  const char             *help_url;      /* the platform's own page about it (nullable); may be translated */
  const char             *reads, *blind, *stored;   /* what Veche will read, what it cannot see, what will be kept on this disk */
  const VecheGuideField  *fields;        /* closed by one without a key */
  const VecheGuideNotice *notices;       /* closed by one without a code (nullable) */
  gboolean                browser;       /* the secret comes from signing in there, unless it is typed */
  gboolean                own;           /* nobody has to be asked for access: the steps say how it works */
  gboolean                key_page;      /* a page there gives a key of one's own: veche-discourse-key.h */
} VecheSourceGuide;

const VecheSourceGuide *const *veche_source_guides (guint *n);
const VecheSourceGuide *veche_source_guide_find (const char *type);                     /* (nullable) */
gboolean veche_source_guide_asks_address (const VecheSourceGuide *guide);
/* The translated sentence of a notice; the code itself where there is none. (transfer full) */
char *veche_source_guide_notice (const char *type, const char *code, const char *about);

G_END_DECLS
