/* veche-discourse-key.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-key.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "connectors/veche-api.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-redact.h"

#define BITS        2048      /* its answer of about a hundred letters must fit */
#define SEALED_LEAST 160      /* letters: keys as they are have 32 or 64 */
#define SEALED_MOST 4096
#define SCOPES      "read,write"

struct _VecheDiscourseKey
{
  gnutls_privkey_t pair;      /* (owned) */
  char            *letter;    /* (owned): the public half, in PEM */
  char            *nonce, *client;
};

static char *
veche_discourse_key_random (void)
{
  guint8 bytes[16];
  GString *text = g_string_new (NULL);

  g_assert (gnutls_rnd (GNUTLS_RND_KEY, bytes, sizeof bytes) == 0);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return g_string_free (text, FALSE);
}

VecheDiscourseKey *
veche_discourse_key_new (GError **error)
{
  g_autoptr (VecheDiscourseKey) self = g_new0 (VecheDiscourseKey, 1);
  gnutls_pubkey_t half = NULL;
  gnutls_datum_t text = { NULL, 0 };
  int code;

  code = gnutls_privkey_init (&self->pair);
  if (code == 0)
    code = gnutls_privkey_generate (self->pair, GNUTLS_PK_RSA, BITS, 0);
  if (code == 0)
    code = gnutls_pubkey_init (&half);
  if (code == 0)
    code = gnutls_pubkey_import_privkey (half, self->pair, 0, 0);
  if (code == 0)
    code = gnutls_pubkey_export2 (half, GNUTLS_X509_FMT_PEM, &text);
  if (code == 0)
    self->letter = g_strndup ((const char *) text.data, text.size);
  gnutls_free (text.data);
  if (half != NULL)
    gnutls_pubkey_deinit (half);
  if (code != 0)
    {
      g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_TLS, "no pair of keys could be made: %s", gnutls_strerror (code));
      return NULL;
    }
  self->nonce = veche_discourse_key_random ();
  self->client = veche_discourse_key_random ();

  return g_steal_pointer (&self);
}

void
veche_discourse_key_free (VecheDiscourseKey *self)
{
  if (self->pair != NULL)
    gnutls_privkey_deinit (self->pair);
  g_free (self->letter);
  g_free (self->nonce);
  g_free (self->client);
  g_free (self);
}

static void
veche_discourse_key_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  VecheDiscourseKey *key = veche_discourse_key_new (&error);

  if (key != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify) veche_discourse_key_free);
  else
    g_task_return_error (task, error);
}

void
veche_discourse_key_new_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_discourse_key_new_async);
  g_task_run_in_thread (task, veche_discourse_key_thread);
}

VecheDiscourseKey *
veche_discourse_key_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
veche_discourse_key_dup_page (VecheDiscourseKey *self, const char *base)
{
  g_autofree char *address = veche_api_normalize_url (base);
  g_autofree char *letter = g_uri_escape_string (self->letter, NULL, FALSE);

  return g_strdup_printf ("%s/user-api-key/new?application_name=Veche&client_id=%s&nonce=%s&scopes=" SCOPES "&public_key=%s", address, self->client,
                          self->nonce, letter);
}

gboolean
veche_discourse_key_is_sealed (const char *pasted)
{
  guint letters = 0;

  for (const char *p = pasted; *p != '\0'; p++)
    letters += !g_ascii_isspace (*p);

  return letters >= SEALED_LEAST;
}

/* The text without the line ends that it is shown with; NULL: it is none. */
static guint8 *
veche_discourse_key_decode (const char *pasted, gsize *length)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = pasted; *p != '\0' && text->len <= SEALED_MOST; p++)
    if (g_ascii_isalnum (*p) || *p == '+' || *p == '/' || *p == '=')
      g_string_append_c (text, *p);
    else if ((guchar) *p < 0x80 && !g_ascii_isspace (*p))
      return NULL;

  return text->len > 0 && text->len <= SEALED_MOST ? g_base64_decode (text->str, length) : NULL;
}

char *
veche_discourse_key_open (VecheDiscourseKey *self, const char *pasted, GError **error)
{
  gsize length = 0;
  g_autofree guint8 *sealed = veche_discourse_key_decode (pasted, &length);
  gnutls_datum_t cipher = { sealed, (unsigned int) length }, plain = { NULL, 0 };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *answer;
  char *key;

  if (sealed != NULL && length > 0 && gnutls_privkey_decrypt_data (self->pair, 0, &cipher, &plain) == 0)
    node = veche_json_parse ((const char *) plain.data, plain.size, NULL);
  gnutls_free (plain.data);
  answer = veche_json_root (node);
  key = answer != NULL && g_str_equal (veche_json_string (answer, "nonce", ""), self->nonce) ? veche_json_dup_id (answer, "key") : NULL;
  if (key == NULL)
    g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH,
                         "the text from the forum is not whole, or belongs to another attempt; get a key once more");
  else
    veche_redact_add_secret (key);

  return key;
}
