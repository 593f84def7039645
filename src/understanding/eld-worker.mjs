import { parentPort, workerData } from 'node:worker_threads'

const { database, languages } = workerData
const { ngramsData } = await import(database)
const places = new Map(languages.map((tag, at) => [tag, at]))
const ngrams = {}
for (const [ngram, byLanguage] of Object.entries(ngramsData.ngrams)) {
  const kept = Object.entries(byLanguage).flatMap(([id, score]) => (places.has(ngramsData.languages[id]) ? [[places.get(ngramsData.languages[id]), score]] : []))
  if (kept.length > 0) ngrams[ngram] = Object.fromEntries(kept)
}
parentPort.postMessage({ type: ngramsData.type, languages: { ...languages }, ngrams })
