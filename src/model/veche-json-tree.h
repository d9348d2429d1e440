/* veche-json-tree.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One small JSON value out of a big file, built while streaming and thrown away whole.  Nodes and strings live in blocks that are used
 * again for the next value.  Numbers stay as they were written, so that an id of any length survives.  One thread. */
typedef enum { VECHE_JSON_NULL, VECHE_JSON_BOOL, VECHE_JSON_NUMBER, VECHE_JSON_STRING, VECHE_JSON_ARRAY, VECHE_JSON_OBJECT } VecheJsonKind;

typedef struct _VecheJsonNode VecheJsonNode;
struct _VecheJsonNode
{
  VecheJsonKind  kind;
  gboolean       truth;       /* of a BOOL */
  const char    *key;         /* in an OBJECT, else NULL */
  const char    *string;      /* of a STRING or a NUMBER; valid UTF-8, without NULs */
  VecheJsonNode *first, *last, *next;
};

typedef struct _VecheJsonTree VecheJsonTree;

#define VECHE_JSON_MAX_DEPTH 32
#define VECHE_JSON_MAX_SIZE  (8 * 1024 * 1024)

VecheJsonTree *veche_json_tree_new      (void);
void           veche_json_tree_free     (VecheJsonTree *self);
void           veche_json_tree_clear    (VecheJsonTree *self);

/* What a parser calls. FALSE from open: too deep; the value is marked overflown and the rest of it is not kept. */
void           veche_json_tree_key      (VecheJsonTree *self, const char *text, gsize length);
void           veche_json_tree_scalar   (VecheJsonTree *self, VecheJsonKind kind, gboolean truth, const char *text, gsize length);
void           veche_json_tree_open     (VecheJsonTree *self, VecheJsonKind kind);
/* TRUE: the outermost value has just been closed. */
gboolean       veche_json_tree_close    (VecheJsonTree *self);

/* The one value that text is, whole; NULL: it is not JSON, too deep or too big.  A damaged character is repaired.  Good until the tree is cleared. */
const VecheJsonNode *veche_json_tree_parse (VecheJsonTree *self, const char *text, gsize length);

const VecheJsonNode *veche_json_tree_get_root (VecheJsonTree *self);
gboolean       veche_json_tree_has_overflown (VecheJsonTree *self);   /* too deep or too big: do not trust it */

/* Typed readers: another type than asked for is as good as absent. node may be NULL. */
const VecheJsonNode *veche_json_get     (const VecheJsonNode *node, const char *key);   /* (nullable); of doubles the first */
const char    *veche_json_get_string    (const VecheJsonNode *node, const char *key);   /* (nullable) */
const char    *veche_json_get_text      (const VecheJsonNode *node, const char *key);   /* a string or a number, as written (nullable) */
gboolean       veche_json_get_int       (const VecheJsonNode *node, const char *key, gint64 *number);  /* a number or a string of digits */
gboolean       veche_json_get_bool      (const VecheJsonNode *node, const char *key);
gboolean       veche_json_parse_int     (const char *text, gint64 *number);             /* the whole text, at most 18 digits */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheJsonTree, veche_json_tree_free)

G_END_DECLS
