export type Option = { readonly id: string; readonly label: string }
/** A message as she sees it. `via`: how the desk sent it. */
export type Shown = {
  readonly who: 'desk' | 'person' | 'she'
  readonly via: 'message' | 'welcome' | null
  readonly kind: 'text' | 'menu' | 'image' | 'voice' | 'video' | 'file' | 'other'
  readonly text: string
  readonly options: readonly Option[]
  readonly bytes?: Buffer
}
