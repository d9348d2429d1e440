/* veche-profile-head.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-log-popover.h"
#include "app/veche-member-edits.h"
#include "app/veche-profile-head.h"
#include "app/veche-typed.h"
#include "app/veche-wrap-layout.h"
#include "app/veche-write-to.h"
#include "model/veche-text.h"

#define AVATAR_WIDE   88
#define AVATAR_NARROW 72

struct _VecheProfileHead
{
  AdwBin           parent_instance;

  VecheSession    *session;    /* (owned) (nullable) */
  VecheProfile    *profile;    /* (owned) (nullable) */

  GtkStack        *stack;
  GtkBox          *box;
  AdwAvatar       *avatar;
  GtkBox          *texts;
  GtkBox          *name_line;
  GtkLabel        *name;
  GtkWidget       *vip;
  GtkLabel        *second;
  GtkBox          *identities;    /* the accounts, and last the button that adds one */
  GtkWidget       *add_identity;
  GtkBox          *buttons;
  GtkMenuButton   *log_button;
  VecheLogPopover *log_popover;
  GtkPopover      *identity_popover;
  GtkDropDown     *platform;
  GtkEntry        *handle;

  GtkEntry        *name_entry;
  GtkEntry        *address_entry;
  GtkEntry        *headline_entry;
  GtkEntry        *city_entry;
  GtkEntry        *birthday_entry;
  VecheTyped      *typed[5];      /* (unowned): of the entries, each lives with its own */
};

G_DEFINE_FINAL_TYPE (VecheProfileHead, veche_profile_head, ADW_TYPE_BIN)

/* In the order of the drop-down. */
static const char *const platforms[] = { "telegram", "mastodon", "vk", "discourse", "email", "phone", "web" };

static VecheMemberRef
profile_head_member (VecheProfileHead *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

static void
profile_head_set_label (GtkLabel *label, const char *text)
{
  g_autofree char *clean = veche_text_clamp (text != NULL ? text : "", 300, FALSE);

  gtk_label_set_text (label, clean);
}

static void
head_append (GString *line, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, text);
}

static void
profile_head_fill_texts (VecheProfileHead *self)
{
  VecheMember *member = self->profile->member;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *name = veche_text_clamp (member->name, 200, FALSE);

  head_append (line, member->headline);
  head_append (line, member->city);
  head_append (line, member->address_as);

  veche_faces_show (self->avatar, member->parent.uid, name);
  gtk_label_set_text (self->name, name);
  gtk_widget_set_visible (self->vip, member->important);
  profile_head_set_label (self->second, line->str);
  gtk_widget_set_visible (GTK_WIDGET (self->second), line->len > 0);
}

static const VecheIdentity *
profile_head_identity (VecheProfileHead *self, gpointer widget)
{
  return g_ptr_array_index (self->profile->identities,
                            GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index")));
}

static void
profile_head_open_identity_cb (GtkButton *button, VecheProfileHead *self)
{
  const VecheIdentity *identity = profile_head_identity (self, button);
  g_autofree char *uri = veche_identity_uri (identity);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  if (uri != NULL)
    veche_session_open_uri (self->session, GTK_WIDGET (self), uri);
}

static void
profile_head_copy_identity_cb (GtkButton *button, VecheProfileHead *self)
{
  const VecheIdentity *identity = profile_head_identity (self, button);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          identity->handle != NULL ? identity->handle : identity->remote_id);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  veche_session_toast (self->session, _ ("Copied"));
}

static void
profile_head_remove_identity_cb (GtkButton *button, VecheProfileHead *self)
{
  VecheMemberRef member = profile_head_member (self);
  g_autofree char *uid = g_strdup (profile_head_identity (self, button)->uid);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  veche_member_remove_identity (&member, uid);
}

static void
profile_head_add_choice (VecheProfileHead *self, GtkWidget *box, const char *label, guint index, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

/* "anna_y (until 3 Mar), anna_1990 (until 12.04.2024)" */
static char *
profile_head_earlier_handles (const VecheIdentity *identity)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < identity->earlier->len; i++)
    {
      VecheEarlierHandle *earlier = identity->earlier->pdata[i];
      g_autofree char *handle = veche_text_clamp (earlier->handle, 60, FALSE);
      g_autofree char *until = veche_time_short (earlier->until);

      g_string_append (text, i > 0 ? ", " : "");
      /* Translators: an earlier handle of an account, and the last day on which it was seen */
      g_string_append_printf (text, _ ("%s (until %s)"), handle, until);
    }

  return g_string_free (text, FALSE);
}

