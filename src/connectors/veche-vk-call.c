/* veche-vk-call.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-call.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

/*** Errors ***/

/* VK's numbers, from the list of errors in its schema.  patience: seconds, where it asks for some. */
static const struct { int code; int kind; guint patience; const char *words; } errors[] = {
  { 1, VECHE_CONNECTOR_ERROR_OFFLINE, 0, "VK had an unknown trouble of its own; it is tried again" },
  { 2, VECHE_CONNECTOR_ERROR_AUTH, 0, "the VK application that this key belongs to is switched off" },
  { 3, VECHE_CONNECTOR_ERROR_PROTOCOL, 0, "VK does not know this method any more" },
  { 5, VECHE_CONNECTOR_ERROR_AUTH, 0, "VK does not accept the access key: it was removed, or is another's; make a new one" },
  { 6, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 1, "too many requests in one second" },
  { 7, VECHE_CONNECTOR_ERROR_REJECTED, 0, "the access key lacks the right for this; make one with more rights" },
  { 8, VECHE_CONNECTOR_ERROR_PROTOCOL, 0, "VK did not understand the request" },
  { 9, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 600, "flood control: too many actions of the same kind; VK asks for a pause" },
  { 10, VECHE_CONNECTOR_ERROR_OFFLINE, 0, "VK's server is in trouble; it is tried again" },
  { 14, VECHE_CONNECTOR_ERROR_REJECTED, 0, "VK wants a picture's letters to be typed (captcha): open VK in a browser, do it there by hand, and send again later" },
  { 15, VECHE_CONNECTOR_ERROR_REJECTED, 0, "access denied: this is closed to us, or it is gone" },
  { 16, VECHE_CONNECTOR_ERROR_AUTH, 0, "VK wants a secure connection for this key" },
  { 17, VECHE_CONNECTOR_ERROR_AUTH, 0, "VK wants the account's owner to confirm who they are; do it in a browser" },
  { 18, VECHE_CONNECTOR_ERROR_NOT_FOUND, 0, "this page was deleted or banned" },
  { 19, VECHE_CONNECTOR_ERROR_REJECTED, 0, "this is blocked by VK" },
  { 20, VECHE_CONNECTOR_ERROR_REJECTED, 0, "keys of this kind of application may not do this" },
  { 23, VECHE_CONNECTOR_ERROR_REJECTED, 0, "VK has switched this method off" },
  { 24, VECHE_CONNECTOR_ERROR_REJECTED, 0, "VK wants this to be confirmed by hand, in a browser" },
  { 27, VECHE_CONNECTOR_ERROR_AUTH, 0, "VK does not accept the community's key for this: it was removed, or communities may not do it" },
  { 28, VECHE_CONNECTOR_ERROR_AUTH, 0, "VK does not accept the service key for this: it was changed, or applications may not do it" },
  { 29, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 3600, "the limit of requests for this day is reached" },
  { 30, VECHE_CONNECTOR_ERROR_REJECTED, 0, "this profile is private" },
  { 100, VECHE_CONNECTOR_ERROR_REJECTED, 0, "VK says that something is missing, wrong, or switched off in the community" },
  { 113, VECHE_CONNECTOR_ERROR_NOT_FOUND, 0, "there is no such person" },
  { 125, VECHE_CONNECTOR_ERROR_NOT_FOUND, 0, "there is no such community" },
  { 203, VECHE_CONNECTOR_ERROR_REJECTED, 0, "no access to this community" },
  { 211, VECHE_CONNECTOR_ERROR_REJECTED, 0, "no access to this comment" },
  { 212, VECHE_CONNECTOR_ERROR_REJECTED, 0, "no access to the comments of this post" },
  { 213, VECHE_CONNECTOR_ERROR_REJECTED, 0, "comments are closed here" },
  { 222, VECHE_CONNECTOR_ERROR_REJECTED, 0, "links are forbidden here" },
  { 223, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 600, "too many replies; VK asks for a pause" },
  { 801, VECHE_CONNECTOR_ERROR_REJECTED, 0, "comments below this video are closed" },
  { 900, VECHE_CONNECTOR_ERROR_REJECTED, 0, "this person is on the community's black list, or we are on theirs" },
  { 901, VECHE_CONNECTOR_ERROR_REJECTED, 0, "this person did not allow the community to write to them" },
  { 902, VECHE_CONNECTOR_ERROR_REJECTED, 0, "this person's privacy settings do not let us write to them" },
  { 914, VECHE_CONNECTOR_ERROR_REJECTED, 0, "the message is too long" },
  { 917, VECHE_CONNECTOR_ERROR_REJECTED, 0, "the community has no access to this chat" },
  { 945, VECHE_CONNECTOR_ERROR_REJECTED, 0, "this chat is switched off" },
  { 950, VECHE_CONNECTOR_ERROR_REJECTED, 0, "too much time has passed: the person has to write first" },
  { 983, VECHE_CONNECTOR_ERROR_REJECTED, 0, "writing is switched off in this chat" },
};

