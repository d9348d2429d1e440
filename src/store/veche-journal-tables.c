/* veche-journal-tables.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person may change: the journalled tables and fields of data/schema.  A test compares this list with the schema, so that a new
 * column is either here or named there as derived.
 */

#include "store/veche-journal-private.h"

/* Parents stand before their children. */
static const VecheJournalField community_fields[] = {
  { "name" },
  { "kind", .preset = "'square'" },
  { "created" },
};

static const VecheJournalField agenda_fields[] = {
  { "name" }, { "shape" }, { "position", .preset = "0" }, { "low", .preset = "20" }, { "high", .preset = "50" },
};

static const VecheJournalField member_fields[] = {
  { "name" },
  { "address_as" },
  { "headline" },
  { "city" },
  { "birthday", .plain = TRUE },
  { "motives" },
  { "needs" },
  { "likes" },
  { "dislikes" },
  { "manner", .plain = TRUE },
  { "origin" },
  { "do_not_contact", .preset = "0", .plain = TRUE },
  { "do_not_mention", .preset = "0", .plain = TRUE },
  { "important", .preset = "0", .plain = TRUE, .judged = TRUE },
  { "role", .preset = "''", .outside = TRUE, .judged = TRUE },
  { "stage", .preset = "''", .outside = TRUE, .plain = TRUE, .judged = TRUE },
  { "me", .preset = "0", .outside = TRUE, .judged = TRUE },
  { "archived", .preset = "0", .plain = TRUE },
  { "joined", .outside = TRUE, .judged = TRUE },
  { "created" },
  { "batch_id", .ref = "batch", .outside = TRUE },
  { "merged_into_id", .ref = "member" },
  { "came_through_id", .ref = "member" },
  { "offers" },
  { "leader", .preset = "0", .plain = TRUE },
  { "reach", .preset = "0", .plain = TRUE },
  { "watched", .preset = "0", .plain = TRUE },
  { "preferred_platform", .plain = TRUE },
  { "quiet_from" },
  { "quiet_until" },
};

static const VecheJournalField membership_fields[] = {
  { "community_id", .ref = "community", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "joined", .outside = TRUE },
  { "left_at", .outside = TRUE },
  { "batch_id", .ref = "batch", .outside = TRUE },
};

/* An account that a person typed learns its lasting id, and whatever else the platform says, from the first sync that
 * meets it. */
static const VecheJournalField identity_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "platform" },
  { "instance", .preset = "''" },
  { "remote_id", .loose = TRUE },
  { "handle", .loose = TRUE },
  { "display_name", .loose = TRUE },
  { "url", .loose = TRUE },
  { "avatar_url", .loose = TRUE },
  { "bot", .preset = "0", .loose = TRUE },
  { "deleted", .preset = "0", .loose = TRUE },
  { "first_seen", .loose = TRUE },
  { "batch_id", .ref = "batch", .outside = TRUE },
};

static const VecheJournalField member_note_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "at" },
  { "author" },
  { "text" },
};

static const VecheJournalField tag_fields[] = {
  { "name" },
};

static const VecheJournalField member_tag_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "tag_id", .ref = "tag", .cascade = TRUE, .required = TRUE },
};

static const VecheJournalField competency_fields[] = {
  { "name" },
  { "parent_id", .ref = "competency" },
  { "about" },
};

static const VecheJournalField competency_alias_fields[] = {
  { "competency_id", .ref = "competency", .cascade = TRUE, .required = TRUE },
  { "alias" },
};

static const VecheJournalField member_competency_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "competency_id", .ref = "competency", .cascade = TRUE, .required = TRUE },
  { "level", .preset = "1" },
  { "origin", .preset = "'confirmed'" },
  { "at" },
};

static const VecheJournalField source_fields[] = {
  { "type" },
  { "name" },
  { "url" },
  { "words" },
  { "own_server", .preset = "0" },
  { "paused", .preset = "0" },
  { "every", .preset = "300" },
  { "created" },
  { "settings" },
  { "quiet_from" },
  { "quiet_to" },
  { "metered", .preset = "0" },
  { "snoozed" },
};

