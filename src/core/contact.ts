/** Ways in on which nothing is written: an operator logs what was asked there. */
export const WAYS = ['counter', 'telephone', 'visit'] as const
export type Way = (typeof WAYS)[number]

/** Who asked. */
export const WHO = ['person', 'firm', 'association', 'office'] as const
export type Who = (typeof WHO)[number]