void
veche_vk_set_error (VecheApi *api, int code, gboolean acts, GError **error)
{
  const char *words = "VK refused";
  int kind = VECHE_CONNECTOR_ERROR_REJECTED;

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == code)
      {
        kind = errors[i].kind;
        words = errors[i].words;
        if (errors[i].patience > 0)
          api->retry_after = g_get_real_time () + errors[i].patience * G_TIME_SPAN_SECOND;
      }
  /* Trouble there after an action was sent: nobody knows. */
  if (acts && kind == VECHE_CONNECTOR_ERROR_OFFLINE)
    {
      kind = VECHE_CONNECTOR_ERROR_UNKNOWN;
      words = "VK had trouble and did not say what became of it";
    }
  veche_http_set_error (error, kind, api->base, "%s (VK error %d)", words, code);
}

int
veche_vk_error_code (const GError *error)
{
  const char *at = error != NULL && error->domain == VECHE_CONNECTOR_ERROR ? g_strrstr (error->message, "(VK error ") : NULL;

  return at != NULL ? (int) g_ascii_strtoll (at + strlen ("(VK error "), NULL, 10) : 0;
}

static gboolean
veche_vk_check_for (VecheApi *api, JsonObject *body, gboolean acts, GError **error)
{
  JsonObject *object = veche_json_object (body, "error");

  if (object == NULL)
    return TRUE;
  veche_vk_set_error (api, (int) CLAMP (veche_json_int (object, "error_code", 0), 0, G_MAXINT32), acts, error);

  return FALSE;
}

static gboolean
veche_vk_check (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  return veche_vk_check_for (api, body, FALSE, error);
}

static gboolean
veche_vk_check_action (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  return veche_vk_check_for (api, body, TRUE, error);
}

/*** Calls ***/

void
veche_vk_open (VecheApi *api, const char *budget_key, guint per_second)
{
  api->bearer = FALSE;     /* VK takes the key as a parameter; in the body it stands in no log */
  api->check = veche_vk_check;
  api->budget = veche_budget_get (budget_key);
  veche_budget_set_rule (api->budget, "", per_second, 1);
}

