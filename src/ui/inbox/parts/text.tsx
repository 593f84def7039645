import { pieces } from '../../chat/linkify.ts'

/** Words as they were said, line by line, with the addresses in them as links. */
export const Text = ({ text }: { text: string }) => (
  <>
    {pieces(text).map(({ text: piece, href }, at) =>
      href ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change their order
        <a key={at} href={href} {...(href.startsWith('http') ? { target: '_blank', rel: 'noopener noreferrer nofollow' } : {})}>
          {piece}
        </a>
      ) : (
        piece
      ),
    )}
  </>
)
