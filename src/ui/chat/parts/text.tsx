import { pieces } from '../linkify.ts'

const figures = (part: string, index: number) => (index % 2 ? <bdi dir="ltr">{part}</bdi> : part)

/** «803 160» between Arabic words would be shown as «160 803»: figures parted by spaces keep their own order. */
export const Plain = ({ text }: { text: string }) => <>{text.split(/(\+?\d+(?:[ \u00a0]\d+)+)/).map(figures)}</>

function piece({ text, href }: ReturnType<typeof pieces>[number]) {
  if (!href) return <Plain text={text} />
  const web = href.startsWith('http') ? { target: '_blank', rel: 'noopener nofollow' } : {}
  return (
    <a href={href} dir="ltr" {...web}>
      {text}
    </a>
  )
}

/** A text as text, with its addresses and telephone numbers as links. */
export const Text = ({ text }: { text: string }) => <>{pieces(text).map(piece)}</>

const paragraph = (text: string) => (
  <p class="paragraph">
    <Text text={text} />
  </p>
)

export const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text
      .split(/\n{2,}/)
      .filter(Boolean)
      .map(paragraph)}
  </>
)
