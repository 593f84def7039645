const END = /(?<=[.!?؟])\s+|(?<=[。！？])\s*|\n+/u

/** The sentences of a text, as they stand there. A number or an abbreviation in the middle of a line does not end one. */
export const sentencesOf = (text: string): string[] => text.split(END).map((s) => s.trim()).filter((s) => s !== '')
