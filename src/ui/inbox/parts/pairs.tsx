import type { ReactNode } from 'react'

export const Pairs = ({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="pairs">
    {rows.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
