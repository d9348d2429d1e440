/* veche-json-tree.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-json-tree.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#define BLOCK_SIZE (64 * 1024)
#define MAX_DIGITS 18

struct _VecheJsonTree
{
  GPtrArray     *blocks;      /* of BLOCK_SIZE; kept from value to value */
  GPtrArray     *big;         /* strings longer than a block, freed with the value */
  guint          block;       /* the one that is being filled */
  gsize          used;        /* of it */
  gsize          size;        /* of the whole value */

  VecheJsonNode *root;
  VecheJsonNode *stack[VECHE_JSON_MAX_DEPTH];
  guint          depth;       /* may exceed the stack: then only counted */
  const char    *key;
  gboolean       overflown;
};

VecheJsonTree *
veche_json_tree_new (void)
{
  VecheJsonTree *self = g_new0 (VecheJsonTree, 1);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->big = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->blocks, g_malloc (BLOCK_SIZE));

  return self;
}

void
veche_json_tree_free (VecheJsonTree *self)
{
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->big);
  g_free (self);
}

void
veche_json_tree_clear (VecheJsonTree *self)
{
  if (self->big->len > 0)
    g_ptr_array_set_size (self->big, 0);
  self->block = 0;
  self->used = 0;
  self->size = 0;
  self->root = NULL;
  self->depth = 0;
  self->key = NULL;
  self->overflown = FALSE;
}

/* NULL: the value grew beyond its bound. */
static gpointer
veche_json_tree_alloc (VecheJsonTree *self, gsize size)
{
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;
  self->size += size;
  if (self->size > VECHE_JSON_MAX_SIZE)
    {
      self->overflown = TRUE;
      return NULL;
    }

  if (size > BLOCK_SIZE / 4)
    {
      memory = g_malloc (size);
      g_ptr_array_add (self->big, memory);
      return memory;
    }

  if (self->used + size > BLOCK_SIZE)
    {
      self->block++;
      self->used = 0;
      if (self->block == self->blocks->len)
        g_ptr_array_add (self->blocks, g_malloc (BLOCK_SIZE));
    }
  memory = (char *) g_ptr_array_index (self->blocks, self->block) + self->used;
  self->used += size;

  return memory;
}

/* A copy that is UTF-8 and ends at its NUL. */
static const char *
veche_json_tree_copy (VecheJsonTree *self, const char *text, gsize length)
{
  g_autofree char *repaired = NULL;
  char *copy;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      repaired = g_utf8_make_valid (text, length);   /* also writes U+FFFD for NULs */
      text = repaired;
      length = strlen (repaired);
    }
  copy = veche_json_tree_alloc (self, length + 1);
  if (copy == NULL)
    return NULL;

  memcpy (copy, text, length);
  copy[length] = '\0';

  return copy;
}

static VecheJsonNode *
veche_json_tree_add (VecheJsonTree *self, VecheJsonKind kind)
{
  VecheJsonNode *parent = self->depth > 0 ? self->stack[self->depth - 1] : NULL;
  VecheJsonNode *node = veche_json_tree_alloc (self, sizeof (VecheJsonNode));

  if (node == NULL)
    return NULL;

  *node = (VecheJsonNode){ .kind = kind, .key = g_steal_pointer (&self->key) };
  if (parent == NULL)
    self->root = node;
  else if (parent->last == NULL)
    parent->first = parent->last = node;
  else
    parent->last = parent->last->next = node;

  return node;
}

void
veche_json_tree_key (VecheJsonTree *self, const char *text, gsize length)
{
  if (!self->overflown)
    self->key = veche_json_tree_copy (self, text, length);
}

void
veche_json_tree_scalar (VecheJsonTree *self, VecheJsonKind kind, gboolean truth, const char *text, gsize length)
{
  const char *copy = NULL;
  VecheJsonNode *node;

  if (self->overflown)
    return;

  if (text != NULL)
    copy = veche_json_tree_copy (self, text, length);
  node = self->overflown ? NULL : veche_json_tree_add (self, kind);
  if (node == NULL)
    return;

  node->truth = truth;
  node->string = copy;
}

void
veche_json_tree_open (VecheJsonTree *self, VecheJsonKind kind)
{
  VecheJsonNode *node = NULL;

  if (self->depth >= VECHE_JSON_MAX_DEPTH)
    self->overflown = TRUE;
  if (!self->overflown)
    node = veche_json_tree_add (self, kind);
  if (node != NULL)
    self->stack[self->depth] = node;
  self->depth++;
}

gboolean
veche_json_tree_close (VecheJsonTree *self)
{
  g_assert (self->depth > 0);

  return --self->depth == 0;
}

