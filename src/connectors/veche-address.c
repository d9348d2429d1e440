/* veche-address.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-address.h"

#include <arpa/inet.h>
#include <string.h>

static gboolean
veche_address_v4_is_private (guint32 ip)
{
  static const struct { guint32 net; guint8 bits; } ranges[] = {
    { 0x00000000, 8 },    /* this network */
    { 0x0a000000, 8 },    /* 10/8 */
    { 0x64400000, 10 },   /* 100.64/10, carrier NAT */
    { 0x7f000000, 8 },    /* loopback */
    { 0xa9fe0000, 16 },   /* link local, cloud metadata */
    { 0xac100000, 12 },   /* 172.16/12 */
    { 0xc0000000, 24 },   /* protocol assignments */
    { 0xc0a80000, 16 },   /* 192.168/16 */
    { 0xc6120000, 15 },   /* benchmarks */
    { 0xe0000000, 4 },    /* multicast */
    { 0xf0000000, 4 },    /* reserved, broadcast */
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if ((ip & (~0u << (32 - ranges[i].bits))) == ranges[i].net)
      return TRUE;

  return FALSE;
}

static guint32
veche_address_read_v4 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* An IPv6 address may carry an IPv4 one: mapped, compatible, NAT64, 6to4. */
static gboolean
veche_address_v6_is_private (const guint8 *b)
{
  static const guint8 zeros[12] = { 0 };
  static const guint8 nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

  if (memcmp (b, zeros, 10) == 0 && b[10] == 0xff && b[11] == 0xff)
    return veche_address_v4_is_private (veche_address_read_v4 (b + 12));
  if (memcmp (b, zeros, 12) == 0)
    return TRUE;   /* ::, ::1 and the long abandoned ::a.b.c.d */
  if (memcmp (b, nat64, 12) == 0)
    return veche_address_v4_is_private (veche_address_read_v4 (b + 12));
  if (b[0] == 0x20 && b[1] == 0x02)
    return veche_address_v4_is_private (veche_address_read_v4 (b + 2));
  if ((b[0] & 0xfe) == 0xfc || b[0] == 0xff)
    return TRUE;   /* unique local, multicast */
  if (b[0] == 0xfe)
    return TRUE;   /* link local, site local */

  return b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0;   /* Teredo */
}

gboolean
veche_address_is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return veche_address_v4_is_private (veche_address_read_v4 (bytes));

  return veche_address_v6_is_private (bytes);
}

gboolean
veche_address_host_is_private (const char *host)
{
  g_autofree char *bare = NULL;
  g_autoptr (GInetAddress) address = NULL;
  struct in_addr loose;
  gsize length;

  if (host == NULL || *host == '\0')
    return TRUE;

  bare = g_ascii_strdown (host[0] == '[' ? host + 1 : host, -1);
  length = strlen (bare);
  while (length > 0 && (bare[length - 1] == ']' || bare[length - 1] == '.'))
    bare[--length] = '\0';

  if (g_str_equal (bare, "localhost") || g_str_has_suffix (bare, ".localhost") || g_str_has_suffix (bare, ".local"))
    return TRUE;

  if (inet_aton (bare, &loose) != 0)   /* takes 127.1, 2130706433, 0x7f.1, 0177.0.0.1 as resolvers do */
    return veche_address_v4_is_private (g_ntohl (loose.s_addr));

  if (strchr (bare, '%') != NULL)
    return TRUE;   /* a zone index is always link local */

  address = g_inet_address_new_from_string (bare);

  return address != NULL && veche_address_is_private (address);
}
