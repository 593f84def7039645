import { z } from 'zod'
import * as chat from './contract/chat.ts'
import * as channels from './contract/channels.ts'
import * as contacts from './contract/contacts.ts'
import * as content from './contract/content.ts'
import * as inbox from './contract/inbox.ts'

type Operation = { readonly summary: string; readonly body?: z.ZodType; readonly result?: z.ZodType; readonly status?: number; readonly query?: readonly string[]; readonly errors?: readonly number[] }

const CHAT: Readonly<Record<string, Operation>> = {
  'get /api/chat/start': { summary: 'What the first page needs: the desk and its languages', result: chat.Start },
  'get /api/chat/words/{language}': { summary: 'The words of the chat in one language', result: chat.Words, errors: [404] },
  'post /api/chat/sessions': { summary: 'Open a conversation, or find it again with a token', body: chat.OpenSession, result: chat.Session, errors: [400, 429] },
  'post /api/chat/doors': { summary: 'Go on here, from a link received on another channel; good once', body: chat.OpenDoor, result: chat.Session, errors: [400, 410, 429] },
  'delete /api/chat/sessions': { summary: 'Forget this browser', status: 204 },
  'post /api/chat/messages': { summary: 'Send a text, a choice or a language; the same id twice counts once', body: chat.SendMessage, result: chat.Accepted, status: 202, errors: [400, 401, 429, 503] },
  'get /api/chat/events': { summary: 'What came after a cursor; as a stream with Accept: text/event-stream', result: chat.Events, query: ['after'], errors: [401] },
  'post /api/chat/files': { summary: 'Send a photo or a PDF as raw bytes', result: chat.Accepted, status: 202, query: ['id', 'name'], errors: [401, 413, 415, 429] },
  'get /api/chat/files/{id}': { summary: 'The bytes of a file of one’s own conversation', errors: [401, 404] },
}

const conversation = (name: string) => `post /api/inbox/conversations/{id}/${name}`
const TAKEN = { result: inbox.Done, errors: [401, 404, 409] }

const INBOX: Readonly<Record<string, Operation>> = {
  'get /api/inbox/me': { summary: 'Who is signed in', result: inbox.Me, errors: [401] },
  'put /api/inbox/me': { summary: 'Change the language of the inbox', body: inbox.ChangeMe, result: inbox.Me, errors: [400, 401] },
  'get /api/inbox/words': { summary: 'The words of the inbox', result: inbox.InboxWords, errors: [401] },
  'get /api/inbox/canned': { summary: 'Ready replies', result: inbox.Canned, query: ['language'], errors: [401] },
  'get /api/inbox/queue': { summary: 'The queue, urgent first, then longest waiting; paged by key', result: inbox.Queue, query: ['view', 'language', 'topic', 'channel', 'after'], errors: [401] },
  'get /api/inbox/search': { summary: 'Conversations whose words match', result: inbox.SearchResult, query: ['q', 'after'], errors: [401] },
  'get /api/inbox/conversations/{id}': { summary: 'One conversation; reading it is logged', result: inbox.Thread, query: ['before'], errors: [401, 404] },
  'get /api/inbox/files/{id}': { summary: 'The bytes of a file', errors: [401, 404] },
  'post /api/inbox/files': { summary: 'Upload a photo, a PDF or a calendar file as raw bytes, to be sent with a reply', result: inbox.Upload, query: ['conversation', 'name'], errors: [401, 404, 409, 413, 415, 503] },
  'get /api/inbox/channels': { summary: 'How the channels do', result: channels.ChannelList, errors: [401] },
  'post /api/inbox/channels/{channel}/pause': { summary: 'Nothing is sent from it until it goes on; what comes in is kept', result: channels.ChannelList, errors: [401, 403, 404] },
  'post /api/inbox/channels/{channel}/resume': { summary: 'It goes on', result: channels.ChannelList, errors: [401, 403, 404] },
  'post /api/inbox/channels/{channel}/check': { summary: 'Ask its provider whether the account works', result: channels.Tried, errors: [401, 403, 404] },
  'post /api/inbox/channels/{channel}/test': { summary: 'A test message to an address', body: channels.TestMessage, result: channels.Tried, errors: [400, 401, 403, 404] },
  'get /api/inbox/contacts/form': { summary: 'What can be chosen of a contact at the counter, on the telephone, on a visit', result: contacts.ContactForm, errors: [401] },
  'post /api/inbox/contacts': { summary: 'Log such a contact; the same id twice counts once', body: contacts.LogContact, result: contacts.ContactLogged, errors: [400, 401] },
  'get /api/inbox/live': { summary: 'Server-sent events: `changed` with the conversation and its newest entry', result: inbox.Changed, errors: [401] },
  [conversation('take')]: { summary: 'Take over; of two the first wins', body: inbox.Take, ...TAKEN },
  [conversation('reply')]: { summary: 'Reply, with what was uploaded for it; the same id twice counts once', body: inbox.Reply, result: inbox.Done, errors: [401, 404, 409, 410] },
  [conversation('release')]: { summary: 'Hand back to the assistant, where she was', body: inbox.Release, ...TAKEN },
  [conversation('close')]: { summary: 'Close with an outcome', body: inbox.Close, ...TAKEN },
  [conversation('reopen')]: { summary: 'Open a closed conversation again', body: inbox.Reopen, ...TAKEN },
  [conversation('transfer')]: { summary: 'Give it to another operator, or back to the queue', body: inbox.Transfer, ...TAKEN },
  [conversation('private-page')]: { summary: 'Reply with a link to the desk’s own page, good once', ...TAKEN },
  [conversation('note')]: { summary: 'Add a note that only operators see', body: inbox.Note, ...TAKEN },
}

