export type Option = { readonly id: string; readonly label: string }
/** A message as she sees it. `via`: how the account sent it; what she sent herself has none. */
export type Shown = {
  readonly who: 'account' | 'she' | 'wechat'
  readonly via: 'passive' | 'service' | 'template' | null
  readonly kind: 'text' | 'menu' | 'image' | 'voice' | 'video' | 'location' | 'link' | 'template'
  readonly text: string
  readonly options: readonly Option[]
  readonly bytes?: Buffer
}