static const VecheJournalField source_check_fields[] = {
  { "source_id", .ref = "source", .cascade = TRUE, .required = TRUE },
  { "at" },
  { "found", .preset = "0" },
};

static const VecheJournalField channel_fields[] = {
  { "platform" },
  { "instance", .preset = "''" },
  { "remote_id" },
  { "source_id", .ref = "source", .outside = TRUE, .loose = TRUE },
  { "community_id", .ref = "community", .outside = TRUE },
  { "parent_id", .ref = "channel", .cascade = TRUE, .outside = TRUE },
  { "name", .outside = TRUE },
  { "kind", .outside = TRUE },
  { "url", .outside = TRUE },
  { "batch_id", .ref = "batch", .outside = TRUE },
};

static const VecheJournalField interaction_fields[] = {
  { "kind" },
  { "at" },
  { "channel_id", .ref = "channel" },
  { "remote_id" },
  { "identity_id", .ref = "identity", .loose = TRUE },
  { "member_id", .ref = "member", .loose = TRUE },
  { "direction", .preset = "'in'" },
  { "reply_to" },
  { "reply_to_id", .ref = "interaction", .loose = TRUE },
  { "thread" },
  { "text" },
  { "url" },
  { "edited" },
  { "deleted" },
  { "meta" },
  { "batch_id", .ref = "batch" },
};

static const VecheJournalField triage_fields[] = {
  { "interaction_id", .ref = "interaction", .cascade = TRUE, .required = TRUE },
  { "reason" },
  { "at" },
  { "state", .preset = "'open'" },
  { "snoozed_until" },
  { "due" },
  { "closed" },
  { "batch_id", .ref = "batch" },
  { "boost", .preset = "0" },
  { "owner_id", .ref = "member" },
  { "owner_due" },
  { "owner_note" },
  { "noise", .loose = TRUE },
};

/* not_before moves on with each attempt. */
static const VecheJournalField outbox_fields[] = {
  { "source_id", .ref = "source", .cascade = TRUE, .required = TRUE },
  { "interaction_id", .ref = "interaction", .cascade = TRUE, .required = TRUE },
  { "text" },
  { "at" },
  { "not_before", .loose = TRUE },
  { "action" },
};

static const VecheJournalField project_fields[] = {
  { "community_id", .ref = "community", .cascade = TRUE },
  { "agenda_id", .ref = "agenda" },
  { "quarter" },
  { "title" },
  { "goal" },
  { "status", .preset = "'idea'" },
  { "owner_id", .ref = "member" },
  { "starts" },
  { "outcome" },
  { "created" },
  { "kind", .preset = "''" },
  { "measure" },
  { "result" },
  { "begins" },
  { "ends" },
  { "keep" },
  { "alter_next" }, { "drop_next" },
  { "handover" },
  { "position", .preset = "0" },
};

static const VecheJournalField project_step_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE, .required = TRUE },
  { "title" },
  { "day" },
  { "done", .preset = "0" },
  { "position", .preset = "0" },
  { "about" },
  { "shift" },
  { "owner_id", .ref = "member" },
  { "finished" },
};

static const VecheJournalField project_slot_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE, .required = TRUE },
  { "title" },
  { "about" },
  { "competency_id", .ref = "competency" },
  { "needed", .preset = "1" },
  { "position", .preset = "0" },
  { "level", .preset = "0" },
  { "hours", .preset = "0" },
  { "event_id", .ref = "event" },
};

static const VecheJournalField project_member_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "slot_id", .ref = "project_slot" },
  { "competency_id", .ref = "competency" },
  { "role" },
  { "hours", .preset = "0" },
};

