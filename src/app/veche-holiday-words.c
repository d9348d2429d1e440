/* veche-holiday-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After the labour codes: Russia, art. 112; Belarus, art. 147 and decree 157; Kazakhstan, art. 84 with the law on holidays; the federal holidays of
 * Germany; bank holidays of the United Kingdom; federal holidays of the United States.  Fixed days only.
 */

#include "veche-config.h"

#include "app/veche-holiday-words.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *nick, *name;
  const char *zones;   /* with commas around each */
} countries[] = {
  { "ru", NC_ ("country", "Russia"),
    ",Europe/Moscow,Europe/Kaliningrad,Europe/Samara,Europe/Saratov,Europe/Ulyanovsk,Europe/Volgograd,Europe/Kirov,Europe/Astrakhan,Asia/Yekaterinburg,"
    "Asia/Omsk,Asia/Novosibirsk,Asia/Barnaul,Asia/Tomsk,Asia/Novokuznetsk,Asia/Krasnoyarsk,Asia/Irkutsk,Asia/Chita,Asia/Yakutsk,Asia/Vladivostok,"
    "Asia/Khandyga,Asia/Ust-Nera,Asia/Magadan,Asia/Sakhalin,Asia/Srednekolymsk,Asia/Kamchatka,Asia/Anadyr," },
  { "by", NC_ ("country", "Belarus"), ",Europe/Minsk," },
  { "kz", NC_ ("country", "Kazakhstan"), ",Asia/Almaty,Asia/Qyzylorda,Asia/Aqtobe,Asia/Aqtau,Asia/Atyrau,Asia/Oral,Asia/Qostanay," },
  { "de", NC_ ("country", "Germany"), ",Europe/Berlin," },
  { "gb", NC_ ("country", "United Kingdom"), ",Europe/London," },
  { "us", NC_ ("country", "United States"), ",America/New_York,America/Chicago,America/Denver,America/Los_Angeles,America/Phoenix,America/Anchorage," },
};

static const struct
{
  const char *country;
  guint       month, day;
  const char *name;
} holidays[] = {
  { "ru", 1, 1, NC_ ("holiday", "New Year Holidays") },   { "ru", 1, 2, NC_ ("holiday", "New Year Holidays") },
  { "ru", 1, 3, NC_ ("holiday", "New Year Holidays") },   { "ru", 1, 4, NC_ ("holiday", "New Year Holidays") },
  { "ru", 1, 5, NC_ ("holiday", "New Year Holidays") },   { "ru", 1, 6, NC_ ("holiday", "New Year Holidays") },
  { "ru", 1, 7, NC_ ("holiday", "Christmas") },           { "ru", 1, 8, NC_ ("holiday", "New Year Holidays") },
  { "ru", 2, 23, NC_ ("holiday", "Defender’s Day") },     { "ru", 3, 8, NC_ ("holiday", "Women’s Day") },
  { "ru", 5, 1, NC_ ("holiday", "Labour Day") },          { "ru", 5, 9, NC_ ("holiday", "Victory Day") },
  { "ru", 6, 12, NC_ ("holiday", "Russia Day") },         { "ru", 11, 4, NC_ ("holiday", "Unity Day") },
  { "by", 1, 1, NC_ ("holiday", "New Year’s Day") },      { "by", 1, 2, NC_ ("holiday", "New Year’s Day") },
  { "by", 1, 7, NC_ ("holiday", "Christmas") },           { "by", 3, 8, NC_ ("holiday", "Women’s Day") },
  { "by", 5, 1, NC_ ("holiday", "Labour Day") },          { "by", 5, 9, NC_ ("holiday", "Victory Day") },
  { "by", 7, 3, NC_ ("holiday", "Independence Day") },    { "by", 11, 7, NC_ ("holiday", "October Revolution Day") },
  { "by", 12, 25, NC_ ("holiday", "Christmas") },
  { "kz", 1, 1, NC_ ("holiday", "New Year’s Day") },      { "kz", 1, 2, NC_ ("holiday", "New Year’s Day") },
  { "kz", 1, 7, NC_ ("holiday", "Christmas") },           { "kz", 3, 8, NC_ ("holiday", "Women’s Day") },
  { "kz", 3, 21, NC_ ("holiday", "Nauryz") },             { "kz", 3, 22, NC_ ("holiday", "Nauryz") },
  { "kz", 3, 23, NC_ ("holiday", "Nauryz") },             { "kz", 5, 1, NC_ ("holiday", "Unity Day") },
  { "kz", 5, 7, NC_ ("holiday", "Defender’s Day") },      { "kz", 5, 9, NC_ ("holiday", "Victory Day") },
  { "kz", 7, 6, NC_ ("holiday", "Capital Day") },         { "kz", 8, 30, NC_ ("holiday", "Constitution Day") },
  { "kz", 10, 25, NC_ ("holiday", "Republic Day") },      { "kz", 12, 16, NC_ ("holiday", "Independence Day") },
  { "de", 1, 1, NC_ ("holiday", "New Year’s Day") },      { "de", 5, 1, NC_ ("holiday", "Labour Day") },
  { "de", 10, 3, NC_ ("holiday", "Unity Day") },          { "de", 12, 25, NC_ ("holiday", "Christmas") },
  { "de", 12, 26, NC_ ("holiday", "Christmas") },
  { "gb", 1, 1, NC_ ("holiday", "New Year’s Day") },      { "gb", 12, 25, NC_ ("holiday", "Christmas") },
  { "gb", 12, 26, NC_ ("holiday", "Boxing Day") },
  { "us", 1, 1, NC_ ("holiday", "New Year’s Day") },      { "us", 6, 19, NC_ ("holiday", "Juneteenth") },
  { "us", 7, 4, NC_ ("holiday", "Independence Day") },    { "us", 11, 11, NC_ ("holiday", "Veterans Day") },
  { "us", 12, 25, NC_ ("holiday", "Christmas") },
};

guint
veche_holiday_n_countries (void)
{
  return G_N_ELEMENTS (countries);
}

const char *
veche_holiday_country_nick (guint country)
{
  return countries[country].nick;
}

const char *
veche_holiday_country_name (guint country)
{
  return g_dpgettext2 (NULL, "country", countries[country].name);
}

int
veche_holiday_country_of (const char *zone)
{
  g_autofree char *listed = g_strdup_printf (",%s,", zone != NULL ? zone : "");

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    if (strstr (countries[i].zones, listed) != NULL)
      return (int) i;

  return -1;
}

GPtrArray *
veche_holiday_offers (const char *country, GDate *from)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      GDate date;

      if (strcmp (holidays[i].country, country) != 0)
        continue;
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, (GDateDay) holidays[i].day, (GDateMonth) holidays[i].month, g_date_get_year (from));
      if (g_date_compare (&date, from) < 0)
        g_date_add_years (&date, 1);
      g_ptr_array_add (all, g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (&date), (guint) g_date_get_month (&date),
                                             (guint) g_date_get_day (&date)));
      g_ptr_array_add (all, g_strdup (g_dpgettext2 (NULL, "holiday", holidays[i].name)));
    }

  return all;
}
