/* veche-persona.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-persona.h"

static void
veche_persona_account_free (gpointer data)
{
  VechePersonaAccount *self = data;

  g_free (self->platform);
  g_free (self->instance);
  g_free (self->handle);
  g_free (self->name);
  g_free (self->url);
  g_free (self->avatar_url);
  g_free (self);
}

VechePersona *
veche_persona_new (gint64 id, const char *uid, const char *name)
{
  VechePersona *self = g_new0 (VechePersona, 1);

  self->id = id;
  self->uid = g_strdup (uid);
  self->name = g_strdup (name);
  self->accounts = g_ptr_array_new_with_free_func (veche_persona_account_free);

  return self;
}

VechePersonaAccount *
veche_persona_add_account (VechePersona *self, const char *platform, const char *instance, const char *handle)
{
  VechePersonaAccount *account = g_new0 (VechePersonaAccount, 1);

  account->platform = g_strdup (platform);
  account->instance = g_strdup (instance);
  account->handle = g_strdup (handle);
  g_ptr_array_add (self->accounts, account);

  return account;
}

void
veche_persona_free (VechePersona *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->city);
  g_free (self->birthday);
  g_free (self->headline);
  g_free (self->about);
  g_free (self->role);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}
