import { useState } from 'preact/hooks'
import { choose } from '../desk.ts'
import { useChat } from '../state.ts'
import { Papers } from './about.tsx'

/** The first page: nothing to read, only tongues, each in its own script. */
export function Welcome() {
  const { start, notice } = useChat()
  const [chosen, setChosen] = useState<string | null>(null)
  const begin = async (tag: string) => {
    setChosen(tag)
    await choose(tag)
    setChosen(null)
  }
  return (
    <main class="welcome">
      {notice && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <ul class="tongues">
        {start?.languages.map(({ tag, name, dir, greeting }) => (
          <li key={tag}>
            <button
              type="button"
              lang={tag}
              dir={dir}
              aria-busy={chosen === tag}
              disabled={chosen !== null}
              onClick={() => void begin(tag)}
            >
              <span class="tongue-name">{name}</span>
              {greeting !== name && <span class="tongue-greeting">{greeting}</span>}
            </button>
          </li>
        ))}
      </ul>
      <Papers />
    </main>
  )
}