static const VecheJournalField event_fields[] = {
  { "community_id", .ref = "community", .cascade = TRUE },
  { "project_id", .ref = "project" },
  { "agenda_id", .ref = "agenda" },
  { "title" },
  { "kind", .preset = "'meeting'" },
  { "online", .preset = "0" },
  { "place" },
  { "link" },
  { "starts" },
  { "ends" },
  { "tz", .preset = "'UTC'" },
  { "status", .preset = "'planned'" },
  { "notes" },
  { "created" },
  { "about" },
  { "owner_id", .ref = "member" },
  { "handover" },
  { "capacity" },
  { "price" },
  { "currency" },
  { "sponsor_id", .ref = "organisation" },
  { "survey" },
  { "answers" },
  { "outcome" },
  { "position", .preset = "0" },
  { "rrule" },
  { "series_id", .ref = "event", .cascade = TRUE },
  { "recurs" },
  { "ical_uid" },
  { "sequence", .preset = "0" },
  { "ical" },
  { "remind" },
};

static const VecheJournalField event_participant_fields[] = {
  { "event_id", .ref = "event", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "role", .preset = "'guest'" },
  { "status", .preset = "'invited'" },
  { "at" },
  { "answered" },
  { "arrived" },
  { "walk_in", .preset = "0" },
  { "place" },
  { "interaction_id", .ref = "interaction" },
  { "paid", .preset = "0" },
  { "thanked" },
  { "rating" },
  { "feedback" },
  { "note" },
  { "reward" },
  { "rewarded" },
};

static const VecheJournalField event_letter_fields[] = {
  { "participant_id", .ref = "event_participant", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "interaction_id", .ref = "interaction" },
  { "text" },
  { "at" },
};

static const VecheJournalField competency_evidence_fields[] = {
  { "member_competency_id", .ref = "member_competency", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "at" },
  { "text" },
  { "interaction_id", .ref = "interaction" },
  { "event_id", .ref = "event" },
};

static const VecheJournalField custom_field_fields[] = {
  { "name" }, { "kind" }, { "choices" }, { "private", .preset = "0" }, { "position", .preset = "0" },
};

static const VecheJournalField member_field_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "field_id", .ref = "custom_field", .cascade = TRUE, .required = TRUE },
  { "value" },
  { "ref_id", .ref = "member" },
};

static const VecheJournalField organisation_fields[] = {
  { "name" }, { "kind", .preset = "'partner'" }, { "url" }, { "city" }, { "about" }, { "created" },
};

static const VecheJournalField organisation_member_fields[] = {
  { "organisation_id", .ref = "organisation", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "role" },
};

static const VecheJournalField consent_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "purpose" },
  { "state" },
  { "at" },
  { "until" },
  { "evidence" },
};

static const VecheJournalField segment_fields[] = {
  { "name" },
  { "filter" },
  { "position", .preset = "0" },
  { "created" },
};

static const VecheJournalField pair_verdict_fields[] = {
  { "a_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "b_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "at" },
  { "until" },
};

/* An answer closes an ask by itself, while nobody has. */
static const VecheJournalField ask_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "for_id", .ref = "member" },
  { "interaction_id", .ref = "interaction" },
  { "competency_id", .ref = "competency" },
  { "question" },
  { "platform" },
  { "at" },
  { "state", .preset = "'open'", .outside = TRUE, .loose = TRUE },
  { "closed", .outside = TRUE, .loose = TRUE },
  { "answer_id", .ref = "interaction", .outside = TRUE, .loose = TRUE },
};

static const VecheJournalField proposal_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "value" },
  { "level" },
  { "quote", .loose = TRUE },
  { "interaction_id", .ref = "interaction", .loose = TRUE },
  { "origin" },
  { "count", .preset = "1", .loose = TRUE },
  { "at", .loose = TRUE },
  { "state", .preset = "'open'" },
};

static const VecheJournalField wish_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "text" },
  { "at" },
  { "state", .preset = "'open'" },
  { "met_by_id", .ref = "member" },
  { "interaction_id", .ref = "interaction" },
};

static const VecheJournalField attachment_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "name" },
  { "type" },
  { "size" },
  { "hash" },
  { "at" },
};

/* What was done about a birthday, a first message. */
static const VecheJournalField occasion_fields[] = {
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "n", .preset = "0" },
  { "state" },
  { "at" },
};

static const VecheJournalField mood_correction_fields[] = {
  { "interaction_id", .ref = "interaction" },
  { "text" },
  { "mood" },
  { "kind" },
  { "at" },
};

