/** Every limit of a turn, together. */
export const LIMITS = {
  /** Steps that one turn may walk before it counts as a loop. */
  steps: 50,
  /** Messages that one turn may say. */
  messages: 6,
  /** Characters of an inbound text that are read; the rest is kept but not interpreted. */
  text: 4000,
  /** Digressions that can be open at once. */
  returns: 3,
  /** Places that *back* remembers. */
  history: 30,
  /** Misses at one question before a person is offered. */
  misses: 2,
  /** Likely topics that a clarifying question names. */
  clarify: 3,
  /** Characters of how she calls somebody for whom she asks, and people that are remembered. */
  name: 40,
  profiles: 6,
  /** Minutes for which a code that joins two addresses is good. */
  joinMinutes: 15,
  /** Seconds that a service may take before the flow goes on without it. */
  call: 30,
} as const
