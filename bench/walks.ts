/** What a citizen writes, message by message, after she has opened the chat in `language`. */
export type Walk = { readonly name: 'scripted' | 'free'; readonly language: string; readonly texts: readonly string[] }

/** The first steps of the permit renewal in Chinese: options, dates, commands. Nothing of it needs understanding. */
const scripted: Walk = { name: 'scripted', language: 'zh', texts: ['menu', '1', '1', '1', '1', '1', '12/13/2027', '2027年3月15日', '返回', '2027年3月15日', '菜单', '谢谢'] }

/** The same length, half of it in her own words: language, topic and urgency are looked for in each of them. */
const free: Walk = {
  name: 'free', language: 'zh',
  texts: ['我的居留快到期了,请问怎么办理延期?', '1', '我的工作合同去年十二月结束了,现在还没有新的工作', '菜单', '请问办身份证需要准备什么材料', '菜单', '孩子九月要上小学,怎么报名', '菜单', '我想问一下家庭医生怎么选', '菜单', 'vorrei sapere quanto costa rinnovare il permesso di soggiorno', 'menu'],
}

export const walks = { scripted, free } as const
export type WalkName = keyof typeof walks
