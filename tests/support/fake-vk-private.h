/* fake-vk-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "support/fake-vk.h"

G_BEGIN_DECLS

typedef struct
{
  char     kind;          /* as fake_vk_say() has it; of an event where it is shown, in capitals: from parent until above */
  gint64   parent, id, from, above;
  char    *text, *key;
  gboolean deleted, edited;
} FakeVkItem;

struct _FakeVk
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;
  JsonNode     *schema;

  GMutex        lock;          /* guards what follows */
  GCond         ready;
  GPtrArray    *items;         /* FakeItem, oldest first */
  GPtrArray    *events;        /* JSON; the ts is their number */
  GPtrArray    *calls;         /* "method?form" */
  gboolean      quiet, off;
  guint         live_failed, members, fail_left;
  char         *fail_method;
  int           fail_code;
  gint64        next_id;
};

/* With the lock held.  VK's number of an error, 0: answered, below: to be cut. */
int         fake_vk_call       (FakeVk *self, GString *out, GHashTable *form, const char *method, const char *token);
FakeVkItem *fake_vk_add        (FakeVk *self, char kind, gint64 parent, gint64 from, const char *text, gint64 above);
void        fake_vk_write_item (FakeVk *self, GString *out, FakeVkItem *item, gboolean threads);
const char *fake_vk_value      (GHashTable *form, const char *name);

G_END_DECLS
