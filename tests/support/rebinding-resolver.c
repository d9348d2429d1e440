/* rebinding-resolver.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/rebinding-resolver.h"

#define REBINDING_TYPE_RESOLVER (rebinding_resolver_get_type ())
G_DECLARE_FINAL_TYPE (RebindingResolver, rebinding_resolver, REBINDING, RESOLVER, GResolver)

struct _RebindingResolver
{
  GResolver  parent_instance;

  GResolver *system;       /* (owned) */
  char      *name, *address;
  char      *host;         /* (nullable): serves what is looked for at name, and then nothing has an address */
};

G_DEFINE_FINAL_TYPE (RebindingResolver, rebinding_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer list)
{
  g_resolver_free_addresses (list);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, addresses, free_addresses);
}

static void
lookup_async (GResolver *resolver, const char *hostname, GResolverNameLookupFlags flags, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  RebindingResolver *self = REBINDING_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (self->host == NULL && !g_str_equal (hostname, self->name))
    g_resolver_lookup_by_name_with_flags_async (self->system, hostname, flags, cancellable, asked_cb, g_steal_pointer (&task));
  else if (self->host != NULL || flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such address");
  else
    g_task_return_pointer (task, g_list_prepend (NULL, g_inet_address_new_from_string (self->address)), free_addresses);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lookup_by_name_async (GResolver *resolver, const char *hostname, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  lookup_async (resolver, hostname, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, callback, user_data);
}

static GList *
lookup_service (GResolver *resolver, const char *rrname, GCancellable *cancellable, GError **error)
{
  RebindingResolver *self = REBINDING_RESOLVER (resolver);

  g_assert_true (g_str_has_suffix (rrname, self->name));

  return g_list_prepend (NULL, g_srv_target_new (self->host, 443, 0, 0));
}

static void
rebinding_resolver_class_init (RebindingResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_service = lookup_service;
  resolver_class->lookup_by_name_async = lookup_by_name_async;
  resolver_class->lookup_by_name_finish = lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
rebinding_resolver_init (RebindingResolver *self)
{
}

static void
install (const char *name, const char *address, const char *host)
{
  g_autoptr (RebindingResolver) self = g_object_new (REBINDING_TYPE_RESOLVER, NULL);

  self->system = g_resolver_get_default ();
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  self->host = g_strdup (host);
  g_resolver_set_default (G_RESOLVER (self));
}

void
rebinding_resolver_install (const char *name, const char *address)
{
  install (name, address, NULL);
}

void
rebinding_resolver_serve (const char *domain, const char *host)
{
  install (domain, NULL, host);
}