/* The whole answer, whose "response" is there. (transfer full) */
static JsonNode *
veche_vk_ask (VecheApi *api, const char *method, const char *const *pairs, gboolean acts, GError **error)
{
  g_autofree char *path = g_strconcat ("/method/", method, NULL);
  g_autoptr (GPtrArray) form = g_ptr_array_new ();
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
    if (pairs[i + 1] != NULL)
      {
        g_ptr_array_add (form, (gpointer) pairs[i]);
        g_ptr_array_add (form, (gpointer) pairs[i + 1]);
      }
  g_ptr_array_add (form, (gpointer) "access_token");
  g_ptr_array_add (form, api->token);
  g_ptr_array_add (form, (gpointer) "v");
  g_ptr_array_add (form, (gpointer) VECHE_VK_VERSION);
  g_ptr_array_add (form, NULL);

  api->check = acts ? veche_vk_check_action : veche_vk_check;
  node = veche_api_call (api, &(VecheApiRequest) { .path = path, .form = (const char *const *) form->pdata, .harmless = !acts }, NULL, error);
  if (node == NULL)
    return NULL;
  if (veche_json_root (node) != NULL && json_object_get_member (veche_json_root (node), "response") != NULL)
    return g_steal_pointer (&node);
  veche_http_set_error (error, acts ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its answer is not what VK's API says");

  return NULL;
}

JsonNode *
veche_vk_call (VecheApi *api, const char *method, const char *const *pairs, gboolean acts, GError **error)
{
  g_autoptr (JsonNode) node = veche_vk_ask (api, method, pairs, acts, error);

  return node != NULL ? json_node_ref (json_object_get_member (json_node_get_object (node), "response")) : NULL;
}

void
veche_vk_call_free (gpointer data)
{
  VecheVkCall *call = data;

  g_free (call->method);
  g_strfreev (call->pairs);
  g_free (call);
}

static void
veche_vk_node_free (gpointer node)
{
  if (node != NULL)
    json_node_unref (node);
}

/* What one call more would learn: nothing of the next ones either. */
static gboolean
veche_vk_is_fatal (const GError *error)
{
  return error->domain != VECHE_CONNECTOR_ERROR || (error->code != VECHE_CONNECTOR_ERROR_REJECTED && error->code != VECHE_CONNECTOR_ERROR_NOT_FOUND);
}

static GPtrArray *
veche_vk_call_each (VecheApi *api, GPtrArray *calls, int *why, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (veche_vk_node_free);

  for (guint i = 0; i < calls->len; i++)
    {
      VecheVkCall *call = g_ptr_array_index (calls, i);
      g_autoptr (GError) local = NULL;
      JsonNode *node = veche_vk_call (api, call->method, (const char *const *) call->pairs, FALSE, &local);

      if (node == NULL && veche_vk_is_fatal (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (node == NULL && *why == 0)
        *why = veche_vk_error_code (local);
      g_ptr_array_add (results, node);
    }

  return g_steal_pointer (&results);
}

/* "return [API.wall.getComments({"owner_id":"-1",…}),…];" (transfer full) */
static char *
veche_vk_write_code (GPtrArray *calls)
{
  GString *code = g_string_new ("return [");

  for (guint i = 0; i < calls->len; i++)
    {
      VecheVkCall *call = g_ptr_array_index (calls, i);
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;

      for (guint j = 0; call->pairs[j] != NULL; j += 2)
        json_object_set_string_member (object, call->pairs[j], call->pairs[j + 1]);
      node = json_node_init_object (json_node_alloc (), object);
      text = veche_json_to_text (node);
      g_string_append_printf (code, "%sAPI.%s(%s)", i > 0 ? "," : "", call->method, text);
    }
  g_string_append (code, "];");

  return g_string_free (code, FALSE);
}

/* What "execute" says of the calls in it, which are false among its results ("execute_errors", dev.vk.com/method/execute).  FALSE: it asked for
 * patience or refused the key, so that the rest is worth nothing either. */
static gboolean
veche_vk_check_results (VecheApi *api, JsonObject *body, int *why, GError **error)
{
  JsonArray *list = veche_json_array (body, "execute_errors");

  for (guint i = 0; i < veche_json_length (list); i++)
    {
      int code = (int) CLAMP (veche_json_int (veche_json_nth (list, i), "error_code", 0), 0, G_MAXINT32);
      g_autoptr (GError) local = NULL;

      if (*why == 0)
        *why = code;
      veche_vk_set_error (api, code, FALSE, &local);
      if (code == 27 || code == 28 || (local->code != VECHE_CONNECTOR_ERROR_RATE_LIMITED && local->code != VECHE_CONNECTOR_ERROR_AUTH))
        continue;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return TRUE;
}

static GPtrArray *
veche_vk_take_results (JsonNode *node, guint n)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GPtrArray *results = g_ptr_array_new_with_free_func (veche_vk_node_free);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *one = i < veche_json_length (array) ? json_array_get_element (array, i) : NULL;

      g_ptr_array_add (results, one != NULL && JSON_NODE_HOLDS_OBJECT (one) ? json_node_ref (one) : NULL);
    }

  return results;
}

GPtrArray *
veche_vk_call_many (VecheApi *api, GPtrArray *calls, gboolean *alone, int *why, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *code = NULL;
  const char *pairs[] = { "code", NULL, NULL };
  int refused;

  g_return_val_if_fail (calls->len <= VECHE_VK_BATCH, NULL);

  *why = 0;
  if (*alone || calls->len == 1)
    return veche_vk_call_each (api, calls, why, error);

  code = veche_vk_write_code (calls);
  pairs[1] = code;
  node = veche_vk_ask (api, "execute", pairs, FALSE, &local);
  if (node != NULL)
    return veche_vk_check_results (api, json_node_get_object (node), why, error)
           ? veche_vk_take_results (json_object_get_member (json_node_get_object (node), "response"), calls->len) : NULL;

  /* Service keys may not execute; what is too much in one go goes in several; the rest is trouble. */
  refused = veche_vk_error_code (local);
  if (refused != 3 && refused != 5 && refused != 7 && refused != 13 && refused != 15 && refused != 20 && refused != 27 && refused != 28)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  *alone = refused != 13;

  return veche_vk_call_each (api, calls, why, error);
}