const VecheJsonNode *
veche_json_tree_get_root (VecheJsonTree *self)
{
  return self->root;
}

gboolean
veche_json_tree_has_overflown (VecheJsonTree *self)
{
  return self->overflown;
}

const VecheJsonNode *
veche_json_get (const VecheJsonNode *node, const char *key)
{
  if (node == NULL || node->kind != VECHE_JSON_OBJECT)
    return NULL;

  for (const VecheJsonNode *child = node->first; child != NULL; child = child->next)
    if (child->key != NULL && child->key[0] == key[0] && strcmp (child->key, key) == 0)
      return child;

  return NULL;
}

const char *
veche_json_get_string (const VecheJsonNode *node, const char *key)
{
  const VecheJsonNode *child = veche_json_get (node, key);

  return child != NULL && child->kind == VECHE_JSON_STRING ? child->string : NULL;
}

const char *
veche_json_get_text (const VecheJsonNode *node, const char *key)
{
  const VecheJsonNode *child = veche_json_get (node, key);

  return child != NULL && (child->kind == VECHE_JSON_STRING || child->kind == VECHE_JSON_NUMBER) ? child->string : NULL;
}

gboolean
veche_json_parse_int (const char *text, gint64 *number)
{
  gsize digits;

  if (text == NULL)
    return FALSE;

  digits = strspn (*text == '-' ? text + 1 : text, "0123456789");
  if (digits == 0 || digits > MAX_DIGITS || text[digits + (*text == '-')] != '\0')
    return FALSE;

  *number = g_ascii_strtoll (text, NULL, 10);

  return TRUE;
}

gboolean
veche_json_get_int (const VecheJsonNode *node, const char *key, gint64 *number)
{
  return veche_json_parse_int (veche_json_get_text (node, key), number);
}

gboolean
veche_json_get_bool (const VecheJsonNode *node, const char *key)
{
  const VecheJsonNode *child = veche_json_get (node, key);

  return child != NULL && child->kind == VECHE_JSON_BOOL && child->truth;
}

/*** A whole value at once ***/

static int
veche_json_tree_null_cb (void *data)
{
  veche_json_tree_scalar (data, VECHE_JSON_NULL, FALSE, NULL, 0);

  return 1;
}

static int
veche_json_tree_boolean_cb (void *data, int truth)
{
  veche_json_tree_scalar (data, VECHE_JSON_BOOL, truth, NULL, 0);

  return 1;
}

static int
veche_json_tree_number_cb (void *data, const char *text, size_t length)
{
  veche_json_tree_scalar (data, VECHE_JSON_NUMBER, FALSE, text, length);

  return 1;
}

static int
veche_json_tree_string_cb (void *data, const unsigned char *text, size_t length)
{
  veche_json_tree_scalar (data, VECHE_JSON_STRING, FALSE, (const char *) text, length);

  return 1;
}

static int
veche_json_tree_key_cb (void *data, const unsigned char *text, size_t length)
{
  veche_json_tree_key (data, (const char *) text, length);

  return 1;
}

static int
veche_json_tree_map_cb (void *data)
{
  veche_json_tree_open (data, VECHE_JSON_OBJECT);

  return !((VecheJsonTree *) data)->overflown;
}

static int
veche_json_tree_array_cb (void *data)
{
  veche_json_tree_open (data, VECHE_JSON_ARRAY);

  return !((VecheJsonTree *) data)->overflown;
}

static int
veche_json_tree_end_cb (void *data)
{
  veche_json_tree_close (data);

  return 1;
}

const VecheJsonNode *
veche_json_tree_parse (VecheJsonTree *self, const char *text, gsize length)
{
  static const yajl_callbacks callbacks = {
    .yajl_null = veche_json_tree_null_cb,
    .yajl_boolean = veche_json_tree_boolean_cb,
    .yajl_number = veche_json_tree_number_cb,
    .yajl_string = veche_json_tree_string_cb,
    .yajl_start_map = veche_json_tree_map_cb,
    .yajl_map_key = veche_json_tree_key_cb,
    .yajl_end_map = veche_json_tree_end_cb,
    .yajl_start_array = veche_json_tree_array_cb,
    .yajl_end_array = veche_json_tree_end_cb,
  };
  yajl_handle parser = yajl_alloc (&callbacks, NULL, self);
  gboolean whole;

  veche_json_tree_clear (self);
  yajl_config (parser, yajl_dont_validate_strings, 1);
  whole = yajl_parse (parser, (const unsigned char *) text, length) == yajl_status_ok && yajl_complete_parse (parser) == yajl_status_ok;
  yajl_free (parser);

  return whole && !self->overflown ? self->root : NULL;
}
