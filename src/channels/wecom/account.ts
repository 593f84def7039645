import { z } from 'zod'
import { accountReader } from '../account.ts'

/** One account of WeCom's customer service (微信客服), which people open in WeChat. */
export type WeComAccount = {
  readonly corpId: string
  /** Of the application that may use the account. Never logged, stored or shown. */
  readonly secret: string
  /** `wk…`: the account. */
  readonly openKfId: string
  /** Signs what WeCom brings. */
  readonly token: string
  /** 43 letters and digits: what WeCom brings is always encrypted. */
  readonly aesKey: string
  /** The userid of whoever answers inside WeCom when a person is asked for; null: the desk's own people do. */
  readonly servicer: string | null
  readonly apiRoot: string
}

export const wecomAccount = accountReader({
  shape: {
    WECOM_CORP_ID: z.string().regex(/^w[wx]\w{8,30}$/, 'this is not a CorpID').optional(),
    WECOM_SECRET: z.string().regex(/^[\w-]{16,64}$/, 'this is not a Secret').optional(),
    WECOM_OPEN_KFID: z.string().regex(/^wk[\w-]{4,62}$/, 'it begins with wk').optional(),
    WECOM_TOKEN: z.string().regex(/^[A-Za-z0-9]{3,32}$/, '3 to 32 letters and digits').optional(),
    WECOM_ENCODING_AES_KEY: z.string().regex(/^[A-Za-z0-9]{43}$/, '43 letters and digits').optional(),
    WECOM_SERVICER: z.string().regex(/^[\w.@-]{1,64}$/, 'this is not a userid').optional(),
    WECOM_API_ROOT: z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com'),
  },
  cures: {
    WECOM_CORP_ID: 'Copy the 企业ID (ww…) from work.weixin.qq.com → 我的企业.',
    WECOM_SECRET: 'Copy the Secret of the application that may use the account: 微信客服 → API.',
    WECOM_OPEN_KFID: 'Copy the account’s open_kfid (wk…): 微信客服 → API, or the call kf/account/list.',
    WECOM_TOKEN: 'Copy the Token from where the callback’s address is entered: 微信客服 → API → 企业内部接入.',
    WECOM_ENCODING_AES_KEY: 'Copy the EncodingAESKey from the same page.',
    WECOM_SERVICER: 'The userid of a member who receives customers in WeCom, or leave it out: the desk’s own people answer.',
    WECOM_API_ROOT: 'Leave it out for WeCom’s own servers.',
  },
  read(env, publicUrl): WeComAccount | null | readonly string[] {
    const { WECOM_CORP_ID: corpId, WECOM_SECRET: secret, WECOM_OPEN_KFID: openKfId, WECOM_TOKEN: token, WECOM_ENCODING_AES_KEY: aesKey } = env
    if (corpId === undefined) return null
    const problems = [
      ...(['WECOM_SECRET', 'WECOM_OPEN_KFID', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const).flatMap((name) => (env[name] === undefined ? [`${name}: it goes with WECOM_CORP_ID. ${wecomAccount.cures[name]}`] : [])),
      ...(publicUrl === null ? ['WECOM_CORP_ID: WeCom can only knock at a PUBLIC_URL. Give it.'] : []),
    ]
    if (secret === undefined || openKfId === undefined || token === undefined || aesKey === undefined || problems.length > 0) return problems
    return { corpId, secret, openKfId, token, aesKey, servicer: env.WECOM_SERVICER ?? null, apiRoot: env.WECOM_API_ROOT }
  },
})