static GtkWidget *
profile_head_identity_popover_new (VecheProfileHead *self, const VecheIdentity *identity, guint index)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption;
  g_autofree char *uri = veche_identity_uri (identity);
  g_autofree char *earlier = profile_head_earlier_handles (identity);
  g_autofree char *about = NULL;

  /* Translators: the platform of an account, and earlier handles */
  about = *earlier != '\0'
            ? g_strdup_printf (_ ("%s, before: %s"), veche_platform_name (identity->platform), earlier)
            : g_strdup (veche_platform_name (identity->platform));
  caption = gtk_label_new (about);
  gtk_widget_add_css_class (caption, "veche-heading");
  gtk_box_append (GTK_BOX (box), caption);
  if (uri != NULL)
    profile_head_add_choice (self, box, _ ("_Open in Browser"), index, G_CALLBACK (profile_head_open_identity_cb));
  profile_head_add_choice (self, box, _ ("_Copy"), index, G_CALLBACK (profile_head_copy_identity_cb));
  profile_head_add_choice (self, box, _ ("_Remove Account"), index, G_CALLBACK (profile_head_remove_identity_cb));
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static GtkWidget *
profile_head_identity_new (VecheProfileHead *self, guint index)
{
  const VecheIdentity *identity = g_ptr_array_index (self->profile->identities, index);
  const char *shown = identity->handle != NULL && *identity->handle != '\0' ? identity->handle
                      : identity->name != NULL && *identity->name != '\0'   ? identity->name
                                                                            : identity->remote_id;
  gboolean at = g_str_equal (identity->platform, "telegram") && identity->handle != NULL && *identity->handle != '\0';
  g_autofree char *clean = veche_text_clamp (shown, 60, FALSE);
  g_autofree char *text = g_strconcat (at ? "@" : "", clean, NULL);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_platform_icon (identity->platform));
  g_autofree char *spoken = g_strdup_printf ("%s: %s", veche_platform_name (identity->platform), text);

  gtk_widget_add_css_class (label, "veche-small");
  gtk_widget_add_css_class (icon, "veche-second");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), 8));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), profile_head_identity_popover_new (self, identity, index));
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "veche-identity");

  return button;
}

static void
profile_head_fill_identities (VecheProfileHead *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->identities))) != self->add_identity)
    gtk_box_remove (self->identities, child);

  for (guint i = self->profile->identities->len; i > 0; i--)
    gtk_box_prepend (self->identities, profile_head_identity_new (self, i - 1));
}

static const struct
{
  const char *field;
  gsize       entry;    /* offset of the entry */
} entries[] = {
  { "name", G_STRUCT_OFFSET (VecheProfileHead, name_entry) },
  { "address_as", G_STRUCT_OFFSET (VecheProfileHead, address_entry) },
  { "headline", G_STRUCT_OFFSET (VecheProfileHead, headline_entry) },
  { "city", G_STRUCT_OFFSET (VecheProfileHead, city_entry) },
  { "birthday", G_STRUCT_OFFSET (VecheProfileHead, birthday_entry) },
};

static GtkEditable *
profile_head_entry (VecheProfileHead *self, guint index)
{
  return GTK_EDITABLE (G_STRUCT_MEMBER (GtkEntry *, self, entries[index].entry));
}

static const char *
profile_head_stored (VecheProfileHead *self, guint index)
{
  VecheMember *member = self->profile->member;
  const char *const stored[]
    = { member->name, member->address_as, member->headline, member->city, self->profile->birthday };

  return stored[index] != NULL ? stored[index] : "";
}

static void
profile_head_fill_entries (VecheProfileHead *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      veche_typed_set_of (GTK_WIDGET (profile_head_entry (self, i)), self->profile->member->parent.uid);
      veche_typed_set_stored (self->typed[i], profile_head_stored (self, i));
    }
}

static gboolean
birthday_is_valid (const char *text)
{
  return *text == '\0' || g_regex_match_simple ("^([12][0-9]{3}|-)-[01][0-9]-[0-3][0-9]$", text, 0, 0);
}

static void
profile_head_say (GtkWidget *entry, const char *text)
{
  VecheProfileHead *self = VECHE_PROFILE_HEAD (gtk_widget_get_ancestor (entry, VECHE_TYPE_PROFILE_HEAD));
  VecheMemberRef member = profile_head_member (self);
  const char *problem = NULL;
  guint i = 0;

  while (GTK_WIDGET (profile_head_entry (self, i)) != entry)
    i++;
  if (i == 0 && *text == '\0')
    problem = _ ("A member needs a name");
  else if (i == 4 && !birthday_is_valid (text))
    problem = _ ("Write the birthday like 1990-04-23");
  veche_typed_set_problem (self->typed[i], problem);
  if (problem == NULL)
    veche_member_set_words (&member, entries[i].field, text, _ ("Saved"), veche_typed_hold (entry, NULL));
}

static void
profile_head_failed (GtkWidget *entry)
{
  VecheProfileHead *self = VECHE_PROFILE_HEAD (gtk_widget_get_ancestor (entry, VECHE_TYPE_PROFILE_HEAD));

  gtk_stack_set_visible_child_name (self->stack, "edit");
}

