/* veche-crowd-weights.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* What a reason weighs where it does not depend on the two things compared (handles: veche-handle.c). */
enum
{
  EMAIL = 85, PHONE = 80, LINK = 85, LINK_LOOSE = 70, AVATAR = 45, SITE = 25, SITE_OF_NAME = 40, SITE_OF_WHOLE_NAME = 65, SITE_OF_MANY = 5,
  NAME = 50, NAME_SHORT = 50, INITIALS = 50, NAME_NEARLY = 30, LONG_NAME_NEARLY = 40, INITIAL = 26, GIVEN_INITIAL = 22, GIVEN = 10, SURNAME = 14, FATHER = 15,
  RARE = 30, RARE_INITIAL = 16, COMMON = -10, VERY_COMMON = -15,
  CITY = 10, HOURS = 10, BIRTHDAY = 30, DAY = 18, HEADLINE = 10,
  OTHER_BIRTHDAY = -60, OTHER_CITY = -30, OTHER_CITY_FIRM = -8, OTHER_EMAIL = -12, OTHER_PHONE = -12, OTHER_FATHER = -60,
  OTHER_NAME = -50, ODD_NAME = -5, ODD_OWNER = -15, OTHER_GIVEN = -40, HER_OTHER_SURNAME = -8, OTHER_SURNAME = -35, FAMILY = -55, GENDER = -50, TWINS = -20,
  TALKED = -60, TALKED_ONCE = -30, SAME_PLATFORM = -20, NUMBERED = -20, SHARED = -50, SHARED_ADDRESS = -30, STAFF = -15,
};