static const VecheJournalField label_fields[] = {
  { "name" },
  { "colour", .preset = "'blue'" },
};

static const VecheJournalField triage_label_fields[] = {
  { "triage_id", .ref = "triage", .cascade = TRUE, .required = TRUE },
  { "label_id", .ref = "label", .cascade = TRUE, .required = TRUE },
};

static const VecheJournalField triage_boost_fields[] = {
  { "triage_id", .ref = "triage", .cascade = TRUE, .required = TRUE },
  { "points" },
};

static const VecheJournalField rule_fields[] = {
  { "name" }, { "body" }, { "active", .preset = "0" }, { "position", .preset = "0" }, { "created" },
};

static const VecheJournalField promise_fields[] = {
  { "member_id", .ref = "member" },
  { "interaction_id", .ref = "interaction" },
  { "text" },
  { "made" },
  { "due" },
  { "kept" },
};

static const VecheJournalField closing_fields[] = {
  { "triage_id", .ref = "triage", .cascade = TRUE, .required = TRUE },
  { "at" },
  { "how" },
  { "place", .preset = "''" },
  { "reason", .preset = "''" },
  { "words", .preset = "''" },
};

static const VecheJournalField outbox_file_fields[] = {
  { "outbox_id", .ref = "outbox", .cascade = TRUE, .required = TRUE },
  { "name" }, { "type" }, { "size" }, { "hash" }, { "alt", .preset = "''" }, { "position" },
};

static const VecheJournalField finding_fields[] = {
  { "kind" },
  { "title" },
  { "text" },
  { "member_id", .ref = "member" },
  { "interaction_id", .ref = "interaction" },
  { "at" },
  { "state", .preset = "'open'" },
};

static const VecheJournalField article_fields[] = {
  { "kind" },
  { "title" },
  { "body", .preset = "''" },
  { "holding" },
  { "community_id", .ref = "community" },
  { "language" },
  { "code" },
  { "url" },
  { "message_kind" },
  { "owner" },
  { "review" },
  { "archived", .preset = "0" },
  { "created" },
};

static const VecheJournalField article_phrase_fields[] = {
  { "article_id", .ref = "article", .cascade = TRUE, .required = TRUE },
  { "text" },
};

static const VecheJournalField article_use_fields[] = {
  { "article_id", .ref = "article", .cascade = TRUE, .required = TRUE },
  { "interaction_id", .ref = "interaction" },
  { "question" },
  { "at" },
};

static const VecheJournalField tone_guide_fields[] = {
  { "community_id", .ref = "community", .cascade = TRUE },
  { "address", .preset = "''" },
  { "about" },
};

static const VecheJournalField tone_word_fields[] = {
  { "guide_id", .ref = "tone_guide", .cascade = TRUE, .required = TRUE },
  { "word" },
  { "instead" },
  { "why" },
};

static const VecheJournalField playbook_tick_fields[] = {
  { "triage_id", .ref = "triage", .cascade = TRUE, .required = TRUE },
  { "article_id", .ref = "article", .cascade = TRUE, .required = TRUE },
  { "step" },
  { "at" },
};

static const VecheJournalField candidate_refusal_fields[] = {
  { "question" },
  { "at" },
};

static const VecheJournalField reply_target_fields[] = {
  { "kind", .preset = "''" },
  { "source_id", .ref = "source", .cascade = TRUE },
  { "minutes" },
};

static const VecheJournalField holiday_fields[] = {
  { "day" },
  { "name" },
};

static const VecheJournalField inbox_setting_fields[] = {
  { "name" },
  { "value" },
};

static const VecheJournalField inbox_view_fields[] = {
  { "name" },
  { "query" },
  { "position", .preset = "0" },
  { "created" },
};

static const VecheJournalField project_invitation_fields[] = {
  { "slot_id", .ref = "project_slot", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "state", .preset = "'invited'" },
  { "at" },
  { "answered" },
  { "platform" },
  { "text" },
  { "interaction_id", .ref = "interaction" },
  { "note" },
};