static const VecheTypedField profile_head_field = { .say = profile_head_say, .failed = profile_head_failed };

static gboolean
profile_head_has_problem (VecheProfileHead *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (gtk_widget_has_css_class (GTK_WIDGET (profile_head_entry (self, i)), "error"))
      return TRUE;

  return FALSE;
}

static void
profile_head_done_cb (VecheProfileHead *self)
{
  veche_profile_head_commit (self);
  if (!profile_head_has_problem (self))
    gtk_stack_set_visible_child_name (self->stack, "view");
}

static void
profile_head_call_cb (VecheProfileHead *self)
{
  veche_log_popover_open (self->log_popover, "call");
}

static void
profile_head_logged_cb (VecheProfileHead *self, const char *kind, const char *text, gint64 at)
{
  VecheMemberRef member = profile_head_member (self);

  veche_member_log (&member, kind, text, at);
}

static void
profile_head_add_identity_cb (VecheProfileHead *self)
{
  VecheMemberRef member = profile_head_member (self);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->handle))));
  guint platform = gtk_drop_down_get_selected (self->platform);

  if (*typed == '\0' || platform >= G_N_ELEMENTS (platforms))
    return;

  veche_member_identity (&member, platforms[platform], typed);
  gtk_editable_set_text (GTK_EDITABLE (self->handle), "");
  gtk_popover_popdown (self->identity_popover);
}

static void
veche_profile_head_dispose (GObject *object)
{
  VecheProfileHead *self = VECHE_PROFILE_HEAD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);

  G_OBJECT_CLASS (veche_profile_head_parent_class)->dispose (object);
}

static void
veche_profile_head_class_init (VecheProfileHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_profile_head_dispose;

  g_type_ensure (VECHE_TYPE_LOG_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-profile-head.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, box);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, texts);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, name_line);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, name);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, vip);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, second);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, identities);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, buttons);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, log_button);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, log_popover);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, add_identity);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, identity_popover);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, platform);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, handle);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, name_entry);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, address_entry);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, headline_entry);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, city_entry);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileHead, birthday_entry);
  gtk_widget_class_bind_template_callback (widget_class, profile_head_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_head_call_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_head_logged_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_head_add_identity_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_profile_head_edit);
  gtk_widget_class_bind_template_callback (widget_class, veche_profile_head_commit);
}

static void
veche_profile_head_init (VecheProfileHead *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->identities), veche_wrap_layout_new (10, 2));
  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    gtk_string_list_append (names, veche_platform_name (platforms[i]));
  gtk_drop_down_set_model (self->platform, G_LIST_MODEL (names));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    self->typed[i] = veche_typed_new (GTK_WIDGET (profile_head_entry (self, i)), &profile_head_field);
}

void
veche_profile_head_set_profile (VecheProfileHead *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;
  gboolean same;

  g_return_if_fail (VECHE_IS_PROFILE_HEAD (self));

  before = self->profile;
  same = before != NULL && profile != NULL && before->member->parent.id == profile->member->parent.id;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_set_object (&self->session, session);
  if (profile != NULL)
    {
      profile_head_fill_texts (self);
      profile_head_fill_identities (self);
      if (!same)
        gtk_stack_set_visible_child_name (self->stack, "view");
      profile_head_fill_entries (self);
    }
  g_clear_pointer (&before, veche_record_unref);
}

void
veche_profile_head_set_narrow (VecheProfileHead *self, gboolean narrow)
{
  GtkAlign align = narrow ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL;

  g_return_if_fail (VECHE_IS_PROFILE_HEAD (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->box, narrow ? 12 : 18);
  adw_avatar_set_size (self->avatar, narrow ? AVATAR_NARROW : AVATAR_WIDE);
  gtk_widget_set_halign (GTK_WIDGET (self->avatar), narrow ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_halign (GTK_WIDGET (self->name_line), align);
  gtk_label_set_xalign (self->second, narrow ? .5f : 0);
  gtk_widget_set_halign (GTK_WIDGET (self->identities), narrow ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_CENTER : GTK_ALIGN_END);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

void
veche_profile_head_edit (VecheProfileHead *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_HEAD (self));

  gtk_stack_set_visible_child_name (self->stack, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

void
veche_profile_head_log (VecheProfileHead *self, const char *kind)
{
  g_return_if_fail (VECHE_IS_PROFILE_HEAD (self));

  gtk_stack_set_visible_child_name (self->stack, "view");
  veche_log_popover_open (self->log_popover, kind);
}

void
veche_profile_head_commit (VecheProfileHead *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_HEAD (self));

  if (self->profile == NULL || !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "edit"))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    veche_typed_commit (self->typed[i]);
}

gboolean
veche_profile_head_back (VecheProfileHead *self)
{
  g_return_val_if_fail (VECHE_IS_PROFILE_HEAD (self), FALSE);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "edit"))
    return FALSE;

  profile_head_done_cb (self);

  return TRUE;
}
