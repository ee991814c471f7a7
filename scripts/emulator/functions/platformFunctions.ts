import type { Message } from '../../../cloudfunctions/openapi/messages/Message'

/**
 * Functions that WeChat's platform makes, so that no project has their code, with the result that a stub proposes: assumed#platform-functions
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/wechatpay/workflow.html
 */
const PLATFORM_FUNCTIONS: Readonly<Record<string, Message & { result: object }>> = {
  cloudbase_module: {
    en: "the gateway of the platform's workflows, called with { name: FLOW, data }",
    zh: '平台的工作流入口，以 { name: 工作流标识, data } 调用',
    result: { data: {} },
  },
  wxpayFunctions: {
    en: 'the payment template of the cloud console',
    zh: '云开发控制台的微信支付模板',
    result: { code: 0, data: {} },
  },
  'lowcode-automation': {
    en: "a function of the platform's workflows",
    zh: '平台工作流的云函数',
    result: { data: {} },
  },
  'lowcode-datasource': {
    en: "a function of the platform's data sources",
    zh: '平台数据源的云函数',
    result: { data: {} },
  },
}

/** Checks whether the platform makes a function of this name. A stub can answer for it. */
export function isPlatformFunction(name: string): boolean {
  return Object.keys(PLATFORM_FUNCTIONS).includes(name)
}

/** Returns what a function is that the platform makes, with a stub that answers for it; undefined for any other name. */
export function howToReplace(name: string): Message | undefined {
  const known = isPlatformFunction(name) ? PLATFORM_FUNCTIONS[name] : undefined
  if (!known) return undefined
  const stub = JSON.stringify({ api: name, answer: known.result })
  return {
    en: `${name} is ${known.en}. It exists only in the cloud: give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`,
    zh: `${name} 是${known.zh}，只存在于云端。可在 local-wechat.json 中或用 PUT /emulator/stubs 设置模拟返回：${stub}`,
  }
}