static const VecheJournalField plan_budget_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE },
  { "event_id", .ref = "event", .cascade = TRUE },
  { "kind", .preset = "'cost'" },
  { "title" },
  { "planned", .preset = "0" },
  { "spent", .preset = "0" },
  { "currency" },
  { "organisation_id", .ref = "organisation" },
  { "day" },
  { "note" },
  { "position", .preset = "0" },
};

static const VecheJournalField plan_partner_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE },
  { "event_id", .ref = "event", .cascade = TRUE },
  { "organisation_id", .ref = "organisation", .cascade = TRUE, .required = TRUE },
  { "role", .preset = "'partner'" },
  { "state", .preset = "'idea'" },
  { "contact_id", .ref = "member" },
  { "gives" },
  { "wants" },
};

static const VecheJournalField plan_link_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE },
  { "event_id", .ref = "event", .cascade = TRUE },
  { "kind", .preset = "'document'" },
  { "title" },
  { "url" },
  { "position", .preset = "0" },
};

static const VecheJournalField plan_risk_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE },
  { "event_id", .ref = "event", .cascade = TRUE },
  { "title" },
  { "chance", .preset = "2" },
  { "harm", .preset = "2" },
  { "answer" },
  { "owner_id", .ref = "member" },
  { "state", .preset = "'open'" },
};

static const VecheJournalField plan_decision_fields[] = {
  { "project_id", .ref = "project", .cascade = TRUE },
  { "event_id", .ref = "event", .cascade = TRUE },
  { "text" },
  { "why" },
  { "day" },
  { "owner_id", .ref = "member" },
};

static const VecheJournalField plan_mark_fields[] = {
  { "day" },
  { "until" },
  { "title" },
  { "about" },
  { "agenda_id", .ref = "agenda" },
  { "project_id", .ref = "project" },
};

static const VecheJournalField plan_template_fields[] = {
  { "subject" },
  { "code" },
  { "name" },
  { "about" },
  { "position", .preset = "0" },
  { "minutes" },
};

static const VecheJournalField plan_template_item_fields[] = {
  { "template_id", .ref = "plan_template", .cascade = TRUE, .required = TRUE },
  { "kind" },
  { "title" },
  { "about" },
  { "shift" },
  { "checklist" },
  { "competency" },
  { "level", .preset = "0" },
  { "needed", .preset = "1" },
  { "hours", .preset = "0" },
  { "position", .preset = "0" },
  { "minutes", .preset = "0" },
  { "form" },
};

static const VecheJournalField event_mark_fields[] = {
  { "event_id", .ref = "event", .cascade = TRUE, .required = TRUE },
  { "recurs" },
  { "state" },
  { "note" },
  { "at" },
};

static const VecheJournalField event_item_fields[] = {
  { "event_id", .ref = "event", .cascade = TRUE, .required = TRUE },
  { "kind", .preset = "'talk'" },
  { "title" },
  { "about" },
  { "starts" },
  { "minutes" },
  { "room" },
  { "competency_id", .ref = "competency" },
  { "level", .preset = "0" },
  { "position", .preset = "0" },
};

static const VecheJournalField event_speaker_fields[] = {
  { "item_id", .ref = "event_item", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE },
  { "name" },
  { "state", .preset = "'invited'" },
  { "position", .preset = "0" },
};

