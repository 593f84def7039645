import { BEGINS, ENDS, NEUTRAL, oneOf, type Replacing, WORD } from './neutral.ts'

/** «Via» is also «away» and «by», and «corso» a course: then other words follow. */
const NO_STREET = `${oneOf(`il lo la i gli le un una e ed o ma che chi non con per se ci si mi a al alla alle ai da dal dalla in nel entro tra fra fino anche poi
  mail e-mail email pec spid posta fax internet web app sms whatsapp telegram telefono chat telematica telematicamente definitiva eccezionale preliminare amministrativa breve ufficiale generale
  prioritaria temporanea provvisoria giudiziale sperimentale domani oggi ieri subito presto adesso ora da' dall' serale online italiano base professionale`)}${ENDS}`
const PARTICLE = oneOf("dei degli delle della dello del dell['’] di de d['’] san santa santo sant['’] don du des")
const STREET = oneOf('via v\\.le viale piazza p\\.zza piazzale vicolo vico contrada lungarno calle avenida plaza rue avenue')
const ALWAYS = oneOf('viale v\\.le piazza p\\.zza piazzale vicolo lungarno avenida plaza')
const HOUSE = '\\s*,?\\s*(?:n(?:\\.|[°º]|um(?:ero)?\\.?)?\\s*)?\\p{Nd}{1,4}(?!\\p{Nd})(?:/?[a-z](?![\\p{L}\\p{N}]))?'
/** «Via 4 novembre», «viale dei mille», «piazza san marco». */
const PART = `(?!${NO_STREET})(?!${PARTICLE}${ENDS}\\s+${NO_STREET})${WORD}${ENDS}`

const typed = (_all: string, street: string, space: string): string => `${street}${space}${NEUTRAL.name} ${NEUTRAL.number}`

/** Streets, in capitals or not: with their number, and without one where a street's name must follow. */
export const ADDRESSES: readonly Replacing[] = [
  [new RegExp(`${BEGINS}(${STREET}|corso(?=\\s+(?!di${ENDS}|d['’]))|strada)(\\s+)(?:\\p{Nd}{1,2}\\s+)?${PART}(?:\\s+${PART}){0,4}${HOUSE}`, 'giu'), typed],
  [new RegExp(`${BEGINS}(${ALWAYS}|(?<=${oneOf('in abito vivo sto residente indirizzo indirizzo:')}\\s+)via(?!\\s+(?:di|del)${ENDS}))(\\s+)(?:\\p{Nd}{1,2}\\s+)?(?:${PARTICLE}\\s*)*${PART}(?!\\s+${NEUTRAL.number})`, 'giu'), typed],
  [new RegExp(`${BEGINS}\\p{Nd}{1,4}\\s*,?\\s+(rue|avenue)(\\s+)(?:${PARTICLE}\\s*)*${PART}`, 'giu'), typed],
  [/(?<!\p{L})(شارع)(\s+)\p{L}+(?:\s+(?:رقم\s*)?\p{Nd}{1,4})?/gu, (_all, street, space) => `${street}${space}${NEUTRAL.ar} ${NEUTRAL.number}`],
]
