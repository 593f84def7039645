/** Institutional publishers: domain → who answers for it. */
export type Publishers = Readonly<Record<string, string>>

/** True when a host is one of these domains or below one; `example.it` covers `www.example.it` and not `badexample.it`. */
export function isPublisher(publishers: Publishers, host: string): boolean {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  return labels.some((_, i) => Object.hasOwn(publishers, labels.slice(i).join('.')))
}
