import type { Generated } from 'kysely'

/** The tables, as both databases have them. Instants are ISO texts, booleans 0 and 1, JSON is text. */
export type Tables = {
  citizens: { id: string; created_at: string }
  identities: {
    id: string
    citizen_id: string
    channel: string
    account: string
    address: string
    created_at: string
    /** What her channel wrote down about her; erased with the address. */
    memory: string | null
    /** Until when, and how often, her provider takes what the desk sends; null where that has no end. */
    window_until: string | null
    window_left: number | null
    /** Since when it is one of several that she joined. */
    joined_at: string | null
    /** Whose it was before, where it came to her by joining; it is given back when they part. */
    citizen_before: string | null
    /** The address from which she opened it, where it is a page of her own. */
    opened_from: string | null
  }
  conversations: {
    id: string
    citizen_id: string
    desk: string
    identity_id: string
    channel: string
    language: string
    mode: string
    topic: string | null
    urgent: string | null
    /** 0 urgent, 1 not: the queue is read in this order. */
    urgency_rank: number
    /** Since when a person is waited for, else the last change: the queue's second order. */
    since: string
    operator_id: string | null
    opened_at: string
    closed_at: string | null
    outcome: string | null
    last_at: string
    last_seq: number
    /** The newest entry that has words of hers, the assistant's or an operator's. */
    last_said_seq: number
    last_from: string
    unread: number
    handed_off_at: string | null
    first_reply_at: string | null
    /** Its words are erased after this instant; null while a person still works on it. */
    erase_after: string | null
    /** `registered`: kept by the public archive, never erased by us. */
    hold: string | null
    /** A danger that was written about, for good: it is shown nowhere but where it was told. */
    danger: string | null
    /** For whom she asks, as she calls her; erased with the words. */
    profile: string | null
    revision: number
    state: string
  }
  entries: { conversation_id: string; seq: number; at: string; kind: string; data: string; version: string }
  /** `search_id`: its row in the search index, so that both are erased together. */
  bodies: { conversation_id: string; seq: number; language: string; text: string; rendered: string | null; search_id: number | null }
  inbound: { channel: string; account: string; external_id: string; conversation_id: string; seq: number; at: string }
  outbox: {
    id: Generated<number>
    conversation_id: string
    /** The entries that it says: from `seq` to `last_seq`. */
    seq: number
    last_seq: number
    identity_id: string
    channel: string
    /** `bot` or `operator`. */
    origin: string
    turn: number
    due_at: string
    /** Tries of the part in hand that did not succeed. */
    attempts: number
    /** Parts that the provider has taken, or may have. */
    sent: number
    /** Somebody is sending it, until this instant at most. */
    held_until: string | null
    accepted_at: string | null
    delivered_at: string | null
    read_at: string | null
    failed_at: string | null
    ambiguous_at: string | null
    explain: string | null
    external_id: string | null
    /** When she was told, outside the window, that it waits. */
    announced_at: string | null
    /** The part of which a provider said later that it did not arrive. */
    failed_part: number | null
    /** How often it was taken back and goes again: what is said of an earlier time is not of this one. */
    round: Generated<number>
    /** 1 while there is still something to do: a partial index finds these and nothing else. */
    pending: number
  }
  timers: { id: string; conversation_id: string; due_at: string; reason: string }
  files: {
    id: string
    conversation_id: string
    name: string
    mime: string
    bytes: number
    created_at: string
    expires_at: string
    /** `here`, `coming` or `lost`; the rest is only of a file that comes: from whom, from where, and when to try. */
    state: string
    explain: string | null
    identity_id: string | null
    source: string | null
    attempts: number
    due_at: string | null
    held_until: string | null
  }
  /** On SQLite a full-text table, whose id is its rowid and whose words are text. */
  search: { id: Generated<number>; conversation_id: string; words: string }
  notes: { id: string; conversation_id: string; operator_id: string; at: string; text: string }
  reads: { conversation_id: string; operator_id: string; at: string }
  /** `after_seq`: what she may see begins after this entry; `after_before`: it did, before she joined another address. */
  chat_sessions: { token_hash: string; identity_id: string; created_at: string; after_seq: number | null; after_before: number | null }
  /**
   * Two addresses that become one citizen's. `offered`: a code was given on the first. `typed`: it was typed on the second, and confirmed there. `joined`, and `parted` again.
   * Each said whether what came before may be seen too (`shares`); `agreed`: the first needs not be asked once more. `second_citizen`: who the second was before.
   */
  joins: {
    id: string
    state: string
    code_hash: string | null
    at: string
    expires_at: string
    first_identity: string
    first_conversation: string
    first_shares: number
    agreed: number
    second_identity: string | null
    second_conversation: string | null
    second_citizen: string | null
    second_shares: number | null
  }
  /** Links to the desk's own page that were not opened yet. */
  doors: { token_hash: string; conversation_id: string; expires_at: string }
  operator_settings: { operator_id: string; language: string }
  source_checks: {
    url: string
    state: string
    /** How its text was taken from the page: texts taken otherwise are not compared. */
    read_as: string
    etag: string | null
    last_modified: string | null
    fingerprint: string | null
    text: string | null
    previous_text: string | null
    /** The day that the page bears. */
    page_date: string | null
    checked_at: string | null
    changed_at: string | null
    moved_to: string | null
    explain: string | null
    failures: number
    /** When it is due; while it is being checked, when that is over at the latest. */
    next_at: string
  }
  /** `fact_values` is JSON. */
  fact_revisions: { id: string; fact: string; at: string; by_id: string; by_name: string; kind: string; fact_values: string; note: string | null }
  /** Where in a conversation a text was not understood, with the topics that were guessed as JSON; its words are in `bodies`. */
  missed_texts: { conversation_id: string; seq: number; desk: string; at: string; topics: string }
  channel_cursors: { channel: string; name: string; value: string }
  /** How an account does. `trouble`: what its provider said last, until it works again. */
  channel_accounts: { channel: string; account: string; last_in_at: string | null; last_out_at: string | null; trouble: string | null; trouble_code: string | null; trouble_at: string | null; paused_by: string | null; paused_at: string | null }
  training_texts: { id: string; language: string; topic: string; text: string; by_id: string; at: string }
}