static const VecheJournalField event_entry_fields[] = {
  { "event_id", .ref = "event", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member" },
  { "interaction_id", .ref = "interaction" },
  { "title" },
  { "url" },
  { "score" },
  { "place" },
  { "prize" },
  { "at" },
  { "given" },
};

static const VecheJournalField event_poll_fields[] = {
  { "event_id", .ref = "event", .cascade = TRUE, .required = TRUE },
  { "question" },
  { "options" },
  { "at" },
};

static const VecheJournalField event_vote_fields[] = {
  { "poll_id", .ref = "event_poll", .cascade = TRUE, .required = TRUE },
  { "member_id", .ref = "member", .cascade = TRUE, .required = TRUE },
  { "option" },
  { "at" },
};

static const VecheJournalField task_fields[] = {
  { "title" },
  { "notes" },
  { "project_id", .ref = "project", .cascade = TRUE },
  { "step_id", .ref = "project_step" },
  { "event_id", .ref = "event", .cascade = TRUE },
  { "member_id", .ref = "member" },
  { "interaction_id", .ref = "interaction" },
  { "finding_id", .ref = "finding" },
  { "owner_id", .ref = "member" },
  { "due" },
  { "tz" },
  { "shift" },
  { "snoozed" },
  { "rrule" },
  { "priority", .preset = "0" },
  { "state", .preset = "'open'" },
  { "closed" },
  { "position", .preset = "0" },
  { "ical_uid" },
  { "sequence", .preset = "0" },
  { "ical" },
  { "remind" },
  { "created" },
};

static const VecheJournalField task_item_fields[] = {
  { "task_id", .ref = "task", .cascade = TRUE, .required = TRUE },
  { "title" },
  { "done", .preset = "0" },
  { "position", .preset = "0" },
};

static const VecheJournalField agenda_rule_fields[] = {
  { "agenda_id", .ref = "agenda", .cascade = TRUE, .required = TRUE },
  { "word" },
  { "channel_id", .ref = "channel", .cascade = TRUE },
};

static const VecheJournalField agenda_mark_fields[] = {
  { "interaction_id", .ref = "interaction", .cascade = TRUE, .required = TRUE },
  { "agenda_id", .ref = "agenda", .cascade = TRUE },
  { "at" },
};

#define TABLE(table)                                                                                                   \
  {                                                                                                                    \
#table, table##_fields, G_N_ELEMENTS(table##_fields)                                                               \
  }

VecheJournalTable veche_journal_all[] = {
  TABLE (community),
  TABLE (agenda),
  TABLE (member),
  TABLE (membership),
  TABLE (identity),
  TABLE (member_note),
  TABLE (tag),
  TABLE (member_tag),
  TABLE (competency),
  TABLE (competency_alias),
  TABLE (member_competency),
  TABLE (source),
  TABLE (source_check),
  TABLE (channel),
  TABLE (interaction),
  TABLE (triage),
  TABLE (outbox),
  TABLE (project),
  TABLE (project_step),
  TABLE (project_slot),
  TABLE (project_member),
  TABLE (event),
  TABLE (event_participant),
  TABLE (competency_evidence),
  TABLE (custom_field),
  TABLE (member_field),
  TABLE (organisation),
  TABLE (organisation_member),
  TABLE (consent),
  TABLE (segment),
  TABLE (pair_verdict),
  TABLE (ask),
  TABLE (proposal),
  TABLE (wish),
  TABLE (attachment),
  TABLE (occasion),
  TABLE (mood_correction),
  TABLE (label),
  TABLE (triage_label),
  TABLE (triage_boost),
  TABLE (rule),
  TABLE (promise),
  TABLE (closing),
  TABLE (outbox_file),
  TABLE (finding),
  TABLE (article),
  TABLE (article_phrase),
  TABLE (article_use),
  TABLE (tone_guide),
  TABLE (tone_word),
  TABLE (playbook_tick),
  TABLE (candidate_refusal),
  TABLE (reply_target),
  TABLE (holiday),
  TABLE (inbox_setting),
  TABLE (inbox_view),
  TABLE (project_invitation),
  TABLE (plan_budget),
  TABLE (plan_partner),
  TABLE (plan_link),
  TABLE (plan_risk),
  TABLE (plan_decision),
  TABLE (plan_mark),
  TABLE (plan_template),
  TABLE (plan_template_item),
  TABLE (event_mark),
  TABLE (event_item),
  TABLE (event_speaker),
  TABLE (event_entry),
  TABLE (event_poll),
  TABLE (event_vote),
  TABLE (event_letter),
  TABLE (task),
  TABLE (task_item),
  TABLE (agenda_rule),
  TABLE (agenda_mark),
};

const guint veche_journal_n_all = G_N_ELEMENTS (veche_journal_all);
