declare module 'node-nlp' {
  export class NlpManager {
    constructor(settings: {
      languages: readonly string[]
      forceNER: boolean
      autoSave: boolean
      autoLoad: boolean
      nlu: { useNoneFeature: boolean; useStemDict: boolean; log: boolean }
    })
    addDocument(language: string, text: string, intent: string): void
    train(): Promise<unknown>
    export(minified?: boolean): string
  }
}
