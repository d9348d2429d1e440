/* test-pictures.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-net.h"
#include "connectors/veche-picture-fetch.h"
#include "model/veche-picture.h"
#include "support/fake-pictures.h"

#include <string.h>
#include <time.h>

/* What a server that hands out pictures may do to us, and what must come of it: an error, soon and small. */

static GBytes *
fetch (FakePictures *server, const char *path, gboolean own, GError **error)
{
  g_autofree char *url = fake_pictures_url (server, path);
  g_autofree char *host = g_strdup (strstr (url, "//") + 2);

  *strchr (host, '/') = '\0';

  return veche_picture_fetch (url, own ? host : NULL, NULL, error);
}

static void
test_fetch (void)
{
  static const struct { const char *path; int code; const char *words; } cases[] = {
    { "/huge.png", VECHE_CONNECTOR_ERROR_PROTOCOL, "too many pixels" },
    { "/wide.png", VECHE_CONNECTOR_ERROR_PROTOCOL, "too many pixels" },
    { "/endless.png", VECHE_CONNECTOR_ERROR_PROTOCOL, "far too large" },
    { "/bomb.svg", VECHE_CONNECTOR_ERROR_PROTOCOL, "no PNG, JPEG or WebP" },
    { "/scans.jpg", VECHE_CONNECTOR_ERROR_PROTOCOL, "too many parts" },
    { "/text.png", VECHE_CONNECTOR_ERROR_PROTOCOL, "no PNG, JPEG or WebP" },
    { "/gone.png", VECHE_CONNECTOR_ERROR_NOT_FOUND, "" },
    { "/away.png", VECHE_CONNECTOR_ERROR_PRIVATE, "private" },
    { "/loop.png", VECHE_CONNECTOR_ERROR_PROTOCOL, "elsewhere" },
  };
  FakePictures *server = fake_pictures_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) good = fetch (server, "/good.png", TRUE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (good);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      clock_t began = clock ();

      g_assert_null (fetch (server, cases[i].path, TRUE, &error));
      g_test_message ("%s: %s", cases[i].path, error->message);
      g_assert_error (error, VECHE_CONNECTOR_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_cmpint (clock () - began, <, 10 * CLOCKS_PER_SEC);   /* work, the server's included, whatever else the machine does */
      g_clear_error (&error);
    }
  g_assert_cmpuint (fake_pictures_requests (server, "/secret"), ==, 0);
  g_assert_cmpuint (fake_pictures_requests (server, "/loop"), ==, 6);
  fake_pictures_free (server);
}

/* An address that a stranger chose leads nowhere near this machine. */
static void
test_guard (void)
{
  static const char *const urls[] = { "https://127.0.0.1/a.png", "https://localhost/a.png", "https://[::1]/a.png", "https://192.168.1.1/a.png", "http://example.org/a.png",
                                      "file:///etc/passwd", "data:image/png;base64,AAAA", "https://a:b@example.org/a.png", "" };
  FakePictures *server = fake_pictures_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (server, "/good.png", FALSE, &error));
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_assert_null (veche_picture_fetch (urls[i], NULL, NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  g_assert_cmpuint (fake_pictures_requests (server, "/"), ==, 0);
  fake_pictures_free (server);
}

/* A server of old shows its pictures to all, one of today to who is signed in; before that it is not told that there are none. */
static void
test_key (void)
{
  FakePictures *server = fake_pictures_new ();
  g_autofree char *base = fake_pictures_url (server, "");
  g_autofree char *longer = g_strconcat (base, "0", NULL);
  const char *old = "/_matrix/media/v3/thumbnail/old?width=96", *new = "/_matrix/media/v3/thumbnail/new?width=96";
  g_autoptr (GBytes) before = fetch (server, old, TRUE, NULL), after = NULL, shown = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (before);
  g_assert_null (fetch (server, new, TRUE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  g_clear_error (&error);

  veche_picture_set_key (base, "over");
  g_assert_null (fetch (server, new, TRUE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  g_clear_error (&error);

  veche_picture_set_key (longer, FAKE_PICTURES_KEY);     /* of another server */
  veche_picture_set_key (base, FAKE_PICTURES_KEY);
  shown = fetch (server, new, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (shown);
  after = fetch (server, old, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (after);
  g_clear_pointer (&shown, g_bytes_unref);
  shown = fetch (server, "/good.png", TRUE, &error);
  g_assert_no_error (error);

  veche_picture_set_key (base, NULL);
  g_assert_null (fetch (server, new, TRUE, NULL));
  fake_pictures_free (server);
}

static void
test_heads (void)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00, 0xff, 0xc0, 0x00, 0x11, 0x08, 0x00, 0x64, 0x00, 0xc8, 0x03, 0x01, 0x11 };
  static const guint8 no_frame[] = { 0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 };
  static const guint8 lossless[] = { 'R', 'I', 'F', 'F', 22, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 10, 0, 0, 0, 0x2f, 0x63, 0x40, 0x0c, 0x00, 0, 0, 0, 0, 0 };
  static const guint8 moving[] = { 'R', 'I', 'F', 'F', 22, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0, 0, 0, 0x02, 0, 0, 0, 9, 0, 0, 9, 0, 0 };
  static const guint8 extended[] = { 'R', 'I', 'F', 'F', 22, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0, 0, 0, 0x00, 0, 0, 0, 9, 0, 0, 19, 0, 0 };
  static const struct { const guint8 *data; gsize size; VechePictureType type; guint width, height; } cases[] = {
    { jpeg, sizeof jpeg, VECHE_PICTURE_JPEG, 200, 100 },      { no_frame, sizeof no_frame, VECHE_PICTURE_NONE, 0, 0 },
    { lossless, sizeof lossless, VECHE_PICTURE_WEBP, 100, 50 }, { moving, sizeof moving, VECHE_PICTURE_NONE, 0, 0 },
    { extended, sizeof extended, VECHE_PICTURE_WEBP, 10, 20 }, { jpeg, 5, VECHE_PICTURE_NONE, 0, 0 },
    { (const guint8 *) "GIF89a\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", 30, VECHE_PICTURE_NONE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].data, cases[i].size);
      guint width, height;

      g_assert_cmpint (veche_picture_check (bytes, &width, &height, NULL), ==, cases[i].type);
      g_assert_cmpuint (width, ==, cases[i].width);
      g_assert_cmpuint (height, ==, cases[i].height);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (15, 30);

  g_test_add_func ("/connectors/pictures/heads", test_heads);
  g_test_add_func ("/connectors/pictures/fetch", test_fetch);
  g_test_add_func ("/connectors/pictures/guard", test_guard);
  g_test_add_func ("/connectors/pictures/key", test_key);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