const fact = (name: string) => `post /api/inbox/content/facts/{name}/${name}`

const CONTENT: Readonly<Record<string, Operation>> = {
  'get /api/inbox/content/facts': { summary: 'The facts, the most pressing first; paged by name', result: content.FactList, query: ['q', 'state', 'after'], errors: [401] },
  'get /api/inbox/content/facts/{name}': { summary: 'One fact: its values, its page, where it is said, its history', result: content.FactShown, errors: [401, 404] },
  [fact('look')]: { summary: 'Look at its page now', result: content.Looked, errors: [401, 403, 404, 409] },
  [fact('effect')]: { summary: 'What a correction would change', body: content.Correct, result: content.Effect, errors: [400, 401, 403, 404] },
  [fact('confirm')]: { summary: 'The page was read today and says this', body: content.Confirm, result: content.FactShown, errors: [400, 401, 403, 404, 409] },
  [fact('correct')]: { summary: 'Another value, in force from the next turn; 409 when somebody was first', body: content.Correct, result: content.FactShown, errors: [400, 401, 403, 404, 409] },
  'get /api/inbox/content/missed': { summary: 'What nobody understood, the newest first; paged by key', result: content.MissedList, query: ['after'], errors: [401, 403] },
  'post /api/inbox/content/missed/{conversation}/{seq}/teach': { summary: 'Keep a text, in words that name nobody, to learn its topic from the next start on', body: content.Teach, result: content.Settled, errors: [400, 401, 403, 409] },
  'post /api/inbox/content/missed/{conversation}/{seq}/dismiss': { summary: 'It is not for us: nobody is shown it again', result: content.Settled, errors: [401, 403, 409] },
  'get /api/inbox/content/taught': { summary: 'What editors taught, the newest first; paged by key', result: content.TaughtList, query: ['after'], errors: [401, 403] },
  'post /api/inbox/content/taught/{id}/remove': { summary: 'It is learnt no more, from the next start on', result: content.Settled, errors: [401, 403, 409] },
  [fact('undo')]: { summary: 'Take back what was said last', body: content.Undo, result: content.FactShown, errors: [401, 403, 404, 409] },
}

let made: object | null = null

/** OpenAPI 3.1, made from the same schemas that check every request. */
export const openApi = (): object => (made ??= {
  openapi: '3.1.0',
  info: { title: 'Sportello', version: '0.1.0', description: 'Citizen chat and operators’ inbox of a municipal help desk.', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
  paths: paths({ ...CHAT, ...INBOX, ...CONTENT }),
  components: { securitySchemes: { citizen: { type: 'http', scheme: 'bearer' }, operator: { type: 'apiKey', in: 'cookie', name: 'sportello.session_token' } } },
})

function paths(operations: Readonly<Record<string, Operation>>): object {
  const all: Record<string, Record<string, object>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = name.split(' ')
    all[path] = { ...all[path], [method]: describe(path, operation) }
  }
  return all
}

const schemaOf = (schema: z.ZodType): object => ({ content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) } } })

function describe(path: string, { summary, body, result, status = 200, query = [], errors = [] }: Operation): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => ({ name: m[1], in: 'path', required: true, schema: { type: 'string' } }))
  return {
    summary,
    security: path.startsWith('/api/inbox') ? [{ operator: [] }] : [{ citizen: [] }, {}],
    parameters: [...inPath, ...query.map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } }))],
    ...(body ? { requestBody: { required: true, ...schemaOf(body) } } : {}),
    responses: {
      [status]: { description: 'Done', ...(result ? schemaOf(result) : {}) },
      ...Object.fromEntries(errors.map((code) => [code, { description: 'Refused, with the reason', ...schemaOf(chat.Problem) }])),
    },
  }
}
