/* test-vk-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What VK writes, read without a server.
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-vk-call.h"
#include "connectors/veche-vk-cursor.h"
#include "connectors/veche-vk-events.h"
#include "connectors/veche-vk-parse.h"
#include "connectors/veche-vk-send.h"

#include <string.h>

static void
test_markup (void)
{
  static const struct { const char *text, *plain, *mentions; } cases[] = {
    { "[id1|Павел], привет", "Павел, привет", "1" },
    { "[club7|Клуб] и [public8|Соседи]", "Клуб и Соседи", "-7 -8" },
    { "[id5:bp-7_12|Анна], да", "Анна, да", "5" },
    { "[https://vk.com/page|сюда]", "сюда (https://vk.com/page)", "" },
    { "[durov|Павел] тут", "Павел тут", "" },
    { "[1] сноска [x] [|пусто] [id|мимо]", "[1] сноска [x] [|пусто] мимо", "" },
    { "[id1|не закрыто", "[id1|не закрыто", "" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *plain = veche_vk_plain (cases[i].text, mentions);
      g_autofree char *joined = NULL;

      g_ptr_array_add (mentions, NULL);
      joined = g_strjoinv (" ", (char **) mentions->pdata);
      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (joined, ==, cases[i].mentions);
    }
}

static void
test_group (void)
{
  static const char *const cases[][2] = { { "club7", "7" }, { "https://vk.com/public7", "7" }, { "-7", "7" }, { "7", "7" }, { "vk.com/klub/", "klub" },
                                          { "@klub", "klub" }, { "https://vk.com/club7?w=wall-7_1", "7" }, { "", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *group = veche_vk_dup_group (cases[i][0]);

      g_assert_cmpstr (group, ==, cases[i][1]);
    }
}

static void
test_errors (void)
{
  static const struct { int code, kind; } cases[] = {
    { 5, VECHE_CONNECTOR_ERROR_AUTH }, { 6, VECHE_CONNECTOR_ERROR_RATE_LIMITED }, { 7, VECHE_CONNECTOR_ERROR_REJECTED },
    { 9, VECHE_CONNECTOR_ERROR_RATE_LIMITED }, { 10, VECHE_CONNECTOR_ERROR_OFFLINE }, { 14, VECHE_CONNECTOR_ERROR_REJECTED },
    { 15, VECHE_CONNECTOR_ERROR_REJECTED }, { 18, VECHE_CONNECTOR_ERROR_NOT_FOUND }, { 27, VECHE_CONNECTOR_ERROR_AUTH },
    { 29, VECHE_CONNECTOR_ERROR_RATE_LIMITED }, { 100, VECHE_CONNECTOR_ERROR_REJECTED }, { 203, VECHE_CONNECTOR_ERROR_REJECTED },
    { 212, VECHE_CONNECTOR_ERROR_REJECTED }, { 901, VECHE_CONNECTOR_ERROR_REJECTED }, { 902, VECHE_CONNECTOR_ERROR_REJECTED },
    { 77777, VECHE_CONNECTOR_ERROR_REJECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint acts = 0; acts < 2; acts++)
      {
        g_autoptr (VecheApi) api = veche_api_new ("https://api.vk.com", "t", FALSE, NULL);
        g_autoptr (GError) error = NULL;

        veche_vk_set_error (api, cases[i].code, acts, &error);
        g_assert_true (error->domain == VECHE_CONNECTOR_ERROR);
        g_assert_cmpint (error->code, ==, acts && cases[i].kind == VECHE_CONNECTOR_ERROR_OFFLINE ? VECHE_CONNECTOR_ERROR_UNKNOWN : cases[i].kind);
        g_assert_cmpint (veche_vk_error_code (error), ==, cases[i].code);
        g_assert_true ((api->retry_after != 0) == (cases[i].kind == VECHE_CONNECTOR_ERROR_RATE_LIMITED));
      }
}

static void
test_places (void)
{
  VecheVkPlaceOfReply place;

  g_assert_true (veche_vk_reply_read (&place, "wall-7", "45_46"));
  g_assert_true (place.kind == 'w' && place.owner == -7 && place.id == 45 && place.comment == 46);
  g_assert_true (veche_vk_reply_read (&place, "board-7_12", "77"));
  g_assert_true (place.kind == 'b' && place.id == 12 && place.comment == 77);
  g_assert_true (veche_vk_reply_read (&place, "talk-7_2000000001", "5"));
  g_assert_true (place.kind == 'm' && place.id == G_GINT64_CONSTANT (2000000001) && place.comment == 5);
  g_assert_true (veche_vk_reply_read (&place, "mentions-7", "-55_3"));
  g_assert_true (place.kind == 'w' && place.owner == -55 && place.id == 3 && place.comment == 0);
  g_assert_false (veche_vk_reply_read (&place, "wall-7", NULL));
  g_assert_false (veche_vk_reply_read (&place, "wall-x", "1"));
  g_assert_false (veche_vk_reply_read (&place, "elsewhere", "1"));
  g_assert_cmpint (veche_vk_random_id ("a"), ==, veche_vk_random_id ("a"));
  g_assert_cmpint (veche_vk_random_id ("a"), !=, veche_vk_random_id ("b"));
  g_assert_cmpint (veche_vk_random_id (NULL), >, 0);
}

static void
test_cursor (void)
{
  g_autoptr (VecheVkCursor) cursor = veche_vk_cursor_read (NULL);
  g_autoptr (VecheVkCursor) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;
  VecheVkItem item;

  veche_vk_cursor_push (cursor, &(VecheVkItem) { .kind = 'w', .id = 45, .comment = 46, .offset = 100, .latest = TRUE });
  g_assert_cmpint (veche_vk_cursor_swap (cursor, 'w', 45, 3), ==, -1);
  g_assert_cmpint (veche_vk_cursor_swap (cursor, 'w', 45, 4), ==, 3);
  cursor->ts = g_strdup ("12");
  text = veche_vk_cursor_write (cursor);
  again = veche_vk_cursor_read (text);
  same = veche_vk_cursor_write (again);
  g_assert_cmpstr (text, ==, same);
  g_assert_true (veche_vk_item_read (&item, g_ptr_array_index (again->queue, 0)));
  g_assert_true (item.kind == 'w' && item.id == 45 && item.comment == 46 && item.offset == 100 && item.latest);
  g_assert_false (veche_vk_item_read (&item, "z1/0@0"));
  g_assert_false (veche_vk_item_read (&item, "w"));
}

static void
test_events_hostile (void)
{
  static const char *const groups[] = {
    "[]", "[1,null,[],{}]", "[{\"id\":5,\"type\":\"event\",\"name\":\"x\",\"start_date\":99999999999999}]", "[{\"id\":5,\"type\":\"group\",\"name\":\"x\",\"start_date\":1900000000}]",
    "[{\"id\":-5,\"type\":\"event\",\"name\":\"x\",\"start_date\":1900000000}]", "[{\"id\":5,\"type\":\"event\",\"name\":7,\"start_date\":1900000000}]",
    "[{\"id\":5,\"type\":\"event\",\"name\":\"x\",\"start_date\":1900000000,\"deactivated\":\"banned\"}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (groups[i], NULL);
      g_autoptr (GPtrArray) found = veche_vk_read_events (json_node_get_array (node), 0);

      g_assert_cmpuint (found->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/vk-parse/markup", test_markup);
  g_test_add_func ("/connectors/vk-parse/group", test_group);
  g_test_add_func ("/connectors/vk-parse/errors", test_errors);
  g_test_add_func ("/connectors/vk-parse/places", test_places);
  g_test_add_func ("/connectors/vk-parse/cursor", test_cursor);
  g_test_add_func ("/connectors/vk-parse/gatherings-hostile", test_events_hostile);

  return g_test_run ();
}
