import { z } from 'zod'
import { accountReader } from '../account.ts'

/** What the platform lets an account do: only a verified one may write first, only a verified service account has templates. https://developers.weixin.qq.com/doc/service/guide/product/api_permissions.html */
const KINDS = ['service-verified', 'subscription-verified', 'subscription-unverified'] as const
export type WeChatKind = (typeof KINDS)[number]

/** An official account (公众号, 服务号). */
export type WeChatAccount = {
  readonly appId: string
  /** Never logged, stored or shown. */
  readonly secret: string
  /** Signs what WeChat brings. */
  readonly token: string
  /** 43 letters and digits; null: messages travel in the clear, and their signature does not cover what they say. */
  readonly aesKey: string | null
  readonly kind: WeChatKind
  /** `gh_…`: what is addressed to another account is dropped; null: it is not looked at. */
  readonly originalId: string | null
  readonly templateId: string | null
  /** The desk makes the menu at the foot of the chat. */
  readonly menu: boolean
  readonly apiRoot: string
}

export const wechatAccount = accountReader({
  shape: {
    WECHAT_APP_ID: z.string().regex(/^wx\w{8,30}$/, 'this is not an AppID').optional(),
    WECHAT_APP_SECRET: z.string().regex(/^\w{16,64}$/, 'this is not an AppSecret').optional(),
    WECHAT_TOKEN: z.string().regex(/^[A-Za-z0-9]{3,32}$/, '3 to 32 letters and digits').optional(),
    WECHAT_ENCODING_AES_KEY: z.string().regex(/^[A-Za-z0-9]{43}$/, '43 letters and digits').optional(),
    WECHAT_ACCOUNT: z.enum(KINDS).optional(),
    WECHAT_ORIGINAL_ID: z.string().regex(/^gh_\w{4,30}$/, 'it begins with gh_').optional(),
    WECHAT_TEMPLATE_ID: z.string().regex(/^[\w-]{20,64}$/, 'this is not a template’s ID').optional(),
    WECHAT_MENU: z.enum(['on', 'off']).default('off'),
    WECHAT_API_ROOT: z.url({ protocol: /^https?$/ }).default('https://api.weixin.qq.com'),
  },
  cures: {
    WECHAT_APP_ID: 'Copy the AppID (wx…) from 设置与开发 → 开发接口管理 → 基本配置.',
    WECHAT_APP_SECRET: 'Copy the AppSecret from the same page; it is shown once.',
    WECHAT_TOKEN: 'Make one up and enter the same under 服务器配置 → 令牌(Token).',
    WECHAT_ENCODING_AES_KEY: 'Copy it from 服务器配置 → 消息加解密密钥, and choose 安全模式 there.',
    WECHAT_ACCOUNT: 'One of service-verified, subscription-verified, subscription-unverified.',
    WECHAT_ORIGINAL_ID: 'Copy the 原始ID (gh_…) from 账号详情, or leave it out.',
    WECHAT_TEMPLATE_ID: 'Copy it from 模板消息 → 我的模板, or leave it out.',
    WECHAT_MENU: 'on: the desk makes the menu at the foot of the chat; off: it leaves it as it is.',
    WECHAT_API_ROOT: 'Leave it out for WeChat’s own servers.',
  },
  read(env, publicUrl): WeChatAccount | null | readonly string[] {
    const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: secret, WECHAT_TOKEN: token, WECHAT_ACCOUNT: kind, WECHAT_TEMPLATE_ID: templateId = null } = env
    if (appId === undefined) return null
    const problems = [
      ...(secret === undefined ? ['WECHAT_APP_SECRET: it goes with WECHAT_APP_ID. Copy the AppSecret from 基本配置.'] : []),
      ...(token === undefined ? ['WECHAT_TOKEN: it goes with WECHAT_APP_ID. Make one up and enter the same under 服务器配置.'] : []),
      ...(kind === undefined ? [`WECHAT_ACCOUNT: say what kind of account it is: ${KINDS.join(', ')}.`] : []),
      ...(publicUrl === null ? ['WECHAT_APP_ID: WeChat can only knock at a PUBLIC_URL. Give it.'] : []),
      ...(templateId !== null && kind !== undefined && kind !== 'service-verified' ? ['WECHAT_TEMPLATE_ID: only a verified service account has template messages. Leave it out.'] : []),
      ...(env.WECHAT_MENU === 'on' && kind === 'subscription-unverified' ? ['WECHAT_MENU: an account that is not verified may not make a menu. Leave it out.'] : []),
    ]
    if (secret === undefined || token === undefined || kind === undefined || problems.length > 0) return problems
    return { appId, secret, token, kind, templateId, aesKey: env.WECHAT_ENCODING_AES_KEY ?? null, originalId: env.WECHAT_ORIGINAL_ID ?? null, menu: env.WECHAT_MENU === 'on', apiRoot: env.WECHAT_API_ROOT }
  },
})
